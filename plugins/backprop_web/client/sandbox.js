/** The page on which a reader writes a figure: opened on each visit, and let go when it was left. */
import { doors } from "./protocol.js";
import { Workbench } from "./sandbox/workbench.js";
import { join } from "./stepping/figures.js";

const root = document.documentElement;
// Instant navigation runs the script again, and whoever has joined is told of every page.
const isFirst = !root.classList.contains("bp-writes");
/** @type {Workbench[]} */
let open = [];

/** It may have been left, or opened, meanwhile. @param {HTMLElement} mount */
function begin(mount) {
  if (mount.isConnected && !mount.matches(".is-open")) open.push(new Workbench(mount));
}

function arrived() {
  for (const each of open) if (!each.isThere) each.end();
  const mounts = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".bp-sandbox:not(.is-open)"));
  open = open.filter(({ isThere }) => isThere);
  // In a task of its own: the code of the editor, which has just run, is one as long.
  for (const mount of mounts) setTimeout(() => begin(mount));
}

if (doors().live && isFirst) {
  root.classList.add("bp-writes");
  join({ arrived });
}
