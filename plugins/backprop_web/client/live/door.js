/** What live.js opens to tests, and to whoever draws new figures; tools reach the engine through the figure that is live. */
export { digest } from "./loader.js";
export { loading } from "./notice.js";
export { engine } from "./python.js";
