/**
 * The reader looks around in a drawing: drags it, where it is larger than its place; zooms by pinching, by the wheel with
 * Ctrl, by a double click or the keys + and −; moves it by Shift with the arrow keys. With 0 the camera follows the steps
 * as before. An overview shows where one is in a drawing that is not seen whole.
 */
import { join } from "../stepping/figures.js";
import { word } from "../stepping/words.js";
import { cornerOf } from "./camera.js";
import { drawn } from "./element.js";
import { sizeOf } from "./layer.js";
import { boxesOf } from "./lens.js";
import { inMatrices } from "./matrices.js";
import { parts } from "./meaning.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */
/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {{x: number, y: number}} Point */

const LEAST = 0.25;
const MOST = 4;
/** How much a key or a double click changes the zoom, and a pixel of the wheel. */
const STEP = 1.25;
const WHEEL = 0.005;
/** Pixels that a key moves the drawing. */
const WAY = 60;
/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
/** @type {Record<string, number>} */
const ZOOMS = { "+": STEP, "=": STEP, "-": 1 / STEP, "−": 1 / STEP };
/** The longer side of the overview, in pixels, and at most that part of the width that there is. */
const SMALL = 96;
const PART = 0.2;
/** What its frame adds. */
const EDGE = 8;
/** What it covers where no corner is free of it, what it never covers, and what only where the rest recedes. */
const ALL = "g:is(.c, .p, .k, .o)";
const KEPT = "g:is(.p, .nf, .nb, .a, .r, .l)";
const SIGNED = `${KEPT}, g.o`;

class Roaming {
  /** The pointers that are down, where they are. @type {Map<number, Point>} */
  #down = new Map();
  /** @type {ReturnType<typeof overview> | undefined} */
  #overview;
  /** Where that stands: at the left, and low. @type {boolean[] | undefined} */
  #corner;

  /** @param {Stepper} stepper @param {Camera} camera */
  constructor(stepper, camera) {
    this.stepper = stepper;
    this.camera = camera;
    const { stage } = stepper;
    stage.addEventListener("pointerdown", (event) => this.#press(event));
    stage.addEventListener("pointermove", (event) => this.#drag(event));
    for (const type of ["pointerup", "pointercancel"]) {
      stage.addEventListener(type, (event) => this.#down.delete(/** @type {PointerEvent} */ (event).pointerId));
    }
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    stage.addEventListener("dblclick", (event) => inDrawing(event) && this.#zoom(STEP, this.#at(event)));
    stage.addEventListener("focusin", ({ target }) => this.#reach(target));
    stepper.figure.addEventListener("keydown", (event) => this.#key(event));
    camera.watchers.push(() => this.#look());
    this.#look();
  }

  /** Whether the drawing is not seen whole. */
  get isLarger() {
    const { view, size, room } = this.camera;
    return Boolean(view && (size.width * view.zoom > room.width + 1 || size.height * view.zoom > room.height + 1));
  }

  /** Where something happened, from the corner of the drawing's place. @param {MouseEvent} event @returns {Point} */
  #at({ clientX, clientY }) {
    const { left, top } = /** @type {Element} */ (this.stepper.current.querySelector(".bp-drawing")).getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button || !inDrawing(event)) return;
    this.#down.set(event.pointerId, this.#at(event));
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const before = this.#down.get(event.pointerId);
    if (!before) return;
    if (!event.buttons) return void this.#down.delete(event.pointerId);
    const now = this.#at(event);
    const other = [...this.#down].find(([id]) => id !== event.pointerId)?.[1];
    this.#down.set(event.pointerId, now);
    if (other) this.#zoom(far(now, other) / far(before, other), other, false);
    if (this.isLarger) this.#pan(now.x - before.x, now.y - before.y);
  }

  /** @param {number} across @param {number} down in pixels */
  #pan(across, down) {
    const { view, room } = this.camera;
    if (!view) return;
    const { x, y, zoom } = view;
    this.camera.move(zoom, { x: (room.width / 2 - x - across) / zoom, y: (room.height / 2 - y - down) / zoom });
  }

  /** Zoom, with a point that stays where it is. @param {number} factor @param {Point} [point] */
  #zoom(factor, point, told = true) {
    const { view, room } = this.camera;
    if (!view) return;
    const { x, y } = point ?? { x: room.width / 2, y: room.height / 2 };
    const zoom = Math.min(MOST, Math.max(LEAST, view.zoom * factor));
    this.camera.zoom = zoom;
    const centre = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ length) => (at - from) / view.zoom + (length / 2 - at) / zoom;
    this.camera.move(zoom, { x: centre(x, view.x, room.width), y: centre(y, view.y, room.height) });
    if (told) this.stepper.say(word("roam_zoom", { percent: Math.round(100 * zoom) }));
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    if (!event.ctrlKey || !(inDrawing(event) || inDrawing(event, ".bp-over"))) return;
    event.preventDefault();
    this.#zoom(Math.exp(-WHEEL * event.deltaY), this.#at(event));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, shiftKey, target } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || /** @type {Element} */ (target).closest("input, select, textarea")) return;
    if (key in ZOOMS) this.#zoom(ZOOMS[key]);
    else if (key === "0") this.#follow();
    else if (shiftKey && key in WAYS) this.#go(key);
    else return;
    event.preventDefault();
  }

  /** @param {string} key */
  #go(key) {
    const [across, down] = WAYS[key];
    if (this.isLarger) this.#pan(WAY * across, WAY * down);
    this.stepper.say(word(this.isLarger ? "roam_moved" : "roam_whole"), !this.isLarger);
  }

  #follow() {
    this.camera.zoom = 0;
    this.camera.look(true);
    this.stepper.say(word("roam_follow"));
  }

  /** A number that the focus comes to is brought into sight. @param {EventTarget | null} target */
  #reach(target) {
    if (!(target instanceof HTMLElement) || !target.parentElement?.matches(".bp-over")) return;
    const [own, all] = [target, /** @type {Element} */ (target.parentElement)].map((each) => each.getBoundingClientRect());
    if (own.left >= all.left && own.right <= all.right && own.top >= all.top && own.bottom <= all.bottom) return;
    this.#pan((all.left + all.right - own.left - own.right) / 2, (all.top + all.bottom - own.top - own.bottom) / 2);
  }

