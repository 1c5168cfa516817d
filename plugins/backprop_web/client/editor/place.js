/** Where in the text of a figure a problem is. */

/**
 * @typedef {import("../protocol.js").Problem} Problem
 * @typedef {{number: number, from: number, to: number, text: string}} Line
 * @typedef {{lines: number, line: (number: number) => Line}} Text
 */

/**
 * The word that is wrong, where its line has it; else what stands behind its key, else the line.
 * @param {Text} text @param {Problem} problem @returns {{from: number, to: number}}
 */
export function place(text, { line: number, key, wrong }) {
  const line = text.line(Math.min(Math.max(number, 1), text.lines));
  const name = key.split(".").findLast((part) => !/^\d+$/.test(part)) ?? key;
  const at = keyAt(line.text, name);
  const start = at < 0 ? line.text.search(/\S|$/) : at;
  const found = wrong ? line.text.indexOf(wrong, start) : -1;
  if (found >= 0) return { from: line.from + found, to: line.from + found + wrong.length };
  return { from: line.from + start, to: line.from + line.text.trimEnd().length };
}

/** Where the key begins in a line, −1 where it does not. @param {string} line @param {string} name */
function keyAt(line, name) {
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
    const before = line[at - 1] ?? " ";
    if (/[\s{,["']/.test(before) && /^["']?\s*:/.test(line.slice(at + name.length))) return at;
  }
  return -1;
}
