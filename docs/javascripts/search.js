/**
 * The theme asks for the index of its search as soon as a page is open, and has a worker read it: more bytes than all else of
 * most pages, and with a book they grow. Here the index waits until a reader reaches for the search, by pointer, finger or
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
