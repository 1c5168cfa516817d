"""At every step of every figure the button pressed, the cells in play and the formula are in the window at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.book import STEPPED
from tests.support.pages import Pages
from tests.support.server import Server

WINDOWS = ((1440, 900), (1280, 720), (1024, 768), (768, 1024), (390, 844), (360, 640))

# What of the figure with which the site begins stands in the first window of a desk, beside its drawing and its log.
FIRST = (".bp-first figcaption", ".bp-first .bp-stage", ".bp-first .bp-tools")

# From the top of the page step through every figure as a reader does, with its buttons, and name for each step what is
# out of sight.
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
      // What several steps draw alike stands elsewhere in the page, where it has no place. A copy with the same name
      // would have the browser draw all anew that refers to it.
      for (let use; (use = step.querySelector("use")); ) {
        const copy = document.getElementById(use.getAttribute("xlink:href").slice(1)).cloneNode(true);
        copy.removeAttribute("id");
        use.replaceWith(copy);
      }
      const room = step.querySelector(".bp-drawing").getBoundingClientRect();
      const cells = [...step.querySelectorAll(".bp-drawing :is(.nf, .nb, .r, .a, .l):is(g.c, g.p, g.k)")];
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
      if (overview.width && [...cells, ...labels].some(covers)) problems.push("what the overview covers");
      found[figure.id].push([...new Set(problems)].join(" and "));
    }
  }
  return found;
}"""


@pytest.mark.parametrize("address", STEPPED)
def test_a_step_is_seen_whole(page: Pages, served: Server, measured: Callable[[str], None], address: str) -> None:
    """Nothing has to be scrolled, from the first press on a button to the last, in any window."""
    tab = page()
    tab.goto(served.url + address)
    expect(tab.locator("main .bp-figure:not(.bp-ready)")).to_have_count(0)
    table: dict[str, list[str]] = {}
    missed = []
    for width, height in WINDOWS:
        tab.set_viewport_size({"width": width, "height": height})
        walked: dict[str, list[str]] = tab.evaluate(WALK)
        for figure, steps in walked.items():
            assert len(steps) == tab.locator(f"#{figure} .bp-step").count() - 1 > 0
            seen = steps.count("")
            table.setdefault(figure, []).append(f"{width}×{height} {seen}/{len(steps)}")
            missed += [(width, height, figure, step, what) for step, what in enumerate(steps, 1) if what]
    for figure, cells in table.items():
        measured(f"steps seen whole, {address}#{figure}: {', '.join(cells)}")
    assert table
    assert missed == []


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
