/**
 * What is too wide scrolls in a frame of its own, to which the keyboard must come. The build, which knows no window,
 * makes each a stop of the keyboard; here it is one only while there is something to scroll.
 */
const FRAMES = ".bp-frame[tabindex], .bp-program, .bp-display, .bp-scroll";

/** @type {ResizeObserver | undefined} */
let sizes;

/** Watch the frames in a part of the page; once more where what is in them was replaced. @param {ParentNode} part */
export function watch(part) {
  sizes ??= new ResizeObserver((seen) => seen.forEach(({ target }) => fit(/** @type {HTMLElement} */ (target))));
  for (const each of part.querySelectorAll(FRAMES)) sizes.observe(each);
}

/** @param {HTMLElement} frame */
function fit(frame) {
  const { clientWidth, clientHeight, scrollWidth, scrollHeight } = frame;
  // A part of a pixel is no way to go.
  frame.tabIndex = Math.max(scrollWidth - clientWidth, scrollHeight - clientHeight) > 1 ? 0 : -1;
}
