/**
 * Runs before the page's content is painted. The class `bp-js` shows one step of each figure, so
 * that nothing moves when stepping.js arrives; where a script is missing, all steps come back.
 */
import { unpack } from "./packed.js";
import { doors } from "./protocol.js";

/** Of figures that are not taken up yet. */
const PARTS = ".bp-figure:not(.bp-ready) > .bp-parts";
/** What has come as a whole. What readers fill in is completed in all drawings at once, which stay. */
const PACKABLE = `${PARTS}:not(:last-child) > defs, ${PARTS} ~ * .bp-step ~ * > .bp-drawing:not(:last-child, :has(.q))`;

const root = document.documentElement;
// Instant navigation runs the scripts of a page again.
const isFirst = !root.classList.contains("bp-js");

function check() {
  if (document.readyState === "loading") return;
  root.classList.toggle("bp-js", !!doors().stepping);
  root.classList.toggle("bp-no-live", !doors().live);
  root.classList.toggle("bp-no-write", !!document.querySelector(".bp-sandbox:not(.is-open)"));
  if (!doors().stepping) unpackAll();
}

function unpackAll() {
  for (const template of document.querySelectorAll(".bp-figure template")) {
    template.replaceWith(/** @type {HTMLTemplateElement} */ (template).content);
  }
}

/** See packed.js. */
function pack() {
  for (const box of document.querySelectorAll(PACKABLE)) {
    if (box.querySelector("template")) continue;
    const template = document.createElement("template");
    template.content.append(...box.childNodes);
    box.append(template);
  }
  for (const first of document.querySelectorAll(`${PARTS} ~ * .bp-step:first-child`)) unpack(first);
}

/** While the page comes, each time before more of it is painted. */
function follow() {
  if (document.readyState !== "loading") return;
  pack();
  requestAnimationFrame(follow);
}

root.classList.add("bp-js");
if (isFirst) {
  follow();
  // Once it has come, before any other script looks at it.
  document.addEventListener("readystatechange", pack, { once: true });
  document.addEventListener("DOMContentLoaded", check);
  // By instant navigation a page comes as a whole: it is packed before its figures are taken up, and laid out.
  document.addEventListener("DOMContentLoaded", () => window.document$?.subscribe(() => doors().stepping && pack()));
  // Instant navigation has no DOMContentLoaded, but a missing script fires `error`.
  addEventListener("error", check, true);
  // Paper shows the last drawings of a figure, which may not be taken up yet.
  addEventListener("beforeprint", unpackAll);
}
