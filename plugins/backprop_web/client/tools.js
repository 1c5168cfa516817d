/** The tools below a figure, and what else follows its steps: handy fields, highlighting, addresses. */
import { doors, openDoor } from "./protocol.js";
import * as addresses from "./tools/addresses.js";
import * as ahead from "./tools/ahead.js";
import { boxes } from "./tools/boxes.js";
import { bug } from "./tools/bug.js";
import * as camera from "./tools/camera.js";
import { check } from "./tools/check.js";
import * as door from "./tools/door.js";
import { edit } from "./tools/edit.js";
import * as hands from "./tools/hands.js";
import * as highlight from "./tools/highlight.js";
import * as keep from "./tools/keep.js";
import * as key from "./tools/key.js";
import * as lens from "./tools/lens.js";
import * as lids from "./tools/lids.js";
import * as matrices from "./tools/matrices.js";
import * as motion from "./tools/motion.js";
import { numbers } from "./tools/numbers.js";
import * as pace from "./tools/pace.js";
import { predict } from "./tools/predict.js";
import * as presenting from "./tools/present.js";
import * as program from "./tools/program.js";
import * as roam from "./tools/roam.js";
import * as row from "./tools/row.js";
import * as samples from "./tools/samples.js";
import { share } from "./tools/share.js";
import * as sizing from "./tools/sizes.js";
import { takeaway } from "./tools/takeaway.js";
import { train } from "./tools/train.js";
import * as turning from "./tools/turning.js";

const TOOLS = [predict, train, check, numbers, bug, boxes, sizing.sizes, presenting.present, share, takeaway, edit];

if (doors().stepping) {
  row.start();
  for (const tool of TOOLS) row.add(tool);
  camera.start();
  lens.start();
  turning.start();
  highlight.start();
  // Below the buttons of numbers, which a box may have in it.
  lids.start();
  hands.start();
  matrices.start();
  program.start();
  motion.start();
  pace.start();
  roam.start();
  samples.start();
  sizing.start();
  addresses.start();
  keep.start();
  key.start();
  presenting.start();
  ahead.start();
  openDoor("tools", door);
}
