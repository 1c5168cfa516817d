/** The exercises of a page: opened on each visit, since instant navigation runs the script again. */
import { Practice } from "./practice/practice.js";
import { Round } from "./practice/round.js";
import { doors } from "./protocol.js";

if (doors().live) {
  const mounts = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".bp-exercise:not(.is-open)"));
  for (const mount of mounts) new Practice(mount);
  // With one exercise there is nothing that could grow harder.
  if (mounts.length > 1) new Round([...mounts]);
}
