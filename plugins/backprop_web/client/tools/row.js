/** The tools that there are, and the row of them that each figure gets. */
import { each, join } from "../stepping/figures.js";
import { Place } from "./place.js";

/** @typedef {import("./place.js").Tool} Tool */

/** @type {Tool[]} in the order of the row */
const known = [];
/** @type {WeakMap<Element, Place>} */
const places = new WeakMap();

/** Offer a tool at every figure that it fits, once. @param {Tool} tool */
export function add(tool) {
  if (known.some(({ name }) => name === tool.name)) return;
  known.push(tool);
  known.sort((one, other) => one.order - other.order);
  each(({ figure }) => places.get(figure)?.offer(tool));
}

/** The row of tools of a figure. @param {Element | undefined} figure */
export const of = (figure) => (figure ? places.get(figure) : undefined);

/** @param {import("../stepping/stepper.js").Stepper} stepper */
function take(stepper) {
  const place = new Place(stepper, known);
  places.set(stepper.figure, place);
  for (const tool of known) place.offer(tool);
}

export const start = () => join({ take });
