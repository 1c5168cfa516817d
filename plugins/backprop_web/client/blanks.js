/** Steps that are left to the reader take answers. Only on pages with a figure that has some. */
import { Blanks } from "./blanks/blanks.js";
import { join } from "./stepping/figures.js";

const known = new WeakSet();

join({
  take(stepper) {
    // Instant navigation runs the script again.
    if (known.has(stepper.figure) || !stepper.figure.querySelector(".bp-answer")) return;
    known.add(stepper.figure);
    new Blanks(stepper);
  },
});
