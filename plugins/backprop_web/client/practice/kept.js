/**
 * What a reader answered to an exercise, kept as long as the tab is open, as `tools/keep.js` keeps what was made of a
 * figure: in the storage of the session, by page and exercise, and in no address. Answers are there again after a
 * reload, on the way Back, and by a link: nobody wants to type them twice.
 *
 * In a frame nothing is kept: in a course platform one student may come after the other in the same tab.
 */
import { keyOf, stored } from "../tools/storage.js";

/** @typedef {import("./task.js").Kept} KeptTask */
/**
 * @typedef {{of?: string, number: number, questions: string, begun: number, slips: Record<string, number>,
 *   told: Record<string, string>, tasks: KeptTask[], result?: {code: string, seconds: number}}} Kept
 * `of` is the exercise as the page had it, and `questions` the HTML of other numbers than those of the page
 */

const isFramed = window !== window.parent;

/** Nothing where the page's exercise is another one now. @param {HTMLElement} mount @returns {Kept | null} */
export function read(mount) {
  const kept = isFramed ? null : stored("sessionStorage", (all) => JSON.parse(all.getItem(keyOf(mount)) ?? "null"));
  return kept?.of === mount.dataset.exercise ? kept : null;
}

/** @param {HTMLElement} mount @param {Kept} kept */
export function write(mount, kept) {
  if (!isFramed) stored("sessionStorage", (all) => all.setItem(keyOf(mount), JSON.stringify({ ...kept, of: mount.dataset.exercise })));
}

/** @param {HTMLElement} mount */
export function forget(mount) {
  stored("sessionStorage", (all) => all.removeItem(keyOf(mount)));
}
