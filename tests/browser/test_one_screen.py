"""At every step of every figure the button pressed, the cells in play and the formula are in the window at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.pages import Pages
from tests.support.server import Server

WINDOWS = ((1440, 900), (1280, 720), (1024, 768), (768, 1024), (390, 844), (360, 640))
# Programs with formulas that some window, such as that of a small phone, cannot hold beside the program yet.
TOO_TALL = {"attention", "batch-norm", "bptt", "normalisation", "postnetwork", "recurrent"}

# Step through every figure as a reader does, with its buttons, and name the steps at which something is out of sight.
WALK = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  const inside = (box, { left, top, right, bottom }) =>
    box.left >= left - 1 && box.top >= top - 1 && box.right <= right + 1 && box.bottom <= bottom + 1;
  const screen = { left: 0, top: header, right: document.documentElement.clientWidth, bottom: innerHeight };
  const found = [];
  for (const figure of document.querySelectorAll("main .bp-figure")) {
    const last = Number(figure.querySelector(".bp-controls [type=range]").max);
    for (let index = 1; index <= last; index++) {
      const action = index <= Number(figure.dataset.forward) ? "forward" : "backward";
      const button = figure.querySelector(`.bp-controls [data-action=${action}]`);
      button.click();
      // The first press brings the stage into the window; after it, only what is measured need be laid out.
      if (index === 1) await frame();
      const step = figure.querySelector(".bp-step.is-current");
      // What several steps draw alike stands elsewhere in the page, where it has no place.
      for (let use; (use = step.querySelector("use")); ) {
        use.replaceWith(document.getElementById(use.getAttribute("xlink:href").slice(1)).cloneNode(true));
      }
      const room = step.querySelector(".bp-drawing").getBoundingClientRect();
      const cells = [...step.querySelectorAll(".bp-drawing :is(.nf, .nb, .r, .a, .l):is(g.c, g.p)")];
      const log = figure.querySelector(".bp-steps").getBoundingClientRect();
      const formula = step.querySelector(".bp-formula").getBoundingClientRect();
      const problems = [
        [button.getBoundingClientRect(), screen, "button"],
        ...cells.flatMap(cell => {
          const box = cell.getBoundingClientRect();
          return [[box, screen, "cell"], [box, room, "cell"]];
        }),
        [formula, screen, "formula"],
        [formula, { ...screen, top: log.top, bottom: log.bottom }, "formula"],
      ].flatMap(([box, around, what]) => inside(box, around) ? [] : [what]);
      found.push([figure.id, index, [...new Set(problems)].join(" and ")]);
    }
  }
  return found;
}"""


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_a_step_is_seen_whole(
    page: Pages, served: Server, site: Path, measured: Callable[[str], None], width: int, height: int
) -> None:
    """Nothing has to be scrolled, from the first press on a button to the last."""
    tab = page(viewport=(width, height), reduced_motion="reduce")
    rows: list[tuple[str, int, str]] = []
    for path in sorted(site.rglob("index.html")):
        if 'class="bp-figure' not in path.read_text("utf-8"):
            continue
        address = path.parent.relative_to(site).as_posix() + "/"
        tab.goto(served.url + address)
        expect(tab.locator("main .bp-figure.bp-ready").last).to_be_attached()
        rows += [(f"{address}#{name}", step, missed) for name, step, missed in tab.evaluate(WALK)]
    assert len(rows) > 300
    missed = [row for row in rows if row[2]]
    measured(f"{width}×{height}: {len(rows) - len(missed)} of {len(rows)} steps are seen whole")
    assert {place.rpartition("#")[2] for place, *_ in missed} <= TOO_TALL
