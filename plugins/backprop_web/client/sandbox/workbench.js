/**
 * Where a reader writes a figure: the editor with its buttons, and the figure beside it, drawn anew by Python after each
 * pause. Whoever reads fences in a build reads them here too; so what is right here is right on any page.
 *
 * What an address brings is a stranger's: its text goes into the editor as text, and where it holds a program, this
 * runs when the reader says so, by the engine that only computes.
 */
import { specificationOf } from "../protocol.js";
import { engine, loading } from "../live/door.js";
import { Delay, manifest, of, refresh, word } from "../stepping/door.js";
import { button, copy, element, save } from "../tools/door.js";
import { read, written } from "./address.js";
import { standingAlone } from "./file.js";
import { Text } from "./text.js";

/**
 * @typedef {import("../protocol.js").Written} Written
 * @typedef {import("../protocol.js").Problem} Problem
 * @typedef {import("../protocol.js").Described} Described
 * @typedef {import("../protocol.js").Failure} Failure
 */

/** Milliseconds without a change after which the figure is drawn. */
const PAUSE = 60;
/** @type {Promise<import("../protocol.js").Key[]> | undefined} what may stand in a fence, the same on every visit */
let known;

export class Workbench {
  /** Whether a program may run. */
  #trusted = true;
  /** Whether a text is being drawn, and whether there is a newer one. */
  #busy = false;
  #stale = false;
  /** The address that the workbench wrote last. */
  #own = "";
  #rest = new Delay();
  #ended = new AbortController();

  /** @param {HTMLElement} mount */
  constructor(mount) {
    /** What the build wrote. @param {string} name */
    const part = (name) => /** @type {HTMLElement} */ (mount.querySelector(`.bp-${name}`));
    this.mount = mount;
    mount.classList.add("is-open");
    this.figure = part("result");
    this.lang = this.figure.querySelector("figure")?.lang ?? "en";
    this.status = part("state");
    this.problems = part("problems");
    this.row = part("acts");
    const plain = /** @type {HTMLTextAreaElement} */ (part("plain"));
    this.text = new Text(plain, {
      label: plain.ariaLabel ?? "",
      instead: ({ instead }) => word("sandbox_instead", { instead }),
      changed: () => this.#changed(),
      keys: () => (known ??= this.#keys()),
    });
    const writing = part("writing");
    writing.hidden = false;
    for (const sign of ["pointerover", "focusin"]) writing.addEventListener(sign, () => this.text.open(), { once: true });
    this.#begin(/** @type {HTMLSelectElement} */ (part("begin select")));
    this.#act();
    // A reader may have written before scripts were there.
    if (this.text.value !== this.text.source) this.#changed();
    addEventListener("hashchange", () => this.#arrive(), { signal: this.#ended.signal });
    this.#arrive();
  }

  // ---- What is there ----

  /** The figures of the site, to begin with one. @param {HTMLSelectElement} choice */
  #begin(choice) {
    const { gallery = [] } = manifest();
    gallery.forEach(({ title }, place) => choice.append(element("option", { value: String(place), textContent: title })));
    choice.addEventListener("change", () => {
      if (choice.value) this.#take(gallery[Number(choice.value)], true);
      choice.value = "";
    });
  }

  #act() {
    /** @type {Record<string, () => void>} */
    const acts = {
      undo: () => this.text.undo(),
      redo: () => this.text.redo(),
      link: () => this.#give(() => this.#address()),
      fence: () => this.#give(async () => `\`\`\`backprop\n${this.text.value.trimEnd()}\n\`\`\`\n`),
      program: () => this.#give(() => this.#program()),
      file: () => this.#save(),
    };
    for (const each of this.row.querySelectorAll("button")) each.addEventListener("click", acts[each.dataset.act ?? ""]);
  }

