/**
 * A figure as large as the window, for a lecture: its caption, buttons, drawing and log, and nothing else.
 *
 *     page/?present=one-two-one#one-two-one-step-3
 *
 * opens it so. Arrow keys and Page Up and Down step, which is what a presenter's clicker sends; B or a full stop makes
 * the screen black and W or a comma white, until the next key; N draws new numbers; Esc leaves.
 */
import { join, of } from "../stepping/figures.js";
import { word } from "../stepping/words.js";
import { button } from "./element.js";
import { of as placeOf } from "./row.js";

/** @typedef {import("./place.js").Place} Place */

const KEY = "present";
/** @type {Record<string, number>} how far each key goes */
const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
/** @type {Record<string, string>} the curtain that each key draws */
const CURTAINS = { b: "black", B: "black", ".": "black", w: "white", W: "white", ",": "white" };

/** The figure that is presented, what ends it, and where the page was. */
let shown = /** @type {{place: Place, over: AbortController, top: number} | null} */ (null);

/** @param {Place} place @param {boolean} on */
function turn(place, on) {
  if (on) enter(place);
  else leave();
}

/** @param {Place} place */
function enter(place) {
  leave();
  const { figure } = place;
  const over = new AbortController();
  shown = { place, over, top: scrollY };
  figure.popover = "manual";
  figure.showPopover();
  const still = around(figure).filter((other) => !other.inert);
  for (const other of still) other.inert = true;
  const leaving = button(word("present_leave"), () => place.turn(present, false), { className: "bp-leave" });
  figure.prepend(leaving);
  document.documentElement.classList.add("bp-presenting");
  over.signal.addEventListener("abort", () => {
    for (const other of still) other.inert = false;
    leaving.remove();
    figure.popover = null;
    delete figure.dataset.curtain;
    document.documentElement.classList.remove("bp-presenting");
  });
  addEventListener("keydown", onKey, { capture: true, signal: over.signal });
  address(figure.id);
  /** @type {HTMLElement | null} */ (figure.querySelector(".bp-controls [data-action=forward]"))?.focus();
}

function leave() {
  if (!shown) return;
  const { place, over, top } = shown;
  const own = place.button(KEY);
  shown = null;
  over.abort();
  address("");
  if (!own?.isConnected) return;
  scrollTo({ top, behavior: "instant" });
  // The page was elsewhere where an address presented the figure.
  const { y, bottom } = own.getBoundingClientRect();
  if (y < 0 || bottom > innerHeight) place.stepper.reveal();
  own.focus({ preventScroll: true });
}

/** All that is beside the figure, on every level of the page. @param {HTMLElement} figure */
function around(figure) {
  const found = [];
  for (let inner = figure; inner.parentElement && inner !== document.body; inner = inner.parentElement) {
    found.push(...[...inner.parentElement.children].filter((other) => other !== inner && other instanceof HTMLElement));
  }
  return /** @type {HTMLElement[]} */ (found);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (!shown || event.altKey || event.ctrlKey || event.metaKey) return;
  const { place } = shown;
  const { figure, stepper } = place;
  const { target } = event;
  // A number that is typed goes before: the keys that end it, and its decimal point.
  if (target instanceof Element && target.closest(".bp-field, .bp-panel")) return;
  const choosing = target instanceof Element && target.closest("input, select");
  const steps = choosing ? undefined : STEPS[event.key];
  const curtain = figure.dataset.curtain ? "" : CURTAINS[event.key];
  if (figure.dataset.curtain) delete figure.dataset.curtain;
  else if (curtain) figure.dataset.curtain = curtain;
  else if (event.key === "Escape") place.turn(present, false);
  else if (event.key.toLowerCase() === "n") place.button("numbers")?.click();
  else if (steps) stepper.go(stepper.index + steps);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Let the page's address say which figure is presented. @param {string} id */
function address(id) {
  const url = new URL(location.href);
  if ((url.searchParams.get(KEY) ?? "") === id) return;
  const others = url.search.slice(1).split("&").filter((part) => part && part.split("=")[0] !== KEY);
  url.search = [...others, ...(id ? [`${KEY}=${encodeURIComponent(id)}`] : [])].join("&");
  history.replaceState(history.state, "", url);
}

/** Present the figure that the address names; a page that was left takes its figure along. */
function arrived() {
  if (shown?.place.figure.isConnected) return;
  if (shown) leave();
  const named = document.getElementById(new URLSearchParams(location.search).get(KEY) ?? "");
  const stepper = named?.matches(".bp-figure") ? of(named) : undefined;
  if (stepper) placeOf(stepper.figure)?.turn(present, true);
}

/** @type {import("./place.js").Tool} */
export const present = { name: KEY, order: 45, pressed: true, turn, fits: () => "popover" in HTMLElement.prototype };

export const start = () => join({ arrived });
