/** What may be written at a place in the text of a figure: a key at the start of a line, behind it the words it can have. */

/**
 * @typedef {import("../protocol.js").Key} Key
 * @typedef {import("@codemirror/autocomplete").CompletionContext} Context
 */

const AT_KEY = /^\w*$/;
const AT_VALUE = /^(\w+):\s+(?:\[(?:[^\]]*,)?\s*)?([\w-]*)$/;

/** @param {Context} context @param {Key[]} keys @returns {import("@codemirror/autocomplete").CompletionResult | null} */
export function suggestions({ state, pos, explicit }, keys) {
  const line = state.doc.lineAt(pos);
  const before = line.text.slice(0, pos - line.from);
  if (AT_KEY.test(before) && (before || explicit)) {
    const there = new Set(state.doc.toString().match(/^\w+(?=:)/gm));
    const options = keys.filter(({ name }) => !there.has(name)).map(({ name, about }) => option(name, `${name}: `, about));
    return { from: line.from, options, validFor: AT_KEY };
  }
  const [, name, word] = AT_VALUE.exec(before) ?? [];
  const values = keys.find((key) => key.name === name)?.values ?? [];
  if (!values.length) return null;
  return { from: pos - word.length, options: values.map((value) => option(value, value)), validFor: /^[\w-]*$/ };
}

/** @param {string} label @param {string} apply @param {string} [info] */
const option = (label, apply, info) => ({ label, apply, info });
