/** What waits until a reader comes near it. */

/** Pixels around the window. */
const NEAR = "300px";

/** Once one of these comes near the window. @param {Element[]} parts @param {() => void} act */
export function whenNear(parts, act) {
  const near = new IntersectionObserver(
    // A page that is busy while it scrolls is told of both at once: that a part was far, and that it is near.
    (told) => {
      if (!told.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      act();
    },
    { rootMargin: NEAR },
  );
  for (const part of parts) near.observe(part);
}
