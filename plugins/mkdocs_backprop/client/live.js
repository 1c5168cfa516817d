// @ts-check
/**
 * Lets the reader change a figure's numbers. The first change starts the Python engine; until it
 * answers, and whenever it fails, the figure keeps the frames it has.
 *
 * @typedef {{phase: string, status: string, drawing: string, text: string}} Frame
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.live) return;

  const { word } = backprop;
  const LARGEST = 1e6;
  const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  const INFINITE = /^[+-]?(inf|infinity|∞)$/i;
  const KEY_STEPS = { ArrowUp: 0.1, ArrowDown: -0.1, PageUp: 1, PageDown: -1 };
  const STEP_PER_PIXEL = 0.01;
  /** Milliseconds without a change after which the reader is told what came of it. */
  const PAUSE = 500;

  class Live {
    constructor(stepper) {
      this.stepper = stepper;
      /** @type {HTMLElement} */
      this.figure = stepper.figure;
      this.form = this.figure.querySelector(".bp-values");
      /** @type {HTMLElement} */
      this.area = this.figure.querySelector(".bp-live");
      this.specification = JSON.parse(this.figure.dataset.specification);
      this.values = { ...this.specification.values };
      /** The frames of the build, and what each step shows now. @type {Frame[]} */
      this.built = null;
      this.shown = null;
      /** The specification to compute next; a newer one takes its place. */
      this.wanted = null;
      this.#listen();
      for (const input of this.inputs) if (input.value !== input.defaultValue) this.#edit(input);
    }

    get inputs() {
      return [...this.form.querySelectorAll("input")];
    }

    #listen() {
      const on = (type, react) => this.form.addEventListener(type, react);
      on("input", (event) => this.#edit(event.target, PAUSE));
      on("change", (event) => this.#edit(event.target));
      on("keydown", (event) => this.#onKey(event));
      on("pointerdown", (event) => this.#onPress(event));
      on("submit", (event) => event.preventDefault());
      this.figure.addEventListener("bp-before-step", (event) => this.#bring(event["detail"].index));
      this.figure.addEventListener("click", ({ target }) => {
        const { action } = target["dataset"];
        if (action === "defaults") this.#restore();
        if (action === "cancel") this.loading.abort();
        if (action === "retry") this.#run();
      });
    }

    /** Take over a field's number, or say what is wrong with it, once typing pauses. */
    #edit(input, patience = 0) {
      const value = read(input.value);
      const known = this.values[input.name];
      clearTimeout(this.complaint);
      this.#offerDefaults();
      if (typeof value === "string") {
        const sentence = word(value, { kept: written(known) });
        this.complaint = setTimeout(() => this.#complain(input, sentence), patience);
        return;
      }
      this.#complain(input);
      if (value === known) return;
      this.values[input.name] = value;
      this.wanted = { ...this.specification, values: { ...this.values } };
      this.stepper.pause();
      if (!this.stopped) this.#run();
    }

    #complain(input, sentence = "") {
      const place = document.getElementById(input.getAttribute("aria-describedby"));
      place.textContent = sentence;
      place.hidden = !sentence;
      input.ariaInvalid = sentence ? "true" : null;
      if (sentence) this.stepper.say(sentence);
    }

    /** Change a number from where it was; 0.1 + 0.2 is 0.3 here. */
    #move(input, from, distance) {
      input.value = written(Number((from + distance).toFixed(10)));
      this.#edit(input);
    }

    #onKey(event) {
      const step = KEY_STEPS[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.#move(event.target, this.values[event.target.name], event.shiftKey ? step / 10 : step);
    }

    /** A field's label can be dragged sideways. */
    #onPress(event) {
      const label = event.target.closest("label");
      if (!label || event.button) return;
      const from = this.values[label.control.name];
      let moved = 0;
      label.setPointerCapture(event.pointerId);
      label.onpointermove = ({ clientX }) => {
        moved = Math.round(clientX - event.clientX);
        this.#move(label.control, from, moved * STEP_PER_PIXEL);
      };
      label.onlostpointercapture = () => (label.onpointermove = null);
      label.onclick = (click) => moved && click.preventDefault();
    }

    #offerDefaults() {
      const same = this.inputs.every((input) => input.value === input.defaultValue);
      this.form.querySelector("button").hidden = same;
    }

    /** Back to the frames of the build, without the engine. */
    #restore() {
      for (const input of this.inputs) {
        input.value = input.defaultValue;
        this.#complain(input);
      }
      this.values = { ...this.specification.values };
      this.wanted = this.sent = null;
      if (this.built) this.#show(this.built);
      this.inputs[0].closest("fieldset").focus({ preventScroll: true });
      this.#offerDefaults();
    }

    /** Have the wanted frames computed, one request at a time, until nothing newer is wanted. */
    async #run() {
      this.stopped = false;
      if (this.busy) return;
      this.busy = true;
      while (this.wanted && !this.stopped) await this.#compute();
      this.busy = false;
    }

    async #compute() {
      const specification = (this.sent = this.wanted);
      this.wanted = null;
      this.loading = new AbortController();
      const { signal } = this.loading;
      const onProgress = (done, total) => this.#progress(done, total);
      try {
        const request = { call: "frames", specification };
        const answer = await backprop.engine.call(request, { onProgress, signal });
        if (this.sent === specification) this.#receive(answer);
      } catch (error) {
        this.stopped = true;
        this.wanted ??= this.sent;
        const key = error.kind === "cancelled" ? "live_cancelled" : `live_failed_${error.kind}`;
        this.#tell("failed", word(key, { file: error.file, kept: word("live_kept") }));
      }
    }

    #receive({ frames, error }) {
      if (frames) {
        if (!this.area.hidden) this.#tell("ready", word("live_ready"));
        return this.#show(frames);
      }
      const input = this.inputs.find((each) => each.name === error.argument);
      if (input) this.#complain(input, error.message);
      else this.#tell("refused", error.message);
    }

    #progress(done, total) {
      const bar = this.area.querySelector("progress");
      const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
      bar.value = done / total;
      let text = word("live_progress", { done: megabytes(done), total: megabytes(total) });
      if (done === total) {
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
      if (area.contains(document.activeElement)) message.focus();
      area.dataset.state = state;
      this.stepper.say(text);
    }

    /** Put frames into the page: what is in sight at once, the rest when the changes pause. */
    #show(frames) {
      const { stepper } = this;
      this.built ??= stepper.steps.map(frameOf);
      this.shown ??= this.built.map((frame) => ({ ...frame }));
      this.frames = frames;
      this.#fit();
      const seen = inSight(stepper);
      this.#update(stepper.index);
      for (const past of seen) this.#write(past, "text");
      clearTimeout(this.rest);
      this.rest = setTimeout(() => {
        stepper.say(frames[stepper.index].status);
        frames.forEach((_, index) => this.#update(index));
      }, PAUSE);
    }

    /** Make as many steps as there are frames. */
    #fit() {
      const { figure, frames, shown, stepper } = this;
      const backward = frames.filter((frame) => frame.phase === "backward").length;
      const forward = frames.length - backward - 1;
      if (shown.length === frames.length && stepper.forward === forward) return;
      Object.assign(figure.dataset, { forward, backward });
      for (const step of stepper.steps.slice(frames.length)) step.remove();
      shown.length = stepper.last + 1;
      while (shown.length < frames.length) {
        const step = stepper.steps[0].cloneNode(true);
        step.id = `${figure.id}-step-${shown.push({}) - 1}`;
        stepper.list.append(step);
      }
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
      if (focused) box.querySelector("a").focus({ preventScroll: true });
    }
  }

  /** The number a reader typed, or the key of the sentence that says what is wrong with it. */
  function read(text) {
    const plain = text.trim().replaceAll("−", "-").replace(",", ".");
    const value = NUMBER.test(plain) ? Number(plain) : INFINITE.test(plain) ? Infinity : NaN;
    if (plain === "") return "field_empty";
    if (Number.isNaN(value)) return "field_not_a_number";
    if (!Number.isFinite(value)) return "field_infinite";
    return Math.abs(value) > LARGEST ? "field_too_large" : value;
  }

  const written = (value) => String(value).replaceAll("-", "−");

  /** @returns {Frame} */
  function frameOf(step) {
    const [drawing, text] = [".bp-drawing", ".bp-text"].map((box) => step.querySelector(box).innerHTML);
    return { ...step.dataset, drawing, text };
  }

  /** The past steps that the scrolled log shows; to lay out all of them takes too long. */
  function inSight({ list, steps, index }) {
    const { top, bottom } = list.getBoundingClientRect();
    return [...Array(index).keys()].filter((past) => {
      const box = steps[past].getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
  }

  const known = new WeakSet();

  function register() {
    for (const form of document.querySelectorAll(".bp-values")) {
      const stepper = backprop.stepper?.of(form.closest(".bp-figure"));
      if (!stepper || known.has(form)) continue;
      known.add(form);
      new Live(stepper);
    }
  }

  register();
  backprop.live = { register };
  document.documentElement.classList.remove("bp-no-live");
  // Material for MkDocs announces each page here, also after instant navigation.
  window["document$"]?.subscribe(register);
})();
