/**
 * Lets a reader choose which of a figure's samples is stepped through. The number of the sample is that of a hidden
 * field, so that addresses, and whoever else reads the figure's numbers, have it as they have any other number.
 *
 * @typedef {import("../stepping/stepper.js").Stepper} Stepper
 * @typedef {import("../protocol.js").Live} Live
 */
import { VALUES, hear, specificationOf } from "../protocol.js";
import { join } from "../stepping/figures.js";
import { Delay } from "../stepping/timing.js";
import { word } from "../stepping/words.js";
import { element } from "./element.js";
import { of } from "./row.js";

/** Milliseconds without a changed number before the table follows. */
const PAUSE = 150;
const SAMPLE = "sample";

/** @param {Stepper} stepper */
function take({ figure, live }) {
  const box = figure.querySelector(":scope > .bp-samples");
  if (!(box instanceof HTMLElement) || !live) return;
  const delay = new Delay();
  dress(figure, live, box);
  hear(figure, VALUES, () => delay.start(() => renew(figure, live, box), PAUSE));
}

/** Put a button that chooses it before each sample. @param {HTMLElement} figure @param {Live} live @param {HTMLElement} box */
function dress(figure, live, box) {
  [...box.querySelectorAll("tbody th")].forEach((head, place) => {
    const number = place + 1;
    const name = `${figure.id}--${SAMPLE}`;
    const radio = element("input", { type: "radio", name, value: String(number), id: `${name}-${number}` });
    radio.checked = number === live.values[SAMPLE];
    radio.ariaLabel = word("sample_choose", { number });
    radio.addEventListener("change", () => choose(figure, live, number));
    head.replaceChildren(element("label", { htmlFor: radio.id }, radio, String(number)));
  });
}

/** @param {HTMLElement} figure @param {Live} live @param {number} number */
function choose(figure, live, number) {
  const sample = specificationOf(figure).samples?.[number - 1];
  live.set({ ...live.values, ...sample, [SAMPLE]: number });
}

/** Have the engine write the table anew. @param {HTMLElement} figure @param {Live} live @param {HTMLElement} box */
async function renew(figure, live, box) {
  const specification = of(figure)?.specification;
  const request = { call: /** @type {const} */ ("samples"), specification };
  const { signal } = new AbortController();
  // Where the engine fails, the figure says so, and the table keeps its earlier numbers as the steps do.
  const answer = await live.ask(request, { report: () => {}, signal }).catch(() => null);
  if (!answer || answer.error || !figure.isConnected) return;
  const focused = box.contains(document.activeElement);
  box.innerHTML = answer.table;
  dress(figure, live, box);
  if (focused) /** @type {HTMLElement | null} */ (box.querySelector("input:checked"))?.focus({ preventScroll: true });
}

export const start = () => join({ take });
