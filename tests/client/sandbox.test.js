/** Where a problem is in the text of a figure, what may be written at a place, and what its address holds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { read, written } = await load("sandbox/address.js");
const { suggestions } = await load("editor/completion.js");
const { place } = await load("editor/place.js");

/** As much of CodeMirror's text as is asked for. @param {string} whole */
function textOf(whole) {
  const lines = whole.split("\n");
  const line = (number) => {
    const from = lines.slice(0, number - 1).reduce((sum, each) => sum + each.length + 1, 0);
    return { number, from, to: from + lines[number - 1].length, text: lines[number - 1] };
  };
  const lineAt = (at) => lines.map((_, index) => line(index + 1)).findLast(({ from }) => from <= at);
  return { lines: lines.length, line, lineAt, toString: () => whole };
}

const TEXT = "name: mine\nnetwork: [1, x]\nvalues: {w11: 010, x: 0.5}\n  # end";

for (const [problem, marked] of [
  [{ line: 1, key: "name", wrong: "mine" }, "mine"],
  [{ line: 1, key: "nam", wrong: "name" }, "name"],
  [{ line: 2, key: "network.1", wrong: "x" }, "x"],
  [{ line: 3, key: "values.w11", wrong: "010" }, "010"],
  [{ line: 3, key: "values", wrong: "{'w11': 8}" }, "values: {w11: 010, x: 0.5}"],
  [{ line: 4, key: "the fence", wrong: "not valid YAML" }, "# end"],
  [{ line: 9, key: "title", wrong: "missing" }, "# end"],
  [{ line: 0, key: "title", wrong: "" }, "name: mine"],
]) {
  test(`${problem.key} on line ${problem.line} is marked where it is`, () => {
    const { from, to } = place(textOf(TEXT), { message: "", ...problem });
    assert.equal(TEXT.slice(from, to), marked);
  });
}

const KEYS = [
  { name: "network", about: "Widths.", values: [] },
  { name: "activation", about: "What neurons apply.", values: ["tanh", "relu"] },
  { name: "fused", about: "Both at once.", values: ["true", "false"] },
];

for (const [before, explicit, labels] of [
  ["network: [1, 1]\nac", false, ["activation", "fused"]],
  ["network: [1, 1]\n", false, null],
  ["network: [1, 1]\n", true, ["activation", "fused"]],
  ["activation: ", false, ["tanh", "relu"]],
  ["activation: [tanh, re", false, ["tanh", "relu"]],
  ["fused: t", false, ["true", "false"]],
  ["network: ", false, null],
  ["  ac", false, null],
  ["title: activation: ", false, null],
]) {
  test(`after ${JSON.stringify(before)} what may follow is offered`, () => {
    const found = suggestions({ state: { doc: textOf(before) }, pos: before.length, explicit }, KEYS);
    assert.deepEqual(found && found.options.map(({ label }) => label), labels);
  });
}

test("an address gives back its text, whatever is in it", async () => {
  for (const source of ["", "name: a\n", "ŷ = θ·x − 𝟙 <b>&amp;</b>\n\t\0", "x".repeat(10_000)]) {
    const address = await written(source);
    assert.match(address, /^#figure=1\.[\w-]*$/);
    assert.deepEqual(await read(address), { source });
  }
});

test("an address of the first version is read for ever", async () => {
  assert.deepEqual(await read("#figure=1.y0vMTbVSKCjKTylNLuECAA"), { source: "name: product\n" });
  const handed = `#figure=0.${encodeURIComponent('{"name":"a"}')}`;
  assert.deepEqual(await read(handed), { specification: { name: "a" } });
});

test("any other part behind the # is about no figure", async () => {
  for (const hash of ["", "#my-figure-step-3", "#figures", "#afigure=1.x"]) assert.equal(await read(hash), null);
});
