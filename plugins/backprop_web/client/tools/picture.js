/**
 * A step's drawing as a picture that stands alone: what it refers to in the page is put in, what the
 * page's style sheet says of it is written on it, and its ground has the page's colour.
 */
import { drawn, element, referred } from "./element.js";

const SVG = "http://www.w3.org/2000/svg";
const SCALE = 2;
const FONT = "STIX Two Math";
const SHAPES = "path, rect, text, tspan";
const COLOURS = ["fill", "stroke"];
const LINES = ["stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "paint-order"];
const LETTERS = ["font-family", "font-size", "font-style", "font-weight", "text-anchor"];
const BOX = ["x", "y", "width", "height", "rx"];

/** The drawing as the text of an SVG file. @param {SVGSVGElement} drawing @param {string} [style] */
export function svg(drawing, style = "") {
  const { width, height } = sizeOf(drawing);
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  for (const use of copy.querySelectorAll("use")) use.replaceWith(whole(use));
  for (const passing of copy.querySelectorAll(".bp-ring, .bp-lens, .bp-pointed, .bp-motion, .q:has(+ .w)")) passing.remove();
  measured(copy, drawing, () => copy.querySelectorAll(SHAPES).forEach(dress));
  const title = drawn("title");
  title.textContent = drawing.getAttribute("aria-label") ?? "";
  const ground = drawn("rect", { width: "100%", height: "100%", fill: ink(drawing, "--bp-surface") });
  const styled = style ? [Object.assign(drawn("style"), { textContent: style })] : [];
  copy.prepend(title, ...styled, ground);
  for (const name of ["style", "aria-label", "preserveAspectRatio"]) copy.removeAttribute(name);
  for (const [name, value] of Object.entries({ xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` })) copy.setAttribute(name, String(value));
  for (const element of copy.querySelectorAll("[class]")) element.removeAttribute("class");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

/** Of a drawing that runs to the right, as every picture does. @param {SVGSVGElement} drawing */
function sizeOf(drawing) {
  const { width, height } = /** @type {SVGSVGElement} */ (drawing.nextElementSibling);
  return { width: width.baseVal.value, height: height.baseVal.value };
}

/** What a reference draws, with what that refers to in turn. @param {Element} use @returns {Element} */
function whole(use) {
  const copy = /** @type {Element} */ (referred(use)?.cloneNode(true) ?? drawn("g"));
  copy.removeAttribute("id");
  for (const inner of copy.querySelectorAll("use")) inner.replaceWith(whole(inner));
  return copy;
}

/**
 * Do something while the copy stands, unseen, where the page's rules apply to it.
 * @param {Element} copy @param {Element} drawing @param {() => void} act
 */
function measured(copy, drawing, act) {
  const place = document.createElement("div");
  place.className = "bp-drawing";
  place.style.cssText = "position: absolute; visibility: hidden; pointer-events: none";
  place.append(copy);
  drawing.closest(".bp-figure")?.append(place);
  act();
  place.remove();
}

/** Write what the style sheet says of a shape as its attributes. @param {Element} shape */
function dress(shape) {
  const computed = getComputedStyle(shape);
  // Material names a font "_" where the site chose none.
  const value = (/** @type {string} */ name) => computed.getPropertyValue(name).replaceAll("px", "").replace(/^_, /, "");
  const colour = (/** @type {string} */ name) => (value(name) === "none" ? "none" : rgb(value(name)));
  for (const name of COLOURS) shape.setAttribute(name, colour(name));
  const lined = computed.stroke !== "none";
  const isText = ["text", "tspan"].includes(shape.localName);
  const isBox = shape.localName === "rect";
  const names = [...(lined ? LINES : []), ...(isText ? LETTERS : []), ...(isBox ? BOX : [])];
  for (const name of names) shape.setAttribute(name, value(name));
}

/** What a variable of the style sheet is as a colour. @param {Element} element @param {string} name */
const ink = (element, name) => {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  element.parentElement?.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return rgb(color);
};

/** @type {Map<string, string>} */
const colours = new Map();
/** @type {CanvasRenderingContext2D | undefined} */
let brush;

/** Any colour of a style sheet as #rrggbb, which every program reads. @param {string} colour */
function rgb(colour) {
  const known = colours.get(colour);
  if (known) return known;
  brush ??= pen(canvas(1, 1), { willReadFrequently: true });
  brush.clearRect(0, 0, 1, 1);
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const parts = [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
  const written = `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  colours.set(colour, written);
  return written;
}

/** The drawing as the bytes of a PNG file. @param {SVGSVGElement} drawing @returns {Promise<Blob>} */
export async function png(drawing) {
  const { width, height } = sizeOf(drawing);
  const image = new Image(width * SCALE, height * SCALE);
  // In the address itself, which the strictest policy of such pages allows.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg(drawing, await fontFace()))}`;
  await image.decode();
  const sheet = canvas(width * SCALE, height * SCALE);
  pen(sheet).drawImage(image, 0, 0, sheet.width, sheet.height);
  return new Promise((resolve, reject) => {
    sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png"))), "image/png");
  });
}

/** The page's font for formulas as a rule with its bytes: an image loads nothing by itself. */
async function fontFace() {
  const rule = [...document.styleSheets].flatMap(rulesOf).find((each) => each.cssText.includes(FONT));
  const address = /url\("?([^")]+)"?\)/.exec(rule?.cssText ?? "")?.[1];
  if (!rule || !address) return "";
  try {
    const answer = await fetch(new URL(address, rule.parentStyleSheet?.href ?? location.href));
    const source = await dataAddress(await answer.blob());
    return `@font-face { font-family: "${FONT}"; font-style: normal; src: url("${source}") }`;
  } catch {
    return "";
  }
}

/** @param {CSSStyleSheet} sheet */
function rulesOf(sheet) {
  try {
    return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule);
  } catch {
    return []; // a style sheet of another host
  }
}

/** @param {Blob} blob */
function dataAddress(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** @param {number} width @param {number} height */
const canvas = (width, height) => element("canvas", { width, height });

/** @param {HTMLCanvasElement} sheet @param {CanvasRenderingContext2DSettings} [settings] */
const pen = (sheet, settings) => /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d", settings));
