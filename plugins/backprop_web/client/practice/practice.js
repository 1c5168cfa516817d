/**
 * An exercise that is answered in the page: a form for each task, other numbers on demand, and at the end a code to
 * hand in. The engine draws papers and judges; nothing here knows an answer.
 */
import { handed } from "../handed.js";
import { loading } from "../live/notice.js";
import { engine } from "../live/python.js";
import { Failure, SCORE, XAPI, tell } from "../protocol.js";
import { inFull } from "../stepping/numbers.js";
import { manifest, word } from "../stepping/words.js";
import { copy } from "../tools/clipboard.js";
import { button, element } from "../tools/element.js";
import { goOn } from "../tools/focus.js";
import { forget, read, write } from "./kept.js";
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
  /** Of another paper than that of the page: its HTML. */
  questions = "";
  begun = Date.now();
  /** What there is to hand in. @type {{code: string, seconds: number} | undefined} */
  result;

  /** @param {HTMLElement} mount @param {boolean} [of] whether it is one paper of a round, which draws them */
  constructor(mount, of = false) {
    this.mount = mount;
    this.keeps = !of;
    mount.classList.add("is-open");
    this.exercise = JSON.parse(mount.dataset.exercise ?? "{}");
    this.paper = /** @type {HTMLElement} */ (mount.querySelector(".bp-paper"));
    this.built = this.paper.innerHTML;
    this.key = this.#disclosure();
    this.status = element("p", { className: "bp-practice-status", role: "status" });
    // How far it has loaded is seen; to hear it piece by piece would leave no room for anything else.
    this.progress = element("p", { className: "bp-practice-progress" });
    this.score = element("p", { className: "bp-practice-score" });
    this.receipt = element("div", { className: "bp-receipt", hidden: true });
    const rule = element("p", { className: "bp-practice-rule", textContent: word("practice_rule") });
    const fresh = this.#asking("new", () => this.draw(), of);
    this.anew = this.#asking("anew", () => this.#anew(), true);
    const acts = element("div", { className: "bp-acts" }, fresh, this.anew);
    this.paper.after(rule, this.score, this.receipt, acts, this.status, this.progress);
    // A letter typed beside a field would be a shortcut of the theme, which leaves the page with all answers.
    mount.addEventListener("keydown", (event) => event.key.length === 1 && event.stopPropagation());
    if (of) return;
    for (const kind of ["input", "click", "dragend"]) mount.addEventListener(kind, () => this.keep());
    const kept = read(mount);
    this.#open();
    if (kept) this.#bring(kept);
    goOn(mount);
  }

  /** As the reader left it. @param {import("./kept.js").Kept} kept */
  #bring({ number, questions, begun, slips, told, tasks, result }) {
    if (number) this.#put(number, questions);
    Object.assign(this, { begun, slips, told });
    for (const [place, task] of tasks.entries()) this.tasks[place]?.bring(task);
    this.#tell(this.#isDone ? "done" : "score");
    this.#report(result?.code);
    this.anew.hidden = false;
    if (result) void this.#receive(result.code, result.seconds);
  }

  /** For when the reader comes back; nothing of an exercise at which nothing was done. */
  keep() {
    if (!this.keeps) return;
    this.anew.hidden = !this.number && !this.tasks.some(({ isTouched }) => isTouched);
    if (this.anew.hidden) return forget(this.mount);
    const { number, questions, begun, slips, told, result } = this;
    write(this.mount, { number, questions, begun, slips, told, result, tasks: this.tasks.map((task) => task.kept) });
  }

  /** A button that throws answers away, by a second press alone. @param {string} action @param {() => unknown} act @param {boolean} hidden */
  #asking(action, act, hidden) {
    const [name, sure] = [word(`practice_${action}`), word("practice_sure")];
    const made = button(name, () => {
      const asked = made.textContent === sure || !this.tasks.some(({ isTouched }) => isTouched);
      made.textContent = asked ? name : sure;
      if (asked) act();
      else this.say(sure);
    }, { dataset: { action }, hidden });
    made.addEventListener("blur", () => (made.textContent = name));
    return made;
  }

  /** The paper of the page, with nothing done. */
  #anew() {
    this.#put(0, this.built);
    this.questions = "";
    this.#report();
    this.tasks[0]?.answering()?.focus();
  }

  /** @param {number} number @param {string} questions */
  #put(number, questions) {
    Object.assign(this, { number, questions });
    this.paper.innerHTML = questions;
    if (this.key) this.key.open = false;
    this.key?.replaceChildren(this.key.children[0]);
    this.#open();
  }

  #open() {
    const items = /** @type {NodeListOf<HTMLElement>} */ (this.paper.querySelectorAll(".bp-task"));
    this.tasks = [...items].map((item, place) => new Task(item, place, this));
    this.slips = {};
    this.result = undefined;
    this.begun = Date.now();
    this.receipt.hidden = true;
    this.#tell();
  }

  /** Other numbers: a paper by chance, which the reader's own machine draws. */
  async draw() {
    const number = 1 + (crypto.getRandomValues(new Uint32Array(1))[0] % PAPERS);
    const made = await this.ask({ call: "paper", number });
    if (!made) return;
    this.#put(number, made.questions);
    this.keep();
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
      const made = await this.ask({ call: "paper" }, false);
      // It may have been opened twice meanwhile.
      if (key.children[1]) return;
      if (made) key.insertAdjacentHTML("beforeend", made.key);
      else if (!this.number) key.append(head);
    });
    found.replaceWith(key);
    return key;
  }

  /**
   * Ask whoever draws exercises; null where another paper came meanwhile, or where it is refused. A failure is said, with
   * a button that asks again; null at once where there is another way.
   * @template {"paper" | "answer" | "hint" | "way" | "receipt"} K
   * @param {{call: K, [more: string]: unknown}} request @param {boolean} [isOnlyWay]
   */
  async ask(request, isOnlyWay = true) {
    const { exercise, number } = this;
    const whole = { exercise, number, ...request };
    // From the first answer on; before, a page would begin by telling the points of all its exercises.
    this.score.setAttribute("role", "status");
    // It is heard below, and seen where it was asked for.
    const { task } = /** @type {{task?: number}} */ (request);
    const of = task === undefined ? null : this.tasks[task];
    (of?.buttons ?? this.status).after(this.progress);
    const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => {
      const isFirst = !this.progress.textContent;
      if (isFirst) this.say(word("practice_loading"));
      this.progress.textContent = loading(done, total, "practice_loading");
      if (isFirst) of?.reveal(this.progress);
    };
    while (number === this.number) {
      try {
        const answer = await engine.call(whole, { of: "exercises", onProgress });
        this.progress.textContent = "";
        if (number !== this.number) break;
        this.say(answer.error?.message ?? "");
        return answer.error ? null : answer;
      } catch (failure) {
        const { kind = "engine", file = "" } = failure instanceof Failure ? failure : {};
        this.progress.textContent = "";
        this.say(word(`live_failed_${kind}`, { file, kept: word("practice_kept") }));
        if (!isOnlyWay) break;
        await new Promise((again) => {
          this.status.append(" ", button(word("try_again"), () => again(null)));
          this.status.scrollIntoView({ block: "nearest" });
        });
      }
    }
    return null;
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
    this.keep();
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
    const points = Practice.inPoints(this.points);
    const text = word(`practice_${key}`, { points, count: this.tasks.length });
    // What stays the same is not told again.
    if (this.score.textContent !== text) this.score.textContent = text;
  }

  /** Not by the browser, which has to load what it knows of languages for that: the dearest of all at the opening. @param {number} hundredths */
  static inPoints(hundredths) {
    return inFull(hundredths / PER_POINT);
  }

  async #finish() {
    this.#tell("done");
    const seconds = Math.round((Date.now() - this.begun) / 1000);
    const made = await this.ask({ call: "receipt", points: this.points, seconds, slips: this.slips });
    if (!made) return;
    this.#report(made.code);
    await this.#receive(made.code, seconds);
  }

  /** What there is to hand in. @param {string} code @param {number} seconds */
  async #receive(code, seconds) {
    this.result = { code, seconds };
    this.keep();
    const id = `${this.mount.id}-receipt`;
    // Of several lines, where a line of the window is shorter than a code.
    const field = element("textarea", { readOnly: true, value: code, id, rows: 2, spellcheck: false });
    const label = element("label", { htmlFor: id, textContent: word("practice_code") });
    const copying = button(word("practice_copy"), () => this.#copy(field));
    const printing = button(word("practice_print"), () => this.#print(), { dataset: { action: "print" } });
    this.receipt.replaceChildren(label, field, copying, printing, this.#onPaper(code, seconds));
    this.receipt.hidden = false;
    await this.#offer(code, seconds);
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

  /** @param {HTMLTextAreaElement} field */
  async #copy(field) {
    const copied = await copy(field.value);
    if (!copied) field.select();
    this.say(word(copied ? "practice_copied" : "practice_select"));
  }
}

