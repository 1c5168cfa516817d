/**
 * The steps of a figure that are left to the reader: each takes an answer, and gives hints, until its own answer is open.
 * The drawing has the number from then on, too.
 */
import { BEFORE_KEEP, STEP, VALUES, hear } from "../protocol.js";
import { Blank } from "./blank.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */

export class Blanks {
  /** @param {Stepper} stepper */
  constructor(stepper) {
    this.stepper = stepper;
    const { figure, log } = stepper;
    hear(figure, STEP, () => this.#offer());
    hear(figure, VALUES, () => this.#clear());
    hear(figure, BEFORE_KEEP, () => this.#clear());
    // A step is written anew when its numbers change.
    new MutationObserver(() => this.#offer()).observe(log.list, { childList: true, subtree: true });
    log.list.addEventListener("toggle", ({ target }) => complete(/** @type {Element} */ (target)), true);
    this.#offer();
  }

  /** In the step in sight, if it is left to the reader and nobody answered yet. */
  #offer() {
    const { current, figure, index, live } = this.stepper;
    // Whoever predicts is asked already.
    if (figure.classList.contains("bp-predicting")) return;
    const answer = current?.querySelector(".bp-answer");
    if (!live || !(answer instanceof HTMLDetailsElement) || answer.open || current.querySelector(".bp-try")) return;
    answer.before(new Blank(this.stepper, index, answer).place);
  }

  #clear() {
    for (const place of this.stepper.figure.querySelectorAll(".bp-try")) place.remove();
  }
}

/** Put the number into the drawing of its own step, which has a blank for it. @param {Element} answer */
function complete(answer) {
  const blank = answer.closest(".bp-step")?.querySelector(".q:not(.e)");
  if (!(answer instanceof HTMLElement) || !answer.dataset.drawn || !blank) return;
  if (!blank.nextElementSibling?.matches(".w:not(.e)")) blank.insertAdjacentHTML("afterend", answer.dataset.drawn);
}