  /** Show where one is, in a corner where it covers nothing; or else no label, and nothing that the step is about. */
  #look() {
    const { size, room, view, active, stepper, enlarged } = this.camera;
    stepper.figure.classList.toggle("bp-roams", this.isLarger);
    const drawing = stepper.current.querySelector(".bp-drawing svg");
    if (!this.isLarger || !view || !drawing) return;
    this.#overview ??= overview(stepper);
    const { svg, seen, now } = this.#overview;
    const scale = Math.min(SMALL, PART * room.width) / Math.max(size.width, size.height);
    set(svg, { viewBox: `0 0 ${size.width} ${size.height}`, width: size.width * scale, height: size.height * scale });
    set(seen, { x: -view.x / view.zoom, y: -view.y / view.zoom, width: room.width / view.zoom, height: room.height / view.zoom });
    const { left, top, right, bottom } = active ?? { left: 0, top: 0, right: 0, bottom: 0 };
    set(now, { x: left, y: top, width: right - left, height: bottom - top });
    const about = this.camera.seen({ x: 0, y: 0 }, { left: -left, top: -top, right, bottom });
    const own = { width: size.width * scale + EDGE, height: size.height * scale + EDGE };
    const free = (/** @type {string} */ kinds) => cornerOf(room, own, about, [...enlarged, ...boxesOf(this.camera, drawing, kinds).map(([, box]) => box)], this.#corner);
    // Where it stands it stays as long as it may.
    const first = free(enlarged.length ? KEPT : SIGNED);
    const corner = enlarged.length || first === this.#corner ? first : (free(ALL) ?? first);
    this.#corner = corner ?? this.#corner;
    svg.classList.toggle("bp-covers", !corner);
    for (const [place, name] of ["bp-left", "bp-low"].entries()) svg.classList.toggle(name, Boolean(corner?.[place]));
  }
}

/** Whether it happened in the drawing, and not at a number in it. @param {Event} event */
const inDrawing = ({ target }, place = ".bp-drawing") => target instanceof Element && Boolean(target.closest(place));

/** @param {Point} one @param {Point} other */
const far = (one, other) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));

/** @param {Element} element @param {Record<string, unknown>} attributes */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/** A drawing with nothing but its boxes, what is seen of it, and what the step is about. @param {Stepper} stepper */
function overview(stepper) {
  const drawing = stepper.steps[0].querySelector(".bp-drawing svg");
  const svg = drawn("svg", { class: "bp-overview", "aria-hidden": true });
  svg.classList.toggle("bp-flat", inMatrices(stepper.figure));
  const whole = drawn("g");
  whole.append(drawn("path", { d: [...(drawing ? parts(drawing) : [])].map(outlined).join("") }));
  const [now, seen] = [drawn("rect", { class: "now" }), drawn("rect")];
  svg.append(whole, now, seen);
  stepper.stage.querySelector(".bp-layers")?.append(svg);
  return { svg, now, seen };
}

/** @param {Element} part */
function outlined(part) {
  if (!(part instanceof SVGGElement) || !part.matches("g.c, g.k, g.m")) return "";
  const { e: x, f: y } = part.transform.baseVal[0].matrix;
  const [width, height] = sizeOf(part);
  return part.matches(".k") ? `M${x} ${y}h${width}v${height}h${-width}z` : `M${x - 35} ${y - 28}h70v56h-70z`;
}

/** @param {Stepper} stepper */
function take(stepper) {
  if (stepper.camera) new Roaming(stepper, stepper.camera);
}

export const start = () => join({ take });
