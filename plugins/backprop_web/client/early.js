// @ts-check
/**
 * Runs before the page's content is painted. The class `bp-js` shows one step of each figure, so
 * that nothing moves when stepper.js arrives; where a script is missing, all steps come back.
 */
(() => {
  const root = document.documentElement;
  const backprop = (window["backprop"] ??= {});
  root.classList.add("bp-js");
  if (backprop.watched) return;
  backprop.watched = true;

  const check = () => {
    if (document.readyState === "loading") return;
    root.classList.toggle("bp-js", "stepper" in backprop);
    root.classList.toggle("bp-no-live", !("live" in backprop));
  };
  document.addEventListener("DOMContentLoaded", check);
  // Instant navigation has no DOMContentLoaded, but a missing script fires `error`.
  addEventListener("error", check, true);
})();
