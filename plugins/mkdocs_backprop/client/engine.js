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

  /** The calls that wait for an answer, in order; the worker has at most the first of them. */
  const jobs = [];
  /** @type {Worker | null} */
  let worker = null;
  let heard = false;
  let ready = false;
  let warm = false;
  let distrustCache = false;
  let watch = 0;

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
      if (worker) next();
      else start();
    });
  }

  /** Start ahead of the first call, where the site wants it and the connection is good. Silent. */
  function preload() {
    if (!worker && backprop.manifest().preload && !isPoor(navigator["connection"])) start();
  }

  function start() {
    const { worker: script, pyodide, files } = backprop.manifest();
    if (location.protocol === "file:" && !backprop.take) return fail("file");
    if (!globalThis.crypto?.subtle) return fail("insecure");
    try {
      const address = absolute(script) + (distrustCache ? `?${Date.now()}` : "");
      worker = new Worker(address, { type: "module" });
    } catch (error) {
      return fail("worker", "", error);
    }
    worker.onmessage = ({ data }) => receive(data);
    worker.onerror = ({ message }) => fail(heard ? "engine" : "worker", "", message);
    worker.postMessage({
      pyodide: absolute(pyodide),
      files: files.map((file) => ({ ...file, url: absolute(file.url) })),
      cache: distrustCache ? "reload" : "default",
      fast: !isPoor(navigator["connection"]),
    });
  }

  /** The snapshot is the larger download: not for a connection that is slow or paid by the byte. */
  const isPoor = ({ saveData, effectiveType } = {}) => saveData || /[23]g/.test(effectiveType);
  const absolute = (address) => new URL(address, document.baseURI).href;

  function receive({ failed, file, detail, progress, answer, ...message }) {
    heard = true;
    if (failed) return fail(failed, file, detail);
    if (progress) for (const job of jobs) job.onProgress?.(...progress);
    if (answer) answered(JSON.parse(answer));
    ready ||= message.ready;
    next();
  }

  function next() {
    const [job] = jobs;
    if (!ready || !job || watch) return;
    job.tries++;
    watch = setTimeout(() => fail("slow"), warm ? LONGEST : LONGEST_FIRST);
    worker.postMessage({ request: JSON.stringify(job.request) });
  }

  function answered(answer) {
    clearTimeout(watch);
    watch = 0;
    warm = true;
    jobs.shift().resolve(answer);
  }

  /** A call that was sent keeps its place, because its answer still comes; it is not sent again. */
  function abandon(job) {
    reject(job, "cancelled");
    job.tries = 2;
    const place = jobs.indexOf(job);
    if (place > (watch ? 0 : -1)) jobs.splice(place, 1);
    if (!ready && jobs.length === 0) stop();
  }

  function stop() {
    clearTimeout(watch);
    worker?.terminate();
    worker = null;
    heard = ready = warm = false;
    watch = 0;
  }

  /** A fault of one call is no fault of those behind it; the cache may hold the bytes that failed. */
  function fail(kind, file, detail) {
    const [sent] = watch ? jobs : [];
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
