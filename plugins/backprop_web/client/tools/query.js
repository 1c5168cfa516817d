/**
 * The part of an address that holds a figure and every changed number, as text alone:
 *
 *     ?bp=one-two-one,w11:0.9,x:-0.2
 *
 * and behind the numbers `closed:h1.h2` where other boxes are closed than the author closed, `closed:none` for none, with
 * `-loss` for one that is open and else closed, and `bug:overwrite` where that switch is on. Whatever a query holds, only names of fields that are
 * there and finite numbers come out of it; any doubt about one part, and none of it is used.
 */
import { LARGEST, readNumber } from "../stepping/numbers.js";

/**
 * @typedef {import("../protocol.js").Values} Values
 * @typedef {{built: Values, bug: boolean, boxes?: string[]}} Known the numbers that a figure was built with, whether it
 *   has the switch, and its boxes
 * @typedef {{id?: string, values?: Map<string, number>, bug?: boolean, closed?: string[], wrong?: string}} Read the
 *   figure's id and numbers, or the part that is `wrong`; neither where there is nothing
 */

const KEY = "bp";
const BUG = "bug:overwrite";
const CLOSED = "closed:";
const NONE = "none";
const DIGITS = 12;
const LONGEST = 4000;
/** How much of a part that cannot be used is told. */
const LONGEST_TOLD = 40;
/** What has no form of its own, or turns the text around it: told as a sign that it was there. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** @param {number} value */
const rounded = (value) => Number(value.toPrecision(DIGITS));

/** @param {string} part of a query */
const isOurs = (part) => part === KEY || part.startsWith(`${KEY}=`);

/** @param {string} query @returns {string[]} */
const partsOf = (query) => query.replace(/^\?/, "").split("&").filter(Boolean);

/** The parts of a query that others use. @param {string} query */
export const others = (query) => partsOf(query).filter((part) => !isOurs(part));

/**
 * The part of a query that holds these numbers, or nothing where all is as built.
 * @param {string} id @param {Values} built @param {Readonly<Values>} values
 * @param {boolean} [bug] @param {string[] | null} [closed] the boxes, where they are others than as built
 */
export function ownPart(id, built, values, bug = false, closed = null) {
  const changed = Object.keys(built).filter((name) => rounded(values[name]) !== rounded(built[name]));
  const parts = changed.map((name) => `${encodeURIComponent(name)}:${rounded(values[name])}`);
  if (closed) parts.push(CLOSED + (closed.join(".") || NONE));
  if (bug) parts.push(BUG);
  return parts.length ? `${KEY}=${[id, ...parts].join(",")}` : "";
}

/**
 * What a query holds. It never throws.
 * @param {string} query @param {(id: string) => Known | null} look for a figure of the page @returns {Read}
 */
export function read(query, look) {
  const own = partsOf(query).filter(isOurs);
  if (own.length === 0) return {};
  try {
    if (own.length > 1 || query.length > LONGEST) throw new RangeError(own.at(-1));
    const [id, ...parts] = decodeURIComponent(own[0].slice(KEY.length + 1)).split(",");
    const known = look(id);
    if (!known) throw new RangeError(id);
    if (parts.length === 0) throw new RangeError(own[0]);
    const bug = parts.at(-1) === BUG;
    if (bug && !known.bug) throw new RangeError(BUG);
    if (bug) parts.pop();
    const closed = readClosed(parts, known);
    return { id, values: readValues(parts, known.built), bug, ...(closed && { closed }) };
  } catch (error) {
    return { wrong: told((error instanceof RangeError && error.message) || own[0]) };
  }
}

/** Take the part about boxes away, if there is one. @param {string[]} parts @param {Known} known */
function readClosed(parts, { built, boxes = [] }) {
  const part = parts.at(-1) ?? "";
  if (!part.startsWith(CLOSED) || Object.hasOwn(built, CLOSED.slice(0, -1))) return null;
  parts.pop();
  const names = part.slice(CLOSED.length).split(".");
  if (names.join() === NONE) return [];
  if (new Set(names).size < names.length || !names.every((name) => boxes.includes(name))) throw new RangeError(part);
  return names;
}

/** @param {string[]} parts @param {Values} built @returns {Map<string, number>} */
function readValues(parts, built) {
  const values = new Map();
  for (const part of parts) {
    const [name, text = "", ...more] = part.split(":");
    const value = readNumber(text);
    const fits = Object.hasOwn(built, name) && !values.has(name) && Math.abs(value) <= LARGEST;
    if (!fits || more.length > 0) throw new RangeError(part);
    values.set(name, rounded(value));
  }
  return values;
}

/** A part of an address as a reader gets it to see: short, and nothing in it that is not seen. @param {string} part */
function told(part) {
  const [...seen] = part.slice(0, LONGEST).replace(UNSEEN, "\ufffd");
  return seen.length > LONGEST_TOLD ? `${seen.slice(0, LONGEST_TOLD).join("")}…` : seen.join("");
}
