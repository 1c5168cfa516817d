/** Where the parts of a drawing are: what is near a point, and lines around what is meant. */
import { drawn } from "./element.js";

/**
 * @typedef {import("./meaning.js").Spot} Spot
 * @typedef {import("./meaning.js").Edge} Edge
 * @typedef {import("./meaning.js").Drawing} Drawing
 * @typedef {{x: number, y: number}} Point
 */

const NEAR = 8;
const SAMPLES = 24;
/** Points along lines, each of which is walked along once. @type {WeakMap<Edge, Point[]>} */
const walked = new WeakMap();

/**
 * The cell or parameter at a point of the window, and how far below its middle the point is.
 * @param {Drawing} drawing @param {Point} point @param {DOMMatrix} matrix from the drawing to the window
 * @returns {[Spot, number] | undefined}
 */
export function spotAt({ spots }, point, matrix) {
  // What is seen larger lies above the rest.
  for (const spot of [...spots.values()].sort((a, b) => b.larger - a.larger)) {
    const from = fromMiddle(spot, point, matrix);
    if (within(box(spot), from)) return [spot, from.y];
  }
  return undefined;
}

/** Where a point of the window is from the middle of a spot, whichever way the drawing runs. @param {Spot} spot @param {Point} point @param {DOMMatrix} matrix */
function fromMiddle(spot, { x, y }, matrix) {
  const middle = new DOMPoint(spot.x, spot.y).matrixTransform(matrix);
  const zoom = spot.larger * Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c));
  return { x: (x - middle.x) / zoom, y: (y - middle.y) / zoom };
}

/** The edge nearest to a point, if it is near. @param {Drawing} drawing @param {Point} point */
export function edgeAt({ edges }, point) {
  const away = edges.map((edge) => distance(edge, point));
  const least = Math.min(...away);
  return least < NEAR ? edges[away.indexOf(least)] : undefined;
}

/** What of a spot is so far below its middle: its value, its derivative, or it as a whole. @param {Spot} spot @param {number} down */
export function marksAt({ name, onLine, rows }, down) {
  const kinds = Object.keys(rows);
  const kind = down > 10 ? "g" : onLine || down > -6 ? "v" : "";
  const meant = kinds.includes(kind) ? [kind] : kind === "" && kinds.length ? kinds : ["n"];
  return meant.map((each) => `${each}:${name}`);
}

/** Lines around what is meant. @param {Drawing} drawing @param {string[]} marks @param {string[]} edges */
export function outline({ spots, edges: lines }, marks, edges) {
  const group = drawn("g", { class: "bp-ring" });
  for (const line of lines) if (edges.includes(line.id)) group.append(lineOf(line, { class: "k" }));
  for (const mark of marks) {
    const spot = spots.get(mark.slice(2));
    if (!spot) continue;
    const around = drawn("g", { transform: `translate(${spot.x} ${spot.y}) scale(${spot.larger})` });
    around.append(drawn("rect", box(spot)), ...under(spot, mark[0]));
    group.append(around);
  }
  return group;
}

/** An edge as it is seen. @param {Edge} edge @param {Record<string, unknown>} attributes */
export const lineOf = ({ path, larger }, attributes) => drawn("path", { d: path, transform: `scale(${larger})`, ...attributes });

/** A weight of a matrix, at the middle of its line. @param {Spot} spot @param {Edge} edge */
export function atLine(spot, { path, larger }) {
  const line = drawn("path", { d: path });
  const { x, y } = line.getPointAtLength(line.getTotalLength() / 2);
  const copy = drawn("g", { class: "p m bp-pointed", transform: `scale(${larger}) translate(${x} ${y})` });
  const texts = [...spot.group.children].map((row) => row.cloneNode(true));
  copy.append(drawn("rect", box(spot)), ...texts);
  return copy;
}

/** The box of a cell or a parameter, around its middle. @param {Spot} spot */
function box({ group, onLine, entry, rows }) {
  if (entry) return { x: -33, y: -28, width: 66, height: rows.g ? 56 : 40, rx: 6 };
  if (!onLine) return { x: -39, y: -32, width: 78, height: 64, rx: 11 };
  const size = (/** @type {string} */ side) => Number(group.firstElementChild?.getAttribute(side));
  const [width, height] = [size("width") || 64, size("height") || 22];
  return { x: -width / 2 - 2, y: -13, width: width + 4, height: height + 4, rx: 6 };
}

/** @param {ReturnType<typeof box>} box @param {Point} point */
const within = ({ x, y, width, height }, point) =>
  point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;

/** A line under the number that is meant. @param {Spot} spot @param {string} kind */
function under({ onLine }, kind) {
  if (onLine || kind === "n") return [];
  return [drawn("path", { d: `M-24 ${kind === "v" ? 9 : 25}h48` })];
}

/** @param {Edge} edge @param {Point} point */
function distance(edge, point) {
  const places = walked.get(edge) ?? walk(edge);
  walked.set(edge, places);
  return Math.min(...places.map((at) => Math.hypot(at.x - point.x, at.y - point.y)));
}

/** Points along it. @param {Edge} edge @returns {Point[]} */
function walk({ path, larger }) {
  const line = drawn("path", { d: path });
  const length = line.getTotalLength();
  const points = Array.from({ length: SAMPLES + 1 }, (_, i) => line.getPointAtLength((length * i) / SAMPLES));
  return points.map(({ x, y }) => ({ x: x * larger, y: y * larger }));
}
