// @ts-check
/**
 * Runs the Python engine in Pyodide, in a module worker.
 *
 * Guaranteed: WebAssembly, standard library, lock file and engine run from the very bytes whose
 * length and SHA-256 were checked here against the page's manifest. Pyodide's two JavaScript
 * modules are checked alike, but `import` then asks the browser for them once more by address (to
 * run them from memory the page's policy would have to allow `blob:`); the address holds a hash of
 * their content, and the copy just checked is in the browser's cache. From then on the worker has
 * no network: `fetch` answers from memory or refuses.
 *
 * @typedef {{url: string, bytes: number, sha256: string, role: string}} Part
 */

const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const network = self.fetch.bind(self);

let answer;

self.onmessage = async ({ data }) => {
  try {
    if (data.request) return self.postMessage({ answer: answer(data.request) });
    answer = await start(data);
    self.postMessage({ ready: true });
  } catch ({ kind = "engine", file, message }) {
    self.postMessage({ failed: kind, file, detail: message });
  }
};

/** @param {{pyodide: string, files: Part[], cache: RequestCache}} options */
async function start({ pyodide, files, cache }) {
  await compile(EMPTY_MODULE).catch(refuse("wasm"));
  const bytes = await downloadAll(files, cache);
  const { module, glue, library, lock, engine } = Object.fromEntries(
    files.map((file) => [file.role, file.url]),
  );
  const { loadPyodide } = await import(module).catch(refuse("download", module));
  const { default: createPyodideModule } = await import(glue).catch(refuse("download", glue));
  const wasm = files.find((file) => file.role === "wasm").url;
  bytes.set(`${pyodide}pyodide.asm.wasm`, bytes.get(wasm));
  serveFromMemory(bytes);
  const python = await Promise.race([
    instantiationFailure(),
    loadPyodide({
      createPyodideModule,
      indexURL: pyodide,
      stdLibURL: library,
      lockFileContents: new TextDecoder().decode(bytes.get(lock)),
      packageBaseUrl: new URL(".", engine).href,
    }),
  ]);
  await python.loadPackage("backprop", { messageCallback() {} });
  bytes.clear();
  return python.runPython("from backprop.session import answer; answer");
}

/** Rejected where a policy forbids WebAssembly, or the browser does without it. */
const compile = async (bytes) => WebAssembly.compile(bytes);

/** A way to fail that has its own sentence, live_failed_<kind>. @returns {(cause: any) => never} */
function refuse(kind, url = "") {
  return (cause) => {
    throw Object.assign(new Error(cause), { kind, file: url.split("/").pop() });
  };
}

/** @param {Part[]} files @param {RequestCache} cache */
async function downloadAll(files, cache) {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  const arrived = (count) => self.postMessage({ progress: [(done += count), total] });
  arrived(0);
  const contents = new Map();
  const load = async (file) => contents.set(file.url, await download(file, cache, arrived));
  await Promise.all(files.map(load));
  return contents;
}

/** @param {Part} part */
async function download({ url, bytes, sha256 }, cache, arrived) {
  const content = await read(url, cache, arrived).catch(refuse("download", url));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const sum = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (content.byteLength !== bytes || sum !== sha256) refuse("integrity", url)(sum);
  return content;
}

async function read(url, cache, arrived) {
  const response = await network(url, { cache });
  if (!response.ok) throw response.status;
  const transform = (chunk, stream) => {
    arrived(chunk.length);
    stream.enqueue(chunk);
  };
  return new Response(response.body.pipeThrough(new TransformStream({ transform }))).arrayBuffer();
}

/** @param {Map<string, BufferSource>} memory by address */
function serveFromMemory(memory) {
  self.fetch = async (address) => {
    const url = String(new URL(String(address), self.location.href));
    if (!memory.has(url)) throw new TypeError(`${url} is not part of the engine`);
    return new Response(memory.get(url), { headers: { "Content-Type": "application/wasm" } });
  };
}

/** Rejected when WebAssembly cannot be instantiated; Pyodide only logs that and waits for ever. */
function instantiationFailure() {
  const { instantiateStreaming } = WebAssembly;
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = (...parts) => {
      const instance = instantiateStreaming(...parts);
      instance.catch(refuse("wasm")).catch(reject);
      return instance;
    };
  });
}
