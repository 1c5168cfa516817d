/**
 * Takes parts of a figure away: the step's formula as TeX, its drawing as SVG or PNG, all numbers as
 * CSV, the whole as a program. Only TeX and programs need the engine.
 */
import { specificationOf } from "../protocol.js";
import { word } from "../stepping/words.js";
import { copy } from "./clipboard.js";
import { button, element } from "./element.js";
import { nameOf } from "./meaning.js";
import { png, svg } from "./picture.js";
import { programmed } from "./shown.js";

/**
 * @typedef {import("../stepping/stepper.js").Stepper} Stepper
 * @typedef {import("./place.js").Place} Place
 */

/** What a spreadsheet would take for a formula. */
const RISKY = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?(e-?\d+)?$/;

/** All values and derivatives with the digits of the figure's table, as RFC 4180 wants it. @param {{figure: HTMLElement}} stepper */
export function csv({ figure }) {
  const { mode, by, samples } = specificationOf(figure);
  const derivative = mode === "forward" ? `derivative_by_${by}` : "gradient";
  const rows = [...figure.querySelectorAll(":scope > .bp-table tbody tr")].map(({ children: [head, ...cells] }) => [
    nameOf(head.querySelector("[data-n]")),
    ...cells.map((cell) => programmed(cell.textContent ?? "")),
  ]);
  const overwritten = figure.querySelector(":scope > .bp-table .bp-overwritten") ? ["overwritten"] : [];
  const heads = ["name", "value", derivative, ...overwritten, ...(samples ? ["mean_gradient"] : [])];
  return [heads, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

/** @param {string} text */
function field(text) {
  const safe = RISKY.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {Stepper} stepper */
const drawn = ({ current }) => /** @type {SVGSVGElement} */ (current.querySelector(".bp-drawing svg"));
/** @param {Stepper} stepper */
const stepName = ({ figure, index }) => `${figure.id}-step-${index}`;

/**
 * @typedef {object} Kind what can be taken away
 * @property {string} group the row of buttons in which it is offered
 * @property {string} name also what the engine is asked for
 * @property {string} [type] of the bytes
 * @property {(stepper: Stepper) => BlobPart | Promise<BlobPart>} [make] gives a text or bytes to save; where it is
 *   missing, the engine writes a text, which is shown and copied, and can be saved too
 * @property {(stepper: Stepper) => string} [file] the name of what the engine wrote
 */

/** @type {Kind[]} */
const KINDS = [
  { group: "formula", name: "tex", file: (stepper) => `${stepName(stepper)}.tex` },
  { group: "drawing", name: "svg", type: "image/svg+xml", make: (stepper) => svg(drawn(stepper)) },
  { group: "drawing", name: "png", type: "image/png", make: (stepper) => png(drawn(stepper)) },
  { group: "numbers", name: "csv", type: "text/csv", make: csv },
  ...["numpy", "jax", "pytorch"].map((name) => ({
    group: "program",
    name,
    file: (/** @type {Stepper} */ { figure }) => `${figure.id}-${name}.py`,
  })),
];

/** @param {Place} place @param {HTMLElement} panel */
function open(place, panel) {
  const kinds = KINDS.filter(({ make }) => place.stepper.live || make);
  const groups = [...new Set(kinds.map(({ group }) => group))].map((group) => {
    const buttons = kinds.filter((kind) => kind.group === group).map((kind) => buttonFor(place, kind));
    const name = word(`take_${group}`);
    return element("div", { className: "bp-kinds", role: "group", ariaLabel: name }, element("span", {}, name), ...buttons);
  });
  panel.append(element("div", { className: "bp-takeaway" }, ...groups));
}

/** @param {Place} place @param {Kind} kind */
function buttonFor(place, kind) {
  const take = () => (kind.make ? keep(place, kind) : fetchText(place, kind));
  return button(word(`take_${kind.name}`), take, { dataset: { kind: kind.name } });
}

/** Save a drawing or the numbers; says so, or that the browser cannot. @param {Place} place @param {Kind} kind */
async function keep(place, { make, name, type }) {
  const file = `${stepName(place.stepper)}.${name}`;
  clearText(place);
  place.tell("");
  try {
    save(file, new Blob([(await make?.(place.stepper)) ?? ""], { type }));
  } catch {
    return tell(place, word("take_failed", { file }), true);
  }
  tell(place, word("take_saved", { file }));
}

/** Have the engine write a text, show it and copy it. @param {Place} place @param {Kind} kind */
async function fetchText(place, { name, file }) {
  const { stepper } = place;
  const step = stepper.index;
  const saved = file?.(stepper) ?? name;
  clearText(place);
  const answer = await place.ask({ call: "takeaway", what: name, step });
  if (!answer) return;
  const copied = await copy(answer.text);
  if (place.closing.signal.aborted) return;
  const area = showText(place, answer.text, word(`take_${name}`), saved);
  if (!copied) area.select();
  tell(place, word(copied ? "take_copied" : "take_select"));
}

/** @param {Place} place @param {string} text @param {string} name @param {string} file */
function showText({ panel }, text, name, file) {
  const area = element("textarea", { readOnly: true, value: text, ariaLabel: name, spellcheck: false });
  area.rows = Math.min(12, text.split("\n").length);
  const saving = button(word("take_save", { file }), () => save(file, new Blob([text], { type: "text/plain" })));
  panel.querySelector(".bp-taken")?.remove();
  panel.append(element("div", { className: "bp-taken" }, area, saving));
  return area;
}

/** @param {Place} place */
const clearText = ({ panel }) => panel.querySelector(".bp-taken")?.remove();

/** @param {Place} place @param {string} text */
function tell(place, text, problem = false) {
  if (place.closing.signal.aborted) return;
  place.tell(text, problem);
  if (!problem) place.say(text);
}

/** @param {string} name @param {Blob} blob */
export function save(name, blob) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  // Not at once: some browsers read the bytes later.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** @type {import("./place.js").Tool} */
export const takeaway = { name: "takeaway", order: 60, open };
