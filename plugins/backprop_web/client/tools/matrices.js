/**
 * Where a figure shows matrices: pointing at a number of a result, with the pointer or with the focus, lights up the row
 * and the column that make it, in the grids and in the drawing. Its link leads to its scalar step. So do links that the
 * other numbers get here: in the page they would be most of it. The link of a scalar step leads back from where it came.
 */
import { BEFORE_KEEP, STEP, hear, specificationOf } from "../protocol.js";
import { join } from "../stepping/figures.js";
import { linkOf } from "../stepping/log.js";
import { drawn, element } from "./element.js";
import { nameOf, parts } from "./meaning.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */

/** Of an entry of a drawing, as the engine has it. */
const ENTRY = { x: -23, width: 46, height: 17, rx: 3 };

/** Whether the steps of a figure are about matrices. @param {HTMLElement} figure */
export const inMatrices = (figure) => specificationOf(figure).view === "layers";

/** @param {Stepper} stepper */
function take({ figure, log }) {
  if (!inMatrices(figure)) return;
  /** @type {Element[]} */
  let lit = [];
  const clear = () => {
    for (const each of lit.splice(0)) {
      if (each.localName === "g") each.remove();
      else each.classList.remove("bp-lit");
    }
  };
  const point = (/** @type {Event} */ { target }) => {
    clear();
    const step = /** @type {Element} */ (target).closest(".bp-step");
    if (step) link(figure, step);
    const cell = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-made]"));
    if (!cell || !step) return;
    const made = (cell.dataset.made ?? "").split(" ");
    lit = [...step.querySelectorAll(".bp-grids [data-q]")].filter((each) => made.includes(quantityOf(each)));
    for (const each of lit) each.classList.add("bp-lit");
    const svg = step.querySelector(".bp-drawing svg");
    if (svg) lit.push(...ring(svg, [quantityOf(cell), ...made]));
  };
  for (const type of ["pointerover", "focusin"]) log.list.addEventListener(type, point);
  for (const type of ["pointerleave", "focusout"]) log.list.addEventListener(type, clear);
  for (const kind of [STEP, BEFORE_KEEP]) hear(figure, kind, clear);
  // Of the step in sight, or pointed at, alone: all others would be in the way of whoever goes from link to link.
  for (const kind of [STEP, BEFORE_KEEP]) hear(figure, kind, () => unlink(figure));
  hear(figure, STEP, ({ index }) => link(figure, log.steps[index]));
}

/**
 * By quantity, the address of its scalar step: of a value the one that made it, of a given one that of its derivative.
 * @param {HTMLElement} figure
 */
function addresses(figure) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const { id } of figure.querySelectorAll(".bp-step[data-phase=forward] li")) found[`v:${lastOf(id)}`] = `#${id}`;
  for (const { id } of figure.querySelectorAll(".bp-step[data-phase=backward] li")) {
    for (const kind of "vgs") found[`${kind}:${lastOf(id)}`] ??= `#${id}`;
  }
  return found;
}

/** The name of the graph in which an id ends. @param {string} id */
const lastOf = (id) => id.split("-").at(-1);

/** Make links of all numbers of a step. @param {HTMLElement} figure @param {Element} step */
function link(figure, step) {
  const cells = step.querySelectorAll(".bp-grid [data-q]:not(:has(a))");
  const known = cells.length ? addresses(figure) : {};
  for (const cell of cells) {
    const href = known[quantityOf(cell)];
    if (href) cell.append(element("a", { href, className: "bp-read" }, ...cell.childNodes));
  }
}

/** @param {HTMLElement} figure */
function unlink(figure) {
  for (const each of figure.querySelectorAll("a.bp-read")) {
    const step = /** @type {Element} */ (each.closest(".bp-step"));
    if (each === document.activeElement) linkOf(step)?.focus({ preventScroll: true });
    each.replaceWith(...each.childNodes);
  }
}

/** @param {Element} cell */
const quantityOf = (cell) => cell.getAttribute("data-q") ?? "";

/** Boxes around the numbers of a drawing. @param {Element} svg @param {string[]} quantities */
function ring(svg, quantities) {
  const group = drawn("g", { class: "bp-ring" });
  // Those that are seen larger have it in themselves.
  const large = [...svg.querySelectorAll(".bp-lens .n")];
  const rings = [];
  for (const entry of [...parts(svg), ...large]) {
    if (!(entry instanceof SVGGElement) || !entry.matches(".n")) continue;
    const { e: x, f: y } = entry.transform.baseVal[0].matrix;
    for (const [kind, down] of Object.entries({ v: 0, g: 16 })) {
      if (!quantities.includes(`${kind}:${nameOf(entry)}`)) continue;
      const own = large.includes(entry) ? drawn("g", { class: "bp-ring" }) : null;
      (own ?? group).append(drawn("rect", own ? { ...ENTRY, y: down } : { ...ENTRY, x: x + ENTRY.x, y: y + down }));
      if (own) entry.append(own);
      rings.push(own ?? group);
    }
  }
  if (group.firstChild) svg.append(group);
  return rings;
}

/** From a number to its scalar step, and back to it. @param {MouseEvent} event */
function follow({ target }) {
  const link = target instanceof Element && target.closest("a");
  const step = link && link.closest(".bp-step");
  if (!step) return;
  if (link.matches(".bp-grid a")) {
    document.querySelector(`${link.hash} > a`)?.setAttribute("href", `#${step.id}`);
  } else if (link.matches(".bp-entries a")) {
    // Once the address is followed, which brings the step into the window. Themes may have made addresses whole ones.
    setTimeout(() => {
      const numbers = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(`${link.hash} .bp-grid a`));
      [...numbers].find(({ hash }) => hash === `#${link.parentElement?.id}`)?.focus();
    });
  }
}

export function start() {
  join({ take });
  // Before links within the page are followed, which has another step brought into sight.
  addEventListener("click", follow, true);
}
