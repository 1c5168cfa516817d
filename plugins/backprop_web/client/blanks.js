/** Steps that are left to the reader take answers. Only on pages with a figure that has some. */
import { Blanks } from "./blanks/blanks.js";
import { join } from "./stepping/figures.js";

const root = document.documentElement;
// Instant navigation runs the script again, and whoever has joined is given the figures of every page.
const isFirst = !root.classList.contains("bp-blanks");

root.classList.add("bp-blanks");
if (isFirst) join({ take: (stepper) => void (stepper.figure.querySelector(".bp-answer") && new Blanks(stepper)) });
