/**
 * A round: ten papers of the exercises of a page, from easy ones to hard ones, and then what came of it and which slips
 * came how often. Rounds are kept in the reader's own browser, and nowhere else; a button saves them as a file.
 */
import { hear, SCORE } from "../protocol.js";
import { word } from "../stepping/words.js";
import { button, element } from "../tools/element.js";
import { stored } from "../tools/storage.js";
import { save } from "../tools/takeaway.js";
import { COUNT, planned } from "./plan.js";
import { Practice, inPoints } from "./practice.js";

/** So many rounds are kept, the last ones. */
const KEPT = 100;
const KEY = "backprop-rounds";

/** @typedef {{times: number, told: string}} Slip how often, and the sentence about it */
/** @typedef {{date: string, page: string, points: number, of: number, slips: Record<string, Slip>}} Kept */

/** What is there is the browser's to lose or to spoil: then no round was kept. @returns {Kept[]} */
function kept() {
  const found = stored("localStorage", (all) => JSON.parse(all.getItem(KEY) ?? "[]"));
  return Array.isArray(found) ? found : [];
}

export class Round {
  /** @param {HTMLElement[]} mounts of the exercises of the page */
  constructor(mounts) {
    this.exercises = mounts.map(({ dataset }) => JSON.parse(dataset.exercise ?? "{}"));
    this.place = element("section", { className: "bp-exercise bp-round is-open", ariaLabel: word("round_title") });
    mounts.at(-1)?.after(this.place);
    this.#offer();
  }

  #offer() {
    const start = button(word("round_start"), () => this.#start(), { dataset: { action: "round" } });
    const acts = element("div", { className: "bp-acts" }, start);
    if (kept().length) acts.append(button(word("round_save"), () => this.#save(), { dataset: { action: "save" } }));
    this.place.replaceChildren(this.#head(word("round_title")), element("p", { textContent: word("round_told") }), acts);
  }

  /** @param {string} textContent */
  #head(textContent) {
    return element("p", { className: "bp-exercise-title", textContent, tabIndex: -1 });
  }

  #start() {
    this.plan = planned(this.exercises);
    /** @type {Kept} */
    this.result = { date: new Date().toISOString(), page: document.title, points: 0, of: 0, slips: {} };
    this.#next(0);
  }

  /** @param {number} number of the papers before */
  #next(number) {
    const exercise = this.plan?.[number];
    if (!exercise) return this.#finish();
    const head = this.#head(word("round_head", { number: number + 1, count: COUNT, title: exercise.title }));
    const paper = element("div", { className: "bp-paper" });
    const mount = element("div", { className: "bp-exercise", id: `round-${number + 1}` }, paper);
    mount.dataset.exercise = JSON.stringify(exercise);
    const next = button(word(number + 1 < COUNT ? "round_next" : "round_end"), () => this.#count(practice, number), {
      dataset: { action: "next" },
    });
    this.place.replaceChildren(head, mount, element("div", { className: "bp-acts" }, next));
    head.focus({ preventScroll: true });
    head.scrollIntoView({ block: "nearest" });
    const practice = new Practice(mount, true);
    void practice.draw();
    hear(mount, SCORE, ({ done }) => next.classList.toggle("is-due", done));
  }

  /** @param {Practice} practice @param {number} number */
  #count(practice, number) {
    const { result } = this;
    if (!result) return;
    result.points += practice.points;
    result.of += practice.tasks.length;
    for (const [name, times] of Object.entries(practice.slips)) {
      const told = practice.told[name] ?? "";
      result.slips[name] = { times: (result.slips[name]?.times ?? 0) + times, told: result.slips[name]?.told ?? told };
    }
    this.#next(number + 1);
  }

  #finish() {
    const { result } = this;
    if (!result) return;
    stored("localStorage", (all) => all.setItem(KEY, JSON.stringify([...kept(), result].slice(-KEPT))));
    this.#offer();
    const head = this.#head(word("round_done", { points: inPoints(result.points, this.place), count: result.of }));
    const slips = Object.values(result.slips).sort((one, other) => other.times - one.times);
    this.place.prepend(head, element("p", { textContent: word(slips.length ? "round_slips" : "round_none") }), listed(slips));
    head.focus();
  }

  #save() {
    save("practice.json", new Blob([`${JSON.stringify(kept(), null, 1)}\n`], { type: "application/json" }));
  }
}

/** @param {Slip[]} slips */
function listed(slips) {
  return element("ol", {}, ...slips.map(({ times, told }) => element("li", {}, word("round_slip", { times }), " ", told)));
}
