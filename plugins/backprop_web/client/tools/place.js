/**
 * The tools of a figure: one row of buttons below its steps, and one panel below the row. At most one tool is open at a
 * time. A tool is a file of its own that exports what is described here; tools.js lists them.
 *
 * @typedef {object} Tool
 * @property {string} name its button says the sentence tool_<name>
 * @property {number} order its place in the row
 * @property {boolean} [engine] whether it needs the Python engine; without one it is not offered
 * @property {boolean} [pressed] whether it is a switch (aria-pressed) rather than a disclosure
 * @property {(place: Place) => boolean} [starts] whether the figure's author wants it open from the start
 * @property {(place: Place) => boolean} [fits] whether it has something to do in this figure
 * @property {(place: Place, panel: HTMLElement) => void} [open] fills the panel, which is empty
 * @property {(place: Place) => void} [go] what a plain button does, which opens nothing and turns nothing
 * @property {(place: Place, on: boolean) => void} [turn] what a switch does that needs no panel: it stays on
 *     while other tools open and close
 *
 * @typedef {import("../protocol.js").Specification} Specification
 * @typedef {import("../protocol.js").Failure} Failure
 */
import { SWITCH, specificationOf, tell } from "../protocol.js";
import { word } from "../stepping/words.js";
import { button, called, element } from "./element.js";

