/**
 * Beside the frame of a figure in a notebook. On paper a frame is cut at its height, so there the figure is laid out once
 * more in the notebook itself: as without scripts, in a shadow tree, where neither styles nor ids meet those outside.
 */
const FRAME = "bp-framed";
const TAKEN = "bp-printed";
/** Stands for the root element, which a shadow tree has none of. */
const ROOT = "bp-root";
const STYLE = `
@media not print { :host { display: none } }
.${ROOT} { color-scheme: light; background: #fff; color: #000; font-family: system-ui, sans-serif }`;

/** @param {HTMLLinkElement} link @returns {string} the style sheet, which its address holds */
function sheet({ href }) {
  const bytes = Uint8Array.from(atob(href.slice(href.indexOf(",") + 1)), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/** @template {keyof HTMLElementTagNameMap} N @param {N} name @param {string} className @param {string} textContent */
const element = (name, className, textContent = "") =>
  Object.assign(document.createElement(name), { className, textContent });

/** What no shadow tree can say: fonts, which are ready before paper asks for them, and that frames are not printed. */
function prepare(/** @type {string} */ styles) {
  const fonts = styles.match(/@font-face\s*\{[^}]*\}/g) ?? [];
  const style = element("style", TAKEN, `${fonts.join("\n")} @media print { .${FRAME} { display: none } }`);
  document.head.append(style);
  for (const rule of style.sheet?.cssRules ?? [])
    if (rule instanceof CSSFontFaceRule) document.fonts.load(`1em ${rule.style.fontFamily}`);
}

/** @param {HTMLIFrameElement} frame */
function lay(frame) {
  const page = new DOMParser().parseFromString(frame.srcdoc, "text/html");
  const links = /** @type {NodeListOf<HTMLLinkElement>} */ (page.querySelectorAll("link[rel=stylesheet]"));
  const styles = Array.from(links, sheet).join("\n");
  if (!document.querySelector(`style.${TAKEN}`)) prepare(styles);
  const root = element("div", ROOT);
  root.append(...page.querySelectorAll("figure"));
  const copy = element("div", TAKEN);
  copy.attachShadow({ mode: "open" }).append(element("style", "", styles.replaceAll(":root", `.${ROOT}`) + STYLE), root);
  frame.after(copy);
}

// Each cell brings this script along.
for (const frame of /** @type {NodeListOf<HTMLIFrameElement>} */ (document.querySelectorAll(`iframe.${FRAME}`)))
  if (!frame.nextElementSibling?.classList.contains(TAKEN)) lay(frame);
