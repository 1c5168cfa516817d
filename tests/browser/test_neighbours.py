"""Plugins that are used beside this one on MkDocs: a strict build, each figure with what it needs, each id once."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from tests.support.hosts import BRACES, CODE, FENCE, HOME, MARKDOWN, QUOTED, HostError, run
from tests.support.pages import Pages
from tests.support.server import serve
from tools.runtime import make

POST = "---\ndate: 2026-01-0{day}\n---\n\n# Post {day}\n\n{fence}\n<!-- more -->\n\nMore.\n"
DRAWN = "data-forward"


@dataclass(frozen=True)
class Neighbour:
    """Its entry under `plugins`, further files, and where each page is that shows figures, with how many."""

    entry: str | Mapping[str, object]
    files: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, int] = field(default_factory=lambda: {"index.html": 1, "a/deep/index.html": 2})


POSTS = {
    f"docs/blog/posts/{day}.md": POST.format(day=day, fence=FENCE.format(name=f"own-{day}", title=f"Post {day}"))
    for day in (1, 2)
}
LANGUAGES = [{"locale": "en", "default": True, "name": "English"}, {"locale": "de", "name": "Deutsch"}]
TABLE = {
    "awesome-nav": Neighbour("awesome-nav", {"docs/.nav.yml": 'nav: [index.md, "*"]\n'}),
    "blog": Neighbour("blog", {**POSTS, "docs/blog/index.md": "# Blog\n"}, {"blog/index.html": 2, "index.html": 1}),
    "glightbox": Neighbour("glightbox"),
    "i18n": Neighbour(
        {"i18n": {"docs_structure": "suffix", "languages": LANGUAGES}},
        {"docs/index.de.md": HOME.format(quote=BRACES)},
        {"index.html": 1, "de/index.html": 1, "a/deep/index.html": 2},
    ),
    "include-markdown": Neighbour(
        "include-markdown",
        {
            "docs/with.md": '# With\n\n{% include-markdown "../part.md" %}\n',
            "part.md": FENCE.format(name="p", title="P"),
        },
        {"with/index.html": 1, "index.html": 1},
    ),
    "macros": Neighbour("macros", {"docs/index.md": HOME.format(quote=CODE)}),
    "minify": Neighbour({"minify": {"minify_html": True}}),
    "print-site": Neighbour("print-site", {}, {"index.html": 1, "a/deep/index.html": 2, "print_page/index.html": 3}),
    "redirects": Neighbour({"redirects": {"redirect_maps": {"old.md": "index.md"}}}),
    "section-index": Neighbour("section-index"),
}


def _build(neighbour: Neighbour, folder: Path) -> Path:
    make()
    plugins = ["search", "backprop", neighbour.entry]
    settings = {"site_name": "Own", "theme": {"name": "material", "font": False}, "plugins": plugins}
    for name, text in {"mkdocs.yml": json.dumps(settings), **MARKDOWN, **neighbour.files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    run("mkdocs build --strict", folder)
    return folder / "site"


@pytest.mark.parametrize("name", TABLE)
def test_figures_beside_a_neighbour(name: str, tmp_path: Path) -> None:
    """On every page that shows some: all steps, scripts and styles once, no id twice; in the search once."""
    site = _build(TABLE[name], tmp_path)
    for place, count in TABLE[name].shown.items():
        page = LexborHTMLParser((site / place).read_text("utf-8"))
        assert len(page.css(f"figure[{DRAWN}]")) == count, place
        assert len(page.css(".bp-step")) == count * (1 + 7 + 13), place
        assert len(page.css("[data-json]")) == 1, place
        asked = [str(node.attributes["src"]) for node in page.css("script[src*='assets/backprop']")]
        assert len(asked) == 4
        assert [source for source in asked if not (site / place).parent.joinpath(source).is_file()] == []
        ids = Counter(str(node.attributes["id"]) for node in page.css("figure [id], figure[id]"))
        assert [each for each, times in ids.items() if times > 1] == [], place
    assert LexborHTMLParser((site / "index.html").read_text("utf-8")).css_first(".bp-quote").text() == QUOTED
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    found = [entry["location"] for entry in index["docs"] if "7 forward steps from" in entry["text"]]
    assert len(found) == len(set(found))


def test_a_quote_that_macros_takes_is_told_with_its_line(tmp_path: Path) -> None:
    """And what to write instead; macros says that it is no Jinja, with neither page nor line."""
    with pytest.raises(HostError) as failed:
        _build(Neighbour("macros", MARKDOWN), tmp_path)
    said = r"index\.md, line 3: \{\{ own: dL/dwo1 \}\} was taken by another plugin .* write `backprop own: dL/dwo1`"
    assert re.search(said, str(failed.value))


@pytest.mark.parametrize(("name", "place", "figure"), [("blog", "blog/", "own-1"), ("print-site", "print_page/", "")])
def test_a_page_of_pages_steps(page: Pages, tmp_path: Path, name: str, place: str, figure: str) -> None:
    """The list of a blog, and the page that is printed."""
    with serve(_build(TABLE[name], tmp_path)) as server:
        tab = page()
        tab.goto(server.url + place)
        shown = tab.locator(f"figure#{figure}" if figure else f"figure[{DRAWN}]").first
        shown.locator("[data-action=forward]").click()
        expect(shown.locator(".is-current")).to_have_attribute("id", re.compile("-step-1$"))
        expect(shown.locator(".is-current svg").first).to_be_visible()
