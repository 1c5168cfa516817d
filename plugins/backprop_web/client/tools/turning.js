/**
 * What makes the fields of a figure handy. The arrow keys change a number, and so does dragging its label
 * sideways. One that is too long for its field is shown rounded; the field keeps all of it.
 */
import { VALUES, calledOf, hear } from "../protocol.js";
import { each, join } from "../stepping/figures.js";
import { inFull, readNumber } from "../stepping/numbers.js";
import { word } from "../stepping/words.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */

/** @type {Record<string, number>} */
const KEY_STEPS = { ArrowUp: 0.1, ArrowDown: -0.1, PageUp: 1, PageDown: -1 };
/** More do not fit where a longer number does not. */
const MOST_DIGITS = 8;
/** What a pixel of dragging adds. */
const PIXEL_STEP = 0.01;
const LEAST_DRAG = 3;

/** @param {Stepper} stepper */
function take(stepper) {
  const { figure, live } = stepper;
  if (!live) return;
  let frame = 0;
  const later = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      for (const input of live.inputs) if (input !== document.activeElement) shorten(input);
    });
  };
  new ResizeObserver(later).observe(live.form);
  for (const type of ["input", "change", "focusout"]) live.form.addEventListener(type, later);
  hear(figure, VALUES, later);
  live.form.addEventListener("keydown", (event) => turn(stepper, event));
  live.form.addEventListener("pointerdown", (press) => pull(stepper, press));
}

/** The number of a field. @param {Stepper} stepper @param {HTMLInputElement} input */
const valueOf = (stepper, input) => stepper.live?.values[input.name] ?? NaN;

/** @param {Stepper} stepper @param {KeyboardEvent} event */
function turn(stepper, event) {
  const { target, key, shiftKey } = event;
  const step = KEY_STEPS[key];
  if (!(target instanceof HTMLInputElement) || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  move(stepper, target, valueOf(stepper, target), shiftKey ? step / 10 : step);
}

/** Drag a label. @param {Stepper} stepper @param {PointerEvent} press */
function pull(stepper, press) {
  const label = /** @type {Element} */ (press.target).closest("label");
  if (label?.control instanceof HTMLInputElement) drag(stepper, label, label.control, press);
}

/**
 * Change the number of a field as long as a handle is dragged sideways; no click comes of that, but any of a keyboard.
 * @param {Stepper} stepper @param {HTMLElement} handle @param {HTMLInputElement} input @param {PointerEvent} press
 */
export function drag(stepper, handle, input, press) {
  if (press.button) return;
  const from = valueOf(stepper, input);
  let dragged = false;
  handle.setPointerCapture(press.pointerId);
  handle.onpointermove = (moved) => {
    const distance = Math.round(moved.clientX - press.clientX);
    dragged ||= Math.abs(distance) >= LEAST_DRAG;
    if (!dragged || !handle.hasPointerCapture(moved.pointerId)) return;
    move(stepper, input, from, distance * PIXEL_STEP);
  };
  handle.onclick = (click) => {
    if (dragged && click.detail) click.preventDefault();
  };
}

/**
 * Change a number from where it was; 0.1 + 0.2 is 0.3 here.
 * @param {Stepper} stepper @param {HTMLInputElement} input @param {number} from @param {number} distance
 */
function move(stepper, input, from, distance) {
  input.value = inFull(Number((from + distance).toFixed(10)));
  stepper.say(word("field_is", { field: calledOf(input), value: input.value }));
  stepper.live?.edit(input);
}

/** The style sheet shows what stands at the label in the place of the field's text, which stays whole. @param {HTMLInputElement} input */
function shorten(input) {
  const full = input.value;
  const value = readNumber(full);
  // No label is there where the page is being taken away.
  const { dataset } = input.labels?.[0] ?? input;
  delete dataset.short;
  input.removeAttribute("title");
  const fits = () => input.scrollWidth <= input.clientWidth;
  if (fits() || !Number.isFinite(value)) return;
  for (let digits = MOST_DIGITS; digits && !fits(); digits--) input.value = rounded(value, digits);
  dataset.short = input.value;
  input.title = input.value = full;
}

/**
 * The number to so many digits, with or without a power of ten, whichever is shorter.
 * @param {number} value @param {number} digits
 */
function rounded(value, digits) {
  const number = Number(value.toPrecision(digits));
  const [plain, power] = [String(number), number.toExponential().replace("+", "")];
  return inFull(power.length < plain.length ? power : plain);
}

/**
 * When WebKit brings back a page that it had kept, it resets the fields that are not to be completed; so these are
 * for as long as the page is away.
 * @param {PageTransitionEvent} event
 */
function complete({ type, persisted }) {
  const autocomplete = type === "pagehide" ? "on" : "off";
  if (persisted) each(({ live }) => live?.inputs.forEach((input) => Object.assign(input, { autocomplete })));
}

export function start() {
  addEventListener("pagehide", complete);
  addEventListener("pageshow", complete);
  join({ take });
}
