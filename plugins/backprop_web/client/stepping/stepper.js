/**
 * Steps through one figure: it knows which step is the current one, and tells the others by events. What the steps look
 * like is in log.js, the buttons are in controls.js.
 */
import { BEFORE_STEP, GO, STEP, tell } from "../protocol.js";
import { Controls } from "./controls.js";
import { Log } from "./log.js";
import { moves } from "./timing.js";
import { word } from "./words.js";

/** @typedef {import("../protocol.js").Live} Live */

const PLAY_INTERVAL = 1200;

export class Stepper {
  /** How many times as fast as usual it plays. */
  pace = 1;
  /** @type {import("../tools/camera.js").Camera | undefined} */
  camera;
  #timer = 0;
  /** @type {Live | null} */
  #live = null;

  /** @param {HTMLElement} figure */
  constructor(figure) {
    this.figure = figure;
    this.stage = /** @type {HTMLElement} */ (figure.querySelector(".bp-stage"));
    this.log = new Log(/** @type {HTMLElement} */ (figure.querySelector(".bp-steps")));
    this.controls = new Controls(figure, (action) => this.#act(action), (index) => this.go(index));
    this.index = 0;
    this.#listen();
    this.refresh();
    figure.classList.add("bp-ready");
  }

  #listen() {
    const { list } = this.log;
    list.addEventListener("click", (event) => this.#onLink(event));
    list.addEventListener("beforematch", ({ target }) => this.#find(this.indexOf(/** @type {Element} */ (target))));
    // The answer of a step that the reader completes.
    const open = (/** @type {Event} */ { target }) => /** @type {Element} */ (target).scrollIntoView({ block: "nearest" });
    list.addEventListener("toggle", open, true);
    // In a window, or on a stage, of another height.
    new ResizeObserver(() => this.log.reveal(this.index, "instant")).observe(list);
    this.figure.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** What can change its numbers, once it is there. */
  get live() {
    return this.#live;
  }

  /** Let its numbers be changed. @param {Live} live */
  enliven(live) {
    this.#live = live;
  }

  get steps() {
    return this.log.steps;
  }

  get last() {
    return this.log.last;
  }

  get forward() {
    return Number(this.figure.dataset.forward);
  }

  /** The step in sight. */
  get current() {
    return this.steps[this.index];
  }

  /** @param {Element | null | undefined} element */
  indexOf(element) {
    return this.log.indexOf(element);
  }

  /** Read the figure's steps anew, after they were replaced. */
  refresh() {
    this.show(Math.min(this.index, this.last));
  }

  /** Show a step because the reader asked for it: this ends playing, and is announced. @param {number} index */
  go(index) {
    this.pause();
    this.bring();
    if (index < 0) this.say(word("at_start"), true);
    else if (index > this.last) this.say(word("at_end"), true);
    else if (this.#isFree(index)) this.#visit(index);
  }

  /** @param {number} index */
  show(index) {
    this.prepare(index);
    const behavior = Math.abs(index - this.index) === 1 && moves() ? "smooth" : "instant";
    this.index = index;
    // First what is written, then what asks for places: the page is laid out once.
    this.#showControls();
    // At first the page is laid out when it is painted, not once for each figure before: then the log gets a size.
    this.log.show(index, this.figure.matches(".bp-ready") ? behavior : null);
    tell(this.figure, STEP, { index });
  }

  /** Have a step brought up to date. @param {number} index */
  prepare(index) {
    tell(this.figure, BEFORE_STEP, { index });
  }

  /** Show all steps, for paper. */
  unfold() {
    this.steps.forEach((_, index) => this.prepare(index));
    this.log.showAll();
  }

  /** Announce a sentence; a notice is also shown, as nothing else on the screen says it. @param {string} text */
  say(text, notice = false) {
    this.controls.say(text, notice);
  }

  play() {
    this.bring();
    if (this.index === this.last) this.#visit(0);
    this.#wait();
    this.#showControls();
  }

  #wait() {
    this.#timer = window.setTimeout(() => this.#tick(), PLAY_INTERVAL / this.pace);
  }

  pause() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#showControls();
  }

  /** Bring the stage into the window, where it is not wholly in it; then nothing moves. */
  bring() {
    this.stage.scrollIntoView({ block: "nearest" });
  }

  /** Bring the figure to the top of the window, or its stage where the figure is too tall. */
  reveal() {
    const whole = this.figure.offsetHeight < innerHeight * 0.9;
    (whole ? this.figure : this.stage).scrollIntoView({ block: "start" });
  }

  /** @param {number} index */
  #isFree(index) {
    return index <= this.index || tell(this.figure, GO, { index });
  }

  /** The browser found its text in a step that is out of sight. @param {number} index */
  #find(index) {
    this.pause();
    this.#visit(index);
  }

  /** @param {number} index */
  #visit(index) {
    this.show(index);
    this.say(this.current.dataset.status ?? "");
  }

  #tick() {
    // An instant navigation may have taken the figure away.
    const goal = this.index + 1;
    if (this.figure.isConnected && this.#isFree(goal)) this.show(goal);
    if (this.index < goal) this.pause();
    else if (goal === this.last) this.#rest();
    else if (this.#timer) this.#wait();
  }

  /** Play ends. Only now it is said where: to hear each step takes longer than it is shown. */
  #rest() {
    this.pause();
    this.say(this.current.dataset.status ?? "");
  }

  /** @param {import("./controls.js").Action} action */
  #act(action) {
    if (action === "play") this.#timer ? this.#rest() : this.play();
    else if (action === "back") this.go(this.index - 1);
    else if (action === "reset") this.go(0);
    else this.go(this.index + 1);
  }

  /** The step is in sight already: to follow its link, as Material would, only scrolls the page. @param {MouseEvent} event */
  #onLink(event) {
    const link = /** @type {Element} */ (event.target).closest(".bp-title a");
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    history.replaceState(history.state, "", link.hash);
    this.go(this.indexOf(link));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (modified || /** @type {Element} */ (event.target).closest("input, select, textarea")) return;
    const { index, last } = this;
    /** @type {Record<string, number>} */
    const goals = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last };
    if (!(event.key in goals)) return;
    event.preventDefault();
    this.go(goals[event.key]);
  }

  #showControls() {
    const { index, last, forward } = this;
    this.controls.show({ index, last, forward, playing: this.#timer !== 0 });
  }
}
