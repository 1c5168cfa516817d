/** Copies a link to what a figure shows. */
import { word } from "../stepping/words.js";
import { address, adopt, onChange } from "./addresses.js";
import { copy } from "./clipboard.js";
import { element } from "./element.js";

/** @typedef {import("./place.js").Place} Place */

/** @param {Place} place @param {HTMLElement} panel */
function open(place, panel) {
  const field = element("input", { type: "text", readOnly: true, className: "bp-link" });
  const label = element("label", { textContent: word("share_label") }, field);
  const button = element("button", { type: "button", textContent: word("share_copy") });
  const write = () => void (field.value = address(place.stepper));
  button.addEventListener("click", () => copyLink(place, field));
  field.addEventListener("focus", () => field.select());
  onChange(place.figure, write, { signal: place.closing.signal });
  panel.append(element("div", { className: "bp-share" }, label, button));
  write();
  copyLink(place, field);
}

/** @param {Place} place @param {HTMLInputElement} field */
async function copyLink(place, field) {
  const { signal } = place.closing;
  const done = await copy(field.value);
  if (signal.aborted) return;
  adopt(place.figure, field.value);
  if (!done) field.focus();
  const text = word(done ? "share_copied" : "share_select");
  place.tell(text);
  place.say(text);
}

/** @type {import("./place.js").Tool} */
export const share = { name: "share", order: 50, open };
