/**
 * A given number is changed where it stands in the drawing. A button lies over each: a click, a tap or Enter puts the
 * number's field there, dragging it sideways changes it, and the arrow keys lead from one to the next.
 */
import { VALUES, calledOf, hear } from "../protocol.js";
import { join } from "../stepping/figures.js";
import { inFull } from "../stepping/numbers.js";
import { word } from "../stepping/words.js";
import { Layer, placeOf } from "./layer.js";
import { nameOf, parts } from "./meaning.js";
import { whenNear } from "./near.js";
import { drag } from "./turning.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */
/** @typedef {import("../protocol.js").Live} Live */

/** How far below the place of a cell, and of an entry of a matrix, its value stands. */
const IN_CELL = 1;
const IN_ENTRY = 9;

class Hands {
  /** @type {Map<EventTarget | null, HTMLInputElement>} the field that each button leads to */
  #inputs = new Map();

  /** @param {Stepper} stepper @param {Live} live */
  constructor(stepper, live) {
    this.stepper = stepper;
    this.live = live;
    this.layer = new Layer(stepper, "hands");
    stepper.stage.classList.add("has-hands");
  }

  /** Lay a button over each given number of the drawing. */
  lay() {
    const { stepper, layer } = this;
    layer.keep((svg) => this.#put(svg));
    this.#tell();
    layer.box.addEventListener("click", (event) => this.#press(event));
    layer.box.addEventListener("pointerdown", (event) => {
      const input = this.#inputs.get(event.target);
      if (input) drag(stepper, /** @type {HTMLButtonElement} */ (event.target), input, event);
    });
    hear(stepper.figure, VALUES, () => this.#tell());
  }

  /** @param {Element} svg */
  #put(svg) {
    // A weight that a step is about stands on its line, too, after all others.
    const found = [...parts(svg)].filter((part) => part.matches("g.c, g.p, g.n")).reverse();
    const places = new Map(found.map((part) => [nameOf(part), part]));
    const known = new Map([...this.#inputs].map(([button, input]) => [input, /** @type {HTMLElement} */ (button)]));
    for (const input of this.live.inputs) {
      const part = places.get(input.name);
      if (!part) continue;
      const hand = known.get(input) ?? this.layer.add("bp-hand", input.name);
      this.#inputs.set(hand, input);
      hand.classList.toggle("is-beside", part.matches("g.p"));
      const { x, y } = placeOf(part);
      this.layer.put(hand, { across: x, down: y, below: part.matches(".n") ? IN_ENTRY : IN_CELL });
    }
  }

  /** Say at each button which number it has. */
  #tell() {
    for (const [button, input] of this.#inputs) {
      const told = word("field_is", { field: calledOf(input), value: inFull(this.live.values[input.name]) });
      /** @type {HTMLElement} */ (button).ariaLabel = told;
    }
  }

  /** A press that ends a drag changed the number already. @param {MouseEvent} event */
  #press({ target, defaultPrevented }) {
    const input = this.#inputs.get(target);
    if (!input || defaultPrevented) return;
    const button = /** @type {HTMLButtonElement} */ (target);
    this.layer.reach(button);
    edit(this.live, input, button);
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

/** @param {Stepper} stepper */
function take(stepper) {
  const { live } = stepper;
  if (live) whenNear([stepper.stage], () => new Hands(stepper, live).lay());
}

export const start = () => join({ take });
