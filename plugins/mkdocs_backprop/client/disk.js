// @ts-check
/**
 * Lets a page that was opened from a disk do what a served one does. A browser refuses to fetch a
 * file there, or to start a worker from one; but it runs classic scripts. So each such file has a
 * twin, `<file>.js`, that hands over its bytes as text, and a worker starts from a data: address.
 *
 * Everything else is the same: what a worker gets is checked there like what came over a network.
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

  /** Stands before a worker's script: there, `fetch` asks the page, and a module runs from memory. */
  const PRELUDE = `{
    let page;
    const meet = (event) => {
      event.stopImmediatePropagation();
      page = event.ports[0];
    };
    addEventListener("message", meet, { once: true });
    self.fetch = (address) =>
      new Promise((resolve, reject) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) =>
          data ? resolve(new Response(data)) : reject(new TypeError(address + " is not on the disk"));
        page.postMessage(String(address), [port2]);
      });
    self.fromMemory = (bytes) => URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  }
  `;

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
      const source = await load(address);
      const script = await dataAddress(new Blob([PRELUDE, source], { type: "text/javascript" }));
      if (this.ended) return;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data, ports }) => hand(data, ports[0]);
      this.worker = new Native(script, options);
      this.worker.onmessage = ({ data }) => this.tell(data);
      this.worker.onerror = (event) => this.onerror(event);
      this.worker.postMessage("", [port2]);
    }

    /** Messages go out in the order in which they came, once the worker is there. */
    postMessage(message) {
      this.started.then(() => this.worker?.postMessage(message)).catch(() => {});
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

  /** Give a worker what it asks for, or nothing where it is not on the disk. */
  async function hand(address, port) {
    const bytes = await load(address).catch(() => null);
    port.postMessage(bytes, bytes ? [bytes] : []);
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
  Object.assign(window, { Worker: DiskWorker });
})();
