/**
 * Predict, then reveal: while it is on, the way to the next step leads through a question. The
 * engine judges the answer; the step comes into sight when it is right, or on demand. Its panel stands between the
 * stage, whose numbers are needed for the answer, and the row of tools.
 */
import { GO, STEP, VALUES, hear, specificationOf } from "../protocol.js";
import { linkOf } from "../stepping/log.js";
import { watch } from "../stepping/scrolling.js";
import { word } from "../stepping/words.js";
import { button, element } from "./element.js";
import { inMatrices } from "./matrices.js";

/** @typedef {import("./place.js").Place} Place */

const MATH = "http://www.w3.org/1998/Math/MathML";

/** @param {string} name @param {(() => void) | null} act @param {Record<string, unknown>} [properties] */
const named = (name, act, properties) => button(word(`predict_${name}`), act, { dataset: { action: name }, ...properties });

class Prediction {
  title = element("p", { className: "bp-question" });
  formula = element("div", { className: "bp-formula bp-scroll", role: "group" });
  form = element("form", { className: "bp-answer-form", noValidate: true, role: "none" });
  field = element("input", { type: "text", autocomplete: "off", spellcheck: false });
  verdict = element("p", { className: "bp-verdict" });
  show = named("show", () => this.#reveal(word("predict_shown")));
  next = named("next", () => this.stepper.go(this.asked));

  /** @param {Place} place @param {HTMLElement} panel */
  constructor(place, panel) {
    this.place = place;
    this.stepper = place.stepper;
    /** The last step that the reader has seen. */
    this.seen = this.stepper.index;
    this.failed = false;
    this.revealing = false;
    this.#build(panel);
    const options = { signal: place.closing.signal };
    hear(place.figure, GO, ({ index }, event) => this.#hold(index, event), options);
    hear(place.figure, STEP, ({ index }) => this.#follow(index), options);
    hear(place.figure, VALUES, () => this.#restart(), options);
    place.beside("bp-predicting");
    options.signal.addEventListener("abort", () => place.figure.classList.remove("bp-asking"));
    this.#ask(false);
  }

  /** @param {HTMLElement} panel */
  #build(panel) {
    const { form, field, formula, next, show, title, verdict } = this;
    verdict.id = `${panel.id}-verdict`;
    field.id = `${panel.id}-answer`;
    field.setAttribute("aria-describedby", verdict.id);
    const label = element("label", { htmlFor: field.id, textContent: word("predict_answer") });
    form.append(label, element("div", { className: "bp-answer-row" }, field, named("check", null, { type: "submit" }), show));
    title.id = `${panel.id}-question`;
    formula.setAttribute("aria-labelledby", title.id);
    panel.append(title, formula, form, verdict, next);
    watch(panel);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#check();
    });
  }

  /** The step that is asked for. */
  get asked() {
    return this.seen + 1;
  }

  /** Keep a step back that the reader has not seen, and ask for it; not where the engine fails. @param {number} index @param {Event} event */
  #hold(index, event) {
    if (index <= this.seen || this.failed) return;
    event.preventDefault();
    if (this.stepper.index !== this.seen) this.stepper.show(this.seen);
    this.#ask();
  }

