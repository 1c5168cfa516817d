// @ts-check
/**
 * Saves the memory of a Python that has started and imported the engine, made under Node.js. A browser
 * that loads this memory has both at once.
 *
 * Python starts twice: first to see which files of the standard library the engine needs, and to
 * compile these and the engine; then from the compiled files, so that no trace of compiling is left in
 * the memory that is saved. A third one starts from what was saved, as browsers do; what its memory held
 * before that, every browser's has by itself.
 *
 * JSON in: the folder of the npm package `pyodide`, the engine's `wheel`, and the files `memory` and `fresh` to
 * write; out: the files of the standard library that were imported. The bytes depend on Pyodide and
 * wheel only: clock and chance stand still, and neither this machine's language nor any path is told.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { pyodide, wheel, memory, fresh } = JSON.parse(readFileSync(0, "utf8"));
const ENGINE = "/engine.whl";
const COMPILED = { library: "/library.zip", engine: "/compiled.whl" };
const LIST = "/imported.json";

// One request of each kind that readers send first, so that their work is in the memory too.
const WARM_UP = `
import ast, gc, importlib, json, random, sys, zipfile, zipimport
ast.unparse(ast.parse("x"))  # imports a module of its own, which a browser would not find later
sys.path.insert(0, "${ENGINE}")
for name in sorted(zipfile.ZipFile("${ENGINE}").namelist()):
    module, _, kind = name.rpartition(".")
    if kind in ("py", "pyc"):
        importlib.import_module(module.replace("/", ".").removesuffix(".__init__"))
from backprop.session import answer
for subject in ({"network": [1, 2, 1]}, {"expression": "sin(x) * x", "values": {"x": 1}}, {}):
    answer(json.dumps({"call": "frames", "specification": subject}))
sys.path.remove("${ENGINE}")
random.seed(0)
`;

// As with python -OO: without docstrings, which nothing here reads.
const COMPILE = `
import importlib.util, marshal
LIBRARY = "/lib/python%d%d.zip" % sys.version_info[:2]

def compiled(source, names, target):
    with zipfile.ZipFile(source) as found, zipfile.ZipFile(target, "w") as made:
        for name in names:
            code = compile(found.read(name), f"{source}/{name}", "exec", dont_inherit=True, optimize=2)
            header = importlib.util.MAGIC_NUMBER + bytes(12)
            made.writestr(zipfile.ZipInfo(f"{name}c"), header + marshal.dumps(code))

files = (getattr(module, "__file__", None) or "" for module in list(sys.modules.values()))
imported = sorted({file.removeprefix(LIBRARY + "/") for file in files if file.startswith(LIBRARY)})
with open("${LIST}", "w") as file:
    json.dump(imported, file)
compiled(LIBRARY, imported, "${COMPILED.library}")
compiled("${ENGINE}", (name for name in zipfile.ZipFile("${ENGINE}").namelist() if name.endswith(".py")), "${COMPILED.engine}")
`;

const FORGET = `
zipimport._zip_directory_cache.clear()
sys.path_importer_cache.clear()
gc.collect()
gc.freeze()
`;

function standStill() {
  Date.now = () => 0;
  performance.now = () => 0;
  crypto.getRandomValues = (array) => {
    if (ArrayBuffer.isView(array)) new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(1);
    return array;
  };
}

/** A Python that has run `code` with the engine in `wheel` at hand. */
async function python(wheel, code, options = {}) {
  const started = await loadPyodide({
    _makeSnapshot: true,
    env: { HOME: "/home/pyodide", LANG: "C.UTF-8", PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" },
    ...options,
  });
  started.FS.writeFile(ENGINE, wheel);
  started.runPython(code, { globals: started.toPy({}) });
  return started;
}

standStill();
const [, , list] = process.argv;
process.argv[1] = "python"; // Python's sys.executable would be this file
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const first = await python(readFileSync(wheel), WARM_UP + COMPILE);
writeFileSync(list, first.FS.readFile(LIST));
writeFileSync(memory, first.FS.readFile(COMPILED.library)); // for a moment, as Pyodide reads it from a file
const engine = first.FS.readFile(COMPILED.engine);
const second = await python(engine, WARM_UP + FORGET, { stdLibURL: memory });
const saved = second.makeMemorySnapshot();
writeFileSync(memory, saved);
await loadPyodide({
  _loadSnapshot: saved,
  createPyodideModule: async (settings) => {
    const { default: create } = await import(pathToFileURL(`${pyodide}/pyodide.asm.mjs`).href);
    const created = await create(settings);
    writeFileSync(fresh, created.HEAPU8);
    return created;
  },
});
