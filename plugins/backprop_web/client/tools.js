// @ts-check
/**
 * The tools of a figure: one row of buttons below its steps, and one panel below the row. At most
 * one tool is open at a time. A tool is a file of its own that registers here:
 *
 *     backprop.tools.add({ name: "check", order: 30, engine: true, open(place, panel) {…} });
 *
 * @typedef {object} Tool
 * @property {string} name its button says the sentence tool_<name>
 * @property {number} order its place in the row
 * @property {boolean} [engine] whether it needs the Python engine; without one it is not offered
 * @property {boolean} [pressed] whether it is a switch (aria-pressed) rather than a disclosure
 * @property {(place: Place) => boolean} [starts] whether the figure's author wants it open from the start
 * @property {(place: Place) => boolean} [fits] whether it has something to do in this figure
 * @property {(place: Place, panel: HTMLElement) => void} [open] fills the panel, which is empty
 * @property {(place: Place) => void} [close] what is to undo besides emptying the panel
 * @property {(place: Place, on: boolean) => void} [turn] what a switch does that needs no panel: it stays on
 *     while other tools open and close
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.tools || !backprop.stepper) return;

  const { word } = backprop;
  /** @type {Tool[]} in the order of the row */
  const known = [];
  /** @type {WeakMap<Element, Place>} */
  const places = new WeakMap();

  /** A figure's row of tools: what a tool gets to work with. */
  class Place {
    constructor(stepper) {
      this.stepper = stepper;
      /** @type {HTMLElement} */
      this.figure = stepper.figure;
      /** @type {Tool | null} */
      this.tool = null;
      /** The switches that are on beside it. @type {Set<Tool>} */
      this.on = new Set();
      this.row = element("div", { className: "bp-tools", role: "group", ariaLabel: word("tools") });
      this.panel = element("div", { className: "bp-panel", role: "region", hidden: true });
      this.panel.id = `${this.figure.id}--panel`;
      for (const part of [this.row, this.panel]) {
        part.addEventListener("keydown", (event) => this.#onKey(event));
      }
    }

    /** The figure as it is told now, with the numbers that it has now. */
    get specification() {
      const { live } = this.stepper;
      const built = JSON.parse(this.figure.dataset.specification);
      return live ? { ...built, ...live.telling, values: { ...live.values } } : built;
    }

    /** Offer a tool, at its place in the row. @param {Tool} tool */
    offer(tool) {
      if (tool.engine && !(backprop.engine && this.stepper.live)) return;
      if (this.button(tool.name) || !(tool.fits?.(this) ?? true)) return;
      const button = element("button", { type: "button", textContent: word(`tool_${tool.name}`) });
      button.dataset.tool = tool.name;
      if (!tool.turn) button.setAttribute("aria-controls", this.panel.id);
      button.addEventListener("click", () => this.toggle(tool));
      const later = known.slice(known.indexOf(tool) + 1).map(({ name }) => this.button(name));
      this.row.insertBefore(button, later.find(Boolean) ?? null);
      this.#mark();
      if (!this.row.isConnected) this.figure.querySelector(".bp-stage").after(this.row, this.panel);
      if (!this.tool && tool.starts?.(this)) this.open(tool);
    }

    /** @returns {HTMLButtonElement | null} */
    button(name) {
      return this.row.querySelector(`[data-tool="${name}"]`);
    }

    /** @param {Tool} tool */
    toggle(tool) {
      if (tool.turn) return this.turn(tool, !this.on.has(tool));
      const closing = this.tool === tool;
      this.close();
      if (closing) return;
      this.open(tool);
      this.panel.scrollIntoView({ block: "nearest" });
    }

    /** Turn a switch on or off. @param {Tool} tool @param {boolean} on */
    turn(tool, on) {
      if (on === this.on.has(tool)) return;
      this.on[on ? "add" : "delete"](tool);
      this.#mark();
      tool.turn(this, on);
      this.figure.dispatchEvent(new CustomEvent("bp-switch"));
    }

    /** @param {Tool} tool */
    open(tool) {
      this.tool = tool;
      this.closing = new AbortController();
      this.panel.dataset.tool = tool.name;
      this.panel.ariaLabel = word(`tool_${tool.name}`);
      this.panel.hidden = false;
      this.#mark();
      tool.open(this, this.panel);
    }

    close() {
      const { tool } = this;
      if (!tool) return;
      if (this.panel.contains(document.activeElement)) this.button(tool.name).focus();
      this.tool = null;
      this.closing.abort();
      tool.close?.(this);
      this.panel.hidden = true;
      this.panel.replaceChildren();
      this.#mark();
    }

    /** Announce a sentence. */
    say(text) {
      this.stepper.say(text);
    }

    /**
     * Ask the engine, with the figure's present numbers unless the request has some. While the
     * engine loads, the panel says so; when it fails, the panel has the usual sentence and a button
     * to try again. The answer is null when the engine refuses, which the panel says too, and when
     * the tool is closed.
     * @param {object} request
     * @param {() => void} [failed] called each time the engine fails
     * @returns {Promise<any>}
     */
    async ask(request, failed = () => {}) {
      const { signal } = this.closing;
      const onProgress = (done, total) => {
        const bytes = { done: megabytes(done), total: megabytes(total) };
        const key = done === total ? "live_starting" : "live_progress";
        this.#report(`${word("live_loading")} ${word(key, bytes)}`);
      };
      try {
        const full = { specification: this.specification, ...request };
        const answer = await backprop.engine.call(full, { onProgress, signal });
        if (signal.aborted) return null;
        this.#report(answer.error?.message ?? "", true);
        return answer.error ? null : answer;
      } catch ({ kind = "engine", file }) {
        if (signal.aborted) return null;
        this.#report(word(`live_failed_${kind}`, { file, kept: word("live_kept") }), true);
        failed();
        await this.#pressed(element("button", { type: "button", textContent: word("try_again") }));
        return signal.aborted ? null : this.ask(request, failed);
      }
    }

    /** Tell how it goes with the engine, in the place of messages; nothing takes away only such news. */
    #report(text, problem = false) {
      const message = this.panel.querySelector(".bp-panel-message");
      if (!text && !message?.dataset.engine) return;
      this.tell(text, problem);
      if (text) this.panel.querySelector(".bp-panel-message").dataset.engine = "true";
    }

    /** Show a message at the top of the panel, or take it away; `problem`: it is also announced. */
    tell(text, problem = false) {
      let message = this.panel.querySelector(".bp-panel-message");
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

    /** A button beside the message, until it is pressed. */
    #pressed(button) {
      const message = this.panel.querySelector(".bp-panel-message");
      message.append(" ", button);
      return new Promise((resolve) => {
        button.addEventListener("click", resolve, { once: true });
        this.closing.signal.addEventListener("abort", resolve, { once: true });
      });
    }

    #onKey(event) {
      if (event.key !== "Escape" || !this.tool) return;
      event.preventDefault();
      this.button(this.tool.name).focus();
      this.close();
    }

    #mark() {
      for (const tool of known) {
        const state = String(tool === this.tool || this.on.has(tool));
        const button = this.button(tool.name);
        if (button) button[tool.pressed ? "ariaPressed" : "ariaExpanded"] = state;
      }
    }
  }

  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

  /**
   * An element with properties; ARIA attributes go by their property names.
   * @param {string} name
   * @param {Record<string, any>} [properties]
   * @param {(Node | string)[]} children
   * @returns {any}
   */
  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /** Give the figures of the page their rows; to call it again does no harm. */
  function refresh() {
    backprop.stepper.each((stepper) => {
      const place = places.get(stepper.figure) ?? new Place(stepper);
      places.set(stepper.figure, place);
      for (const tool of known) place.offer(tool);
    });
  }

  /** Register a tool, once. @param {Tool} tool */
  function add(tool) {
    if (known.some(({ name }) => name === tool.name)) return;
    known.push(tool);
    known.sort((one, other) => one.order - other.order);
    refresh();
  }

  /** The row of tools of a figure. @returns {Place | undefined} */
  const of = (figure) => places.get(figure);

  backprop.tools = { add, of, element };
  // Material for MkDocs announces each page here, also after instant navigation.
  window["document$"]?.subscribe(refresh);
})();
