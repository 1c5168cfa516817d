/** Offers rounds, below the exercises of a page. What makes one comes when it is asked for. */
import { handed } from "../handed.js";
import { COLLECTION, ROUND } from "../protocol.js";
import { manifest, word } from "../stepping/words.js";
import { button, element } from "../tools/element.js";
import { stored } from "../tools/storage.js";
import { Practice } from "./practice.js";

/** @typedef {import("../protocol.js").Exercise} Exercise */

export class Offer {
  /** Under which name rounds are kept. */
  key = "backprop-rounds";
  busy = false;

  /** @param {HTMLElement[]} mounts of the exercises of the page */
  constructor(mounts) {
    this.exercises = mounts.map(({ dataset }) => JSON.parse(dataset.exercise ?? "{}"));
    // Browser and theme have rules for whatever comes after something: a new place, and all beside it is styled anew.
    this.place = /** @type {HTMLElement} */ (mounts.at(-1)?.nextElementSibling);
    Object.assign(this.place, { className: "bp-exercise bp-round is-open", role: "region", ariaLabel: word("round_title") });
    this.status = element("p", { className: "bp-practice-status", role: "status" });
    this.show();
  }

  /** @param {...Node} before what came of the last one */
  show(...before) {
    const title = element("p", { className: "bp-exercise-title", role: "heading", ariaLevel: "2", textContent: word("round_title") });
    const acts = element("div", { className: "bp-acts" });
    const { collection } = manifest();
    if (this.exercises.length > 1) acts.append(this.#act("page", this.exercises));
    if (collection) acts.append(this.#act("site", () => handed(collection, COLLECTION)));
    if (stored("localStorage", (all) => all.getItem(this.key))) acts.append(this.#act("save"));
    this.place.replaceChildren(...before, title, element("p", { textContent: word("round_told") }), acts, this.status);
  }

  /** @param {string} name @param {Exercise[] | (() => Promise<Exercise[]>)} [exercises] @returns {HTMLButtonElement} */
  #act(name, exercises) {
    return button(word(`round_${name}`), () => this.#open(exercises), { dataset: { action: name } });
  }

  /** @param {Exercise[] | (() => Promise<Exercise[]>)} [exercises] */
  async #open(exercises) {
    if (this.busy) return;
    this.busy = true;
    try {
      const all = typeof exercises === "function" ? exercises() : exercises;
      const [Round, found] = await Promise.all([handed(manifest().round, ROUND), all]);
      this.status.textContent = "";
      const round = new Round(this, Practice);
      if (found) round.start(found, found === this.exercises);
      else round.save();
    } catch (failure) {
      const file = failure instanceof Error ? failure.message.split("/").at(-1) : "";
      this.status.textContent = word("live_failed_download", { file, kept: word("practice_kept") });
    }
    this.busy = false;
  }
}
