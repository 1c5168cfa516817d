/** Which exercises a round is made of: from easy to hard, each of them as often as any other. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { planned } = await load("round/plan.js");

const CASES = [
  [[3, 1, 2], "1111222333"],
  [[2, 1], "1111122222"],
  [[5], "5555555555"],
  [[1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2], "1112233445"],
];

for (const [levels, expected] of CASES)
  test(`levels ${levels} make ${expected}`, () => {
    const plan = planned(levels.map((level) => ({ level })));
    assert.equal(plan.map(({ level }) => level).join(""), expected);
  });

test("an exercise that does not say its level is easy", () => {
  assert.deepEqual(planned([{ level: 2 }, {}], { count: 2 }), [{}, { level: 2 }]);
});

test("of many exercises chance takes one of those that are about as hard", () => {
  const many = Array.from({ length: 40 }, (_, place) => ({ level: 1 + Math.floor(place / 8), place }));
  for (const [chance, first] of [[0, 0], [0.5, 2], [0.999, 3]]) {
    const places = planned([...many].reverse(), { chance: () => chance }).map(({ level }) => level);
    assert.deepEqual(places, Array.from({ length: 10 }, (_, place) => many[4 * place + first].level));
  }
});
