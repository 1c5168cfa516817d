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

/** The cell or parameter at a point. @param {Drawing} drawing @param {Point} point */
export const spotAt = ({ spots }, point) => [...spots.values()].find((spot) => within(box(spot), point));

/** The edge near a point. @param {Drawing} drawing @param {Point} point */
export const edgeAt = ({ edges }, point) => edges.find(({ path }) => distance(path, point) < NEAR);

/** What of a spot is at this height: its value, its derivative, or as a whole. @param {Spot} spot @param {number} y */
export function marksAt(spot, y) {
  const kinds = Object.keys(spot.rows);
  const down = y - spot.y;
  const kind = down > (spot.anchor ? 4 : 24) ? "g" : spot.anchor || down > 6 ? "v" : "";
  const meant = kinds.includes(kind) ? [kind] : kind === "" && kinds.length ? kinds : ["n"];
  return meant.map((each) => `${each}:${spot.name}`);
}

/** Lines around what is meant. @param {Drawing} drawing @param {string[]} marks @param {string[]} edges */
export function outline({ spots, edges: lines }, marks, edges) {
  const group = drawn("g", { class: "bp-ring" });
  for (const { id, path } of lines) if (edges.includes(id)) group.append(drawn("path", { class: "k", d: path }));
  for (const mark of marks) {
    const spot = spots.get(mark.slice(2));
    if (spot) group.append(drawn("rect", box(spot)), ...under(spot, mark[0]));
  }
  return group;
}

/** A weight of a matrix, at the middle of its line. @param {Spot} spot @param {string} path */
export function atLine({ group, rows }, path) {
  const line = drawn("path", { d: path });
  const { x, y } = line.getPointAtLength(line.getTotalLength() / 2);
  const copy = drawn("g", { class: "p m bp-pointed", transform: `translate(${x} ${y})` });
  const texts = [...group.children].map((row) => row.cloneNode(true));
  copy.append(drawn("rect", { x: -30, y: -17, width: 60, height: rows.g ? 58 : 42, rx: 6 }), ...texts);
  return copy;
}

/** The box around a cell or a parameter. @param {Spot} spot */
function box({ symbol, x, y, anchor, rows, entry }) {
  if (entry) return { x: x - 30, y: y - 17, width: 60, height: rows.g ? 58 : 42, rx: 6 };
  if (!anchor) return { x: x - 37, y: y - 24, width: 74, height: 70, rx: 11 };
  const first = 12 + 8 * (symbol.length - 1) + 8 * (rows.v?.length ?? 0);
  const width = Math.max(first, 8 * (rows.g?.length ?? 0)) + 14;
  const left = anchor === "start" ? 0 : anchor === "end" ? width : width / 2;
  return { x: x - left - (anchor === "end" ? -5 : 5), y: y - 17, width, height: rows.g ? 43 : 25, rx: 6 };
}

/** @param {ReturnType<typeof box>} box @param {Point} point */
const within = ({ x, y, width, height }, point) =>
  point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;

/** A line under the number that is meant. @param {Spot} spot @param {string} kind */
function under({ x, y, anchor }, kind) {
  if (anchor || kind === "n") return [];
  const level = y + (kind === "v" ? 22.5 : 38.5);
  return [drawn("path", { d: `M${x - 24} ${level}h48` })];
}

/** @param {string} path @param {Point} point */
function distance(path, point) {
  const line = drawn("path", { d: path });
  const length = line.getTotalLength();
  const places = Array.from({ length: SAMPLES + 1 }, (_, i) => line.getPointAtLength((length * i) / SAMPLES));
  return Math.min(...places.map((at) => Math.hypot(at.x - point.x, at.y - point.y)));
}
