// @ts-check
/**
 * Predict, then reveal: while it is on, the way to the next step leads through a question. The
 * engine judges the answer; the step comes into sight when it is right, or on demand.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (!backprop.tools) return;

  const { word } = backprop;
  const { add, element } = backprop.tools;
  const MATH = "http://www.w3.org/1998/Math/MathML";

  class Prediction {
    /** @param {any} place @param {HTMLElement} panel */
    constructor(place, panel) {
      this.place = place;
      this.stepper = place.stepper;
      /** The last step that the reader has seen. */
      this.seen = this.stepper.index;
      this.failed = false;
      this.#build(panel);
      const on = (type, react) => {
        place.figure.addEventListener(type, react, { signal: place.closing.signal });
      };
      on("bp-go", (event) => this.#hold(event));
      on("bp-step", ({ detail }) => this.#follow(detail.index));
      on("bp-values", () => this.#restart());
      place.figure.classList.add("bp-predicting");
      this.#ask(false);
    }

    #build(panel) {
      const button = (name, type = "button") => {
        const made = element("button", { type, textContent: word(`predict_${name}`) });
        made.dataset.action = name;
        return made;
      };
      this.title = element("p", { className: "bp-question" });
      this.formula = element("div", { className: "bp-formula" });
      this.verdict = element("p", { className: "bp-verdict", id: `${panel.id}-verdict` });
      const label = element("label", { htmlFor: `${panel.id}-answer`, textContent: word("predict_answer") });
      this.field = element("input", { type: "text", id: label.htmlFor, autocomplete: "off", spellcheck: false });
      this.field.setAttribute("aria-describedby", this.verdict.id);
      this.show = button("show");
      this.next = button("next");
      const row = element("div", { className: "bp-answer-row" }, this.field, button("check", "submit"), this.show);
      this.form = element("form", { className: "bp-answer-form", noValidate: true }, label, row);
      panel.append(this.title, this.formula, this.form, this.verdict, this.next);
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.#check();
      });
      this.show.addEventListener("click", () => this.#reveal(word("predict_shown")));
      this.next.addEventListener("click", () => this.stepper.go(this.seen + 1));
    }

    /** The step that is asked for. */
    get asked() {
      return this.seen + 1;
    }

    /** Keep a step back that the reader has not seen, and ask for it; not where the engine fails. */
    #hold(event) {
      if (event.detail.index <= this.seen || this.failed) return;
      event.preventDefault();
      if (this.stepper.index !== this.seen) this.stepper.show(this.seen);
      this.#ask();
    }

    /** A step came into sight; the first one starts the whole over. */
    #follow(index) {
      const before = this.seen;
      this.seen = index === 0 ? 0 : Math.max(this.seen, index);
      if (this.seen !== before && !this.revealing) this.#ask(false);
    }

    #restart() {
      this.seen = this.stepper.index;
      this.#ask(false);
    }

    /** Put the question for the next step; `announced`: because the reader asked for that step. */
    #ask(announced = true) {
      const { stepper, asked } = this;
      const over = asked > stepper.last;
      for (const part of [this.formula, this.form]) part.hidden = over;
      this.next.hidden = true;
      this.#tell("", "");
      if (over) return void (this.title.textContent = word("predict_end"));
      stepper.dispatch("bp-before-step", asked);
      const step = stepper.steps[asked];
      this.title.replaceChildren(...question({ step: asked, steps: stepper.last }, step.querySelector(".bp-title a")));
      this.formula.replaceChildren(blanked(step.querySelector(".bp-formula math")));
      this.field.value = "";
      if (!announced) return;
      this.place.panel.scrollIntoView({ block: "nearest" });
      this.field.focus({ preventScroll: true });
      this.place.say(this.title.textContent);
    }

    async #check() {
      const { asked, place } = this;
      const request = { call: "judge", step: asked, answer: this.field.value, rate: place.rate };
      const verdict = await place.ask(request, () => (this.failed = true));
      if (!verdict || this.asked !== asked) return;
      this.failed = false;
      if (verdict.kind === "right") return this.#reveal(verdict.sentence, "right");
      this.#tell(verdict.sentence, verdict.kind);
      this.field.focus();
      this.field.select();
      place.say(verdict.sentence);
    }

    /** Show the step that was asked for, after a sentence. */
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
      this.formula.hidden = this.form.hidden = true;
      this.next.hidden = asked === stepper.last;
      if (this.next.hidden) this.verdict.append(` ${word("predict_end")}`);
      else this.next.focus({ preventScroll: true });
      const status = answer ? "" : ` ${stepper.steps[asked].dataset.status}`;
      this.place.say(this.verdict.textContent + status);
    }

    #tell(sentence, kind) {
      this.verdict.textContent = sentence;
      this.verdict.hidden = !sentence;
      this.verdict.dataset.kind = kind;
      this.field.ariaInvalid = sentence && !["right", "shown"].includes(kind) ? "true" : null;
    }
  }

  /** The question for a step's result, with the step's title as its link has it. */
  function question(values, link) {
    const [before, after] = word("predict_question", values).split("{title}");
    return [before, ...link.cloneNode(true).childNodes, after];
  }

  /** A copy of a step's formula that stops after its first line, with a question mark for the rest. */
  function blanked(formula) {
    const copy = formula.cloneNode(true);
    const [first, ...rows] = copy.querySelectorAll("mtr");
    const goesOn = (row) => row.children[1].firstElementChild?.localName === "mspace";
    const end = rows.findIndex((row) => !goesOn(row));
    for (const row of end < 0 ? rows : rows.slice(end)) row.remove();
    if (end >= 0) copy.querySelector("mtable").append(blankRow());
    else first.children[1].replaceWith(blankRow().lastChild);
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

  add({
    name: "predict",
    order: 10,
    engine: true,
    pressed: true,
    starts: ({ figure }) => JSON.parse(figure.dataset.specification).predict === true,
    open: (place, panel) => new Prediction(place, panel),
    close: (place) => place.figure.classList.remove("bp-predicting"),
  });
})();
