/**
 * Talks to the Python engine. One worker serves all figures and, with instant navigation, all
 * pages. It starts with the first call, or ahead of it. Calls are answered in order.
 *
 * A worker that crashes is replaced, and the call goes to the new one once more; when that fails too,
 * the call is rejected. One that is silent for LONGEST is replaced as well, but its call is rejected
 * at once: what took too long would do so again.
 */
import { FAST_START, Failure, doors } from "../protocol.js";
import { manifest } from "../stepping/words.js";
import { Unpacker, unpacked } from "../unpack.js";
import { obtain } from "./loader.js";

/**
 * @typedef {import("../protocol.js").Part} Part
 * @typedef {import("../protocol.js").Call} Call
 * @typedef {import("../protocol.js").CallOptions} CallOptions
 * @typedef {import("../protocol.js").FromWorker} FromWorker
 * @typedef {{request: {call?: string}, of: CallOptions["of"], onProgress: CallOptions["onProgress"], resolve: (answer: any) => void,
 *   reject: (failure: Failure) => void, tries: number}} Job a call that waits for its answer
 */

/** Milliseconds that one answer may take. */
const LONGEST = 2000;
/** And a worker's first ones, while the browser still compiles what runs. */
const LONGEST_FIRST = 10000;
/** What may go wrong when a worker has started; anything else may be the fault of cached bytes. */
const WHILE_RUNNING = ["engine", "slow"];
/** The parts that a fast start needs, by role, and those of a plain one; the worker is what all others go to. */
const FAST = ["worker", "wasm", FAST_START];
const PLAIN = ["worker", "wasm", "library", "engine"];

/** The calls that wait for an answer, in order; the worker has at most the first of them. @type {Job[]} */
const jobs = [];
/** The worker of now, from the first byte that is fetched for it on. @type {Life | null} */
let life = null;
let distrustCache = false;

/** One worker, from its first byte to its end. */
class Life {
  ended = new AbortController();
  /** Of the page on which it starts, which the reader may leave before all is there. */
  manifest = manifest();
  /** @type {Worker | null} */
  worker = null;
  address = "";
  /** @type {Unpacker | null} */
  unpacker = null;
  /** What the worker needs, by role. @type {Record<string, ReturnType<typeof obtain>>} */
  parts = {};
  done = 0;
  total = 0;
  heard = false;
  ready = false;
  warm = false;
  watch = 0;

  /** All that the worker will want is on its way while it starts. */
  async start() {
    // The snapshot is the larger download: not for a connection that is slow or paid by the byte.
    const fast = !isPoor() && this.manifest.files?.some(({ role }) => role === FAST_START);
    const [first, ...others] = fast ? FAST : PLAIN;
    this.aside();
    for (const role of [first, ...others]) this.total += this.file(role).bytes;
    for (const role of [first, ...others]) this.part(role);
    const source = await unpacked(await this.part(first));
    if (this.ended.signal.aborted) return;
    this.address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    this.worker = new Worker(this.address, { type: "module", name: fast ? FAST_START : "" });
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = ({ message }) => this.fail({ kind: this.heard ? "engine" : "worker", message });
    await Promise.all(others.map((role) => this.give(role)));
  }

  /** What the loader obtains, once, for this role. @param {string} role */
  part(role) {
    const part = (this.parts[role] ??= obtain(this.file(role), {
      cache: distrustCache ? "reload" : "default",
      signal: this.ended.signal,
      arrived: (count) => this.progress(count),
    }));
    // Whoever waits for it learns of its failure; when another part fails first, nobody does any more.
    part.catch(() => {});
    return part;
  }

  /** @param {string} role @returns {Part} */
  file(role) {
    // A page that came later may need more.
    const files = [...(this.manifest.files ?? []), ...(manifest().files ?? [])];
    const file = files.find((each) => each.role === role);
    if (!file) throw new Failure("download", role);
    return file;
  }

  /** Hand a part to the worker, which is given each only once: the page keeps no copy. @param {string} role */
  async give(role) {
    const packed = await this.part(role);
    if (this.ended.signal.aborted) return;
    const content = await this.aside().unpacked(packed);
    this.send({ role, content }, [content]);
    if (this.ready) this.rest();
  }

  /** Who unpacks, from the first part on. */
  aside() {
    if (!this.unpacker) {
      this.unpacker = new Unpacker();
      this.unpacker.worker.onerror = ({ message }) => this.fail({ message });
    }
    return this.unpacker;
  }

