/**
 * Shows a drawing as large as its place allows. Where the whole would be too small to read, it shows the part that the
 * step is about, and glides there when the step moves on. That part is seen whole; where its place has no room for it
 * at a legible size, a lens shows it larger (see lens.js). What the camera finds stands at the current drawing alone, in
 * properties that are not handed down: else the browser would work out anew how everything in it looks.
 */
import { BEFORE_KEEP, STEP, hear } from "../protocol.js";
import { join } from "../stepping/figures.js";
import { moves } from "../stepping/timing.js";

/** Pixels for a unit of the drawing: its smallest letters, of 13.4 units, have at least 12 pixels. */
export const LEGIBLE = 12 / 13.4;
const LARGEST = 1.4;
/** How high a cell is for its width: by that much a drawing is scaled where it is turned. */
export const TURN = 0.8;
/** From the middle of a cell that is shown to what is kept free around it. */
const ACROSS = 43;
const DOWN = 36;
const GLIDE = 400;
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box in units of the drawing */
/** @typedef {{x: number, y: number, zoom: number}} View where the drawing's corner is, in pixels, and its scale */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {{x: number, y: number}} Point in units of the drawing */

export class Camera {
  /** @type {View | null} */
  view = null;
  /** @type {Size} of the drawing as it stands */
  size = { width: 0, height: 0 };
  room = this.size;
  /** Whether it runs downwards. */
  turned = false;
  /** What the step is about. @type {Box | null} */
  active = null;
  /** What is seen larger than it is drawn, by name: see lens.js. @type {Map<string, import("./lens.js").Large>} */
  large = new Map();
  /** What is hidden below that, by name. @type {Set<string>} */
  hidden = new Set();
  /** The zoom that the reader chose, or 0. */
  zoom = 0;
  /** Whether the reader moved the drawing since the last step. */
  moved = false;
  /** What learns that it looks elsewhere, and whether it glides there. @type {((glides: boolean) => void)[]} */
  watchers = [];
  /** @type {{from: View, to: View, motion: Animation} | null} */
  #glide = null;

  /** @param {import("../stepping/stepper.js").Stepper} stepper */
  constructor(stepper) {
    this.stepper = stepper;
    stepper.camera = this;
    hear(stepper.figure, STEP, () => this.look(true));
    hear(stepper.figure, BEFORE_KEEP, () => stepper.steps.forEach((step) => drawingOf(step)?.removeAttribute("style")));
    new ResizeObserver(([{ contentRect }]) => {
      this.room = contentRect;
      this.look(false);
    }).observe(/** @type {Element} */ (stepper.stage.querySelector(".bp-space")));
  }

  /** Look at what the current step is about. @param {boolean} glides */
  look(glides) {
    /** @type {NodeListOf<SVGSVGElement>} */
    const [svg, across, down] = this.stepper.current.querySelectorAll(".bp-drawing svg");
    if (!svg || !this.room.width || !this.room.height) return;
    const style = getComputedStyle(svg);
    const turned = (this.turned = style.getPropertyValue("--bp-turn") !== "");
    const { width, height } = turned ? down : across;
    this.size = { width: width.baseVal.value, height: height.baseVal.value };
    const { about } = svg.dataset;
    this.active = about ? around(about.split(" ").map(Number), turned) : null;
    const largest = Number(style.getPropertyValue("--bp-largest")) || LARGEST;
    const from = glides ? this.#seen() : null;
    const view = viewOf(this.size, this.room, this.active, glides ? this.view : null, largest, this.zoom, turned);
    this.moved = false;
    this.#show(view, glides);
    this.#move(svg, from, view);
  }

  /** Where they are, in pixels. @returns {Box[]} */
  get enlarged() {
    return [...this.large.values()].map((large) => this.seen(large, large.reach, large.zoom));
  }

  /** Where something of the drawing is, in pixels. @param {Point} place @param {Box} reach around its place @returns {Box} */
  seen(place, { left, top, right, bottom }, zoom = 0) {
    const view = /** @type {View} */ (this.view);
    const at = turn(place, this.turned);
    const [across, down] = [view.x + view.zoom * at.x, view.y + view.zoom * at.y];
    zoom ||= view.zoom;
    return { left: across - zoom * left, top: down - zoom * top, right: across + zoom * right, bottom: down + zoom * bottom };
  }

  /** The drawing was written anew. */
  renew() {
    this.#place();
    for (const learn of this.watchers) learn(false);
  }

  /** Look at another point of the drawing, which the reader chose. @param {number} zoom @param {Point} centre */
  move(zoom, centre) {
    this.#glide?.motion.cancel();
    this.#glide = null;
    this.moved = true;
    this.#show(placed(this.size, this.room, zoom, centre), false);
  }

  /** @param {View} view @param {boolean} glides */
  #show(view, glides) {
    this.view = view;
    this.#place();
    this.stepper.stage.classList.add("bp-shown");
    for (const learn of this.watchers) learn(glides);
  }

  #place() {
    const svg = drawingOf(this.stepper.current);
    if (!this.view || !svg) return;
    const { width, height } = this.size;
    const places = { width: `${width}px`, height: `${height}px`, view: transformed(this.view) };
    for (const [name, value] of Object.entries(places)) svg.style.setProperty(`--bp-${name}`, value);
  }

  /** @param {SVGSVGElement} svg @param {View | null} from @param {View} to */
  #move(svg, from, to) {
    this.#glide = null;
    if (!from || !moves() || (from.x === to.x && from.y === to.y && from.zoom === to.zoom)) return;
    const motion = svg.animate([{ transform: transformed(from) }, {}], {
      duration: GLIDE,
      easing: "ease",
    });
    this.#glide = { from, to, motion };
  }

  /** Where the camera is at this moment, on its way too. @returns {View | null} */
  #seen() {
    const progress = this.#glide?.motion.effect?.getComputedTiming().progress;
    return this.#glide && progress ? between(this.#glide.from, this.#glide.to, progress) : this.view;
  }
}

