/** The area of a figure that tells how it goes with the engine. */
import { decimalSign } from "../stepping/numbers.js";
import { word } from "../stepping/words.js";

/** @typedef {"loading" | "ready" | "failed" | "refused"} State decides which buttons the area shows */

/** Milliseconds between two reports of how far it is. */
const BETWEEN = 100;

export class Notice {
  /** When the reader was last told how far it is. */
  #told = -BETWEEN;

  /** @param {HTMLElement} area @param {(text: string) => void} say announces each new state */
  constructor(area, say) {
    this.area = area;
    this.say = say;
  }

  hide() {
    this.area.hidden = true;
  }

  /** Only where something else was told. */
  ready() {
    if (!this.area.hidden) this.tell("ready", word("live_ready"));
  }

  /** Not of each piece: what is drawn meanwhile takes its time from what the reader waits for. @param {number} done bytes @param {number} total */
  progress(done, total) {
    const now = performance.now();
    if (done < total && now - this.#told < BETWEEN) return;
    this.#told = now;
    const bar = /** @type {HTMLProgressElement} */ (this.area.querySelector("progress"));
    bar.value = done / total;
    this.tell("loading", loading(done, total));
  }

  /** @param {State} state @param {string} text */
  tell(state, text) {
    const { area } = this;
    const message = /** @type {HTMLElement} */ (area.querySelector(".bp-live-message"));
    message.textContent = text;
    area.hidden = false;
    if (area.dataset.state === state) return;
    message.tabIndex = -1;
    if (area.contains(document.activeElement)) message.focus();
    area.dataset.state = state;
    this.say(text);
  }
}

const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1).replace(".", decimalSign());

/** How far the engine has loaded, in words. What is fetched because a fast start failed comes on top. @param {number} done @param {number} total @param {string} [key] of what is said first */
export function loading(done, total, key = "live_loading") {
  const bytes = { done: megabytes(done), total: megabytes(total) };
  return `${word(key)} ${done >= total ? word("live_starting") : word("live_progress", bytes)}`;
}
