/** Copies a link to what a figure shows. */
import { manifest, word } from "../stepping/words.js";
import { address, adopt, onChange } from "./addresses.js";
import { copy } from "./clipboard.js";
import { button, element } from "./element.js";

/** @typedef {import("./place.js").Place} Place */

/** Of a frame, until its page says how high it is. */
const HEIGHT = "720";
/** It may run scripts and save what a reader takes away, and reaches nothing of the page around it. */
const FRAME = [
  ["sandbox", "allow-scripts allow-downloads"],
  ["allow", "clipboard-write"],
  ["style", "border: 0"],
];

/** @param {Place} place @param {HTMLElement} panel */
function open(place, panel) {
  const field = element("input", { type: "text", readOnly: true, className: "bp-link" });
  const label = element("label", { textContent: word("share_label") }, field);
  const write = () => void (field.value = address(place.stepper));
  field.addEventListener("focus", () => field.select());
  onChange(place.figure, write, { signal: place.closing.signal });
  panel.append(element("div", { className: "bp-share" }, label, button(word("share_copy"), () => copyLink(place, field))));
  const { embed } = manifest();
  if (embed !== undefined) panel.append(frameRow(place, new URL(`${embed}${place.figure.id}.html`, document.baseURI).href));
  write();
  copyLink(place, field);
}

/** What shows the figure in a page elsewhere. @param {Place} place @param {string} src the figure's own page */
function frameRow(place, src) {
  const title = place.figure.querySelector("figcaption")?.textContent ?? "";
  const frame = element("iframe", { src, title, width: "100%", height: HEIGHT });
  for (const [name, value] of FRAME) frame.setAttribute(name, value);
  const field = element("input", { type: "text", readOnly: true, className: "bp-link", value: frame.outerHTML });
  const copying = button(word("share_copy"), () => copyText(place, field, "share_frame_copied"));
  field.addEventListener("focus", () => field.select());
  return element("div", { className: "bp-share" }, element("label", { textContent: word("share_frame") }, field), copying);
}

/** @param {Place} place @param {HTMLInputElement} field */
async function copyLink(place, field) {
  if (await copyText(place, field, "share_copied")) adopt(place.figure, field.value);
}

/** Copy it and say so; false where the panel was closed meanwhile. @param {Place} place @param {HTMLInputElement} field @param {string} copied */
async function copyText(place, field, copied) {
  const done = await copy(field.value);
  if (place.closing.signal.aborted) return false;
  if (!done) field.focus();
  const text = word(done ? copied : "share_select");
  place.tell(text);
  place.say(text);
  return true;
}

/** @type {import("./place.js").Tool} */
export const share = { name: "share", order: 50, open };
