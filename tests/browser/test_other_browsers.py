"""Firefox and WebKit: the same page, the same steps, the same live numbers, and nothing on the console.

A browser that is missing and may not be installed here is skipped with the reason; a failed installation fails.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.test_linking import FAULTS
from tests.browser.test_motion import WALK
from tests.support import accessibility, drivers
from tests.support.book import DARK, MOUNTS
from tests.support.drivers import Tab
from tests.support.other_browsers import FIREFOX, WEBKIT, Wanted, opened
from tests.support.server import Server, serve

pytestmark = pytest.mark.gate

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"


@pytest.fixture(scope="module")
def served_site(site: Path) -> Iterator[Server]:
    """The built site, with pages that keep what goes wrong in them."""
    with serve(site, mount="/book/") as server:
        server.head = drivers.WATCH
        yield server


@pytest.fixture(scope="module", params=[FIREFOX, WEBKIT], ids=lambda wanted: wanted.name)
def tab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab of the browser, for all tests."""
    with opened(request.param, tmp_path_factory.mktemp("profile")) as tab:
        yield tab


# Wide, pale, and in trouble.
SPOILT = """<style>article { width: 2000px } article p { color: #aaa !important }</style>
<script>console.error("spoilt")</script>"""


def current(tab: Tab) -> str:
    """The id of the step that the figure shows."""
    shown: str = tab.run(f"document.querySelector('{FIGURE} .is-current').id")
    return shown


def test_the_home_page_is_ready(tab: Tab, served_site: Server) -> None:
    """Its figure has controls, its formulas are drawn, and nothing runs out of the window."""
    tab.open(served_site.url)
    tab.wait("document.querySelector('#smallest.bp-ready')")
    assert tab.run("document.querySelector('article math').getBoundingClientRect().height") > 5
    assert tab.run("document.documentElement.scrollWidth <= innerWidth")
    assert tab.errors() == []


def test_stepping(tab: Tab, served_site: Server) -> None:
    """Seven presses of Forward step and thirteen of Backward step, each with a drawing to see."""
    tab.open(served_site.url + CHAPTER)
    tab.wait(f"document.querySelector('{FIGURE}.bp-ready')")
    for number in range(1, 21):
        tab.click(f'{FIGURE} [data-action="{"forward" if number <= 7 else "backward"}"]')
        assert current(tab) == f"one-two-one-step-{number}"
        assert tab.run(f"document.querySelector('{FIGURE} .is-current svg').getBoundingClientRect().width") > 200
    assert tab.errors() == []


def test_a_past_step_stands_on_one_line(tab: Tab, served_site: Server) -> None:
    """What it computed, from which numbers, and what came out."""
    tab.open(f"{served_site.url}{CHAPTER}{FIGURE}-step-14")
    tab.wait(f"document.querySelector('{FIGURE} .is-current')?.id === 'one-two-one-step-14'")
    math = "document.querySelector('#one-two-one-step-13 .bp-formula math')"
    assert tab.run(f"[...{math}.querySelectorAll('mtr')].filter((row) => row.getClientRects().length).length") == 3
    assert tab.run(f"{math}.getBoundingClientRect().height < 1.5 * {math}.querySelector('mtr').clientHeight")
    assert tab.errors() == []


def test_a_deep_link(tab: Tab, served_site: Server) -> None:
    """The step that the address names is shown, and the figure is in the window."""
    tab.open(served_site.url)
    tab.open(f"{served_site.url}{CHAPTER}{FIGURE}-step-9")
    tab.wait(f"document.querySelector('{FIGURE} .is-current')?.id === 'one-two-one-step-9'")
    tab.wait(f"Math.abs(document.querySelector('{FIGURE} .is-current').getBoundingClientRect().top) < 2 * innerHeight")
    assert tab.errors() == []


def test_a_changed_number_is_worked_out(tab: Tab, served_site: Server) -> None:
    """By Python in the page, whichever way this browser can start it."""
    tab.open(served_site.url + CHAPTER)
    tab.wait(f"document.querySelector('{FIGURE}.bp-ready')")
    tab.fill(f'{FIGURE} input[name="x"]', "1")
    tab.wait("document.querySelector('#one-two-one-step-1 .bp-formula').textContent.includes('0.9')")
    assert tab.errors() == []
    tab.fill(f'{FIGURE} input[name="x"]', "0.5")
    tab.wait("document.querySelector('#one-two-one-step-1 .bp-formula').textContent.includes('0.5')", 10)
    assert tab.errors() == []


