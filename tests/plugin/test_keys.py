"""The keys of exercises on pages of their own, on every host: what holds the questions holds no answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from backprop import terminal
from backprop_web import keys
from backprop_web.page import Page
from backprop_web.site import Settings, Site
from tests.plugin.conftest import BuildSite
from tests.support.hosts import run, sphinx

pytestmark = pytest.mark.usefixtures("made")
ASKED = (
    "name: {name}\ntitle: By <hand>\nnetwork: [1, 1]\n"
    "draw: {{values: {{w*: [-2, 0.5, 2], b*: [-1, 1], x: [2, 3], y: [1]}}}}\nask: [{{value: zo}}, {{value: dL/dwo1}}]\n"
)
FENCE = f"```exercise\n{ASKED}```\n"
OWN, SECOND = FENCE.format(name="own"), FENCE.format(name="second")
SITE = "https://example.org/book/"


def keys_of(folder: Path) -> dict[str, list[str]]:
    """The answers to each exercise of a site, by following the link below its questions as a browser would; the page of
    a key leads back. No page says an answer elsewhere."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        if path.relative_to(folder).as_posix().startswith(keys.FOLDER):
            continue
        tree = LexborHTMLParser(path.read_text("utf-8"))
        assert not tree.css(".bp-solution, details.bp-key-of"), path
        for exercise in tree.css("div.bp-exercise"):
            here = urljoin(SITE, path.relative_to(folder).as_posix())
            there = urljoin(here, exercise.css_first(".bp-key-of > a").attributes["href"] or "")
            page, key = _at(folder, there)
            assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
            assert len(page.css_first("meta[name=description]").attributes["content"] or "") > 40
            assert not page.css("script, style, [style]")
            assert [each for each in page.css("details") if "open" in each.attributes] == []
            back = urljoin(there, page.css_first(f"#{exercise.id} h2 a").attributes["href"] or "")
            _, asked = _at(folder, back)
            assert asked == exercise.id
            assert _file(folder, urljoin(there, page.css_first("main > p a").attributes["href"] or "")) == path
            sheets = [urljoin(there, each.attributes["href"] or "") for each in page.css("link[rel=stylesheet]")]
            assert len(sheets) == 3
            assert all(_file(folder, sheet).is_file() for sheet in sheets)
            found[key] = [each.text() for each in page.css(f"#{key} .bp-solution")]
    return found


def _file(folder: Path, address: str) -> Path:
    assert address.startswith(SITE), address
    path = folder / unquote(urlsplit(address).path).removeprefix(urlsplit(SITE).path)
    return path / "index.html" if path.is_dir() else path


def _at(folder: Path, address: str) -> tuple[LexborHTMLParser, str]:
    """The page at an address, and what there has the id that it ends with."""
    tree, name = LexborHTMLParser(_file(folder, address).read_text("utf-8")), urlsplit(address).fragment
    assert len(tree.css(f"[id={name}]")) == 1
    return tree, name


ANSWERS = LexborHTMLParser(Page().exercise(ASKED.format(name="own"))).css(".bp-solution")
BOTH = {"own": [each.text() for each in ANSWERS], "second": [each.text() for each in ANSWERS]}


