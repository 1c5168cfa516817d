/** Paper shows every step. */
import { each } from "./figures.js";

export function start() {
  addEventListener("beforeprint", () => each((stepper) => stepper.unfold()));
  addEventListener("afterprint", () => each((stepper) => stepper.refresh()));
}
