/** The part of an address that holds a figure's numbers: round trips, and what must not come of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { others, ownPart, read } = await load("tools/query.js");
const BUILT = { w11: 0.8, b1: 0.1, x: 0.5 };
const look = (id) => ({ net: { built: BUILT, bug: true }, plain: { built: BUILT, bug: false } })[id] ?? null;
const numbers = (query) => Object.fromEntries(read(query, look).values);

test("what is written is read back, to twelve digits", () => {
  for (const w11 of [0.9, -0.2, 1e-7, -1e6, 1 / 3, 123456.789]) {
    const query = ownPart("net", BUILT, { ...BUILT, w11 }, true);
    assert.deepEqual(read(query, look).bug, true);
    assert.deepEqual(numbers(query), { w11: Number(w11.toPrecision(12)) });
  }
});

test("numbers as built need no query", () => {
  assert.equal(ownPart("net", BUILT, BUILT), "");
  assert.equal(ownPart("net", BUILT, { ...BUILT, x: 0.5 + 1e-15 }), "");
  assert.equal(ownPart("net", BUILT, BUILT, true), "bp=net,bug:overwrite");
});

test("what others have in a query is left alone", () => {
  assert.deepEqual(others("?q=bp&bp=net,x:1&bpm=3&bp"), ["q=bp", "bpm=3"]);
  assert.deepEqual(read("?q=bp&bpm=3", look), {});
  assert.deepEqual(numbers("?q=1&bp=net,x:1&z"), { x: 1 });
});

const WRONG = [
  ["bp", ""],
  ["bp=net", "bp=net"],
  ["bp=none,x:1", "none"],
  ["bp=net,y:1", "y:1"],
  ["bp=net,x:1,x:2", "x:2"],
  ["bp=net,x:1:2", "x:1:2"],
  ["bp=net,x:Infinity", "x:Infinity"],
  ["bp=net,x:1e7", "x:1e7"],
  ["bp=net,x:", "x:"],
  ["bp=net,__proto__:1", "__proto__:1"],
  ["bp=plain,bug:overwrite", "bug:overwrite"],
  ["bp=net,x:1&bp=net,x:2", "bp=net,x:2"],
  ["bp=net,x:%", "bp=net,x:%"],
  [`bp=net,${"x".repeat(99)}:1`, `${"x".repeat(40)}…`],
  ["bp=net,x:1%E2%80%AE", "x:1\ufffd"],
];

for (const [query, part] of WRONG) {
  test(`${query.slice(0, 30)} is refused with the part that is wrong`, () => {
    const { wrong, values } = read(query, look);
    assert.equal(values, undefined);
    assert.equal(wrong, part || query);
  });
}

test("a query that is too long is refused", () => {
  assert.ok(read(`bp=net,x:1&z=${"z".repeat(4000)}`, look).wrong);
});

const BOXES = ["h1", "h2", "cell-2"];
const boxed = (id) => (id === "net" ? { built: BUILT, bug: true, boxes: BOXES } : null);

test("closed boxes are written and read back, none of them too", () => {
  for (const closed of [[], ["h2"], ["h1", "cell-2"]]) {
    for (const bug of [true, false]) {
      const found = read(ownPart("net", BUILT, { ...BUILT, x: 1 }, bug, closed), boxed);
      assert.deepEqual([found.closed, found.bug, [...found.values]], [closed, bug, [["x", 1]]]);
    }
  }
  assert.equal(ownPart("net", BUILT, BUILT, false, []), "bp=net,closed:none");
  assert.equal(ownPart("net", BUILT, BUILT, false, null), "");
});

for (const part of ["closed:h3", "closed:h1.h1", "closed:", "closed:h1.none", "closed:__proto__"]) {
  test(`${part} names no boxes of the figure`, () => assert.equal(read(`bp=net,${part}`, boxed).wrong, part));
}

test("a figure without boxes has none to close", () => {
  assert.equal(read("bp=plain,closed:h1", look).wrong, "closed:h1");
  assert.deepEqual(numbers("bp=net,x:1"), { x: 1 });
});
