/** How fast Play goes: a choice at the end of a figure's buttons, the same for all figures, which the browser keeps. */
import { each, join } from "../stepping/figures.js";
import { word } from "../stepping/words.js";
import { element } from "./element.js";
import { stored } from "./storage.js";

const KEY = "backprop pace";
/** How many times as fast as usual, and how that is written. @type {Record<string, string>} */
const PACES = { 0.5: "½×", 1: "1×", 2: "2×", 4: "4×" };

/** @param {import("../stepping/stepper.js").Stepper} stepper */
function take(stepper) {
  const options = Object.entries(PACES).map(([pace, text]) => new Option(text, pace));
  const select = element("select", { ariaLabel: word("pace") }, ...options);
  select.addEventListener("change", () => {
    stored("localStorage", (all) => all.setItem(KEY, select.value));
    each((other) => turn(other, select.value));
  });
  stepper.controls.box.append(select);
  turn(stepper, kept());
}

function kept() {
  const pace = stored("localStorage", (all) => all.getItem(KEY)) ?? "";
  return Object.hasOwn(PACES, pace) ? pace : "1";
}

/** @param {import("../stepping/stepper.js").Stepper} stepper @param {string} pace */
function turn(stepper, pace) {
  stepper.pace = Number(pace);
  const select = stepper.controls.box.querySelector("select");
  if (select) select.value = pace;
}

export const start = () => join({ take });
