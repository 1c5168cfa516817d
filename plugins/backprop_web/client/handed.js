/** Has a script hand something over, which also works where the site was opened from a disk. */

/**
 * @template T @param {string | undefined} src the script's address
 * @param {import("./protocol.js").Kind<T>} kind the event by which it hands over
 * @returns {Promise<T>}
 */
export function handed(src, kind) {
  const script = Object.assign(document.createElement("script"), { src });
  const ended = new AbortController();
  return new Promise((resolve, reject) => {
    document.addEventListener(kind, (event) => resolve(/** @type {CustomEvent<T>} */ (event).detail), ended);
    // One that runs hands over before it is told of as loaded; else it is not whole.
    script.onload = script.onerror = () => reject(new Error(script.src));
    document.head.append(script);
  }).finally(() => {
    ended.abort();
    script.remove();
  });
}
