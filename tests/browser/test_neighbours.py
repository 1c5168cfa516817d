"""Plugins that are used beside this one on MkDocs: a strict build, each figure with what it needs, each id once."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from tests.support.hosts import BRACES, CODE, FENCE, HOME, MARKDOWN, QUOTED, HostError, run
from tests.support.pages import Pages
from tests.support.server import serve
from tests.support.site import once
from tools.runtime import make

pytestmark = pytest.mark.gate

POST = "---\ndate: 2026-01-0{day}\n---\n\n# Post {day}\n\n{fence}\n<!-- more -->\n\nMore.\n"
DRAWN = "data-forward"


@dataclass(frozen=True)
class Neighbour:
    """Its entry under `plugins`, which a theme has none of, further files, and where each page is that shows figures,
    with how many; `further` entries, and Markdown's extensions, where several share a site; `settings` of MkDocs
    besides."""

    entry: str | Mapping[str, object]
    files: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, int] = field(default_factory=lambda: {"index.html": 1, "a/deep/index.html": 2})
    further: Sequence[str | Mapping[str, object]] = ()
    extensions: Sequence[str | Mapping[str, object]] = ()
    settings: Mapping[str, object] = field(default_factory=dict)


MERMAID = "!!python/name:mermaid2.fence_mermaid_custom"
POSTS = {
    f"docs/blog/posts/{day}.md": POST.format(day=day, fence=FENCE.format(name=f"own-{day}", title=f"Post {day}"))
    for day in (1, 2)
}
WRITTEN = {"id": "a", "cell_type": "markdown", "metadata": {}, "source": "# A notebook"}
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
    "jupyter": Neighbour(
        "mkdocs-jupyter",
        {"docs/run.ipynb": json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [WRITTEN]})},
    ),
    "macros": Neighbour("macros", {"docs/index.md": HOME.format(quote=CODE)}),
    "minify": Neighbour({"minify": {"minify_html": True}}),
    "print-site": Neighbour("print-site", {}, {"index.html": 1, "a/deep/index.html": 2, "print_page/index.html": 3}),
    "redirects": Neighbour({"redirects": {"redirect_maps": {"old.md": "index.md"}}}),
    "rss": Neighbour(
        "rss",
        {"docs/index.md": f"---\ndescription: A summary\n---\n\n{MARKDOWN['docs/index.md']}"},
        settings={"site_url": "https://example.org/"},
    ),
    "section-index": Neighbour("section-index"),
    "theme shadcn": Neighbour("", settings={"theme": {"name": "shadcn"}}),
    "theme slate": Neighbour("", settings={"theme": {"name": "slate", "highlightjs": False}}),
}


def _write(neighbour: Neighbour, folder: Path, *, strict: bool = False) -> None:
    plugins = ["search", "backprop", *filter(None, [neighbour.entry]), *neighbour.further]
    theme = {"name": "material", "font": False}
    settings: dict[str, object] = {"site_name": "Own", "theme": theme, "plugins": plugins, "strict": strict}
    settings |= {"markdown_extensions": neighbour.extensions} if neighbour.extensions else {}
    settings |= neighbour.settings
    # A function is named by a tag of YAML, which JSON has not.
    written = json.dumps(settings).replace(f'"{MERMAID}"', f"{MERMAID} ''")
    for name, text in {"mkdocs.yml": written, **MARKDOWN, **neighbour.files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _build(neighbour: Neighbour, folder: Path) -> Path:
    make()
    _write(neighbour, folder)
    _commit(folder)
    run("mkdocs build --strict", folder)
    return folder / "site"


def _commit(folder: Path) -> None:
    """Feeds and themes ask git when a page was changed, and how its site is called."""
    who = (f"user.{what} a@b.c" for what in ("name", "email"))
    for command in ("init --quiet", *(f"config {each}" for each in who), "add .", "commit --quiet --message=a"):
        subprocess.run(["git", *command.split()], cwd=folder, check=True)


def _built(name: str, shared: Path) -> Path:
    """Its site, built once a run."""
    return once(shared / f"beside-{name}", lambda folder: _build(TABLE[name], folder)) / "site"


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
        f"* [{name}]({name}.md)\n"
        for name in ("index", "tagged", "api", "executed", "made", "snippet", "within", "diagram")
    )
    + "* [deep](a/deep.md)\n",
    "docs/left-out.md": "# Left out\n",
    "docs/tagged.md": f"---\ntags: [one]\n---\n\n# With tags\n\n{_fence('tagged')}",
    "docs/api.md": "# Interface\n\n::: own_module\n",
    "docs/executed.md": f'# Executed\n\n````python exec="true"\nprint({_fence("printed")!r})\n````\n',
    "docs/diagram.md": f"# Diagram\n\nOf $E = mc^2$.\n\n```mermaid\ngraph TD; A-->B\n```\n\n{_fence('beside')}",
    "docs/mermaid.js": "window.mermaid = {initialize() {}, render: async () => ({svg: '<svg></svg>'})};\n",
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
        **dict.fromkeys(
            (f"{name}/index.html" for name in ("tagged", "api", "executed", "made", "snippet", "diagram")), 1
        ),
        **{"index.html": 1, "a/deep/index.html": 2, "within/index.html": 7},
    },
    (
        *("meta", "markdown-exec", "git-revision-date-localized"),
        # Without a network, and without a program that makes PNG small.
        {"privacy": {"assets_exclude": ["unpkg.com/mermaid*"]}},
        {"optimize": {"optimize_png": False}},
        {"mermaid2": {"javascript": "mermaid.js"}},
        {"exclude": {"glob": ["left-out.md"]}},
        {"gen-files": {"scripts": ["made.py"]}},
        {"literate-nav": {"nav_file": "SUMMARY.md"}},
        {"mkdocstrings": {"handlers": {"python": {"paths": ["."]}}}},
    ),
    (
        *("admonition", "attr_list", "footnotes", "md_in_html", "pymdownx.details"),
        {"pymdownx.arithmatex": {"generic": True}},
        {"pymdownx.superfences": {"custom_fences": [{"name": "mermaid", "class": "mermaid", "format": MERMAID}]}},
        {"pymdownx.snippets": {"base_path": ["."]}},
        {"pymdownx.tabbed": {"alternate_style": True}},
    ),
)


@pytest.mark.parametrize("name", TABLE)
def test_figures_beside_a_neighbour(name: str, shared: Path) -> None:
    """On every page that shows some: all steps, scripts and styles once, no id twice; in the search once."""
    _require_whole(_built(name, shared), TABLE[name].shown)


def test_a_feed_has_what_an_author_says_of_a_page(shared: Path) -> None:
    """Of one that says nothing it has the beginning of the Markdown, as it does of any page."""
    feed = (_built("rss", shared) / "feed_rss_created.xml").read_text("utf-8")
    assert "<description>A summary</description>" in feed


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with many neighbours as mike puts it among its versions: at 1.0, and at latest."""
    make()
    folder, out = tmp_path_factory.mktemp("book"), tmp_path_factory.mktemp("versions")
    _write(SHARED, folder, strict=True)
    Image.effect_noise((64, 64), 50).convert("RGB").save(folder / "docs" / "picture.jpg", quality=100)
    _commit(folder)
    run("mike deploy --update-aliases 1.0 latest", folder)
    subprocess.run(f"git archive gh-pages | tar -x -C {shlex.quote(str(out))}", cwd=folder, shell=True, check=True)
    assert (out / "latest").resolve() == (out / "1.0").resolve()
    assert (out / "1.0" / "picture.jpg").stat().st_size < (folder / "docs" / "picture.jpg").stat().st_size
    return out


