/**
 * A round: ten papers, from easy ones to hard ones, and then what came of it and which slips came how often. Rounds are
 * kept in the reader's own browser, and nowhere else; a button saves them as a file.
 */
import { SCORE, hear } from "../protocol.js";
import { word } from "../stepping/words.js";
import { button, element } from "../tools/element.js";
import { stored } from "../tools/storage.js";
import { save } from "../tools/takeaway.js";
import { COUNT, planned } from "./plan.js";

/** So many rounds are kept, the last ones. */
const KEPT = 100;

/** @typedef {import("../protocol.js").Exercise} Exercise */
/** @typedef {import("../practice/practice.js").Practice} Practice */
/** @typedef {{times: number, told: string}} Slip how often, and the sentence about it */
/** @typedef {{date: string, page: string, points: number, of: number, slips: Record<string, Slip>}} Kept */

/** What is there is the browser's to lose or to spoil: then no round was kept. @param {string} key @returns {Kept[]} */
function kept(key) {
  const found = stored("localStorage", (all) => JSON.parse(all.getItem(key) ?? "[]"));
  return Array.isArray(found) ? found : [];
}

export class Round {
  /** @type {Exercise[]} */
  plan = [];
  /** @type {Kept} */
  result = { date: new Date().toISOString(), page: document.title, points: 0, of: 0, slips: {} };

  /**
   * @param {import("../practice/offer.js").Offer} offer whose place it takes
   * @param {typeof import("../practice/practice.js").Practice} Paper what has a paper answered
   */
  constructor(offer, Paper) {
    this.offer = offer;
    this.place = offer.place;
    this.Paper = Paper;
  }

  /** @param {string} textContent */
  #head(textContent) {
    return element("p", { className: "bp-exercise-title", role: "heading", ariaLevel: "2", textContent, tabIndex: -1 });
  }

  /** @param {Exercise[]} exercises @param {boolean} few whether all of them come */
  start(exercises, few) {
    this.plan = planned(exercises, few ? {} : { chance: Math.random });
    this.#next(0);
  }

  /** @param {number} number of the papers before */
  #next(number) {
    const exercise = this.plan[number];
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
    const practice = new this.Paper(mount, true);
    void practice.draw();
    hear(mount, SCORE, ({ done }) => next.classList.toggle("is-due", done));
  }

  /** @param {Practice} practice @param {number} number */
  #count(practice, number) {
    const { result } = this;
    result.points += practice.points;
    result.of += practice.tasks.length;
    for (const [name, times] of Object.entries(practice.slips)) {
      const told = practice.told[name] ?? "";
      result.slips[name] = { times: (result.slips[name]?.times ?? 0) + times, told: result.slips[name]?.told ?? told };
    }
    this.#next(number + 1);
  }

  #finish() {
    const { offer, result } = this;
    stored("localStorage", (all) => all.setItem(offer.key, JSON.stringify([...kept(offer.key), result].slice(-KEPT))));
    const points = this.Paper.inPoints(result.points);
    const head = this.#head(word("round_done", { points, count: result.of }));
    const slips = Object.values(result.slips).sort((one, other) => other.times - one.times);
    offer.show(head, element("p", { textContent: word(slips.length ? "round_slips" : "round_none") }), listed(slips));
    head.focus();
  }

  /** All that were kept, as a file. */
  save() {
    save("practice.json", new Blob([`${JSON.stringify(kept(this.offer.key), null, 1)}\n`], { type: "application/json" }));
  }
}

/** @param {Slip[]} slips */
function listed(slips) {
  return element("ol", {}, ...slips.map(({ times, told }) => element("li", {}, word("round_slip", { times }), " ", told)));
}
