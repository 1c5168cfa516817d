/** The sentences that the scripts show, and what else the build tells the page. */

/** @typedef {import("../protocol.js").Manifest} Manifest */

/** @type {Record<string, string>} those of later scripts, which are in no page */
let learned = {};
/** What the page told last, and the text of that. @type {{json: string, told: Manifest}} */
let last = { json: "{}", told: {} };

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
  const json = document.getElementById("backprop-manifest")?.dataset.json ?? "{}";
  if (json !== last.json) last = { json, told: JSON.parse(json) };
  return last.told;
}

/** A sentence with its {holes} filled. @param {string} key @param {Record<string, unknown>} [values] */
export function word(key, values = {}) {
  return filled(learned[key] ?? manifest().words?.[key] ?? "", values);
}

/** What is not given stays a hole. @param {string} sentence @param {Record<string, unknown>} values */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
}
