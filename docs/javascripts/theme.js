/** What the theme's script does on every page, and most readers have no use of, is left out or put off. */

/*
 * It asks for the index of its search as soon as a page is open, and has a worker read it: more bytes than all else of most
 * pages, and with a book they grow. Here the index waits until a reader reaches for the search, by pointer, finger or
 * keyboard, or comes by an address that searches.
 */
{
  const INDEX = "/search/search_index.json";
  const SEARCH = '.md-search, [for="__search"]';
  const reached = new Promise((/** @type {(value?: unknown) => void} */ done) => {
    if (new URLSearchParams(location.search).has("q")) done();
    for (const kind of ["pointerover", "focusin"]) {
      addEventListener(kind, ({ target }) => target instanceof Element && target.closest(SEARCH) && done());
    }
  });
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (/** @type {any} */ ...request) {
    open.apply(this, request);
    if (String(request[1]).endsWith(INDEX)) this.send = () => void reached.then(() => send.call(this));
  };
}

/*
 * It marks the body while colours change, though none do as a page opens. Its style sheet has rules that may then mean any
 * element, so that all of the page is styled anew: on a page of exercises, a tenth of a second on a phone. The first mark, of
 * which nobody sees anything, is not set.
 */
{
  const { body } = document;
  body.setAttribute = (name, value) => {
    if (name === "data-md-color-switching") Reflect.deleteProperty(body, "setAttribute");
    else Element.prototype.setAttribute.call(body, name, value);
  };
}

/*
 * On a phone its list of pages lies over the page. As long as it does, neither keyboard nor screen reader goes behind it, and
 * Escape closes it and goes back to what opened it.
 */
{
  const BEHIND = ".md-skip, .md-header, .md-content, .md-footer";
  const drawer = /** @type {HTMLInputElement} */ (document.getElementById("__drawer"));
  const narrow = matchMedia("(max-width: 76.2344em)");
  const covers = () => narrow.matches && drawer.checked;
  const fit = () => {
    for (const each of document.querySelectorAll(BEHIND)) /** @type {HTMLElement} */ (each).inert = covers();
  };
  for (const source of [drawer, narrow]) source.addEventListener("change", fit);
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !covers()) return;
    drawer.click();
    drawer.focus();
  });
}

/*
 * Its keys of one character, such as n for the next page, cannot be turned off, as WCAG asks for (2.1.4): a slip of the finger
 * or a word that is spoken to the page would leave it. They do nothing here; in a search that is open, letters are letters.
 */
addEventListener("keydown", (event) => {
  const search = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
  if (event.key.length === 1 && !search?.checked) event.stopImmediatePropagation();
});

/*
 * It gives every link of the page, in its head too, the same address again, written out: all style sheets, and the font that
 * they name, are fetched anew, and on a slow line the page has no style until they are there. Here a copy of each, which is
 * not in the page and so fetches nothing, says what the theme reads of it.
 */
for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[href]"))) {
  const copy = /** @type {HTMLLinkElement} */ (link.cloneNode());
  copy.href = link.href;
  link.getAttribute = (name) => copy.getAttribute(name);
  Object.defineProperty(link, "outerHTML", { get: () => copy.outerHTML });
}

/*
 * It adds an element that tells the browser of dark colours, and tells it of light ones, too. Each time all of the page is
 * styled anew, so that element waits until there is something to say.
 */
{
  const { head } = document;
  head.appendChild = (node) => {
    if (node instanceof HTMLMetaElement && node.name === "color-scheme") {
      Reflect.deleteProperty(head, "appendChild");
      const told = new MutationObserver(() => {
        if (!node.content.includes("dark")) return;
        told.disconnect();
        head.append(node);
      });
      told.observe(node, { attributes: true });
    } else head.append(node);
    return node;
  };
}
