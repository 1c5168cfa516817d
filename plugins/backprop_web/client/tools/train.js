/**
 * Trains a figure by gradient descent, or by one of its relatives, with all of its samples. The weights go into the figure's fields, so that
 * the whole figure follows; every update is kept, so that any earlier one comes back exactly.
 *
 * @typedef {import("../protocol.js").State} State
 * @typedef {import("../protocol.js").Answers["train"]} Trained
 * @typedef {import("../protocol.js").Live} Live
 * @typedef {import("./place.js").Place} Place
 */
import { VALUES, hear, specificationOf } from "../protocol.js";
import { LARGEST, inFull, readNumber } from "../stepping/numbers.js";
import { word } from "../stepping/words.js";
import { button, element } from "./element.js";
import { plain } from "./shown.js";
import { Watch } from "./watch.js";

const RATE = 0.1;
const MOST = 10000;
/** Least milliseconds between two looks at a running training; updates in a millisecond. */
const SLICE = 100;
const PACE = 1;
const SMALLEST_BATCH = 10;
/** A slow machine needs well under the two seconds that the engine gives one answer. */
const LARGEST_BATCH = 200;
const STILL = 1e-15;

/** @param {string} name @param {() => void} act */
const named = (name, act) => button(word(`train_${name}`), act, { dataset: { action: name } });

class Training {
  rate = element("input", { type: "text", autocomplete: "off" });
  problem = element("p", { className: "bp-problem", hidden: true });
  run = named("run", () => (this.running ? this.#stop() : this.#start()));
  range = element("input", { type: "range", min: 0, max: 0, step: 1, value: 0 });
  where = element("p", { className: "bp-train-where" });
  rules = element("select", {});
  /** Every update, and the one whose weights the figure has. @type {State[]} */
  states = [];
  at = 0;
  /** The weights, as the fields and as readers call them. @type {string[]} */
  names = [];
  /** @type {string[]} */
  symbols = [];
  /** What the optimiser keeps of each, as readers call it. @type {string[]} */
  keeps = [];
  /** The learning rate that each optimiser begins with. @type {Record<string, number>} */
  rates = {};
  learningRate = RATE;
  /** Whether it goes on by itself; one update is asked for; a number was changed meanwhile; it changes them itself. */
  running = false;
  waiting = false;
  changed = false;
  writing = false;

  /** @param {Place} place @param {Live} live @param {HTMLElement} panel */
  constructor(place, live, panel) {
    this.place = place;
    this.live = live;
    this.sample = live.values.sample;
    this.watch = new Watch(place, () => this);
    this.#build(panel);
    // Its own: the place has another one as soon as another tool is open.
    this.closing = place.closing.signal;
    hear(place.figure, VALUES, () => this.#onNumber(), { signal: this.closing });
    live.hush(true);
    this.closing.addEventListener("abort", () => this.#close());
    this.#begin();
  }

  /** @param {HTMLElement} panel */
  #build(panel) {
    const { problem, range, rate, rules } = this;
    const labelled = (/** @type {string} */ part, /** @type {HTMLInputElement | HTMLSelectElement} */ input) => {
      input.id = `${panel.id}-${part}`;
      return [element("label", { htmlFor: input.id, textContent: word(`train_${part}`) }), input];
    };
    rate.value = String(this.place.rate ?? RATE);
    problem.id = `${panel.id}-problem`;
    rate.setAttribute("aria-describedby", problem.id);
    rate.addEventListener("input", () => this.#readRate());
    rules.addEventListener("change", () => this.#choose());
    range.addEventListener("input", () => this.#visit(range.valueAsNumber));
    const buttons = [named("one", () => this.#one()), this.run, named("start", () => this.#visit(0))];
    const row = (/** @type {HTMLElement[]} */ ...parts) => element("div", { className: "bp-train-row" }, ...parts);
    const run = element("div", {}, row(...buttons), row(...labelled("updates", range)), this.where);
    const settings = element("div", {}, row(...labelled("rule", rules), ...labelled("rate", rate)), problem);
    const [curve, fit, ...rest] = this.watch.parts;
    panel.append(run, curve, fit, settings, element("p", { textContent: word("train_told") }), ...rest);
    this.place.beside("bp-training", run);
    this.#readRate();
  }

  /** The reader keeps the weights of the last update that the panel showed. */
  #close() {
    this.live.hush(false);
    if (this.running) this.#write();
    this.running = false;
  }

  /** Take the figure's numbers as update 0. */
  async #begin() {
    /** @type {State[]} */
    const states = (this.states = []);
    this.at = 0;
    const answer = await this.#ask(0);
    if (!answer || this.states !== states) return;
    this.names = answer.names;
    this.symbols = answer.symbols;
    this.keeps = answer.keeps;
    this.rates = answer.rates;
    if (!this.rules.length) {
      const options = Object.keys(answer.rates).map((name) => new Option(word(`train_${name}`), name));
      this.rules.append(...options);
    }
    this.#keep(answer);
    this.#show();
  }

  /** Another optimiser begins anew, with a learning rate that suits it. */
  #choose() {
    this.rate.value = String(this.rates[this.rules.value]);
    this.#readRate();
    this.changed = true;
    if (!this.running) this.#anew();
  }

  /** What the next update goes by, as requests have it. */
  get rule() {
    return { rate: this.learningRate, optimiser: this.rules.value || undefined };
  }

  /** @param {number} updates @param {Partial<import("../protocol.js").Asked<"train">>} [more] */
  #ask(updates, more = {}) {
    const kept = this.states[this.at]?.[3];
    return this.place.ask({ call: "train", ...this.rule, updates, made: this.at, kept, ...more });
  }

  /** Add what the engine answered; its first state is the one that it started from. @param {Trained} answer */
  #keep({ states, stopped }) {
    this.states.splice(this.at, Infinity, ...states);
    this.at = this.states.length - 1;
    if (stopped) this.place.tell(stopped, true);
    return !stopped;
  }

  async #one() {
    if (this.running || this.waiting || !this.#readRate() || !this.states.length) return;
    this.waiting = true;
    const { states } = this;
    const answer = await this.#ask(1);
    this.waiting = false;
    // A number that was changed meanwhile starts the training anew.
    if (!answer || this.closing.aborted || this.states !== states) return;
    const good = this.#keep(answer);
    this.#write();
    this.#show();
    if (good) this.place.say(this.#where);
  }

  async #start() {
    if (this.waiting || !this.#readRate() || !this.states.length) return;
    this.running = true;
    this.#label();
    this.place.bring();
    this.place.say(word("train_running"));
    const started = performance.now() - this.at / PACE;
    while (this.running) {
      const begun = performance.now();
      const due = Math.ceil((begun - started) * PACE) - this.at;
      const batch = Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, due));
      const { values } = this.place.specification;
      const specification = { ...this.place.specification, values: { ...values, ...this.#weights() } };
      const answer = await this.#ask(Math.min(batch, MOST - this.at), { specification });
      if (this.closing.aborted) return;
      if (!answer || this.changed || !this.#keep(answer)) break;
      this.#write();
      await this.#show();
      const reason = this.#isStill() ? "train_still" : this.at >= MOST ? "train_enough" : "";
      if (reason) {
        this.place.tell(word(reason));
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, SLICE - (performance.now() - begun)));
      if (this.closing.aborted) return;
    }
    this.#finish();
  }

  /** Whether the last update moved nothing but what rounding makes of gradients that are almost 0. */
  #isStill() {
    const [before, after] = this.states.slice(-2);
    const still = (/** @type {number} */ weight, /** @type {number} */ place) =>
      Math.abs(weight - before[1][place]) <= STILL * Math.max(1, Math.abs(weight));
    return Boolean(after) && after[1].every(still);
  }

  #stop() {
    this.running = false;
  }

  #finish() {
    this.running = false;
    this.#label();
    if (this.changed) return this.#anew();
    this.#write();
    this.#show();
    this.place.say(this.place.message?.textContent ?? word("train_stopped", this.#told()));
  }

  #label() {
    this.run.textContent = word(this.running ? "train_stop" : "train_run");
  }

  /** Go to an update that was made before, with the very same weights. @param {number} update */
  #visit(update) {
    if (this.running || this.waiting || !this.states.length) return void (this.range.value = String(this.at));
    this.at = update;
    this.place.tell("");
    this.#write();
    this.#show();
    if (document.activeElement !== this.range) this.place.say(this.#where);
  }

  /** @returns {Record<string, number>} */
  #weights() {
    const [, weights] = this.states[this.at];
    return Object.fromEntries(this.names.map((name, place) => [name, weights[place]]));
  }

  /** Put the weights into the figure's fields in full, so that they are read back unchanged. */
  #write() {
    const weights = this.#weights();
    this.writing = true;
    for (const input of this.live.inputs) {
      if (!(input.name in weights)) continue;
      input.value = inFull(weights[input.name]);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.writing = false;
  }

  #onNumber() {
    if (this.writing || this.#onlySample()) return;
    this.changed = true;
    if (!this.running) this.#anew();
  }

  /** Whether nothing but the sample in sight is another one: the training takes all of them. */
  #onlySample() {
    const { sample } = this.live.values;
    if (sample === this.sample) return false;
    this.sample = sample;
    const weights = this.states.length ? this.#weights() : {};
    return Object.entries(weights).every(([name, weight]) => this.live.values[name] === weight);
  }

