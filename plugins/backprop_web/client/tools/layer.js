/** Buttons over what stands in a drawing: a layer of them goes along with the drawing, and Tab reaches one of them. */
import { STEP, hear } from "../protocol.js";
import { meets, turn } from "./camera.js";
import { button, called, element } from "./element.js";
import { inMatrices } from "./matrices.js";
import { led, reach } from "./roving.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */

/** From the middle of a cell to its box's corner; and how near, in pixels, a button is to what hides it. */
const SIDE = 42;
const TOP = 35;
const NEAR_BY = 10;

export class Layer {
  /** @type {Element | null} a step of the drawing as it is laid out now */
  #laid = null;
  /** What lies over the drawing. @type {import("./camera.js").Box[]} */
  #enlarged = [];
  /** Where the buttons are in the drawing. @type {Map<HTMLElement, Record<string, number>>} */
  #places = new Map();

  /** @param {Stepper} stepper @param {string} key of what it is called, and of its class */
  constructor(stepper, key) {
    const { figure, stage, camera } = stepper;
    this.stepper = stepper;
    this.box = element("div", { className: `bp-over bp-${key}`, role: "group", ariaLabel: called(figure, key) });
    this.box.classList.toggle("bp-flat", inMatrices(figure));
    stage.querySelector(".bp-layers")?.append(this.box);
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
    say(this.box, { ...this.stepper.camera?.view });
    this.#enlarged = this.stepper.camera?.enlarged ?? [];
    this.box.classList.toggle("is-veiled", this.#enlarged.length > 0);
    for (const button of this.#places.keys()) this.#lay(button);
  }

  /** Put a button at a place of the drawing. @param {HTMLElement} button @param {Record<string, number>} place */
  put(button, place) {
    this.#places.set(button, place);
    say(button, place);
    this.#lay(button);
  }

  /** A button over one cell lies over it where it is seen larger, too. @param {HTMLElement} button */
  #lay(button) {
    const place = this.#places.get(button);
    const large = place?.long || place?.high ? undefined : this.stepper.camera?.large.get(button.dataset.n ?? "");
    if (large) say(button, { across: large.x / large.larger, down: large.y / large.larger, zoom: large.zoom });
    else if (button.matches(".is-large")) {
      button.style.removeProperty("--bp-zoom");
      say(button, place ?? {});
    }
    button.classList.toggle("is-large", Boolean(large));
    button.classList.toggle("is-covered", !large && this.#isCovered(place, button.dataset.n));
  }

  /** Whether it is hidden: something that is seen larger lies over it, over its middle or over the sign at its corner. @param {Record<string, number>} [place] @param {string} [name] */
  #isCovered({ across, down, below, long = 0, high = 0 } = {}, name = "") {
    const { camera } = this.stepper;
    if (!camera || !this.#enlarged.length) return false;
    const corner = turn({ x: long, y: high }, camera.turned);
    const points = below === undefined ? [[corner.x / 2 + SIDE, -corner.y / 2 - TOP]] : [[0, below]];
    if (!below && !long && !high) points.push([0, 0]);
    if (camera.hidden.has(name)) return true;
    return points.some(([right, low]) => {
      const point = camera.seen({ x: across, y: down }, { left: -right, top: -low, right, bottom: low });
      return this.#enlarged.some((box) => meets(box, point, NEAR_BY));
    });
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

/** Give numbers to the style sheet. @param {HTMLElement} element @param {Record<string, number>} numbers */
function say({ style }, numbers) {
  for (const [name, value] of Object.entries(numbers)) style.setProperty(`--bp-${name}`, String(value));
}

/** Where a part of a drawing stands. @param {Element} part */
export function placeOf(part) {
  const { e: x, f: y } = /** @type {SVGGElement} */ (part).transform.baseVal[0].matrix;
  return { x, y };
}

/** How large the ground of a part is. @param {Element} part */
export const sizeOf = ({ firstElementChild }) => ["width", "height"].map((side) => Number(firstElementChild?.getAttribute(side)));
