/** A matrix as fields, one for each entry. Where its shape is asked for as well, the reader says how many there are. */
import { word } from "../stepping/words.js";
import { element } from "../tools/element.js";

/** Rows and columns that nobody has told. */
const FIRST = [2, 2];
/** More entries are not asked for. */
const MOST = 12;
/** What a key adds to row and column. @type {Record<string, number[] | undefined>} */
const KEYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Grid {
  /** @type {HTMLInputElement[][]} */
  #rows = [];
  /** How many rows and columns, where the reader says it. @type {HTMLInputElement[]} */
  sizes = [];
  /** Tells how many there are now. */
  size = element("span", { role: "status" });

  /** @param {DOMStringMap} data of the task @param {string} id of its first field @param {string} verdict the id of what is said of it */
  constructor({ label, shape }, id, verdict) {
    this.told = word("grid_told");
    this.label = label;
    this.id = id;
    this.fields = element("div", { className: "bp-cells", role: "group", ariaLabel: label });
    this.fields.setAttribute("aria-describedby", verdict);
    this.fields.addEventListener("keydown", (event) => this.#go(event));
    this.#shape = shape?.split(" ").map(Number) ?? FIRST;
    const told = element("p", { className: "bp-asked", textContent: this.told });
    this.parts = shape ? [told, this.fields] : [told, this.#sizes(), this.fields];
  }

  /** Row by row. */
  get cells() {
    return this.#rows.flat();
  }

  /** What the reader typed, which may be nothing, for whoever judges it. */
  get text() {
    const rows = this.#rows.map((row) => row.map(({ value }) => value.trim()));
    return rows.flat().some(Boolean) ? JSON.stringify(rows) : "";
  }

  /** What there is to say where something is typed, but not everything: of the first field that is empty. */
  get lack() {
    const empty = this.cells.findIndex(({ value }) => !value.trim());
    const width = this.#shape[1];
    return word("grid_empty", { row: Math.floor(empty / width) + 1, column: (empty % width) + 1 });
  }

  /** Fill in what was typed before. */
  set text(text) {
    /** @type {string[][]} */
    const rows = JSON.parse(text);
    this.#shape = [rows.length, rows[0].length];
    for (const [side, field] of this.sizes.entries()) field.value = String(this.#shape[side]);
    for (const [place, cell] of this.cells.entries()) cell.value = rows.flat()[place];
  }

  get #shape() {
    return [this.#rows.length, this.#rows[0]?.length ?? 0];
  }

  /** What was typed stays. */
  set #shape([height, width]) {
    const before = this.#rows;
    const numbers = (/** @type {number} */ length) => Array.from({ length }, (_, place) => place);
    this.#rows = numbers(height).map((row) => numbers(width).map((column) => before[row]?.[column] ?? this.#cell(row, column)));
    this.fields.style.setProperty("--bp-columns", String(width));
    this.fields.replaceChildren(...this.cells);
  }

  /** @param {number} row @param {number} column */
  #cell(row, column) {
    const place = word("grid_cell", { row: row + 1, column: column + 1 });
    const id = row || column ? "" : this.id;
    const plain = { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: false };
    return element("input", { ...plain, id, ariaLabel: `${place}. ${this.label}` });
  }

  #sizes() {
    const labels = ["rows", "columns"].map((name, side) => {
      const field = element("input", { type: "number", min: "1", max: `${MOST}`, value: `${FIRST[side]}` });
      field.addEventListener("input", () => this.#resize(side));
      // What is no size, such as nothing, stands there only as long as it is typed.
      field.addEventListener("change", () => (field.value = String(this.#shape[side])));
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        // It would ask for a verdict on a matrix of which nothing is typed yet.
        event.preventDefault();
        this.cells[0].focus();
      });
      this.sizes.push(field);
      return element("label", {}, word(`grid_${name}`), field);
    });
    return element("div", { className: "bp-acts" }, ...labels, this.size);
  }

  /** As many rows or columns as the reader says, and no more than there may be. @param {number} side */
  #resize(side) {
    const field = this.sizes[side];
    const asked = Math.trunc(field.valueAsNumber);
    if (!(asked >= 1)) return;
    if (asked > MOST) field.value = String(MOST);
    this.#shape = this.#shape.map((old, place) => (place === side ? Math.min(asked, MOST) : old));
    const [rows, columns] = this.#shape;
    this.size.textContent = word(asked > MOST ? "grid_most" : "grid_size", { rows, columns, count: MOST });
  }

  /** Arrow keys lead from field to field, to the sides only from the end of what stands there. @param {KeyboardEvent} event */
  #go(event) {
    const cell = /** @type {HTMLInputElement} */ (event.target);
    const [down, right] = KEYS[event.key] ?? [0, 0];
    const row = this.#rows.findIndex((cells) => cells.includes(cell));
    const next = this.#rows[row + down]?.[this.#rows[row].indexOf(cell) + right];
    const { selectionStart, selectionEnd, value } = cell;
    const within = right < 0 ? selectionEnd !== 0 : right > 0 && selectionStart !== value.length;
    const whole = selectionStart === 0 && selectionEnd === value.length;
    if (!next || next === cell || (within && !whole) || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    next.focus();
    next.select();
  }
}
