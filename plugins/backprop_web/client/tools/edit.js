/** Goes to the page of the site on which readers write figures, with this one. The address holds all of it. */
import { manifest } from "../stepping/words.js";

/** @param {import("./place.js").Place} place */
function go({ specification }) {
  location.assign(`${manifest().sandbox}#figure=0.${encodeURIComponent(JSON.stringify(specification))}`);
}

/** @type {import("./place.js").Tool} */
export const edit = { name: "edit", order: 70, engine: true, fits: () => Boolean(manifest().sandbox), go };
