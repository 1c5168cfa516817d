/** Numbers as a figure shows them, in four digits and with powers of ten, and back from there. */
import { decimalSign, inFull } from "../stepping/numbers.js";

const SUPERSCRIPTS = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹";
const DIGITS = "-0123456789";
/** More digits than any number halfway between two of four digits has. */
const EXACT = 25;
const HALFWAY = /\.\d\d[02468]50*e/;

/** A number to four digits, as the engine's function of this name writes it: 0.5, −1.5×10⁻⁵. @param {number} value */
export function plain(value) {
  const [mantissa, power] = rounding(value).split("e");
  const rounded = Number(`${mantissa}e${power}`);
  const size = Math.abs(rounded);
  if (size === 0) return "0";
  if (size >= 1e-3 && size < 1e6) return inFull(rounded);
  return `${inFull(Number(mantissa))}×10${translated(String(Number(power)), DIGITS, SUPERSCRIPTS)}`;
}

/** Halfway between two numbers the engine takes the even one, where this browser's rounding takes the larger. @param {number} value */
function rounding(value) {
  const exact = value.toExponential(EXACT);
  return HALFWAY.test(exact) ? exact.replace(/50*e/, "e") : value.toExponential(3);
}

/** What a figure shows, as programs read it: -1.5e-5 for −1.5×10⁻⁵. @param {string} text */
export function programmed(text) {
  const [mantissa, power] = text.split("×10");
  return mantissa.replace("−", "-").replace(decimalSign(), ".") + (power ? `e${translated(power, SUPERSCRIPTS, DIGITS)}` : "");
}

/** @param {string} text @param {string} from @param {string} to */
const translated = (text, from, to) => [...text].map((each) => to[from.indexOf(each)]).join("");
