// @ts-check
/**
 * Talks to the Python engine. One worker serves all figures and, with instant navigation, all
 * pages. It starts with the first call, or ahead of it. Calls are answered in order.
 *
 * A worker that crashes is replaced, and the call goes to the new one once more; when that fails too,
 * the call is rejected. One that is silent for LONGEST is replaced as well, but its call is rejected
 * at once: what took too long would do so again.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.engine) return;

  /** Milliseconds that one answer may take. */
  const LONGEST = 2000;
  /** And a worker's first one, while the browser still compiles what runs. */
  const LONGEST_FIRST = 10000;
  /** What may go wrong when a worker has started; anything else may be the fault of cached bytes. */
  const WHILE_RUNNING = ["engine", "slow"];
  /** The parts that any start needs, by role; then those of a fast one, and of a plain one. */
  const ALWAYS = ["worker", "wasm", "lock"];
  const FAST = [...ALWAYS, "snapshot"];
  const PLAIN = [...ALWAYS, "library", "engine"];

  /** The calls that wait for an answer, in order; the worker has at most the first of them. */
  const jobs = [];
  /** The worker of now, from the first byte that is fetched for it on. @type {Life | null} */
  let life = null;
  let distrustCache = false;

  /** One worker, from its first byte to its end. */
  class Life {
    ended = new AbortController();
    /** @type {Worker | null} */
    worker = null;
    /** What was asked for, by role. @type {Map<string, Promise<ArrayBuffer>>} */
    parts = new Map();
    bytes = { done: 0, total: 0 };
    heard = false;
    ready = false;
    warm = false;
    watch = 0;

    /** The snapshot is the larger download: not for a connection that is slow or paid by the byte. */
    async start() {
      const { files } = backprop.manifest();
      const fast = !isPoor(navigator["connection"]) && files.some(({ role }) => role === "snapshot");
      this.ask(fast ? FAST : PLAIN);
      const script = await unpacked(await this.parts.get("worker"));
      if (this.ended.signal.aborted) return;
      const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
      this.worker = new Worker(address, { type: "module" });
      this.worker.onmessage = ({ data }) => this.receive(data);
      this.worker.onerror = ({ message }) => this.fail(this.heard ? "engine" : "worker", "", message);
      this.worker.postMessage({ fast });
      await this.hand();
      URL.revokeObjectURL(address);
    }

    /** Fetch those of these parts that were not asked for yet. */
    ask(roles) {
      const { files } = backprop.manifest();
      const missing = files.filter(({ role }) => roles.includes(role) && !this.parts.has(role));
      const options = { cache: distrustCache ? "reload" : "default", signal: this.ended.signal };
      const arrived = (count) => this.progress(count, 0);
      for (const file of missing) {
        this.progress(0, file.bytes);
        const part = backprop.loader.obtain(file, { ...options, arrived });
        // Whoever waits for it learns of its failure; when another part fails first, nobody does any more.
        part.catch(() => {});
        this.parts.set(file.role, part);
      }
    }

    /** Give the worker each part as it arrives; a part is its from then on. */
    async hand() {
      const give = async (role, part) => {
        const content = role === "worker" ? null : await part;
        if (content?.byteLength) this.worker.postMessage({ role, content }, [content]);
      };
      await Promise.all(Array.from(this.parts, ([role, part]) => give(role, part)));
    }

    progress(done, total) {
      this.bytes.done += done;
      this.bytes.total += total;
      for (const job of jobs) job.onProgress?.(this.bytes.done, this.bytes.total);
    }

    receive({ failed, detail, plain, answer, ready }) {
      this.heard = true;
      if (life !== this) return;
      if (failed) return this.fail(failed, "", detail);
      if (plain) {
        this.ask(PLAIN);
        return this.hand().catch((error) => this.fail(error.kind, error.file, error.message));
      }
      if (answer) answered(JSON.parse(answer));
      this.ready ||= ready;
      next();
    }

    fail(kind, file = "", detail = kind) {
      if (life === this) fail(kind, file, detail);
    }

    end() {
      clearTimeout(this.watch);
      this.ended.abort();
      this.worker?.terminate();
    }
  }

  /**
   * Send a request to the engine and wait for its answer. A rejection's `kind` ends the key of
   * its sentence, live_failed_<kind>, and `file` is the file it is about.
   * @param {object} request
   * @param {{onProgress?: (done: number, total: number) => void, signal?: AbortSignal}} [options]
   *   `onProgress` gets bytes while the engine loads
   * @returns {Promise<any>}
   */
  function call(request, { onProgress, signal } = {}) {
    return new Promise((resolve, reject) => {
      const job = { request, onProgress, resolve, reject, tries: 0 };
      jobs.push(job);
      signal?.addEventListener("abort", () => abandon(job));
      if (life) next();
      else start();
    });
  }

  /** Start ahead of the first call, where the site wants it and the connection is good. Silent. */
  function preload() {
    if (!life && backprop.manifest().preload && !isPoor(navigator["connection"])) start();
  }

  function start() {
    if (location.protocol === "file:" && !backprop.disk) return fail("file");
    if (!globalThis.crypto?.subtle) return fail("insecure");
    const own = (life = new Life());
    own.start().catch(({ kind = "worker", file, message }) => own.fail(kind, file, message));
  }

  const isPoor = ({ saveData, effectiveType } = {}) => saveData || /[23]g/.test(effectiveType);

  const unpacked = (content) =>
    new Response(new Response(content).body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();

  function next() {
    const [job] = jobs;
    if (!life?.ready || !job || life.watch) return;
    job.tries++;
    life.watch = setTimeout(() => fail("slow"), life.warm ? LONGEST : LONGEST_FIRST);
    life.worker.postMessage({ request: JSON.stringify(job.request) });
  }

  function answered(answer) {
    clearTimeout(life.watch);
    life.watch = 0;
    life.warm = true;
    jobs.shift().resolve(answer);
  }

  /** A call that was sent keeps its place, because its answer still comes; it is not sent again. */
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

  /** A fault of one call is no fault of those behind it; the cache may hold the bytes that failed. */
  function fail(kind, file, detail) {
    const [sent] = life?.watch ? jobs : [];
    stop();
    distrustCache = !WHILE_RUNNING.includes(kind);
    const again = sent && kind !== "slow" && sent.tries < 2;
    const rejected = again ? [] : jobs.splice(0, sent ? 1 : jobs.length);
    for (const job of rejected) reject(job, kind, file, detail);
    if (jobs.length) start();
  }

  function reject(job, kind, file = "", detail = kind) {
    job.reject(Object.assign(new Error(detail), { kind, file }));
  }

  backprop.engine = { call, preload };
})();
