/**
 * A switch for the bug of overwriting where gradients meet: while it is on, the engine steps through
 * the figure as a program with that bug would. Offered only where this changes a gradient.
 */
import { VALUES, hear } from "../protocol.js";
import { word } from "../stepping/words.js";
import { inMatrices } from "./matrices.js";

/** @typedef {import("./place.js").Place} Place */

const BUG = "overwrite";

/** Its table then has a column for what overwriting gives. */
const fits = (/** @type {Place} */ { figure }) =>
  !inMatrices(figure) && Boolean(figure.querySelector(":scope > .bp-table .bp-overwritten"));

/** @param {Place} place @param {boolean} on */
function turn(place, on) {
  const { stepper, figure } = place;
  const { live } = stepper;
  if (!live) return;
  stepper.say(word(on ? "bug_on" : "bug_off"), true);
  if (!on) {
    const { bug: buggy, ...others } = live.telling;
    if (buggy) live.retell(others);
    return;
  }
  live.retell({ ...live.telling, bug: BUG });
  const over = new AbortController();
  const restored = () => {
    if (live.telling.bug === BUG) return;
    over.abort();
    place.turn(bug, false);
  };
  hear(figure, VALUES, restored, { signal: over.signal });
}

/** @type {import("./place.js").Tool} */
export const bug = { name: "bug", order: 40, engine: true, pressed: true, fits, turn };
