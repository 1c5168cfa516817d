/**
 * Reads what the drawing and the formulas of a step are about, so that one can light the other. Cells, lines, symbols
 * and derivatives carry the names of the graph (`data-n`, `data-e`, `data-d`), in prerendered steps and in those of the
 * live engine alike; which factors make a product, the order of what stands in the formula says.
 *
 * A mark is a quantity with what of it is meant: v: its value, g: its derivative, n: just its name. An edge is
 * `source>consumer`.
 *
 * @typedef {{name: string, symbol: string, x: number, y: number, larger: number, rows: Record<string, string>,
 *   onLine: boolean, entry: boolean, group: SVGGElement}} Spot a cell, or a parameter: on a line, or as an `entry` of a
 *   matrix; where it is seen, and how many times `larger` than it is drawn
 * @typedef {{id: string, source: string, consumer: string, path: string, larger: number, active: boolean, kind: string}} Edge
 *   its path in units that are so many times `larger` than those of the drawing
 * @typedef {{spots: Map<string, Spot>, edges: Edge[], target: string}} Drawing `target`: what the step computes
 * @typedef {{element: Element, role: string, marks: string[], edges: string[]}} Term a factor, a number in
 *   it, or what the step computes; terms of one step with one `role` are the same at several levels of detail
 * @typedef {{products: {arriving?: Element, local: Element}[], alone: Element[]}} Line the products of a line; `alone`
 *   is what multiplies nothing: the result
 * @typedef {{arriving: string, values: string[], local: string[], edges: string[]}} Product what it is about: which
 *   derivative arrives, along which edges, and what is read
 */
import { drawingOf } from "../stepping/log.js";
import { referred } from "./element.js";

const LEAF = ".bp-value, .bp-parameter";
const FACTOR = ".bp-cotangent, .bp-local";

/** @type {WeakMap<Element, Drawing>} */
const drawings = new WeakMap();
/** @type {WeakMap<Element, Term[]>} */
const formulas = new WeakMap();

