/** One task of an exercise: a field or options, the verdict, hints in their stages, and the worked step. */
import { handed } from "../handed.js";
import { GRID } from "../protocol.js";
import { manifest, word } from "../stepping/words.js";
import { button, element } from "../tools/element.js";
import { Sorting } from "./sorting.js";

/** @typedef {import("./practice.js").Practice} Practice */

/** Points are counted in hundredths. */
export const PER_POINT = 100;
/** What each stage of the hints costs. */
const HINT = 25;
/** The kinds of which one option is the answer. */
const CHOSEN = ["choice", "bug"];

export class Task {
  done = false;
  points = 0;
  hints = 0;
  /** How many there are; known once there was one. */
  stages = Infinity;
  /** What the reader types into. @type {() => HTMLInputElement[]} */
  fields = () => [];

  /** @param {HTMLElement} item @param {number} place @param {Practice} practice */
  constructor(item, place, practice) {
    this.place = place;
    this.practice = practice;
    this.kind = item.dataset.task ?? "";
    /** What there is to do, which is told again where nothing was done. */
    this.asked = word(`practice_${CHOSEN.includes(this.kind) ? "choose" : this.kind}`, item.dataset);
    this.id = `${practice.mount.id}-task-${place + 1}`;
    // One of many on its page, and so no landmark.
    this.form = element("form", { className: "bp-practice", noValidate: true, role: "none" });
    // Empty, but there: what comes into sight together with its text is not announced.
    this.verdict = element("p", { className: "bp-verdict", id: `${this.id}-verdict`, role: "status", tabIndex: -1 });
    this.told = element("div", { className: "bp-told" });
    this.read = this.#control(item);
    this.buttons = element("div", { className: "bp-acts" });
    this.#button("check", null, { type: "submit" });
    this.hint = this.#button("hint", () => this.#hint());
    this.#button("way", () => this.#show());
    this.form.append(this.buttons, this.verdict, this.told);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.done) this.#check();
    });
    item.append(this.form);
  }

  /** @param {string} name @param {(() => void) | null} act @param {Record<string, unknown>} [properties] */
  #button(name, act, properties) {
    const made = button(word(`practice_${name}`), act, { dataset: { action: name }, ...properties });
    this.buttons.append(made);
    return made;
  }

  /** Put in what the reader answers with. @param {HTMLElement} item @returns {() => string} how the answer is read */
  #control(item) {
    const options = /** @type {HTMLElement[]} */ ([...item.querySelectorAll(".bp-options > li")]);
    if (CHOSEN.includes(this.kind)) return this.#radios(options, item);
    if (this.kind === "order") {
      const sorting = new Sorting(options, (text) => this.practice.say(text));
      return () => sorting.letters.join(" ");
    }
    const field = element("input", {
      type: "text",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: false,
      id: this.id,
      ariaLabel: `${item.dataset.label}. ${this.asked}`,
    });
    field.setAttribute("aria-describedby", this.verdict.id);
    this.fields = () => [field];
    const label = element("label", { htmlFor: this.id, textContent: this.asked });
    this.form.append(label, field);
    if (this.kind === "matrix") void this.#grid(item, label, field);
    return () => field.value;
  }

  /** Fields in the place of one; without them the matrix is typed as text. @param {HTMLElement} item @param {HTMLElement} label @param {HTMLInputElement} field */
  async #grid(item, label, field) {
    const Grid = await handed(manifest().grid, GRID).catch(() => null);
    // Nobody loses what is typed already.
    if (!Grid || field.value) return;
    const grid = new Grid(item.dataset, this.id, this.verdict.id);
    label.replaceWith(...grid.parts);
    field.remove();
    this.asked = grid.told;
    this.fields = () => grid.cells;
    this.read = () => grid.text;
  }

  /** @param {HTMLElement[]} options @param {HTMLElement} item @returns {() => string} */
  #radios(options, item) {
    const list = options[0]?.parentElement;
    if (list) Object.assign(list, { role: "radiogroup", ariaLabel: item.dataset.label });
    const radios = options.map((option) => {
      const radio = element("input", { type: "radio", name: this.id, value: option.dataset.letter });
      // As in a field of text.
      radio.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        this.form.requestSubmit();
      });
      option.role = "none";
      option.replaceChildren(element("label", {}, radio, ...option.childNodes));
      return radio;
    });
    return () => radios.find(({ checked }) => checked)?.value ?? "";
  }

  async #check() {
    const answer = this.read();
    if (!answer.trim()) return this.#tell(this.asked, "wrong");
    const verdict = await this.practice.ask({ call: "answer", task: this.place, answer });
    if (!verdict || this.done) return;
    this.#tell(verdict.sentence, verdict.kind, verdict.cells);
    if (verdict.kind !== "right") return this.practice.changed(verdict.slip, verdict.sentence);
    this.#finish(Math.max(0, PER_POINT - HINT * this.hints));
  }

  async #hint() {
    const stage = this.hints;
    const hint = await this.practice.ask({ call: "hint", task: this.place, stage });
    // Pressed twice, it is answered twice.
    if (!hint || this.done || this.hints !== stage) return;
    this.hints += 1;
    this.stages = hint.stages;
    const head = element("strong", {}, word("practice_hint_number", { number: this.hints, count: hint.stages }));
    const part = element("div", { className: "bp-hint", innerHTML: hint.html });
    this.told.append(element("div", {}, head, part));
    if (this.hints >= this.stages) this.hint.disabled = true;
    this.#announce(head.textContent ?? "", part);
  }

  async #show() {
    const way = await this.practice.ask({ call: "way", task: this.place });
    if (!way || this.done) return;
    this.told.replaceChildren(element("div", { className: "bp-hint", innerHTML: way.html }));
    this.#tell(word("practice_shown"), "shown");
    this.#finish(0);
  }

  /** @param {string} head @param {HTMLElement} part */
  #announce(head, part) {
    part.tabIndex = -1;
    part.ariaLabel = head;
    part.focus({ preventScroll: true });
  }

  /** @param {number} points */
  #finish(points) {
    this.done = true;
    this.points = points;
    // Unless the reader went on to another task meanwhile.
    if (this.form.contains(document.activeElement)) this.verdict.focus({ preventScroll: true });
    this.buttons.hidden = true;
    for (const field of this.form.querySelectorAll("input")) field.readOnly = true;
    this.practice.changed();
  }

  /** @param {string} sentence @param {string} kind @param {number[]} [cells] that are wrong, if not all are */
  #tell(sentence, kind, cells = []) {
    this.verdict.textContent = sentence;
    this.verdict.dataset.kind = kind;
    const wrong = !["right", "shown"].includes(kind);
    const fields = this.fields();
    const marked = fields.filter((_, place) => wrong && (!cells.length || cells.includes(place)));
    for (const field of fields) field.ariaInvalid = String(marked.includes(field));
    // Whoever goes on by keyboard is led to what is wrong.
    if (this.form.contains(document.activeElement)) marked[0]?.focus();
    marked[0]?.select();
  }
}
