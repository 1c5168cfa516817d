// @ts-check
/**
 * Runs the Python engine in Pyodide, in a module worker.
 *
 * Guaranteed: WebAssembly, snapshot, standard library, lock file and engine run from the very bytes
 * whose length and SHA-256 were checked here against the page's manifest. Pyodide's two JavaScript
 * modules are checked alike, but `import` then asks the browser for them once more by address (to
 * run them from memory the page's policy would have to allow `blob:`); the address holds a hash of
 * their content, and the copy just checked is in the browser's cache. From then on the worker has
 * no network: `fetch` answers from memory or refuses.
 *
 * @typedef {{url: string, bytes: number, sha256: string, role: string}} Part
 */

const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const network = self.fetch.bind(self);

/** What any start needs, by role; then what makes it a fast one, or a plain one. */
const ALWAYS = ["module", "glue", "wasm", "lock"];
const FAST = [...ALWAYS, "snapshot"];
const PLAIN = [...ALWAYS, "library", "engine"];
const UNPACKED = ["module", "glue"];
const ENGINE = "/engine.whl";
/** A zip file with nothing in it: what the engine needs of the library is in the snapshot. */
const EMPTY_LIBRARY = Uint8Array.of(0x50, 0x4b, 5, 6, ...Array(18).fill(0));

/** Verified and unpacked, by role. @type {Map<string, ArrayBuffer>} */
const contents = new Map();
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

/**
 * Where the snapshot cannot be used (another browser engine, too little memory), Python starts plainly.
 * @param {{pyodide: string, files: Part[], cache: RequestCache, fast: boolean}} options
 */
async function start(options) {
  await compile(EMPTY_MODULE).catch(refuse("wasm"));
  if (options.fast && options.files.some(({ role }) => role === "snapshot")) {
    await fetchAll(options, FAST);
    const python = await load(options, EMPTY_LIBRARY, contents.get("snapshot")).catch(tell);
    if (python) return seam(python);
  }
  await fetchAll(options, PLAIN);
  const python = await load(options, contents.get("library"));
  python.FS.writeFile(ENGINE, new Uint8Array(contents.get("engine")));
  python.runPython(`import sys; sys.path.insert(0, "${ENGINE}")`);
  return seam(python);
}

const tell = (problem) => console.info(`The memory snapshot was not used: ${problem}`);

function seam(python) {
  contents.clear();
  return python.runPython("from backprop.session import answer; answer");
}

/** Pyodide, which finds in memory whatever it asks the network for. */
async function load({ pyodide, files }, library, snapshot) {
  const [module, glue] = UNPACKED.map((role) => addressOf(files.find((file) => file.role === role)));
  const { loadPyodide } = await import(module).catch(refuse("download", module));
  const { default: createPyodideModule } = await import(glue).catch(refuse("download", glue));
  serveFromMemory({
    [`${pyodide}pyodide.asm.wasm`]: contents.get("wasm"),
    [`${pyodide}python_stdlib.zip`]: library,
  });
  return Promise.race([
    instantiationFailure(),
    loadPyodide({
      createPyodideModule,
      indexURL: pyodide,
      packageBaseUrl: pyodide,
      lockFileContents: new TextDecoder().decode(contents.get("lock")),
      _loadSnapshot: snapshot,
    }),
  ]);
}

/** Where to import a module from; on a disk it must be from memory, as disk.js arranges. */
const addressOf = ({ url, role }) => self["fromMemory"]?.(contents.get(role)) ?? url;

/** Rejected where a policy forbids WebAssembly, or the browser does without it. */
const compile = async (bytes) => WebAssembly.compile(bytes);

/** A way to fail that has its own sentence, live_failed_<kind>. @returns {(cause: any) => never} */
function refuse(kind, url = "") {
  return (cause) => {
    throw Object.assign(new Error(cause), { kind, file: url.split("/").pop() });
  };
}

/** Those of these roles that are not here yet. */
async function fetchAll({ files, cache }, roles) {
  const missing = files.filter(({ role }) => roles.includes(role) && !contents.has(role));
  const total = missing.reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  const arrived = (count) => self.postMessage({ progress: [(done += count), total] });
  arrived(0);
  const keep = async (file) => contents.set(file.role, await download(file, cache, arrived));
  await Promise.all(missing.map(keep));
}

/** @param {Part} part */
async function download({ url, bytes, sha256, role }, cache, arrived) {
  const content = await read(url, cache, arrived).catch(refuse("download", url));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const sum = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (content.byteLength !== bytes || sum !== sha256) refuse("integrity", url)(sum);
  return UNPACKED.includes(role) ? content : unpacked(content);
}

const unpacked = (content) =>
  new Response(new Response(content).body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();

async function read(url, cache, arrived) {
  const response = await network(url, { cache });
  if (!response.ok) throw response.status;
  const transform = (chunk, stream) => {
    arrived(chunk.length);
    stream.enqueue(chunk);
  };
  return new Response(response.body.pipeThrough(new TransformStream({ transform }))).arrayBuffer();
}

/** @param {Record<string, BufferSource>} memory by address */
function serveFromMemory(memory) {
  self.fetch = async (address) => {
    const content = memory[new URL(String(address), self.location.href).href];
    if (!content) throw new TypeError(`${address} is not part of the engine`);
    return new Response(content, { headers: { "Content-Type": "application/wasm" } });
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
