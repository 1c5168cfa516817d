// @ts-check
/**
 * Keeps what a reader made of each figure (step, numbers, switch) as long as the tab is open: after a
 * reload, and on the way Back or Forward to the page, the figures are as they were. Whoever comes by
 * a link finds the page as it was built, and what an address says of a figure goes before.
 *
 * Each figure has an entry in the storage of the session that holds what a shared address would:
 * `?bp=one-two-one,w11:0.9#one-two-one-step-9`. The address of the page itself is not the place: it
 * can hold one figure of several, and a reload would jump to it. Nor is the state of the history,
 * where Material for MkDocs writes anew whenever the page is scrolled.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.keep || !backprop.share) return;

  const { share, stepper: steppers } = backprop;
  const [arrival] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const known = new WeakSet();
  /** Whether the page that is taken up next was there before. */
  let returning = ["reload", "back_forward"].includes(arrival?.type);
  let page = location.pathname;

  /** Use the storage, which a browser may forbid or declare full: then nothing is kept. */
  function storage(act) {
    try {
      return act(sessionStorage);
    } catch {
      return null;
    }
  }

  function take(stepper) {
    const key = `backprop ${page}#${stepper.figure.id}`;
    const read = () => storage((all) => all.getItem(key));
    const write = () => storage((all) => all.setItem(key, share.state(stepper)));
    const kept = returning && !share.isWrong() && !share.isNamed(stepper.figure) && read();
    if (kept) restore(stepper, kept);
    write();
    for (const type of share.CHANGES) stepper.figure.addEventListener(type, write);
  }

  function restore(stepper, kept) {
    const [query, step] = kept.split("#");
    const { figure, values, bug } = share.read(query);
    if (figure === stepper.figure) share.bring(stepper, values, bug);
    const index = stepper.indexOf(document.getElementById(step));
    if (index >= 0) stepper.show(index);
  }

  function refresh() {
    page = location.pathname;
    steppers.each((stepper) => {
      if (!known.has(stepper.figure)) take(stepper);
      known.add(stepper.figure);
    });
    returning = false;
  }

  // Instant navigation puts the page in afterwards; within a page there is nothing to bring back.
  addEventListener("popstate", () => (returning = location.pathname !== page));
  backprop.keep = { refresh };
  refresh();
  window["document$"]?.subscribe(refresh);
})();
