/**
 * What is too wide scrolls in a frame of its own, to which the keyboard must come. The build, which knows no window,
 * makes most a stop of the keyboard; here each is one only while there is something to scroll. Formulas and the like
 * seldom have, and are none until then.
 */
const FRAMES = ".bp-frame[tabindex], .bp-program, .bp-display, .bp-scroll";
const TEXTS = ":is(.bp-formula:not(.bp-scroll), .bp-grids, .bp-made p, .bp-samples, .bp-given > li, .bp-before > li)";
/** Those of steps out of sight wait until they come there. */
const PARTS = `${FRAMES}, ${TEXTS}:not([hidden] *)`;

/** @type {ResizeObserver | undefined} */
let sizes;
/** That a drawing scrolls, as the build says it of each that might. @type {WeakMap<Element, string | null>} */
const told = new WeakMap();

/** Watch the frames in a part of the page; once more where what is in them was replaced. @param {ParentNode} part */
export function watch(part) {
  sizes ??= new ResizeObserver((seen) => seen.forEach(({ target }) => fit(/** @type {HTMLElement} */ (target))));
  for (const each of part.querySelectorAll(PARTS)) sizes.observe(each);
}

/** @param {HTMLElement} frame */
function fit(frame) {
  const text = frame.matches(TEXTS);
  const across = frame.scrollWidth - frame.clientWidth;
  // Of a text, what stands out below is not scrolled to, but cut off.
  const way = text ? across : Math.max(across, frame.scrollHeight - frame.clientHeight);
  if (frame.matches(".bp-frame")) {
    if (!told.has(frame)) told.set(frame, frame.ariaLabel);
    frame.ariaLabel = across > 1 ? (told.get(frame) ?? null) : null;
  }
  // A part of a pixel is no way to go.
  if (way > 1) frame.tabIndex = 0;
  else if (!text) frame.tabIndex = -1;
  else frame.removeAttribute("tabindex");
}
