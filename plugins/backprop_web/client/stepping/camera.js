/**
 * Shows a drawing as large as its place allows. Where the whole would be too small to read, it shows the part that the
 * step is about, and glides there when the step moves on. It marks the stage and leaves no trace in the steps.
 */
import { STEP, hear } from "../protocol.js";

/** Pixels for a unit of the drawing: its smallest letters, of 13.4 units, have at least 12 pixels. */
const LEGIBLE = 12 / 13.4;
const LARGEST = 1.6;
/** Units that are kept around what is shown. */
const MARGIN = 8;
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box in units of the drawing */
/** @typedef {{x: number, y: number, zoom: number}} View where the drawing's corner is, in pixels, and its scale */
/** @typedef {{width: number, height: number}} Size */

export class Camera {
  #room = { width: 0, height: 0 };
  /** @type {View | null} */
  #view = null;

  /** @param {import("./stepper.js").Stepper} stepper */
  constructor(stepper) {
    this.stepper = stepper;
    this.stage = /** @type {HTMLElement} */ (stepper.figure.querySelector(".bp-stage"));
    hear(stepper.figure, STEP, () => this.#look(true));
    new ResizeObserver(([{ contentRect }]) => {
      this.#room = contentRect;
      this.#look(false);
    }).observe(/** @type {Element} */ (this.stage.querySelector(".bp-space")));
  }

  /** @param {boolean} glides */
  #look(glides) {
    /** @type {SVGSVGElement | null} */
    const svg = this.stepper.current.querySelector(".bp-drawing svg");
    if (!svg || !this.#room.width || !this.#room.height) return;
    const { width, height } = svg.viewBox.baseVal;
    const about = svg.dataset.about?.split(" ").map(Number);
    this.#view = viewOf({ width, height }, this.#room, about ? around(about) : null, glides ? this.#view : null);
    this.#show({ ...this.#view, width, height }, glides);
  }

  /** @param {Record<string, number>} numbers @param {boolean} glides */
  #show(numbers, glides) {
    this.stage.style.transition = glides ? "" : "none";
    for (const [name, value] of Object.entries(numbers)) this.stage.style.setProperty(`--bp-${name}`, value.toFixed(3));
    this.stage.classList.add("bp-shown");
  }
}

/** With a margin. @param {number[]} about @returns {Box} */
export function around([left, top, right, bottom]) {
  return { left: left - MARGIN, top: top - MARGIN, right: right + MARGIN, bottom: bottom + MARGIN };
}

/**
 * The whole drawing where it is legible; else the active part, and as much around it as there is room for, or the
 * drawing's beginning where nothing is active yet. What is in sight already stays where it is.
 * @param {Size} drawing @param {Size} room @param {Box | null} active @param {View | null} before @returns {View}
 */
export function viewOf(drawing, room, active, before) {
  const whole = Math.min(room.width / drawing.width, room.height / drawing.height);
  if (whole >= LEGIBLE) return placed(drawing, room, Math.min(whole, LARGEST), middle(drawing));
  if (!active) return placed(drawing, room, LEGIBLE, { x: drawing.width / 2, y: 0 });
  const fitting = Math.min(room.width / (active.right - active.left), room.height / (active.bottom - active.top));
  const zoom = Math.max(whole, Math.min(LEGIBLE, fitting));
  if (before?.zoom === zoom && shows(before, room, active)) return before;
  return placed(drawing, room, zoom, { x: (active.left + active.right) / 2, y: (active.top + active.bottom) / 2 });
}

/** @param {Size} drawing */
const middle = ({ width, height }) => ({ x: width / 2, y: height / 2 });

/** @param {Size} drawing @param {Size} room @param {number} zoom @param {{x: number, y: number}} centre @returns {View} */
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

/** @param {View} view @param {Size} room @param {Box} box */
function shows({ x, y, zoom }, room, { left, top, right, bottom }) {
  return left * zoom + x >= 0 && top * zoom + y >= 0 && right * zoom + x <= room.width && bottom * zoom + y <= room.height;
}
