/**
 * Where a figure shows matrices: pointing at a number of a result, with the pointer or with the focus, lights up the row
 * and the column that make it, in the grids and in the drawing. Its link leads to its scalar step, whose link leads back.
 */
import { BEFORE_KEEP, STEP, hear, specificationOf } from "../protocol.js";
import { join } from "../stepping/figures.js";
import { drawn } from "./element.js";
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
    const cell = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-made]"));
    const step = cell?.closest(".bp-step");
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
}

/** @param {Element} cell */
const quantityOf = (cell) => cell.getAttribute("data-q") ?? "";

/** Boxes around the numbers of a drawing. @param {Element} svg @param {string[]} quantities */
function ring(svg, quantities) {
  const group = drawn("g", { class: "bp-ring" });
  for (const entry of parts(svg)) {
    if (!(entry instanceof SVGGElement) || !entry.matches(".n")) continue;
    const { e: x, f: y } = entry.transform.baseVal[0].matrix;
    for (const [kind, down] of Object.entries({ v: 0, g: 16 })) {
      if (!quantities.includes(`${kind}:${nameOf(entry)}`)) continue;
      group.append(drawn("rect", { ...ENTRY, x: x + ENTRY.x, y: y + down }));
    }
  }
  if (!group.firstChild) return [];
  svg.append(group);
  return [group];
}

/** From a scalar step to the entry that it makes. @param {MouseEvent} event */
function back({ target }) {
  const entry = target instanceof Element && target.closest(".bp-entries li > a")?.parentElement;
  if (!entry) return;
  /** @type {NodeListOf<HTMLAnchorElement> | undefined} */
  const links = entry.closest(".bp-step")?.querySelectorAll(".bp-grid a");
  const link = [...(links ?? [])].find(({ hash }) => hash === `#${entry.id}`);
  // Once the address is followed, which brings the step into the window.
  setTimeout(() => link?.focus());
}

export function start() {
  join({ take });
  // Where links within the page are followed, too, before anything else hears of it.
  document.addEventListener("click", back, true);
}
