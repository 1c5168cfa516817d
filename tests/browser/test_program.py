"""The program beside its graph: which line is lit up, with scripts and without, and while numbers change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import SEEN, violations
from tests.support.pages import Pages
from tests.support.server import Server, serve
from tests.support.site import build_page
from tests.support.views import DESK, views
from tools.gallery import PRESETS

(PRESET,) = (each for each in PRESETS if each.name == "residual-block")
FIGURE = f"#{PRESET.name}"
PAGE = f"# {PRESET.heading}\n\n## Step by step\n\n{PRESET.fence()}"
LIVE = 60_000


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site of one page with one figure of the gallery."""
    with serve(build_page(tmp_path_factory.mktemp("alone"), PAGE, {"name": "material", "font": False})) as server:
        yield server


def opened(page: Page, served: Server) -> Page:
    page.goto(served.url)
    expect(page.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    return page


def lit(page: Page, kind: str) -> list[str]:
    """The lines that are lit up in this way, as text."""
    return page.locator(f"{FIGURE} .bp-program > li.{kind}").all_inner_texts()


def go(page: Page, step: int) -> None:
    """To a step by its address."""
    page.evaluate("hash => { location.hash = hash }", f"{FIGURE}-step-{step}")
    expect(page.locator(f"{FIGURE}-step-{step}.is-current")).to_be_attached()


def test_each_step_lights_up_the_line_that_made_its_node(page: Pages, alone: Server) -> None:
    """What the step's own text says, in both passes; the call more faintly; nothing before the first step."""
    tab = opened(page(), alone)
    lines = tab.locator(f"{FIGURE} .bp-program > li").all_inner_texts()
    assert lit(tab, "is-now") == lit(tab, "is-calling") == []
    for step in range(1, tab.locator(f"{FIGURE} .bp-step").count()):
        go(tab, step)
        said = tab.locator(f"{FIGURE}-step-{step} .bp-made").get_attribute("data-lines") or ""
        *calling, now = map(int, said.split())
        assert lit(tab, "is-now") == [lines[now - 1]], step
        assert lit(tab, "is-calling") == [lines[place - 1] for place in calling if place != now], step
    go(tab, 0)
    assert lit(tab, "is-now") == []


@pytest.mark.parametrize("width", [1280, 768, 320])
def test_the_program_stands_clear_of_drawing_and_log(page: Pages, alone: Server, width: int) -> None:
    """At all widths; on a phone above the drawing, else beside it; the page itself never scrolls sideways."""
    tab = opened(page(viewport=(width, 900)), alone)
    go(tab, 3)
    places = {
        part: tab.locator(f"{FIGURE} {part}").bounding_box()
        for part in (".bp-source", ".is-current > .bp-drawing", ".bp-steps")
    }
    boxes = [box for box in places.values() if box]
    assert len(boxes) == 3
    for one in boxes:
        for other in boxes:
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert one is other or across <= 1 or down <= 1, places
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert lit(tab, "is-now")


@pytest.mark.gate
def test_the_program_can_be_read_by_everybody(page: Pages, alone: Server) -> None:
    """With scripts and without; the lit lines, forward and backward, have the contrast of all other text."""
    tab = opened(page(), alone)
    for step in (5, 14):
        go(tab, step)
        for _, palette in views(tab, [(DESK, "light"), (DESK, "dark")]):
            for styled in (True, False):
                tab.evaluate("styled => document.documentElement.classList.toggle('bp-js', styled)", styled)
                assert violations(tab, FIGURE, SEEN if palette == "dark" else ()) == []
            tab.evaluate("document.documentElement.classList.add('bp-js')")


def test_without_scripts_each_step_quotes_its_lines(page: Pages, alone: Server) -> None:
    """The program stands there once, and each step has the line and the call."""
    tab = page(java_script_enabled=False)
    tab.goto(alone.url)
    expect(tab.locator(f"{FIGURE} .bp-program")).to_be_visible()
    made = tab.locator(f"{FIGURE}-step-5 .bp-made")
    expect(made).to_be_visible()
    assert made.locator("p").all_inner_texts() == ["line 5 y = block(x)", "line 3, in block, call 1 return x + W2 @ h"]
    steps = tab.locator(f"{FIGURE} .bp-step")
    assert tab.locator(f"{FIGURE} .bp-made").count() == steps.count() - 1


def test_a_program_goes_on_with_other_numbers(page: Pages, alone: Server) -> None:
    """The engine in the page traces the same program: values change, lines stay."""
    tab = opened(page(), alone)
    go(tab, 3)
    field = tab.locator(f"{FIGURE} input[name='x1']")
    field.fill("2")
    expect(tab.locator(f"{FIGURE}-step-3 .bp-formula")).to_contain_text("=1", timeout=LIVE)
    go(tab, 5)
    assert lit(tab, "is-now") == ["    return x + W2 @ h"]
