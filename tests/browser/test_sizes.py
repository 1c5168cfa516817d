"""How large the gradients are is seen by their edges, until a switch turns that off."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support import axe
from tests.support.pages import Pages, drawn
from tests.support.server import Server
from tests.support.views import DESK, views

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
# What the browser keeps of the switch, which is nothing until a reader turns it.
KEPT = "localStorage.getItem('backprop sizes')"
# Of each line that a gradient has passed its size, whether it is negative, and how wide, dashed and coloured it is.
LINES = """() => {
  const paths = "#one-two-one :is(.bp-parts, .is-current) path.b";
  return [...document.querySelectorAll(paths)].map((path) => {
    const group = document.querySelector("#one-two-one .is-current .bp-drawing svg > g");
    const copy = path.cloneNode();
    copy.removeAttribute("id");
    group.append(copy);
    const style = getComputedStyle(copy);
    const found = [/s\\d/.exec(copy.getAttribute("class"))?.[0], copy.matches(".n"), parseFloat(style.strokeWidth),
      style.strokeDasharray, style.stroke];
    copy.remove();
    return found;
  });
}"""


def opened(tab: Page, served: Server) -> Page:
    tab.goto(f"{served.url}{CHAPTER}{FIGURE}-step-20")
    expect(tab.locator(f"{FIGURE} [data-tool=sizes]")).to_be_visible()
    return drawn(tab)


def test_sizes_and_signs_are_seen_and_switched_off(page: Pages, served: Server) -> None:
    """Wider is larger, negative has other dashes and another hue; switched off all are alike, after a reload too.
    Paper has the same lines, and so what they mean."""
    tab = opened(page(), served)
    assert tab.evaluate(KEPT) is None
    lines = tab.evaluate(LINES)
    widths = {size: width for size, _, width, *_ in lines}
    assert len(widths) >= 3
    assert [widths[size] for size in sorted(widths)] == sorted(set(widths.values()))
    for place in (3, 4):
        assert not {line[place] for line in lines if line[1]} & {line[place] for line in lines if not line[1]}
    legend = tab.locator(f"{FIGURE} .bp-legend")
    expect(legend).to_contain_text("negative")
    for _, palette in views(tab, [(DESK, "light"), (320, "dark")]):
        assert axe.violations(tab, FIGURE, axe.SEEN if palette == "dark" else ()) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    switch = tab.locator(f"{FIGURE} [data-tool=sizes]")
    switch.press("Enter")
    for _ in range(2):
        expect(switch).to_have_attribute("aria-pressed", "false")
        expect(tab.locator("[data-tool=sizes][aria-pressed=true]")).to_have_count(0)
        assert tab.evaluate(KEPT) == "off"
        expect(tab.locator(".bp-legend")).to_have_count(0)
        assert len({tuple(line[2:]) for line in tab.evaluate(LINES)}) == 1
        tab.reload()
        opened(tab, served)
    switch.press("Enter")
    expect(legend).to_be_visible()
    tab.emulate_media(media="print")
    expect(legend).to_be_visible()
