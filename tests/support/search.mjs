// Puts queries to the search of a built site, as its pages do: the theme's own worker, with the site's own index.
// Answers, for each query, the addresses of the pages in the order in which readers see them.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createContext, runInContext } from "node:vm";

const { worker, index, queries } = JSON.parse(readFileSync(0, "utf-8"));
const answers = [];
let listen;
const scope = createContext({
  console,
  addEventListener: (_, heard) => { listen = heard; },
  postMessage: (message) => { answers.push(message); },
  importScripts: (...paths) => paths.forEach((path) => load(resolve(dirname(worker), path))),
});
scope.self = scope.window = scope;

function load(path) {
  runInContext(readFileSync(path, "utf-8"), scope, { filename: path });
}

async function ask(type, data) {
  listen({ data: { type, data } });
  const place = answers.length;
  while (answers.length === place) await new Promise(setImmediate);
  return answers.at(-1).data;
}

load(worker);
await ask(0, { ...index, options: { suggest: false } });
const found = [];
for (const query of queries) {
  const { items } = await ask(2, query);
  found.push(items.map(([first]) => first.location.split("#")[0]));
}
writeFileSync(process.argv[2], JSON.stringify(found));
