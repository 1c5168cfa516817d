/** Many things of which Tab reaches one: the arrow keys lead from it to the others. */

/** @type {Record<string, number>} */
const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
/** Held with another key, these make a command of it. */
const HELD = /** @type {const} */ (["altKey", "ctrlKey", "metaKey", "shiftKey"]);

/**
 * Where a key leads from a place among so many; −1 where it leads nowhere, or nothing is at that place.
 * @param {KeyboardEvent} event @param {number} place @param {number} count
 */
export function led(event, place, count) {
  if (place < 0 || HELD.some((held) => event[held])) return -1;
  if (event.key === "Home") return 0;
  if (event.key === "End") return count - 1;
  return event.key in MOVES ? Math.max(0, Math.min(count - 1, place + MOVES[event.key])) : -1;
}

/** Give the focus to one of them, to which Tab comes back. @param {(HTMLElement | MathMLElement)[]} all @param {number} place */
export function reach(all, place) {
  all.forEach((each, at) => (each.tabIndex = at === place ? 0 : -1));
  all[place].focus();
}
