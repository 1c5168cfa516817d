/** Other numbers for the figure, drawn by the engine, as if the reader had typed them. */
import { word } from "../stepping/words.js";

/** Seeds go from 0 up to this. */
const SEEDS = 1_000_000;

/** @param {import("./place.js").Place} place */
async function go({ stepper }) {
  const found = await stepper.live?.draw(Math.floor(Math.random() * SEEDS));
  if (found !== undefined) stepper.say(word(found ? "numbers_new" : "numbers_none"), true);
}

/** @type {import("./place.js").Tool} */
export const numbers = { name: "numbers", order: 35, engine: true, go };
