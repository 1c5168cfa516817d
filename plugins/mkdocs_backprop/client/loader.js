// @ts-check
/**
 * Fetches what the live engine consists of. Nothing of it runs that was not checked here, length and SHA-256,
 * against the page's manifest; that goes for scripts too, which is why they start from memory.
 *
 * @typedef {{url: string, bytes: number, unpacked: number, sha256: string, role: string}} Part
 * @typedef {{cache: RequestCache, signal: AbortSignal, arrived: (count: number) => void}} Options
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.loader) return;

  /**
   * The bytes of a part as it was staged: gzipped. A rejection's `kind` ends the key of its sentence,
   * live_failed_<kind>, and `file` is what it is about.
   * @param {Part} part
   * @param {Options} options `arrived` gets each number of bytes as they come
   * @returns {Promise<ArrayBuffer>}
   */
  async function obtain({ url, bytes, sha256 }, options) {
    const address = new URL(url, document.baseURI).href;
    const read = backprop.disk ?? network;
    const content = await read(address, options).catch(refuse("download", url));
    const sum = await digest(content);
    if (content.byteLength !== bytes || sum !== sha256) refuse("integrity", url)(sum);
    return content;
  }

  /** @param {ArrayBuffer} content gzipped @returns {Promise<ArrayBuffer>} */
  const unpacked = (content) =>
    new Response(new Response(content).body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();

  /** @param {string} address @param {Options} options */
  async function network(address, { cache, signal, arrived }) {
    const response = await fetch(address, { cache, signal });
    if (!response.ok) throw response.status;
    // Not through a stream of our own: of one that is cut off because the page is left, Firefox complains.
    const reader = response.body.getReader();
    const chunks = [];
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      arrived(read.value.length);
      chunks.push(read.value);
    }
    return new Blob(chunks).arrayBuffer();
  }

  /** @returns {(cause: any) => never} */
  function refuse(kind, url) {
    return (cause) => {
      throw Object.assign(new Error(cause), { kind, file: url.split("/").pop() });
    };
  }

  /** SHA-256, in hexadecimal digits. @param {BufferSource} bytes */
  async function digest(bytes) {
    const sum = await crypto.subtle.digest("SHA-256", bytes);
    return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  backprop.loader = { obtain, unpacked, digest };
})();
