/**
 * Where the keyboard was, kept as long as the tab is open: after a reload, and on the way Back or Forward, it goes on there,
 * once the figure or the exercise is as it was. Who comes by a link begins at the top, and whoever was quicker stays.
 */
import { isBack, stored } from "./storage.js";

/** Of the page that is shown, which may have come without a new document. */
const key = () => `backprop focus ${location.pathname}`;
const left = isBack && stored("sessionStorage", (all) => all.getItem(key()));

/** What finds an element again, by the next id around it. @param {Element | null} each */
function way(each) {
  const root = each?.closest(".bp-figure, .bp-exercise");
  if (!each || !root) return "";
  if (each.id) return `#${each.id}`;
  const { action, letter } = /** @type {HTMLElement} */ (each).dataset;
  const task = each.closest(".bp-task");
  const nth = task ? `.bp-task:nth-child(${[...(task.parentElement?.children ?? [])].indexOf(task) + 1}) ` : "";
  const marks = [action && `[data-action="${action}"]`, letter && `[data-letter="${letter}"]`].filter(Boolean).join("");
  return `#${(task ? root : each.closest("[id]"))?.id} ${nth}${each.localName}${marks}`;
}

addEventListener("pagehide", () => stored("sessionStorage", (all) => all.setItem(key(), way(document.activeElement))));

/** Go on in a part of the page, if the keyboard was there. @param {HTMLElement} part */
export function goOn(part) {
  // What was kept may be no selector any more, or none of ours.
  stored("sessionStorage", () => {
    const found = document.querySelector(String(left));
    if (document.activeElement === document.body && part.contains(found)) /** @type {HTMLElement} */ (found).focus({ preventScroll: true });
  });
}
