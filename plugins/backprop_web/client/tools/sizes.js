/**
 * The width of an edge says how large the gradient is that flows along it, hue and dashes say its sign; a legend below the
 * tools tells which is which. A switch, whose state the browser keeps, makes all edges alike in every figure.
 */
import { each, join } from "../stepping/figures.js";
import { inFull } from "../stepping/numbers.js";
import { word } from "../stepping/words.js";
import { drawn, element } from "./element.js";
import { inMatrices } from "./matrices.js";
import { of } from "./row.js";
import { stored } from "./storage.js";

const KEY = "backprop sizes";
const OFF = "off";
/** Sizes that the legend shows, by the class that the engine gives to their edges. @type {Record<string, number>} */
const SHOWN = { s2: 0.01, s4: 0.1, s6: 1, s8: 10 };
const SIGNS = { s5: "sizes_positive", "s5 n": "sizes_negative" };

/** Whether sizes are to be seen, in every figure. */
let seen = stored("localStorage", (all) => all.getItem(KEY)) !== OFF;

/** A figure follows; where a reader turned its switch, the others follow it. @param {import("./place.js").Place} place @param {boolean} on */
function turn(place, on) {
  show(place, on);
  if (on === seen) return;
  seen = on;
  stored("localStorage", (all) => all.setItem(KEY, on ? "" : OFF));
  each(take);
}

/** @param {import("./place.js").Place} place @param {boolean} on */
function show({ figure, row }, on) {
  figure.classList.toggle("bp-even", !on);
  figure.querySelector(".bp-legend")?.remove();
  if (on) row.after(legend());
}

function legend() {
  const sizes = Object.entries(SHOWN).map(([kind, size]) => entry(kind, inFull(size)));
  const signs = Object.entries(SIGNS).map(([kind, key]) => entry(kind, word(key)));
  return element("p", { className: "bp-legend" }, element("span", { textContent: word("sizes_legend") }), ...sizes, ...signs);
}

/** A line, and what it means. @param {string} kind @param {string} text */
function entry(kind, text) {
  const line = drawn("svg", { width: 40, height: 12, "aria-hidden": true });
  line.append(drawn("path", { class: `e b ${kind}`, d: "M0 6h40" }));
  return element("span", {}, line, ` ${text}`);
}

/** @type {import("./place.js").Tool} */
export const sizes = {
  name: "sizes",
  order: 42,
  pressed: true,
  fits: ({ figure }) => Number(figure.dataset.backward) > 0 && !inMatrices(figure),
  turn,
};

/** @param {import("../stepping/stepper.js").Stepper} stepper */
function take({ figure }) {
  const place = of(figure);
  if (!place?.button(sizes.name)) return;
  if (place.on.has(sizes) === seen) show(place, seen);
  else place.turn(sizes, seen);
}

export const start = () => join({ take });
