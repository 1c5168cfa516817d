/** Steps through the figures of the page. It fetches nothing, so it also works in a page opened from a disk. */
import { openDoor } from "./protocol.js";
import * as anchors from "./stepping/anchors.js";
import * as door from "./stepping/door.js";
import * as figures from "./stepping/figures.js";
import * as paper from "./stepping/paper.js";

figures.start();
anchors.start();
paper.start();
openDoor("stepping", door);
