/**
 * Where the camera shows a drawing smaller than legible, what the step is about stands in it larger: focus and context
 * (Furnas 1986, "Generalized fisheye views"). Copies of these parts lie in their places, as large as can be read, pushed
 * apart where they would overlap and into sight where they would leave it, with the edges that join them; the rest
 * recedes behind a veil. Whoever points at them, or changes a number in one, finds them where they are seen.
 */
import { BEFORE_KEEP, hear } from "../protocol.js";
import { join } from "../stepping/figures.js";
import { moves } from "../stepping/timing.js";
import { LEGIBLE, meets, turn } from "./camera.js";
import { drawn } from "./element.js";
import { placeOf, sizeOf } from "./layer.js";
import { inMatrices } from "./matrices.js";
import { drawing, nameOf, parts } from "./meaning.js";
import { spread } from "./spread.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */
/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./camera.js").Box} Box */
/** @typedef {import("./camera.js").View} View */
/** @typedef {import("./spread.js").Reach} Reach */
/** @typedef {import("./spread.js").Point} Point */
/** @typedef {import("./meaning.js").Edge} Edge */
/**
 * @typedef {{element: SVGGElement, sign?: SVGGElement, numbers: SVGGElement[], name: string, reach: Reach}} Part
 *   what is shown larger, with the sign of a cell, and with the numbers of a matrix
 * @typedef {{x: number, y: number, larger: number, zoom: number, reach: Reach}} Large
 *   where it stands, in units of the drawing as it runs to the right; how many times as large, and in pixels a unit
 */

const ACTIVE = ":is(.nf, .nb, .r, .a, .l):is(g.c, g.p, g.k)";
/** By that much less again and again, where they do not fit. */
const SMALLER = 0.98;
/** From the middle of a cell to its sides, and to the ends of its outline; and how high the letter above a matrix is. */
const WIDE = 35;
const HIGH = 28;
const ACROSS = 36;
const DOWN = 29.5;
const HEAD = 22;
/** Where a sign begins, left of the middle of its cell, and above it; and where a long one ends, if the drawing runs downwards. */
const SIGN = 42;
const NEAR = 8;
const SIGN_TOP = 47.5;
/** What comes so near, in pixels, to what is seen larger is hidden. */
const HALO = 5;
const ARROW = 11;
const GLIDE = 250;
/** How much of the rest the veil takes, at most. */
const VEIL = 0.65;

class Lens {
  /** @type {SVGSVGElement | null} */
  #svg = null;
  /** For which zoom and room it was made. */
  #key = "";
  /** @type {SVGGElement | undefined} */
  #group;
  /** As the drawing has them. @type {Edge[]} */
  #edges = [];

  /** @param {Stepper} stepper @param {Camera} camera */
  constructor(stepper, camera) {
    this.stepper = stepper;
    this.camera = camera;
    this.flat = inMatrices(stepper.figure);
    camera.watchers.push((glides) => this.#look(glides));
    hear(stepper.figure, BEFORE_KEEP, () => this.#clear());
  }

  /** @param {boolean} glides */
  #look(glides) {
    const { camera } = this;
    const { view, room } = camera;
    const svg = this.stepper.current.querySelector(".bp-drawing svg");
    if (!(svg instanceof SVGSVGElement) || !view) return;
    const key = [view.zoom, room.width, room.height].join();
    // A drawing that the reader moves takes it along.
    if (svg === this.#svg && key === this.#key) return;
    const before = glides && moves() ? camera.large : null;
    this.#clear();
    [this.#svg, this.#key] = [svg, key];
    const found = view.zoom < 0.999 * LEGIBLE ? partsOf(svg) : [];
    const zoom = this.#place(found);
    if (zoom || before?.size) this.#draw(svg, zoom ? found : [], Math.max(1, zoom / view.zoom), before);
  }

  #clear() {
    this.#group?.remove();
    this.#svg?.style.removeProperty("overflow");
    if (this.#svg && !this.flat && this.#edges.length) {
      const read = drawing(this.#svg);
      for (const spot of read.spots.values()) if (spot.larger > 1) Object.assign(spot, placeOf(spot.group), { larger: 1 });
      read.edges = this.#edges;
    }
    this.#svg = null;
    this.#edges = [];
    this.camera.large = new Map();
  }

  /** What is to be in sight; in a drawing that the reader moved, all of it, wherever that is. */
  get #area() {
    const { moved, room, size, view } = this.camera;
    if (!moved || !view) return { room, view };
    return { room: { width: size.width * view.zoom, height: size.height * view.zoom }, view: { x: 0, y: 0, zoom: view.zoom } };
  }

  /** Find places for these, as large as can be read or as there is room for; 0 where there is none. @param {Part[]} found */
  #place(found) {
    const { room, view } = this.#area;
    if (!view || !found.length) return 0;
    for (let zoom = LEGIBLE; zoom > view.zoom; zoom *= SMALLER) {
      // A formula has its operation, too: where there is little room, letters that can be read go before signs.
      for (const signed of [true, false]) {
        for (const part of found) part.reach = reachOf(part.element, signed ? part.sign : undefined, this.camera.turned);
        const places = this.#spread(found, view, room, zoom);
        if (!places.length) continue;
        found.forEach((part, i) => {
          if (!signed || crossed(found, places, i, this.camera.turned)) part.sign = undefined;
        });
        this.#keep(found, places, view, zoom);
        return zoom;
      }
    }
    return 0;
  }

  /** @param {Part[]} found @param {View} view @param {{width: number, height: number}} room @param {number} zoom */
  #spread(found, view, room, zoom) {
    const { turned } = this.camera;
    const things = found.map(({ element, reach }) => {
      const { x, y } = turn(placeOf(element), turned);
      return { ...reach, alone: element.matches(".nf, .nb"), x: (view.x + view.zoom * x) / zoom, y: (view.y + view.zoom * y) / zoom };
    });
    return spread(things, { width: room.width / zoom, height: room.height / zoom }, turned || this.flat);
  }

