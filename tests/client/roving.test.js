/** Where a key leads among many that Tab reaches once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { led } = await load("tools/roving.js");
const COUNT = 5;

const CASES = [
  [{ key: "ArrowRight" }, 2, 3],
  [{ key: "ArrowDown" }, 2, 3],
  [{ key: "ArrowLeft" }, 2, 1],
  [{ key: "ArrowUp" }, 2, 1],
  [{ key: "ArrowRight" }, 4, 4],
  [{ key: "ArrowUp" }, 0, 0],
  [{ key: "Home" }, 3, 0],
  [{ key: "End" }, 0, 4],
  [{ key: "Escape" }, 2, -1],
  [{ key: "a" }, 2, -1],
  [{ key: "ArrowRight" }, -1, -1],
  [{ key: "Home" }, -1, -1],
  ...["altKey", "ctrlKey", "metaKey", "shiftKey"].map((held) => [{ key: "ArrowRight", [held]: true }, 2, -1]),
];

for (const [event, place, goal] of CASES) {
  test(`${Object.keys(event)} ${event.key} leads from ${place} to ${goal}`, () => assert.equal(led(event, place, COUNT), goal));
}
