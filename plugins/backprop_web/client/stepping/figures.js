/**
 * The figures of the page, through instant navigation too: the one place that learns of a new page. Whatever has to do
 * with figures joins here and is given each of them once, in the order in which it joined.
 */
import { watch } from "./scrolling.js";
import { Stepper } from "./stepper.js";

/**
 * @typedef {object} Guest
 * @property {string} [name] of one whose script runs again on each page: the first of a name is told of them all
 * @property {(stepper: Stepper) => void} [take] gets each figure that is there, and each that comes
 * @property {() => void} [arrived] called once all figures of a page were taken; to be called again does no harm
 */

/** @type {WeakMap<Element, Stepper>} */
const steppers = new WeakMap();
/** By their names, those without one by themselves. @type {Map<unknown, () => void>} */
const guests = new Map();
/** Those of the page that came last, and its scripts. @type {Iterable<Element>} */
let shown = [];

/** The stepper of the figure that an element is or is in. @param {Element | null | undefined} element */
export function of(element) {
  const figure = element?.closest(".bp-figure");
  return figure ? steppers.get(figure) : undefined;
}

/** Do something with the stepper of every figure in the page. @param {(stepper: Stepper) => void} act */
export function each(act) {
  for (const figure of document.querySelectorAll(".bp-figure")) {
    const stepper = steppers.get(figure);
    if (stepper) act(stepper);
  }
}

/** Take part from now on; true but for one whose name has done so before. @param {Guest} guest */
export function join({ name, take = () => {}, arrived = () => {} }) {
  const known = new WeakSet();
  const serve = () => {
    each((stepper) => {
      if (known.has(stepper.figure)) return;
      known.add(stepper.figure);
      take(stepper);
    });
    arrived();
  };
  const isNew = !guests.has(name ?? serve);
  if (isNew) guests.set(name ?? serve, serve);
  if (isNew) serve();
  return isNew;
}

/** Take up the figures that are new in the page; to call it again does no harm. */
export function refresh() {
  for (const figure of document.querySelectorAll(".bp-figure")) {
    if (!steppers.has(figure)) steppers.set(figure, new Stepper(/** @type {HTMLElement} */ (figure)));
  }
  document.documentElement.classList.add("bp-js");
  watch(document);
  for (const serve of guests.values()) serve();
}

/** Begin with the page that is there. */
export function start() {
  refresh();
  const follow = () => window.document$?.subscribe(arrive);
  // The theme's script may come after this one.
  if (window.document$) follow();
  else addEventListener("DOMContentLoaded", follow);
}

/**
 * A page came by instant navigation. The theme may hold on to the one before, and so to all that is in it; and by each
 * script, to the document that it was fetched as.
 */
function arrive() {
  for (const each of shown) if (!each.isConnected) each.remove();
  shown = document.querySelectorAll(".bp-figure, article script");
  refresh();
}
