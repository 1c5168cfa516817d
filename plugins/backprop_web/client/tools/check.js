/** Puts two estimates beside the derivative of the step in sight, which know no chain rule. */
import { STEP, VALUES, hear } from "../protocol.js";
import { watch } from "../stepping/scrolling.js";
import { Delay } from "../stepping/timing.js";
import { word } from "../stepping/words.js";
import { element } from "./element.js";
import { inMatrices } from "./matrices.js";

/** @typedef {import("./place.js").Place} Place */

/** Milliseconds without a step or a changed number before a check is asked for. */
const PAUSE = 150;

/** Only a step about one number has something to compare. */
const fits = (/** @type {Place} */ { figure }) => !inMatrices(figure);

/** @param {Place} place @param {HTMLElement} panel */
function open(place, panel) {
  const sentence = element("p", { className: "bp-check" });
  const table = element("div", { className: "bp-scroll", role: "group", hidden: true });
  table.ariaLabel = word("tool_check");
  panel.append(sentence, table);
  const delay = new Delay();
  let turn = 0;

  async function ask() {
    const mine = ++turn;
    const step = place.stepper.index;
    const answer = await place.ask({ call: "check", step: step || 1 });
    if (!answer || mine !== turn) return;
    sentence.textContent = answer.sentence;
    table.innerHTML = answer.table;
    table.firstElementChild?.classList.add("bp-numbers");
    table.hidden = !answer.table;
    watch(panel);
    place.say(answer.sentence);
  }

  const later = () => delay.start(ask, PAUSE);
  const { signal } = place.closing;
  for (const kind of [STEP, VALUES]) hear(place.figure, kind, later, { signal });
  signal.addEventListener("abort", () => delay.cancel());
  ask();
}

/** @type {import("./place.js").Tool} */
export const check = { name: "check", order: 30, engine: true, fits, open };
