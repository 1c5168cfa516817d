// @ts-check
/**
 * Points at one thing in all its places: an edge or cell of the drawing, the factor of the formula,
 * the field of the number. By pointer, by a tap, and by keyboard: with the focus on the link of the
 * current step, Tab leads into its formula and the arrow keys from factor to factor.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  const { links, word } = backprop;
  if (backprop.link || !links) return;

  const SVG = "http://www.w3.org/2000/svg";
  const NEAR = 8;
  const SAMPLES = 24;
  const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  class Link {
    constructor(stepper) {
      this.stepper = stepper;
      /** @type {HTMLElement} */
      this.figure = stepper.figure;
      /** What is meant by what is lit. */
      this.key = "";
      /** What is lit or can have the focus, to be undone. @type {Element[]} */
      this.lit = [];
      this.armed = [];
      this.#listen();
    }

    #listen() {
      const on = (type, react) => this.figure.addEventListener(type, react);
      on("pointermove", (event) => event.pointerType !== "touch" && this.#point(event));
      on("pointerleave", (event) => event.pointerType !== "touch" && this.clear());
      on("click", (event) => event.pointerType === "touch" && this.#point(event));
      on("focusin", ({ target }) => this.#focus(target));
      on("focusout", ({ relatedTarget }) => this.#blur(relatedTarget));
      on("bp-step", () => this.clear());
      on("bp-before-keep", () => this.reset());
      this.stepper.list.addEventListener("keydown", (event) => this.#onKey(event));
    }

    get step() {
      return this.stepper.steps[this.stepper.index];
    }

    /** The drawing in sight. @returns {SVGSVGElement} */
    get svg() {
      return this.step.querySelector(".bp-drawing svg");
    }

    clear() {
      this.key = "";
      for (const each of this.lit.splice(0)) {
        if (each.localName === "g") each.remove();
        else each.classList.remove("bp-lit");
        if (each.getAttribute("class") === "") each.removeAttribute("class");
      }
    }

    /** Leave no trace in the steps. */
    reset() {
      this.clear();
      for (const each of this.armed.splice(0)) each.removeAttribute("tabindex");
    }

    #point(event) {
      const found = this.#at(event);
      if (found) this.light(found);
      else this.clear();
    }

    /** What the pointer is at. */
    #at({ target, clientX, clientY }) {
      const field = target.closest(".bp-field");
      if (field) return this.#field(field);
      const step = target.closest(".bp-step");
      if (target.closest(".bp-formula")) return this.#term(step, target);
      if (!this.svg || target.closest("svg") !== this.svg) return null;
      const point = new DOMPoint(clientX, clientY).matrixTransform(this.svg.getScreenCTM().inverse());
      return this.#spot(point) ?? this.#edge(point);
    }

    #field(field) {
      const symbol = field.querySelector("math")?.firstElementChild;
      return symbol && this.#marked([`v:${links.writtenName(symbol)}`]);
    }

    /** The innermost term around an element. */
    #term(step, target) {
      const around = links.terms(step).filter(({ element }) => element.contains(target));
      const term = around.at(-1);
      return term && { ...term, step };
    }

    #spot(point) {
      const spots = [...links.drawing(this.svg).spots.values()];
      const spot = spots.find((each) => within(box(each), point));
      if (!spot) return null;
      const rows = Object.keys(spot.rows);
      const row = point.y - spot.y > (spot.anchor ? 4 : 20) ? "g" : spot.anchor || point.y - spot.y > 4 ? "v" : "";
      const meant = rows.includes(row) ? [row] : row === "" && rows.length ? rows : ["n"];
      return this.#marked(meant.map((kind) => `${kind}:${spot.name}`));
    }

    #edge(point) {
      const edge = links.drawing(this.svg).edges.find(({ path }) => distance(path, point) < NEAR);
      if (!edge) return null;
      const factors = links.terms(this.step).filter(({ role, edges }) => role !== "target" && edges.includes(edge.id));
      return { step: this.step, edges: [edge.id], marks: [], elements: factors.map(({ element }) => element) };
    }

    /** These marks, with the edges along which the current step uses them. */
    #marked(marks) {
      const terms = links.terms(this.step).filter((term) => shares(marks, term));
      return { step: this.step, marks, edges: terms.flatMap(({ edges }) => edges) };
    }

    /** @param {{step: Element, marks: string[], edges: string[], role?: string, elements?: Element[]}} found */
    light(found) {
      const key = JSON.stringify([found.step.id, found.role, found.marks, found.edges]);
      // The live engine may have replaced what is lit.
      if (key === this.key && this.lit.every((each) => each.isConnected)) return;
      this.clear();
      this.key = key;
      const elements = new Set(found.elements);
      for (const step of this.stepper.steps.slice(0, this.stepper.index + 1)) {
        for (const term of links.terms(step)) {
          const same = step === found.step && term.role === found.role;
          if (same || shares(found.marks, term)) elements.add(term.element);
        }
      }
      for (const symbol of this.figure.querySelectorAll(".bp-field math > *")) {
        if (found.marks.includes(`v:${links.writtenName(symbol)}`)) elements.add(symbol.closest("label"));
      }
      for (const element of elements) element.classList.add("bp-lit");
      this.lit = [...elements];
      if (this.svg) this.lit.push(this.#outline(found));
    }

    /** Lines around what is meant in the drawing. */
    #outline({ marks, edges }) {
      const { spots, edges: lines } = links.drawing(this.svg);
      const group = make("g", { class: "bp-ring" });
      for (const { id, path } of lines) if (edges.includes(id)) group.append(make("path", { class: "k", d: path }));
      for (const mark of marks) {
        const spot = spots.get(mark.slice(2));
        if (spot) group.append(make("rect", box(spot)), ...under(spot, mark[0]));
      }
      this.svg.append(group);
      return group;
    }

    /** From the link of the current step, Tab leads to its first factor. */
    #focus(target) {
      const field = target.closest(".bp-field");
      if (field) return this.light(this.#field(field));
      const step = target.closest(".bp-step");
      if (!step || !target.closest(".bp-text")) return;
      if (step === this.step && !this.armed.length) this.#arm(links.terms(step));
      const term = step === this.step && this.#term(step, target);
      if (!term || term.element !== target) return;
      this.light(term);
      this.stepper.say(this.#described(term));
    }

    #arm(terms) {
      this.armed = terms.map(({ element }) => element).filter((element) => element.checkVisibility());
      this.armed.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
      this.armed.forEach((element, place) => element.setAttribute("tabindex", place ? "-1" : "0"));
    }

    #blur(next) {
      const inside = next && this.step.querySelector(".bp-text").contains(next);
      if (!inside) this.reset();
    }

    #onKey(event) {
      const place = this.armed.indexOf(event.target);
      if (place < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const last = this.armed.length - 1;
      const goal = { Home: 0, End: last, Escape: -1 }[event.key] ?? place + (MOVES[event.key] ?? 0);
      if (goal === place && !(event.key in MOVES)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") return this.step.querySelector("a").focus();
      const next = this.armed[Math.max(0, Math.min(last, goal))];
      for (const each of this.armed) each.setAttribute("tabindex", each === next ? "0" : "-1");
      next.focus();
    }

    /** What of the drawing is lit, in words. */
    #described({ marks, edges }) {
      if (!this.svg) return "";
      const { spots, edges: lines } = links.drawing(this.svg);
      const said = marks.flatMap((mark) => {
        const spot = spots.get(mark.slice(2));
        const value = spot?.rows[mark[0]];
        return spot ? word(value ? `link_${mark[0]}` : "link_n", { name: plain(spot.name), value }) : [];
      });
      for (const { id, source, consumer } of lines) {
        const names = { source: plain(source), consumer: plain(consumer) };
        if (edges.includes(id)) said.push(word("link_edge", names));
      }
      return said.length ? word("link_said", { said: [...new Set(said)].join(", ") }) : "";
    }
  }

  const plain = (name) => name.replace("_", "");

  /** Whether all that the term means is among the marks. */
  const shares = (marks, term) => term.marks.length > 0 && term.marks.every((mark) => marks.includes(mark));

  /** The box around a cell or a parameter. */
  function box({ name, x, y, anchor, rows }) {
    if (!anchor) return { x: x - 37, y: y - 23, width: 74, height: 62, rx: 11 };
    const first = 12 + 8 * (name.length - 2) + 8 * (rows.v?.length ?? 0);
    const width = Math.max(first, 8 * (rows.g?.length ?? 0)) + 14;
    const left = { start: 0, middle: width / 2, end: width }[anchor];
    return { x: x - left - (anchor === "end" ? -5 : 5), y: y - 17, width, height: rows.g ? 40 : 25, rx: 6 };
  }

  const within = ({ x, y, width, height }, point) =>
    point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;

  /** A line under the number that is meant. */
  function under({ x, y, anchor }, kind) {
    if (anchor || kind === "n") return [];
    const level = y + (kind === "v" ? 18.5 : 33.5);
    return [make("path", { d: `M${x - 24} ${level}h48` })];
  }

  const measuring = make("path", {});

  function distance(path, point) {
    measuring.setAttribute("d", path);
    const length = measuring["getTotalLength"]();
    const away = (at) => Math.hypot(at.x - point.x, at.y - point.y);
    const places = Array.from({ length: SAMPLES + 1 }, (_, i) => (length * i) / SAMPLES);
    return Math.min(...places.map((place) => away(measuring["getPointAtLength"](place))));
  }

  function make(name, attributes) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    return element;
  }

  /** @type {WeakMap<Element, Link>} */
  const known = new WeakMap();

  function refresh() {
    backprop.stepper.each((stepper) => {
      if (!known.has(stepper.figure)) known.set(stepper.figure, new Link(stepper));
    });
  }

  const clearAll = () => backprop.stepper.each(({ figure }) => known.get(figure)?.reset());
  addEventListener("beforeprint", clearAll);
  // A tap elsewhere ends what a tap began.
  document.addEventListener("click", ({ target }) => {
    backprop.stepper.each(({ figure }) => figure.contains(target) || known.get(figure)?.clear());
  });

  backprop.link = { refresh };
  refresh();
  window["document$"]?.subscribe(refresh);
})();
