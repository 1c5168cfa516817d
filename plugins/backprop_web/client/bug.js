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
  const fits = ({ figure }) => figure.querySelectorAll(":scope > .bp-table thead th").length > 3;

  function turn(place, on) {
    const { stepper, figure } = place;
    stepper.say(word(on ? "bug_on" : "bug_off"), true);
    if (!on) return stepper.live.telling === BUG && stepper.live.retell({});
    stepper.live.retell(BUG);
    const restored = () => {
      if (stepper.live.telling === BUG) return;
      figure.removeEventListener("bp-values", restored);
      place.turn(tool, false);
    };
    figure.addEventListener("bp-values", restored);
  }

  const tool = { name: "bug", order: 40, engine: true, pressed: true, fits, turn };
  add(tool);
})();
