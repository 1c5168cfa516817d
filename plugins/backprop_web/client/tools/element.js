/** Elements made by scripts. */
import { word } from "../stepping/words.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with properties; ARIA attributes go by their property names.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name @param {Record<string, unknown>} [properties] @param {(Node | string)[]} children
 */
export function element(name, { dataset, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  Object.assign(made.dataset, dataset);
  made.append(...children);
  return made;
}

/**
 * A button that does something, unless whoever it stands in hears that it was pressed.
 * @param {string} text @param {(() => void) | null} act @param {Record<string, unknown>} [properties]
 */
export function button(text, act, properties) {
  const made = element("button", { type: "button", textContent: text, ...properties });
  if (act) made.addEventListener("click", () => act());
  return made;
}

/** The name of a part of a figure, which no other figure of the page has. @param {Element} figure @param {string} key */
export const called = (figure, key) => `${word(key)}: ${figure.querySelector("figcaption")?.textContent ?? figure.id}`;

/**
 * An element of a drawing.
 * @template {keyof SVGElementTagNameMap} N @param {N} name @param {Record<string, unknown>} [attributes]
 */
export function drawn(name, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** The element that a `<use>` draws. @param {Element} use */
export const referred = (use) => document.getElementById((use.getAttribute("xlink:href") ?? "").slice(1));
