/**
 * The editor for the text of a figure: CodeMirror, in a shadow root, where its style sheets need no exception from a
 * content-security policy. The key Tab goes on to what comes after the editor, as everywhere in the page.
 */
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { suggestions } from "./completion.js";
import { place } from "./place.js";

/**
 * @typedef {import("../protocol.js").Problem} Problem
 * @typedef {import("../protocol.js").Key} Key
 * @typedef {object} Owner who has the editor
 * @property {string} label what it is called
 * @property {(problem: Problem) => string} instead what the button says that writes what was probably meant
 * @property {() => void} changed called after each change of the text
 * @property {() => Promise<Key[]>} keys what may stand in a fence; asked for when the first is wanted
 */

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--bp-forward)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--bp-local)" },
  { tag: tags.comment, color: "var(--bp-faint)", fontStyle: "italic" },
]);

const LOOK = EditorView.theme({
  "&": { color: "var(--bp-ink)", background: "var(--bp-surface)", border: "1px solid var(--bp-faint)", borderRadius: "6px" },
  "&.cm-focused": { outline: "2px solid var(--bp-forward)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, SFMono-Regular, Menlo, monospace", lineHeight: "1.6" },
  ".cm-content": { caretColor: "var(--bp-ink)", padding: "0.5em 0" },
  ".cm-cursor": { borderLeftColor: "var(--bp-ink)" },
  ".cm-gutters": { color: "var(--bp-faint)", background: "var(--bp-wash)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "color-mix(in srgb, var(--bp-ink) 6%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--bp-forward) 25%, transparent)",
  },
  ".cm-tooltip": { color: "var(--bp-ink)", background: "var(--bp-surface)", border: "1px solid var(--bp-faint)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: "var(--bp-ink)",
    background: "var(--bp-forward-wash)",
    outline: "1px solid var(--bp-forward)",
    outlineOffset: "-1px",
  },
  ".cm-completionInfo": { maxWidth: "22em", fontFamily: "system-ui, sans-serif" },
  ".cm-diagnostic": { fontFamily: "system-ui, sans-serif", maxWidth: "32em" },
  ".cm-diagnosticAction": { color: "var(--bp-surface)", background: "var(--bp-ink)", minHeight: "24px", padding: "0 0.75em" },
});

export class Editor {
  /** @param {HTMLElement} host @param {string} text @param {Owner} owner */
  constructor(host, text, owner) {
    const root = host.attachShadow({ mode: "open" });
    this.owner = owner;
    this.view = new EditorView({ root, parent: /** @type {any} */ (root), state: this.#state(text) });
  }

  /** @param {string} text */
  #state(text) {
    const { label, changed, keys } = this.owner;
    const extensions = [
      lineNumbers(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      EditorView.lineWrapping,
      yaml(),
      syntaxHighlighting(COLOURS),
      LOOK,
      lintGutter(),
      autocompletion({ override: [async (context) => suggestions(context, await keys())] }),
      keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label, translate: "no" }),
      EditorView.updateListener.of(({ docChanged }) => docChanged && changed()),
    ];
    return EditorState.create({ doc: text, extensions });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** Write another text in the place of all; the reader can undo it. @param {string} text */
  write(text) {
    this.#change({ from: 0, to: this.view.state.doc.length }, text);
  }

  /** A change that is undone by itself. @param {{from: number, to: number}} range @param {string} insert */
  #change(range, insert) {
    this.view.dispatch({ changes: { ...range, insert }, annotations: isolateHistory.of("full") });
  }

  /** Mark each problem at its place. @param {Problem[]} problems */
  mark(problems) {
    const { doc } = this.view.state;
    const found = problems.map((problem) => ({
      ...place(doc, problem),
      severity: /** @type {const} */ ("error"),
      message: problem.message,
      actions: problem.instead ? [this.#repair(problem, problem.instead)] : [],
    }));
    this.view.dispatch(setDiagnostics(this.view.state, found));
  }

  /** @param {Problem} problem @param {string} instead */
  #repair(problem, instead) {
    return { name: this.owner.instead(problem), apply: () => this.repair(problem, instead) };
  }

  /** Write the nearest word in the place of a wrong one. @param {Problem} problem @param {string} instead */
  repair(problem, instead) {
    this.#change(place(this.view.state.doc, problem), instead);
    this.view.focus();
  }

  /** Go to the place of a problem. @param {Problem} problem */
  goTo(problem) {
    const { from, to } = place(this.view.state.doc, problem);
    this.view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    this.view.focus();
  }

  /** Go where the reader was in a field with the same text. @param {number} anchor @param {number} head */
  select(anchor, head) {
    this.view.dispatch({ selection: { anchor, head } });
    this.view.focus();
  }

  undo() {
    undo(this.view);
  }

  redo() {
    redo(this.view);
  }

  /** Whether there is something to undo, and to do again. */
  get depths() {
    return { undo: undoDepth(this.view.state) > 0, redo: redoDepth(this.view.state) > 0 };
  }

  end() {
    this.view.destroy();
  }
}
