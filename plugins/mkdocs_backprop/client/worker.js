// @ts-check
/**
 * Runs the Python engine in Pyodide. The build puts Pyodide's two JavaScript modules before this
 * file, as `loadPyodide` and `createPyodideModule`, and `lockFileContents`, which knows no package, and `unpack.js`;
 * the page checks the whole and starts it from memory. The worker's name says how many bytes of memory the snapshot
 * fills, 0 if there is none to wait for: a message would arrive later.
 *
 * This worker asks no network for anything: the page hands it each part, checked as well, and
 * `fetch` answers Pyodide from these or refuses.
 */

const PAGE = 2 ** 16;
const ENGINE = "/engine.whl";
/** A zip file with nothing in it: what the engine needs of the library is in the snapshot. */
const EMPTY_LIBRARY = Uint8Array.of(0x50, 0x4b, 5, 6, ...Array(18).fill(0));
/** Where Pyodide believes that it was loaded from. */
const HOME = "memory:/";

/** What the page hands over, by role: a promise, and the way to keep it. */
const parts = new Map();
let answer;

self.onmessage = async ({ data }) => {
  try {
    if (data.request) return self.postMessage({ answer: answer(data.request) });
    entry(data.role).resolve(data.content);
  } catch (problem) {
    fail(problem);
  }
};

const fail = ({ kind = "engine", message }) => self.postMessage({ failed: kind, message });

function entry(role) {
  if (!parts.has(role)) {
    let resolve;
    const content = new Promise((keep) => (resolve = keep));
    parts.set(role, { content, resolve });
  }
  return parts.get(role);
}

/** @returns {Promise<any>} what the page hands over by itself: of the module what was compiled, else bytes */
const part = (role) => entry(role).content;

/** @returns {Promise<ArrayBuffer>} what it hands over when asked */
function wanted(role) {
  self.postMessage({ wants: role });
  return part(role);
}

/** Where the snapshot cannot be used (another browser engine, too little memory), Python starts plainly. */
async function start(memory) {
  const module = part("wasm");
  if (memory) {
    const restored = await load(module, EMPTY_LIBRARY, memory).catch(tell);
    if (restored) return open(restored);
  }
  const [library, engine] = await Promise.all(["library", "engine"].map(memory ? wanted : part));
  const started = await load(module, library);
  started.FS.writeFile(ENGINE, new Uint8Array(engine));
  started.runPython(`import sys; sys.path.insert(0, "${ENGINE}")`);
  return open(started);
}

const tell = (problem) => console.info(`The memory snapshot was not used: ${problem}`);

/** From now on requests are answered. */
function open(python) {
  parts.clear();
  ({ answer } = python.pyimport("backprop.session"));
  self.postMessage({ ready: true });
}

/** Pyodide, which finds in memory whatever it asks the network for. */
function load(module, library, memory = 0) {
  self.fetch = async (address) => {
    if (String(address).endsWith(".wasm")) return new Response();
    if (String(address).endsWith(".zip")) return new Response(library);
    throw new TypeError(`${address} is not part of the engine`);
  };
  const snapshot = memory ? setUpAhead(memory, part("snapshot").then(self["backprop"].unpacked)) : {};
  return Promise.race([
    instantiationFailure(module),
    loadPyodide({ createPyodideModule, lockFileContents, indexURL: HOME, packageBaseUrl: HOME, ...snapshot }),
  ]);
}

/**
 * Pyodide sets all up while the snapshot is still on its way: until then it needs the size of the memory only. Then it
 * gets the snapshot's head; the memory is filled here, without the copy that Pyodide would make of it.
 */
function setUpAhead(size, arriving) {
  return {
    _loadSnapshot: new Uint8Array(),
    createPyodideModule: async (settings) => {
      const created = await createPyodideModule({ ...settings, INITIAL_MEMORY: size });
      const head = unfold(await arriving, created.HEAP8);
      const { restoreSnapshot } = created.API;
      created.API.restoreSnapshot = () => restoreSnapshot(head);
      return created;
    },
  };
}

/**
 * Put each page of a snapshot in its place. Those that a fresh memory has as well were left out; snapshot.py says in
 * what form.
 * @returns {Uint8Array} its head
 */
function unfold(snapshot, memory) {
  const [, start, count] = new Uint32Array(snapshot, 0, 3);
  const numbers = new Uint32Array(snapshot, 12, count);
  const content = new Uint8Array(snapshot, 12 + 4 * count);
  numbers.forEach((number, place) => {
    const from = start + PAGE * place;
    memory.set(content.subarray(from, from + PAGE), PAGE * number);
  });
  return content.subarray(0, start);
}

/** A way to fail that has its own sentence. @returns {never} */
function refuse(cause) {
  throw Object.assign(new Error(cause), { kind: "wasm" });
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
      instantiated.catch(refuse).catch(reject);
      return instantiated;
    };
  });
}

start(Number(self.name)).catch(fail);