  /** @param {Part[]} found @param {Point[]} places @param {View} view @param {number} zoom */
  #keep(found, places, view, zoom) {
    const { large, turned } = this.camera;
    const larger = zoom / view.zoom;
    found.forEach(({ element, numbers, reach }, i) => {
      const { x, y } = turn({ x: places[i].x - view.x / zoom, y: places[i].y - view.y / zoom }, turned);
      const from = placeOf(element);
      for (const part of [element, ...numbers]) {
        const own = placeOf(part);
        large.set(keyOf(part), { x: larger * (x + own.x - from.x), y: larger * (y + own.y - from.y), larger, zoom, reach });
      }
    });
  }

  /** @param {SVGSVGElement} svg @param {Part[]} found @param {number} larger @param {Map<string, Large> | null} before what was larger, if it moves */
  #draw(svg, found, larger, before) {
    const { large, turned } = this.camera;
    const group = (this.#group = drawn("g", { class: "bp-lens", transform: `scale(${larger})` }));
    const veil = drawn("rect", { class: "bp-veil", x: -1e4, y: -1e4, width: 3e4, height: 3e4, opacity: veiled(larger) });
    const lines = drawn("g");
    if (!this.flat) lines.append(...this.#joins(svg, larger));
    const copies = found.map((part) => copyOf(part, /** @type {Large} */ (large.get(part.name)), larger, turned));
    group.append(veil, this.#gaps(svg, found, larger), lines, ...copies);
    // What is larger than its place in the drawing may stand beside that.
    svg.style.overflow = "visible";
    svg.firstElementChild?.append(group);
    if (!before) return;
    const [old] = before.values();
    run(veil, { opacity: [old ? veiled(old.larger) : 0, veiled(larger)] }).onfinish = () => found.length || group.remove();
    run(lines, { opacity: [0, 0, 1] });
    found.forEach(({ element, name }, i) => run(copies[i], { transform: [at(before.get(name) ?? own(element), larger), copies[i].style.transform] }));
    this.#leave(svg, before, larger);
  }

  /** What was seen larger, and is so no more, goes back to its place in the drawing. @param {SVGSVGElement} svg @param {Map<string, Large>} before @param {number} larger */
  #leave(svg, before, larger) {
    for (const part of parts(svg)) {
      const name = keyOf(part);
      const from = before.get(name);
      if (!from || !(part instanceof SVGGElement) || !part.matches(":is(g.c, g.p, g.k):not(.n)") || this.camera.large.has(name)) continue;
      const copy = copyOf({ element: part, numbers: [] }, own(part), larger, this.camera.turned);
      this.#group?.children[2].after(copy);
      run(copy, { transform: [from, own(part)].map((place) => at(place, larger)) }).onfinish = () => copy.remove();
    }
  }

  /**
   * What covers the places in the drawing of what is seen larger, and all that would show in part from below its new ones.
   * @param {SVGSVGElement} svg @param {Part[]} found @param {number} larger
   */
  #gaps(svg, found, larger) {
    const { camera } = this;
    const { enlarged, turned } = camera;
    const boxes = boxesOf(camera, svg, "g:is(.c, .p, .k, .o)");
    const below = boxes.filter(([, box]) => enlarged.some((each) => meets(each, box, HALO))).map(([part]) => part);
    const paths = [...found.map(({ element }) => element), ...below].map((part) => {
      const { left, top, right, bottom } = reachOf(part, undefined, turned);
      const { x, y } = turn(placeOf(part), turned);
      const [from, to] = [turn({ x: x - left - 1, y: y - top - 1 }, turned), turn({ x: x + right + 1, y: y + bottom + 1 }, turned)];
      return `M${from.x} ${from.y}H${to.x}V${to.y}H${from.x}z`;
    });
    camera.hidden = new Set(below.map(keyOf));
    return drawn("path", { class: "bp-veil", d: paths.join(""), transform: `scale(${1 / larger})` });
  }

  /** The step's edges, between the parts where they are seen. @param {SVGSVGElement} svg @param {number} larger */
  #joins(svg, larger) {
    const { large, turned } = this.camera;
    const read = drawing(svg);
    this.#edges = read.edges;
    for (const [name, { x, y }] of large) Object.assign(read.spots.get(name) ?? {}, { x, y, larger });
    /** @type {Element[]} */
    const made = [];
    read.edges = read.edges.map((edge) => {
      const { source, consumer, kind } = edge;
      const [from, to] = [source, consumer].map((name) => large.get(name));
      // A number that a derivative reads shows, by a thin edge, where it comes in.
      if (!from || !to) return edge;
      const [start, end] = [from, to].map(({ x, y }) => turn({ x: x / larger, y: y / larger }, turned));
      const { line, head } = joining(start, end, turned, read.target === source);
      made.push(drawn("path", { class: kind, d: line }));
      if (edge.active && [source, consumer].includes(read.target)) made.push(drawn("path", { class: kind.replace("e", "h"), d: head }));
      return { ...edge, path: line, larger };
    });
    return made;
  }
}

