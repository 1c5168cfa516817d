// @ts-check
/**
 * An address that holds a figure, its step and every changed number:
 *
 *     page/?bp=one-two-one,w11:0.9,x:-0.2#one-two-one-step-9
 *
 * and `bug:overwrite` among the numbers where that switch is on.
 * Where there is no script, the browser still goes to the step. Whatever an address holds, only
 * names of fields that are there and finite numbers come out of it; any doubt about one part, and
 * none of it is used.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.share || !backprop.tools) return;

  const { word } = backprop;
  const { element } = backprop.tools;
  const { numbers } = backprop;
  const KEY = "bp";
  const BUG = "bug:overwrite";
  const CHANGES = ["bp-values", "bp-step", "bp-switch"];
  const DIGITS = 12;
  const LONGEST = 4000;
  /** How much of a part that cannot be used is told. */
  const LONGEST_TOLD = 40;
  /** What has no form of its own, or turns the text around it: told as a sign that it was there. */
  const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;
  /** Milliseconds without a change after which the address follows. */
  const PAUSE = 500;

  const rounded = (value) => Number(value.toPrecision(DIGITS));

  /** The numbers that a figure was built with. @returns {Record<string, number>} */
  const builtValues = (figure) => JSON.parse(figure.dataset.specification).values ?? {};

  /** The part of a query that holds these numbers, or nothing where all is as built. */
  function write(figure, values, bug = false) {
    const built = builtValues(figure);
    const changed = Object.keys(built).filter((name) => rounded(values[name]) !== rounded(built[name]));
    const parts = changed.map((name) => `${encodeURIComponent(name)}:${rounded(values[name])}`);
    if (bug) parts.push(BUG);
    return parts.length ? `${KEY}=${[figure.id, ...parts].join(",")}` : "";
  }

  /**
   * The figure and numbers that a query holds: nothing where it has none; where it is not what
   * `write` writes, the part that is `wrong`. It never throws.
   * @returns {{figure?: HTMLElement, values?: Map<string, number>, bug?: boolean, wrong?: string}}
   */
  function read(query) {
    const own = query.replace(/^\?/, "").split("&").filter((part) => part === KEY || part.startsWith(`${KEY}=`));
    if (own.length === 0) return {};
    try {
      if (own.length > 1 || query.length > LONGEST) throw new RangeError(own.at(-1));
      const [id, ...parts] = decodeURIComponent(own[0].slice(KEY.length + 1)).split(",");
      const figure = document.getElementById(id);
      if (!figure?.matches(".bp-figure")) throw new RangeError(id);
      if (parts.length === 0) throw new RangeError(own[0]);
      const bug = parts.at(-1) === BUG;
      if (bug && !bugSwitch(figure)) throw new RangeError(BUG);
      return { figure, values: readValues(bug ? parts.slice(0, -1) : parts, builtValues(figure)), bug };
    } catch (error) {
      return { wrong: told((error instanceof RangeError && error.message) || own[0]) };
    }
  }

  /** A part of an address as a reader gets it to see: short, and nothing in it that is not seen. */
  function told(part) {
    const [...seen] = part.slice(0, LONGEST).replace(UNSEEN, "\ufffd");
    return seen.length > LONGEST_TOLD ? `${seen.slice(0, LONGEST_TOLD).join("")}…` : seen.join("");
  }

  const bugSwitch = (figure) => backprop.tools.of(figure)?.button("bug");

  function readValues(parts, built) {
    const values = new Map();
    for (const part of parts) {
      const [name, text = "", ...more] = part.split(":");
      const value = numbers.read(text);
      const fits = Object.hasOwn(built, name) && !values.has(name) && Math.abs(value) <= numbers.LARGEST;
      if (!fits || more.length > 0) throw new RangeError(part);
      values.set(name, rounded(value));
    }
    return values;
  }

  const isBuggy = (figure) => bugSwitch(figure)?.ariaPressed === "true";

  /** The address of what a figure shows now. */
  function address(stepper) {
    const page = location.href.split(/[?#]/)[0];
    const others = location.search.slice(1).split("&").filter((part) => part && !new RegExp(`^${KEY}(=|$)`).test(part));
    return page + state(stepper, others);
  }

  /** What an address says of a figure, after `others` in its query. @param {string[]} [others] */
  function state({ figure, live, index }, others = []) {
    const query = [...others, live ? write(figure, live.values, isBuggy(figure)) : ""].filter(Boolean).join("&");
    return `${query && `?${query}`}#${figure.id}-step-${index}`;
  }

  /** Whether the page's address says what a figure is to show. */
  const isNamed = (figure) => figure === read(location.search).figure || figure === asked();

  /** Whether it holds what cannot be used, for which all figures are as built. */
  const isWrong = () => Boolean(read(location.search).wrong);

  /** @type {WeakMap<Element, string>} the queries that figures were last brought to */
  const opened = new WeakMap();
  /** The query that was refused last, and the first figure of the page then. */
  let refused = { first: null, search: "" };
  /** The page whose figures are there; on the way to another one, its address comes first. */
  let page = location.pathname;

  /** Bring the page to what its address holds; to call it again does no harm. */
  function open() {
    const first = /** @type {HTMLElement} */ (document.querySelector(".bp-figure"));
    if (!first || location.pathname !== page) return;
    const { search } = location;
    const { figure, values, bug, wrong } = read(search);
    const { live } = backprop.stepper.of(figure) ?? {};
    const named = asked();
    // What was refused once is not refused again: the reader may have changed numbers since.
    if (wrong && refused.first === first && refused.search === search) return;
    refused = { first, search: wrong ? search : "" };
    note(first, "");
    if (wrong) {
      backprop.stepper.each(bring);
      note(named ?? first, word("share_wrong", { part: wrong }));
    } else if (figure && !live) note(figure, word("share_no_engine"));
    else if (named && !document.getElementById(location.hash.slice(1))) note(named, word("share_no_step"));
    if (!live || opened.get(figure) === search) return;
    bring(backprop.stepper.of(figure), values, bug);
    opened.set(figure, search);
  }

  /** Bring a figure to these numbers; those that are not given are the original ones. */
  function bring({ figure, live }, values = new Map(), bug = false) {
    opened.delete(figure);
    if (live) restore(live, { ...builtValues(figure), ...Object.fromEntries(values) });
    if (bug !== isBuggy(figure)) bugSwitch(figure)?.click();
  }

  /** The figure of this page whose step the fragment names. */
  function asked() {
    const [, id] = /^#(.*)-step-/.exec(location.hash) ?? [];
    const figure = /** @type {HTMLElement | null} */ (id ? document.getElementById(id) : null);
    return figure?.matches(".bp-figure") ? figure : null;
  }

  /** Put numbers into the fields as if typed, but all of them before any is computed with. */
  function restore(live, values) {
    const inputs = live.inputs.filter(({ name }) => values[name] !== live.values[name]);
    for (const input of inputs) input.value = numbers.written(values[input.name]);
    const last = inputs.pop();
    for (const { name } of inputs) live.values[name] = values[name];
    last?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Say below a figure's controls what came of the address, or take back what was said. */
  function note(figure, text) {
    for (const old of document.querySelectorAll(".bp-address")) old.remove();
    if (!text) return;
    figure.querySelector(".bp-controls").after(element("p", { className: "bp-address", textContent: text }));
    backprop.stepper.of(figure)?.say(text);
  }

  /** Once the address says what a figure shows, it follows the figure. */
  function follow(stepper) {
    const { figure } = stepper;
    let timer = 0;
    const write = () => {
      if (!figure.isConnected || location.pathname !== page || isWrong() || !isNamed(figure)) return;
      // Without an engine the figure cannot show the numbers that the address holds, which are to stay.
      if (!stepper.live && read(location.search).figure) return;
      const now = address(stepper);
      if (now !== location.href) history.replaceState(history.state, "", now);
      opened.set(figure, location.search);
    };
    for (const type of CHANGES) {
      figure.addEventListener(type, () => {
        clearTimeout(timer);
        timer = setTimeout(write, PAUSE);
      });
    }
  }

  /** @param {any} place @param {HTMLElement} panel */
  function openPanel(place, panel) {
    const { stepper, figure } = place;
    const field = element("input", { type: "text", readOnly: true, className: "bp-link" });
    const label = element("label", { textContent: word("share_label") }, field);
    const button = element("button", { type: "button", textContent: word("share_copy") });
    const write = () => (field.value = address(stepper));
    button.addEventListener("click", () => copyLink(place, field));
    field.addEventListener("focus", () => field.select());
    for (const type of CHANGES) {
      figure.addEventListener(type, write, { signal: place.closing.signal });
    }
    panel.append(element("div", { className: "bp-share" }, label, button));
    write();
    copyLink(place, field);
  }

  async function copyLink(place, field) {
    const { signal } = place.closing;
    const done = await copy(field.value);
    if (signal.aborted) return;
    history.replaceState(history.state, "", field.value);
    opened.set(place.figure, location.search);
    if (!done) field.focus();
    const text = word(done ? "share_copied" : "share_select");
    place.tell(text);
    place.say(text);
  }

  /** Put a text on the clipboard; false where the browser does not let us. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }

  const known = new WeakSet();

  function refresh() {
    page = location.pathname;
    backprop.stepper.each((stepper) => {
      if (!known.has(stepper.figure)) follow(stepper);
      known.add(stepper.figure);
    });
    open();
  }

  backprop.share = { CHANGES, read, write, address, state, isNamed, isWrong, bring, copy };
  backprop.tools.add({ name: "share", order: 50, open: openPanel });
  refresh();
  addEventListener("hashchange", open);
  addEventListener("popstate", open);
  window["document$"]?.subscribe(refresh);
})();
