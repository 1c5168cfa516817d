"""Where a figure may find itself: in a page from right to left, on a server that knows no types."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support import server as servers
from tests.support.pages import Pages
from tests.support.server import Server, serve
from tests.support.site import build_page

pytestmark = pytest.mark.gate

FENCE = "```backprop\nname: own\ntitle: Own\nnetwork: [1, 2, 1]\n```\n"
ARABIC = "# الانتشار الخلفي\n\nهذا شكل.\n\n"
JAPANESE = "# 誤差逆伝播法\n\nこれは図です。\n\n"
LIVE = 60_000


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """A page in each of two languages, and one in English."""
    pages = {"ar": ARABIC, "ja": JAPANESE, "en": "# Home\n\n"}
    built = {}
    for language, text in pages.items():
        theme = {"name": "material", "font": False, "language": language}
        built[language] = build_page(tmp_path_factory.mktemp(language), text + FENCE, theme)
    with serve(built["ar"]) as ar, serve(built["ja"]) as ja, serve(built["en"]) as en:
        yield {"ar": ar, "ja": ja, "en": en}


def _step(tab: Page) -> None:
    figure = tab.locator("#own")
    for _ in range(3):
        figure.locator("[data-action=forward]").click()
    expect(figure.locator(".is-current")).to_have_attribute("id", "own-step-3")


def _count(tab: Page) -> None:
    tab.locator('#own input[name="x"]').fill("1")
    expect(tab.locator("#own-step-1 .bp-formula")).to_contain_text("×1", timeout=LIVE)


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_in_other_languages(page: Pages, sites: dict[str, Server], width: int) -> None:
    """The figure is as on an English page: from left to right, each part where it is there."""
    places = {}
    for language, direction in (("ar", "rtl"), ("ja", "ltr"), ("en", "ltr")):
        tab = page(viewport=(width, 800))
        tab.goto(sites[language].url)
        _step(tab)
        # Python draws a figure without asking how wide the page is.
        if width == 1280:
            _count(tab)
        assert tab.evaluate("getComputedStyle(document.body).direction") == direction
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        places[language] = tab.evaluate(PLACES)
    assert places["ar"] == places["en"]
    assert places["ja"] == places["en"]


# Of each part that is seen, its left and right edge within the figure, in whole pixels, and the way its text runs.
PLACES = """() => {
  const figure = document.querySelector("#own"), left = figure.getBoundingClientRect().left;
  const parts = [".bp-controls", ".bp-controls *", ".is-current .bp-drawing svg", ".is-current .bp-formula",
    ".bp-title", ".bp-values summary"];
  return [...figure.querySelectorAll(parts)].filter((part) => part.checkVisibility()).map((part) => {
    const box = part.getBoundingClientRect();
    return [Math.round(box.left - left), Math.round(box.right - left), getComputedStyle(part).direction];
  });
}"""


def test_a_server_that_knows_no_types(page: Pages, sites: dict[str, Server], monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser then refuses scripts and styles. Every step stands in the page, to be read one after the other."""
    known = {suffix: servers.CONTENT_TYPES[suffix] for suffix in (".html", ".txt")}
    monkeypatch.setattr(servers, "CONTENT_TYPES", known)
    monkeypatch.setitem(sites["en"].headers, "X-Content-Type-Options", "nosniff")
    tab = page(expected=["MIME type", "application/octet-stream", "is not defined"])
    tab.goto(sites["en"].url)
    steps = tab.locator("#own .bp-step")
    expect(steps).to_have_count(1 + 7 + 13)
    for at in range(steps.count()):
        expect(steps.nth(at).locator(".bp-sentence")).to_be_visible()
        expect(steps.nth(at).locator("svg").first).to_be_visible()
    assert not tab.evaluate("document.documentElement.classList.contains('bp-js')")
