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
 * It opens its list of pages, its search and the parts of the list by boxes that are not shown, whose labels are what a reader
 * sees: a label that stands for nothing in sight, and that no keyboard comes to. Without scripts that is all there is. Here
 * what leads somewhere becomes a button that says whether its part is open, and what only takes a click elsewhere is no label
 * any more. Their boxes do what they did, and styles find all of them as before.
 */
{
  const LABELS = 'label[for^="__"]';
  const BUTTONS = ':is(.md-nav__link, .md-header [for="__drawer"], .md-header__button[for="__search"])';
  const BACK = '.md-nav__title:not([for="__drawer"])';
  const boxOf = (/** @type {Element} */ each) =>
    /** @type {HTMLInputElement} */ (document.getElementById(each.getAttribute("for") ?? ""));
  /** @param {Element} label */
  const become = (label) => {
    const button = label.matches(`${BUTTONS}, ${BACK}`);
    const made = document.createElement(button ? "button" : "span");
    for (const { name, value } of label.attributes) made.setAttribute(name, value);
    if (button) made.setAttribute("type", "button");
    if (!label.textContent?.trim() && button) made.ariaLabel = boxOf(label).ariaLabel;
    // The keyboard opens the search by coming to its field, which is next.
    if (label.matches('[for="__search"]') && button) made.tabIndex = -1;
    made.append(...label.childNodes);
    label.replaceWith(made);
  };
  const tell = () => {
    for (const each of document.querySelectorAll(`button${BUTTONS}`)) each.ariaExpanded = String(boxOf(each).checked);
  };
  const all = () => {
    document.querySelectorAll(LABELS).forEach(become);
    tell();
  };
  all();
  addEventListener("change", tell);
  addEventListener("click", ({ target }) => {
    const made = target instanceof Element && target.closest('[for^="__"]:not(label)');
    if (made && !(/** @type {Element} */ (target).closest("a"))) boxOf(made).click();
  });
  // Another page that is shown without a new document brings its own list.
  addEventListener("DOMContentLoaded", () => /** @type {any} */ (window).document$?.subscribe(all));
}

/*
 * For each page that it shows it has listeners that it never takes back, and with them the lists of pages beside it, from which
 * all of that page can be reached. What it has replaced is taken apart here, so that the rest goes.
 */
{
  const box = () => /** @type {HTMLElement} */ (document.querySelector('[data-md-component="container"]'));
  let shown = box();
  const follow = () => {
    const now = box();
    if (now !== shown) for (const each of [shown, ...shown.querySelectorAll("[data-md-component]")]) each.replaceChildren();
    shown = now;
  };
  addEventListener("DOMContentLoaded", () => /** @type {any} */ (window).document$?.subscribe(follow));
}

/*
 * On a phone its list of pages lies over the page. As long as it does, neither keyboard nor screen reader goes behind it, and
 * Escape closes it and goes back to what opened it.
 */
{
  const MENU = '.md-header [for="__drawer"]';
  const BEHIND = `.md-skip, .md-header__inner > :not(${MENU}), .md-content, .md-footer`;
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
    /** @type {HTMLElement | null} */ (document.querySelector(MENU))?.focus();
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
 * not in the page and so fetches nothing, says what the theme reads of it. An icon needs its address written out: a browser
 * asks for it again on the next page, which may be in another folder.
 */
for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[href]:not([rel$="icon"])'))) {
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
