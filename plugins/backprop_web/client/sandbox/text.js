/**
 * The text of a figure. It stands in a plain field until its reader comes to it: the script of the editor, the longest of
 * the page, is had then. What was typed meanwhile goes on in the editor, and where that cannot be had, in the field.
 */
import { handed } from "../handed.js";
import { EDITOR } from "../protocol.js";
import { manifest } from "../stepping/door.js";

/**
 * @typedef {import("../protocol.js").Problem} Problem
 * @typedef {import("../editor/editor.js").Editor} Editor
 * @typedef {import("../editor/editor.js").Owner} Owner
 */

export class Text {
  /** @type {Editor | undefined} */
  #editor;
  /** @type {Promise<Editor | undefined> | undefined} */
  #coming;

  /** @param {HTMLTextAreaElement} plain @param {Owner} owner */
  constructor(plain, owner) {
    this.plain = plain;
    this.source = plain.defaultValue;
    this.owner = owner;
    this.host = /** @type {HTMLElement} */ (plain.parentElement);
    if (!plain.matches(":focus")) plain.setSelectionRange(0, 0);
    plain.addEventListener("input", () => owner.changed());
  }

  /** Have the editor in the place of the field; nothing where it cannot be had, which the next reader's move tries again. */
  open() {
    this.#coming ??= handed(manifest().editor, EDITOR).then(
      (Editor) => this.#replace(Editor),
      () => (this.#coming = undefined),
    );
    return this.#coming;
  }

  /** @param {typeof import("../editor/editor.js").Editor} Editor */
  #replace(Editor) {
    if (!this.host.isConnected) return undefined;
    const { value, selectionStart, selectionEnd } = this.plain;
    const isHere = this.plain.matches(":focus");
    const editor = (this.#editor = new Editor(this.host, this.source, this.owner));
    if (value !== this.source) editor.write(value);
    if (isHere) editor.select(selectionStart, selectionEnd);
    this.plain.remove();
    return editor;
  }

  get value() {
    return this.#editor?.text ?? this.plain.value;
  }

  /** Write another text in the place of all. @param {string} text */
  async write(text) {
    const editor = await this.open();
    if (editor) return editor.write(text);
    this.plain.value = text;
    this.owner.changed();
  }

  /** @param {Problem[]} problems */
  mark(problems) {
    this.#editor?.mark(problems);
  }

  /** Write the nearest word in the place of a wrong one. @param {Problem} problem @param {string} instead */
  async repair(problem, instead) {
    const editor = await this.open();
    if (editor) editor.repair(problem, instead);
    else this.#goTo(problem);
  }

  /** Go to the place of a problem. @param {Problem} problem */
  async goTo(problem) {
    const editor = await this.open();
    if (editor) editor.goTo(problem);
    else this.#goTo(problem);
  }

  /** In the field: to its line. @param {Problem} problem */
  #goTo({ line }) {
    const lines = this.plain.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
    this.plain.focus();
    this.plain.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  }

  undo() {
    this.#editor?.undo();
  }

  redo() {
    this.#editor?.redo();
  }

  /** Whether there is something to undo, and to do again. */
  get depths() {
    return this.#editor?.depths ?? { undo: false, redo: false };
  }

  end() {
    this.#editor?.end();
  }
}
