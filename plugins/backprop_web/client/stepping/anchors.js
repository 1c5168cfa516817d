/** The step that the address names, as in page.html#one-two-one-step-9, and links to steps of this page. */
import { join, of } from "./figures.js";

let isFresh = false;

/** Show the step that the address names. */
const openAddress = () => open(location.hash);

/** @param {string} hash */
function open(hash) {
  const step = document.getElementById(hash.slice(1));
  const stepper = of(step);
  const index = stepper?.indexOf(step) ?? -1;
  if (!stepper || index < 0) return;
  stepper.pause();
  stepper.show(index);
  stepper.reveal();
  const box = step?.closest("details");
  if (!box) return;
  box.open = true;
  step?.scrollIntoView({ block: "nearest" });
  step?.querySelector("a")?.focus({ preventScroll: true });
}

function arrived() {
  if (!isFresh) return;
  isFresh = false;
  openAddress();
  // Once more, because Material scrolls to the address after it announced the page.
  setTimeout(openAddress);
}

/**
 * A link to a step of this page turns its figure and no more: instant navigation would put the page
 * in anew, without the numbers that the reader has changed.
 * @param {MouseEvent} event
 */
function follow(event) {
  const link = event.target instanceof Element && event.target.closest("a[href]:not(.bp-title a)");
  const modified = event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!(link instanceof HTMLAnchorElement) || modified || link.pathname !== location.pathname) return;
  // One to other numbers is an address of its own.
  if (link.search && link.search !== location.search) return;
  if (!of(document.getElementById(link.hash.slice(1)))) return;
  event.preventDefault();
  event.stopPropagation();
  history.pushState(history.state, "", link.hash);
  open(link.hash);
}

export function start() {
  join({ take: () => (isFresh = true), arrived });
  addEventListener("hashchange", openAddress);
  document.addEventListener("click", follow, true);
  // Until everything is loaded the browser itself keeps scrolling to the address.
  if (document.readyState !== "complete") addEventListener("load", openAddress, { once: true });
}
