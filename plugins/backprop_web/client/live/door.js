/** What live.js opens to tests and measurements; tools reach the engine through the figure that is live. */
export { digest } from "./loader.js";
export { engine } from "./python.js";
