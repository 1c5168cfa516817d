// @ts-check
/**
 * Runs the Python engine in Pyodide. The build puts Pyodide's two JavaScript modules before this
 * file, as `loadPyodide` and `createPyodideModule`, and `lockFileContents`, which knows no package;
 * the page checks the whole and starts it from memory. The worker's name says
 * whether there is a snapshot to wait for.
 *
 * This worker asks no network for anything: the page hands it each part, checked as well, and
 * `fetch` answers Pyodide from these or refuses.
 *
 * A request is a string, and so is its answer. CPython's own interface is enough for that, so a start from the snapshot
 * leaves out what Pyodide's needs, a tenth of the time.
 */

import { FAST_START } from "./protocol.js";

/**
 * @typedef {import("./protocol.js").ToWorker} ToWorker
 * @typedef {import("./protocol.js").FromWorker} FromWorker
 * @typedef {{content: Promise<any>, resolve: (content: any) => void}} Entry
 */

const PAGE = 2 ** 16;
const ENGINE = "/engine.whl";
const MODULE = "backprop.session";
const FUNCTION = "answer";
/** Who else answers requests, by the part that it is in: its module, and the file from which Python imports this. */
const OTHERS = {
  fences: { module: "backprop_web.sandbox", file: "/fences.zip" },
  exercises: { module: "backprop_exercises", file: "/exercises.zip" },
};
/** A zip file with nothing in it: what the engine needs of the library is in the snapshot. */
const EMPTY_LIBRARY = Uint8Array.of(0x50, 0x4b, 5, 6, ...Array(18).fill(0));
/** Where Pyodide believes that it was loaded from. */
const HOME = "memory:/";

/** What the page hands over, by role: a promise, and the way to keep it. @type {Map<string, Entry>} */
const parts = new Map();
/** @typedef {(request: string) => string} Answering */
/** Who answers, by the part that it is in; the engine has no name. @type {Map<string, Answering>} */
const answering = new Map();
/** CPython's interface, once it has started. @type {any} */
let python;

/** @param {FromWorker} message */
const send = (message) => self.postMessage(message);

self.onmessage = async (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  try {
    if ("request" in data) return send({ answer: (await who(data.of))(data.request) });
    entry(data.role).resolve(await usable(data));
  } catch (problem) {
    fail(/** @type {Error} */ (problem));
  }
};

/** A part as it is used: of the module what was compiled. @param {{role: string, content: ArrayBuffer}} part */
const usable = ({ role, content }) => (role === "wasm" ? WebAssembly.compile(content).catch(refuse) : content);

/** @param {{kind?: string, message?: string}} problem */
const fail = ({ kind = "engine", message }) => send({ failed: kind, message });

/** @param {string} role @returns {Entry} */
function entry(role) {
  const known = parts.get(role);
  if (known) return known;
  /** @type {Entry["resolve"]} */
  let resolve = () => {};
  const content = new Promise((keep) => (resolve = keep));
  const made = { content, resolve };
  parts.set(role, made);
  return made;
}

/** @param {string} role @returns {Promise<any>} what the page hands over by itself: of the module what was compiled, else bytes */
const part = (role) => entry(role).content;

/** @param {string} role @returns {Promise<ArrayBuffer>} what it hands over when asked */
function wanted(role) {
  send({ wants: role });
  return part(role);
}

/** Where the snapshot cannot be used (another browser engine, too little memory), Python starts plainly. @param {boolean} fast */
async function start(fast) {
  const module = part("wasm");
  if (fast) {
    const restored = await restore(module).catch(tell);
    if (restored) return open(restored);
  }
  const [library, engine] = await Promise.all(["library", "engine"].map(fast ? wanted : part));
  const started = await load(module, library);
  started.FS.writeFile(ENGINE, new Uint8Array(engine));
  started.runPython(`import sys; sys.path.insert(0, "${ENGINE}")`);
  return open(started._module);
}

/** @param {unknown} problem */
const tell = (problem) => console.info(`The memory snapshot was not used: ${problem}`);

