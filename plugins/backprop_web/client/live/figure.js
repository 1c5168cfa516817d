/**
 * Lets the reader change a figure's numbers. The first change starts the Python engine; until it
 * answers, and whenever it fails, the figure keeps the frames it has.
 *
 * @typedef {import("../protocol.js").Telling} Telling
 * @typedef {import("../protocol.js").Drawn} Drawn
 * @typedef {import("../protocol.js").Failure} Problem
 * @typedef {import("../protocol.js").Live} Live
 * @typedef {import("../protocol.js").Values} Values
 */
import { VALUES, Failure, specificationOf, tell } from "../protocol.js";
import { Delay } from "../stepping/timing.js";
import { word } from "../stepping/words.js";
import { Fields } from "./fields.js";
import { Frames, inSight } from "./frames.js";
import { digest } from "./loader.js";
import { Notice, loading } from "./notice.js";
import { engine } from "./python.js";

/** Milliseconds without a change after which all that is out of sight is computed, too. */
const SETTLED = 80;
/** And after which the reader is told what came of it. */
const PAUSE = 500;

/** How the hashes of the frames begin, one after the other: of all of them together, and of each. */
const SUMS = /^.{12}|.{3}/g;

/** @implements {Live} */
export class LiveFigure {
  /** How the figure is to be told, and how its frames are. @type {Telling} */
  #telling = {};
  #told = this.#telling;
  /** Whether whoever changes the numbers announces what comes of it. */
  #quiet = false;
  /** Whether the numbers are drawn, which is said already, and what comes of them is still to be shown. */
  #drew = false;
  /** Whether the frames do not belong to the numbers; no more are asked for until something is changed; one is asked for. */
  #stale = false;
  #stopped = false;
  #busy = false;
  /** The step to show once it is told otherwise. @type {number | undefined} */
  #goal;
  /** The steps that the engine drew as the build did. @type {Set<number>} */
  #alike = new Set();
  /** That it draws the whole figure so, once this is asked. @type {Promise<void> | null} */
  #proof = null;
  /** The request of now. @type {object | null} */
  #turn = null;
  #loading = new AbortController();
  #rest = new Delay();

