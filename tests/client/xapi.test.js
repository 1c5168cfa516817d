/** What a course is told of a result, and by whom a page may be opened. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { account, launched, statement } = await load("xapi/statement.js");
const ENDPOINT = "https://records.example.org/xapi/";
const ACTOR = { mbox: "mailto:ada@example.org" };
const RESULT = { title: "Ein Netz", language: "de", code: "C", points: 1.75, count: 3, seconds: 95, slips: { sign: 2 } };

test("points are told as they are and as a share of all, the time as a duration, slips by their names", () => {
  const { result, object, context } = statement(RESULT, ACTOR, "https://x.example/#a", "https://x.example/#slips");
  assert.deepEqual(result.score, { scaled: 1.75 / 3, raw: 1.75, min: 0, max: 3 });
  assert.equal(result.duration, "PT95S");
  assert.deepEqual(result.extensions, { "https://x.example/#slips": { sign: 2 } });
  assert.deepEqual(object.definition.name, { de: "Ein Netz" });
  assert.equal(context.language, "de");
});

test("somebody is known by a number, and by the course that gave it", () => {
  assert.deepEqual(account("47", ENDPOINT).account, { homePage: "https://records.example.org/", name: "47" });
});

const query = (/** @type {Record<string, string>} */ given) => `?${new URLSearchParams(given)}`;
const actor = JSON.stringify(ACTOR);

test("a course that opened the page may leave the slash out", () => {
  for (const endpoint of [ENDPOINT, ENDPOINT.slice(0, -1)]) {
    assert.deepEqual(launched(query({ endpoint, actor, auth: "Basic a" }), ENDPOINT), { endpoint: ENDPOINT, actor: ACTOR, auth: "Basic a" });
  }
});

for (const given of [
  {},
  { endpoint: ENDPOINT },
  { endpoint: ENDPOINT, actor: "Ada" },
  { endpoint: ENDPOINT, actor: '"Ada"' },
  { endpoint: ENDPOINT, actor: "[1]" },
  { endpoint: "https://elsewhere.example/xapi/", actor },
  { endpoint: "https://records.example.org.elsewhere.example/xapi/", actor },
  { endpoint: "https://records.example.org@elsewhere.example/xapi/", actor },
  { endpoint: "javascript:alert(1)", actor },
  { endpoint: "nonsense", actor },
]) {
  test(`${JSON.stringify(given)} is nobody's doing`, () => assert.equal(launched(query(given), ENDPOINT), null));
}
