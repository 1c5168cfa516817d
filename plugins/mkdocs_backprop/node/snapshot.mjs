// @ts-check
/**
 * Starts Pyodide once, under Node.js, imports the engine, and saves the memory. A browser that loads
 * this memory has Python with the engine imported at once.
 *
 * JSON in: the folder of the npm package `pyodide`, the engine's `wheel`, and the file `memory` to
 * write; out: the files of the standard library that were imported. The bytes depend on Pyodide and
 * wheel only: clock and chance stand still.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { pyodide, wheel, memory } = JSON.parse(readFileSync(0, "utf8"));
const ENGINE = "/engine.whl";
const LIST = "/imported.json";

// One request of each kind that readers send first, so that their work is in the memory too.
const WARM_UP = `
import importlib, json, random, sys, zipfile
sys.path.insert(0, "${ENGINE}")
for name in sorted(zipfile.ZipFile("${ENGINE}").namelist()):
    if name.endswith(".py"):
        importlib.import_module(name.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
from backprop.session import answer
for subject in ({"network": [1, 2, 1]}, {"expression": "sin(x) * x", "values": {"x": 1}}, {}):
    answer(json.dumps({"call": "frames", "specification": subject}))
files = (getattr(module, "__file__", None) or "" for module in list(sys.modules.values()))
library = "/lib/python%d%d.zip/" % sys.version_info[:2]
imported = sorted({file.removeprefix(library) for file in files if file.startswith(library)})
with open("${LIST}", "w") as file:
    json.dump(imported, file)
sys.path.remove("${ENGINE}")
random.seed(0)
`;

function standStill() {
  Date.now = () => 0;
  performance.now = () => 0;
  crypto.getRandomValues = (array) => {
    if (ArrayBuffer.isView(array)) new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(1);
    return array;
  };
}

standStill();
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const python = await loadPyodide({
  _makeSnapshot: true,
  env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
});
python.FS.writeFile(ENGINE, readFileSync(wheel));
python.runPython(WARM_UP, { globals: python.toPy({}) });
writeFileSync(process.argv[2], python.FS.readFile(LIST));
writeFileSync(memory, python.makeMemorySnapshot());
