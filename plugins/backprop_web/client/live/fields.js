/** The fields of a figure: the numbers they hold, and what is wrong with what a reader typed. */
import { calledOf } from "../protocol.js";
import { Delay } from "../stepping/timing.js";
import { LARGEST, inFull, learnNumber, readNumber } from "../stepping/numbers.js";
import { word } from "../stepping/words.js";

/**
 * @typedef {import("../protocol.js").Values} Values
 * @typedef {import("../protocol.js").Answered<"number">} Worked
 * @typedef {object} Owner
 * @property {() => void} changed learns of each number that was changed
 * @property {(text: string) => void} say announces what is wrong
 * @property {(name: string, text: string) => Promise<Worked>} work has the engine make a number of a formula
 */

/** Milliseconds without a key after which a mistake is told. */
const PAUSE = 500;
/** Milliseconds within which changes of one field are taken back as one: a number is typed letter by letter. */
const TOGETHER = 1000;
/** What may be a formula of numbers, such as 1/3 or 2*pi. */
const FORMULA = /^(?=.*([\dπ]|\bpi\b|\be\b))[\w\sπ.,+*/()^²³½·×−-]*$/;

export class Fields {
  /** What they held before each change, the last one at the end. @type {Values[]} */
  #before = [];
  /** The field that was changed last, and when. */
  #last = { name: "", time: -TOGETHER };

  /** @param {HTMLElement} form @param {Values} built what they hold at first @param {Owner} owner */
  constructor(form, built, owner) {
    this.form = form;
    this.built = built;
    this.owner = owner;
    this.inputs = [...form.querySelectorAll("input")];
    // What is to be told of a field waits for itself alone: to read the next field does not take it back.
    this.complaints = new Map(this.inputs.map((input) => [input, new Delay()]));
    this.values = { ...built };
    form.addEventListener("input", ({ target }) => this.edit(/** @type {HTMLInputElement} */ (target), PAUSE));
    form.addEventListener("change", ({ target }) => this.edit(/** @type {HTMLInputElement} */ (target)));
  }

  /** Read what they hold: a browser may have brought back what was typed before. */
  read() {
    for (const input of this.inputs) this.edit(input);
  }

  /** Take over a field's number, or say what is wrong with it once typing pauses. @param {HTMLInputElement} input */
  edit(input, patience = 0) {
    const { name } = input;
    const value = taken(input.value);
    const complaint = this.complaints.get(input);
    complaint?.cancel();
    this.#offerDefaults();
    if (typeof value === "string") return complaint?.start(() => this.#refuse(input, value), patience);
    this.complain(input);
    if (value === this.values[name]) return;
    this.#remember(name);
    this.values[name] = value;
    this.owner.changed();
  }

  /**
   * Say what is wrong with a field, unless the engine can make a number of what is in it.
   * @param {HTMLInputElement} input @param {string} key
   */
  async #refuse(input, key) {
    const { name, value } = input;
    const sentence = word(key, { kept: inFull(this.values[name]) });
    if (key !== "field_not_a_number" || !FORMULA.test(value)) return this.complain(input, sentence);
    const { number, error } = await this.owner.work(name, value);
    if (input.value !== value) return;
    if (number === undefined) return this.complain(input, error ? `${error.message}. ${word("live_kept")}` : sentence);
    learnNumber(value, number);
    this.edit(input);
  }

  /** Put numbers into the fields as if typed, but all of them before any is computed with. @param {Values} values */
  set(values) {
    const inputs = this.inputs.filter(({ name }) => values[name] !== this.values[name]);
    for (const input of inputs) input.value = inFull(values[input.name]);
    const last = inputs.pop();
    if (last) this.#remember(last.name);
    for (const { name } of inputs) this.values[name] = values[name];
    last?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Take the last change back, where there is one. */
  undo() {
    const values = this.#before.pop();
    const earlier = this.#before;
    if (values) this.set(values);
    this.#before = earlier;
  }

  /** Keep what they hold, as this field is about to be changed. @param {string} name */
  #remember(name) {
    const time = performance.now();
    const goesOn = name === this.#last.name && time - this.#last.time < TOGETHER;
    if (!goesOn) this.#before = [...this.#before, { ...this.values }];
    this.#last = { name, time };
  }

  /** Whether a number is another one than at first. */
  get areChanged() {
    return this.inputs.some(({ name }) => this.values[name] !== this.built[name]);
  }

  /** Back to what they held at first. */
  restore() {
    this.#remember("");
    this.values = { ...this.built };
    for (const input of this.inputs) input.value = input.defaultValue;
    this.form.tabIndex = -1;
    this.form.focus({ preventScroll: true });
    this.read();
  }

  /** Tell what is wrong with a field, or that nothing is. @param {HTMLInputElement} input */
  complain(input, sentence = "") {
    // The messages of several fields stand below one another, so each begins with the field's name.
    const text = sentence && `${calledOf(input)}: ${sentence}`;
    const place = /** @type {HTMLElement} */ (input.nextElementSibling ?? placed(input));
    place.textContent = text;
    place.hidden = !text;
    input.ariaInvalid = text ? "true" : null;
    if (!text) return;
    /** @type {HTMLDetailsElement} */ (this.form.firstElementChild).open = true;
    this.owner.say(text);
  }

  /** Take back what the engine said of them; what is no number is still none. */
  forgive() {
    for (const input of this.inputs) if (Number.isFinite(taken(input.value))) this.complain(input);
  }

  #offerDefaults() {
    const button = /** @type {HTMLElement} */ (this.form.querySelector("button"));
    button.hidden = this.inputs.every((each) => each.value === each.defaultValue);
  }
}

/** Where the message of a field stands. @param {HTMLInputElement} input */
function placed(input) {
  const made = Object.assign(document.createElement("p"), { className: "bp-field-error", id: `${input.id}--error` });
  input.setAttribute("aria-describedby", made.id);
  input.after(made);
  return made;
}

/** @param {string} text @returns {number | string} the number, or the key of the sentence that says what is wrong */
export function taken(text) {
  const value = readNumber(text);
  if (text.trim() === "") return "field_empty";
  if (Number.isNaN(value)) return "field_not_a_number";
  if (!Number.isFinite(value)) return "field_infinite";
  return Math.abs(value) > LARGEST ? "field_too_large" : value;
}
