// @ts-check
/**
 * Talks to the Python engine. One worker serves all figures and, with instant navigation, all
 * pages. It starts with the first call; after a failure the next call starts a new one.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.engine) return;

  /** The calls that wait for an answer, in order; the worker has at most the first of them. */
  const jobs = [];
  /** @type {Worker | null} */
  let worker = null;
  let heard = false;
  let ready = false;
  let distrustCache = false;

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
      const job = { request, onProgress, resolve, reject, sent: false };
      jobs.push(job);
      signal?.addEventListener("abort", () => abandon(job));
      if (worker) next();
      else start();
    });
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
    if (answer) jobs.shift().resolve(JSON.parse(answer));
    ready ||= message.ready;
    next();
  }

  function next() {
    const [job] = jobs;
    if (!ready || !job || job.sent) return;
    job.sent = true;
    worker.postMessage({ request: JSON.stringify(job.request) });
  }

  /** A call that was sent keeps its place, because its answer still comes. */
  function abandon(job) {
    reject(job, "cancelled");
    if (!job.sent && jobs.includes(job)) jobs.splice(jobs.indexOf(job), 1);
    if (!ready && jobs.length === 0) stop();
  }

  function stop() {
    worker?.terminate();
    worker = null;
    heard = ready = false;
  }

  /** The browser's cache may hold the bytes that failed, so the next start goes round it. */
  function fail(kind, file, detail) {
    stop();
    distrustCache = true;
    for (const job of jobs.splice(0)) reject(job, kind, file, detail);
  }

  function reject(job, kind, file = "", detail = kind) {
    job.reject(Object.assign(new Error(detail), { kind, file }));
  }

  backprop.engine = { call };
})();
