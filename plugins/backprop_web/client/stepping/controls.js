/** The buttons and the scrubber of a figure, and the line below them that announces what comes of them. */
import { word } from "./words.js";

/**
 * @typedef {{index: number, last: number, forward: number, playing: boolean}} Position where a figure stands; `forward`
 *   is the last step that goes forward
 * @typedef {"back" | "forward" | "backward" | "play" | "reset"} Action what a button does
 */

export class Controls {
  /**
   * @param {HTMLElement} figure
   * @param {(action: Action) => void} act a button was pressed that can do something
   * @param {(index: number) => void} scrub
   */
  constructor(figure, act, scrub) {
    this.box = /** @type {HTMLElement} */ (figure.querySelector(".bp-controls"));
    // Themes made with Tailwind hide what is `hidden` more loudly than any style sheet can say otherwise.
    this.box.hidden = false;
    this.scrubber = /** @type {HTMLInputElement} */ (this.box.querySelector("input"));
    this.status = /** @type {HTMLElement} */ (figure.querySelector(".bp-status"));
    /** @type {Position} */
    this.position = { index: 0, last: 0, forward: 0, playing: false };
    this.scrubber.addEventListener("input", () => scrub(this.scrubber.valueAsNumber));
    this.box.addEventListener("click", ({ target }) => {
      const button = /** @type {Element} */ (target).closest("button");
      if (button) this.#press(/** @type {Action} */ (button.dataset.action), act);
    });
  }

  /** @param {Position} position */
  show(position) {
    this.position = position;
    for (const button of this.box.querySelectorAll("button")) {
      const action = /** @type {Action} */ (button.dataset.action);
      button.ariaDisabled = blocked(action, position) ? "true" : null;
      if (action === "play") button.textContent = word(position.playing ? "pause" : "play");
    }
    const { index, last, forward } = position;
    this.scrubber.max = String(last);
    this.scrubber.value = String(index);
    this.scrubber.ariaValueText = word("step_of", { step: index, steps: last });
    this.box.style.setProperty("--bp-turn", String(forward / last));
  }

  /** What was announced last. */
  get said() {
    return this.status.textContent;
  }

  /** Announce a sentence; a notice is also shown, as nothing else on the screen says it. @param {string} text */
  say(text, notice = false) {
    this.status.textContent = text;
    this.status.classList.toggle("bp-notice", notice);
    // To ask for what fades lays out the page, and of a sentence that is only heard nothing does.
    if (notice) for (const fading of this.status.getAnimations()) fading.play();
  }

  /** @param {Action} action @param {(action: Action) => void} act */
  #press(action, act) {
    const reason = blocked(action, this.position);
    if (reason) this.say(word(reason), true);
    else act(action);
  }
}

/**
 * The key of the sentence that says why a button can do nothing now, or nothing.
 * @param {Action} action @param {Position} position @returns {string | false}
 */
export function blocked(action, { index, forward, last }) {
  /** @type {string | false} */
  const start = index === 0 && "at_start";
  /** @type {string | false} */
  const end = index === last && "at_end";
  /** @type {Record<Action, string | false>} */
  const reasons = {
    back: start,
    reset: start,
    forward: end || (index >= forward && "forward_finished"),
    backward: end || (index < forward && "forward_unfinished"),
    play: false,
  };
  return reasons[action];
}