  /** Which buttons have something to do. */
  #mark() {
    const { undo, redo } = this.text.depths;
    const able = /** @type {Record<string, boolean>} */ ({ undo, redo });
    for (const button of this.row.querySelectorAll("button")) {
      button.ariaDisabled = able[button.dataset.act ?? ""] === false ? "true" : null;
    }
  }

  // ---- The text ----

  #changed() {
    this.#mark();
    this.#rest.start(() => this.#draw(), PAUSE);
  }

  /** Take up the figure of the address, if it has one that is not from here. */
  async #arrive() {
    if (!this.isThere) return;
    const { hash } = location;
    if (hash === this.#own) return;
    const found = await read(hash);
    if (!found) return;
    if ("newer" in found) return this.#say(word("sandbox_newer", { version: found.newer }));
    if ("damaged" in found) return this.#say(word("sandbox_damaged"));
    if ("specification" in found) return this.#take(found.specification, false);
    this.#write(found.source, false);
  }

  /** Write what an author would for a specification. @param {Described} specification @param {boolean} trusted */
  async #take(specification, trusted) {
    // The figure of before is not the one that was chosen.
    this.figure.ariaBusy = "true";
    const answer = await this.#ask({ call: "fence", specification });
    if (!answer || answer.problems) this.figure.ariaBusy = null;
    if (answer?.problems) this.#say(word("sandbox_damaged"));
    else if (answer) this.#write(answer.source, trusted);
  }

  /** @param {string} source @param {boolean} trusted whether a program in it may run */
  #write(source, trusted) {
    this.#trusted = trusted;
    this.text.write(source);
  }

  // ---- The figure ----

  /** Draw the text that there is, one request at a time, until it is the newest. */
  async #draw() {
    this.#stale = true;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#stale) {
      this.#stale = false;
      const source = this.text.value;
      const answer = await this.#ask({ call: "figure", source, lang: this.lang, run: this.#trusted });
      if (!answer) this.figure.ariaBusy = null;
      else if (source === this.text.value) await this.#show(answer);
    }
    this.#busy = false;
  }

  /** @param {Written} answer */
  async #show({ html, problems = [], program }) {
    if (!this.isThere) return;
    this.figure.ariaBusy = null;
    this.#tell(problems);
    if (program) return this.#wait();
    if (html) this.#put(html);
    this.#own = await written(this.text.value);
    history.replaceState(history.state, "", this.#own);
    this.#say(html ? word("sandbox_ready") : sentence(problems.length));
  }

  /** Put a figure in the place of the last one, at the same step. @param {string} html as Python wrote it; text in it is escaped */
  #put(html) {
    const index = of(this.figure.querySelector(".bp-figure"))?.index ?? 0;
    this.figure.innerHTML = html;
    refresh();
    const stepper = of(this.figure.querySelector(".bp-figure"));
    stepper?.show(Math.min(index, stepper.last));
  }

  /** @param {Problem[]} problems */
  #tell(problems) {
    this.text.mark(problems);
    this.problems.replaceChildren(
      ...problems.map((problem) => {
        const go = button(word("sandbox_line", { ...problem }), () => this.text.goTo(problem));
        return element("p", {}, go, ...this.#repair(problem));
      }),
    );
  }

  /** @param {Problem} problem */
  #repair(problem) {
    const { instead } = problem;
    if (!instead) return [];
    const repair = () => this.text.repair(problem, instead);
    return [" ", button(word("sandbox_instead", { instead }), repair, { className: "bp-repair" })];
  }

  /** A stranger's program waits for the reader. */
  #wait() {
    const run = () => {
      this.#trusted = true;
      this.#draw();
    };
    this.#say(word("sandbox_waits"), button(word("sandbox_run"), run, { className: "bp-run" }));
  }

  /** @param {string} text @param {HTMLElement[]} buttons */
  #say(text, ...buttons) {
    const [before] = this.status.childNodes;
    if (before?.textContent === text && !buttons.length) return;
    this.status.replaceChildren(text, ...buttons.flatMap((button) => [" ", button]));
  }

  // ---- What is asked, and what is taken away ----

  async #keys() {
    return (await this.#ask({ call: "keys", lang: this.lang }))?.keys ?? [];
  }

  /**
   * Ask whoever reads fences; null where that fails, which is said, with a button to try again.
   * @template {"figure" | "fence" | "keys"} K @param {import("../protocol.js").Asked<K>} request
   */
  async #ask(request) {
    try {
      return await engine.call(request, { of: "fences", onProgress: (done, total) => this.#say(loading(done, total)) });
    } catch (failure) {
      const { kind = "engine", file } = /** @type {Failure} */ (failure);
      const again = button(word("try_again"), () => this.#draw());
      known = undefined;
      this.#say(word(`live_failed_${kind}`, { file, kept: word("sandbox_kept") }), again);
      return null;
    }
  }

  async #address() {
    return new URL(await written(this.text.value), location.href).href;
  }

  /** The figure as a program for NumPy; its row of tools has others. */
  async #program() {
    const figure = /** @type {HTMLElement | null} */ (this.figure.querySelector(".bp-figure"));
    if (!figure) throw new Error("a plot");
    const request = { call: /** @type {const} */ ("takeaway"), what: "numpy", step: 0, specification: specificationOf(figure) };
    return (await engine.call(request)).text;
  }

  /** Copy a text; where the browser forbids it, show the text to be copied by hand. @param {() => Promise<string>} make */
  async #give(make) {
    this.mount.querySelector(".bp-taken")?.remove();
    const text = await make().catch(() => "");
    if (!text) return this.#say(word("take_failed", { file: word("sandbox_program") }));
    if (await copy(text)) return this.#say(word("sandbox_copied"));
    const area = element("textarea", { readOnly: true, value: text, ariaLabel: word("sandbox_copy"), className: "bp-taken", rows: 6 });
    this.status.after(area);
    area.select();
    this.#say(word("take_select"));
  }

  async #save() {
    const answer = await this.#ask({ call: "figure", source: this.text.value, lang: this.lang, run: this.#trusted, live: false });
    if (!answer) return;
    if (!answer.html) return this.#show(answer);
    const file = `${answer.name}.html`;
    const page = await standingAlone(answer).catch(() => "");
    if (page) save(file, new Blob([page], { type: "text/html" }));
    this.#say(word(page ? "take_saved" : "sandbox_failed", { file }));
  }

  /** Whether the page that it is on is. */
  get isThere() {
    return this.mount.isConnected;
  }

  end() {
    this.#ended.abort();
    this.text.end();
  }
}

/** What is said of so many problems. @param {number} count */
const sentence = (count) => word(count === 1 ? "sandbox_one" : "sandbox_several", { count });
