/**
 * The service worker of a site that is to be read with no network: it keeps one build of the site,
 * whole, and answers from nothing else. The build writes `version` and `files`, path to SHA-256,
 * before this.
 *
 * A new build is fetched whole, each file checked, before it takes the place of the old one, and it
 * takes it only where one page of the old one is open, which has just been loaded and is loaded anew
 * then: no page ever gets parts of two builds. See install.js for the other half.
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

/** Delete the caches of other builds of this site. */
async function activate() {
  const others = (await caches.keys()).filter((each) => each.startsWith(own) && each !== kept);
  await Promise.all(others.map((each) => caches.delete(each)));
}

/** The path of a request within the build; undefined where the build does not have it. @param {Request} request */
function pathOf({ url, method }) {
  const address = url.split(/[?#]/)[0];
  if (method !== "GET" || !address.startsWith(scope)) return undefined;
  const path = decodeURI(address.slice(scope.length)).replace(/(^|\/)$/, `$1${INDEX}`);
  return path in files ? path : undefined;
}

/** @param {Request} request @param {string} path */
const respond = async (request, path) =>
  (await caches.match(key(path), { cacheName: kept })) ?? fetch(request);

/** Take the old build's place where the page that asks for it is the only one of this site. */
async function takeOver() {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const ours = pages.filter((/** @type {{url: string}} */ { url }) => url.startsWith(scope));
  if (ours.length < 2) await worker.skipWaiting();
}

/** @param {string} type @param {(event: any) => void} react */
const on = (type, react) => self.addEventListener(type, react);
on("install", (event) => event.waitUntil(install()));
on("activate", (event) => event.waitUntil(activate()));
on("message", (event) => event.waitUntil(takeOver()));
on("fetch", (event) => {
  const path = pathOf(event.request);
  if (path) event.respondWith(respond(event.request, path));
});
