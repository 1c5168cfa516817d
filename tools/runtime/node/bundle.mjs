// @ts-check
/**
 * Joins the modules of the client to the scripts that pages run: classic ones, because a page that was opened from a
 * disk runs no others. The order is the one that the imports give.
 *
 * What a module imports from a package of npm is joined, too.
 *
 * What lies in the folder of a script that is in the page before (stepping/ for stepping.js) is not joined once more:
 * it is taken from that script's door in `window.backprop`, so that there is one of each. Whoever imports what
 * `door.js` in that folder does not open, fails here.
 *
 * JSON in: the folders of the npm package `esbuild` and of the `client`, the names of the `scripts`, and of those with
 * `doors`; out: by name the scripts, and the modules that are in each; and what each module imports.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

const { esbuild: folder, client, scripts, doors } = JSON.parse(readFileSync(0, "utf8"));
const { default: esbuild } = await import(pathToFileURL(join(folder, "lib", "main.js")).href);

const SETTINGS = { absWorkingDir: client, bundle: true, write: false, logLevel: "error", charset: "utf8", target: "es2022" };
const OPEN = "door";
/**
 * The doors that a script of a page waits for, one after the other, as far as their scripts are in the page, or may still
 * come, and do not fail. Something between author and reader may have scripts run in another order, and instant
 * navigation has them run in any.
 * @type {Record<string, string[]>}
 */
const NEEDS = {
  "stepping.js": [],
  "live.js": ["stepping"],
  "tools.js": ["stepping", "live"],
  "sandbox.js": ["stepping", "live", "tools"],
  "blanks.js": ["stepping", "live", "tools"],
  "practice.js": ["stepping", "live", "tools"],
  "round.js": ["stepping", "live", "tools"],
  "grid.js": ["stepping", "live", "tools"],
  "xapi.js": ["stepping", "live", "tools"],
};
const WAIT = `async(needs,run)=>{for(const need of needs){const script=document.querySelector('[src*="/'+need+'."]');\
if(!window.backprop?.[need]&&(script||document.readyState=="loading"))await new Promise(go=>{document.addEventListener("bp-"+need,go);\
script?.addEventListener("error",go);document.readyState=="complete"||addEventListener("load",go)})}run()}`;
/** The first of them may run while the page is still coming. */
const BEGIN = 'run=>document.readyState=="loading"?addEventListener("DOMContentLoaded",run):run()';
/** In place of this comment a build puts the sentences of a language. */
const WORDS = "/*words*/";

/** The names that a door opens. @param {string} name @returns {Promise<string[]>} */
async function opened(name) {
  const entryPoints = [join(name, "door.js")];
  const { metafile } = await esbuild.build({ ...SETTINGS, entryPoints, outdir: "out", format: "esm", metafile: true });
  const [output] = /** @type {{exports: string[]}[]} */ (Object.values(metafile.outputs));
  return output.exports;
}

/** @param {Record<string, string[]>} names by door @param {string} own the script that is joined, which needs no door to itself */
const throughDoors = (names, own) => ({
  name: "doors",
  setup(/** @type {any} */ build) {
    build.onResolve({ filter: /\.js$/ }, (/** @type {any} */ { path, resolveDir }) => {
      const [top] = relative(client, join(resolveDir, path)).split(sep);
      return top in names && top !== own ? { path: top, namespace: OPEN } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: OPEN }, (/** @type {any} */ { path }) => ({
      contents: `export const { ${names[path].join(", ")} } = window.backprop?.${path} ?? {};`,
    }));
  },
});

/** @param {string} script @param {Record<string, string[]>} names */
async function joined(script, names) {
  const plugins = [throughDoors(names, basename(script, ".js"))];
  const settings = { ...SETTINGS, format: "iife", minify: true, metafile: true };
  const { outputFiles, metafile } = await esbuild.build({ ...settings, entryPoints: [script], plugins });
  return { text: inOrder(script, outputFiles[0].text), parts: Object.keys(metafile.inputs).sort() };
}

/**
 * The script, run once what it needs is there. Instant navigation runs it anew on every page: one that has opened its door
 * does nothing then, and leaves nothing behind.
 * @param {string} script @param {string} joined
 */
function inOrder(script, joined) {
  const needs = NEEDS[script];
  const door = basename(script, ".js");
  const text = doors.includes(door) ? joined.replace("(()=>{", `window.backprop?.${door}||$&`) : joined;
  if (!needs) return text;
  if (!needs.length) return `(${BEGIN})(()=>{${text.trim()}});\n`;
  return `(${WAIT})(${JSON.stringify(needs)},()=>{${WORDS}${text.trim()}});\n`;
}

/** What each module imports, by their paths in the client's folder. @returns {Promise<Record<string, string[]>>} */
async function imports() {
  const settings = { ...SETTINGS, outdir: "out", format: "esm", metafile: true, packages: "external" };
  const { metafile } = await esbuild.build({ ...settings, entryPoints: scripts });
  const inputs = /** @type {[string, {imports: {path: string, external?: boolean}[]}][]} */ (Object.entries(metafile.inputs));
  return Object.fromEntries(inputs.map(([path, module]) => [path, module.imports.filter((each) => !each.external).map((each) => each.path).sort()]).sort());
}

/** What `make` gives for each. @template T @param {string[]} all @param {(each: string) => Promise<T>} make */
const byName = async (all, make) =>
  Object.fromEntries(await Promise.all(all.map(async (each) => /** @type {[string, T]} */ ([each, await make(each)]))));

const names = await byName(doors, opened);
const made = Object.entries(await byName(scripts, (script) => joined(script, names)));
const answer = {
  scripts: Object.fromEntries(made.map(([name, { text }]) => [name, text])),
  parts: Object.fromEntries(made.map(([name, { parts }]) => [name, parts])),
  imports: await imports(),
};
writeFileSync(process.argv[2], JSON.stringify(answer));
