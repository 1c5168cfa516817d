/** The page on which a reader writes a figure: opened on each visit, since instant navigation runs its script again. */
import { doors } from "./protocol.js";
import { Workbench } from "./sandbox/workbench.js";

if (doors().live) {
  const mounts = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".bp-sandbox:not(.is-open)"));
  // In a task of its own: the code of the editor, which has just run, is one as long.
  for (const mount of mounts) setTimeout(() => mount.isConnected && new Workbench(mount));
}
