/**
 * Lets a page that was opened from a disk, or in a frame that is cut off from its site, do what another
 * does. A browser refuses to fetch a file there, or to start a worker from one; but it runs classic scripts. So each such file has a
 * twin, `<file>.js`, that hands over its bytes as text, and a worker starts from a data: address.
 *
 * Everything else is the same: what comes from here is checked like what comes over a network.
 */
import { doors } from "./protocol.js";

/** What the twin that is running hands over. */
let handed = { text: "", packed: false };
/** @type {import("./protocol.js").Disk["take"]} */
const take = (text, packed) => void (handed = { text, packed });

/** @param {string} address @returns {Promise<ArrayBuffer>} what the file at this address holds */
async function read(address) {
  if (address.startsWith("blob:")) return (await fetch(address)).arrayBuffer();
  const { text, packed } = held(address) ?? (await run(`${address}.js`));
  const bytes = await fetch(`data:application/octet-stream;base64,${text}`);
  const body = packed ? bytes.body?.pipeThrough(new DecompressionStream("gzip")) : bytes.body;
  return new Response(body).arrayBuffer();
}

/** What a page that stands alone holds itself, by the file's name. @param {string} address */
function held(address) {
  const name = address.slice(address.lastIndexOf("/") + 1);
  const files = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("script[data-file]"));
  const file = Array.from(files).find((each) => each.dataset.file === name);
  return file && { text: file.textContent ?? "", packed: false };
}

/** @param {string} address @returns {Promise<{text: string, packed: boolean}>} what this script hands over */
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
  /** @type {(event: MessageEvent) => void} */
  onmessage = () => {};
  /** @type {(event: Event | Error) => void} */
  onerror = () => {};
  ended = false;
  /** @type {Worker | null} */
  worker = null;

  /** @param {string | URL} address @param {WorkerOptions} [options] */
  constructor(address, options) {
    super();
    this.started = this.start(String(address).split("?")[0], options);
    this.started.catch((error) => this.onerror(error));
  }

  /** @param {string} address @param {WorkerOptions} [options] */
  async start(address, options) {
    const script = await dataAddress(new Blob([await read(address)], { type: "text/javascript" }));
    if (this.ended) return;
    this.worker = new Native(script, options);
    this.worker.onmessage = ({ data }) => this.tell(data);
    this.worker.onerror = (event) => this.onerror(event);
  }

  /**
   * Messages go out in the order in which they came, once the worker is there.
   * @param {unknown} message @param {Transferable[]} [transfer]
   */
  postMessage(message, transfer = []) {
    this.started.then(() => this.worker?.postMessage(message, transfer)).catch(() => {});
  }

  /** @param {unknown} data */
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

/** A blob's worker would be refused here. @param {Blob} blob @returns {Promise<string>} */
function dataAddress(blob) {
  const reader = new FileReader();
  return new Promise((resolve) => {
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(blob);
  });
}

const Native = window.Worker;

const { protocol } = location;
const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
/** Whether nothing is in the way: the page's own server, and not all files within the page. */
const isServed = protocol.startsWith("http") && origin !== "null" && !src.startsWith("data:");

if (!doors().disk && !isServed) {
  doors().disk = { take, read };
  Object.assign(window, { Worker: DiskWorker });
}
