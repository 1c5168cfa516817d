/**
 * The address of a figure with its step and every changed number:
 *
 *     page/?bp=one-two-one,w11:0.9,x:-0.2#one-two-one-step-9
 *
 * Where there is no script, the browser still goes to the step. What a query may hold is in query.js; here it meets the
 * figures of the page.
 */
import { STEP, SWITCH, VALUES, boxesOf, closedOf, hear, specificationOf } from "../protocol.js";
import { each, join, of } from "../stepping/figures.js";
import { Delay } from "../stepping/timing.js";
import { word } from "../stepping/words.js";
import { element } from "./element.js";
import * as query from "./query.js";
import { of as placeOf } from "./row.js";

/** @typedef {import("../stepping/stepper.js").Stepper} Stepper */

/** What changes the address of a figure. */
const CHANGES = [VALUES, STEP, SWITCH];
/** Milliseconds without a change after which the address follows. */
const PAUSE = 500;

/** @type {WeakMap<Element, string>} the queries that figures were last brought to */
const opened = new WeakMap();
/** The query that was refused last, and the first figure of the page then. */
let refused = { first: /** @type {Element | null} */ (null), search: "" };
/** The page whose figures are there; on the way to another one, its address comes first. */
let page = location.pathname;

/** The numbers that a figure was built with. @param {HTMLElement} figure */
const builtValues = (figure) => specificationOf(figure).values ?? {};

/** @param {HTMLElement} figure */
const bugSwitch = (figure) => placeOf(figure)?.button("bug");
/** @param {HTMLElement} figure */
const isBuggy = (figure) => bugSwitch(figure)?.ariaPressed === "true";

/** The figure of this page with an id. @param {string | undefined} id */
function figureOf(id) {
  const found = id ? document.getElementById(id) : null;
  return found?.matches(".bp-figure") ? found : null;
}

/**
 * The figure and numbers that a query holds: nothing where it has none; where it is not what `written` writes, the part
 * that is `wrong`. It never throws.
 * @param {string} search
 */
export function read(search) {
  const { id, ...rest } = query.read(search, (name) => {
    const figure = figureOf(name);
    const boxes = figure ? Object.keys(boxesOf(figure)) : [];
    return figure && { built: builtValues(figure), bug: Boolean(bugSwitch(figure)), boxes };
  });
  return { figure: figureOf(id) ?? undefined, ...rest };
}

/** The address of what a figure shows now. @param {Stepper} stepper */
export function address(stepper) {
  return location.href.split(/[?#]/)[0] + state(stepper, query.others(location.search));
}

/** What an address says of a figure, after `others` in its query. @param {Stepper} stepper @param {string[]} [others] */
export function state({ figure, live, index }, others = []) {
  const closed = live && closedOf(figure, live.telling);
  const changed = closed && String(closed) !== String(closedOf(figure)) ? closed : null;
  const own = live ? query.ownPart(figure.id, builtValues(figure), live.values, isBuggy(figure), changed) : "";
  const whole = [...others, own].filter(Boolean).join("&");
  return `${whole && `?${whole}`}#${figure.id}-step-${index}`;
}

/** Whether the page's address says what a figure is to show. @param {HTMLElement} figure */
export const isNamed = (figure) => figure === read(location.search).figure || figure === asked();

/** Whether it holds what cannot be used, for which all figures are as built. */
export const isWrong = () => Boolean(read(location.search).wrong);

/**
 * Call `react` at each change of what the address of a figure says.
 * @param {HTMLElement} figure @param {() => void} react @param {AddEventListenerOptions} [options]
 */
export function onChange(figure, react, options) {
  for (const kind of CHANGES) hear(figure, kind, () => react(), options);
}

/** Say that the page's address is that of what this figure shows. @param {HTMLElement} figure @param {string} href */
export function adopt(figure, href) {
  if (href !== location.href) history.replaceState(history.state, "", href);
  opened.set(figure, location.search);
}

/** Bring the page to what its address holds; to call it again does no harm. */
function open() {
  const first = document.querySelector(".bp-figure");
  if (!(first instanceof HTMLElement) || location.pathname !== page) return;
  const { search } = location;
  const { figure, wrong, ...said } = read(search);
  const stepper = of(figure);
  const named = asked();
  // What was refused once is not refused again: the reader may have changed numbers since.
  if (wrong && refused.first === first && refused.search === search) return;
  refused = { first, search: wrong ? search : "" };
  note(first, "");
  if (wrong) {
    each((each) => bring(each));
    note(named ?? first, word("share_wrong", { part: wrong }));
  } else if (figure && !stepper?.live) note(figure, word("share_no_engine"));
  else if (named && !said.closed && !document.getElementById(location.hash.slice(1))) note(named, word("share_no_step"));
  if (!figure || !stepper?.live || opened.get(figure) === search) return;
  bring(stepper, said, named === figure ? stepOf(location.hash) : undefined);
  opened.set(figure, search);
}

/** The number of the step that a fragment names. @param {string} hash */
export const stepOf = (hash) => Number(hash.split("-").at(-1));

/**
 * Bring a figure to these numbers and boxes; those that are not given are the original ones.
 * @param {Stepper} stepper @param {query.Read} [state] @param {number} [step] to be shown, where it is told otherwise
 */
export function bring({ figure, live }, { values = new Map(), bug = false, closed = closedOf(figure) } = {}, step) {
  opened.delete(figure);
  live?.set({ ...builtValues(figure), ...Object.fromEntries(values) });
  if (bug !== isBuggy(figure)) bugSwitch(figure)?.click();
  if (live && String(closed) !== String(closedOf(figure, live.telling))) live.retell({ ...live.telling, closed }, step);
}

/** The figure of this page whose step the fragment names. */
function asked() {
  const [, id] = /^#(.*)-step-/.exec(location.hash) ?? [];
  return figureOf(id);
}

/**
 * Say above a figure's stage, whose rows are counted, what came of the address, or take back what was said.
 * @param {HTMLElement} figure @param {string} text
 */
function note(figure, text) {
  for (const old of document.querySelectorAll(".bp-address")) old.remove();
  if (!text) return;
  figure.querySelector(".bp-stage")?.before(element("p", { className: "bp-address", textContent: text }));
  of(figure)?.say(text);
}

/** Once the address says what a figure shows, it follows the figure. @param {Stepper} stepper */
function follow(stepper) {
  const { figure } = stepper;
  const delay = new Delay();
  const write = () => {
    if (!figure.isConnected || location.pathname !== page || isWrong() || !isNamed(figure)) return;
    // Without an engine the figure cannot show the numbers that the address holds, which are to stay.
    if (!stepper.live && read(location.search).figure) return;
    adopt(figure, address(stepper));
  };
  onChange(figure, () => delay.start(write, PAUSE));
}

function arrived() {
  page = location.pathname;
  open();
}

export function start() {
  join({ take: follow, arrived });
  addEventListener("hashchange", open);
}
