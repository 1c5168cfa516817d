/** What of a cell or of a parameter is meant by the height at which it is pointed at. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { marksAt } = await load("tools/outline.js");
const CELL = { name: "h1", symbol: "h1", x: 100, y: 50, onLine: false, rows: { v: "0.46", g: "−0.28" } };
const PARAMETER = { ...CELL, name: "w11", onLine: true };

const CASES = [
  [CELL, -12, ["v:h1", "g:h1"]],
  [CELL, 3, ["v:h1"]],
  [CELL, 18, ["g:h1"]],
  [{ ...CELL, rows: { v: "0.46" } }, 18, ["n:h1"]],
  [{ ...CELL, rows: {} }, -12, ["n:h1"]],
  [PARAMETER, -9, ["v:w11"]],
  [PARAMETER, 18, ["g:w11"]],
];

for (const [spot, y, marks] of CASES) {
  test(`${spot.name} with ${Object.keys(spot.rows)} at ${y} is ${marks}`, () => assert.deepEqual(marksAt(spot, y), marks));
}
