// @ts-check
/**
 * Lights up the line of a figure's program that made what the current step is about, and more faintly those
 * that called the function around it. Each step says in its text which lines these are.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.program || !backprop.stepper) return;

  const known = new WeakSet();

  function take(stepper) {
    const { figure } = stepper;
    if (known.has(figure) || !figure.querySelector(".bp-program")) return;
    known.add(figure);
    figure.addEventListener("bp-step", () => show(stepper));
    show(stepper);
  }

  function show({ figure, steps, index }) {
    /** @type {HTMLElement} */
    const program = figure.querySelector(".bp-program");
    const step = steps[index];
    const [now, ...calling] = (step.querySelector(".bp-made")?.dataset.lines ?? "").split(" ").map(Number).reverse();
    program.dataset.phase = step.dataset.phase;
    [...program.children].forEach((line, place) => {
      line.classList.toggle("is-now", place + 1 === now);
      line.classList.toggle("is-calling", place + 1 !== now && calling.includes(place + 1));
    });
    bring(program, /** @type {HTMLElement | null} */ (program.children[now - 1]));
  }

  /** Scroll the program alone, and only where the line is out of sight. */
  function bring(program, line) {
    if (!line) return;
    const above = line.offsetTop - program.scrollTop;
    const below = above + line.offsetHeight - program.clientHeight;
    if (above < 0 || below > 0) program.scrollTop = line.offsetTop - (program.clientHeight - line.offsetHeight) / 2;
  }

  const refresh = () => backprop.stepper.each(take);
  backprop.program = { refresh };
  refresh();
  window["document$"]?.subscribe(refresh);
})();
