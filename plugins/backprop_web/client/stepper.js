// @ts-check
/**
 * Steps through the figures of the page. A classic script that fetches nothing, so it also works
 * in a page opened from a disk.
 *
 * A figure dispatches `bp-before-step` before a step comes into sight (the last moment to bring it
 * up to date) and `bp-step` after; `detail.index` says which. Whatever else follows the steps,
 * such as the live engine or linked highlighting, listens there. Before that, a reader's way on to a
 * later step is asked for as `bp-go`, which a listener may cancel, to have a question answered first.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  // Instant navigation runs the scripts of a page again.
  if (backprop.stepper) return;

  const PLAY_INTERVAL = 1200;
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  class Stepper {
    /** @param {HTMLElement} figure */
    constructor(figure) {
      this.figure = figure;
      this.list = figure.querySelector(".bp-steps");
      /** @type {HTMLElement} */
      this.controls = figure.querySelector(".bp-controls");
      /** @type {HTMLInputElement} */
      this.scrubber = figure.querySelector(".bp-controls input");
      this.status = figure.querySelector(".bp-status");
      this.index = 0;
      this.timer = 0;
      this.scrubber.addEventListener("input", () => this.go(this.scrubber.valueAsNumber));
      this.controls.addEventListener("click", (event) => this.#onButton(event));
      this.list.addEventListener("click", (event) => this.#onLink(event));
      this.list.addEventListener("beforematch", (event) => this.#find(this.indexOf(event.target)));
      // The answer of a step that the reader completes.
      this.list.addEventListener("toggle", ({ target }) => target["scrollIntoView"]({ block: "nearest" }), true);
      figure.addEventListener("keydown", (event) => this.#onKey(event));
      this.refresh();
      figure.classList.add("bp-ready");
    }

    get steps() {
      return /** @type {HTMLElement[]} */ ([...this.list.children]);
    }

    get last() {
      return this.list.children.length - 1;
    }

    get forward() {
      return Number(this.figure.dataset.forward);
    }

    indexOf(element) {
      return this.steps.indexOf(element?.closest(".bp-step"));
    }

    /** Read the figure's steps anew, after they were replaced. */
    refresh() {
      this.scrubber.max = String(this.last);
      this.controls.style.setProperty("--bp-turn", String(this.forward / this.last));
      this.show(Math.min(this.index, this.last));
    }

    /** Show a step because the reader asked for it: this ends playing, and is announced. */
    go(index) {
      this.pause();
      if (index < 0) this.say(word("at_start"), true);
      else if (index > this.last) this.say(word("at_end"), true);
      else if (this.#isFree(index)) this.#visit(index);
    }

    /** @param {number} index */
    show(index) {
      this.dispatch("bp-before-step", index);
      const smooth = Math.abs(index - this.index) === 1 && !still.matches;
      this.index = index;
      this.steps.forEach((step, place) => mark(step, place - index));
      this.#keepFocus();
      this.#showControls();
      this.#scrollLog(smooth ? "smooth" : "instant");
      this.dispatch("bp-step", index);
    }

    dispatch(type, index) {
      return this.figure.dispatchEvent(new CustomEvent(type, { detail: { index }, cancelable: true }));
    }

    /** Announce a sentence; a notice is also shown, as nothing else on the screen says it. */
    say(text, notice = false) {
      this.status.textContent = text;
      this.status.classList.toggle("bp-notice", notice);
      for (const fading of this.status.getAnimations()) fading.play();
    }

    play() {
      if (this.index === this.last) this.#visit(0);
      this.timer = setInterval(() => this.#tick(), PLAY_INTERVAL);
      this.#showControls();
    }

    pause() {
      clearInterval(this.timer);
      this.timer = 0;
      this.#showControls();
    }

    /** Bring the figure to the top of the window, or its controls where the figure is too tall. */
    reveal() {
      const whole = this.figure.offsetHeight < innerHeight * 0.9;
      (whole ? this.figure : this.controls).scrollIntoView({ block: "start" });
    }

    /** The key of the sentence that says why a button can do nothing now. */
    #blocked(action) {
      const { index, forward, last } = this;
      const start = index === 0 && "at_start";
      const end = index === last && "at_end";
      return {
        back: start,
        reset: start,
        forward: end || (index >= forward && "forward_finished"),
        backward: end || (index < forward && "forward_unfinished"),
      }[action];
    }

    #isFree(index) {
      return index <= this.index || this.dispatch("bp-go", index);
    }

    /** The browser found its text in a step that is out of sight. */
    #find(index) {
      this.pause();
      this.#visit(index);
    }

    #visit(index) {
      this.show(index);
      this.say(this.steps[index].dataset.status);
    }

    #tick() {
      // An instant navigation may have taken the figure away.
      const goal = this.index + 1;
      if (this.figure.isConnected && this.#isFree(goal)) this.#visit(goal);
      if (this.index < goal || goal === this.last) this.pause();
    }

    #onButton(event) {
      const action = event.target.closest("button")?.dataset.action;
      const blocked = this.#blocked(action);
      if (blocked) this.say(word(blocked), true);
      else if (action === "play") this.timer ? this.pause() : this.play();
      else if (action === "back") this.go(this.index - 1);
      else if (action === "reset") this.go(0);
      else if (action) this.go(this.index + 1);
    }

    /** The step is in sight already: to follow its link, as Material would, only scrolls the page. */
    #onLink(event) {
      const link = event.target.closest(".bp-title a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      history.replaceState(history.state, "", link.hash);
      this.go(this.indexOf(link));
    }

    #onKey(event) {
      const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      if (modified || event.target.closest("input, select, textarea")) return;
      const { index, last } = this;
      const goal = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last }[event.key];
      if (goal === undefined) return;
      event.preventDefault();
      this.go(goal);
    }

    /** A step that goes out of sight hands the focus to the one that is shown. */
    #keepFocus() {
      const holder = this.steps[this.indexOf(document.activeElement)];
      if (holder?.hidden) this.steps[this.index].querySelector("a")?.focus({ preventScroll: true });
    }

    #showControls() {
      for (const button of this.controls.querySelectorAll("button")) {
        const { action } = button.dataset;
        button.ariaDisabled = this.#blocked(action) ? "true" : null;
        if (action === "play") button.textContent = word(this.timer ? "pause" : "play");
      }
      this.scrubber.value = String(this.index);
      this.scrubber.ariaValueText = word("step_of", { step: this.index, steps: this.last });
    }

    /** The current step is the last one in sight: scroll to its end, or to its start if it is tall. */
    #scrollLog(/** @type {ScrollBehavior} */ behavior) {
      const list = this.list.getBoundingClientRect();
      const step = this.steps[this.index].getBoundingClientRect();
      const top = Math.min(step.top - list.top, step.bottom - list.bottom);
      this.list.scrollBy({ top, behavior });
    }
  }

  /** @param {HTMLElement} step @param {number} distance from the current step */
  function mark(step, distance) {
    step.hidden = /** @type {any} */ (distance > 0 && "until-found");
    step.classList.toggle("is-past", distance < 0);
    step.classList.toggle("is-current", distance === 0);
    step.ariaCurrent = distance === 0 ? "step" : null;
    retab(step);
  }

  /** Tab stops at the link of the current step alone; the arrow keys lead to the others. */
  function retab(step) {
    const link = step.querySelector(".bp-title a");
    if (link) link.tabIndex = step.ariaCurrent ? 0 : -1;
  }

  /**
   * What the build tells the page: its sentences, and where the live engine is. It stands in an
   * attribute, because instant navigation makes plain scripts of inline data scripts.
   */
  function manifest() {
    return JSON.parse(document.getElementById("backprop-manifest")?.dataset.json ?? "{}");
  }

  /** A sentence of the manifest with its {holes} filled. */
  function word(key, values = {}) {
    return (backprop.words?.[key] ?? manifest().words?.[key] ?? "").replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
  }

  /** @type {WeakMap<Element, Stepper>} */
  const steppers = new WeakMap();
  const of = (figure) => steppers.get(figure);

  /** Do something with the stepper of every figure in the page. */
  function each(act) {
    for (const figure of document.querySelectorAll(".bp-figure")) if (of(figure)) act(of(figure));
  }

  /** Take up the figures that are new in the page; to call it again does no harm. */
  function register() {
    const fresh = [...document.querySelectorAll(".bp-figure")].filter((figure) => !of(figure));
    for (const figure of fresh) {
      const stepper = new Stepper(/** @type {any} */ (figure));
      steppers.set(figure, stepper);
      backprop.live?.(stepper);
    }
    document.documentElement.classList.add("bp-js");
    if (fresh.length === 0) return;
    openAddress();
    // Once more, because Material scrolls to the address after it announced the page.
    setTimeout(openAddress);
  }

  /** Show the step that the address names, as in page.html#one-two-one-step-9. */
  const openAddress = () => open(location.hash);

  function open(hash) {
    const step = document.getElementById(hash.slice(1));
    const stepper = of(step?.closest(".bp-figure"));
    const index = stepper ? stepper.indexOf(step) : -1;
    if (index < 0) return;
    stepper.pause();
    stepper.show(index);
    stepper.reveal();
  }

  addEventListener("hashchange", openAddress);
  // A link to a step of this page turns its figure and no more: instant navigation would put the page
  // in anew, without the numbers that the reader has changed.
  document.addEventListener(
    "click",
    (event) => {
      const link = /** @type {Element} */ (event.target).closest?.("a[href]:not(.bp-title a)");
      const modified = event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      if (!(link instanceof HTMLAnchorElement) || modified || link.pathname !== location.pathname) return;
      // One to other numbers is an address of its own.
      if (link.search && link.search !== location.search) return;
      if (!of(document.getElementById(link.hash.slice(1))?.closest(".bp-figure"))) return;
      event.preventDefault();
      event.stopPropagation();
      history.pushState(history.state, "", link.hash);
      open(link.hash);
    },
    true,
  );
  // Until everything is loaded the browser itself keeps scrolling to the address.
  if (document.readyState !== "complete") addEventListener("load", openAddress, { once: true });

  addEventListener("beforeprint", () => {
    each((stepper) =>
      stepper.steps.forEach((step, index) => {
        stepper.dispatch("bp-before-step", index);
        step.hidden = false;
      }),
    );
  });
  addEventListener("afterprint", () => each((stepper) => stepper.refresh()));

  Object.assign(backprop, { manifest, word });
  register();
  backprop.stepper = { register, of, each, retab };
  // Material for MkDocs announces each page here, also after instant navigation.
  window["document$"]?.subscribe(register);
})();
