/** The steps of a figure as they stand in the page: all up to the current one in sight, and the current one marked. */
import { unpack } from "../packed.js";
import { watch } from "./scrolling.js";

/** Room below the current step, so that the log can be scrolled a little further. */
const SLACK = "--bp-slack";
/** Not those of an answer that is closed. */
const LINES = ".bp-title, .bp-text > .bp-formula mtr, summary";

export class Log {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
  }

  get steps() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  get last() {
    return this.list.children.length - 1;
  }

  /** The number of the step that an element is in, or −1. @param {Element | null | undefined} element */
  indexOf(element) {
    return this.steps.indexOf(/** @type {HTMLElement} */ (element?.closest(".bp-step")));
  }

  /** Show the steps up to this one. @param {number} index @param {ScrollBehavior | null} behavior of the log, if it scrolls there */
  show(index, behavior) {
    this.steps.forEach((step, place) => mark(step, place - index));
    this.#keepFocus(index);
    if (behavior) this.reveal(index, behavior);
  }

  /** Show all steps, and mark none anew. */
  showAll() {
    for (const step of this.steps) step.hidden = false;
  }

  /** A step that goes out of sight hands the focus to the one that is shown. @param {number} index */
  #keepFocus(index) {
    const holder = this.steps[this.indexOf(document.activeElement)];
    if (holder?.hidden) linkOf(this.steps[index])?.focus({ preventScroll: true });
  }

  /**
   * The current step is the last one in sight: scroll to its end, or to its start if it is tall, but not so that its
   * formula, or its open answer, goes out of sight; and so that the log's upper edge cuts no line.
   * @param {number} index @param {ScrollBehavior} behavior
   */
  reveal(index, behavior) {
    const list = this.list.getBoundingClientRect();
    const current = this.steps[index];
    const step = current.getBoundingClientRect();
    const [whole] = ["[open]", ".bp-formula", ".bp-text"].flatMap((name) => current.querySelector(name) ?? []);
    const formula = whole.getBoundingClientRect();
    const slack = parseFloat(current.style.getPropertyValue(SLACK)) || 0;
    const least = Math.max(Math.min(step.top - list.top, step.bottom - slack - list.bottom), formula.bottom - list.bottom);
    // Less slack than before would scroll the log.
    const { scrollTop } = this.list;
    const edge = list.top + least;
    const more = Math.max(0, Math.min(restOf(this.steps.slice(0, index + 1), edge), formula.top - edge));
    current.style.setProperty(SLACK, `${more}px`);
    this.list.scrollTo({ top: scrollTop + least + more, behavior });
  }
}

/** How much further down than this edge the line ends that it cuts. @param {HTMLElement[]} steps @param {number} edge */
function restOf(steps, edge) {
  const cut = steps.findLast((step) => step.getBoundingClientRect().top < edge);
  const boxes = [...(cut?.querySelectorAll(LINES) ?? [])].map((line) => line.getBoundingClientRect());
  // Of what stands side by side, some is higher.
  boxes.sort((one, other) => one.top - other.top);
  return boxes.reduce((end, { top, bottom }) => (top < end - 1 && bottom > end + 1 ? bottom : end), edge) - edge;
}

/** @param {HTMLElement} step @param {number} distance from the current step */
function mark(step, distance) {
  // TypeScript knows only whether it is hidden.
  step.hidden = /** @type {any} */ (distance > 0 && "until-found");
  step.classList.toggle("is-past", distance < 0);
  step.classList.toggle("is-current", distance === 0);
  step.ariaCurrent = distance === 0 ? "step" : null;
  retab(step);
}

/**
 * The current step is drawn. Tab stops are at its link alone, and at its drawing if that scrolls; arrow keys lead to
 * other steps.
 * @param {HTMLElement} step
 */
export function retab(step) {
  const link = linkOf(step);
  if (link) link.tabIndex = step.ariaCurrent ? 0 : -1;
  if (!step.ariaCurrent) return;
  unpack(step);
  watch(step);
}

/** The drawing of a step, in sight or not. @param {Element} step @returns {SVGSVGElement | null} */
export function drawingOf(step) {
  unpack(step);
  return step.querySelector(".bp-drawing svg");
}

/** The link in the title of a step. @param {Element} step @returns {HTMLAnchorElement | null} */
export const linkOf = (step) => step.querySelector(".bp-title a");
