/**
 * Runs before the page's content is painted. The class `bp-js` shows one step of each figure, so
 * that nothing moves when stepping.js arrives; where a script is missing, all steps come back.
 */
import { doors } from "./protocol.js";

const root = document.documentElement;
// Instant navigation runs the scripts of a page again.
const isFirst = !root.classList.contains("bp-js");

function check() {
  if (document.readyState === "loading") return;
  root.classList.toggle("bp-js", Boolean(doors().stepping));
  root.classList.toggle("bp-no-live", !doors().live);
}

root.classList.add("bp-js");
if (isFirst) {
  document.addEventListener("DOMContentLoaded", check);
  // Instant navigation has no DOMContentLoaded, but a missing script fires `error`.
  addEventListener("error", check, true);
}
