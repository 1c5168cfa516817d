/**
 * A given number is changed where it stands in the drawing. A button lies over each: a click, a tap or Enter puts the
 * number's field there, dragging it sideways changes it, and the arrow keys lead from one to the next.
 */
import { VALUES, hear } from "../protocol.js";
import { join } from "../stepping/figures.js";
import { inFull } from "../stepping/numbers.js";
import { word } from "../stepping/words.js";
import { button, called, element } from "./element.js";
import { inMatrices } from "./matrices.js";
import { nameOf, parts } from "./meaning.js";
import { led, reach } from "./roving.js";
import { drag } from "./turning.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */
/** @typedef {import("../protocol.js").Live} Live */

/** How far below the place of a cell, and of an entry of a matrix, its value stands. */
const IN_CELL = 1;
const IN_ENTRY = 9;
/** Pixels around the window within which a figure is taken up. */
const NEAR = "300px";

class Hands {
  /** @type {HTMLInputElement[]} the field that each button leads to */
  #inputs = [];

  /** @param {Stepper} stepper @param {Live} live */
  constructor(stepper, live) {
    this.stepper = stepper;
    this.live = live;
    this.box = element("div", { className: "bp-hands", role: "group", ariaLabel: called(stepper.figure, "hands") });
    this.box.classList.toggle("bp-flat", inMatrices(stepper.figure));
  }

  get buttons() {
    return /** @type {HTMLButtonElement[]} */ ([...this.box.children]);
  }

  /** Lay a button over each given number of the drawing. */
  lay() {
    const { stepper, live, box } = this;
    const svg = stepper.steps[0].querySelector(".bp-drawing svg");
    const places = new Map(svg ? [...parts(svg)].filter((part) => part.matches("g.c, g.p, g.n")).map((part) => [nameOf(part), part]) : []);
    for (const input of live.inputs) {
      const place = places.get(input.name);
      if (place) this.#add(input, /** @type {SVGGElement} */ (place));
    }
    this.#tell();
    stepper.stage.querySelector(".bp-space")?.before(box);
    box.addEventListener("click", (event) => this.#press(event));
    box.addEventListener("pointerdown", (event) => {
      const place = this.#placeOf(event.target);
      if (place >= 0) drag(stepper, this.buttons[place], this.#inputs[place], event);
    });
    box.addEventListener("keydown", (event) => this.#move(event));
    hear(stepper.figure, VALUES, () => this.#tell());
    stepper.camera?.watchers.push((glides) => this.#follow(glides));
    this.#follow(false);
  }

  /** Go along with the drawing. @param {boolean} glides */
  #follow(glides) {
    const { style } = this.box;
    style.transition = glides ? "" : "none";
    for (const [name, value] of Object.entries(this.stepper.camera?.view ?? {})) style.setProperty(`--bp-${name}`, String(value));
  }

  /** @param {HTMLInputElement} input @param {SVGGElement} place */
  #add(input, place) {
    const { e: x, f: y } = place.transform.baseVal[0].matrix;
    const tabIndex = this.#inputs.length ? -1 : 0;
    const hand = button("", null, { className: "bp-hand", tabIndex, dataset: { n: input.name } });
    hand.style.setProperty("--bp-across", String(x));
    hand.style.setProperty("--bp-down", String(y));
    hand.style.setProperty("--bp-below", String(place.matches(".n") ? IN_ENTRY : IN_CELL));
    this.box.append(hand);
    this.#inputs.push(input);
  }

  /** Say at each button which number it has. */
  #tell() {
    this.buttons.forEach((button, place) => {
      const { name, ariaLabel } = this.#inputs[place];
      button.ariaLabel = word("field_is", { field: ariaLabel, value: inFull(this.live.values[name]) });
    });
  }

  /** @param {EventTarget | null} target */
  #placeOf(target) {
    return this.buttons.indexOf(/** @type {HTMLButtonElement} */ (target));
  }

  /** A press that ends a drag changed the number already. @param {MouseEvent} event */
  #press({ target, defaultPrevented }) {
    const place = this.#placeOf(target);
    if (place < 0 || defaultPrevented) return;
    reach(this.buttons, place);
    edit(this.live, this.#inputs[place], this.buttons[place]);
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const goal = led(event, this.#placeOf(event.target), this.buttons.length);
    if (goal < 0) return;
    event.preventDefault();
    event.stopPropagation();
    reach(this.buttons, goal);
  }
}

/**
 * Put a field over its number until Enter, Escape, which takes back what was typed, or until the focus leaves it.
 * @param {Live} live @param {HTMLInputElement} input @param {HTMLElement} button
 */
function edit(live, input, button) {
  const { form } = live;
  const row = /** @type {HTMLDetailsElement} */ (form.querySelector("details"));
  const field = /** @type {HTMLElement} */ (input.closest(".bp-field"));
  const over = new AbortController();
  const before = input.value;
  const wasOpen = row.open;
  form.classList.add("bp-here");
  form.classList.toggle("bp-shut", !wasOpen);
  field.classList.add("is-here");
  row.open = true;
  const put = () => {
    const [own, around] = [button, form].map((each) => each.getBoundingClientRect());
    const left = own.left + own.width / 2 - around.left - field.offsetWidth / 2;
    field.style.left = `${Math.max(0, Math.min(left, around.width - field.offsetWidth))}px`;
    field.style.top = `${own.top + own.height / 2 - around.top}px`;
  };
  const close = () => {
    over.abort();
    form.classList.remove("bp-here", "bp-shut");
    field.classList.remove("is-here");
    field.removeAttribute("style");
    row.open = wasOpen || input.ariaInvalid === "true";
  };
  const finish = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // Else the button, which gets the focus, would be pressed.
    event.preventDefault();
    if (event.key === "Escape") input.value = before;
    live.edit(input);
    button.focus({ preventScroll: true });
  };
  input.addEventListener("keydown", finish, over);
  input.addEventListener("blur", close, over);
  addEventListener("resize", put, over);
  put();
  input.focus({ preventScroll: true });
  input.select();
}

/** Buttons are laid once the figure comes near the window. @param {Stepper} stepper */
function take(stepper) {
  const { live, stage } = stepper;
  if (!live) return;
  const near = new IntersectionObserver(
    ([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      near.disconnect();
      new Hands(stepper, live).lay();
    },
    { rootMargin: NEAR },
  );
  near.observe(stage);
}

export const start = () => join({ take });
