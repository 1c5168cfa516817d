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
