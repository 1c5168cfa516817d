// @ts-check
/**
 * What makes the fields of a figure handy. The arrow keys change a number, and so does dragging its label
 * sideways. One that is too long for its field is shown rounded; the field keeps all of it.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.fields || !backprop.numbers) return;

  const { word } = backprop;
  const { read, written } = backprop.numbers;
  const KEY_STEPS = { ArrowUp: 0.1, ArrowDown: -0.1, PageUp: 1, PageDown: -1 };
  /** More do not fit where a longer number does not. */
  const MOST_DIGITS = 8;
  /** What a pixel of dragging adds. */
  const PIXEL_STEP = 0.01;
  const LEAST_DRAG = 3;
  const known = new WeakSet();

  function take({ figure, live }) {
    if (!live || known.has(figure)) return;
    known.add(figure);
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        for (const input of live.inputs) if (input !== document.activeElement) shorten(input);
      });
    };
    new ResizeObserver(later).observe(live.form);
    for (const type of ["input", "change", "focusout"]) live.form.addEventListener(type, later);
    figure.addEventListener("bp-values", later);
    live.form.addEventListener("keydown", (event) => turn(live, event));
    live.form.addEventListener("pointerdown", (press) => drag(live, press));
  }

  function turn(live, event) {
    const { target, key, shiftKey } = event;
    const step = target.name && KEY_STEPS[key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(live, target, live.values[target.name], shiftKey ? step / 10 : step);
  }

  function drag(live, press) {
    const label = press.target.closest("label");
    if (!label || press.button) return;
    const from = live.values[label.control.name];
    let dragged = false;
    label.setPointerCapture(press.pointerId);
    label.onpointermove = (moved) => {
      const distance = Math.round(moved.clientX - press.clientX);
      dragged ||= Math.abs(distance) >= LEAST_DRAG;
      if (!dragged || !label.hasPointerCapture(moved.pointerId)) return;
      move(live, label.control, from, distance * PIXEL_STEP);
    };
    label.onclick = (click) => {
      if (dragged) click.preventDefault();
    };
  }

  /** Change a number from where it was; 0.1 + 0.2 is 0.3 here. */
  function move(live, input, from, distance) {
    input.value = written(Number((from + distance).toFixed(10)));
    live.stepper.say(word("field_is", { field: input.ariaLabel, value: input.value }));
    live.edit(input);
  }

  /** The style sheet shows what stands at the label in the place of the field's text, which stays whole. */
  function shorten(input) {
    const full = input.value;
    const value = read(full);
    // No label is there where the page is being taken away.
    const { dataset } = input.labels[0] ?? input;
    delete dataset.short;
    input.removeAttribute("title");
    const fits = () => input.scrollWidth <= input.clientWidth;
    if (fits() || !Number.isFinite(value)) return;
    for (let digits = MOST_DIGITS; digits && !fits(); digits--) input.value = rounded(value, digits);
    dataset.short = input.value;
    input.title = input.value = full;
  }

  /** The number to so many digits, with or without a power of ten, whichever is shorter. */
  function rounded(value, digits) {
    const number = Number(value.toPrecision(digits));
    const [plain, power] = [String(number), number.toExponential().replace("+", "")];
    return written(power.length < plain.length ? power : plain);
  }

  /**
   * When WebKit brings back a page that it had kept, it resets the forms that are not to be completed; so these are
   * for as long as the page is away.
   */
  function complete({ type, persisted }) {
    const autocomplete = type === "pagehide" ? "on" : "off";
    if (persisted) backprop.stepper?.each(({ live }) => live && Object.assign(live.form, { autocomplete }));
  }

  for (const type of ["pagehide", "pageshow"]) addEventListener(type, complete);
  const refresh = () => backprop.stepper?.each(take);
  backprop.fields = { refresh };
  refresh();
  // Material for MkDocs announces each page here, also after instant navigation.
  window["document$"]?.subscribe(refresh);
})();
