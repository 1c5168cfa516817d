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