  /** Nobody unpacks while nothing is wanted. */
  rest() {
    if (this.unpacker?.waiting.length) return;
    this.unpacker?.end();
    this.unpacker = null;
  }

  /** @param {import("../protocol.js").ToWorker} message @param {Transferable[]} [transfer] what is the worker's from then on */
  send(message, transfer = []) {
    this.worker?.postMessage(message, transfer);
  }

  /** @param {number} count of bytes */
  progress(count) {
    this.done += count;
    for (const job of jobs) job.onProgress?.(this.done, this.total);
  }

  /** @param {FromWorker} message */
  receive({ wants, failed, message, answer, ready }) {
    this.heard = true;
    if (life !== this) return;
    if (wants) {
      // A request that waits for it has as much time as a first one, once it is there.
      this.warm = false;
      clearTimeout(this.watch);
      return void this.give(wants).then(() => this.watch && this.guard(), (error) => this.fail(error));
    }
    if (failed) return this.fail({ kind: failed, message });
    if (answer) {
      clearTimeout(this.watch);
      this.watch = 0;
      const job = jobs.shift();
      // A glance at a few steps leaves most of it to be compiled by what follows.
      this.warm ||= job?.request.call !== "glance";
      job?.resolve(JSON.parse(answer));
    }
    if (ready) {
      this.ready = true;
      URL.revokeObjectURL(this.address);
      this.rest();
    }
    next();
  }

  /** @param {{kind?: string, file?: string, message?: string}} failure */
  fail({ kind = "worker", file = "", message = kind }) {
    if (life === this) fail(kind, file, message);
  }

  /** A request is under way. */
  guard() {
    this.watch = window.setTimeout(() => fail("slow"), this.warm ? LONGEST : LONGEST_FIRST);
  }

  end() {
    clearTimeout(this.watch);
    this.watch = 0;
    this.ended.abort();
    URL.revokeObjectURL(this.address);
    this.worker?.terminate();
    this.unpacker?.end();
  }
}

/** Send a request to the engine and wait for its answer. @type {Call} */
function call(request, { onProgress, signal, of } = {}) {
  return new Promise((resolve, reject) => {
    const job = { request, of, onProgress, resolve, reject, tries: 0 };
    jobs.push(job);
    signal?.addEventListener("abort", () => abandon(job));
    if (life) next();
    else start();
  });
}

/** Start ahead of the first call, where the site wants it and the connection is good. Silent. */
function preload() {
  if (!life && manifest().preload && !isPoor()) start();
}

function start() {
  // A page on a disk, or in a frame that is cut off from its site, may fetch nothing.
  if (origin === "null" && !doors().disk) return fail(location.protocol === "file:" ? "file" : "frame");
  if (!globalThis.crypto?.subtle) return fail("insecure");
  const own = (life = new Life());
  own.start().catch((error) => own.fail(error));
}

/** Whether the connection is slow or paid by the byte, as far as the browser tells. */
function isPoor() {
  const { saveData = false, effectiveType = "" } = navigator.connection ?? {};
  return saveData || /[23]g/.test(effectiveType);
}

function next() {
  const [job] = jobs;
  if (!life?.ready || !job || life.watch) return;
  job.tries++;
  life.guard();
  life.send({ request: JSON.stringify(job.request), of: job.of });
}

/** A call that was sent keeps its place, because its answer still comes; it is not sent again. @param {Job} job */
function abandon(job) {
  reject(job, "cancelled");
  job.tries = 2;
  const place = jobs.indexOf(job);
  if (place > (life?.watch ? 0 : -1)) jobs.splice(place, 1);
  if (!life?.ready && jobs.length === 0) stop();
}

function stop() {
  life?.end();
  life = null;
}

/**
 * A fault of one call is no fault of those behind it; the cache may hold the bytes that failed.
 * @param {string} kind @param {string} [file] @param {string} [detail]
 */
function fail(kind, file, detail) {
  const [sent] = life?.watch ? jobs : [];
  stop();
  distrustCache = !WHILE_RUNNING.includes(kind);
  const again = sent && kind !== "slow" && sent.tries < 2;
  const rejected = again ? [] : jobs.splice(0, sent ? 1 : jobs.length);
  for (const job of rejected) reject(job, kind, file, detail);
  if (jobs.length) start();
}

/** @param {Job} job @param {string} kind @param {string} [file] @param {string} [detail] */
function reject(job, kind, file, detail) {
  job.reject(new Failure(kind, file, detail));
}

export const engine = { call, preload };
