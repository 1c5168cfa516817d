/** Once a live figure is in sight and the page idle, the engine may start ahead of the first change. */
import { join, of } from "../stepping/figures.js";
import { begin, crashed } from "./storage.js";

const IDLE = 500;
/** Not every browser tells when a page is idle. @type {(act: () => void) => void} */
const whenIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, IDLE));

const ahead = new IntersectionObserver((entries) => {
  const seen = entries.find(({ isIntersecting }) => isIntersecting);
  if (!seen) return;
  ahead.disconnect();
  const wait = () => whenIdle(() => preload(seen.target));
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
});

/** @param {Element} figure */
function preload(figure) {
  if (crashed) return;
  begin();
  of(figure)?.live?.preload();
}

export const start = () => join({ take: ({ live, figure }) => void (live && ahead.observe(figure)) });
