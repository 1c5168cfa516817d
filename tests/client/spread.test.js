/** What would overlap is moved apart, as little as may be, within a room. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { spaced, spread } = await load("tools/spread.js");

const around = { left: 35, top: 28, right: 35, bottom: 28, alone: false };
const cell = (x, y, more = {}) => ({ ...around, x, y, ...more });
const room = { width: 320, height: 200 };

/** The boxes of what was given, where it was put. */
const boxes = (things, places) =>
  things.map(({ left, top, right, bottom }, i) => [places[i].x - left, places[i].y - top, places[i].x + right, places[i].y + bottom]);

function isFree(things, places, { width, height }) {
  const all = boxes(things, places);
  const inside = all.every(([left, top, right, bottom]) => left > -1e-6 && top > -1e-6 && right < width + 1e-6 && bottom < height + 1e-6);
  const apart = all.every((a, i) => all.slice(i + 1).every((b) => a[2] <= b[0] + 1e-6 || b[2] <= a[0] + 1e-6 || a[3] <= b[1] + 1e-6 || b[3] <= a[1] + 1e-6));
  return inside && apart;
}

test("what has room enough stays in its place", () => {
  const things = [cell(60, 40), cell(200, 40), cell(120, 150)];
  assert.deepEqual(spread(things, room, true), things.map(({ x, y }) => ({ x, y })));
});

test("of a chain that overlaps, the members move apart evenly, and into the room", () => {
  const chain = (...wanted) => wanted.map((each) => ({ wanted: each, before: 10, after: 10 }));
  assert.deepEqual(spaced(chain(50, 50), 4, 200), [38, 62]);
  assert.deepEqual(spaced(chain(-90, 50, 60), 4, 200), [10, 43, 67]);
  assert.deepEqual(spaced(chain(50, 300), 4, 200), [50, 190]);
});

test("no place nearer to the wanted ones keeps order and distance", () => {
  // Whichever member is moved a little, with those that it would run into, the squares of the ways do not become less.
  const [wanted, apart, end] = [[12, 30, 31, 90, 84, 140], 24, 200];
  const cost = (places) => places.reduce((sum, place, i) => sum + (place - wanted[i]) ** 2, 0);
  const allowed = (places) => places.every((place, i) => place >= 10 && place <= end - 10 && (!i || place - places[i - 1] >= apart - 1e-9));
  const found = spaced(wanted.map((each) => ({ wanted: each, before: 10, after: 10 })), 4, end);
  assert.ok(allowed(found));
  for (let from = 0; from < found.length; from++) {
    for (let to = from; to < found.length; to++) {
      for (const by of [-0.5, 0.5]) {
        const moved = found.map((place, i) => (i >= from && i <= to ? place + by : place));
        if (allowed(moved)) assert.ok(cost(moved) >= cost(found));
      }
    }
  }
});

test("a line that is too long for the room becomes several, whose members take turns", () => {
  const things = [0, 40, 80, 120, 160, 200].map((x) => cell(x, 60));
  const places = spread(things, room, true);
  assert.ok(isFree(things, places, room));
  assert.deepEqual([0, 2, 4].map((i) => places[i].y), [0, 0, 0].map(() => places[0].y));
  assert.ok(places[0].y < places[1].y);
});

test("lines that are too many are joined, and the one of what is made is so last", () => {
  const things = [cell(60, 20), cell(200, 60), cell(60, 100), cell(120, 110, { alone: true })];
  const places = spread(things, room, true);
  assert.ok(isFree(things, places, room));
  assert.equal(places.filter(({ y }) => y === places[3].y).length, 1);
});

test("whichever way the drawing runs", () => {
  const things = [cell(20, 0), cell(20, 30), cell(20, 60), cell(60, 30, { alone: true })];
  const places = spread(things, room, false);
  assert.ok(isFree(things, places, room));
  assert.ok(places.slice(0, 3).every(({ x }) => x < places[3].x));
});

test("any number of cells for which there is room finds it, or it is said that there is none", () => {
  let seed = 7;
  const chance = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  let placed = 0;
  for (let round = 0; round < 500; round++) {
    const size = { width: 160 + 600 * chance(), height: 130 + 300 * chance() };
    const things = Array.from({ length: 1 + Math.floor(9 * chance()) }, () => cell(size.width * chance(), size.height * chance(), { alone: chance() < 0.2 }));
    const places = spread(things, size, chance() < 0.5);
    if (!places.length) continue;
    placed++;
    assert.ok(isFree(things, places, size));
  }
  assert.ok(placed > 400);
  assert.deepEqual(spread([cell(0, 0), cell(0, 0)], { width: 100, height: 80 }, true), []);
});
