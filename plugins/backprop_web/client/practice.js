/**
 * The exercises of a page, made ready on each visit. Each opens when a reader comes near: to open all of them was nearly
 * half of what a phone had to do for such a page.
 */
import { read } from "./practice/kept.js";
import { Offer } from "./practice/offer.js";
import { Practice } from "./practice/practice.js";
import { doors } from "./protocol.js";
import { join } from "./stepping/figures.js";
import { manifest } from "./stepping/words.js";
import { whenNear } from "./tools/near.js";

const closed = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-exercise]:not(.is-open)")]);

/** It may have been opened, or left, meanwhile. @param {HTMLElement} mount */
const open = (mount) => mount.isConnected && !mount.matches(".is-open") && new Practice(mount);

/** @type {Promise<unknown>} */
let last = Promise.resolve();

/** One thing at a time: the page, which is laid out anew with each, can be read and scrolled in between. @param {() => unknown} act */
function soon(act) {
  last = last.then(() => new Promise((next) => requestAnimationFrame(() => setTimeout(next)))).then(act);
}

/**
 * Whoever hears the page goes from field to field, however far it is: so it is open once the end of the one before, or
 * the beginning of the next, is near.
 * @param {HTMLElement} mount @param {number} place @param {HTMLElement[]} mounts
 */
function arrange(mount, place, mounts) {
  const come = () => soon(() => open(mount));
  const around = [mounts[place - 1]?.nextElementSibling, mount, mounts[place + 1]?.firstElementChild];
  // What was answered counts before it is seen.
  if (read(mount)) come();
  else whenNear(around.filter((each) => !!each), come);
}

/** At once, for paper, and before the keyboard goes on: it leads to the fields of what is far, too. */
function hurry() {
  const all = () => closed().forEach(open);
  addEventListener("beforeprint", all);
  addEventListener("keydown", ({ key }) => key === "Tab" && all(), true);
}

/** Those of all visits. @type {WeakSet<HTMLElement>} */
const known = new WeakSet();

function arrived() {
  const mounts = closed().filter((mount) => !known.has(mount) && known.add(mount));
  mounts.forEach(arrange);
  // With one exercise there is nothing that could grow harder.
  if (mounts.length > 1 || (mounts.length && manifest().collection)) soon(() => new Offer(mounts));
}

if (doors().live && join({ name: "practice", arrived })) hurry();
