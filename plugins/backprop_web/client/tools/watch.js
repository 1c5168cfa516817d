/**
 * What is to be seen of a training: the curve of the loss, what the network says between its samples, a table of the
 * parameters with what the optimiser keeps of each, and the next update of one of them, written out.
 *
 * @typedef {import("../protocol.js").State} State
 * @typedef {import("../protocol.js").Answers["train"]} Trained
 * @typedef {import("./place.js").Place} Place
 * @typedef {object} Seen
 * @property {State[]} states every update
 * @property {number} at the one whose weights the figure has
 * @property {string[]} names of the parameters, as the fields have them
 * @property {string[]} symbols of the parameters, as readers see them
 * @property {string[]} keeps the symbols of what is kept
 * @property {Record<string, unknown>} rule the learning rate and the optimiser, as requests have them
 */
import { watch } from "../stepping/scrolling.js";
import { word } from "../stepping/words.js";
import { element } from "./element.js";
import { plain } from "./shown.js";

const MOST_POINTS = 120;

export class Watch {
  curve = element("div", { className: "bp-plot" });
  fit = element("div", { className: "bp-plot bp-fit" });
  table = element("div", { className: "bp-train-table bp-scroll", role: "group" });
  which = element("select", {});
  formulas = element("div", { className: "bp-formula bp-scroll", translate: false, role: "group" });
  /** Whether drawings are asked for, and are out of date already. */
  #drawing = false;
  #stale = false;

  /** @param {Place} place @param {() => Seen} seen what there is to show now */
  constructor(place, seen) {
    this.place = place;
    this.seen = seen;
    this.which.id = `${place.panel.id}-which`;
    this.table.ariaLabel = word("train_table");
    this.formulas.ariaLabel = word("train_formulas");
    this.which.addEventListener("change", () => this.#showUpdate());
    const label = element("label", { htmlFor: this.which.id, textContent: word("train_next") });
    this.update = element("div", { className: "bp-train-update" }, element("p", {}, label, " ", this.which), this.formulas);
    this.parts = [this.curve, this.fit, this.table, this.update];
  }

  /** Bring all of it up to date; the drawings are there when the promise is kept. */
  show() {
    this.#showTable();
    return this.#draw();
  }

  #showTable() {
    const { states, at, symbols, keeps } = this.seen();
    const [, weights, gradients, kept = []] = states[at];
    const cell = (/** @type {number} */ value) => element("td", { textContent: plain(value) });
    const heads = [...["name", "weight", "gradient"].map((key) => word(`train_${key}`)), ...keeps].map((textContent) =>
      element("th", { scope: "col", textContent }),
    );
    const rows = symbols.map((textContent, place) => {
      const numbers = [weights, gradients, ...kept].map((each) => cell(each[place]));
      return element("tr", {}, element("th", { scope: "row", textContent }), ...numbers);
    });
    const head = element("thead", {}, element("tr", {}, ...heads));
    this.table.replaceChildren(element("table", { className: "bp-numbers" }, head, element("tbody", {}, ...rows)));
    watch(this.place.panel);
  }

  /** Have the engine draw, one drawing after the other. @returns {Promise<void>} */
  async #draw() {
    if (this.#drawing) return void (this.#stale = true);
    this.#drawing = true;
    await this.#showCurve();
    await this.#showFit();
    await this.#showUpdate();
    this.#drawing = false;
    if (!this.#stale) return;
    this.#stale = false;
    return this.#draw();
  }

  /** Of a long training as many points as fit. */
  async #showCurve() {
    const { states } = this.seen();
    const last = states.length - 1;
    if (last < 1) return this.curve.replaceChildren();
    const step = Math.max(1, Math.ceil(last / MOST_POINTS));
    const updates = [];
    for (let update = 0; update < last; update += step) updates.push(update);
    updates.push(last);
    const losses = updates.map((update) => states[update][0]);
    const answer = await this.place.ask({ call: "curve", updates, losses });
    if (!answer) return;
    const open = this.curve.querySelector("details")?.open ?? false;
    const drawing = element("div", { className: "bp-drawing", innerHTML: answer.drawing });
    const summary = element("summary", { textContent: word("train_numbers") });
    const details = element("details", { className: "bp-table", innerHTML: answer.table, open });
    details.prepend(summary);
    const focused = this.curve.contains(document.activeElement);
    this.curve.replaceChildren(drawing, details);
    if (focused) summary.focus({ preventScroll: true });
  }

  /** The specification with the weights that are shown. */
  #specification() {
    const { states, at, names } = this.seen();
    const weights = Object.fromEntries(names.map((name, place) => [name, states[at][1][place]]));
    const { specification } = this.place;
    return { ...specification, values: { ...specification.values, ...weights } };
  }

  async #showFit() {
    if (!this.place.specification.samples || !this.seen().states.length) return;
    const specification = this.#specification();
    const answer = await this.place.ask({ call: "fit", specification });
    if (!answer?.drawing) return;
    const drawing = element("div", { className: "bp-drawing", innerHTML: answer.drawing });
    this.fit.replaceChildren(drawing, element("p", { textContent: answer.sentence }));
  }

  /** The next update of the parameter that is chosen. */
  async #showUpdate() {
    const { states, at, names, symbols, rule } = this.seen();
    // A number may have been changed meanwhile, from which the training starts anew.
    if (!states.length) return;
    if (!this.which.length) this.which.append(...names.map((name, place) => new Option(symbols[place], name)));
    const place = names.indexOf(this.which.value);
    const [, weights, gradients, kept = []] = states[at];
    const own = { parameter: names[place], value: weights[place], gradient: gradients[place], made: at };
    const answer = await this.place.ask({ call: "update", ...rule, ...own, kept: kept.map((each) => [each[place]]) });
    if (!answer) return;
    this.formulas.innerHTML = answer.formulas;
    watch(this.place.panel);
  }
}
