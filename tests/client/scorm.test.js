/** What a course platform hears of an exercise by SCORM 1.2; scorm-again is the platform, and refuses what it does not allow. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Scorm12API } from "scorm-again/scorm12";
import { load } from "./support.js";

const { duration, report } = await load("scorm.js");
const { SCORE } = await load("protocol.js");

/** A page in a frame of a frame of the platform's page, which has the platform's side. @param {object} [settings] */
function opened(settings = {}) {
  const API = new Scorm12API({ autocommit: false, logLevel: 5, ...settings });
  const platform = { API };
  const frame = { parent: Object.assign(platform, { parent: platform }) };
  const page = Object.assign(new EventTarget(), { parent: frame, document: shown(), opener: null });
  return { API, page };
}

/** A page with one exercise. */
function shown() {
  const exercise = new EventTarget();
  return { querySelector: () => exercise };
}

/** @param {{document: {querySelector: () => EventTarget}}} page @param {object} detail */
function score(page, detail) {
  const event = Object.assign(new Event(SCORE), { detail: { done: false, code: "", ...detail } });
  page.document.querySelector().dispatchEvent(event);
}

test("a score is told as it grows, and an exercise that is done", () => {
  const { API, page } = opened();
  report(page);
  const core = API.cmi.core;
  assert.equal(core.lesson_status, "incomplete");
  assert.deepEqual([core.score.min, core.score.max], ["0", "100"]);
  score(page, { share: 0.5 });
  assert.equal(core.score.raw, "50");
  score(page, { share: 2 / 3, done: true });
  score(page, { share: 2 / 3, done: true, code: "two.v1.s3.n0.p200.of3.t60.XXXX" });
  assert.equal(core.score.raw, "67");
  assert.equal(core.lesson_status, "completed");
  assert.equal(API.cmi.suspend_data, "two.v1.s3.n0.p200.of3.t60.XXXX");
  assert.equal(API.lastErrorCode, "0");
});

test("another paper does not take points away, nor does another visit", () => {
  const { API, page } = opened();
  API.loadFromJSON({ core: { lesson_status: "completed", score: { raw: "80" } } }, "cmi");
  report(page);
  score(page, { share: 0.25 });
  assert.equal(API.cmi.core.score.raw, "80");
  assert.equal(API.cmi.core.lesson_status, "completed");
  score(page, { share: 1 });
  assert.equal(API.cmi.core.score.raw, "100");
});

test("it ends once, with the time that it took", () => {
  const { API, page } = opened();
  /** @type {string[]} */
  const times = [];
  API.on("LMSSetValue.cmi.core.session_time", (/** @type {string} */ _, /** @type {string} */ time) => times.push(time));
  report(page);
  page.dispatchEvent(new Event("pagehide"));
  assert.equal(times.length, 1);
  assert.match(times[0], /^0000:00:\d\d\.\d\d$/);
  assert.equal(API.isTerminated(), true);
  page.dispatchEvent(new Event("pagehide"));
  assert.equal(API.lastErrorCode, "0");
});

test("without a platform nothing is told and nothing fails", () => {
  const page = Object.assign(new EventTarget(), { document: shown(), opener: null });
  Object.assign(page, { parent: page });
  report(page);
  score(page, { share: 1 });
});

test("a platform may have opened the page instead", () => {
  const { API, page } = opened();
  const platform = { API };
  Object.assign(platform, { parent: platform });
  Object.assign(page, { opener: platform, parent: page });
  report(page);
  assert.equal(API.cmi.core.lesson_status, "incomplete");
});

for (const [milliseconds, text] of [[0, "0000:00:00.00"], [754_500, "0000:12:34.50"], [3_600_000, "0001:00:00.00"], [59_999, "0000:01:00.00"]]) {
  test(`${milliseconds} ms are ${text}`, () => assert.equal(duration(milliseconds), text));
}
