/**
 * An exercise that is answered in the page: a form for each task, other numbers on demand, and at the end a code to
 * hand in. The engine draws papers and judges; nothing here knows an answer.
 */
import { handed } from "../handed.js";
import { loading } from "../live/notice.js";
import { engine } from "../live/python.js";
import { Failure, SCORE, XAPI, tell } from "../protocol.js";
import { manifest, word } from "../stepping/words.js";
import { copy } from "../tools/clipboard.js";
import { button, element } from "../tools/element.js";
import { PER_POINT, Task } from "./task.js";

/** @typedef {import("../protocol.js").Answers} Answers */

/** As many papers as there are, but for the first, which is in the page. */
const PAPERS = 999_999;

export class Practice {
  /** Of the paper: that of the page is 0. */
  number = 0;
  /** How often which slip was made. @type {Record<string, number>} */
  slips = {};
  /** What was said of each. @type {Record<string, string>} */
  told = {};
  /** @type {Task[]} */
  tasks = [];

  /** @param {HTMLElement} mount @param {boolean} [of] whether it is one paper of a round, which draws them */
  constructor(mount, of = false) {
    this.mount = mount;
    mount.classList.add("is-open");
    this.exercise = JSON.parse(mount.dataset.exercise ?? "{}");
    this.paper = /** @type {HTMLElement} */ (mount.querySelector(".bp-paper"));
    this.key = this.#disclosure();
    this.status = element("p", { className: "bp-practice-status", role: "status" });
    this.score = element("p", { className: "bp-practice-score" });
    this.receipt = element("div", { className: "bp-receipt", hidden: true });
    const rule = element("p", { className: "bp-practice-rule", textContent: word("practice_rule") });
    const fresh = button(word("practice_new"), () => this.draw(), { dataset: { action: "new" }, hidden: of });
    this.paper.after(rule, this.score, this.receipt, element("div", { className: "bp-acts" }, fresh), this.status);
    // A letter typed beside a field would be a shortcut of the theme, which leaves the page with all answers.
    mount.addEventListener("keydown", (event) => event.key.length === 1 && event.stopPropagation());
    if (!of) this.#open();
  }

