// @ts-check
/**
 * Fetches what the live engine consists of. Nothing of it runs whose SHA-256 was not checked here
 * against the page's manifest; that goes for scripts too, which is why they start from memory.
 *
 * @typedef {{file: string, bytes: number, sha256: string, role: string}} Part
 * @typedef {{cache: RequestCache, signal: AbortSignal, arrived: (count: number) => void}} Options
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.loader) return;

  /** This script, beside which the parts are. The address of the page may already be that of the next one. */
  const own = document.currentScript["src"];

  /**
   * A part, unpacked, but for the snapshot: the worker does that, while the module is compiled here. A rejection's
   * `kind` ends the key of its sentence, live_failed_<kind>, and `file` is what it is about.
   * @param {Part} part
   * @param {Options} options `arrived` gets each number of bytes as they come
   * @returns {Promise<ArrayBuffer | WebAssembly.Module>}
   */
  async function obtain({ role, file, bytes, sha256 }, options) {
    const read = backprop.disk ?? network;
    const content = await read(new URL(file, own).href, bytes, options).catch(refuse("download", file));
    const sum = await digest(content);
    if (sum !== sha256) refuse("integrity", file)(sum);
    if (role === "snapshot") return content;
    const unpacked = backprop.unpacked(content);
    return role === "wasm" ? unpacked.then(compile).catch(refuse("wasm", file)) : unpacked;
  }

  /** Rejected where a policy forbids WebAssembly, or the browser does without it. @param {ArrayBuffer} bytes */
  const compile = (bytes) => WebAssembly.compile(bytes);

  /** The first `size` bytes at `address`, zeros where it has fewer. @param {Options} options */
  async function network(address, size, { cache, signal, arrived }) {
    const response = await fetch(address, { cache, signal });
    if (!response.ok) throw response.status;
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

  /** @returns {(cause: any) => never} */
  function refuse(kind, file) {
    return (cause) => {
      throw Object.assign(new Error(cause), { kind, file });
    };
  }

  /** SHA-256, in hexadecimal digits. @param {BufferSource} bytes */
  async function digest(bytes) {
    const sum = await crypto.subtle.digest("SHA-256", bytes);
    return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  backprop.loader = { obtain, digest };
})();
