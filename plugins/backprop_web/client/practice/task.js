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
/** How the answer begins that fields for a matrix give. */
const ROWS = "[[";

/**
 * @typedef {{answer: string, done: boolean, points: number, hints: number, isLast: boolean, verdict: string, kind?: string,
 *   told: string}} Kept a task as the reader left it; `told` is HTML
 */

export class Task {
  done = false;
  points = 0;
  hints = 0;
  /** How many there are; known once there was one. */
  stages = Infinity;
  /** What the reader types into. @type {() => HTMLInputElement[]} */
  fields = () => [];
  /** Put in an answer as `read` gives it. @type {(answer: string) => void} */
  write = () => {};
  /** What is said where some of the fields are empty. @type {() => string} */
  lack = () => "";
  /** Mark the chosen option, if options there are. @type {(verdict: string) => void} */
  mark = () => {};

  /** @param {HTMLElement} item @param {number} place @param {Practice} practice */
  constructor(item, place, practice) {
    this.item = item;
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
    // Each hint is told where it comes, and the reader goes on typing.
    this.told = element("div", { className: "bp-told", role: "log" });
    this.read = this.#control(item);
    this.first = this.read();
    // In words, as fields are called, for buttons: of which question they are.
    this.question = element("span", { id: `${this.id}-question`, hidden: true, textContent: item.dataset.label });
    this.buttons = element("div", { className: "bp-acts" });
    this.#button("check", null, { type: "submit" });
    this.hint = this.#button("hint", () => this.#hint());
    this.#button("way", () => this.#show());
    this.form.append(this.question, this.buttons, this.verdict, this.told);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.done) this.#check();
    });
    item.append(this.form);
  }

  /** Whether the reader did anything here. */
  get isTouched() {
    return this.done || this.hints > 0 || this.read() !== this.first;
  }

  /** @returns {Kept} */
  get kept() {
    const { done, points, hints, verdict, told } = this;
    const said = { verdict: verdict.textContent ?? "", kind: verdict.dataset.kind, told: told.innerHTML };
    return { answer: this.read(), done, points, hints, isLast: hints >= this.stages, ...said };
  }

  /** As it was. @param {Kept} kept */
  bring({ answer, done, points, hints, isLast, verdict, kind, told }) {
    Object.assign(this, { done, points, hints });
    this.write(answer);
    this.told.innerHTML = told;
    this.verdict.textContent = verdict;
    if (kind) this.verdict.dataset.kind = kind;
    if (isLast) this.#spend();
    if (done && kind === "right") this.mark(kind);
    if (done) this.#close();
  }

  /** @param {string} name @param {(() => void) | null} act @param {Record<string, unknown>} [properties] */
  #button(name, act, properties) {
    const made = button(word(`practice_${name}`), act, { dataset: { action: name }, ...properties });
    made.setAttribute("aria-describedby", this.question.id);
    this.buttons.append(made);
    return made;
  }

  /** Put in what the reader answers with. @param {HTMLElement} item @returns {() => string} how the answer is read */
  #control(item) {
    const options = /** @type {HTMLElement[]} */ ([...item.querySelectorAll(".bp-options > li")]);
    if (CHOSEN.includes(this.kind)) return this.#radios(options, item);
    if (this.kind === "order") {
      const sorting = new Sorting(options, (text) => this.practice.say(text));
      sorting.list.ariaLabel = item.dataset.label ?? "";
      this.write = (answer) => sorting.sort(answer.split(" "));
      return () => sorting.letters.join(" ");
    }
    const field = element("input", {
      type: "text",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: false,
      id: this.id,
      ariaLabel: `${item.dataset.label} ${this.asked}`,
    });
    field.setAttribute("aria-describedby", this.verdict.id);
    this.fields = () => [field];
    this.write = (answer) => (field.value = answer);
    const label = element("label", { htmlFor: this.id, textContent: this.asked });
    this.form.append(label, field);
    if (this.kind === "matrix") void this.#grid(item, label, field);
    return () => field.value;
  }

  /** Fields in the place of one; without them the matrix is typed as text. @param {HTMLElement} item @param {HTMLElement} label @param {HTMLInputElement} field */
  async #grid(item, label, field) {
    let kept = "";
    // Until the fields are there it is the answer, so that whoever keeps answers meanwhile keeps this one, too.
    this.write = (answer) => (kept = field.value = answer);
    const Grid = await handed(manifest().grid, GRID).catch(() => null);
    // Nobody loses what is typed already.
    if (!Grid || field.value !== kept || (kept && !kept.startsWith(ROWS))) return;
    const grid = new Grid(item.dataset, this.id, this.verdict.id);
    label.replaceWith(...grid.parts);
    field.remove();
    this.asked = grid.told;
    this.fields = () => grid.cells;
    this.lack = () => grid.lack;
    this.read = () => grid.text;
    this.write = (answer) => (grid.text = answer);
    if (kept) grid.text = kept;
    if (this.done) this.#close();
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
    this.write = (answer) => {
      for (const radio of radios) radio.checked = radio.value === answer;
    };
    this.mark = (verdict) => {
      for (const [place, { dataset }] of options.entries()) dataset.verdict = radios[place].checked ? verdict : "";
    };
    list?.addEventListener("change", () => this.mark(""));
    return () => radios.find(({ checked }) => checked)?.value ?? "";
  }

  async #check() {
    const answer = this.read();
    if (!answer.trim()) return this.#tell(this.asked, "wrong");
    const empty = this.fields().flatMap(({ value }, place) => (value.trim() ? [] : place));
    if (empty.length) return this.#tell(this.lack(), "wrong", empty);
    const verdict = await this.practice.ask({ call: "answer", task: this.place, answer });
    if (!verdict || this.done) return;
    this.#tell(verdict.sentence, verdict.kind, verdict.cells);
    if (verdict.kind !== "right") return this.practice.changed(verdict.slip, verdict.sentence);
    this.#finish(Math.max(0, PER_POINT - HINT * this.hints));
  }

  async #hint() {
    const stage = this.hints;
    if (stage >= this.stages) return this.practice.say(word("practice_hints_end"));
    const hint = await this.practice.ask({ call: "hint", task: this.place, stage });
    // Pressed twice, it is answered twice.
    if (!hint || this.done || this.hints !== stage) return;
    this.hints += 1;
    this.stages = hint.stages;
    const head = element("strong", {}, word("practice_hint_number", { number: this.hints, count: hint.stages }));
    const part = element("div", { className: "bp-hint", innerHTML: hint.html });
    const whole = element("div", {}, head, part);
    this.told.append(whole);
    if (this.hints >= this.stages) this.#spend();
    this.practice.changed();
    this.reveal(whole);
    const [field] = this.fields();
    // With a finger or a mouse nobody wants a keyboard over the hint, and no keyboard leads away from it.
    if (field && this.hint.matches(":focus-visible") && isInSight(field)) field.focus({ preventScroll: true });
  }

  /** There are no more hints. The button stays where it is: the same key, pressed again, must not show the way. */
  #spend() {
    this.stages = this.hints;
    this.hint.ariaDisabled = "true";
    this.hint.textContent = word("practice_hints_end");
  }

  /** Bring into sight what is said, unless the reader went on to another task meanwhile. @param {HTMLElement} said */
  reveal(said) {
    const at = document.activeElement;
    if (at === document.body || this.item.contains(at)) said.scrollIntoView({ block: "nearest" });
  }

  async #show() {
    const way = await this.practice.ask({ call: "way", task: this.place });
    if (!way || this.done) return;
    // What is long is read, not told.
    this.told.role = "none";
    this.told.replaceChildren(element("div", { className: "bp-hint", innerHTML: way.html }));
    this.#tell(word("practice_shown"), "shown");
    this.reveal(this.told);
    this.#finish(0);
  }

  /** Where the reader goes on: the chosen option, the first field, or what moves the first option. */
  answering() {
    return /** @type {HTMLElement | null} */ (
      this.item.querySelector("input:checked") ?? this.item.querySelector("input, .bp-move")
    );
  }

  /** @param {number} points */
  #finish(points) {
    this.done = true;
    this.points = points;
    // Unless the reader went on to another task meanwhile.
    if (this.item.contains(document.activeElement)) this.verdict.focus({ preventScroll: true });
    this.#close();
    this.practice.changed();
    this.reveal(this.verdict);
  }

  /** What is done stays as it is. */
  #close() {
    this.buttons.hidden = true;
    for (const field of this.item.querySelectorAll("input")) field.readOnly = true;
    /** @type {NodeListOf<HTMLInputElement | HTMLButtonElement>} */
    const others = this.item.querySelectorAll("[type=radio]:not(:checked), .bp-move");
    // Radios do not know readOnly.
    for (const other of others) other.disabled = true;
    for (const option of this.item.querySelectorAll("li")) option.draggable = false;
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
    this.mark(wrong ? "wrong" : kind);
    this.reveal(this.verdict);
  }
}

/** Whether it is in the window, with nothing over it such as the head of a page. @param {Element} part */
function isInSight(part) {
  const { x, y, width, height } = part.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2) === part;
}
