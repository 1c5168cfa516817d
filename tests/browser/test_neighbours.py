"""Plugins that are used beside this one on MkDocs: a strict build, each figure with what it needs, each id once."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
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
    """Its entry under `plugins`, further files, and where each page is that shows figures, with how many; `further`
    entries, and Markdown's extensions, where several share a site."""

    entry: str | Mapping[str, object]
    files: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, int] = field(default_factory=lambda: {"index.html": 1, "a/deep/index.html": 2})
    further: Sequence[str | Mapping[str, object]] = ()
    extensions: Sequence[str | Mapping[str, object]] = ()


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


def _write(neighbour: Neighbour, folder: Path) -> None:
    plugins = ["search", "backprop", neighbour.entry, *neighbour.further]
    settings = {"site_name": "Own", "theme": {"name": "material", "font": False}, "plugins": plugins}
    settings |= {"markdown_extensions": neighbour.extensions} if neighbour.extensions else {}
    for name, text in {"mkdocs.yml": json.dumps(settings), **MARKDOWN, **neighbour.files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _build(neighbour: Neighbour, folder: Path) -> Path:
    make()
    _write(neighbour, folder)
    run("mkdocs build --strict", folder)
    return folder / "site"


def _within(start: str, fence: str) -> str:
    """The fence where each line begins so."""
    return "".join(f"{start}{line}" for line in fence.splitlines(keepends=True))


def _fence(name: str) -> str:
    return FENCE.format(name=name, title=name)


# Neighbours that do not touch one another, and what Material's own extensions put fences into: they share a site.
TOGETHER: Mapping[str, str] = {
    "own_module.py": f'"""A module: {{{{ docstring: dL/dwo1 }}}}.\n\n{_fence("docstring")}"""\n',
    "made.py": "import mkdocs_gen_files\nwith mkdocs_gen_files.open('made.md', 'w') as page:\n"
    f"    page.write({'# Made' + chr(10) * 2 + _fence('generated')!r})\n",
    "part.md": _fence("part"),
    "docs/SUMMARY.md": "".join(
        f"* [{name}]({name}.md)\n" for name in ("index", "tagged", "api", "executed", "made", "snippet", "within")
    )
    + "* [deep](a/deep.md)\n",
    "docs/left-out.md": "# Left out\n",
    "docs/tagged.md": f"---\ntags: [one]\n---\n\n# With tags\n\n{_fence('tagged')}",
    "docs/api.md": "# Interface\n\n::: own_module\n",
    "docs/executed.md": f'# Executed\n\n````python exec="true"\nprint({_fence("printed")!r})\n````\n',
    "docs/snippet.md": '# Snippet\n\n--8<-- "part.md"\n',
    "docs/within.md": "\n\n".join(
        (
            "# Within",
            f'=== "One"\n\n{_within("    ", _fence("tab-one"))}\n=== "Two"\n\n{_within("    ", _fence("tab-two"))}',
            f'??? note "Closed"\n\n{_within("    ", _fence("closed"))}',
            f"1. Item\n\n{_within('    ', _fence('item'))}",
            f"> Quote\n>\n{_within('> ', _fence('quoted'))}",
            f"Foot[^1].\n\n[^1]: Note.\n\n{_within('    ', _fence('foot'))}",
            f'<div class="grid cards" markdown>\n\n-   Card\n\n{_within("    ", _fence("card"))}\n</div>',
        )
    ),
}
SHARED = Neighbour(
    "tags",
    TOGETHER,
    {
        **dict.fromkeys((f"{name}/index.html" for name in ("tagged", "api", "executed", "made", "snippet")), 1),
        **{"index.html": 1, "a/deep/index.html": 2, "within/index.html": 7},
    },
    (
        *("meta", "markdown-exec", "git-revision-date-localized"),
        {"exclude": {"glob": ["left-out.md"]}},
        {"gen-files": {"scripts": ["made.py"]}},
        {"literate-nav": {"nav_file": "SUMMARY.md"}},
        {"mkdocstrings": {"handlers": {"python": {"paths": ["."]}}}},
    ),
    (
        *("admonition", "attr_list", "footnotes", "md_in_html", "pymdownx.details", "pymdownx.superfences"),
        {"pymdownx.snippets": {"base_path": ["."]}},
        {"pymdownx.tabbed": {"alternate_style": True}},
    ),
)


@pytest.mark.parametrize("name", TABLE)
def test_figures_beside_a_neighbour(name: str, tmp_path: Path) -> None:
    """On every page that shows some: all steps, scripts and styles once, no id twice; in the search once."""
    _require_whole(_build(TABLE[name], tmp_path), TABLE[name].shown)


def test_figures_beside_many(tmp_path: Path) -> None:
    """A docstring, a page that is made or printed by a program, a snippet, and all that a fence may stand within; what
    the neighbours do themselves is done."""
    repository = ("init --quiet", "add .", "-c user.name=a -c user.email=a@b.c commit --quiet --message=a")
    _write(SHARED, tmp_path)
    for command in repository:
        subprocess.run(["git", *command.split()], cwd=tmp_path, check=True)
    site = _build(SHARED, tmp_path)
    _require_whole(site, SHARED.shown)
    pages = {name: LexborHTMLParser((site / name / "index.html").read_text("utf-8")) for name in ("api", "within")}
    assert pages["api"].css_first(".bp-quote").text() == QUOTED
    assert pages["within"].css_first(".tabbed-content figure") is not None
    assert pages["within"].css_first(".git-revision-date-localized-plugin") is not None
    assert not (site / "left-out").exists()


def _require_whole(site: Path, shown: Mapping[str, int]) -> None:
    for place, count in shown.items():
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
