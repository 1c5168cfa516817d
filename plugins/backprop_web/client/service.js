// @ts-check
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
(() => {
  "use strict";
  const { version, files } = /** @type {Build} */ (self["build"]);
  const { registration, clients } = /** @type {any} */ (self);
  const { scope } = registration;
  // Other sites of this origin have caches too.
  const own = `backprop ${scope} `;
  const name = own + version;

  const INDEX = "index.html";
  const served = (path) => scope + path.replace(/(^|\/)index\.html$/, "$1");
  const key = (path) => `${scope}${path}?${files[path]}`;

  async function install() {
    const cache = await caches.open(name);
    try {
      for (const path of Object.keys(files)) await cache.put(key(path), await obtain(path));
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
  }

  /** A file that did not change is taken from the build before. */
  const obtain = async (path) => (await caches.match(key(path))) ?? fetchChecked(path);

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
    const old = (await caches.keys()).filter((each) => each.startsWith(own) && each !== name);
    await Promise.all(old.map((each) => caches.delete(each)));
  }

  /** The path of a request within the build; undefined where the build does not have it. */
  function pathOf({ url, method }) {
    const address = url.split(/[?#]/)[0];
    if (method !== "GET" || !address.startsWith(scope)) return undefined;
    const path = decodeURI(address.slice(scope.length)).replace(/(^|\/)$/, `$1${INDEX}`);
    return path in files ? path : undefined;
  }

  async function respond(request, path) {
    if (request.mode === "navigate" && registration.waiting && (await isAlone())) {
      registration.waiting.postMessage("take over");
      return new Response("", { headers: { Refresh: "0", "Content-Type": "text/html" } });
    }
    return (await caches.match(key(path), { cacheName: name })) ?? fetch(request);
  }

  /** Whether the page that is being left or loaded anew is the only one. */
  const isAlone = async () => (await clients.matchAll()).length < 2;

  const on = (type, react) => self.addEventListener(type, /** @type {any} */ (react));
  on("install", (event) => event.waitUntil(install()));
  on("activate", (event) => event.waitUntil(activate()));
  on("message", ({ data }) => data === "take over" && /** @type {any} */ (self).skipWaiting());
  on("fetch", (event) => {
    const path = pathOf(event.request);
    if (path) event.respondWith(respond(event.request, path));
  });
})();