def test_figures_beside_many(versions: Path) -> None:
    """A docstring, a page that is made or printed by a program, a snippet, and all that a fence may stand within; what
    the neighbours do themselves is done."""
    site = versions / "1.0"
    _require_whole(site, SHARED.shown)
    shown = ("api", "within", "diagram")
    pages = {name: LexborHTMLParser((site / name / "index.html").read_text("utf-8")) for name in shown}
    assert pages["api"].css_first(".bp-quote").text() == QUOTED
    assert pages["within"].css_first(".tabbed-content figure") is not None
    assert pages["within"].css_first(".git-revision-date-localized-plugin") is not None
    assert pages["diagram"].css_first("pre.mermaid > code").text().strip() == "graph TD; A-->B"
    assert "window.mermaidConfig" in pages["diagram"].body.text()
    assert pages["diagram"].css_first("p math mi") is not None
    assert pages["diagram"].css_first(".arithmatex") is None
    assert not (site / "left-out").exists()


def test_a_page_of_theirs_steps_and_computes(page: Pages, versions: Path) -> None:
    """That with the diagram, which BeautifulSoup wrote anew, in a version of its own."""
    with serve(versions) as server:
        tab = page()
        tab.goto(f"{server.url}latest/diagram/")
        shown = tab.locator("figure#beside")
        shown.locator("[data-action=forward]").click()
        expect(shown.locator(".is-current")).to_have_attribute("id", "beside-step-1")
        shown.locator(".bp-values summary").click()
        shown.locator(".bp-values input").first.fill("0.25")
        expect(shown.locator(".is-current .bp-formula").first).to_contain_text("0.25")


def _require_whole(site: Path, shown: Mapping[str, int]) -> None:
    for place, count in shown.items():
        page = LexborHTMLParser((site / place).read_text("utf-8"))
        assert len(page.css(f"figure[{DRAWN}]")) == count, place
        assert len(page.css(".bp-step")) == count * (1 + 7 + 13), place
        assert len(page.css("[data-json]")) == 1, place
        asked = [str(node.attributes["src"]) for node in page.css("script[src*='assets/backprop']")]
        # The letters of formulas come with the pages of their own; on a page of pages they come with the font.
        assert len([source for source in asked if "/letters." not in source]) == 4
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


@pytest.mark.parametrize(
    ("name", "place", "figure"),
    [
        ("blog", "blog/", "own-1"),
        ("jupyter", "", "own"),
        ("print-site", "print_page/", ""),
        ("theme slate", "", "own"),
        ("theme shadcn", "", "own"),
    ],
)
def test_a_page_beside_a_neighbour_steps(page: Pages, shared: Path, name: str, place: str, figure: str) -> None:
    """The list of a blog, the page that is printed, and pages of themes that say of themselves what is hidden."""
    with serve(_built(name, shared)) as server:
        tab = page()
        tab.goto(server.url + place)
        shown = tab.locator(f"figure#{figure}" if figure else f"figure[{DRAWN}]").first
        shown.locator("[data-action=forward]").click()
        expect(shown.locator(".is-current")).to_have_attribute("id", re.compile("-step-1$"))
        expect(shown.locator(".is-current svg").first).to_be_visible()
