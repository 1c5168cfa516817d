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

/** What the page was asked for, by role: a promise, and the way to keep it. */
const parts = new Map();
let answer;

self.onmessage = async ({ data }) => {
  try {
    if (data.request) return self.postMessage({ answer: answer(data.request) });
    if (data.role) return parts.get(data.role).resolve(data.content);
    answer = await start(data);
    self.postMessage({ ready: true });
  } catch ({ kind = "engine", message }) {
    self.postMessage({ failed: kind, message });
  }
};

/** @returns {Promise<ArrayBuffer>} what the page hands over, once; the snapshot unpacked, all else gzipped */
function part(role) {
  if (!parts.has(role)) {
    let resolve;
    const content = new Promise((keep) => (resolve = keep));
    parts.set(role, { content, resolve });
    self.postMessage({ wants: role });
  }
  return parts.get(role).content;
}

/** @returns {Promise<Response>} what is packed in a part */
async function unpacked(role, type = "") {
  const { body } = new Response(await part(role));
  return new Response(body.pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": type } });
}

/**
 * Where the snapshot cannot be used (another browser engine, too little memory), Python starts plainly.
 * @param {{memory: number}} options how many bytes the snapshot has, 0 if there is none to wait for
 */
async function start({ memory }) {
  await compile(EMPTY_MODULE).catch(refuse("wasm"));
  const module = WebAssembly.compileStreaming(unpacked("wasm", "application/wasm")).catch(refuse("wasm"));
  if (memory) {
    const restored = await load(module, EMPTY_LIBRARY, memory).catch(tell);
    if (restored) return seam(restored);
  }
  const [library, engine] = await Promise.all([unpacked("library"), unpacked("engine")]);
  const started = await load(module, await library.arrayBuffer());
  started.FS.writeFile(ENGINE, new Uint8Array(await engine.arrayBuffer()));
  started.runPython(`import sys; sys.path.insert(0, "${ENGINE}")`);
  return seam(started);
}

const tell = (problem) => console.info(`The memory snapshot was not used: ${problem}`);

function seam(python) {
  parts.clear();
  return python.runPython("from backprop.session import answer; answer");
}

/** Pyodide, which finds in memory whatever it asks the network for. */
async function load(module, library, memory = 0) {
  self.fetch = async (address) => {
    if (String(address).endsWith(".wasm")) return new Response();
    if (String(address).endsWith(".zip")) return new Response(library);
    throw new TypeError(`${address} is not part of the engine`);
  };
  const lock = unpacked("lock");
  const snapshot = memory ? setUpAhead(memory, part("snapshot")) : {};
  const lockFileContents = await (await lock).text();
  return Promise.race([
    instantiationFailure(module),
    loadPyodide({ createPyodideModule, lockFileContents, indexURL: HOME, packageBaseUrl: HOME, ...snapshot }),
  ]);
}

/** Pyodide sets all up while the snapshot is still on its way: until the memory is filled it needs the size only. */
const setUpAhead = (memory, arriving) => ({
  _loadSnapshot: new Uint8Array(memory),
  createPyodideModule: async (settings) => {
    const created = await createPyodideModule(settings);
    const snapshot = new Uint8Array(await arriving);
    const { restoreSnapshot } = created.API;
    created.API.restoreSnapshot = () => restoreSnapshot(snapshot);
    return created;
  },
});

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
