"""A book on every host that the README names: figures step and compute, and the host's own search reads each once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.gates import some
from tests.support.hosts import FILTER, QUOTED, TABLE, Host, HostError, build, run, version
from tests.support.pages import Pages
from tests.support.server import Server, serve
from tests.support.site import ROOT
from tools.runtime import make

IDS = [host.name for host in TABLE]
# Of what Python consists on a page, and beside which script it lies.
PARTS = """() => [document.querySelector("script[src*='/live.']").src,
  JSON.parse(document.getElementById("backprop-manifest").dataset.json).files]"""
STRUCTURE = "7 forward steps from the given values"
USUAL = ("Material for MkDocs", "Zensical", "Sphinx with MyST, theme Furo")
"""Hosts that `make test` has; `make gates` has the others, which differ from these by less."""


@pytest.fixture(scope="module", params=some(TABLE, [each for each in TABLE if each.name in USUAL]), ids=IDS)
def host(request: pytest.FixtureRequest) -> Host:
    chosen: Host = request.param
    return chosen


@pytest.fixture(scope="module")
def book(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The built book on a server, below a folder as many are."""
    make()
    with serve(build(host, tmp_path_factory.mktemp("book")), mount="/book/") as server:
        yield server


def test_figures_step_and_count(page: Pages, host: Host, book: Server) -> None:
    """On the first page and on one in a folder, each id once. The theme `mkdocs` hides what has the attribute `hidden`
    by an important rule of its own. The first page has the Python that the other one starts: a start is dear."""
    tab = page()
    tab.goto(book.url)
    expect(tab.locator("p", has_text="Its gradient is")).to_have_text(f"Its gradient is {QUOTED}.")
    _step(tab, "own")
    expect(tab.locator('#own input[name="x"]')).to_be_editable()
    parts = tab.evaluate(PARTS)
    assert parts[1]
    tab.goto(book.url + host.deep)
    _step_and_count(tab, "second")
    assert tab.evaluate(PARTS) == parts
    ids = Counter(tab.evaluate("Array.from(document.querySelectorAll('[id]'), (each) => each.id)"))
    assert {
        name for name, times in ids.items() if times > 1 and name.startswith(("first", "second", "backprop"))
    } == set()


def _step(tab: Page, name: str) -> None:
    figure = tab.locator(f"#{name}")
    expect(figure.locator(".bp-controls")).to_be_visible()
    figure.locator('[data-action="forward"]').click()
    expect(figure.locator(".is-current")).to_have_attribute("id", f"{name}-step-1")
    expect(figure.locator(".bp-step:visible")).to_have_count(2)
    expect(figure.locator("figcaption")).to_have_css("font-weight", re.compile("[67]00"))


def _step_and_count(tab: Page, name: str) -> None:
    _step(tab, name)
    tab.locator(f'#{name} input[name="x"]').fill("1")
    expect(tab.locator(f"#{name}-step-1 .bp-formula")).to_contain_text("×1", timeout=60_000)


def test_search_reads_a_figure_once(host: Host, book: Server) -> None:
    """Caption, structure and sentences."""
    if not host.search:
        return
    index = (book.folder / host.search).read_text("utf-8")
    if host.search.endswith(".js"):
        assert '"paramet":' in index  # Sphinx keeps the stems of words
    else:
        # MkDocs' own search lists a page as a whole, and once more by its sections.
        lists = 2 if "min_search_length" in index else 1
        assert len(re.findall(STRUCTURE, index)) == 3 * lists
    assert "Backward step" not in index  # a button
    assert "data-specification" not in index


def test_the_readme_says_what_was_built() -> None:
    """Host, version and the way, in its table; nothing else stands there."""
    table = (ROOT / "README.md").read_text("utf-8").partition("| Host |")[2].partition("\n\n")[0]
    rows = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in table.splitlines()[2:]]
    assert rows == [(host.name, version(host.package), host.how, host.found) for host in TABLE]


def test_pandoc_is_the_one_that_the_readme_names(tmp_path: Path) -> None:
    """Its package has a version of its own."""
    assert run("pandoc --version", tmp_path).startswith("pandoc 3.9")


CELL = "::: {{.cell}}\n\n```{{.backprop}}\nname: own\ntitle: Own\nnetwork: {widths}\n```\n\n:::\n"


