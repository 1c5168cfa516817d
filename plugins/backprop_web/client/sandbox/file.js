/** A figure as one file that opens by itself: the build made the page, with style, scripts and font in it. */
import { ALONE } from "../protocol.js";
import { manifest } from "../stepping/door.js";

/** What is replaced in the page; see `site.py`. */
const TITLE = "<!--title-->";
const FIGURE = "<!--figure-->";

/** @param {{title?: string, html?: string}} figure @returns {Promise<string>} the page */
export async function standingAlone({ title = "", html = "" }) {
  const page = await handed();
  const safe = document.createElement("p");
  safe.textContent = title;
  return page.replace(TITLE, () => safe.innerHTML).replace(FIGURE, () => html);
}

/** The page without a figure. A script brings it, as that also works where the site was opened from a disk. @returns {Promise<string>} */
function handed() {
  const script = Object.assign(document.createElement("script"), { src: manifest().alone });
  return new Promise((resolve, reject) => {
    document.addEventListener(ALONE, (event) => resolve(/** @type {CustomEvent<string>} */ (event).detail), { once: true });
    script.onerror = () => reject(new Error(script.src));
    document.head.append(script);
  }).finally(() => script.remove());
}
