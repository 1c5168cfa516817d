/**
 * The service worker of a site that is to be read with no network: it keeps one build of the site,
 * whole, and answers from nothing else. The build writes `version` and `files`, path to SHA-256,
 * before this.
 *
 * A new build is fetched whole, each file checked, before it takes the place of the old one, and it
 * takes it only when no page of the old one is open: no page ever gets parts of two builds.
 *
 * @typedef {{version: string, files: Record<string, string>}} Build
 */
// TypeScript takes this for a page.
const worker = /** @type {any} */ (self);
const { build, registration, clients } = worker;
const { version, files } = /** @type {Build} */ (build);
const { scope } = registration;
// Other sites of this origin have caches too.
const own = `backprop ${scope} `;
const kept = own + version;

const INDEX = "index.html";
const served = (/** @type {string} */ path) => scope + path.replace(/(^|\/)index\.html$/, "$1");
const key = (/** @type {string} */ path) => `${scope}${path}?${files[path]}`;

async function install() {
  const cache = await caches.open(kept);
  try {
    for (const path of Object.keys(files)) await cache.put(key(path), await obtain(path));
  } catch (error) {
    await caches.delete(kept);
    throw error;
  }
}

/** A file that did not change is taken from the build before. */
const obtain = async (/** @type {string} */ path) => (await caches.match(key(path))) ?? fetchChecked(path);

/** @param {string} path */
async function fetchChecked(path) {
  const response = await fetch(served(path), { cache: "no-cache", credentials: "same-origin" });
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sum = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!response.ok || sum !== files[path]) throw new Error(`${path} is not of build ${version}`);
  // The bytes are unpacked now; and an answer that was redirected would be refused for a page.
  const headers = new Headers(response.headers);
  for (const header of ["Content-Encoding", "Content-Length"]) headers.delete(header);
  return new Response(bytes, { headers });
}

async function activate() {
  await Promise.all((await others()).map((each) => caches.delete(each)));
}

/** The caches of other builds of this site. */
const others = async () => (await caches.keys()).filter((each) => each.startsWith(own) && each !== kept);

/** The path of a request within the build; undefined where the build does not have it. @param {Request} request */
function pathOf({ url, method }) {
  const address = url.split(/[?#]/)[0];
  if (method !== "GET" || !address.startsWith(scope)) return undefined;
  const path = decodeURI(address.slice(scope.length)).replace(/(^|\/)$/, `$1${INDEX}`);
  return path in files ? path : undefined;
}

/** @param {Request} request @param {string} path */
async function respond(request, path) {
  const isPage = request.mode === "navigate";
  if (isPage && registration.waiting && (await isAlone())) {
    registration.waiting.postMessage("take over");
    return anew();
  }
  const found = await caches.match(key(path), { cacheName: kept });
  // The build that is taking over has deleted what this one kept: it answers in a moment.
  if (!found && isPage && (await others()).length) return anew();
  return found ?? fetch(request);
}

/** An empty page that the browser loads once more. */
const anew = () => new Response("", { headers: { Refresh: "0", "Content-Type": "text/html" } });

/** Whether the page that is being left or loaded anew is the only one. */
const isAlone = async () => (await clients.matchAll()).length < 2;

/** @param {string} type @param {(event: any) => void} react */
const on = (type, react) => self.addEventListener(type, react);
on("install", (event) => event.waitUntil(install()));
on("activate", (event) => event.waitUntil(activate()));
on("message", ({ data }) => data === "take over" && worker.skipWaiting());
on("fetch", (event) => {
  const path = pathOf(event.request);
  if (path) event.respondWith(respond(event.request, path));
});
