// @ts-check
/**
 * Runs the Python engine in Pyodide. The build puts Pyodide's two JavaScript modules before this
 * file, as `loadPyodide` and `createPyodideModule`, and `lockFileContents`, which knows no package; the page checks
 * the whole and starts it from memory. The worker's name says how many bytes of memory the snapshot fills, 0 if there
 * is none to wait for: a message would arrive later.
 *
 * This worker asks no network for anything: the page hands it each part, checked as well, and
 * `fetch` answers Pyodide from these or refuses.
 */

const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const PAGE = 2 ** 16;
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
    parts.get(data.role).resolve(data.content);
  } catch (problem) {
    fail(problem);
  }
};

const fail = ({ kind = "engine", message }) => self.postMessage({ failed: kind, message });

/** @returns {Promise<ArrayBuffer>} what the page hands over, once */
function part(role) {
  if (!parts.has(role)) {
    let resolve;
    const content = new Promise((keep) => (resolve = keep));
    parts.set(role, { content, resolve });
    self.postMessage({ wants: role });
  }
  return parts.get(role).content;
}

/** Where the snapshot cannot be used (another browser engine, too little memory), Python starts plainly. */
async function start(memory) {
  await compile(EMPTY_MODULE).catch(refuse("wasm"));
  const module = part("wasm").then(compile).catch(refuse("wasm"));
  if (memory) {
    const restored = await load(module, EMPTY_LIBRARY, memory).catch(tell);
    if (restored) return open(restored);
  }
  const [library, engine] = await Promise.all([part("library"), part("engine")]);
  const started = await load(module, library);
  started.FS.writeFile(ENGINE, new Uint8Array(engine));
  started.runPython(`import sys; sys.path.insert(0, "${ENGINE}")`);
  return open(started);
}

const tell = (problem) => console.info(`The memory snapshot was not used: ${problem}`);

/** From now on requests are answered. */
function open(python) {
  parts.clear();
  answer = python.runPython("from backprop.session import answer; answer");
  self.postMessage({ ready: true });
}

/** Pyodide, which finds in memory whatever it asks the network for. */
function load(module, library, memory = 0) {
  self.fetch = async (address) => {
    if (String(address).endsWith(".wasm")) return new Response();
    if (String(address).endsWith(".zip")) return new Response(library);
    throw new TypeError(`${address} is not part of the engine`);
  };
  const snapshot = memory ? setUpAhead(memory, part("snapshot")) : {};
  return Promise.race([
    instantiationFailure(module),
    loadPyodide({ createPyodideModule, lockFileContents, indexURL: HOME, packageBaseUrl: HOME, ...snapshot }),
  ]);
}

/** Pyodide sets all up while the snapshot is still on its way: until it fills the memory it needs the size only. */
function setUpAhead(size, arriving) {
  const memory = new Uint8Array(size);
  return {
    _loadSnapshot: memory,
    createPyodideModule: async (settings) => {
      const created = await createPyodideModule(settings);
      unfold(await arriving, memory);
      return created;
    },
  };
}

/** Put each page of a snapshot in its place. The empty ones were left out; snapshot.py says in what form. */
function unfold(snapshot, memory) {
  const [, count] = new Uint32Array(snapshot, 0, 2);
  const pages = new Uint8Array(snapshot, 4 * (2 + count));
  new Uint32Array(snapshot, 8, count).forEach((number, place) => {
    memory.set(pages.subarray(PAGE * place, PAGE * (place + 1)), PAGE * number);
  });
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
 * Pyodide instantiates the module that was compiled meanwhile. Rejected when that fails;
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

start(Number(self.name)).catch(fail);
