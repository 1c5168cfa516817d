// @ts-check
/**
 * Lets a page that was opened from a disk do what a served one does. A browser refuses to fetch a
 * file there, or to start a worker from one; but it runs classic scripts. So each such file has a
 * twin, `<file>.js`, that hands over its bytes as text, and a worker starts from a data: address.
 *
 * Everything else is the same: what comes from here is checked like what comes over a network.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.take) return;

  /** The twin that is running hands its bytes over: in base64, and gzipped for the way if `packed`. */
  let handed = { text: "", packed: false };
  backprop.take = (text, packed) => (handed = { text, packed });

  /** @param {string} address @returns {Promise<ArrayBuffer>} what the file at this address holds */
  async function load(address) {
    if (address.startsWith("blob:")) return (await fetch(address)).arrayBuffer();
    const { text, packed } = await run(`${address}.js`);
    const { body } = await fetch(`data:application/octet-stream;base64,${text}`);
    const bytes = packed ? body.pipeThrough(new DecompressionStream("gzip")) : body;
    return new Response(bytes).arrayBuffer();
  }

  /** @returns {Promise<{text: string, packed: boolean}>} what this script hands over */
  function run(address) {
    const script = document.createElement("script");
    script.src = address;
    return new Promise((resolve, reject) => {
      // Nothing runs between a script and its event, so what was handed over last is its own.
      script.onload = () => resolve(handed);
      script.onerror = () => reject(new Error(`${address} is missing`));
      document.head.append(script);
    }).finally(() => script.remove());
  }

  /** A worker as the platform has it, but from a script that a disk holds. */
  class DiskWorker extends EventTarget {
    onmessage = (_) => {};
    onerror = (_) => {};
    ended = false;
    /** @type {Worker | null} */
    worker = null;

    constructor(address, options) {
      super();
      this.started = this.start(String(address).split("?")[0], options);
      this.started.catch((error) => this.onerror(error));
    }

    async start(address, options) {
      const script = await dataAddress(new Blob([await load(address)], { type: "text/javascript" }));
      if (this.ended) return;
      this.worker = new Native(script, options);
      this.worker.onmessage = ({ data }) => this.tell(data);
      this.worker.onerror = (event) => this.onerror(event);
    }

    /** Messages go out in the order in which they came, once the worker is there. */
    postMessage(message, transfer = []) {
      this.started.then(() => this.worker?.postMessage(message, transfer)).catch(() => {});
    }

    tell(data) {
      const event = new MessageEvent("message", { data });
      this.onmessage(event);
      this.dispatchEvent(event);
    }

    terminate() {
      this.ended = true;
      this.worker?.terminate();
    }
  }

  /** A blob's worker would be refused here. @returns {Promise<string>} */
  function dataAddress(blob) {
    const reader = new FileReader();
    return new Promise((resolve) => {
      reader.onload = () => resolve(String(reader.result));
      reader.readAsDataURL(blob);
    });
  }

  const Native = window.Worker;
  backprop.disk = async (address, _, { arrived }) => {
    const content = await load(address);
    arrived(content.byteLength);
    return content;
  };
  Object.assign(window, { Worker: DiskWorker });
})();