  #open() {
    const items = /** @type {NodeListOf<HTMLElement>} */ (this.paper.querySelectorAll(".bp-task"));
    this.tasks = [...items].map((item, place) => new Task(item, place, this));
    this.slips = {};
    this.begun = Date.now();
    this.receipt.hidden = true;
    this.#tell();
  }

  /** Other numbers: a paper by chance, which the reader's own machine draws. */
  async draw() {
    const number = 1 + (crypto.getRandomValues(new Uint32Array(1))[0] % PAPERS);
    const made = await this.ask({ call: "paper", number });
    if (!made) return;
    this.number = number;
    this.paper.innerHTML = made.questions;
    if (this.key) this.key.open = false;
    this.key?.replaceChildren(this.key.children[0]);
    this.#open();
    this.say(word("practice_drawn", { number }));
  }

  /**
   * What holds the key of the paper in sight, worked out where it is opened: nobody has to leave what is typed, and the
   * link to the page of the key stays for where that fails. None in a package for a course platform.
   * @returns {HTMLDetailsElement | undefined}
   */
  #disclosure() {
    const found = this.mount.querySelector(".bp-key-of");
    if (!found) return;
    const [head, ...rest] = found.children;
    const key = element("details", { className: "bp-key-of" }, element("summary", {}, head.textContent ?? ""), ...rest);
    key.addEventListener("toggle", async () => {
      if (!key.open || key.children[1]) return;
      const made = await this.ask({ call: "paper" });
      // It may have been opened twice meanwhile.
      if (key.children[1]) return;
      if (made) key.insertAdjacentHTML("beforeend", made.key);
      else if (!this.number) key.append(head);
    });
    found.replaceWith(key);
    return key;
  }

  /**
   * Ask whoever draws exercises; null where that fails, which is said, and where another paper came meanwhile.
   * @template {"paper" | "answer" | "hint" | "way" | "receipt"} K
   * @param {{call: K, [more: string]: unknown}} request
   */
  async ask(request) {
    const { exercise, number } = this;
    const whole = { exercise, number, ...request };
    // From the first answer on; before, a page would begin by telling the points of all its exercises.
    this.score.setAttribute("role", "status");
    try {
      const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => this.say(loading(done, total));
      const answer = await engine.call(whole, { of: "exercises", onProgress });
      if (number !== this.number) return null;
      this.say(answer.error?.message ?? "");
      return answer.error ? null : answer;
    } catch (failure) {
      const { kind = "engine", file = "" } = failure instanceof Failure ? failure : {};
      this.say(word(`live_failed_${kind}`, { file, kept: word("practice_kept") }));
      return null;
    }
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
  }

  /** A task was done, or costs more. @param {string} [slip] that was made @param {string} [told] of it */
  changed(slip, told = "") {
    if (slip) {
      this.slips[slip] = (this.slips[slip] ?? 0) + 1;
      this.told[slip] ??= told;
    }
    this.#tell();
    this.#report();
    if (this.#isDone) this.#finish();
  }

  get #isDone() {
    return this.tasks.every(({ done }) => done);
  }

  /** Whoever keeps scores beside the page may listen. @param {string} [code] of the result */
  #report(code = "") {
    const share = this.points / (PER_POINT * this.tasks.length);
    tell(this.mount, SCORE, { share, done: this.#isDone, code });
  }

  get points() {
    return this.tasks.reduce((sum, { points }) => sum + points, 0);
  }

  #tell(key = "score") {
    const points = Practice.inPoints(this.points, this.mount);
    this.score.textContent = word(`practice_${key}`, { points, count: this.tasks.length });
  }

  /** Points in the language of where they are told. @param {number} hundredths @param {Element} place */
  static inPoints(hundredths, place) {
    return (hundredths / PER_POINT).toLocaleString(place.closest("[lang]")?.getAttribute("lang") || undefined);
  }

  async #finish() {
    this.#tell("done");
    const seconds = Math.round((Date.now() - (this.begun ?? 0)) / 1000);
    const made = await this.ask({ call: "receipt", points: this.points, seconds, slips: this.slips });
    if (!made) return;
    this.#report(made.code);
    const id = `${this.mount.id}-receipt`;
    const field = element("input", { type: "text", readOnly: true, value: made.code, id });
    const label = element("label", { htmlFor: id, textContent: word("practice_code") });
    const copying = button(word("practice_copy"), () => this.#copy(field));
    const printing = button(word("practice_print"), () => this.#print(), { dataset: { action: "print" } });
    this.receipt.replaceChildren(label, field, copying, printing, this.#onPaper(made.code, seconds));
    this.receipt.hidden = false;
    await this.#offer(made.code, seconds);
  }

  /** What a printed receipt says. @param {string} code @param {number} seconds */
  #onPaper(code, seconds) {
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const lines = [this.exercise.title, this.score.textContent, word("practice_time", { time }), code];
    const slips = Object.entries(this.slips).map(([slip, times]) => `${times}×: ${this.told[slip]}`);
    return element("div", { className: "bp-on-paper" }, ...[...lines, ...slips].map((text) => element("p", {}, text)));
  }

  /** The receipt alone. */
  #print() {
    this.receipt.classList.add("is-printed");
    print();
    this.receipt.classList.remove("is-printed");
  }

  /** Let the result be sent, where the site's author named a place for it. @param {string} code @param {number} seconds */
  async #offer(code, seconds) {
    const { xapi, records } = manifest();
    // What was opened from a disk has an address that tells of its reader's machine.
    if (!xapi || !records || location.protocol === "file:") return;
    const { exercise, number, slips, tasks, mount } = this;
    const language = mount.closest("[lang]")?.getAttribute("lang") || "en";
    const result = { title: exercise.title, language, code, seconds, slips, points: this.points / PER_POINT, count: tasks.length };
    const Sender = await handed(xapi, XAPI).catch(() => null);
    // Another paper may have come meanwhile.
    if (!Sender || number !== this.number) return;
    this.receipt.append(new Sender(result, mount, records, (text) => this.say(text)).part);
  }

  /** @param {HTMLInputElement} field */
  async #copy(field) {
    const copied = await copy(field.value);
    if (!copied) field.select();
    this.say(word(copied ? "practice_copied" : "practice_select"));
  }
}

