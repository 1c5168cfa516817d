/**
 * Lights up the line of a figure's program that made what the current step is about, and more faintly those
 * that called the function around it. Each step says in its text which lines these are.
 */
import { STEP, hear } from "../protocol.js";
import { join } from "../stepping/figures.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */

/** @param {Stepper} stepper */
function take(stepper) {
  const program = stepper.figure.querySelector(".bp-program");
  if (!(program instanceof HTMLElement)) return;
  hear(stepper.figure, STEP, () => show(stepper, program));
  show(stepper, program);
}

/** @param {Stepper} stepper @param {HTMLElement} program */
function show({ current }, program) {
  /** @type {HTMLElement | null} */
  const made = current.querySelector(".bp-made");
  const [now, ...calling] = (made?.dataset.lines ?? "").split(" ").map(Number).reverse();
  program.dataset.phase = current.dataset.phase;
  [...program.children].forEach((line, place) => {
    line.classList.toggle("is-now", place + 1 === now);
    line.classList.toggle("is-calling", place + 1 !== now && calling.includes(place + 1));
  });
  const line = program.children[now - 1];
  if (line instanceof HTMLElement) bring(program, line);
}

/** Scroll the program alone, and only where the line is out of sight. @param {HTMLElement} program @param {HTMLElement} line */
function bring(program, line) {
  const above = line.offsetTop - program.scrollTop;
  const below = above + line.offsetHeight - program.clientHeight;
  if (above < 0 || below > 0) program.scrollTop = line.offsetTop - (program.clientHeight - line.offsetHeight) / 2;
}

export const start = () => join({ take });
