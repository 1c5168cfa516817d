/** Buttons over what stands in a drawing: a layer of them goes along with the drawing, and Tab reaches one of them. */
import { STEP, hear } from "../protocol.js";
import { button, called, element } from "./element.js";
import { inMatrices } from "./matrices.js";
import { led, reach } from "./roving.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */

/** Pixels around the window within which a figure is taken up. */
const NEAR = "300px";

export class Layer {
  /** @type {Element | null} a step of the drawing as it is laid out now */
  #laid = null;

  /** @param {Stepper} stepper @param {string} key of what it is called, and of its class */
  constructor(stepper, key) {
    const { figure, stage, camera } = stepper;
    this.stepper = stepper;
    this.box = element("div", { className: `bp-over bp-${key}`, role: "group", ariaLabel: called(figure, key) });
    this.box.classList.toggle("bp-flat", inMatrices(figure));
    stage.querySelector(".bp-space")?.before(this.box);
    this.box.addEventListener("keydown", (event) => this.#move(event));
    camera?.watchers.push((glides) => this.#follow(glides));
    this.#follow(false);
  }

  get buttons() {
    return /** @type {HTMLButtonElement[]} */ ([...this.box.children]);
  }

  /** Add a button. @param {string} className @param {string} n the name of what it is about */
  add(className, n) {
    const made = button("", null, { className, dataset: { n }, tabIndex: this.box.firstChild ? -1 : 0 });
    this.box.append(made);
    return made;
  }

  /** Have the buttons put at their places, now and whenever the drawing was laid out anew. @param {(svg: Element) => void} put */
  keep(put) {
    const lay = () => {
      const svg = this.stepper.current.querySelector(".bp-drawing svg");
      if (!svg || this.#laid === this.stepper.steps[0]) return;
      [this.#laid] = this.stepper.steps;
      put(svg);
    };
    hear(this.stepper.figure, STEP, lay);
    lay();
  }

  /** Give the focus to a button. @param {HTMLButtonElement} button */
  reach(button) {
    reach(this.buttons, this.buttons.indexOf(button));
  }

  /** Go along with the drawing. @param {boolean} glides */
  #follow(glides) {
    const { style } = this.box;
    style.transition = glides ? "" : "none";
    for (const [name, value] of Object.entries(this.stepper.camera?.view ?? {})) style.setProperty(`--bp-${name}`, String(value));
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const { buttons } = this;
    const goal = led(event, buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target)), buttons.length);
    if (goal < 0) return;
    event.preventDefault();
    event.stopPropagation();
    reach(buttons, goal);
  }
}

/** Put a button at a place of the drawing. @param {HTMLElement} button @param {Record<string, number>} place */
export function put({ style }, place) {
  for (const [name, value] of Object.entries(place)) style.setProperty(`--bp-${name}`, String(value));
}

/** Where a part of a drawing stands. @param {Element} part */
export function placeOf(part) {
  const { e: x, f: y } = /** @type {SVGGElement} */ (part).transform.baseVal[0].matrix;
  return { x, y };
}

/** How large the ground of a part is. @param {Element} part */
export const sizeOf = ({ firstElementChild }) => ["width", "height"].map((side) => Number(firstElementChild?.getAttribute(side)));

/** Once a figure comes near the window. @param {Stepper} stepper @param {() => void} act */
export function whenNear({ stage }, act) {
  const near = new IntersectionObserver(
    ([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      near.disconnect();
      act();
    },
    { rootMargin: NEAR },
  );
  near.observe(stage);
}
