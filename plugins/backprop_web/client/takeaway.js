// @ts-check
/**
 * Takes parts of a figure away: the step's formula as TeX, its drawing as SVG or PNG, all numbers as
 * CSV, the whole as a program. Only TeX and programs need the engine.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.takeaway || !backprop.tools) return;

  const { word, links, picture, share, shown } = backprop;
  const { element } = backprop.tools;
  /** What a spreadsheet would take for a formula. */
  const RISKY = /^[=+\-@\t\r]/;
  const NUMBER = /^-?\d+(\.\d+)?(e-?\d+)?$/;

  /** All values and derivatives with the digits of the figure's table, as RFC 4180 wants it. */
  function csv({ figure }) {
    const { mode, by } = JSON.parse(figure.dataset.specification);
    const derivative = mode === "forward" ? `derivative_by_${by}` : "gradient";
    const rows = [...figure.querySelectorAll(":scope > .bp-table tbody tr")].map(({ children: [head, ...cells] }) => [
      engineName(head.querySelector("math").firstElementChild),
      ...cells.map((cell) => shown.programmed(cell.textContent)),
    ]);
    const heads = ["name", "value", derivative, "overwritten"].slice(0, rows[0]?.length);
    return [heads, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
  }

  /** The name that values and programs use: w11, w2_13, yhat, u_xx. */
  function engineName(symbol) {
    const [, letter, layer, index] = /^(.*?)(?:\((\d+)\))?_([^_]*)$/.exec(links.writtenName(symbol));
    const base = letter === "ŷ" ? "yhat" : letter;
    const rest = index.replaceAll(",", "_");
    if (layer) return `${base}${layer}_${rest}`;
    return /^[a-z]+$/.test(rest) && rest !== "o" ? `${base}_${rest}` : `${base}${rest}`;
  }

  function field(text) {
    const safe = RISKY.test(text) && !NUMBER.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  const drawn = ({ steps, index }) => steps[index].querySelector(".bp-drawing svg");
  const stepName = ({ figure, index }) => `${figure.id}-step-${index}`;

  /**
   * `make` gives a text or bytes to save, `ask` what the engine is asked for; its text is shown and
   * copied, and can be saved too.
   */
  const KINDS = [
    { group: "formula", name: "tex", ask: "tex", file: (stepper) => `${stepName(stepper)}.tex` },
    { group: "drawing", name: "svg", type: "image/svg+xml", make: (stepper) => picture.svg(drawn(stepper)) },
    { group: "drawing", name: "png", type: "image/png", make: (stepper) => picture.png(drawn(stepper)) },
    { group: "numbers", name: "csv", type: "text/csv", make: csv },
    ...["numpy", "jax", "pytorch"].map((name) => ({
      group: "program",
      name,
      ask: name,
      file: ({ figure }) => `${figure.id}-${name}.py`,
    })),
  ];

  /** @param {any} place @param {HTMLElement} panel */
  function open(place, panel) {
    const live = backprop.engine && place.stepper.live;
    const kinds = KINDS.filter(({ ask }) => live || !ask);
    const groups = [...new Set(kinds.map(({ group }) => group))].map((group) => {
      const buttons = kinds.filter((kind) => kind.group === group).map((kind) => buttonFor(place, kind));
      const name = word(`take_${group}`);
      return element("div", { className: "bp-kinds", role: "group", ariaLabel: name }, element("span", {}, name), ...buttons);
    });
    panel.append(element("div", { className: "bp-takeaway" }, ...groups));
  }

  function buttonFor(place, kind) {
    const button = element("button", { type: "button", textContent: word(`take_${kind.name}`) });
    button.dataset.kind = kind.name;
    button.addEventListener("click", () => (kind.ask ? fetchText(place, kind) : keep(place, kind)));
    return button;
  }

  /** Save a drawing or the numbers; says so, or that the browser cannot. */
  async function keep(place, { make, name, type }) {
    const file = `${stepName(place.stepper)}.${name}`;
    clearText(place);
    place.tell("");
    try {
      save(file, new Blob([await make(place.stepper)], { type }));
    } catch {
      return tell(place, word("take_failed", { file }), true);
    }
    tell(place, word("take_saved", { file }));
  }

  /** Have the engine write a text, show it and copy it. */
  async function fetchText(place, { ask, name, file }) {
    const { stepper } = place;
    const step = stepper.index;
    const saved = file(stepper);
    clearText(place);
    const answer = await place.ask({ call: "takeaway", what: ask, step });
    if (!answer) return;
    const copied = await share.copy(answer.text);
    if (place.closing.signal.aborted) return;
    const area = showText(place, answer.text, word(`take_${name}`), saved);
    if (!copied) area.select();
    tell(place, word(copied ? "take_copied" : "take_select"));
  }

  function showText({ panel }, text, name, file) {
    const area = element("textarea", { readOnly: true, value: text, ariaLabel: name, spellcheck: false });
    area.rows = Math.min(12, text.split("\n").length);
    const button = element("button", { type: "button", textContent: word("take_save", { file }) });
    button.addEventListener("click", () => save(file, new Blob([text], { type: "text/plain" })));
    clearText({ panel });
    panel.append(element("div", { className: "bp-taken" }, area, button));
    return area;
  }

  const clearText = ({ panel }) => panel.querySelector(".bp-taken")?.remove();

  function tell(place, text, problem = false) {
    if (place.closing.signal.aborted) return;
    place.tell(text, problem);
    if (!problem) place.say(text);
  }

  /** @param {string} name @param {Blob} blob */
  function save(name, blob) {
    const link = element("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    // Not at once: some browsers read the bytes later.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  backprop.takeaway = { csv };
  backprop.tools.add({ name: "takeaway", order: 60, open });
})();
