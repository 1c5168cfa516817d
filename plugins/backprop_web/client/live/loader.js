/**
 * Fetches what the live engine consists of. Nothing of it runs whose SHA-256 was not checked here
 * against the page's manifest; that goes for scripts too, which is why they start from memory.
 *
 * @typedef {import("../protocol.js").Part} Part
 * @typedef {{cache: RequestCache, signal: AbortSignal, arrived: (count: number) => void}} Options `arrived` gets each
 *   number of bytes as they come
 */
import { Failure, doors } from "../protocol.js";

/**
 * This script, beside which the parts are, or within the page as they are. The address of the page may already be that of
 * the next one. A script that something else than the page has started is none of the document's.
 */
const script = document.currentScript ?? document.querySelector('[src*="/live."]');
const own = /** @type {HTMLScriptElement} */ (script).src;

/**
 * A part as it was packed, checked. A rejection is a Failure.
 * @param {Part} part @param {Options} options
 * @returns {Promise<ArrayBuffer>}
 */
export async function obtain({ file, bytes, sha256 }, options) {
  const read = doors().disk ? fromDisk : network;
  const content = await read(new URL(file, own.startsWith("data:") ? document.baseURI : own).href, bytes, options).catch(refuse("download", file));
  const sum = await digest(content);
  if (sum !== sha256) throw new Failure("integrity", file, sum);
  return content;
}

/** The first `size` bytes at `address`, zeros where it has fewer. @type {(address: string, size: number, options: Options) => Promise<ArrayBuffer>} */
async function network(address, size, { cache, signal, arrived }) {
  const response = await fetch(address, { cache, signal });
  if (!response.ok || !response.body) throw response.status;
  const whole = new Uint8Array(size);
  const reader = response.body.getReader();
  let end = 0;
  for (let read = await reader.read(); !read.done && end < size; read = await reader.read()) {
    arrived(read.value.length);
    whole.set(read.value.subarray(0, size - end), end);
    end += read.value.length;
  }
  return whole.buffer;
}

/** @type {typeof network} */
async function fromDisk(address, _, { arrived }) {
  const content = await /** @type {import("../protocol.js").Disk} */ (doors().disk).read(address);
  arrived(content.byteLength);
  return content;
}

/** @param {string} kind @param {string} file @returns {(cause: unknown) => never} */
function refuse(kind, file) {
  return (cause) => {
    throw new Failure(kind, file, cause);
  };
}

/** SHA-256, in hexadecimal digits. @param {BufferSource} bytes */
export async function digest(bytes) {
  const sum = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
