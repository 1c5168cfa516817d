/** What of a cell or of a parameter is meant by the height at which it is pointed at. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { marksAt } = await load("tools/outline.js");
const CELL = { name: "h1", symbol: "h1", x: 100, y: 50, anchor: "", rows: { v: "0.46", g: "−0.28" } };
const PARAMETER = { ...CELL, name: "w11", anchor: "start" };

const CASES = [
  [CELL, 50, ["v:h1", "g:h1"]],
  [CELL, 60, ["v:h1"]],
  [CELL, 75, ["g:h1"]],
  [{ ...CELL, rows: { v: "0.46" } }, 75, ["n:h1"]],
  [{ ...CELL, rows: {} }, 50, ["n:h1"]],
  [PARAMETER, 50, ["v:w11"]],
  [PARAMETER, 60, ["g:w11"]],
];

for (const [spot, y, marks] of CASES) {
  test(`${spot.name} with ${Object.keys(spot.rows)} at ${y} is ${marks}`, () => assert.deepEqual(marksAt(spot, y), marks));
}
