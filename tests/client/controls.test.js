/** Which button can do something where a figure stands, and which sentence says why one cannot. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { blocked } = await load("stepping/controls.js");
const ACTIONS = ["back", "forward", "backward", "play", "reset"];

const CASES = [
  [{ index: 0, forward: 7, last: 20 }, ["at_start", false, "forward_unfinished", false, "at_start"]],
  [{ index: 3, forward: 7, last: 20 }, [false, false, "forward_unfinished", false, false]],
  [{ index: 7, forward: 7, last: 20 }, [false, "forward_finished", false, false, false]],
  [{ index: 20, forward: 7, last: 20 }, [false, "at_end", "at_end", false, false]],
  [{ index: 0, forward: 0, last: 0 }, ["at_start", "at_end", "at_end", false, "at_start"]],
];

for (const [position, reasons] of CASES) {
  test(`at step ${position.index} of ${position.last}`, () => {
    assert.deepEqual(ACTIONS.map((action) => blocked(action, { ...position, playing: false })), reasons);
  });
}
