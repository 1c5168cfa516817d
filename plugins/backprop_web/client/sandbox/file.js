/** A figure as one file that opens by itself: the build made the page, with style, scripts and font in it. */
import { handed } from "../handed.js";
import { ALONE } from "../protocol.js";
import { manifest } from "../stepping/door.js";

/** What is replaced in the page; see `site.py`. */
const TITLE = "<!--title-->";
const FIGURE = "<!--figure-->";

/** A script brings the page without a figure. @param {{title?: string, html?: string}} figure @returns {Promise<string>} the page */
export async function standingAlone({ title = "", html = "" }) {
  const page = await handed(manifest().alone, ALONE);
  const safe = document.createElement("p");
  safe.textContent = title;
  return page.replace(TITLE, () => safe.innerHTML).replace(FIGURE, () => html);
}
