/**
 * A box is opened and closed where it stands in the drawing. A button lies over each: all of a closed box can be pressed,
 * of an open one, and of one cell that can be opened, its frame and the sign at the corner.
 */
import { SWITCH, VALUES, boxesOf, closedOf, hear, isWhole } from "../protocol.js";
import { join } from "../stepping/figures.js";
import { word } from "../stepping/words.js";
import { close } from "./boxes.js";
import { Layer, placeOf } from "./layer.js";
import { nameOf, parts } from "./meaning.js";
import { whenNear } from "./near.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */

/** @param {Stepper} stepper */
function lay(stepper) {
  const { figure, live } = stepper;
  const boxes = Object.entries(boxesOf(figure));
  const layer = new Layer(stepper, "lids");
  const lids = boxes.map(([name, [symbol, ...inside]]) => {
    const lid = layer.add(isWhole(name) ? "bp-lid bp-whole" : "bp-lid", inside[inside.length - 1]);
    lid.ariaLabel = word("boxes_lid", { box: symbol });
    lid.addEventListener("click", () => {
      const closed = closedOf(figure, live?.telling);
      layer.reach(lid);
      close(stepper, boxes.map(([each]) => each).filter((each) => closed.includes(each) !== (each === name)));
    });
    return { lid, name, inside };
  });
  const show = () => {
    const closed = closedOf(figure, live?.telling);
    for (const { lid, name } of lids) lid.ariaExpanded = String(closed.includes(name) === isWhole(name));
  };
  for (const kind of [VALUES, SWITCH]) hear(figure, kind, show);
  show();
  layer.keep((svg) => {
    const cells = new Map([...parts(svg)].filter((part) => part.matches("g.c")).map((cell) => [nameOf(cell), placeOf(cell)]));
    for (const { lid, inside } of lids) layer.put(lid, around(inside.flatMap((each) => cells.get(each) ?? [])));
  });
}

/** The middle of what lies around these places, and how far they are apart. @param {{x: number, y: number}[]} places */
function around(places) {
  const sides = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [[left, right], [top, bottom]] = sides.map((side) => [Math.min(...side), Math.max(...side)]);
  return { across: (left + right) / 2, down: (top + bottom) / 2, long: right - left, high: bottom - top };
}

/** @param {Stepper} stepper */
function take(stepper) {
  if (stepper.live && Object.keys(boxesOf(stepper.figure)).length) whenNear([stepper.stage], () => lay(stepper));
}

export const start = () => join({ take });
