/** The step that the address names, as in page.html#one-two-one-step-9, and links to steps of this page. */
import { join, of } from "./figures.js";

let isFresh = false;
/** The page, until the reader leaves it. */
let only = location.pathname;
/** What the page came with, which the theme writes into each link to a place of it. */
let { search: came } = location;

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
  came = location.search;
  if (!isFresh) return;
  isFresh = false;
  openAddress();
  // Once more, because Material scrolls to the address after it announced the page.
  setTimeout(openAddress);
}

/**
 * A link to a place of this page leads there and no more: instant navigation, which compares an address with the one that
 * it went to before, would put the page in anew the first time, without what the reader has changed.
 * @param {MouseEvent} event
 */
function follow(event) {
  const link = event.target instanceof Element && event.target.closest("a[href]:not([target], .bp-title a)");
  const modified = event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!(link instanceof HTMLAnchorElement) || modified) return;
  const { pathname, hash, search } = link;
  if (pathname !== location.pathname) only = "";
  else if (hash) {
    event.preventDefault();
    event.stopPropagation();
    const other = search !== came && search;
    if (!other && !of(document.getElementById(hash.slice(1)))) return void (location.href = hash);
    history.pushState(history.state, "", (other || location.search) + hash);
    changed();
  }
}

/** So does Back, until the reader leaves the page: the browser itself scrolls. @param {Event} event */
function stay(event) {
  if (location.pathname !== only) return void (only = "");
  event.stopImmediatePropagation();
  // Where the fragment is the same, no browser says so.
  changed();
}

/** Have all who read the address read it. */
const changed = () => dispatchEvent(new HashChangeEvent("hashchange"));

export function start() {
  join({ take: () => (isFresh = true), arrived });
  addEventListener("hashchange", openAddress);
  document.addEventListener("click", follow, true);
  addEventListener("popstate", stay, true);
  // Until everything is loaded the browser itself keeps scrolling to the address.
  if (document.readyState !== "complete") addEventListener("load", openAddress, { once: true });
}
