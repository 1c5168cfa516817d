/**
 * The steps of a figure that are left to the reader: each takes an answer, and gives hints, until its own answer is open.
 * All drawings have the number from then on, too; before, it stands in none of them.
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
    this.changes = new MutationObserver(() => this.#follow());
    this.changes.observe(log.list, { childList: true, subtree: true });
    log.list.addEventListener("toggle", () => this.#follow(), true);
    this.#follow();
  }

  #follow() {
    this.#offer();
    this.#complete();
    // Of what was written here nobody need hear.
    this.changes.takeRecords();
  }

  /** In the step in sight, if it is left to the reader and nobody answered yet. */
  #offer() {
    const { current, figure, index, live, log } = this.stepper;
    // Whoever predicts is asked already.
    if (figure.classList.contains("bp-predicting")) return;
    const answer = current?.querySelector(".bp-answer");
    if (!live || !(answer instanceof HTMLDetailsElement) || answer.open || current.querySelector(".bp-try")) return;
    answer.before(new Blank(this.stepper, index, answer).place);
    // It came after the log had scrolled to the end of the step.
    log.reveal(index, "instant");
  }

  /** Put into all drawings what open answers have for the blanks there. */
  #complete() {
    const { log, steps } = this.stepper;
    for (const number of log.list.querySelectorAll(".w")) number.remove();
    for (const blank of log.list.querySelectorAll(".q")) {
      const answer = steps[Number(blank.getAttribute("data-due"))].querySelector(".bp-answer[open]");
      if (answer) blank.insertAdjacentHTML("afterend", answer.getAttribute("data-drawn") ?? "");
    }
  }

  #clear() {
    for (const made of this.stepper.log.list.querySelectorAll(".bp-try, .w")) made.remove();
  }
}
