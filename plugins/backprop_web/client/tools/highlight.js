/**
 * Points at one thing in all its places: an edge or cell of the drawing, the factor of the formula,
 * the field of the number. By pointer, by a tap, and by keyboard: with the focus on the link of the
 * current step, Tab leads into its formula and the arrow keys from factor to factor. There the focus is on a button that
 * lies over the factor and says what of the drawing it is: what is in a formula has no role with which it could be told.
 */
import { BEFORE_KEEP, STEP, hear } from "../protocol.js";
import { each, join } from "../stepping/figures.js";
import { linkOf } from "../stepping/log.js";
import { word } from "../stepping/words.js";
import { button } from "./element.js";
import { inMatrices } from "./matrices.js";
import { drawing, nameOf, terms, weightOn } from "./meaning.js";
import { atLine, edgeAt, marksAt, outline, spotAt } from "./outline.js";
import { led, reach } from "./roving.js";

/**
 * @typedef {import("../stepping/stepper.js").Stepper} Stepper
 * @typedef {import("./meaning.js").Term} Term
 * @typedef {import("./meaning.js").Drawing} Drawing
 * @typedef {{step: Element, marks: string[], edges: string[], role?: string, element?: Element, elements?: Element[]}} Found
 *   what is pointed at, in the step where it is
 */

/** What holds a number that the reader may change, and what lies over a number. */
const FIELD = ".bp-field, .bp-over > button";

class Highlight {
  /** What is meant by what is lit. */
  #key = "";
  /** What is lit, to be undone. @type {Element[]} */
  #lit = [];
  /** By the button over it. @type {Map<HTMLElement, Found & {element: Element}>} */
  #armed = new Map();

  /** @param {Stepper} stepper */
  constructor(stepper) {
    this.stepper = stepper;
    this.figure = stepper.figure;
    this.#listen();
  }

  #listen() {
    const { figure } = this;
    const touch = (/** @type {Event} */ event) => event instanceof PointerEvent && event.pointerType === "touch";
    figure.addEventListener("pointermove", (event) => touch(event) || this.#point(event));
    figure.addEventListener("pointerleave", (event) => touch(event) || this.clear());
    figure.addEventListener("click", (event) => touch(event) && this.#point(event));
    figure.addEventListener("focusin", ({ target }) => this.#focus(/** @type {Element} */ (target)));
    figure.addEventListener("focusout", ({ relatedTarget }) => this.#blur(/** @type {Node | null} */ (relatedTarget)));
    hear(figure, STEP, () => this.clear());
    hear(figure, BEFORE_KEEP, () => this.reset());
    this.stepper.log.list.addEventListener("keydown", (event) => this.#onKey(event));
  }

  get step() {
    return this.stepper.current;
  }

  /** The drawing in sight. @returns {SVGSVGElement | null} */
  get svg() {
    return this.step.querySelector(".bp-drawing svg");
  }

  clear() {
    this.#key = "";
    for (const each of this.#lit.splice(0)) {
      if (each.localName === "g") each.remove();
      else each.classList.remove("bp-lit");
      if (each.getAttribute("class") === "") each.removeAttribute("class");
    }
  }

  /** Leave no trace in the steps. */
  reset() {
    this.clear();
    for (const over of this.#armed.keys()) over.remove();
    this.#armed.clear();
  }

  /** Whoever drags points at nothing. @param {MouseEvent} event */
  #point(event) {
    const found = event.buttons ? undefined : this.#at(event);
    if (found) this.light(found);
    else this.clear();
  }

  /** What the pointer is at. @param {MouseEvent} event @returns {Found | undefined} */
  #at({ target, clientX, clientY }) {
    const element = /** @type {Element} */ (target);
    const field = element.closest(FIELD);
    if (field) return this.#field(field);
    if (element.closest(".bp-formula")) return this.#term(element);
    const { svg } = this;
    if (!svg || element.closest("svg") !== svg) return undefined;
    const matrix = wholeOf(svg).getScreenCTM();
    if (!matrix) return undefined;
    const point = new DOMPoint(clientX, clientY);
    const found = spotAt(drawing(svg), point, matrix);
    return found ? this.#marked(marksAt(...found)) : this.#edge(drawing(svg), point.matrixTransform(matrix.inverse()));
  }

  /** A field, or a button over a number of the drawing. @param {Element} field */
  #field(field) {
    return this.#marked([`v:${nameOf(field.matches("[data-n]") ? field : field.querySelector("[data-n]"))}`]);
  }

  /** The innermost term around an element. @param {Element} target @returns {Found | undefined} */
  #term(target) {
    const step = target.closest(".bp-step");
    if (!(step instanceof HTMLElement)) return undefined;
    const armed = target instanceof HTMLElement && this.#armed.get(target);
    if (armed) return armed;
    const term = terms(step).findLast(({ element }) => element.contains(target));
    return term && { ...term, step };
  }

  /** @param {Drawing} drawing @param {DOMPoint} point @returns {Found | undefined} */
  #edge(drawing, point) {
    const edge = edgeAt(drawing, point);
    if (!edge) return undefined;
    const factors = terms(this.step).filter(({ role, edges }) => role !== "target" && edges.includes(edge.id));
    return { step: this.step, edges: [edge.id], marks: [], elements: factors.map(({ element }) => element) };
  }

