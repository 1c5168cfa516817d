/** The exercises of a page: opened on each visit, since instant navigation runs the script again. */
import { Offer } from "./practice/offer.js";
import { Practice } from "./practice/practice.js";
import { doors } from "./protocol.js";
import { manifest } from "./stepping/words.js";

/**
 * One at a time, from the first on: the page, which is laid out anew with each, can be read and scrolled in between.
 * @param {HTMLElement[]} mounts
 */
async function open(mounts) {
  for (const mount of mounts) {
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    if (mount.isConnected) new Practice(mount);
  }
  // With one exercise there is nothing that could grow harder.
  if (mounts.length > 1 || (mounts.length && manifest().collection)) new Offer(mounts);
}

if (doors().live) {
  const mounts = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".bp-exercise:not(.is-open)"));
  void open([...mounts]);
}
