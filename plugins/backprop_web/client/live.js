// @ts-check
/**
 * Lets the reader change a figure's numbers. The first change starts the Python engine; until it
 * answers, and whenever it fails, the figure keeps the frames it has.
 *
 * @typedef {{phase: string, status: string, drawing: string, text: string}} Frame
 * @typedef {{frames: Frame[], table: string}} Answer what a figure shows; `table` has more digits
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.live || !backprop.numbers) return;

  const { word } = backprop;
  const { LARGEST, learn, read, written } = backprop.numbers;
  /** Milliseconds without a change after which all that is out of sight is computed, too. */
  const SETTLED = 80;
  /** And after which the reader is told what came of it. */
  const PAUSE = 500;
  /** What may be a formula of numbers, such as 1/3 or 2*pi. */
  const FORMULA = /^(?=.*([\dπ]|\bpi\b|\be\b))[\w\sπ.,+*/()^²³½·×−-]*$/;
  const TABLE = ":scope > .bp-table table";

  class Live {
    constructor(stepper) {
      this.stepper = stepper;
      stepper.live = this;
      /** Whether a tool that changes the numbers announces itself what comes of it. */
      this.quiet = false;
      /** @type {HTMLElement} */
      this.figure = stepper.figure;
      /** @type {HTMLFormElement} */
      this.form = this.figure.querySelector(".bp-values");
      this.inputs = [...this.form.querySelectorAll("input")];
      /** @type {HTMLElement} */
      this.area = this.figure.querySelector(".bp-live");
      this.specification = JSON.parse(this.figure.dataset.specification);
      this.values = { ...this.specification.values };
      /** How the figure is to be told, and how its frames are. */
      this.telling = this.told = {};
      /** What the build made. @type {Answer} */
      this.built = null;
      /** What each step has in the page now. @type {Partial<Frame>[]} */
      this.shown = null;
      this.#listen();
      for (const input of this.inputs) this.edit(input);
      ahead.observe(this.figure);
    }

    #listen() {
      const on = (type, react) => this.form.addEventListener(type, react);
      on("input", (event) => this.edit(event.target, PAUSE));
      on("change", (event) => this.edit(event.target));
      on("submit", (event) => event.preventDefault());
      this.figure.addEventListener("bp-before-step", (event) => this.#bring(event["detail"].index));
      this.figure.addEventListener("click", ({ target }) => {
        const { action } = target["dataset"];
        if (action === "defaults") this.#restore();
        if (action === "cancel") this.loading.abort();
        if (action !== "retry") return;
        this.stale = true;
        this.#run();
      });
    }

    /** Take over a field's number, or say what is wrong with it once typing pauses. */
    edit(input, patience = 0) {
      const { name } = input;
      const value = taken(input.value);
      clearTimeout(this.complaint);
      this.form.querySelector("button").hidden = this.inputs.every(
        (each) => each.value === each.defaultValue,
      );
      if (typeof value === "string") {
        this.complaint = setTimeout(() => this.#refuse(input, value), patience);
        return;
      }
      this.#complain(input);
      if (value === this.values[name]) return;
      this.values[name] = value;
      this.#changed();
      this.stale = true;
      this.stepper.pause();
      if (!this.stopped) this.#run();
    }

    /** Say what is wrong with a field, unless the engine can make a number of what is in it. */
    async #refuse(input, key) {
      const { name, value } = input;
      const sentence = word(key, { kept: written(this.values[name]) });
      if (key !== "field_not_a_number" || !FORMULA.test(value)) return this.#complain(input, sentence);
      this.loading ??= new AbortController();
      const { number, error } = await this.#ask({ call: "number", name, text: value }).catch(() => ({}));
      if (number !== undefined || error) this.#ready();
      if (input.value !== value) return;
      if (number === undefined) return this.#complain(input, error ? `${error.message}. ${word("live_kept")}` : sentence);
      learn(value, number);
      this.edit(input);
    }

    /** Tell whatever else shows the numbers. */
    #changed() {
      this.figure.dispatchEvent(new CustomEvent("bp-values"));
    }

    #complain(input, sentence = "") {
      // The messages of several fields stand below one another, so each begins with the field's name.
      const text = sentence && `${input.ariaLabel}: ${sentence}`;
      const place = input.nextElementSibling;
      place.textContent = text;
      place.hidden = !text;
      input.ariaInvalid = text ? "true" : null;
      if (text) this.stepper.say(text);
    }

    /** Have the figure told in another way, as `bug: "overwrite"` does. */
    retell(telling) {
      this.telling = telling;
      this.stale = true;
      this.stepper.pause();
      this.#run();
    }

    /** Back to the numbers and frames of the build, without the engine. */
    #restore() {
      this.telling = this.told = {};
      this.stale = false;
      this.turn = null;
      this.values = { ...this.specification.values };
      this.form.reset();
      this.form.tabIndex = -1;
      this.form.focus({ preventScroll: true });
      for (const input of this.inputs) this.edit(input);
      this.area.hidden = true;
      this.stopped = false;
      if (this.built) this.#show(this.built);
      this.#changed();
    }

    /** Have the frames computed, one request at a time, until they belong to the numbers. */
    async #run() {
      this.stopped = false;
      if (this.busy) return;
      this.busy = true;
      while (this.stale && !this.stopped) await this.#compute().catch((error) => this.#fail(error));
      this.busy = false;
    }

    async #compute() {
      const turn = (this.turn = {});
      this.loading = new AbortController();
      if (!this.proven) await this.#prove();
      this.stale = false;
      if (this.telling !== this.told || !(await this.#glance(turn))) return this.#complete(turn);
      const complete = () => this.turn === turn && this.#complete(turn).catch((error) => this.#fail(error));
      setTimeout(complete, SETTLED);
    }

    /** What is in sight comes first, as the whole figure takes several times as long. */
    async #glance(turn) {
      const { stepper } = this;
      const steps = [stepper.index, ...inSight(stepper)];
      const { frames } = await this.#ask({ call: "glance", steps });
      this.#ready();
      if (frames && this.turn === turn) {
        this.#keep();
        this.frames = this.frames.map((frame, step) => frames[steps.indexOf(step)] ?? frame);
        this.#look();
      }
      return frames;
    }

    async #complete(turn) {
      const { telling } = this;
      const answer = await this.#ask({ call: "frames" });
      this.#ready();
      if (this.turn !== turn) return;
      this.told = telling;
      this.#receive(answer);
    }

    async #ask(request, telling = this.telling, values = this.values) {
      const specification = { ...this.specification, ...telling, values: { ...values } };
      const onProgress = this.#progress.bind(this);
      const { signal } = this.loading;
      return backprop.engine.call({ ...request, specification }, { onProgress, signal });
    }

    /** The engine first draws the figure of the build: where that differs, nothing else is shown. */
    async #prove() {
      const { frames, table } = await this.#ask({ call: "frames" }, {}, this.specification.values);
      const sum = await backprop.loader.digest(new TextEncoder().encode(JSON.stringify({ frames, table })));
      this.proven = sum.startsWith(this.figure.dataset.frames || "-");
      if (!this.proven) throw Object.assign(new Error(sum), { kind: "parity" });
    }

    #ready() {
      if (!this.area.hidden) this.#tell("ready", word("live_ready"));
    }

    #fail({ kind, file }) {
      this.stopped = this.stale = true;
      const key = kind === "cancelled" ? "live_cancelled" : `live_failed_${kind}`;
      this.#tell("failed", word(key, { file, kept: word("live_kept") }));
    }

    #receive(answer) {
      const { error } = answer;
      if (!error) {
        for (const input of this.inputs) if (Number.isFinite(taken(input.value))) this.#complain(input);
        return this.#show(answer);
      }
      const input = this.inputs.find(({ name }) => name === error.argument);
      const sentence = `${error.message}. ${word("live_kept")}`;
      if (input) this.#complain(input, sentence);
      else this.#tell("refused", sentence);
    }

    #progress(done, total) {
      const bar = this.area.querySelector("progress");
      const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
      let text = word("live_progress", { done: megabytes(done), total: megabytes(total) });
      bar.value = done / total;
      // What is fetched because a fast start failed comes on top.
      if (done >= total) {
        bar.removeAttribute("value");
        text = word("live_starting");
      }
      this.#tell("loading", `${word("live_loading")} ${text}`);
    }

    /** The state decides which buttons the area shows; each new state is announced. */
    #tell(state, text) {
      const { area } = this;
      /** @type {HTMLElement} */
      const message = area.querySelector(".bp-live-message");
      message.textContent = text;
      area.hidden = false;
      if (area.dataset.state === state) return;
      message.tabIndex = -1;
      if (area.contains(document.activeElement)) message.focus();
      area.dataset.state = state;
      this.stepper.say(text);
    }

    /** Put it into the page: what is in sight at once, the rest when the changes pause. */
    #show({ frames, table }) {
      const { stepper } = this;
      this.#keep();
      this.frames = frames;
      this.#fit();
      this.#look();
      clearTimeout(this.rest);
      const heard = stepper.status.textContent;
      this.rest = setTimeout(() => {
        // What was said since, of a link that was copied say, is not cut off.
        if (!this.quiet && stepper.status.textContent === heard) stepper.say(frames[stepper.index].status);
        frames.forEach((_, index) => this.#update(index));
        this.figure.querySelector(TABLE).outerHTML = table;
      }, PAUSE);
    }

    /** Before anything is written for the first time. */
    #keep() {
      if (this.built) return;
      const { stepper } = this;
      // What marks the steps takes its marks away, so that they are kept as they were built.
      stepper.dispatch("bp-before-keep", stepper.index);
      this.frames = stepper.steps.map(frameOf);
      this.built = { frames: this.frames, table: this.figure.querySelector(TABLE).outerHTML };
      this.shown = this.frames.map((frame) => ({ ...frame }));
    }

    /** Bring up to date what is in sight. */
    #look() {
      const seen = inSight(this.stepper);
      this.#update(this.stepper.index);
      for (const past of seen) this.#write(past, "text");
    }

    /** Make new steps where there are not as many as frames. */
    #fit() {
      const { figure, frames, stepper } = this;
      const backward = frames.filter((frame) => frame.phase === "backward").length;
      const forward = frames.length - backward - 1;
      if (this.shown.length === frames.length && stepper.forward === forward) return;
      Object.assign(figure.dataset, { forward, backward });
      this.shown = frames.map(() => ({}));
      const step = (_, index) =>
        `<li class="bp-step" id="${figure.id}-step-${index}">` +
        `<div class="bp-drawing"></div><div class="bp-text"></div></li>`;
      stepper.list.innerHTML = frames.map(step).join("");
      stepper.refresh();
    }

    /** Bring up to date what comes into sight with a step: its drawing, and the log up to it. */
    #bring(index) {
      if (!this.frames) return;
      this.#update(index);
      for (let past = 0; past < index; past++) this.#write(past, "text");
    }

    #update(index) {
      const { phase, status } = this.frames[index];
      Object.assign(this.stepper.steps[index].dataset, { phase, status });
      this.#write(index, "drawing");
      this.#write(index, "text");
    }

    #write(index, part) {
      const content = this.frames[index][part];
      if (this.shown[index][part] === content) return;
      this.shown[index][part] = content;
      const box = this.stepper.steps[index].querySelector(`.bp-${part}`);
      const focused = box.contains(document.activeElement);
      box.innerHTML = content;
      backprop.stepper.retab(box.parentElement);
      if (focused) box.querySelector("a").focus({ preventScroll: true });
    }
  }

  /** Once a figure is in sight and the page idle, the engine may start ahead of the first change. */
  const ahead = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    ahead.disconnect();
    if (document.readyState === "complete") idle();
    else addEventListener("load", idle, { once: true });
  });
  const { requestIdleCallback = (act) => setTimeout(act, PAUSE) } = window;
  const idle = () => requestIdleCallback(() => backprop.engine.preload());

  /** @returns {number | string} the number, or the key of the sentence that says what is wrong */
  function taken(text) {
    const value = read(text);
    if (text.trim() === "") return "field_empty";
    if (Number.isNaN(value)) return "field_not_a_number";
    if (!Number.isFinite(value)) return "field_infinite";
    return Math.abs(value) > LARGEST ? "field_too_large" : value;
  }

  /** @returns {Frame} */
  function frameOf(step) {
    const inside = (part) => step.querySelector(part).innerHTML;
    return { ...step.dataset, drawing: inside(".bp-drawing"), text: inside(".bp-text") };
  }

  /** The past steps that the scrolled log shows; to lay out all of them takes too long. */
  function inSight({ list, steps, index }) {
    const { top, bottom } = list.getBoundingClientRect();
    return [...Array(index).keys()].filter((past) => {
      const box = steps[past].getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
  }

  /** Make live what a stepper steps through; stepper.js calls it for each figure it takes up. */
  backprop.live = (stepper) => stepper.figure.querySelector(".bp-values") && new Live(stepper);
  backprop.stepper?.each(backprop.live);
  document.documentElement.classList.remove("bp-no-live");
})();