  /** These marks, with the edges along which the current step uses them. @param {string[]} marks @returns {Found} */
  #marked(marks) {
    const using = terms(this.step).filter((term) => shares(marks, term));
    return { step: this.step, marks, edges: using.flatMap(({ edges }) => edges) };
  }

  /** @param {Found} found */
  light(found) {
    const key = JSON.stringify([found.step.id, found.role, found.marks, found.edges]);
    // The live engine may have replaced what is lit.
    if (key === this.#key && this.#lit.every((each) => each.isConnected)) return;
    this.clear();
    this.#key = key;
    const elements = new Set([...(found.elements ?? []), ...this.#alike(found), ...this.#labels(found)]);
    for (const element of elements) element.classList.add("bp-lit");
    this.#lit = [...elements];
    const { svg } = this;
    if (!svg) return;
    const ring = outline(drawing(svg), found.marks, found.edges);
    const passing = [ring, ...this.#weight(drawing(svg), found.edges)];
    wholeOf(svg).append(...passing);
    this.#lit.push(...passing);
  }

  /** At a line that is meant alone, its weight, if the drawing has it only in a matrix. @param {Drawing} drawing @param {string[]} edges */
  #weight({ spots, edges: lines }, [edge, more]) {
    const line = more ? undefined : lines.find(({ id }) => id === edge);
    const spot = line && spots.get(weightOn(edge, this.stepper.steps) ?? "");
    return line && spot?.entry ? [atLine(spot, line)] : [];
  }

  /** What means the same in the formulas in sight. @param {Found} found */
  #alike(found) {
    return this.stepper.steps.slice(0, this.stepper.index + 1).flatMap((step) => {
      const same = (/** @type {Term} */ term) => step === found.step && term.role === found.role;
      const meant = terms(step).filter((term) => same(term) || shares(found.marks, term));
      return meant.map(({ element }) => element);
    });
  }

  /** And at the fields. @param {Found} found */
  #labels({ marks }) {
    const symbols = [...this.figure.querySelectorAll(".bp-field [data-n]")];
    return symbols.filter((symbol) => marks.includes(`v:${nameOf(symbol)}`)).flatMap((each) => each.closest("label") ?? []);
  }

  /** From the link of the current step, Tab leads to its first factor. @param {Element} target */
  #focus(target) {
    const field = target.closest(FIELD);
    if (field) return this.light(this.#field(field));
    if (target.closest(".bp-step") !== this.step || !target.closest(".bp-text")) return;
    if (!this.#armed.size) this.#arm(this.step);
    const term = this.#armed.get(/** @type {HTMLElement} */ (target));
    if (term) this.light(term);
  }

  /** @param {HTMLElement} step */
  #arm(step) {
    const seen = terms(step).filter(({ element }) => element.checkVisibility());
    seen.sort(({ element: a }, { element: b }) =>
      a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    );
    for (const term of seen) {
      const found = { ...term, step };
      const over = button("", null, { className: "bp-at", tabIndex: this.#armed.size ? -1 : 0 });
      over.ariaLabel = this.#described(found) || term.element.textContent;
      term.element.closest(".bp-formula")?.append(over);
      this.#armed.set(over, found);
    }
    // Once all of them are there, since a formula with buttons has another padding.
    for (const [over, { element }] of this.#armed) lay(over, element);
  }

  /** @param {Node | null} next has the focus now */
  #blur(next) {
    const inside = next && this.step.querySelector(".bp-text")?.contains(next);
    if (!inside) this.reset();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const all = [...this.#armed.keys()];
    const place = all.indexOf(/** @type {HTMLElement} */ (event.target));
    const goal = led(event, place, all.length);
    const leaves = place >= 0 && event.key === "Escape";
    if (goal < 0 && !leaves) return;
    event.preventDefault();
    event.stopPropagation();
    if (leaves) linkOf(this.step)?.focus();
    else reach(all, goal);
  }

  /** What of the drawing is lit, in words. @param {Found} found */
  #described({ marks, edges }) {
    const { svg } = this;
    if (!svg) return "";
    const { spots, edges: lines } = drawing(svg);
    const said = marks.flatMap((mark) => {
      const spot = spots.get(mark.slice(2));
      const value = spot?.rows[mark[0]];
      return spot ? word(value ? `link_${mark[0]}` : "link_n", { name: spot.symbol, value }) : [];
    });
    const symbol = (/** @type {string} */ name) => spots.get(name)?.symbol;
    for (const { id, source, consumer } of lines) {
      const names = { source: symbol(source), consumer: symbol(consumer) };
      if (edges.includes(id)) said.push(word("link_edge", names));
    }
    return said.length ? word("link_said", { said: [...new Set(said)].join(", ") }) : "";
  }
}

/** Over a part of a formula, with which it scrolls. @param {HTMLElement} over @param {Element} part */
function lay(over, part) {
  const formula = /** @type {Element} */ (over.parentElement);
  const [box, around] = [part, formula].map((each) => each.getBoundingClientRect());
  const left = box.left - around.left + formula.scrollLeft;
  const style = { left, top: box.top - around.top, width: box.width, height: box.height };
  for (const [side, length] of Object.entries(style)) over.style.setProperty(side, `${length}px`);
}

/** The group that is turned. @param {SVGSVGElement} svg */
const wholeOf = (svg) => /** @type {SVGGElement} */ (svg.firstElementChild);

/** Whether all that the term means is among the marks. @param {string[]} marks @param {Term} term */
const shares = (marks, term) => term.marks.length > 0 && term.marks.every((mark) => marks.includes(mark));

/** @type {WeakMap<Element, Highlight>} */
const highlights = new WeakMap();

export function start() {
  const take = (/** @type {Stepper} */ stepper) => {
    if (!inMatrices(stepper.figure)) highlights.set(stepper.figure, new Highlight(stepper));
  };
  join({ take });
  addEventListener("beforeprint", () => each(({ figure }) => highlights.get(figure)?.reset()));
  // A tap elsewhere ends what a tap began.
  document.addEventListener("click", ({ target }) => {
    each(({ figure }) => figure.contains(/** @type {Node} */ (target)) || highlights.get(figure)?.clear());
  });
}
