// @ts-check
// Answers requests with the engine's wheel in Pyodide, as a browser would. JSON in, and JSON out
// to the file that is named: a pipe may be full.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { pyodide, wheel, requests } = JSON.parse(readFileSync(0, "utf8"));
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const python = await loadPyodide();
python.FS.writeFile("/engine.whl", readFileSync(wheel));
python.runPython("import sys; sys.path.insert(0, '/engine.whl')");
const answer = python.runPython("from backprop.session import answer; answer");
writeFileSync(process.argv[2], JSON.stringify(requests.map((request) => answer(request))));
