/** Has the browser keep the site for reading with no network; see service.js. */
const { worker = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
const given = navigator.serviceWorker?.register(worker, { updateViaCache: "none" });
given?.catch((problem) => console.info(`The site is not kept for reading with no network: ${problem}`));