  #anew() {
    this.changed = false;
    this.place.tell("");
    const several = this.states.length > 1;
    this.#begin().then(() => {
      if (!several || this.closing.aborted) return;
      this.place.tell(word("train_anew"));
      this.place.say(word("train_anew"));
    });
  }

  /** @returns {boolean} whether the learning rate can be used */
  #readRate() {
    const rate = readNumber(this.rate.value);
    const good = rate > 0 && rate <= LARGEST;
    if (good) this.learningRate = this.place.rate = rate;
    this.rate.ariaInvalid = good ? null : "true";
    this.problem.textContent = good ? "" : word("train_rate_wrong");
    this.problem.hidden = good;
    if (!good) this.place.say(word("train_rate_wrong"));
    return good;
  }

  #told() {
    const [loss] = this.states[this.at];
    return { update: this.at, last: this.states.length - 1, loss: plain(loss) };
  }

  /** Which update the figure has, in words. */
  get #where() {
    return word("train_at", this.#told());
  }

  /** Bring the panel up to date. */
  #show() {
    const last = this.states.length - 1;
    this.where.textContent = this.#where;
    this.range.max = String(last);
    this.range.value = String(this.at);
    this.range.ariaValueText = this.#where;
    return this.watch.show();
  }
}

/** @type {import("./place.js").Tool} */
export const train = {
  name: "train",
  order: 20,
  engine: true,
  fits: ({ figure }) => {
    const { network, samples, parameters } = specificationOf(figure);
    return Boolean(network || samples || parameters);
  },
  open: (place, panel) => place.stepper.live && new Training(place, place.stepper.live, panel),
};
