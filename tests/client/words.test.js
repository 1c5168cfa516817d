/** Sentences with holes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { filled, manifest } = await load("stepping/words.js");

const CASES = [
  ["step {step} of {steps}", { step: 0, steps: 20 }, "step 0 of 20"],
  ["{a}{a}", { a: "b" }, "bb"],
  ["{a}", { a: "{b}", b: "c" }, "{b}"],
  ["{a} and {b}", { a: 1 }, "1 and {b}"],
  ["{}", {}, "{}"],
  ["$& {a}", { a: "$&" }, "$& $&"],
];

for (const [sentence, values, expected] of CASES) {
  test(`${sentence} is filled`, () => assert.equal(filled(sentence, values), expected));
}

test("what a page tells is read once, and that of another page anew", () => {
  const dataset = { json: '{"words": {"a": "b"}}' };
  globalThis.document = { getElementById: () => ({ dataset }) };
  assert.deepEqual(manifest(), { words: { a: "b" } });
  assert.equal(manifest(), manifest());
  dataset.json = "{}";
  assert.deepEqual(manifest(), {});
  delete globalThis.document;
});