/** What tells it from all others: a matrix of one number may have that one's name. @param {Element} part */
export const keyOf = (part) => (part.matches("g.k") ? "matrix " : "") + nameOf(part);

/** What the step is about, with its signs and numbers. @param {SVGSVGElement} svg @returns {Part[]} */
function partsOf(svg) {
  const all = /** @type {SVGGElement[]} */ ([...parts(svg)]);
  const marked = all.filter((part) => part.matches(ACTIVE));
  return marked.map((element) => {
    const sign = element.matches("g.c:is(.nf, .a)") ? all.find((part) => part.matches("g.o") && isAt(part, element)) : undefined;
    const numbers = element.matches(".k") ? all.filter((part) => part.matches("g.n") && isIn(part, element)) : [];
    return { element, sign, numbers, name: keyOf(element), reach: reachOf(element) };
  });
}

/**
 * Whether an edge of the step comes to a cell from the side where its sign would stand.
 * @param {Part[]} found @param {Point[]} places @param {number} i @param {boolean} turned
 */
function crossed(found, places, i, turned) {
  const sides = (/** @type {Point} */ { x, y }) => (turned ? [y, x] : [x, y]);
  const [own, side] = sides(places[i]);
  const isTarget = (/** @type {number} */ j) => found[j].element.matches(".nf, .nb");
  return places.some((place, j) => {
    const [along, before] = sides(place);
    return Math.abs(along - own) < 2 * (turned ? HIGH : WIDE) && before < side && (isTarget(i) || isTarget(j));
  });
}

/** @param {SVGGElement} part @param {SVGGElement} cell */
const isAt = (part, cell) => part.getAttribute("transform") === cell.getAttribute("transform");

/** @param {SVGGElement} part @param {SVGGElement} block */
function isIn(part, block) {
  const [{ x, y }, from, [width, height]] = [placeOf(part), placeOf(block), sizeOf(block)];
  return x > from.x && x < from.x + width && y >= from.y && y < from.y + height;
}

/** @param {number} larger */
const veiled = (larger) => Math.min(VEIL, 2 * (larger - 1));

/** How far a part reaches, with its sign beside it. @param {SVGGElement} part @param {SVGGElement} [sign] @param {boolean} [turned] @returns {Reach} */
function reachOf(part, sign, turned = false) {
  const [width, height] = sizeOf(part);
  if (part.matches(".o")) return { ...(turned && part.matches(".name") ? { left: width + NEAR, right: -NEAR } : { left: SIGN, right: width - SIGN }), top: SIGN_TOP, bottom: -24 };
  if (part.matches(".k")) return { left: 1.5, top: HEAD, right: width + 1.5, bottom: height + 1.5 };
  if (part.matches(".m")) return { left: 35, top: DOWN, right: 35, bottom: part.querySelector(".g") ? DOWN : 14 };
  const half = (width || 64) / 2 + 2;
  if (part.matches(".p")) return { left: half, top: 13, right: half, bottom: (height || 22) - 9 };
  if (!sign) return { left: ACROSS, top: DOWN, right: ACROSS, bottom: DOWN };
  const [long] = sizeOf(sign);
  const across = turned ? { left: long + 39, right: ACROSS } : { left: ACROSS, right: Math.max(ACROSS, long - ACROSS) };
  return { ...across, top: turned ? DOWN : SIGN_TOP + 8, bottom: DOWN };
}

