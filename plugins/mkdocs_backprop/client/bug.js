// @ts-check
/**
 * A switch for the bug of overwriting where gradients meet: while it is on, the engine steps through
 * the figure as a program with that bug would. Offered only where this changes a gradient.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (!backprop.tools) return;

  const { word } = backprop;
  const { add, element } = backprop.tools;
  const BUG = { bug: "overwrite" };

  /** Its table then has a column for what overwriting gives. */
  const fits = ({ figure }) => figure.querySelectorAll(".bp-table thead th").length > 3;

  function open(place, panel) {
    const { live } = place.stepper;
    panel.append(element("p", { textContent: word("bug_on") }));
    place.say(word("bug_on"));
    live.retell(BUG);
    const restored = () => live.telling !== BUG && place.close();
    place.figure.addEventListener("bp-values", restored, { signal: place.closing.signal });
  }

  function close(place) {
    const { live } = place.stepper;
    if (live.telling === BUG) live.retell({});
    place.say(word("bug_off"));
  }

  add({ name: "bug", order: 60, engine: true, pressed: true, fits, open, close });
})();
