"""What the browser tests would fail on is really noticed, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.pages import Pages, is_foreign
from tests.support.server import serve

FOREIGN = "http://elsewhere.example/x.js"
ASK_AND_TELL = f"fetch('{FOREIGN}').catch(() => 0).then(() => document.title = 'done')"
WORKER = f"fetch('{FOREIGN}').catch(() => 0).then(() => postMessage(1))"


@pytest.fixture
def opener(browser: Browser) -> Iterator[Pages]:
    """Opens pages without failing this test, so that it can look at what was noticed."""
    pages = Pages(browser)
    yield pages
    pages.close()


def show(opener: Pages, folder: Path, script: str, *expected: str) -> list[str]:
    """Open a page with this script, wait until its title is "done" and return what was noticed and not expected."""
    (folder / "worker.js").write_text(WORKER)
    (folder / "index.html").write_text(f"<!doctype html><html lang=en><title>not yet</title><script>{script}</script>")
    with serve(folder) as server:
        page = opener(expected=expected)
        page.goto(server.url)
        page.wait_for_function("document.title === 'done'")
        page.wait_for_timeout(50)
    return opener.unexpected()


DONE = "document.title = 'done'"


@pytest.mark.parametrize(
    ("script", "noticed"),
    [
        (f"console.error('broken'); {DONE}", "broken"),
        (f"setTimeout(() => {{ throw new Error('thrown') }}); setTimeout(() => {DONE}, 20)", "thrown"),
        (f"fetch('none.js').then(() => {DONE})", "none.js"),
        (ASK_AND_TELL, FOREIGN),
        (f"new Worker('worker.js').onmessage = () => {DONE}", FOREIGN),
    ],
)
def test_what_must_not_happen_is_noticed(opener: Pages, tmp_path: Path, script: str, noticed: str) -> None:
    """Errors on the console, uncaught ones, missing files and other hosts, in the page and in its workers."""
    assert noticed in "\n".join(show(opener, tmp_path, script))


def test_a_quiet_page_has_no_problems(opener: Pages, tmp_path: Path) -> None:
    """Warnings, its own files and files made in memory are its own affair."""
    script = f"console.warn('careful'); fetch('index.html').then(() => fetch('data:,x')).then(() => {DONE})"
    assert show(opener, tmp_path, script) == []


def test_an_expected_error_is_no_problem(opener: Pages, tmp_path: Path) -> None:
    """But only that one is excused."""
    script = f"console.error('file 7 is broken'); console.error('other'); {DONE}"
    left = show(opener, tmp_path, script, r"file \d is broken")
    assert len(left) == 1
    assert left[0].startswith("other")


@pytest.mark.parametrize(
    ("address", "foreign"),
    [
        ("http://127.0.0.1:8000/x", False),
        ("blob:http://127.0.0.1:8000/4711", False),
        ("data:text/plain,x", False),
        ("file:///site/index.html", False),
        ("https://127.0.0.1.example/", True),
        ("https://example.org/", True),
        ("ws://example.org/", True),
    ],
)
def test_which_requests_leave_this_machine(address: str, foreign: bool) -> None:
    """By host, not by looks."""
    assert is_foreign(address) is foreign


def test_axe_findings_name_rule_element_and_remedy(page: Pages, axe: Callable[[Page, str], list[str]]) -> None:
    """And only those inside of the selector."""
    opened = page()
    opened.set_content("<html lang=en><title>x</title><main><img src='data:,'></main><article><p>Fine</p></article>")
    assert axe(opened, "article") == []
    [finding] = axe(opened, "main")
    assert finding.startswith("image-alt (critical): ")
    assert "  img: " in finding


def test_options_reach_the_page(page: Pages) -> None:
    """Width, palette and whether scripts run."""
    opened = page(viewport=(320, 640), color_scheme="dark")
    assert opened.evaluate("innerWidth") == 320
    assert opened.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    silent = page(java_script_enabled=False)
    silent.set_content("<title>first</title><script>document.title = 'second'</script>")
    assert silent.title() == "first"