  /** A step came into sight; the first one starts the whole over. @param {number} index */
  #follow(index) {
    const before = this.seen;
    this.seen = index === 0 ? 0 : Math.max(this.seen, index);
    if (this.seen !== before && !this.revealing) this.#ask(false);
  }

  #restart() {
    this.seen = this.stepper.index;
    this.#ask(false);
  }

  /** The figure has less room while it is asked. @param {boolean} on */
  #asks(on) {
    this.formula.hidden = this.form.hidden = !on;
    this.place.figure.classList.toggle("bp-asking", on);
  }

  /** Put the question for the next step; `announced`: because the reader asked for that step. */
  #ask(announced = true) {
    const { stepper, asked } = this;
    const over = asked > stepper.last;
    this.#asks(!over);
    this.next.hidden = true;
    this.#tell("", "");
    if (over) return void (this.title.textContent = word("predict_end"));
    stepper.prepare(asked);
    const step = stepper.steps[asked];
    this.title.replaceChildren(...question({ step: asked, steps: stepper.last }, linkOf(step)));
    this.formula.replaceChildren(blanked(/** @type {Element} */ (step.querySelector(".bp-formula math"))));
    this.formula.scrollTop = 0;
    this.field.value = "";
    if (!announced) return;
    this.place.bring();
    this.field.focus({ preventScroll: true });
    this.place.say(this.title.textContent ?? "");
  }

  async #check() {
    const { asked, place } = this;
    const { rate } = place;
    const request = { call: /** @type {const} */ ("judge"), step: asked, answer: this.field.value, rate };
    const verdict = await place.ask(request, () => (this.failed = true));
    if (!verdict || this.asked !== asked) return;
    this.failed = false;
    if (verdict.kind === "right") return this.#reveal(verdict.sentence, "right");
    this.#tell(verdict.sentence, verdict.kind);
    this.place.bring();
    this.field.focus({ preventScroll: true });
    this.field.select();
    place.say(verdict.sentence);
  }

  /** Show the step that was asked for, after a sentence. @param {string} sentence */
  #reveal(sentence, kind = "shown") {
    const { asked, stepper } = this;
    this.revealing = true;
    this.seen = asked;
    stepper.go(asked);
    this.revealing = false;
    // A step that the reader was to complete has its answer behind a disclosure, and a status that leaves it out.
    const answer = stepper.steps[asked].querySelector(".bp-answer");
    answer?.setAttribute("open", "");
    this.#tell(sentence, kind);
    this.#asks(false);
    this.next.hidden = asked === stepper.last;
    if (this.next.hidden) this.verdict.append(` ${word("predict_end")}`);
    else this.next.focus({ preventScroll: true });
    const status = answer ? "" : ` ${stepper.steps[asked].dataset.status}`;
    this.place.say(`${this.verdict.textContent}${status}`);
  }

  /** @param {string} sentence @param {string} kind */
  #tell(sentence, kind) {
    this.verdict.textContent = sentence;
    this.verdict.hidden = !sentence;
    this.verdict.dataset.kind = kind;
    this.field.ariaInvalid = sentence && !["right", "shown"].includes(kind) ? "true" : null;
  }
}

/**
 * The question for a step's result, with the step's title as its link has it.
 * @param {Record<string, number>} values @param {Node | null} link
 */
function question(values, link) {
  const [before, after] = word("predict_question", values).split("{title}");
  return [before, ...(link?.cloneNode(true).childNodes ?? []), after];
}

/**
 * A copy of a step's formula that stops after its first line, with a question mark for the rest.
 * @param {Element} formula
 */
function blanked(formula) {
  const copy = /** @type {Element} */ (formula.cloneNode(true));
  const [first, ...rows] = copy.querySelectorAll("mtr");
  const goesOn = (/** @type {Element} */ row) => row.children[1].firstElementChild?.localName === "mspace";
  const end = rows.findIndex((row) => !goesOn(row));
  for (const row of end < 0 ? rows : rows.slice(end)) row.remove();
  if (end >= 0) copy.querySelector("mtable")?.append(blankRow());
  else first.children[1].replaceWith(/** @type {Node} */ (blankRow().lastChild));
  return copy;
}

function blankRow() {
  const [row, left, right, sign, blank] = ["mtr", "mtd", "mtd", "mo", "mtext"].map((name) =>
    document.createElementNS(MATH, name),
  );
  sign.textContent = "=";
  blank.textContent = "\u2009?";
  right.append(sign, blank);
  row.append(left, right);
  return row;
}

/** @type {import("./place.js").Tool} */
export const predict = {
  fits: ({ figure }) => !inMatrices(figure),
  name: "predict",
  order: 10,
  engine: true,
  pressed: true,
  starts: ({ figure }) => specificationOf(figure).predict === true,
  open: (place, panel) => new Prediction(place, panel),
};
