/** Once a live figure is in sight and the page idle, the engine may start ahead of the first change. */
import { engine } from "./python.js";

const IDLE = 500;

const ahead = new IntersectionObserver((entries) => {
  if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
  ahead.disconnect();
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
});
/** Not every browser tells when a page is idle. @type {(act: () => void) => void} */
const whenIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, IDLE));
const idle = () => whenIdle(() => engine.preload());

/** @param {HTMLElement} figure */
export const watch = (figure) => ahead.observe(figure);
