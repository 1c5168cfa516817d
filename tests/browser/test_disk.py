"""The site from a folder on a disk: live figures, search and deep links, and no request that leaves the disk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser

from tests.support import site as builder
from tests.support.drivers import Firefox
from tests.support.other_browsers import FIREFOX, WEBKIT, Wanted, opened
from tests.support.pages import Pages

pytestmark = pytest.mark.gate

CHAPTER = "chain-rule-and-backpropagation.html"
FIGURE = "#one-two-one"
LIVE = 60_000
# What a browser fetches by itself, without a click: a script, a picture, a style, a connection.
FETCHED = re.compile(r"""<(?:script|img|iframe|source|video|embed|object)[^>]*\s(?:src|data)=["']?(?:https?:)?//""")
PRELOADED = re.compile(r"""<link(?![^>]*rel=["']?canonical)[^>]*\shref=["']?(?:https?:)?//""")


@pytest.fixture
def tab(page: Pages, offline: Path) -> Iterator[Page]:
    """A tab whose requests are all counted, those of workers too."""
    tab = page(search=True)
    requested: list[str] = []
    tab.context.on("request", lambda request: requested.append(request.url))
    yield tab
    outside = [address for address in requested if not address.startswith(("file:", "data:", "blob:"))]
    assert requested
    assert outside == []


def test_everything_that_a_page_names_is_in_the_folder(offline: Path) -> None:
    """Links, pictures, icons, styles and scripts of all pages: a browser reports a missing icon in its console only."""
    named: set[Path] = set()
    for page in sorted(offline.rglob("*.html")):
        for node in LexborHTMLParser(page.read_text("utf-8")).css("[href], [src]"):
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            parts = urlsplit(address)
            if not parts.scheme and not parts.netloc and parts.path:
                named.add((page.parent / unquote(parts.path)).resolve())
    assert {each.suffix for each in named} >= {".html", ".png", ".css", ".js"}
    assert [str(each) for each in sorted(named) if not each.exists()] == []


def test_a_changed_number_is_worked_out(tab: Page, offline: Path) -> None:
    """By Python, from the disk, and started from the snapshot."""
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto((offline / CHAPTER).as_uri())
    tab.locator(f'{FIGURE} input[name="x"]').fill("1")
    expect(tab.locator(f"{FIGURE}-step-1 .bp-formula")).to_contain_text("0.9", timeout=LIVE)
    tab.locator(f'{FIGURE} input[name="x"]').fill("0.5")
    expect(tab.locator(f"{FIGURE}-step-1 .bp-formula")).to_contain_text("0.5")
    tab.locator(f'{FIGURE} [data-tool="numbers"]').click()
    expect(tab.locator(f"{FIGURE} .bp-status")).to_contain_text("new numbers")
    assert said == []


def test_a_second_page_has_a_key_and_keeps_answers(tab: Page, page: Pages, offline: Path) -> None:
    """The key in the page, of an engine of its own, or on its own without scripts, from where a link leads back; and
    answers are kept by the browser as on a site."""
    address = (offline / "exercises" / "two-neurons.html").as_uri()
    tab.goto(f"{address}#two-order")
    task = tab.locator("#two-order .bp-task").nth(1)
    task.locator("[data-action=hint]").press("Enter")
    expect(task.locator("input")).to_be_focused(timeout=LIVE)
    tab.keyboard.type("7")
    tab.locator("#two-order .bp-key-of summary").click()
    expect(tab.locator("#two-order .bp-solution")).to_have_count(3, timeout=LIVE)
    key = tab.locator("#two-order .bp-solution").all_inner_texts()
    tab.reload()
    expect(task.locator("input")).to_have_value("7")
    expect(task.locator(".bp-hint")).to_have_count(1)
    still = page(java_script_enabled=False)
    still.goto(address)
    still.locator("#two-order .bp-key-of a").click()
    still.locator("#two-order summary").click()
    expect(still.locator("#two-order .bp-solution")).to_have_text(key)
    still.locator("#two-order h2 a").click()
    expect(still).to_have_url(f"{address}#two-order")


def test_nothing_of_the_engine_is_read_before_an_edit(page: Pages, offline: Path) -> None:
    """Only the twins of the search worker and of its index are run while a page is read."""
    tab = page(search=True)
    requested: list[str] = []
    tab.on("request", lambda request: requested.append(request.url))
    tab.goto((offline / CHAPTER).as_uri())
    tab.locator(f'{FIGURE} [data-action="forward"]').click()
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", "one-two-one-step-1")
    assert [address for address in requested if re.search(r"pyodide|wasm|\.whl|worker\.js", address)] == []


def test_a_deep_link_opens_its_step(tab: Page, offline: Path) -> None:
    """As it does on a server."""
    tab.goto((offline / CHAPTER).as_uri() + f"{FIGURE}-step-9")
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", "one-two-one-step-9")


