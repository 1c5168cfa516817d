/** Has the browser keep the site for reading with no network; see service.js. */
const { worker = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
const { serviceWorker } = navigator;
// A build that is complete by now is shown at once. Were it asked for while a page is being fetched, Chromium could
// leave that page blank for minutes.
serviceWorker
  ?.register(worker, { updateViaCache: "none" })
  .then(({ waiting }) => waiting?.postMessage("take over"))
  .catch((problem) => console.info(`The site is not kept for reading with no network: ${problem}`));
serviceWorker?.addEventListener("controllerchange", () => location.reload());