def _as_quarto(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> str:
    """Pandoc as Quarto calls it: in the folder of the page, on a copy that lies elsewhere."""
    make()
    (folder / "page.qmd").write_text(text, "utf-8")
    (folder / "elsewhere").mkdir(exist_ok=True)
    (folder / "elsewhere" / "quarto-input.md").write_text(text, "utf-8")
    monkeypatch.setenv("PANDOC_BACKPROP", str(FILTER))
    asked = f"--fail-if-warnings --lua-filter={Path(__file__).with_name('as_quarto.lua')} --standalone --to=html"
    return run(f"pandoc {asked} --output=page.html {folder}/elsewhere/quarto-input.md", folder)


def test_pandoc_runs_the_filter_as_quarto_does(page: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own nodes stay, it is told of every file, and a mistake is told with the page that an author knows."""
    text = f"---\ntitle: T\n---\n\n{CELL.format(widths=[1, 2, 1])}\nIt is `backprop own: dL/dwo1`.\n"
    _as_quarto(tmp_path, monkeypatch, text)
    html = (tmp_path / "page.html").read_text("utf-8")
    assert 'data-__quarto_custom_id="7"' in html
    assert 'class="cell"' in html
    told = (tmp_path / "resources.txt").read_text("utf-8").splitlines()
    assert sorted(told) == sorted(str(each) for each in (tmp_path / "assets" / "backprop").iterdir())
    with serve(tmp_path) as server:
        tab = page()
        tab.goto(f"{server.url}page.html")
        expect(tab.locator(".bp-quote")).to_have_text(QUOTED)
        _step_and_count(tab, "own")
    with pytest.raises(HostError, match=r"page\.qmd, line 10: network\.2 is 0"):
        _as_quarto(tmp_path, monkeypatch, text.replace("[1, 2, 1]", "[1, 0]"))


def test_a_page_of_pandoc_stands_alone(page: Pages, tmp_path: Path) -> None:
    """It opens from a disk and steps, also where Pandoc embeds what else is in it, and with Python in it computes."""
    make()
    text = f"---\ntitle: T\nbackprop: {{alone: true}}\n---\n\n{CELL.format(widths=[1, 2, 1])}"
    (tmp_path / "steps.md").write_text(text, "utf-8")
    (tmp_path / "live.md").write_text(text.replace("true}", "true, live: true}"), "utf-8")
    convert = f"pandoc --lua-filter={FILTER} --standalone"
    run(f"{convert} --embed-resources --output=steps.html steps.md", tmp_path)
    run(f"{convert} --output=live.html live.md", tmp_path)
    assert {each.name for each in tmp_path.iterdir()} == {"steps.md", "steps.html", "live.md", "live.html"}
    tab = page()
    tab.goto((tmp_path / "steps.html").as_uri())
    tab.locator('#own [data-action="forward"]').click()
    expect(tab.locator("#own .is-current")).to_have_attribute("id", "own-step-1")
    tab.goto((tmp_path / "live.html").as_uri())
    _step_and_count(tab, "own")


ZENSICAL = next(host for host in TABLE if host.name == "Zensical")


def test_a_mistake_on_another_host_is_told_with_its_line(tmp_path: Path) -> None:
    """By Zensical while it renders, the file's front matter counted; the page shows what is wrong."""
    make()
    build(ZENSICAL, tmp_path)
    wrong = "---\ntitle: T\n---\n\n# A\n\n```backprop\nname: wrong\ntitle: W\nnetwork: [1, 0]\n```\n"
    (tmp_path / "docs" / "a" / "deep.md").write_text(wrong, encoding="utf-8")
    assert "a/deep.md, line 10: network.2 is 0: list at least two widths" in run("zensical build", tmp_path)
    assert "This figure could not be drawn" in (tmp_path / "site" / "a" / "deep" / "index.html").read_text("utf-8")


def test_a_fence_that_another_host_swallows_is_told(tmp_path: Path) -> None:
    """By Zensical: below indented code, with no empty line between them, a fence is a part of that; one that is not
    ended is text."""
    make()
    build(ZENSICAL, tmp_path)
    fence = "```backprop\nname: lost\ntitle: L\nnetwork: [1, 1]\n```\n"
    (tmp_path / "docs" / "a" / "deep.md").write_text(f"# A\n\n    code\n{fence}", encoding="utf-8")
    (tmp_path / "docs" / "open.md").write_text(f"# B\n\n{fence[:-4]}", encoding="utf-8")
    said = run("zensical build", tmp_path)
    assert "a/deep.md, line 5: lost was read and is not in the page: its fence is part of the indented code" in said
    assert "open.md, line 3: the end of the fence is missing: end it by" in said
    assert "index.md" not in said
