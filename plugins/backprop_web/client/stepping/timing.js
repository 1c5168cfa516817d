/** Waiting for a reader to pause, and whether what changes may move. */

/** Something that is done once, a while after it was asked for last. */
export class Delay {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** Do `act` in so many milliseconds, and not what was asked for before. @param {() => void} act @param {number} pause */
  start(act, pause) {
    this.cancel();
    this.#timer = setTimeout(act, pause);
  }

  cancel() {
    clearTimeout(this.#timer);
  }
}

/** Whether what changes may move there: not where the reader asked the system for less motion. */
export const moves = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;
