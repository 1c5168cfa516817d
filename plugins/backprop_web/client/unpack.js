/** Unpacks what the build gzipped: where it is asked to, or aside, so that megabytes keep nobody waiting. */

/**
 * It stands on nothing outside of it, as its text is a script, too.
 * @param {ArrayBuffer} content gzipped @returns {Promise<ArrayBuffer>} what is in it
 */
export async function unpacked(content) {
  // gzip ends with the size of what is in it (RFC 1952), so that each piece is put in its place at once.
  const whole = new Uint8Array(new DataView(content).getUint32(content.byteLength - 4, true));
  const body = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (new Response(content).body);
  const reader = body.pipeThrough(new DecompressionStream("gzip")).getReader();
  let end = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    whole.set(read.value, end);
    end += read.value.length;
  }
  return whole.buffer;
}

const SCRIPT = `let last = Promise.resolve();
onmessage = ({ data }) => {
  last = last.then(() => (${unpacked})(data)).then((plain) => postMessage(plain, [plain]));
};`;

/**
 * A worker that unpacks one content after the other and does nothing else: the page has a reader, and Python's worker
 * starts meanwhile.
 */
export class Unpacker {
  address = URL.createObjectURL(new Blob([SCRIPT], { type: "text/javascript" }));
  worker = new Worker(this.address);
  /** Who waits, in the order of what is unpacked. @type {((plain: ArrayBuffer) => void)[]} */
  waiting = [];

  constructor() {
    this.worker.onmessage = ({ data }) => this.waiting.shift()?.(data);
  }

  /** @type {typeof unpacked} */
  unpacked(content) {
    this.worker.postMessage(content, [content]);
    return new Promise((done) => this.waiting.push(done));
  }

  end() {
    this.worker.terminate();
    URL.revokeObjectURL(this.address);
  }
}
