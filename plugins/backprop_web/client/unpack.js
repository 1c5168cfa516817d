/** Unpacks what the build gzipped, in the page and in the worker alike. */

/** Gzipped bytes after which the page gets to do something else. */
const PIECE = 2 ** 20;

/** @param {ArrayBuffer} content gzipped @returns {Promise<ArrayBuffer>} what is in it */
export async function unpacked(content) {
  const { readable, writable } = new DecompressionStream("gzip");
  const whole = new Response(readable).arrayBuffer();
  const writer = writable.getWriter();
  for (let start = 0; start < content.byteLength; start += PIECE) {
    if (start) await new Promise((done) => setTimeout(done));
    await writer.write(content.slice(start, start + PIECE));
  }
  await writer.close();
  return whole;
}