def put(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize("directories", [True, False])
def test_mkdocs_writes_them(build_site: BuildSite, directories: bool) -> None:
    """In the language of the page, at any depth and whatever its name is; neither a search nor a sitemap has them."""
    pages = {"index.md": f"# Home\n\n{OWN}", "a/zwei ä.md": f"---\nlang: de\n---\n\n# A\n\n{SECOND}"}
    theme, plugins = {"name": "material", "font": False}, ["search", {"backprop": {"live": False}}]
    built = build_site(pages, theme=theme, plugins=plugins, use_directory_urls=directories, site_url=SITE)
    assert keys_of(built.folder) == BOTH
    page = built.page(f"{keys.FOLDER}/a/zwei ä{'/index' if directories else ''}.html")
    assert page.css_first("html").attributes["lang"] == "de"
    assert page.css_first("h1").text() == "Lösungen der Aufgaben"
    assert page.css_first("title").text() == "Lösungen der Aufgaben: By <hand>"
    here = urljoin(SITE, f"{keys.FOLDER}/a/x{'/' if directories else '.html'}")
    icon = urljoin(here, page.css_first("link[rel=icon]").attributes["href"] or "")
    assert _file(built.folder, icon).read_bytes().startswith(b"\x89PNG")
    for name in ("sitemap.xml", "search/search_index.json"):
        assert keys.FOLDER not in (built.folder / name).read_text("utf-8")
    listed = json.loads((built.folder / "search/search_index.json").read_text("utf-8"))
    assert "Key" not in str(listed)


def test_a_page_that_shows_exercises_of_others_leads_to_their_keys() -> None:
    """As a list of posts does, and a page of all pages: from where they are."""
    site = Site(Settings(live=False))
    html = site.page("a/b.md", address="a/b/").exercise(ASKED.format(name="own"))
    shown = site.complete(html.replace(' data-search-exclude="true"', ""), "../")
    link = LexborHTMLParser(shown).css_first(".bp-key-of a")
    assert link.attributes["href"] == f"../{keys.FOLDER}/a/b/#own"
    assert site.complete(shown, "../") == shown


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_sphinx_writes_them(tmp_path: Path, builder: str) -> None:
    """And anew where a page changes; what asks nothing any more has no key."""
    pages = {"index.md": f"# H\n\n{OWN}\n```{{toctree}}\na/b\n```\n", "a/b.md": f"# B\n\n{SECOND}"}
    settings = {"extensions": ["myst_parser", "sphinx_backprop"], "myst_fence_as_directive": ["exercise"]}
    put(tmp_path, sphinx(pages, **settings))
    build = f"sphinx-build -q -W -b {builder} . site"
    run(build, tmp_path)
    assert keys_of(tmp_path / "site") == BOTH
    put(tmp_path, {"a/b.md": f"# B\n\n{SECOND.replace('{value: zo}, ', '')}"})
    run(build, tmp_path)
    assert keys_of(tmp_path / "site") == {**BOTH, "second": BOTH["second"][1:]}
    put(tmp_path, {"a/b.md": "# B\n"})
    run(build, tmp_path)
    assert len(list((tmp_path / "site" / keys.FOLDER).rglob("*.html"))) == 1


def test_where_all_documents_are_one_page_a_key_stays_in_it(tmp_path: Path) -> None:
    settings = {"extensions": ["myst_parser", "sphinx_backprop"], "myst_fence_as_directive": ["exercise"]}
    put(tmp_path, sphinx({"index.md": f"# H\n\n{OWN}"}, **settings))
    run("sphinx-build -q -W -b singlehtml . site", tmp_path)
    tree = LexborHTMLParser((tmp_path / "site" / "index.html").read_text("utf-8"))
    assert [each.text() for each in tree.css("details.bp-key-of:not([open]) .bp-solution")] == BOTH["own"]
    assert not (tmp_path / "site" / keys.FOLDER).exists()


def test_zensical_writes_them_in_each_build(tmp_path: Path) -> None:
    """In one too that knows the page from before; what asks nothing any more has no key, nor is it kept in git."""
    config = '[project]\nsite_name = "Own"\n[project.theme]\nfont = false\n[project.markdown_extensions.backprop]\n'
    put(tmp_path, {"zensical.toml": config, "docs/index.md": f"# H\n\n{OWN}", "docs/a/b.md": f"# B\n\n{SECOND}"})
    for _ in range(2):
        run("zensical build", tmp_path)
        assert keys_of(tmp_path / "site") == BOTH
    assert (tmp_path / "docs" / keys.FOLDER / ".gitignore").read_text() == "*\n"
    put(tmp_path, {"docs/a/b.md": "# B\n"})
    for _ in range(2):
        run("zensical build", tmp_path)
        assert keys_of(tmp_path / "site") == {"own": BOTH["own"]}
        assert len(list((tmp_path / "site" / keys.FOLDER).rglob("*.html"))) == 1


def test_rendering_a_site_writes_them(tmp_path: Path) -> None:
    """Once, however often it is rendered."""
    block = "<html lang=en><body><pre><code class='language-exercise'>{}</code></pre></body></html>"
    asked = {name: ASKED.format(name=name).replace("<", "&lt;") for name in BOTH}
    put(tmp_path, {"index.html": block.format(asked["own"]), "a/zwei ä.html": block.format(asked["second"])})
    for _ in range(2):
        assert terminal.main(["render", str(tmp_path), "--steps-only"]) == 0
        assert keys_of(tmp_path) == BOTH


def test_rendering_a_site_again_leaves_no_key_of_a_page_that_asks_nothing_any_more(tmp_path: Path) -> None:
    """Nor of one that the generator has taken away. What is not ours in that folder stays."""
    block = "<html lang=en><body><pre><code class='language-exercise'>{}</code></pre></body></html>"
    asked = block.format(ASKED.format(name="own").replace("<", "&lt;"))
    put(tmp_path, {"gone.html": asked, "plain.html": asked, "stays.html": asked})
    assert terminal.main(["render", str(tmp_path), "--steps-only"]) == 0
    (tmp_path / "gone.html").unlink()
    put(tmp_path, {"plain.html": "<p>No exercise", f"{keys.FOLDER}/theirs.html": "<p>Theirs", "new.html": asked})
    assert terminal.main(["render", str(tmp_path), "--steps-only"]) == 0
    left = sorted(path.name for path in (tmp_path / keys.FOLDER).iterdir())
    assert left == ["new.html", "stays.html", "theirs.html"]
