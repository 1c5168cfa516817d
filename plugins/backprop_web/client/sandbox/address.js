/**
 * The address of a figure that a reader wrote: all of it, behind the # that no server gets to see.
 *
 *     sandbox/#figure=1.y0vMTVWwUihJzC3ISeXKzEvL…
 *
 * The number is the version of what follows, and each version is read for ever:
 *
 *     0   a specification as the engine writes it, in JSON, as a figure of the site hands it over
 *     1   the text of a fence, deflated, in the alphabet of base64 for addresses
 */

/** @typedef {import("../protocol.js").Described} Described */
/** @typedef {{source: string} | {specification: Described} | {newer: string} | {damaged: true}} Read */

const VERSION = "1";
/** As many bytes as the longest fence can have: what an address unfolds to is not kept beyond it. */
const MOST = 40_000;

/** @param {string} source the text of a fence @returns {Promise<string>} */
export async function written(source) {
  const packed = new Blob([source]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `#figure=${VERSION}.${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** What the part of an address behind its # holds; null where it is about no figure. @param {string} hash @returns {Promise<Read | null>} */
export async function read(hash) {
  const [, version, text] = /^#figure=(\d+)\.(.*)$/.exec(hash) ?? [];
  if (!version) return hash.startsWith("#figure=") ? { damaged: true } : null;
  if (Number(version) > Number(VERSION)) return { newer: version };
  try {
    return version === VERSION ? { source: await unpacked(text) } : { specification: mapping(decodeURIComponent(text)) };
  } catch {
    return { damaged: true };
  }
}

/** @param {string} text @returns {Described} whatever keys it has: they are checked where they are used */
function mapping(text) {
  const found = JSON.parse(text);
  if (text.length > MOST || Object.prototype.toString.call(found) !== "[object Object]") throw new Error("no figure");
  return found;
}

/** @param {string} text */
async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let found = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    found += decoder.decode(part.value, { stream: true });
    if (found.length > MOST) throw new Error("more than a figure takes");
  }
  return found + decoder.decode();
}
