/** The frames of a figure, and what of them is in the page: what is in sight at once, the rest when there is time. */
import { BEFORE_KEEP, BEFORE_STEP, hear, tell } from "../protocol.js";
import { linkOf, retab } from "../stepping/log.js";

/**
 * @typedef {import("../protocol.js").Frame} Frame
 * @typedef {import("../protocol.js").Drawn} Drawn
 * @typedef {import("../stepping/stepper.js").Stepper} Stepper
 */

export class Frames {
  /** What the build made, once something else was put in its place. @type {Drawn | null} */
  #built = null;
  /** @type {Frame[]} */
  #frames = [];
  /** What each step has in the page now. @type {Partial<Frame>[]} */
  #shown = [];

  /** @param {Stepper} stepper */
  constructor(stepper) {
    this.stepper = stepper;
    hear(stepper.figure, BEFORE_STEP, ({ index }) => this.#bring(index));
  }

  /** What the build made, if it is not what the page has. */
  get built() {
    return this.#built;
  }

  /** Back to what the build made, all at once. */
  restore() {
    if (!this.#built) return;
    this.take(this.#built.frames);
    this.finish(this.#built.table);
  }

  /** Take new frames for some steps, and put in what is in sight. @param {Record<number, Frame>} some by step */
  glance(some) {
    this.#keep();
    this.#frames = this.#frames.map((frame, step) => some[step] ?? frame);
    this.#look();
  }

  /** Take new frames for all steps, and put in what is in sight, or the step `goal`. @param {Frame[]} frames @param {number} [goal] */
  take(frames, goal) {
    this.#keep();
    const before = this.#frames;
    this.#frames = frames;
    this.#fit(goal ?? placeAfter(before.slice(this.stepper.index), frames));
    this.#look();
  }

  /** Put in the rest. @param {string} table */
  finish(table) {
    this.#frames.forEach((_, index) => this.#update(index));
    this.#table.outerHTML = table;
  }

  get #table() {
    return /** @type {Element} */ (this.stepper.figure.querySelector(":scope > .bp-table table"));
  }

  /** Before anything is written for the first time. */
  #keep() {
    if (this.#built) return;
    const { stepper } = this;
    // What marks the steps takes its marks away, so that they are kept as they were built.
    tell(stepper.figure, BEFORE_KEEP, null);
    this.#frames = stepper.steps.map(frameOf);
    this.#built = { frames: this.#frames, table: this.#table.outerHTML };
    this.#shown = this.#frames.map((frame) => ({ ...frame }));
  }

  /** Bring up to date what is in sight. */
  #look() {
    const seen = inSight(this.stepper);
    this.#update(this.stepper.index);
    for (const past of seen) this.#write(past, "text");
    this.stepper.camera?.renew();
  }

  /** Make new steps where there are not as many as frames, and show one of them. @param {number} index */
  #fit(index) {
    const { stepper } = this;
    const { figure } = stepper;
    const backward = this.#frames.filter((frame) => frame.phase === "backward").length;
    const forward = this.#frames.length - backward - 1;
    if (this.#shown.length === this.#frames.length && stepper.forward === forward) return;
    Object.assign(figure.dataset, { forward, backward });
    this.#shown = this.#frames.map(() => ({}));
    const step = (/** @type {Frame} */ { text }, /** @type {number} */ index) =>
      `<li class="bp-step${text.includes("bp-answer") ? " asks" : ""}" id="${figure.id}-step-${index}">` +
      `<div class="bp-drawing" translate="no"></div><div class="bp-text"></div></li>`;
    stepper.log.list.innerHTML = this.#frames.map(step).join("");
    stepper.show(Math.min(index, stepper.last));
  }

  /** Bring up to date what comes into sight with a step: its drawing, and the log up to it. @param {number} index */
  #bring(index) {
    if (!this.#built) return;
    this.#update(index);
    for (let past = 0; past < index; past++) this.#write(past, "text");
  }

  /** @param {number} index */
  #update(index) {
    const { phase, status } = this.#frames[index];
    Object.assign(this.stepper.steps[index].dataset, { phase, status });
    this.#write(index, "drawing");
    this.#write(index, "text");
  }

  /** @param {number} index @param {"drawing" | "text"} part */
  #write(index, part) {
    const content = this.#frames[index][part];
    if (this.#shown[index][part] === content) return;
    this.#shown[index][part] = content;
    const step = this.stepper.steps[index];
    const box = /** @type {Element} */ (step.querySelector(`.bp-${part}`));
    const focused = box.contains(document.activeElement);
    box.innerHTML = content;
    retab(step);
    if (focused) linkOf(step)?.focus({ preventScroll: true });
  }
}

/** The place of the first of these steps that is still there, which its title tells. @param {Frame[]} old @param {Frame[]} frames */
function placeAfter(old, frames) {
  const titles = frames.map(titleOf);
  return Math.max(0, old.map((frame) => titles.indexOf(titleOf(frame))).find((place) => place >= 0) ?? titles.length - 1);
}

/** @param {Frame} frame */
const titleOf = ({ text }) => /<a [^>]*>(.*?)<\/a>/.exec(text)?.[1];

/** @param {HTMLElement} step @returns {Frame} */
function frameOf(step) {
  // What was never in sight may be packed.
  const place = (/** @type {string} */ part) => step.querySelector(`${part} > template`) ?? step.querySelector(part);
  const inside = (/** @type {string} */ part) => place(part)?.innerHTML ?? "";
  const { phase = "", status = "" } = step.dataset;
  return { phase, status, drawing: inside(".bp-drawing"), text: inside(".bp-text") };
}

/** The past steps that the scrolled log shows; to lay out all of them takes too long. @param {Stepper} stepper */
export function inSight({ log: { list, steps }, index }) {
  const { top, bottom } = list.getBoundingClientRect();
  return [...Array(index).keys()].filter((past) => {
    const box = steps[past].getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  });
}
