/** A step that is left to the reader: a field for the answer, the verdict, and hints in their stages. */
import { specificationOf } from "../protocol.js";
import { word } from "../stepping/words.js";
import { button, element } from "../tools/element.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */

export class Blank {
  hints = 0;

  /** @param {Stepper} stepper @param {number} step @param {HTMLDetailsElement} answer which opens when it was found */
  constructor(stepper, step, answer) {
    this.stepper = stepper;
    this.step = step;
    this.answer = answer;
    const id = `${stepper.figure.id}-try-${step}`;
    this.field = element("input", { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: false, id });
    this.field.setAttribute("aria-describedby", `${id}-verdict`);
    // Empty, but there: what comes into sight together with its text is not announced.
    this.verdict = element("p", { className: "bp-verdict", id: `${id}-verdict`, role: "status", tabIndex: -1 });
    this.told = element("div", { className: "bp-told" });
    this.hint = button(word("blank_hint"), () => this.#hint(), { dataset: { action: "hint" } });
    this.place = element("div", { className: "bp-try" }, this.#form(id), this.verdict, this.told);
  }

  /** @param {string} id */
  #form(id) {
    // One of many on its page, and so no landmark.
    const form = element("form", { noValidate: true, role: "none" });
    const check = button(word("blank_check"), null, { type: "submit", dataset: { action: "check" } });
    const label = element("label", { htmlFor: id, textContent: word("blank_answer") });
    form.append(label, element("div", { className: "bp-answer-row" }, this.field, check, this.hint));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#check();
    });
    return form;
  }

  async #check() {
    const answer = this.field.value;
    if (!answer.trim()) return this.#tell(word("blank_answer"), "wrong");
    const verdict = await this.#ask({ call: /** @type {const} */ ("judge"), answer });
    if (!verdict) return;
    this.#tell(verdict.sentence, verdict.kind);
    if (verdict.kind !== "right") return this.field.select();
    this.answer.open = true;
    this.verdict.focus({ preventScroll: true });
  }

  async #hint() {
    const stage = this.hints;
    const hint = await this.#ask({ call: /** @type {const} */ ("hint"), stage });
    // Pressed twice, it is answered twice.
    if (!hint || this.hints !== stage) return;
    this.hints += 1;
    this.hint.disabled = this.hints >= hint.stages;
    const ariaLabel = word("blank_hint_number", { number: this.hints, count: hint.stages });
    const part = element("div", { className: "bp-hint", innerHTML: hint.html, tabIndex: -1, role: "group", ariaLabel });
    this.told.append(part);
    part.focus({ preventScroll: true });
    part.scrollIntoView({ block: "nearest" });
  }

  /**
   * Ask the engine about this step with the numbers that the figure has now; null where that fails, which is told.
   * @template {"judge" | "hint"} K @param {{call: K, [more: string]: unknown}} request
   * @returns {Promise<import("../protocol.js").Answers[K] | null>}
   */
  async #ask(request) {
    const { figure, live } = this.stepper;
    if (!live) return null;
    const specification = { ...specificationOf(figure), ...live.telling, values: { ...live.values } };
    const options = { report: (/** @type {string} */ text) => this.#tell(text, ""), signal: new AbortController().signal };
    try {
      const answer = await live.ask({ specification, step: this.step, ...request }, options);
      if (!this.place.isConnected) return null;
      this.#tell(answer.error?.message ?? "", "wrong");
      return answer.error ? null : answer;
    } catch (failure) {
      const { kind = "engine", file = "" } = /** @type {import("../protocol.js").Failure} */ (failure);
      this.#tell(word(`live_failed_${kind}`, { file, kept: word("live_kept") }), "wrong");
      return null;
    }
  }

  /** @param {string} sentence @param {string} kind */
  #tell(sentence, kind) {
    this.verdict.textContent = sentence;
    this.verdict.dataset.kind = kind;
    this.field.ariaInvalid = String(Boolean(sentence && kind) && kind !== "right");
    this.verdict.scrollIntoView({ block: "nearest" });
  }
}
