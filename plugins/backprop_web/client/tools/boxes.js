/**
 * Opens and closes the boxes of a figure: its neurons, its loss, its functions. A closed one is a single step. Which of
 * them are closed is part of how the figure is told, and so of its address. Buttons for them stand in the drawing, too:
 * see lids.js.
 */
import { SWITCH, VALUES, boxesOf, closedOf, hear, isWhole, tell } from "../protocol.js";
import { word } from "../stepping/words.js";
import { button, element } from "./element.js";

/** @typedef {import("./place.js").Place} Place */

/** Close these boxes, and open those that are whole. @param {import("../stepping/stepper.js").Stepper} stepper @param {string[]} closed */
export function close({ figure, live }, closed) {
  live?.retell({ ...live.telling, closed });
  tell(figure, SWITCH, null);
}

/** @param {Place} place @param {HTMLElement} panel */
function open(place, panel) {
  const { figure, stepper } = place;
  const inputs = Object.entries(boxesOf(figure)).map(([value, [symbol]]) => {
    const input = element("input", { type: "checkbox", value });
    return { input, label: element("label", {}, input, ` ${symbol}`) };
  });
  const show = () => {
    const closed = closedOf(figure, stepper.live?.telling);
    for (const { input } of inputs) input.checked = closed.includes(input.value) !== isWhole(input.value);
  };
  const take = () => {
    const closed = inputs.filter(({ input }) => input.checked !== isWhole(input.value)).map(({ input }) => input.value);
    close(stepper, closed);
  };
  const turn = (/** @type {boolean} */ on) => {
    for (const { input } of inputs) input.checked = on;
    take();
  };
  const choices = element("fieldset", { className: "bp-boxes" }, element("legend", { textContent: word("boxes_closed") }));
  choices.append(...inputs.map(({ label }) => label));
  choices.addEventListener("change", take);
  const whole = element("div", { className: "bp-boxes" });
  whole.append(button(word("boxes_close"), () => turn(true)), button(word("boxes_open"), () => turn(false)));
  panel.append(element("p", { textContent: word("boxes_told") }), choices, whole);
  for (const kind of [VALUES, SWITCH]) hear(figure, kind, show, { signal: place.closing.signal });
  show();
}

const fits = (/** @type {Place} */ { figure }) => Object.keys(boxesOf(figure)).length > 0;

/** @type {import("./place.js").Tool} */
export const boxes = { name: "boxes", order: 41, engine: true, fits, open };
