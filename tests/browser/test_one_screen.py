"""At every step of every figure the button pressed, the cells in play and the formula are in the window at once, and
their letters can be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.book import STEPPED
from tests.support.gates import FEW, some
from tests.support.pages import Pages, drawn
from tests.support.reader import Visitor
from tests.support.server import Server

WINDOWS = ((1440, 900), (1280, 720), (1024, 768), (768, 1024), (390, 844), (360, 640))

# What of the figure with which the site begins stands in the first window of a desk, beside its drawing and its log.
FIRST = (".bp-first figcaption", ".bp-first .bp-stage", ".bp-first .bp-tools")

# Pixels of the smallest letters that a step may have in the cells that it is about; and in a window with too little
# room for that, as many as it has.
LEGIBLE = 12
# There steps are about three or four matrices at once.
NO_ROOM = {("layer-with-more", (360, 640)): 10.2, ("in-rows", (360, 640)): 10.2, ("in-columns", (360, 640)): 11.7}

# What several steps draw alike stands elsewhere in the page, where it has no place that could be measured: give each
# step a copy, before any is in sight and laid out. A copy with the same name would have the browser draw all anew that
# refers to it. With drawings as they are, tests/browser/test_roam.py steps through three pages.
COPY = """() => {
  // As on paper, all steps are drawn.
  dispatchEvent(new Event("beforeprint"));
  dispatchEvent(new Event("afterprint"));
  for (const step of document.querySelectorAll("main .bp-step")) {
    for (let use; (use = step.querySelector("use")); ) {
      const copy = document.getElementById(use.getAttribute("xlink:href").slice(1)).cloneNode(true);
      copy.removeAttribute("id");
      use.replaceWith(copy);
    }
  }
}"""

# From the top of the page step through every figure as a reader does, with its buttons, and name for each step what is
# out of sight, and how large its smallest letters are, in cells that a lens shows larger there.
WALK = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  const inside = (box, { left, top, right, bottom }) =>
    box.left >= left - 1 && box.top >= top - 1 && box.right <= right + 1 && box.bottom <= bottom + 1;
  const screen = { left: 0, top: header, right: document.documentElement.clientWidth, bottom: innerHeight };
  const found = {};
  for (const figure of document.querySelectorAll("main .bp-figure")) {
    const press = (action) => {
      const button = figure.querySelector(`.bp-controls [data-action=${action}]`);
      button.click();
      return button;
    };
    if (!figure.querySelector(".bp-step").matches(".is-current")) press("reset");
    scrollTo(0, 0);
    // The cameras see what room they have.
    await frame();
    await frame();
    const last = Number(figure.querySelector(".bp-controls [type=range]").max);
    found[figure.id] = [];
    for (let index = 1; index <= last; index++) {
      const button = press(index <= Number(figure.dataset.forward) ? "forward" : "backward");
      // The first press brings the stage into the window; after it, only what is measured need be laid out.
      if (index === 1) await frame();
      const step = figure.querySelector(".bp-step.is-current");
      const room = step.querySelector(".bp-drawing").getBoundingClientRect();
      const cells = [...step.querySelectorAll(".bp-drawing :is(.nf, .nb, .r, .a, .l):is(g.c, g.p, g.k)")];
      // What is seen larger stands for what it lies over, and no two such cells lie on one another.
      const lens = step.querySelector(".bp-lens");
      const seen = lens ? cells.filter(cell => lens.contains(cell)) : cells;
      const names = (all) => [...new Set(all.map(({ dataset }) => dataset.n))].sort().join(" ");
      const letters = seen.flatMap(cell => [...cell.querySelectorAll("text, tspan")]).map(text => {
        const { a, b, c, d } = text.getScreenCTM();
        return parseFloat(getComputedStyle(text).fontSize) * Math.sqrt(Math.abs(a * d - b * c));
      });
      const grounds = lens ? seen.map(cell => cell.querySelector("rect").getBoundingClientRect()) : [];
      const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.5;
      const labels = [...step.querySelectorAll(".bp-drawing g.p")];
      const overview = figure.querySelector(".bp-overview")?.getBoundingClientRect() ?? { width: 0 };
      const covers = (cell) => {
        const { left, top, right, bottom } = cell.getBoundingClientRect();
        return right > overview.left && left < overview.right && bottom > overview.top && top < overview.bottom;
      };
      const log = figure.querySelector(".bp-steps").getBoundingClientRect();
      // A frame of a plot has a sentence instead.
      const formula = step.querySelector(".bp-formula, .bp-sentence").getBoundingClientRect();
      const problems = [
        [button.getBoundingClientRect(), screen, "button"],
        ...cells.flatMap(cell => {
          const box = cell.getBoundingClientRect();
          return [[box, screen, "cell"], [box, room, "cell"]];
        }),
        [formula, screen, "formula"],
        [formula, { ...screen, top: log.top, bottom: log.bottom }, "formula"],
      ].flatMap(([box, around, what]) => inside(box, around) ? [] : [what]);
      if (step.querySelector(".bp-drawing use")) problems.push("what stands elsewhere");
      if (names(seen) !== names(cells)) problems.push("what is larger");
      const later = (one, i) => grounds.slice(i + 1).some(other => meet(one, other));
      if (grounds.some(later)) problems.push("what it covers");
      if (overview.width && [...cells, ...labels].some(covers)) problems.push("what the overview covers");
      const drawn = (name) => [...(lens ?? step).querySelectorAll(`${lens ? "" : ".bp-drawing "}${name}`)]
        .map(each => each.getBoundingClientRect());
      const heads = drawn("path.h");
      if (drawn("g.o > rect").some(sign => heads.some(head => meet(sign, head)))) problems.push("what a sign covers");
      const line = ".bp-title, .bp-text > .bp-formula mtr, summary";
      const cut = (part) => {
        const { top, bottom } = part.getBoundingClientRect();
        return top < log.top - 2 && bottom > log.top + 2;
      };
      // Only in a step that is cut itself: to seek lines in all took a tenth of the time of a step.
      const steps = [...figure.querySelector(".bp-steps").children].filter(each => !each.hidden && cut(each));
      if (steps.some(each => [...each.querySelectorAll(line)].some(cut))) problems.push("a whole line of the log");
      found[figure.id].push([[...new Set(problems)].join(" and "), Math.min(1000, ...letters)]);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("address", some(STEPPED, FEW))
def test_a_step_is_seen_whole(
    visitor: Visitor, published: Server, measured: Callable[[str], None], address: str
) -> None:
    """Nothing has to be scrolled, from the first press on a button to the last, in any window; letters have twelve
    pixels, no sign lies on an arrowhead, and the log begins with a whole line."""
    tab = visitor(published.url + address)
    drawn(tab).evaluate(COPY)
    table: dict[str, list[str]] = {}
    missed = []
    small = []
    for window in WINDOWS:
        width, height = window
        tab.set_viewport_size({"width": width, "height": height})
        walked: dict[str, list[tuple[str, float]]] = tab.evaluate(WALK)
        for figure, steps in walked.items():
            assert len(steps) == tab.locator(f"#{figure} .bp-step").count() - 1 > 0
            seen = sum(not what for what, _ in steps)
            legible = sum(letters > LEGIBLE - 0.01 for _, letters in steps)
            least = min(letters for _, letters in steps)
            table.setdefault(figure, []).append(
                f"{width}×{height} {seen}/{len(steps)}, legible {legible}/{len(steps)}"
                + (f" ≥ {least:.1f} px" if least < 1000 else "")
            )
            missed += [(width, height, figure, step, what) for step, (what, _) in enumerate(steps, 1) if what]
            if least < NO_ROOM.get((figure, window), LEGIBLE) - 0.01:
                small.append((width, height, figure, least))
    for figure, cells in table.items():
        measured(f"steps seen whole, {address}#{figure}: {', '.join(cells)}")
    assert table
    assert missed == []
    assert small == []


def test_the_site_begins_with_a_whole_figure(page: Pages, served: Server) -> None:
    """On a desk nothing has to be scrolled from the title of the site to the tools of its first figure, and on a phone
    nothing to the end of its drawing."""
    tab = page()
    tab.goto(served.url)
    for width, height in WINDOWS[:2]:
        tab.set_viewport_size({"width": width, "height": height})
        for part in ("h1", *FIRST):
            expect(tab.locator(part)).to_be_in_viewport(ratio=1)
    for width, height in WINDOWS[-2:]:
        tab.set_viewport_size({"width": width, "height": height})
        for part in ("h1", FIRST[0], ".bp-first .bp-controls", ".bp-first .is-current .bp-drawing"):
            expect(tab.locator(part)).to_be_in_viewport(ratio=1)
