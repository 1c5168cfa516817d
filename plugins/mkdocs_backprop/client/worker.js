// @ts-check
/**
 * Runs the Python engine in Pyodide. The build puts Pyodide's two JavaScript modules before this
 * file, as `loadPyodide` and `createPyodideModule`; the page checks the whole and starts it from memory.
 *
 * This worker asks no network for anything: the page hands it each part, checked as well, and
 * `fetch` answers Pyodide from these or refuses.
 */

const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const ENGINE = "/engine.whl";
/** A zip file with nothing in it: what the engine needs of the library is in the snapshot. */
const EMPTY_LIBRARY = Uint8Array.of(0x50, 0x4b, 5, 6, ...Array(18).fill(0));
/** Where Pyodide believes that it was loaded from. */
const HOME = "memory:/";

/** What the page hands over, by role, gzipped: a promise, and the way to keep it. */
const parts = new Map();
let answer;

self.onmessage = async ({ data }) => {
  try {
    if (data.request) return self.postMessage({ answer: answer(data.request) });
    if (data.role) return part(data.role).resolve(data.content);
    answer = await start(data);
    self.postMessage({ ready: true });
  } catch ({ kind = "engine", message }) {
    self.postMessage({ failed: kind, detail: message });
  }
};

function part(role) {
  if (!parts.has(role)) {
    let resolve;
    const content = new Promise((keep) => (resolve = keep));
    parts.set(role, { content, resolve });
  }
  return parts.get(role);
}

/** @returns {Promise<Response>} what the part holds, unpacked while it is read */
const unpacked = async (role, type = "") => {
  const { body } = new Response(await part(role).content);
  return new Response(body.pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": type } });
};

const bytesOf = async (role) => (await unpacked(role)).arrayBuffer();

/**
 * Where the snapshot cannot be used (another browser engine, too little memory), Python starts plainly.
 * @param {{fast: boolean}} options
 */
async function start({ fast }) {
  await compile(EMPTY_MODULE).catch(refuse("wasm"));
  const python = WebAssembly.compileStreaming(unpacked("wasm", "application/wasm")).catch(refuse("wasm"));
  if (fast) {
    const restored = await load(python, EMPTY_LIBRARY, bytesOf("snapshot")).catch(tell);
    if (restored) return seam(restored);
    self.postMessage({ plain: true });
  }
  const started = await load(python, await bytesOf("library"));
  started.FS.writeFile(ENGINE, new Uint8Array(await bytesOf("engine")));
  started.runPython(`import sys; sys.path.insert(0, "${ENGINE}")`);
  return seam(started);
}

const tell = (problem) => console.info(`The memory snapshot was not used: ${problem}`);

function seam(python) {
  parts.clear();
  return python.runPython("from backprop.session import answer; answer");
}

/** Pyodide, which finds in memory whatever it asks the network for. */
async function load(module, library, snapshot) {
  self.fetch = async (address) => {
    if (String(address).endsWith(".wasm")) return new Response();
    if (String(address).endsWith(".zip")) return new Response(library);
    throw new TypeError(`${address} is not part of the engine`);
  };
  const lockFileContents = await (await unpacked("lock")).text();
  const options = { createPyodideModule, lockFileContents, _loadSnapshot: snapshot };
  return Promise.race([
    instantiationFailure(module),
    loadPyodide({ ...options, indexURL: HOME, packageBaseUrl: HOME }),
  ]);
}

/** Rejected where a policy forbids WebAssembly, or the browser does without it. */
const compile = async (bytes) => WebAssembly.compile(bytes);

/** A way to fail that has its own sentence, live_failed_<kind>. @returns {(cause: any) => never} */
function refuse(kind) {
  return (cause) => {
    throw Object.assign(new Error(cause), { kind });
  };
}

/**
 * Pyodide instantiates the module that was compiled while it arrived. Rejected when that fails;
 * Pyodide only logs it and waits for ever.
 */
function instantiationFailure(compiled) {
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = (_, imports) => {
      const instantiated = compiled.then(async (module) => {
        return { module, instance: await WebAssembly.instantiate(module, imports) };
      });
      instantiated.catch(refuse("wasm")).catch(reject);
      return instantiated;
    };
  });
}
