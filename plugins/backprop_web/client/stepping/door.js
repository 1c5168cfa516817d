/** What later scripts use of stepping.js, which is in the page only once. */
export { each, join, of, refresh } from "./figures.js";
export { drawingOf, linkOf, retab } from "./log.js";
export { LARGEST, decimalSign, inFull, learnNumber, readNumber } from "./numbers.js";
export { watch } from "./scrolling.js";
export { Delay, moves } from "./timing.js";
export { learn, manifest, word } from "./words.js";
