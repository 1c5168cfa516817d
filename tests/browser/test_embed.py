"""A figure in a frame of a page elsewhere: cut off from its site it steps and computes, and tells its height."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect
from selectolax.lexbor import LexborHTMLParser

from tests.support.pages import Pages
from tests.support.server import Server, serve
from tests.support.site import ROOT, build_page

pytestmark = pytest.mark.gate

FENCE = '```backprop\nname: own\ntitle: "Less < \\"more\\""\nnetwork: [1, 2, 1]\n```\n'
EXAMPLES = re.findall(r"```html\n(.*?)```", (ROOT / "docs" / "publishing.md").read_text("utf-8"), re.DOTALL)
LIVE = 60_000


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site whose figures have pages of their own."""
    folder = tmp_path_factory.mktemp("own")
    with serve(build_page(folder, FENCE, {"name": "material", "font": False}, {"embed": True})) as server:
        yield server


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Server]:
    """A server of other pages, which is another origin."""
    with serve(tmp_path) as server:
        yield server


def _show(tab: Page, elsewhere: Server, content: str) -> FrameLocator:
    """Open a page elsewhere with a frame in it."""
    (elsewhere.folder / "index.html").write_text(f"<!DOCTYPE html><title>T</title><body>{content}", encoding="utf-8")
    tab.goto(elsewhere.url)
    return tab.frame_locator("iframe")


def _height(tab: Page) -> int:
    return int(str(tab.locator("iframe").get_attribute("height")))


def test_the_documented_frame_steps_computes_and_is_as_high_as_the_figure(
    page: Pages, own: Server, elsewhere: Server
) -> None:
    """And no higher, however often its page says so: a figure may not grow with its frame."""
    example, listener = EXAMPLES
    assert 'sandbox="allow-scripts' in example
    tab = page()
    src = f"{own.url}embed/own.html"
    frame = _show(tab, elsewhere, example.replace("https://example.org/embed/one-two-one.html", src) + listener)
    figure = frame.locator("#own")
    figure.locator("[data-action=forward]").click()
    expect(figure.locator(".is-current")).to_have_attribute("id", "own-step-1")
    expect(frame.locator("body > *:visible")).to_have_count(1)
    figure.locator('input[name="x"]').fill("1")
    expect(figure.locator("#own-step-1 .bp-formula")).to_contain_text("×1", timeout=LIVE)
    for _ in range(3):
        (inner,) = (each for each in tab.frames if each.url.startswith(src))
        assert inner.evaluate("document.documentElement.scrollHeight") <= _height(tab)
        assert _height(tab) < 1000
        tab.evaluate("new Promise(done => setTimeout(done, 100))")
    before = _height(tab)
    figure.locator(".bp-table summary").click()
    tab.wait_for_function(f"document.querySelector('iframe').height > {before + 100}")


def test_the_tool_gives_the_frame(page: Pages, own: Server, elsewhere: Server) -> None:
    """As the guide has it, with the figure's own address and title."""
    tab = page(permissions=["clipboard-read", "clipboard-write"])
    tab.goto(own.url)
    tab.locator("#own [data-tool=share]").click()
    field = tab.get_by_label("Frame with this figure, for a page elsewhere")
    given = field.input_value()
    made, documented = (LexborHTMLParser(text).css_first("iframe").attributes for text in (given, EXAMPLES[0]))
    assert made["src"] == f"{own.url}embed/own.html"
    assert made["title"] == 'Less < "more"'
    assert {**made, "src": "", "title": ""} == {**documented, "src": "", "title": ""}
    field.locator("xpath=following::button[1]").click()
    expect(tab.locator(".bp-panel")).to_contain_text("The frame is copied.")
    assert tab.evaluate("navigator.clipboard.readText()") == given
    expect(_show(page(), elsewhere, given).locator("#own .bp-controls")).to_be_visible()


def test_a_whole_page_that_is_cut_off_steps_and_says_why_it_cannot_compute(
    page: Pages, own: Server, elsewhere: Server
) -> None:
    """The connection has nothing to do with it. What is said on the console is of fonts, and the theme's."""
    tab = page(
        expected=["Failed to read the 'localStorage'", "blocked by CORS policy", "net::ERR_FAILED", "Network error"]
    )
    frame = _show(tab, elsewhere, f'<iframe sandbox="allow-scripts" src="{own.url}" width="900" height="900"></iframe>')
    figure = frame.locator("#own")
    figure.locator("[data-action=forward]").click()
    expect(figure.locator(".is-current")).to_have_attribute("id", "own-step-1")
    figure.locator('input[name="x"]').fill("1")
    message = figure.locator(".bp-live-message")
    expect(message).to_contain_text("This page stands in a frame that is cut off from its site")
    expect(message).not_to_contain_text("connection")
    figure.locator("[data-action=forward]").click()
    expect(figure.locator(".is-current")).to_have_attribute("id", "own-step-2")


def test_the_page_of_a_figure_alone_works_without_a_frame_too(page: Pages, own: Server) -> None:
    """From its own server, where it fetches what every page does, and no second copy."""
    own.requests.clear()
    tab = page()
    tab.goto(f"{own.url}embed/own.html")
    tab.locator('#own input[name="x"]').fill("1")
    expect(tab.locator("#own-step-1 .bp-formula")).to_contain_text("×1", timeout=LIVE)
    assert [path for path in own.requests if path.endswith(".bin.js")] == []
