/** Waiting for a reader to pause. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { Delay } = await load("stepping/timing.js");

test("what was asked for last is done once, after the pause", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const done = [];
  const delay = new Delay();
  delay.start(() => done.push("first"), 100);
  mock.timers.tick(99);
  delay.start(() => done.push("second"), 100);
  mock.timers.tick(99);
  assert.deepEqual(done, []);
  mock.timers.tick(1);
  assert.deepEqual(done, ["second"]);
  mock.timers.tick(1000);
  assert.deepEqual(done, ["second"]);
});

test("what is cancelled is not done, and what is asked for then is", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const done = [];
  const delay = new Delay();
  delay.cancel();
  delay.start(() => done.push("never"), 100);
  delay.cancel();
  mock.timers.tick(1000);
  delay.start(() => done.push("once"), 0);
  mock.timers.tick(1);
  assert.deepEqual(done, ["once"]);
});