/** From now on requests are answered. @param {any} started the module with CPython's interface */
function open(started) {
  parts.clear();
  python = started;
  answering.set("", answerer(MODULE));
  send({ ready: true });
}

/** Whoever answers in this part, which is taken in when it is first asked. @param {keyof typeof OTHERS | ""} [part] @returns {Promise<Answering>} */
async function who(part = "") {
  if (part && !answering.has(part)) {
    const { module, file } = OTHERS[part];
    python.FS.writeFile(file, new Uint8Array(await wanted(part)));
    const path = attribute(withText("sys", python._PyImport_ImportModule), "path");
    python._Py_DecRef(called(attribute(path, "append"), file));
    answering.set(part, answerer(module));
  }
  return /** @type {Answering} */ (answering.get(part));
}

/** The function of a module that answers requests. @param {string} module @returns {Answering} */
function answerer(module) {
  const answer = attribute(withText(module, python._PyImport_ImportModule), FUNCTION);
  return (request) => {
    const result = called(answer, request);
    const text = python.UTF8ToString(python._PyUnicode_AsUTF8(result) || raised());
    python._Py_DecRef(result);
    return text;
  };
}

/** What comes of it, unless that is nothing. @param {string} text @param {(copy: number) => number} act gets the text as C has it */
function withText(text, act) {
  const copy = python.stringToNewUTF8(text);
  const result = act(copy);
  python._free(copy);
  return result || raised();
}

/** @param {number} object @param {string} name */
const attribute = (object, name) => withText(name, (copy) => python._PyObject_GetAttrString(object, copy));

/** @param {number} callable @param {string} text */
function called(callable, text) {
  const given = withText(text, python._PyUnicode_FromString);
  const result = python._PyObject_CallOneArg(callable, given) || raised();
  python._Py_DecRef(given);
  return result;
}

/** Its errors the engine answers itself: what gets here is none of them, and this Python is given up. @returns {never} */
function raised() {
  throw new Error("Python raised an exception");
}

/**
 * Pyodide, which finds in memory whatever it asks the network for.
 * @param {Promise<WebAssembly.Module>} module @param {BodyInit} library @param {object} [ahead]
 */
function load(module, library, ahead = {}) {
  self.fetch = async (address) => {
    if (String(address).endsWith(".wasm")) return new Response();
    if (String(address).endsWith(".zip")) return new Response(library);
    throw new TypeError(`${address} is not part of the engine`);
  };
  return Promise.race([
    instantiationFailure(module),
    loadPyodide({ createPyodideModule, lockFileContents, indexURL: HOME, packageBaseUrl: HOME, ...ahead }),
  ]);
}

/**
 * Pyodide sets all up while the snapshot is still on its way. Then the memory is filled here, Pyodide looks at the
 * snapshot's head only, and goes no further.
 * @param {Promise<WebAssembly.Module>} module
 */
function restore(module) {
  const arriving = part(FAST_START);
  return new Promise((done, failed) => {
    const create = async (/** @type {object} */ settings) => {
      const created = await createPyodideModule(settings);
      const head = unfold(await arriving, created.HEAP8);
      created.API.restoreSnapshot(head);
      done(created);
      return new Promise(() => {});
    };
    load(module, EMPTY_LIBRARY, { _loadSnapshot: new Uint8Array(), createPyodideModule: create }).catch(failed);
  });
}

/**
 * Put each page of a snapshot in its place. Those that a fresh memory has as well were left out; snapshot.py says in
 * what form.
 * @param {ArrayBuffer} snapshot @param {Int8Array} memory @returns {Uint8Array} its head
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

/** A way to fail that has its own sentence. @param {unknown} cause @returns {never} */
function refuse(cause) {
  throw Object.assign(new Error(String(cause)), { kind: "wasm" });
}

/**
 * Pyodide instantiates the module that was compiled meanwhile. Rejected when that fails;
 * Pyodide only logs it and waits for ever.
 * @param {Promise<WebAssembly.Module>} compiled
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

start(self.name === FAST_START).catch(fail);
