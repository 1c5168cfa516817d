/**
 * Drawings out of sight wait in templates, where a browser works no style out and makes no copies for `<use>`, of which
 * a long figure has tens of thousands: those of the steps after the first, and the parts that drawings share, until one
 * is shown that refers to them. They are packed by early.js.
 */

/** Have a step drawn. @param {Element} step */
export function unpack(step) {
  const template = step.querySelector("template");
  template?.replaceWith(template.content);
  bring(step, step.closest(".bp-figure")?.querySelector("template"));
}

/** Bring the parts that something is drawn with. @param {Element} drawn @param {HTMLTemplateElement | null} [parts] */
function bring(drawn, parts) {
  for (const use of drawn.querySelectorAll("use")) {
    const part = parts?.content.getElementById((use.getAttribute("xlink:href") ?? "").slice(1));
    if (!part) continue;
    parts?.before(part);
    bring(part, parts);
  }
}
