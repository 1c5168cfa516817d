/** Steps that are left to the reader take answers. Only on pages with a figure that has some. */
import { Blanks } from "./blanks/blanks.js";
import { join } from "./stepping/figures.js";

join({ name: "blanks", take: (stepper) => void (stepper.figure.querySelector(".bp-answer") && new Blanks(stepper)) });
