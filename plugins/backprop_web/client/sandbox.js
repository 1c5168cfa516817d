/** The page on which a reader writes a figure: opened on each visit, and let go when it was left. */
import { doors } from "./protocol.js";
import { Workbench } from "./sandbox/workbench.js";
import { join } from "./stepping/figures.js";

/** @type {Workbench[]} */
let open = [];

function arrived() {
  for (const each of open) if (!each.isThere) each.end();
  const mounts = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".bp-sandbox:not(.is-open)"));
  open = [...open.filter(({ isThere }) => isThere), ...Array.from(mounts, (mount) => new Workbench(mount))];
}

if (doors().live) join({ name: "sandbox", arrived });
