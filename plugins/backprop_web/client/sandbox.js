/** The page on which a reader writes a figure: opened on each visit, since instant navigation runs its script again. */
import { doors } from "./protocol.js";
import { Workbench } from "./sandbox/workbench.js";

if (doors().live) {
  const mounts = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".bp-sandbox:not(.is-open)"));
  for (const mount of mounts) new Workbench(mount);
}
