// @ts-check
/**
 * A step's drawing as a picture that stands alone: what it refers to in the page is put in, what the
 * page's style sheet says of it is written on it, and its ground has the page's colour.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.picture) return;

  const SVG = "http://www.w3.org/2000/svg";
  const SCALE = 2;
  const FONT = "STIX Two Math";
  const SHAPES = "path, rect, text, tspan";
  const COLOURS = ["fill", "stroke"];
  const LINES = ["stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "paint-order"];
  const LETTERS = ["font-family", "font-size", "font-style", "font-weight", "text-anchor"];
  const BOX = ["x", "y", "width", "height", "rx"];

  /** The drawing as the text of an SVG file. @param {SVGSVGElement} drawing @param {string} [style] */
  function svg(drawing, style = "") {
    const { width, height } = drawing.viewBox.baseVal;
    const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
    for (const use of copy.querySelectorAll("use")) use.replaceWith(whole(use));
    for (const ring of copy.querySelectorAll(".bp-ring")) ring.remove();
    measured(copy, drawing, () => copy.querySelectorAll(SHAPES).forEach(dress));
    const title = make("title", {});
    title.textContent = drawing.getAttribute("aria-label") ?? "";
    const ground = make("rect", { width: "100%", height: "100%", fill: ink(drawing, "--bp-surface") });
    const styled = style ? [Object.assign(make("style", {}), { textContent: style })] : [];
    copy.prepend(title, ...styled, ground);
    for (const name of ["style", "aria-label"]) copy.removeAttribute(name);
    for (const [name, value] of Object.entries({ xmlns: SVG, width, height })) copy.setAttribute(name, String(value));
    for (const element of copy.querySelectorAll("[class]")) element.removeAttribute("class");
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
  }

  /** What a reference draws, with what that refers to in turn. */
  function whole(use) {
    const part = document.getElementById(use.getAttribute("xlink:href").slice(1));
    const copy = /** @type {Element} */ (part?.cloneNode(true) ?? make("g", {}));
    copy.removeAttribute("id");
    for (const inner of copy.querySelectorAll("use")) inner.replaceWith(whole(inner));
    return copy;
  }

  /** Do something while the copy stands, unseen, where the page's rules apply to it. */
  function measured(copy, drawing, act) {
    const place = document.createElement("div");
    place.className = "bp-drawing";
    place.style.cssText = "position: absolute; visibility: hidden; pointer-events: none";
    place.append(copy);
    drawing.closest(".bp-figure").append(place);
    act();
    place.remove();
  }

  /** Write what the style sheet says of a shape as its attributes. */
  function dress(shape) {
    const computed = getComputedStyle(shape);
    const write = (name, value) => shape.setAttribute(name, value);
    for (const name of COLOURS) write(name, computed[name] === "none" ? "none" : rgb(computed[name]));
    const lined = computed.stroke !== "none";
    if (lined) for (const name of LINES) write(name, computed.getPropertyValue(name).replaceAll("px", ""));
    // Material names a font "_" where the site chose none.
    const value = (name) => computed.getPropertyValue(name).replaceAll("px", "").replace(/^_, /, "");
    if (/^t(ext|span)$/.test(shape.localName)) for (const name of LETTERS) write(name, value(name));
    if (shape.localName === "rect") for (const name of BOX) write(name, value(name));
  }

  const ink = (element, name) => {
    const probe = document.createElement("i");
    probe.style.color = `var(${name})`;
    element.parentElement.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return rgb(color);
  };

  /** @type {Map<string, string>} */
  const colours = new Map();
  let brush;

  /** Any colour of a style sheet as #rrggbb, which every program reads. */
  function rgb(colour) {
    if (colours.has(colour)) return colours.get(colour);
    brush ??= canvas(1, 1).getContext("2d", { willReadFrequently: true });
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const parts = [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
    const written = `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    colours.set(colour, written);
    return written;
  }

  /** The drawing as the bytes of a PNG file. @returns {Promise<Blob>} */
  async function png(drawing) {
    const { width, height } = drawing.viewBox.baseVal;
    const image = new Image(width * SCALE, height * SCALE);
    // In the address itself, which the strictest policy of such pages allows.
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg(drawing, await fontFace()))}`;
    await image.decode();
    const sheet = canvas(width * SCALE, height * SCALE);
    sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
    return new Promise((resolve, reject) => {
      sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png"))), "image/png");
    });
  }

  /** The page's font for formulas as a rule with its bytes: an image loads nothing by itself. */
  async function fontFace() {
    const rule = [...document.styleSheets].flatMap(rulesOf).find((each) => each.cssText.includes(FONT));
    const address = /url\("?([^")]+)"?\)/.exec(rule?.cssText ?? "")?.[1];
    if (!address) return "";
    try {
      const answer = await fetch(new URL(address, rule.parentStyleSheet.href ?? location.href));
      const source = await dataAddress(await answer.blob());
      return `@font-face { font-family: "${FONT}"; font-style: normal; src: url("${source}") }`;
    } catch {
      return "";
    }
  }

  function rulesOf(sheet) {
    try {
      return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule);
    } catch {
      return []; // a style sheet of another host
    }
  }

  function dataAddress(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
  }

  const canvas = (width, height) => Object.assign(document.createElement("canvas"), { width, height });

  function make(name, attributes) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  backprop.picture = { svg, png };
})();