/**
 * How far a sign stands from its place at a small cell: on no arrowhead; at the cell's side where the drawing runs
 * downwards, else above it.
 * @param {SVGGElement} sign @param {boolean} turned
 */
const besideOf = (sign, turned) => (turned ? { x: sign.matches(".name") ? -31 : -16, y: 30 } : { x: 6, y: -8 });

/** Parts of these kinds, and where they are, in pixels. @param {Camera} camera @param {Element} svg @param {string} kinds @returns {[SVGGElement, Box][]} */
export function boxesOf(camera, svg, kinds) {
  const found = /** @type {SVGGElement[]} */ ([...parts(svg)].filter((part) => part.matches(kinds)));
  return found.map((part) => [part, camera.seen(placeOf(part), reachOf(part, undefined, camera.turned))]);
}

/** As the style sheet writes where something is, in a group that is so many times larger. @param {{x: number, y: number, larger: number}} place @param {number} all */
const at = ({ x, y, larger }, all) => `translate(${x / all}px, ${y / all}px) scale(${larger / all})`;

/** Where a part is in the drawing. @param {SVGGElement} part */
const own = (part) => ({ ...placeOf(part), larger: 1 });

/** @param {Element} element @param {PropertyIndexedKeyframes} frames */
const run = (element, frames) => element.animate(frames, { duration: GLIDE, easing: "ease" });

/** @param {Omit<Part, "name" | "reach">} part @param {{x: number, y: number, larger: number}} place @param {number} larger @param {boolean} turned */
function copyOf({ element, sign, numbers }, place, larger, turned) {
  const from = placeOf(element);
  const copy = drawn("g");
  copy.style.transform = at(place, larger);
  for (const part of [element, ...(sign ? [sign] : []), ...numbers]) {
    const each = /** @type {Element} */ (part.cloneNode(true));
    const { x, y } = placeOf(part);
    const more = part === sign ? turn(besideOf(part, turned), turned) : { x: 0, y: 0 };
    each.setAttribute("transform", `translate(${x - from.x + more.x} ${y - from.y + more.y})`);
    copy.append(each);
  }
  if (element.matches(".m")) copy.firstElementChild?.prepend(drawn("rect", { x: -33, y: -28, width: 66, height: element.querySelector(".g") ? 56 : 40, rx: 6 }));
  // Its letter stands above its ground.
  if (element.matches(".k")) copy.prepend(drawn("rect", { class: "bp-veil", y: -HEAD, width: sizeOf(element)[0], height: HEAD, rx: 6 }));
  return copy;
}

/**
 * A line from one cell to the next that leaves and arrives straight, along the flow or, where they stand beside one
 * another, across it; and its head at one end.
 * @param {Point} from @param {Point} to @param {boolean} turned @param {boolean} back
 */
function joining(from, to, turned, back) {
  const down = turned === (turned ? to.y - from.y > 2 * HIGH : to.x - from.x > 2 * WIDE);
  const way = Math.sign(down ? to.y - from.y : to.x - from.x) || 1;
  const moved = (/** @type {Point} */ { x, y }, /** @type {number} */ by, across = 0) => (down ? { x: x + across, y: y + by } : { x: x + by, y: y + across });
  const side = way * (down ? HIGH : WIDE);
  const [start, end] = [moved(from, side), moved(to, -side)];
  const half = way * Math.max(ARROW, Math.abs(down ? end.y - start.y : end.x - start.x) / 2);
  const told = (/** @type {Point} */ point) => {
    const { x, y } = turn(point, turned);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const [tip, shaft] = back ? [start, way * ARROW] : [end, -way * ARROW];
  return {
    line: `M${told(start)}C${told(moved(start, half))} ${told(moved(end, -half))} ${told(end)}`,
    head: `M${told(tip)}L${told(moved(tip, shaft, 6))}L${told(moved(tip, shaft, -6))}z`,
  };
}

/** @param {Stepper} stepper */
function take(stepper) {
  if (stepper.camera) new Lens(stepper, stepper.camera);
}

export const start = () => join({ take });
