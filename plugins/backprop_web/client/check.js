// @ts-check
/** Puts two estimates beside the derivative of the step in sight, which know no chain rule. */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (!backprop.tools) return;

  const { add, element } = backprop.tools;
  /** Milliseconds without a step or a changed number before a check is asked for. */
  const PAUSE = 150;

  function open(place, panel) {
    const sentence = element("p", { className: "bp-check" });
    const table = element("div", { className: "bp-scroll", tabIndex: 0, role: "group", hidden: true });
    table.ariaLabel = place.button("check").textContent;
    panel.append(sentence, table);
    let timer = 0;
    let turn = 0;

    async function check() {
      const mine = ++turn;
      const step = place.stepper.index;
      const answer = await place.ask(step ? { call: "check", step } : { call: "check", step: 1 });
      if (!answer || mine !== turn) return;
      sentence.textContent = answer.sentence;
      table.innerHTML = answer.table;
      table.firstElementChild?.classList.add("bp-numbers");
      table.hidden = !answer.table;
      place.say(answer.sentence);
    }

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(check, PAUSE);
    };
    const { signal } = place.closing;
    for (const type of ["bp-step", "bp-values"]) place.figure.addEventListener(type, later, { signal });
    signal.addEventListener("abort", () => clearTimeout(timer));
    check();
  }

  add({ name: "check", order: 30, engine: true, open });
})();
