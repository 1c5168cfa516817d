/** Makes figures live: their numbers can be changed, and Python works them out again. */
import { doors, openDoor } from "./protocol.js";
import * as door from "./live/door.js";
import { LiveFigure } from "./live/figure.js";
import { join } from "./stepping/figures.js";

/** @param {import("./stepping/stepper.js").Stepper} stepper */
function take(stepper) {
  const form = stepper.figure.querySelector(".bp-values");
  if (!(form instanceof HTMLElement)) return;
  new LiveFigure(stepper, form);
}

if (doors().stepping) {
  join({ take });
  document.documentElement.classList.remove("bp-no-live");
  openDoor("live", door);
}
