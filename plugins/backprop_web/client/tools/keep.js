/**
 * Keeps what a reader made of each figure (step, numbers, switch) as long as the tab is open: after a
 * reload, and on the way Back or Forward to the page, the figures are as they were. Whoever comes by
 * a link finds the page as it was built, and what an address says of a figure goes before.
 *
 * Each figure has an entry in the storage of the session that holds what a shared address would:
 * `?bp=one-two-one,w11:0.9#one-two-one-step-9`. The address of the page itself is not the place: it
 * can hold one figure of several, and a reload would jump to it. Nor is the state of the history,
 * where Material for MkDocs writes anew whenever the page is scrolled.
 */
import { join } from "../stepping/figures.js";
import { bring, isNamed, isWrong, onChange, read, state, stepOf } from "./addresses.js";
import { goOn } from "./focus.js";
import { begin, crashed, isBack, keyOf, stored } from "./storage.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */

/** Whether the page that is taken up next was there before. */
let returning = isBack;
/** The page whose figures are there. */
let page = location.pathname;

/** @param {Stepper} stepper */
function take(stepper) {
  page = location.pathname;
  const key = keyOf(stepper.figure);
  const readKept = () => stored("sessionStorage", (all) => all.getItem(key));
  const write = () => stored("sessionStorage", (all) => all.setItem(key, state(stepper)));
  const kept = returning && !isWrong() && !isNamed(stepper.figure) && readKept();
  if (kept) restore(stepper, kept);
  goOn(stepper.figure);
  write();
  onChange(stepper.figure, write);
}

/** @param {Stepper} stepper @param {string} kept */
function restore(stepper, kept) {
  const [query, step] = kept.split("#");
  const { figure, ...said } = read(query);
  if (figure === stepper.figure && !crashed) {
    begin();
    bring(stepper, said, stepOf(step));
  }
  const index = stepper.indexOf(document.getElementById(step));
  if (index >= 0) stepper.show(index);
}

export function start() {
  join({ take, arrived: () => (returning = false) });
  // Instant navigation puts the page in afterwards; within a page there is nothing to bring back.
  addEventListener("popstate", () => (returning = location.pathname !== page));
}