def test_search_finds(tab: Page, offline: Path) -> None:
    """And its results lead to pages of the folder."""
    tab.goto((offline / "index.html").as_uri())
    tab.locator(".md-search__input").click()
    tab.keyboard.type("backpropagation")
    result = tab.locator(".md-search-result__item a").first
    expect(result).to_be_visible(timeout=LIVE)
    result.click()
    expect(tab).to_have_url(re.compile(r"^file:.*/the%20book/.*\.html"))


def test_search_on_a_phone(page: Pages, offline: Path) -> None:
    """There the field is behind a button."""
    tab = page(viewport=(320, 640), search=True)
    tab.goto((offline / "index.html").as_uri())
    tab.locator('.md-header__button[for="__search"]').click()
    tab.locator(".md-search__input").click()
    tab.keyboard.type("gradient")
    expect(tab.locator(".md-search-result__item a").first).to_be_visible(timeout=LIVE)


def test_every_link_leads_to_a_file(offline: Path) -> None:
    """No address ends in a folder, which a disk would list; none names a server's page."""
    for path in offline.rglob("*.html"):
        for target in re.findall(r'<a [^>]*href="([^"#?:]+)[#?"]', path.read_text(encoding="utf-8")):
            assert (path.parent / target).is_file(), (path.name, target)


def test_no_host_is_named_that_a_page_would_ask(offline: Path) -> None:
    """Of links that a reader may follow there are some; of sources, none."""
    pages = list(offline.rglob("*.html"))
    assert len(pages) >= 10
    for path in pages:
        html = path.read_text(encoding="utf-8")
        assert FETCHED.findall(html) == [], path
        assert PRELOADED.findall(html) == [], path
        assert "unpkg" not in html
    for path in offline.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(https?:)?//", path.read_text(encoding="utf-8")), path


def test_the_zip_is_the_folder(offline: Path) -> None:
    """The same names and bytes, under one name."""
    with ZipFile(offline.with_suffix(".zip")) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    files = [path for path in offline.rglob("*") if path.is_file()]
    assert held == {f"the book/{path.relative_to(offline).as_posix()}": path.read_bytes() for path in files}


def test_two_builds_give_the_same_zip(offline: Path, tmp_path: Path) -> None:
    """Byte for byte, also with Material's own plugin, whose script from elsewhere goes."""
    again = tmp_path / "the book"
    builder.build(again, options={"offline": "true"}, plugins=("offline",))
    assert again.with_suffix(".zip").read_bytes() == offline.with_suffix(".zip").read_bytes()


def test_an_altered_file_does_not_run(page: Pages, offline: Path, tmp_path: Path) -> None:
    """A disk can rot, too; once the file is whole again, a retry works."""
    copy = shutil.copytree(offline, tmp_path / "copy")
    twin, other = (next(copy.glob(f"assets/backprop/**/*.{kind}*.js")) for kind in ("wasm", "whl"))
    whole = twin.read_bytes()
    tab = page(expected=["ERR_FILE_NOT_FOUND", "Failed"])
    twin.unlink()
    tab.goto((copy / CHAPTER).as_uri())
    tab.locator(f'{FIGURE} input[name="x"]').fill("1")
    message = tab.locator(f"{FIGURE} .bp-live-message")
    expect(message).to_contain_text("could not be downloaded", timeout=LIVE)
    twin.write_bytes(other.read_bytes())
    tab.locator(f'{FIGURE} [data-action="retry"]').click()
    expect(message).to_contain_text("incomplete or altered", timeout=LIVE)
    twin.write_bytes(whole)
    tab.locator(f'{FIGURE} [data-action="retry"]').click()
    expect(tab.locator(f"{FIGURE}-step-1 .bp-formula")).to_contain_text("0.9", timeout=LIVE)


@pytest.mark.parametrize("wanted", [FIREFOX, WEBKIT], ids=lambda wanted: wanted.name)
def test_other_browsers_read_from_the_disk_too(offline: Path, tmp_path: Path, wanted: Wanted) -> None:
    """Live numbers, with requests for files only."""
    with opened(wanted, tmp_path) as tab:
        tab.open((offline / CHAPTER).as_uri())
        tab.wait(f"document.querySelector('{FIGURE}.bp-ready')")
        tab.fill(f'{FIGURE} input[name="x"]', "1")
        tab.wait("document.querySelector('#one-two-one-step-1 .bp-formula').textContent.includes('0.9')")
        if isinstance(tab, Firefox):  # the driver of WebKit tells neither
            assert tab.errors() == []
            assert [each for each in tab.requests if not each.startswith(("file:", "data:", "blob:", "about:"))] == []
