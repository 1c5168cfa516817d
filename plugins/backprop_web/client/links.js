// @ts-check
/**
 * Reads what the drawing and the formulas of a step are about, so that one can light the other.
 * Nothing in the page is there for it: symbols, roles, the order of factors and the ends of lines
 * say enough, in prerendered steps and in those of the live engine alike.
 *
 * A quantity is called by its symbol, h_1 or w(2)_13. A mark is a quantity with what of it is meant:
 * v: its value, g: its derivative, n: just its name. An edge is `source>consumer`.
 *
 * @typedef {{name: string, x: number, y: number, anchor: string, rows: Record<string, string>}} Spot
 *   a cell, or a parameter beside a line; of a parameter `anchor` is the side its text begins at
 * @typedef {{id: string, source: string, consumer: string, path: string, active: boolean}} Edge
 * @typedef {{spots: Map<string, Spot>, edges: Edge[], target: string}} Drawing `target`: what the step computes
 * @typedef {{element: Element, role: string, marks: string[], edges: string[]}} Term a factor, a number in
 *   it, or what the step computes; terms of one step with one `role` are the same at several levels of detail
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.links) return;

  // The box of a cell around the start of its symbol, as in the style sheet, and a unit more.
  const CELL = { left: 34, top: 20, bottom: 36 };
  const LEAF = ".bp-value, .bp-parameter";
  const FACTOR = ".bp-cotangent, .bp-local";

  /** @type {WeakMap<Element, Drawing>} */
  const drawings = new WeakMap();
  /** @type {WeakMap<Element, Term[]>} */
  const formulas = new WeakMap();

  const remember = (known, key, make) => known.get(key) ?? known.set(key, make()).get(key);

  /** @returns {Drawing} */
  const drawing = (svg) => remember(drawings, svg, () => readDrawing([...parts(svg)]));

  /** The parts of a drawing, those included that stand elsewhere and are referred to. */
  function* parts(element) {
    if (element.localName === "use") {
      const whole = document.getElementById(element.getAttribute("xlink:href").slice(1));
      if (whole) yield* parts(whole);
    } else if (element.matches("svg, g:not([class])")) for (const child of element.children) yield* parts(child);
    else yield element;
  }

  function readDrawing(all) {
    const spots = new Map();
    for (const part of all) {
      if (!part.matches("g.c, g.p")) continue;
      const spot = readSpot(part);
      spots.set(spot.name, spot);
    }
    const lines = all.filter((part) => part.matches("path.e")).flatMap(readLines);
    const now = all.find((part) => part.matches(":is(g.c, g.p):is(.nf, .nb)"));
    const target = now ? drawnName(now.querySelector("text")) : "";
    return { spots, target, edges: lines.map((line) => named(line, [...spots.values()])) };
  }

  /** @returns {Spot} */
  function readSpot(group) {
    const [x, y] = numbers(group.getAttribute("transform"));
    const anchor = ["start", "end"].find((side) => group.classList.contains(side)) ?? "middle";
    const rows = {};
    for (const kind of ["v", "g"]) {
      const row = group.querySelector(`.${kind}`);
      if (row) rows[kind] = row.textContent;
    }
    return { name: drawnName(group.querySelector("text")), x, y, anchor: group.matches(".p") ? anchor : "", rows };
  }

  function readLines(path) {
    const active = path.matches(".nf, .nb");
    return path.getAttribute("d").match(/M[^M]*/g).map((line) => ({ path: line, active }));
  }

  function named({ path, active }, spots) {
    const [start, end] = ends(path);
    const at = ([x, y]) => (spot) => !spot.anchor && Math.abs(spot.x - x) <= CELL.left
      && y >= spot.y - CELL.top && y <= spot.y + CELL.bottom;
    const [source, consumer] = [start, end].map((point) => spots.find(at(point))?.name ?? "");
    return { id: `${source}>${consumer}`, source, consumer, path, active };
  }

  /** Where a line starts and ends. */
  function ends(path) {
    const points = [...path.matchAll(/([MCHV])([^MCHV]*)/g)].reduce((passed, [, command, rest]) => {
      const last = numbers(rest).slice(-2);
      const [x, y] = passed.at(-1) ?? [];
      return [...passed, command === "H" ? [last[0], y] : command === "V" ? [x, last.at(-1)] : last];
    }, []);
    return [points[0], points.at(-1)];
  }

  const numbers = (text) => (text.match(/-?[\d.]+/g) ?? []).map(Number);

  function drawnName(text) {
    const small = [...text.children].filter((each) => !each.matches(".v")).map((each) => each.textContent);
    const layer = small[0]?.startsWith("(") ? small.shift() : "";
    // Mathematical italics are the letters of the formulas, where MathML slants them.
    return `${text.firstChild.textContent}${layer}_${small[0] ?? ""}`.normalize("NFKC");
  }

  function writtenName(symbol) {
    const [base, index, layer] = /^msub/.test(symbol.localName) ? symbol.children : [symbol];
    const letter = base.localName === "mover" ? `${base.firstChild.textContent}\u0302` : base.textContent;
    return `${letter.normalize()}${layer?.textContent ?? ""}_${index?.textContent ?? ""}`;
  }

  const symbolic = (element) => element?.textContent.includes("∂");

  /** The quantity above (0) or below (1) the bar of ∂·/∂·. */
  const partial = (fraction, place) => writtenName(fraction.children[place].lastElementChild);

  /** The terms of a step's formulas. @returns {Term[]} */
  function terms(step) {
    const svg = step.querySelector(".bp-drawing svg");
    const drawn = svg ? drawing(svg) : { edges: [], target: "" };
    const active = drawn.edges.filter((edge) => edge.active);
    const { phase } = step.dataset;
    const read = phase === "given" ? readGiven : phase === "forward" ? readForward : readDerivative;
    return [...step.querySelectorAll(".bp-formula math")].flatMap((math) =>
      remember(formulas, math, () => read(math, active, phase, drawn.target)),
    );
  }

  /** Target and lines of a formula; a row without a relation sign goes on from the row above it. */
  function linesOf(math) {
    const lines = [];
    for (const row of math.querySelectorAll("mtr")) {
      const right = row.children[1];
      if (right.firstElementChild?.localName !== "mspace") lines.push([]);
      lines.at(-1)?.push(right);
    }
    return { target: math.querySelector("mtd"), lines };
  }

  const inside = (cells, selector) => cells.flatMap((cell) => [...cell.querySelectorAll(selector)]);
  const ids = (edges) => edges.map(({ id }) => id);

  function readGiven(math) {
    return [...math.querySelectorAll("mtr")].flatMap((row) => {
      const name = writtenName(row.firstChild.firstChild);
      const element = (cell) => ({ element: cell.lastElementChild, role: name, marks: [`v:${name}`], edges: [] });
      return [...row.children].map(element);
    });
  }

  function readForward(math, active) {
    const { target, lines } = linesOf(math);
    const result = { role: "target", marks: [`v:${writtenName(target.firstChild)}`], edges: ids(active) };
    const symbols = inside(lines[0], LEAF);
    const known = symbols.map((symbol, place) => {
      const name = writtenName(symbol);
      // A weight stands on the edge of the value that it multiplies.
      const source = multiplies(symbol, symbols[place + 1]) ? writtenName(symbols[place + 1]) : name;
      const edges = active.filter((edge) => edge.source === name || edge.source === source);
      return { role: String(place), marks: [`v:${name}`], edges: ids(edges) };
    });
    const leaves = lines.slice(0, -1).flatMap((line) => inside(line, LEAF).map((element, i) => ({ element, ...known[i] })));
    const ends = [target.firstChild, ...inside(lines.at(-1), LEAF)].map((element) => ({ element, ...result }));
    return [...leaves.filter(({ marks }) => marks), ...ends];
  }

  const multiplies = (symbol, next) =>
    next && symbol.matches(".bp-parameter") && symbol.nextElementSibling?.nextElementSibling === next;

  /** Products of what arrives and a local derivative, added up. */
  function readDerivative(math, active, phase, drawn) {
    const { target, lines } = linesOf(math);
    const part = target.querySelector(".bp-local");
    if (part) lines.unshift([target]);
    const tangent = phase === "tangent";
    const rows = lines.map(productsOf);
    const name = part && !symbolic(part) ? drawn : partial(part ?? target.firstChild, tangent ? 0 : 1);
    const result = { role: "target", marks: [`g:${name}`], edges: ids(active) };
    const products = productsFrom(rows, active, tangent, name);
    const found = rows.flatMap((row) => [
      ...row.products.flatMap((product, i) => termsOf(product, products[i], i)),
      ...row.alone.map((element) => ({ element, ...result })),
    ]);
    return part ? found : [{ element: target.firstChild, ...result }, ...found];
  }

  /** The products of a line; `alone` is what multiplies nothing: the result. */
  function productsOf(line) {
    const products = [];
    let alone = [];
    for (const element of inside(line, FACTOR)) {
      if (element.parentElement.closest(FACTOR)) continue;
      if (element.matches(".bp-cotangent")) alone.push(element);
      else products.push({ arriving: alone.pop(), local: element });
    }
    return { products, alone };
  }

  /** What each product is about: which derivative arrives, along which edges, and what is read. */
  function productsFrom(rows, active, tangent, target) {
    const end = tangent ? "source" : "consumer";
    const count = Math.max(...rows.map((row) => row.products.length));
    const made = Array.from({ length: count }, (_, i) => {
      const all = rows.map((row) => row.products[i]).filter(Boolean);
      const fraction = all.find(({ arriving }) => symbolic(arriving))?.arriving;
      const written = all.find(({ local }) => !symbolic(local))?.local;
      return { far: fraction && partial(fraction, tangent ? 0 : 1), names: written ? leavesOf(written).map(writtenName) : [] };
    });
    const taken = new Set(made.map(({ far }) => far));
    return made.map(({ far, names }) => {
      const edges = active.filter((edge) => (far ? edge[end] === far : !taken.has(edge[end])));
      const other = far ?? edges[0]?.[end];
      const values = names.map((name) => `v:${name}`);
      return { arriving: `g:${other}`, values, local: values.length ? values : [`n:${target}`, `n:${other}`], edges: ids(edges) };
    });
  }

  const leavesOf = (local) => (local.matches(LEAF) ? [local] : [...local.querySelectorAll(LEAF)]);

  function termsOf({ arriving, local }, product, place) {
    const { edges, values } = product;
    const leaves = leavesOf(local).filter((leaf) => leaf !== local);
    const within = leaves.length === values.length ? leaves : [];
    return [
      ...(arriving ? [{ element: arriving, role: `arriving ${place}`, marks: [product.arriving], edges }] : []),
      { element: local, role: `local ${place}`, marks: product.local, edges },
      ...within.map((element, i) => ({ element, role: `${place} ${values[i]}`, marks: [values[i]], edges })),
    ];
  }

  backprop.links = { drawing, terms, writtenName };
})();