/** @param {Element} step @returns {SVGSVGElement | null} */
const drawingOf = (step) => step.querySelector(".bp-drawing svg");

/** @param {View} view */
const transformed = ({ x, y, zoom }) => `translate(${x}px, ${y}px) scale(${zoom})`;

/** @param {View} from @param {View} to @param {number} part of the way @returns {View} */
export function between(from, to, part) {
  const at = (/** @type {keyof View} */ name) => from[name] + (to[name] - from[name]) * part;
  return { x: at("x"), y: at("y"), zoom: at("zoom") };
}

/** From the drawing as it runs to the right to the one that runs downwards, and back. @param {Point} point @param {boolean} turned @returns {Point} */
export const turn = ({ x, y }, turned) => (turned ? { x: y / TURN, y: x * TURN } : { x, y });

/** The box around cells with these middles, turned with the drawing. @param {number[]} about @param {boolean} turned @returns {Box} */
export function around([left, top, right, bottom], turned) {
  if (turned) return around([top / TURN, left * TURN, bottom / TURN, right * TURN], false);
  return { left: left - ACROSS, top: top - DOWN, right: right + ACROSS, bottom: bottom + DOWN };
}

/**
 * The whole drawing where it is legible; else the active part, and as much around it as there is room for, or the
 * drawing's beginning where nothing is active yet. What is in sight already stays where it is.
 * @param {Size} drawing @param {Size} room @param {Box | null} active @param {View | null} before
 * @param {number} [largest] the zoom that it never passes @param {number} [chosen] the one that the reader chose, or 0
 * @param {boolean} [turned] whether it runs downwards
 * @returns {View}
 */
export function viewOf(drawing, room, active, before, largest = LARGEST, chosen = 0, turned = false) {
  const whole = Math.min(room.width / drawing.width, room.height / drawing.height);
  if (whole >= LEGIBLE && !chosen) return placed(drawing, room, Math.min(whole, largest), middle(drawing));
  if (!active) return placed(drawing, room, chosen || LEGIBLE, beginning(drawing, turned));
  const fitting = Math.min(room.width / (active.right - active.left), room.height / (active.bottom - active.top));
  const zoom = chosen || Math.max(whole, Math.min(LEGIBLE, fitting));
  if (before?.zoom === zoom && shows(before, room, active)) return before;
  return placed(drawing, room, zoom, { x: (active.left + active.right) / 2, y: (active.top + active.bottom) / 2 });
}

/** The middle of the side where it begins: its inputs. @param {Size} drawing @param {boolean} turned */
const beginning = ({ width, height }, turned) => (turned ? { x: width / 2, y: 0 } : { x: 0, y: height / 2 });

/** @param {Size} drawing */
const middle = ({ width, height }) => ({ x: width / 2, y: height / 2 });

/** @param {Size} drawing @param {Size} room @param {number} zoom @param {Point} centre @returns {View} */
function placed(drawing, room, zoom, centre) {
  return {
    x: edge(drawing.width * zoom, room.width, centre.x * zoom),
    y: edge(drawing.height * zoom, room.height, centre.y * zoom),
    zoom,
  };
}

/** Where a side of the drawing begins: no empty room beside it where it is longer than the room, else in its middle. */
function edge(/** @type {number} */ length, /** @type {number} */ room, /** @type {number} */ centre) {
  if (length <= room) return (room - length) / 2;
  return Math.min(0, Math.max(room - length, room / 2 - centre));
}

/**
 * Where in the room something of this size lies on none of these boxes: whether at the left, and whether low; the corner
 * where it was, if it can be, or else the one that is far from the active part. Nothing where no corner is free.
 * @param {Size} room @param {Size} size @param {Box} active @param {Box[]} boxes all of them in pixels @param {boolean[]} [before]
 */
export function cornerOf(room, { width, height }, { left, top, right, bottom }, boxes, before) {
  const [isLeft, isLow] = [left + right > room.width, top + bottom < room.height];
  const corners = [...(before ? [before] : []), [isLeft, isLow], [!isLeft, isLow], [isLeft, !isLow], [!isLeft, !isLow]];
  return corners.find(([atLeft, low]) => {
    const [x, y] = [atLeft ? 0 : room.width - width, low ? room.height - height : 0];
    return !boxes.some((box) => meets(box, { left: x, top: y, right: x + width, bottom: y + height }));
  });
}

/** Whether there is less than that between them. @param {Box} one @param {Box} other */
export const meets = (one, other, gap = 0) =>
  one.left - gap < other.right && one.right + gap > other.left && one.top - gap < other.bottom && one.bottom + gap > other.top;

/** @param {View} view @param {Size} room @param {Box} box */
function shows({ x, y, zoom }, room, { left, top, right, bottom }) {
  return left * zoom + x >= 0 && top * zoom + y >= 0 && right * zoom + x <= room.width && bottom * zoom + y <= room.height;
}

export const start = () => join({ take: (stepper) => void new Camera(stepper) });