  /** @param {import("../stepping/stepper.js").Stepper} stepper @param {HTMLElement} form */
  constructor(stepper, form) {
    const say = (/** @type {string} */ text) => stepper.say(text);
    this.stepper = stepper;
    this.figure = stepper.figure;
    this.specification = specificationOf(this.figure);
    this.frames = new Frames(stepper);
    this.notice = new Notice(/** @type {HTMLElement} */ (this.figure.querySelector(".bp-live")), say);
    const owner = { say, changed: () => this.#changed(), work: this.#work.bind(this) };
    this.fields = new Fields(form, this.specification.values ?? {}, owner);
    this.figure.addEventListener("click", ({ target }) => this.#press(/** @type {HTMLElement} */ (target).dataset.action));
    this.figure.addEventListener("keydown", (event) => this.#onKey(event));
    stepper.enliven(this);
    form.hidden = false;
    this.fields.read();
  }

  /** Start the engine ahead of a first change. */
  preload = engine.preload;

  get values() {
    return this.fields.values;
  }

  get telling() {
    return this.#telling;
  }

  get form() {
    return this.fields.form;
  }

  get inputs() {
    return this.fields.inputs;
  }

  /** @param {HTMLInputElement} input @param {number} [patience] */
  edit(input, patience) {
    this.fields.edit(input, patience);
  }

  /** @param {Values} values */
  set(values) {
    this.fields.set(values);
  }

  /** @type {Live["draw"]} */
  async draw(seed) {
    this.#loading = new AbortController();
    const request = { call: /** @type {const} */ ("fresh"), seed, specification: this.#described() };
    const answer = await engine.call(request, this.#options).catch((error) => this.#fail(error));
    if (!answer) return;
    this.notice.ready();
    const { values } = answer;
    this.#drew = Boolean(values);
    if (values) this.set({ ...this.values, ...values });
    return this.#drew;
  }

  /** @param {boolean} on */
  hush(on) {
    this.#quiet = on;
  }

  /** @type {Live["ask"]} */
  ask(request, { report, signal }) {
    return engine.call(request, { onProgress: (done, total) => report(loading(done, total)), signal });
  }

  /** Have the figure told in another way, as `bug: "overwrite"` does. @param {Telling} telling @param {number} [step] */
  retell(telling, step) {
    this.#telling = telling;
    this.#goal = step;
    this.#stale = true;
    this.stepper.pause();
    this.#run();
  }

  /** @type {import("./fields.js").Owner["work"]} */
  async #work(name, text) {
    const request = { call: /** @type {const} */ ("number"), name, text, specification: this.#described() };
    /** @type {import("./fields.js").Worked} */
    const answer = await engine.call(request, this.#options).catch(() => ({}));
    if (answer.number !== undefined || answer.error) this.notice.ready();
    return answer;
  }

  #changed() {
    tell(this.figure, VALUES, null);
    this.#stale = true;
    this.stepper.pause();
    if (!this.#stopped) this.#run();
  }

  /** @param {string | undefined} action */
  #press(action) {
    if (action === "defaults") this.#restore();
    if (action === "reset" && this.fields.areChanged) this.stepper.say(word("live_reset"), true);
    if (action === "cancel") this.#loading.abort();
    if (action !== "retry") return;
    this.#stale = true;
    this.#run();
  }

  /**
   * Ctrl and Z take back the last number that was changed. In a field the browser does it, letter by letter, as some
   * would from anywhere on the page.
   * @param {KeyboardEvent} event
   */
  #onKey(event) {
    const { key, target } = event;
    const held = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const typing = /** @type {Element} */ (target).closest("input:not([type=range]), textarea");
    if (!held || typing || key.toLowerCase() !== "z") return;
    event.preventDefault();
    this.fields.undo();
  }

  /** Back to the numbers and frames of the build, without the engine. */
  #restore() {
    this.#telling = this.#told = {};
    this.#stale = false;
    this.#turn = null;
    this.fields.restore();
    this.notice.hide();
    this.#stopped = false;
    if (this.frames.built) this.#show(this.frames.built);
    tell(this.figure, VALUES, null);
  }

  /** Have the frames computed, one request at a time, until they belong to the numbers. */
  async #run() {
    this.#stopped = false;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#stale && !this.#stopped) await this.#compute().catch((error) => this.#fail(error));
    this.#busy = false;
  }

  async #compute() {
    const turn = (this.#turn = {});
    this.#loading = new AbortController();
    if (this.#telling !== this.#told || !(await this.#glance(turn))) return this.#complete(turn);
    const complete = () => this.#turn === turn && this.#complete(turn).catch((error) => this.#fail(error));
    setTimeout(complete, SETTLED);
  }

  /** What is in sight comes first, as the whole figure takes several times as long. @param {object} turn */
  async #glance(turn) {
    const steps = [this.stepper.index, ...inSight(this.stepper)];
    if (this.#proof || !(await this.#areAlike(steps))) await this.#prove();
    this.#stale = false;
    const { frames } = await engine.call({ call: "glance", steps, specification: this.#described() }, this.#options);
    this.notice.ready();
    if (frames && this.#turn === turn) {
      this.frames.glance(Object.fromEntries(steps.map((step, place) => [step, frames[place]])));
    }
    return Boolean(frames);
  }

  /** @param {object} turn */
  async #complete(turn) {
    await this.#prove();
    if (this.#turn !== turn) return;
    this.#stale = false;
    const telling = this.#telling;
    const answer = await engine.call({ call: "frames", specification: this.#described() }, this.#options);
    this.notice.ready();
    if (this.#turn !== turn) return;
    this.#told = telling;
    this.#receive(answer);
  }

  /** The figure as it is to be told, with the numbers that it has. */
  #described() {
    return { ...this.specification, ...this.#telling, values: { ...this.values } };
  }

  get #options() {
    const onProgress = this.notice.progress.bind(this.notice);
    return { onProgress, signal: this.#loading.signal };
  }

  get #sums() {
    return this.figure.dataset.frames?.match(SUMS) ?? [];
  }

  /** Whether the engine draws these steps of the build as the build did. @param {number[]} steps */
  async #areAlike(steps) {
    if (steps.every((step) => this.#alike.has(step))) return true;
    const { specification } = this;
    const { frames = [] } = await engine.call({ call: "glance", steps, specification }, this.#options);
    const sums = await Promise.all(frames.map(sumOf));
    const alike = steps.filter((step, place) => sums[place]?.startsWith(this.#sums[step + 1] ?? "-"));
    for (const step of alike) this.#alike.add(step);
    return alike.length === steps.length;
  }

  /** Before anything else is shown, the engine draws the whole figure of the build: where that differs, nothing is. */
  #prove() {
    return (this.#proof ??= this.#compare().catch((error) => {
      this.#proof = null;
      throw error;
    }));
  }

  async #compare() {
    const { specification } = this;
    const { frames, table } = await engine.call({ call: "frames", specification }, this.#options);
    const sum = await sumOf({ frames, table });
    if (sum.startsWith(this.#sums[0] ?? "-")) return;
    this.#alike.clear();
    this.frames.restore();
    throw new Failure("parity", "", sum);
  }

  /** @param {Problem} failure */
  #fail({ kind, file }) {
    this.#stopped = this.#stale = true;
    const key = kind === "cancelled" ? "live_cancelled" : `live_failed_${kind}`;
    this.notice.tell("failed", word(key, { file, kept: word("live_kept") }));
  }

  /** @param {Drawn & {error?: import("../protocol.js").Refusal}} answer */
  #receive(answer) {
    const { error } = answer;
    if (!error) {
      this.fields.forgive();
      return this.#show(answer);
    }
    const input = this.inputs.find(({ name }) => name === error.argument);
    const sentence = `${error.message}. ${word("live_kept")}`;
    if (input) this.fields.complain(input, sentence);
    else this.notice.tell("refused", sentence);
  }

  /** Put it into the page: what is in sight at once, the rest when the changes pause. @param {Drawn} drawn */
  #show({ frames, table }) {
    const { controls } = this.stepper;
    this.frames.take(frames, this.#goal);
    this.#goal = undefined;
    const heard = controls.said;
    this.#rest.start(() => {
      const quiet = this.#quiet || this.#drew;
      this.#drew = false;
      // What was said since, of a link that was copied say, is not cut off.
      if (!quiet && controls.said === heard) this.stepper.say(frames[this.stepper.index].status);
      this.frames.finish(table);
    }, PAUSE);
  }
}

/** @param {object} drawn */
const sumOf = (drawn) => digest(new TextEncoder().encode(JSON.stringify(drawn)));
