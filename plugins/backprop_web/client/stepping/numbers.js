/**
 * Numbers as a reader types them, and as a field holds them. All that steps and computes agrees here on what a number
 * is. What only tools need of numbers is in tools/shown.js.
 */
import { word } from "./words.js";

/** What no value of a figure may exceed, in either direction. */
export const LARGEST = 1e6;
const NUMBER = /^[+-]?((0|[1-9]\d*)(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** What the engine, which alone reads formulas, made of a text. @type {Map<string, number>} */
const learned = new Map();
const INFINITE = /^[+-]?(inf|infinity|∞)$/i;

/**
 * The number that a text means; NaN where it means none. It is read as in a fence, and with a decimal comma and spaces
 * too, which part the entries of a list there.
 * @param {string} text
 */
export function readNumber(text) {
  const plain = text.replace(/\s/g, "").replaceAll("−", "-").replace(",", ".").replace(decimalSign(), ".");
  return NUMBER.test(plain) ? Number(plain) : INFINITE.test(plain) ? Infinity : (learned.get(text) ?? NaN);
}

/** Take `value` for what a text means, such as 1/3. @param {string} text @param {number} value */
export const learnNumber = (text, value) => learned.set(text, value);

/** A number in full, so that `readNumber` finds the very same, with a true minus sign. @param {number | string} value */
export const inFull = (value) => String(value).replaceAll("-", "−").replace(".", decimalSign());

/** What the page's language writes between the whole and the broken part of a number; a point where there is no page. */
export const decimalSign = () => ("document" in globalThis && word("decimal_sign")) || ".";
