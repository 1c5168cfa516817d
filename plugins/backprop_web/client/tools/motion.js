/**
 * Motion that explains a step: its factors light up in turn, values run along their edges, and the result settles into
 * its node. It lies over the drawing for less than half a second; nothing waits for it, and the next step ends it.
 */
import { BEFORE_KEEP, STEP, hear } from "../protocol.js";
import { join } from "../stepping/figures.js";
import { moves } from "../stepping/timing.js";
import { drawn } from "./element.js";
import { placeOf, sizeOf } from "./layer.js";
import { keyOf } from "./lens.js";
import { inMatrices } from "./matrices.js";
import { drawing, parts, terms } from "./meaning.js";
import { lineOf, outline } from "./outline.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */
/** @typedef {import("./lens.js").Large} Large */
/** @typedef {{elements: Element[], ring: Element}} Factor where it stands in the formula, and around it in the drawing */
/** @typedef {{factors: Factor[], edges: Element[], result: Element[]}} Moved */

/** Milliseconds of it all, of a factor that lights up, when all of them have begun to, and when the result comes. */
const WHOLE = 450;
const GLOW = 180;
const BEGUN = 130;
const RUN = 100;
const SETTLE = 280;
/** How much of its edge a value takes up. */
const DASH = 0.16;
const GLOWING = "color-mix(in srgb, var(--bp-ink) 12%, transparent)";

class Motion {
  #before = 0;
  #frame = 0;
  /** What runs, to be ended, and what lies over the drawing. @type {Animation[]} */
  #running = [];
  /** @type {SVGGElement | undefined} */
  #group;

  /** @param {Stepper} stepper */
  constructor(stepper) {
    this.stepper = stepper;
    this.read = inMatrices(stepper.figure) ? ofMatrices : ofCells;
    this.#before = stepper.index;
    hear(stepper.figure, STEP, ({ index }) => this.#step(index));
    hear(stepper.figure, BEFORE_KEEP, () => this.end());
  }

  /** Take it all away. */
  end() {
    cancelAnimationFrame(this.#frame);
    for (const each of this.#running.splice(0)) each.cancel();
    this.#group?.remove();
  }

  /** Only of a step that follows: after a jump there is nothing to explain. @param {number} index */
  #step(index) {
    const follows = index === this.#before + 1;
    this.#before = index;
    this.end();
    if (!follows || !moves()) return;
    // Once the step is seen, so that it does not wait for this.
    this.#frame = requestAnimationFrame(() => this.#explain(this.stepper.current));
  }

  /** @param {HTMLElement} step */
  #explain(step) {
    const svg = step.querySelector(".bp-drawing svg");
    if (!svg || !step.isConnected) return;
    const { factors, edges, result } = this.read(svg, step, this.stepper.camera?.large);
    this.#group = drawn("g", { class: "bp-motion" });
    this.#group.append(...edges, ...factors.map(({ ring }) => ring), ...result);
    svg.firstElementChild?.append(this.#group);
    factors.forEach(({ elements, ring }, place) => {
      const timing = { delay: (BEGUN * place) / factors.length, duration: GLOW };
      this.#run(ring, { opacity: [0, 1, 1, 0] }, timing);
      for (const each of elements) this.#run(each, { backgroundColor: ["transparent", GLOWING, "transparent"] }, timing);
    });
    const way = [DASH, -1];
    const back = step.dataset.phase === "backward";
    for (const edge of edges) {
      const strokeDashoffset = back ? way.toReversed() : way;
      this.#run(edge, { strokeDashoffset, opacity: [1, 1] }, { delay: RUN, duration: SETTLE - RUN, easing: "ease-in" });
    }
    const settling = { delay: SETTLE, duration: WHOLE - SETTLE, easing: "ease-out" };
    for (const ring of result) {
      this.#run(ring, { opacity: [0, 1, 1, 0] }, settling);
      for (const box of ring.querySelectorAll("rect")) this.#run(box, { scale: [1.4, 1, 1] }, settling);
    }
    Promise.all(this.#running.map(({ finished }) => finished)).then(() => this.end(), () => {});
  }

  /** @param {Element} element @param {PropertyIndexedKeyframes} frames @param {KeyframeAnimationOptions} timing */
  #run(element, frames, timing) {
    this.#running.push(element.animate(frames, timing));
  }
}

/** @param {Element} svg @param {HTMLElement} step @returns {Moved} */
function ofCells(svg, step) {
  const read = drawing(svg);
  const active = read.edges.filter((edge) => edge.active);
  /** @type {Map<string, Factor>} */
  const factors = new Map();
  for (const { element, role, marks } of terms(step)) {
    if (role === "target") continue;
    /** @type {Factor} */
    const factor = factors.get(role) ?? { elements: [], ring: outline(read, marks, []) };
    factor.elements.push(element);
    factors.set(role, factor);
  }
  const kind = step.dataset.phase === "forward" ? "v" : "g";
  const edges = active.map((edge) => lineOf(edge, { class: "bp-run", pathLength: 1 }));
  return { factors: [...factors.values()], edges, result: [outline(read, [`${kind}:${read.target}`], [])] };
}

/** Of blocks of numbers there are no edges: what is read lights up, then what is made. @param {Element} svg @param {HTMLElement} _ @param {Map<string, Large>} [large] @returns {Moved} */
function ofMatrices(svg, _, large) {
  const blocks = [...parts(svg)].filter((part) => part.matches("g.k"));
  const rings = (/** @type {string} */ kinds) => blocks.filter((block) => block.matches(kinds)).map((block) => around(block, large?.get(keyOf(block))));
  return { factors: rings(".r, .a, .l").map((ring) => ({ elements: [], ring })), edges: [], result: rings(".nf, .nb") };
}

/** A ring around a block, which stands around its own middle as those of cells do. @param {Element} block @param {Large} [large] */
function around(block, large) {
  const { x, y, larger } = large ?? { ...placeOf(block), larger: 1 };
  const [width, height] = sizeOf(block);
  const group = drawn("g", { transform: `translate(${x} ${y}) scale(${larger}) translate(${width / 2} ${height / 2})` });
  group.append(drawn("rect", { x: -width / 2, y: -height / 2, width, height, rx: 6 }));
  const ring = drawn("g", { class: "bp-ring" });
  ring.append(group);
  return ring;
}

export const start = () => join({ take: (stepper) => void new Motion(stepper) });
