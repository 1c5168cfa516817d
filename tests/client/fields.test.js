/** What a field takes for a number, and the sentence for what it does not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { taken } = await load("live/fields.js");

const CASES = [
  ["0,25", 0.25],
  ["−1e6", -1e6],
  ["", "field_empty"],
  ["  ", "field_empty"],
  ["abc", "field_not_a_number"],
  ["1,2,3", "field_not_a_number"],
  ["∞", "field_infinite"],
  ["-inf", "field_infinite"],
  ["1e999", "field_infinite"],
  ["1000000.1", "field_too_large"],
];

for (const [text, expected] of CASES) test(`"${text}" is ${expected}`, () => assert.equal(taken(text), expected));