/** A figure's row of tools: what a tool gets to work with. */
export class Place {
  /**
   * @param {import("../stepping/stepper.js").Stepper} stepper
   * @param {readonly Tool[]} known all tools, in the order of the row
   */
  constructor(stepper, known) {
    this.stepper = stepper;
    this.known = known;
    this.figure = stepper.figure;
    /** @type {Tool | null} */
    this.tool = null;
    /** The switches that are on beside it. @type {Set<Tool>} */
    this.on = new Set();
    /** Aborted when the tool that is open closes. */
    this.closing = new AbortController();
    /** The learning rate that the reader chose for this figure. @type {number | undefined} */
    this.rate = undefined;
    this.row = element("div", { className: "bp-tools", role: "group", ariaLabel: called(this.figure, "tools") });
    this.panel = element("div", { className: "bp-panel", role: "region", hidden: true });
    this.panel.id = `${this.figure.id}--panel`;
    /** The part of it that is brought into the window. @type {Element} */
    this.first = this.panel;
    for (const part of [this.row, this.panel]) {
      part.addEventListener("keydown", (event) => this.#onKey(event));
    }
  }

  /** The figure as it is told now, with the numbers that it has now. @returns {Specification} */
  get specification() {
    const { live } = this.stepper;
    const built = specificationOf(this.figure);
    return live ? { ...built, ...live.telling, values: { ...live.values } } : built;
  }

  /** Offer a tool, at its place in the row. @param {Tool} tool */
  offer(tool) {
    if (tool.engine && !this.stepper.live) return;
    if (this.button(tool.name) || !(tool.fits?.(this) ?? true)) return;
    const own = button(word(`tool_${tool.name}`), () => this.toggle(tool), { dataset: { tool: tool.name } });
    if (tool.open) own.setAttribute("aria-controls", this.panel.id);
    const later = this.known.slice(this.known.indexOf(tool) + 1).map(({ name }) => this.button(name));
    this.row.insertBefore(own, later.find(Boolean) ?? null);
    this.#mark();
    if (!this.row.isConnected) {
      this.stepper.stage.nextElementSibling?.append(this.row, this.panel);
      this.figure.classList.add("has-tools");
    }
    if (!this.tool && tool.starts?.(this)) this.open(tool);
  }

  /** @param {string} name of a tool @returns {HTMLButtonElement | null} */
  button(name) {
    return this.row.querySelector(`[data-tool="${name}"]`);
  }

  /** @param {Tool} tool */
  toggle(tool) {
    if (tool.go) return tool.go(this);
    if (tool.turn) return this.turn(tool, !this.on.has(tool));
    const closing = this.tool === tool;
    this.close();
    if (closing) return;
    this.open(tool);
    this.bring();
  }

  /** Bring the panel into the window, with the drawing where that is read together, as far as there is room. */
  bring() {
    if (this.panel.previousElementSibling === this.stepper.stage) this.stepper.bring();
    this.first.scrollIntoView({ block: "nearest" });
  }

  /** Turn a switch on or off. @param {Tool} tool @param {boolean} on */
  turn(tool, on) {
    if (on === this.on.has(tool)) return;
    this.on[on ? "add" : "delete"](tool);
    this.#mark();
    tool.turn?.(this, on);
    tell(this.figure, SWITCH, null);
  }

  /** @param {Tool} tool */
  open(tool) {
    this.tool = tool;
    this.closing = new AbortController();
    this.first = this.panel;
    this.panel.dataset.tool = tool.name;
    this.panel.ariaLabel = called(this.figure, `tool_${tool.name}`);
    this.panel.hidden = false;
    this.#mark();
    tool.open?.(this, this.panel);
  }

  /**
   * Put the panel between the stage and the row until its tool closes: what it asks or shows is read together with the
   * drawing. @param {string} mark of the figure meanwhile @param {Element} [first] the part of it that goes before
   */
  beside(mark, first = this.panel) {
    const { panel, figure } = this;
    this.first = first;
    const { parentElement: parent, nextSibling: rest } = panel;
    figure.classList.add(mark);
    this.stepper.stage.after(panel);
    this.closing.signal.addEventListener("abort", () => {
      figure.classList.remove(mark);
      parent?.insertBefore(panel, rest);
    });
  }

  close() {
    const { tool } = this;
    if (!tool) return;
    if (this.panel.contains(document.activeElement)) this.button(tool.name)?.focus();
    this.tool = null;
    this.closing.abort();
    this.panel.hidden = true;
    this.panel.replaceChildren();
    this.#mark();
  }

  /** Announce a sentence. @param {string} text */
  say(text) {
    this.stepper.say(text);
  }

  /**
   * Ask the engine, with the figure's present numbers unless the request has some. While the
   * engine loads, the panel says so; when it fails, the panel has the usual sentence and a button
   * to try again. The answer is null when the engine refuses, which the panel says too, and when
   * the tool is closed.
   * @template {keyof import("../protocol.js").Answers} K
   * @param {import("../protocol.js").Asked<K>} request
   * @param {() => void} [failed] called each time the engine fails
   * @returns {Promise<import("../protocol.js").Answered<K> | null>}
   */
  async ask(request, failed = () => {}) {
    const { signal } = this.closing;
    const { live } = this.stepper;
    if (!live) return null;
    try {
      const report = this.#report.bind(this);
      const answer = await live.ask({ specification: this.specification, ...request }, { report, signal });
      if (signal.aborted) return null;
      this.#report(answer.error?.message ?? "", true);
      return answer.error ? null : answer;
    } catch (failure) {
      const { kind = "engine", file } = /** @type {Failure} */ (failure);
      if (signal.aborted) return null;
      this.#report(word(`live_failed_${kind}`, { file, kept: word("live_kept") }), true);
      failed();
      await this.#pressed(word("try_again"), signal);
      return signal.aborted ? null : this.ask(request, failed);
    }
  }

  /** The message at the top of the panel. @returns {HTMLElement | null} */
  get message() {
    return this.panel.querySelector(".bp-panel-message");
  }

  /** Tell how it goes with the engine, in the place of messages; nothing takes away only such news. @param {string} text */
  #report(text, problem = false) {
    if (!text && !this.message?.dataset.engine) return;
    this.tell(text, problem);
    if (text && this.message) this.message.dataset.engine = "true";
  }

  /** Show a message at the top of the panel, or take it away; `problem`: it is also announced. @param {string} text */
  tell(text, problem = false) {
    let { message } = this;
    if (!text) return message?.remove();
    if (!message) {
      message = element("p", { className: "bp-panel-message" });
      this.panel.prepend(message);
    }
    message.textContent = text;
    delete message.dataset.engine;
    message.classList.toggle("bp-problem", problem);
    if (problem) this.say(text);
  }

  /** A button beside the message, until it is pressed. @param {string} text @param {AbortSignal} signal @returns {Promise<void>} */
  #pressed(text, signal) {
    return new Promise((resolve) => {
      this.message?.append(" ", button(text, resolve));
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key !== "Escape" || !this.tool) return;
    event.preventDefault();
    this.button(this.tool.name)?.focus();
    this.close();
  }

  #mark() {
    for (const tool of this.known) {
      const state = String(tool === this.tool || this.on.has(tool));
      const own = this.button(tool.name);
      if (own && !tool.go) own[tool.pressed ? "ariaPressed" : "ariaExpanded"] = state;
    }
  }
}