/** @template T @param {WeakMap<Element, T>} known @param {Element} key @param {() => T} make @returns {T} */
function remember(known, key, make) {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** An attribute with names of the graph. @param {Element | null | undefined} element @param {"n" | "e" | "d"} kind */
const names = (element, kind) => (element?.getAttribute(`data-${kind}`) ?? "").split(" ");

/** The quantity that an element stands for. @param {Element | null | undefined} element */
export const nameOf = (element) => names(element, "n")[0];

/** @param {Element} svg @returns {Drawing} */
export const drawing = (svg) => remember(drawings, svg, () => readDrawing([...parts(svg)]));

/** The parts of a drawing, those included that stand elsewhere and are referred to. @param {Element} element @returns {Iterable<Element>} */
export function* parts(element) {
  if (element.localName === "use") {
    const whole = referred(element);
    if (whole) yield* parts(whole);
  } else if (element.matches("svg, g:not([class])")) for (const child of element.children) yield* parts(child);
  else yield element;
}

/** @param {Element[]} all @returns {Drawing} */
function readDrawing(all) {
  const cells = /** @type {SVGGElement[]} */ (all.filter((part) => part.matches("g.c, g.p")));
  const spots = new Map(cells.map((cell) => [nameOf(cell), readSpot(cell)]));
  const now = cells.find((cell) => cell.matches(".nf, .nb"));
  return { spots, target: nameOf(now), edges: all.filter((part) => part.matches("path.e")).flatMap(readEdges) };
}

/** @param {SVGGElement} group @returns {Spot} */
function readSpot(group) {
  const { e: x, f: y } = group.transform.baseVal[0].matrix;
  /** @type {Record<string, string>} */
  const rows = {};
  for (const kind of ["v", "g"]) {
    const row = group.querySelector(`.${kind}`);
    if (row) rows[kind] = row.textContent ?? "";
  }
  const [label] = group.getElementsByTagName("text");
  const symbol = [...label.childNodes].filter((each) => !(each instanceof Element && each.matches(".v")));
  // Mathematical italics are the letters of the formulas, where MathML slants them.
  const written = symbol.map((each) => each.textContent).join("").normalize("NFKC");
  const entry = group.matches(".m");
  return { name: nameOf(group), symbol: written, x, y, larger: 1, rows, onLine: group.matches(".p:not(.m)"), entry, group };
}

/** A path has one line for each edge. @param {Element} path @returns {Edge[]} */
function readEdges(path) {
  const kind = path.getAttribute("class") ?? "";
  const active = path.matches(".nf, .nb");
  const lines = (path.getAttribute("d") ?? "").split("M").slice(1);
  const [consumer, ...sources] = names(path, "e");
  return lines.map((line, place) => {
    const source = sources[place];
    return { id: `${source}>${consumer}`, source, consumer, path: `M${line}`, larger: 1, active, kind };
  });
}

/** Whether it is a derivative written as ∂·/∂·. @param {Element | null | undefined} element */
const symbolic = (element) => element?.hasAttribute("data-d") ?? false;

/** The quantity above (0) or below (1) the bar of ∂·/∂·. @param {Element} fraction @param {0 | 1} place */
const partial = (fraction, place) => names(fraction, "d")[place];

/** The terms of a step's formulas. @param {HTMLElement} step @returns {Term[]} */
export function terms(step) {
  const svg = drawingOf(step);
  const drawn = svg ? drawing(svg) : { edges: [], target: "" };
  const active = drawn.edges.filter((edge) => edge.active);
  const { phase = "" } = step.dataset;
  const read = phase === "given" ? readGiven : phase === "forward" ? readForward : readDerivative;
  return [...step.querySelectorAll(".bp-formula math")].flatMap((math) =>
    remember(formulas, math, () => read(math, active, phase, drawn.target)),
  );
}

/** The weight on an edge, as the forward steps tell it. @param {string} edge @param {HTMLElement[]} steps */
export function weightOn(edge, steps) {
  const read = steps.filter(({ dataset }) => dataset.phase === "forward").flatMap(terms);
  const found = read.find(({ element, edges }) => element.matches(".bp-parameter") && edges.includes(edge));
  return found?.marks[0].slice(2);
}

/** Target and lines of a formula; a row without a relation sign goes on from the row above it. @param {Element} math */
function linesOf(math) {
  /** @type {Element[][]} */
  const lines = [];
  for (const row of math.querySelectorAll("mtr")) {
    const right = row.children[1];
    if (right.firstElementChild?.localName !== "mspace") lines.push([]);
    lines.at(-1)?.push(right);
  }
  return { target: /** @type {Element} */ (math.querySelector("mtd")), lines };
}

/** @param {Element[]} cells @param {string} selector */
const inside = (cells, selector) => cells.flatMap((cell) => [...cell.querySelectorAll(selector)]);
/** @param {Edge[]} edges */
const ids = (edges) => edges.map(({ id }) => id);

/** @param {Element} math @returns {Term[]} */
function readGiven(math) {
  return [...math.querySelectorAll("mtr")].flatMap((row) => {
    const name = nameOf(row.querySelector("[data-n]"));
    const cells = [...row.children].flatMap((cell) => cell.lastElementChild ?? []);
    return cells.map((element) => ({ element, role: name, marks: [`v:${name}`], edges: [] }));
  });
}

/** @param {Element} math @param {Edge[]} active @returns {Term[]} */
function readForward(math, active) {
  const { target, lines } = linesOf(math);
  const [symbol] = target.children;
  const result = { role: "target", marks: [`v:${nameOf(symbol)}`], edges: ids(active) };
  const symbols = inside(lines[0], LEAF);
  const known = symbols.map((leaf, place) => {
    const name = nameOf(leaf);
    // A weight stands on the edge of the value that it multiplies.
    const source = multiplies(leaf, symbols[place + 1]) ? nameOf(symbols[place + 1]) : name;
    const edges = active.filter((edge) => edge.source === name || edge.source === source);
    return { role: String(place), marks: [`v:${name}`], edges: ids(edges) };
  });
  const leaves = lines
    .slice(0, -1)
    .flatMap((line) => inside(line, LEAF).flatMap((element, i) => (known[i] ? { element, ...known[i] } : [])));
  const ends = [symbol, ...inside(lines.at(-1) ?? [], LEAF)].map((element) => ({ element, ...result }));
  return [...leaves, ...ends];
}

/** @param {Element} symbol @param {Element | undefined} next */
const multiplies = (symbol, next) =>
  next && symbol.matches(".bp-parameter") && symbol.nextElementSibling?.nextElementSibling === next;

/**
 * Products of what arrives and a local derivative, added up.
 * @param {Element} math @param {Edge[]} active @param {string} phase @param {string} drawn @returns {Term[]}
 */
function readDerivative(math, active, phase, drawn) {
  const { target, lines } = linesOf(math);
  const part = target.querySelector(".bp-local");
  if (part) lines.unshift([target]);
  const tangent = phase === "tangent";
  const rows = lines.map(productsOf);
  const [symbol] = target.children;
  const name = part && !symbolic(part) ? drawn : partial(part ?? symbol, tangent ? 0 : 1);
  const result = { role: "target", marks: [`g:${name}`], edges: ids(active) };
  const products = productsFrom(rows, active, tangent, name);
  const found = rows.flatMap((row) => [
    ...row.products.flatMap((product, i) => termsOf(product, products[i], i)),
    ...row.alone.map((element) => ({ element, ...result })),
  ]);
  return part ? found : [{ element: symbol, ...result }, ...found];
}

/** @param {Element[]} line @returns {Line} */
function productsOf(line) {
  /** @type {Line} */
  const { products, alone } = { products: [], alone: [] };
  for (const element of inside(line, FACTOR)) {
    if (element.parentElement?.closest(FACTOR)) continue;
    if (element.matches(".bp-cotangent")) alone.push(element);
    else products.push({ arriving: alone.pop(), local: element });
  }
  return { products, alone };
}

/** @param {Line[]} rows @param {Edge[]} active @param {boolean} tangent @param {string} target @returns {Product[]} */
function productsFrom(rows, active, tangent, target) {
  const end = tangent ? "source" : "consumer";
  const count = Math.max(...rows.map((row) => row.products.length));
  const made = Array.from({ length: count }, (_, i) => {
    const all = rows.flatMap((row) => row.products[i] ?? []);
    const fraction = all.find(({ arriving }) => symbolic(arriving))?.arriving;
    const written = all.find(({ local }) => !symbolic(local))?.local;
    return { far: fraction && partial(fraction, tangent ? 0 : 1), read: written ? leavesOf(written).map(nameOf) : [] };
  });
  const taken = new Set(made.map(({ far }) => far));
  return made.map(({ far, read }) => {
    const edges = active.filter((edge) => (far ? edge[end] === far : !taken.has(edge[end])));
    const other = far ?? edges[0]?.[end];
    const values = read.map((name) => `v:${name}`);
    return { arriving: `g:${other}`, values, local: values.length ? values : [`n:${target}`, `n:${other}`], edges: ids(edges) };
  });
}

/** @param {Element} local */
const leavesOf = (local) => (local.matches(LEAF) ? [local] : [...local.querySelectorAll(LEAF)]);

/** @param {Line["products"][number]} factors @param {Product} product @param {number} place @returns {Term[]} */
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
