// @ts-check
// Answers requests with the engine and the Python that browsers get. JSON in: `parts`, the files by role, and
// `requests`, to the engine or, where its file is among the parts, to what draws exercises; JSON out to the file that is
// named: a pipe may be full.
import { mkdirSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

// By itself, Node.js would print the line at fault, and a line of these scripts is their whole.
process.on("uncaughtException", ({ message }) => {
  writeSync(2, message);
  process.exit(1);
});

const { parts, requests } = JSON.parse(readFileSync(0, "utf8"));
const target = process.argv[2];
const folder = `${target}.parts`;
const content = (role) => gunzipSync(readFileSync(parts[role]));

mkdirSync(folder);
writeFileSync(`${folder}/python_stdlib.zip`, content("library"));
writeFileSync(`${folder}/pyodide.asm.wasm`, content("wasm"));
// Pyodide's two modules stand as constants in the worker's script; what that waits for by itself never comes.
const names = "loadPyodide, createPyodideModule, lockFileContents";
writeFileSync(`${folder}/worker.mjs`, `${content("worker")}\nexport { ${names} };\n`);
Object.assign(globalThis, { self: { name: "" } });
const { loadPyodide, ...own } = await import(pathToFileURL(`${folder}/worker.mjs`).href);

const python = await loadPyodide({ ...own, indexURL: folder });
python.FS.writeFile("/engine.whl", content("engine"));
python.runPython("import sys; sys.path.insert(0, '/engine.whl')");
if (parts.exercises) python.FS.writeFile("/exercises.zip", content("exercises"));
const module = parts.exercises ? "backprop_exercises" : "backprop.session";
const answer = python.runPython(`sys.path.insert(0, "/exercises.zip"); from ${module} import answer; answer`);
writeFileSync(target, JSON.stringify(requests.map((request) => answer(request))));
