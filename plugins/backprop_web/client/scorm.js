/**
 * Tells a course platform, by SCORM 1.2, how an exercise goes: its score in percent, the best so far, that it is
 * completed, and the result code. Only in a package for such a platform; see practice.js for what it listens to.
 */
import { hear, SCORE } from "./protocol.js";

/** @typedef {{LMSInitialize: (empty: "") => string, LMSFinish: (empty: "") => string, LMSCommit: (empty: "") => string,
 *   LMSGetValue: (name: string) => string, LMSSetValue: (name: string, value: string) => string}} Platform */
/** @typedef {Window & {API?: Platform}} Framed */

/** The platform's page has it, which is above this one, or opened this one. */
const MOST_ABOVE = 20;
const FULL = 100;

/** @param {Framed | null} from @returns {Platform | undefined} */
function above(from) {
  let page = from;
  for (let level = 0; page && level < MOST_ABOVE; level++) {
    if (page.API) return page.API;
    if (page.parent === page) return undefined;
    page = /** @type {Framed} */ (page.parent);
  }
  return undefined;
}

/** The time since a moment in milliseconds, as 0000:12:34.50. @param {number} milliseconds */
export function duration(milliseconds) {
  const hundredths = Math.round(milliseconds / 10);
  const parts = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6000) % 60, Math.floor(hundredths / 100) % 60];
  const [hours, minutes, seconds] = parts.map((part, place) => String(part).padStart(place ? 2 : 4, "0"));
  return `${hours}:${minutes}:${seconds}.${String(hundredths % 100).padStart(2, "0")}`;
}

/** Begin to report from a page to its platform, if it has one. @param {Framed} page */
export function report(page) {
  const platform = above(page) ?? above(/** @type {Framed | null} */ (page.opener));
  if (platform?.LMSInitialize("") !== "true") return;
  const begun = Date.now();
  const set = (/** @type {string} */ name, /** @type {string | number} */ value) => platform.LMSSetValue(`cmi.${name}`, String(value));
  let best = Number(platform.LMSGetValue("cmi.core.score.raw")) || 0;
  set("core.score.min", 0);
  set("core.score.max", FULL);
  if (platform.LMSGetValue("cmi.core.lesson_status") === "not attempted") set("core.lesson_status", "incomplete");
  const exercise = /** @type {HTMLElement} */ (page.document.querySelector(".bp-exercise"));
  hear(exercise, SCORE, ({ share, done, code }) => {
    best = Math.max(best, Math.round(share * FULL));
    set("core.score.raw", best);
    if (done) set("core.lesson_status", "completed");
    if (code) set("suspend_data", code);
    platform.LMSCommit("");
  });
  page.addEventListener("pagehide", () => {
    set("core.session_time", duration(Date.now() - begun));
    platform.LMSFinish("");
  }, { once: true });
}

if (typeof window !== "undefined") report(window);
