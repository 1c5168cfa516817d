/** What a browser keeps for a site, where it does. */

/**
 * Use a storage, which a browser may forbid or declare full: then nothing is kept.
 * @template T @param {"localStorage" | "sessionStorage"} kind @param {(all: Storage) => T} act
 */
export function stored(kind, act) {
  try {
    return act(window[kind]);
  } catch {
    return null;
  }
}

/** The entry of a figure or an exercise of the page that is shown. @param {HTMLElement} part */
export const keyOf = (part) => `backprop ${location.pathname}#${part.id}`;

const [arrival] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
/** Whether the document was there before: it came by a reload, or on the way Back or Forward. */
export const isBack = ["reload", "back_forward"].includes(arrival?.type);

const STARTED = "bp-started";

/** Whether the page before, in this tab, ended without being left: then Python may have ended it, and waits to be asked. */
export const crashed = stored("sessionStorage", (all) => all[STARTED]);
stored("sessionStorage", (all) => all.removeItem(STARTED));

/** Note that Python is started unasked, until the page is left. */
export function begin() {
  const note = (/** @type {string} */ on) => stored("sessionStorage", (all) => (all[STARTED] = on));
  note("1");
  addEventListener("pagehide", () => note(""));
}
