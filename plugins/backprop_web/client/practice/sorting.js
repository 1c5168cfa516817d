/** Options that the reader brings into an order: by buttons or by dragging. */
import { word } from "../stepping/words.js";
import { button } from "../tools/element.js";

export class Sorting {
  /** @type {HTMLElement | null} */
  #dragged = null;

  /** @param {HTMLElement[]} options @param {(text: string) => void} say */
  constructor(options, say) {
    this.list = /** @type {HTMLElement} */ (options[0].parentElement);
    this.say = say;
    for (const option of options) this.#equip(option);
    this.list.addEventListener("dragover", (event) => this.#over(event));
  }

  /** The letters in the order that there is. */
  get letters() {
    return this.#items.map(({ dataset }) => dataset.letter ?? "");
  }

  /** Bring them into an order. @param {string[]} letters */
  sort(letters) {
    const places = letters.map((letter) => this.#items.find(({ dataset }) => dataset.letter === letter));
    for (const item of places) if (item) this.list.append(item);
  }

  get #items() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  /** @param {HTMLElement} option */
  #equip(option) {
    const letter = option.dataset.letter;
    const moves = [
      { sign: "↑", name: "up", by: -1 },
      { sign: "↓", name: "down", by: 1 },
    ];
    for (const { sign, name, by } of moves) {
      const ariaLabel = word(`practice_${name}`, { letter });
      const move = button(sign, () => this.#move(option, by, move), { className: "bp-move", ariaLabel });
      option.append(move);
    }
    option.draggable = true;
    option.addEventListener("dragstart", () => (this.#dragged = option));
    option.addEventListener("dragend", () => (this.#dragged = null));
  }

  /** @param {HTMLElement} option @param {number} by @param {HTMLElement} button */
  #move(option, by, button) {
    const other = by < 0 ? option.previousElementSibling : option.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(option);
    else other.after(option);
    button.focus();
    const number = this.#items.indexOf(option) + 1;
    this.say(word("practice_moved", { letter: option.dataset.letter, number }));
  }

  /** @param {DragEvent} event */
  #over(event) {
    const dragged = this.#dragged;
    const over = this.#items.find((item) => event.target instanceof Node && item.contains(event.target));
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  }
}