def test_a_page_that_the_browser_kept_comes_back_live(tab: Tab, served_site: Server) -> None:
    """The very same page, out of the back/forward cache: with its step and its numbers, and the engine answers."""
    served_site.headers["Cache-Control"] = "no-cache"
    tab.open(served_site.url + CHAPTER)
    tab.wait(f"document.querySelector('{FIGURE}.bp-ready')")
    tab.fill(f'{FIGURE} input[name="x"]', "1")
    tab.wait("document.querySelector('#one-two-one-step-1 .bp-formula').textContent.includes('0.9')")
    tab.click(f'{FIGURE} [data-action="forward"]')
    # Firefox keeps no page that still works: the table comes last.
    tab.wait(f"document.querySelector('{FIGURE} .bp-table').textContent.includes('0.9')")
    tab.wait("document.getAnimations().every((each) => each.playState !== 'running')")
    tab.run("(window.kept = true, 0)")
    tab.go(served_site.url + "terminology/")
    tab.wait("!window.kept")
    tab.back()
    tab.wait("window.kept")
    assert current(tab) == "one-two-one-step-1"
    time.sleep(0.3)  # WebKit would reset a field only some milliseconds later
    assert tab.run(f"document.querySelector('{FIGURE} input[name=\"x\"]').value") == "1"
    tab.fill(f'{FIGURE} input[name="x"]', "2")
    tab.wait("document.querySelector('#one-two-one-step-1 .bp-formula').textContent.includes('1.7')")
    assert tab.errors() == []


def test_linked_factors_addresses_and_pictures(tab: Tab, served_site: Server) -> None:
    """Every factor has its place in the drawing, an address brings its numbers, and drawings become files."""
    tab.open(f"{served_site.url}{CHAPTER}?bp=one-two-one,x:0.25{FIGURE}-step-9")
    tab.wait("window.backprop?.tools")
    assert tab.run(f"({FAULTS})()") == []
    assert tab.run(f"document.querySelector('{FIGURE} input[name=\"x\"]').value") == "0.25"
    tab.wait(f"document.querySelector('{FIGURE} .bp-table').textContent.includes('0.25')")
    tab.run(
        f"document.querySelector('{FIGURE} .is-current .bp-cotangent')"
        ".dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))"
    )
    assert tab.run(f"document.querySelectorAll('{FIGURE} .is-current .bp-lit').length") > 1
    tab.run(
        f"void backprop.tools.png(document.querySelector('{FIGURE} .is-current svg'))"
        ".then(({ size }) => { window.pngBytes = size })"
    )
    tab.wait("window.pngBytes > 5000")
    assert tab.run("backprop.tools.csv({ figure: document.querySelector('#one-two-one') })").startswith("name,value")
    assert tab.errors() == []


@pytest.mark.parametrize("folder", ["site", "german"])
def test_pages_pass_what_all_are_held_to(tab: Tab, folder: str, request: pytest.FixtureRequest) -> None:
    """As on a phone, in both languages and palettes, at first steps and late ones; `make accessibility` has all."""
    with serve(request.getfixturevalue(folder), mount=MOUNTS[folder]) as server:
        server.head = drivers.WATCH
        for address in (CHAPTER, "exercises/two-neurons/", "404.html"):
            failing = accessibility.failures(tab, server, address)
            assert {gate: told for gate, told in failing.items() if told} == {}, address


def test_what_fails_is_found(tab: Tab, site: Path) -> None:
    with serve(site) as server:
        server.head = drivers.WATCH + SPOILT
        failing = accessibility.failures(tab, server, CHAPTER)
    assert {"axe", "light", "wide", "errors"} <= {gate for gate, told in failing.items() if told}
    assert failing["errors"] == ["spoilt"]


def moved(tab: Tab, server: Server) -> set[int]:
    """How many drawings moved at each step of the figure."""
    tab.open(server.url + CHAPTER)
    tab.wait("window.backprop?.tools")
    tab.run(f"void ({WALK})('one-two-one').then((found) => {{ window.found = found }}) ?? 0")
    tab.wait("window.found")
    return set(tab.run("found.map(({ groups }) => groups)"))


@pytest.mark.parametrize("wanted", [FIREFOX, WEBKIT], ids=lambda wanted: wanted.name)
def test_with_reduced_motion_nothing_moves(wanted: Wanted, served_site: Server, tmp_path: Path) -> None:
    with opened(wanted, tmp_path, still=True) as still:
        assert moved(still, served_site) == {0}


def test_elsewhere_a_drawing_moves(tab: Tab, served_site: Server) -> None:
    assert moved(tab, served_site) == {1}


@pytest.mark.parametrize("folder", MOUNTS)
def test_in_forced_colours_every_sign_is_seen(folder: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """In Firefox on pages that show all there is; WebKit forces none."""
    with (
        serve(request.getfixturevalue(folder), mount=MOUNTS[folder]) as server,
        opened(FIREFOX, tmp_path, forced=True) as forced,
    ):
        seen = []
        for address in DARK:
            forced.open(server.url + address)
            assert forced.run("matchMedia('(forced-colors: active)').matches")
            seen += [(address, *each) for each in forced.run(f"({accessibility.SIGNS})()")]
        assert seen
        assert [each for each in seen if each[-1] != "none"] == []
