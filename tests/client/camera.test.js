/** Where the camera looks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.js";

const { around, between, cornerOf, viewOf } = await load("tools/camera.js");

const drawing = { width: 320, height: 800 };
const room = { width: 300, height: 200 };
const cell = { left: 100, top: 300, right: 180, bottom: 380 };

/** Where a box of the drawing stands in the room. */
const seen = ({ x, y, zoom }, box) => [box.left * zoom + x, box.top * zoom + y, box.right * zoom + x, box.bottom * zoom + y];

function inRoom(view, box) {
  const [left, top, right, bottom] = seen(view, box);
  return left >= 0 && top >= 0 && right <= room.width + 1e-9 && bottom <= room.height + 1e-9;
}

test("a drawing that is legible as a whole is shown whole, in the middle, and no larger than 1.4 times", () => {
  assert.deepEqual(viewOf({ width: 100, height: 50 }, room, cell, null), { x: 80, y: 65, zoom: 1.4 });
  assert.deepEqual(viewOf({ width: 300, height: 100 }, room, null, null), { x: 0, y: 50, zoom: 1 });
});

test("where nothing is active yet, the beginning is shown", () => {
  const { y, zoom } = viewOf(drawing, room, null, null, 1.4, 0, true);
  assert.deepEqual([y, zoom], [0, 12 / 13.4]);
  const across = viewOf({ width: 900, height: 320 }, room, null, null);
  assert.deepEqual([across.x, across.zoom], [0, 12 / 13.4]);
  // Its inputs stand above, however wide they are.
  assert.equal(viewOf({ width: 1400, height: 500 }, room, null, null, 1.4, 0, true).y, 0);
});

test("of a larger one the active part is shown with letters of 12 pixels", () => {
  const view = viewOf(drawing, room, cell, null);
  assert.equal(view.zoom * 13.4, 12);
  assert.ok(inRoom(view, cell));
});

test("an active part larger than the room is shown whole all the same", () => {
  const tall = { left: 0, top: 0, right: 100, bottom: 600 };
  const view = viewOf(drawing, room, tall, null);
  assert.equal(view.zoom, 200 / 600);
  assert.ok(inRoom(view, tall));
});

test("no empty room beside a drawing that is longer than the room", () => {
  const view = viewOf(drawing, room, { left: 0, top: 0, right: 60, bottom: 60 }, null);
  assert.equal(view.y, 0);
  assert.ok(viewOf(drawing, room, { left: 0, top: 740, right: 60, bottom: 800 }, null).y >= room.height - 800 * view.zoom);
});

test("what is in sight already stays where it is", () => {
  const before = viewOf(drawing, room, cell, null);
  assert.equal(viewOf(drawing, room, { ...cell, bottom: 390 }, before), before);
  assert.notEqual(viewOf(drawing, room, { ...cell, top: 0, bottom: 90 }, before), before);
});

test("a margin is kept around the cells of the active part", () => {
  assert.deepEqual(around([10, 20, 30, 40], false), { left: -33, top: -16, right: 73, bottom: 76 });
});

test("where the drawing runs downwards, the active part is turned with it", () => {
  assert.deepEqual(around([10, 20, 40, 60], true), { left: -18, top: -28, right: 118, bottom: 68 });
});

test("a step that comes while the camera glides finds it on its way", () => {
  const [from, to] = [{ x: 0, y: 10, zoom: 1 }, { x: -8, y: 30, zoom: 0.5 }];
  assert.deepEqual([0, 0.25, 1].map((part) => between(from, to, part)), [from, { x: -2, y: 15, zoom: 0.875 }, to]);
});

test("a zoom that the reader chose is kept, for a small drawing and for a large one", () => {
  for (const each of [drawing, { width: 100, height: 50 }]) {
    for (const chosen of [0.5, 3]) assert.equal(viewOf(each, room, cell, null, 1.4, chosen).zoom, chosen);
  }
  const before = viewOf(drawing, room, cell, null, 1.4, 2);
  assert.equal(viewOf(drawing, room, { ...cell, bottom: 379 }, before, 1.4, 2), before);
});

test("an overview lies in a corner that is free, the one far from what the step is about if it can be", () => {
  const size = { width: 60, height: 40 };
  const place = (left, top) => ({ left, top, right: left + 50, bottom: top + 30 });
  const [upperLeft, lowerLeft, lowerRight, upperRight] = [place(0, 0), place(0, 170), place(250, 170), place(250, 0)];
  const corner = (first, ...others) => cornerOf(room, size, first, [first, ...others]);
  assert.deepEqual(corner(upperLeft), [false, true]);
  assert.deepEqual(corner(lowerRight), [true, false]);
  assert.deepEqual(corner(upperLeft, lowerRight), [true, true]);
  assert.deepEqual(corner(upperLeft, lowerRight, lowerLeft), [false, false]);
  assert.equal(corner(upperLeft, lowerRight, lowerLeft, upperRight), undefined);
  assert.deepEqual(corner(place(60, 40), place(190, 130)), [false, true]);
  // Where it was it stays, if it may.
  assert.deepEqual(cornerOf(room, size, upperLeft, [upperLeft], [true, true]), [true, true]);
  assert.deepEqual(cornerOf(room, size, upperLeft, [upperLeft], [true, false]), [false, true]);
});
