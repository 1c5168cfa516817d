/** The sentences that the scripts show, and what else the build tells the page. */

/** @typedef {import("../protocol.js").Manifest} Manifest */

/** @type {Record<string, string>} those of later scripts, which are in no page */
let learned = {};

/** Take up sentences that come with a script. @param {Record<string, string>} words */
export function learn(words) {
  learned = { ...learned, ...words };
}

/**
 * What the build tells the page: its sentences, and where the live engine is. It stands in an attribute, because
 * instant navigation makes plain scripts of inline data scripts.
 * @returns {Manifest}
 */
export function manifest() {
  return JSON.parse(document.getElementById("backprop-manifest")?.dataset.json ?? "{}");
}

/** A sentence with its {holes} filled. @param {string} key @param {Record<string, unknown>} [values] */
export function word(key, values = {}) {
  return filled(learned[key] ?? manifest().words?.[key] ?? "", values);
}

/** What is not given stays a hole. @param {string} sentence @param {Record<string, unknown>} values */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
}
