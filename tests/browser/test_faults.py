"""What can go wrong on the way to the live engine: stepping goes on, a sentence says what happened."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import chromium, pages
from tests.support.pages import Pages
from tests.support.server import Server, altered, dropped, missing, slow, truncated

pytestmark = pytest.mark.gate

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
RETURNS = 5
NOT_KEPT = "JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons)"
PATIENCE = 60_000
NOISE = ["404", "Failed to load", "WebAssembly", "wasm", "ERR_", "Content Security Policy"]


def edit(tab: Page, served: Server) -> None:
    """Open the chapter and change a number, which starts the engine."""
    tab.goto(served.url + CHAPTER)
    expect(tab.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    tab.locator(f'{FIGURE} input[name="x"]').fill("1")


def expect_stepping(tab: Page) -> None:
    """The prerendered steps are all there and can be walked."""
    tab.locator(f'{FIGURE} [data-action="reset"]').click(force=True)
    for number in range(1, 9):
        action = "forward" if number <= 7 else "backward"
        tab.locator(f'{FIGURE} [data-action="{action}"]').click()
        expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", f"one-two-one-step-{number}")
    expect(tab.locator("#one-two-one-step-1 .bp-formula")).to_contain_text("0.5")


DOWNLOADED, INTACT, STARTED = "could not be downloaded", "incomplete or altered", "could not be started"
SLOW = slow(6_000_000)
FAULTS = [
    (missing(), DOWNLOADED),
    (altered(20), INTACT),
    (dropped(50), DOWNLOADED),
    (truncated(50), INTACT),
]
POOR = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


def expect_live(tab: Page, step: str = "#one-two-one-step-1", result: str = "0.9") -> None:
    """The figure shows what Python worked out from the changed number."""
    expect(tab.locator(f"{step} .bp-formula")).to_contain_text(result, timeout=PATIENCE)


def again(tab: Page, served: Server, pattern: str) -> None:
    """Press the button, and wait until the part was asked for anew."""
    served.requests.clear()
    tab.locator(f'{FIGURE} [data-action="retry"]').click()
    deadline = time.monotonic() + PATIENCE / 1000
    while not any(fnmatchcase(path, pattern) for path in served.requests):
        assert time.monotonic() < deadline, f"{pattern} was not asked for again"
        tab.wait_for_timeout(20)


@pytest.mark.parametrize(
    ("patterns", "connection"),
    [
        (("*/worker.js.*.bin", "*.wasm.*.bin", "*/snapshot.*.bin"), ""),
        (("*/python_stdlib.zip.*.bin", "*.whl.*.bin"), POOR),
    ],
    ids=["fast start", "plain start"],
)
def test_a_broken_part(page: Pages, served: Server, patterns: tuple[str, ...], connection: str) -> None:
    """Missing, altered by a byte, cut in the middle, cut short, one part after another: none of it runs, a sentence
    names the fault, stepping goes on, and pressing the button works as soon as the fault is gone, though the connection
    is slow."""
    tab = page(expected=NOISE)
    tab.add_init_script(connection)
    message = tab.locator(f"{FIGURE} .bp-live-message")
    for pattern in patterns:
        for fault, said in FAULTS:
            served.faults = {pattern: fault}
            if tab.url == "about:blank":
                edit(tab, served)
            else:
                again(tab, served, pattern)
            expect(message).to_contain_text(said, timeout=PATIENCE)
        expect_stepping(tab)
    served.faults = dict.fromkeys(patterns, SLOW)
    again(tab, served, patterns[-1])
    expect_live(tab)


def test_web_assembly_is_forbidden(page: Pages, served: Server) -> None:
    """A policy without 'wasm-unsafe-eval': the figure stays as it was built."""
    policy = "default-src 'self' 'unsafe-inline' data:; script-src 'self' 'unsafe-inline'; worker-src 'self' blob:"
    served.headers["Content-Security-Policy"] = policy
    tab = page(expected=NOISE)
    edit(tab, served)
    message = tab.locator(f"{FIGURE} .bp-live-message")
    expect(message).to_contain_text("did not let WebAssembly run", timeout=PATIENCE)
    expect_stepping(tab)


def test_a_policy_with_web_assembly_is_enough(page: Pages, served: Server) -> None:
    """The engine needs 'wasm-unsafe-eval', a worker from memory and nothing more: no eval, no other host, and no
    script of the page from memory."""
    scripts = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'"
    policy = f"default-src 'self' 'unsafe-inline' data:; {scripts}; worker-src 'self' blob:"
    served.headers["Content-Security-Policy"] = policy
    tab = page()
    edit(tab, served)
    formula = tab.locator("#one-two-one-step-1 .bp-formula")
    expect(formula).to_contain_text("0.9", timeout=PATIENCE)


def test_original_numbers_end_a_failure(page: Pages, served: Server) -> None:
    """Going back to the numbers of the build leaves no failure to be told of."""
    served.faults["*.wasm.*.bin"] = missing()
    tab = page(expected=NOISE)
    edit(tab, served)
    expect(tab.locator(f'{FIGURE} [data-action="retry"]')).to_be_visible(timeout=PATIENCE)
    tab.locator(f'{FIGURE} [data-action="defaults"]').click()
    expect(tab.locator(f"{FIGURE} .bp-live")).to_be_hidden()


def test_workers_are_forbidden(page: Pages, served: Server) -> None:
    """By a policy: the figure stays as it was built, and steps."""
    served.headers["Content-Security-Policy"] = "worker-src 'none'"
    tab = page(expected=NOISE)
    edit(tab, served)
    expect(tab.locator(f"{FIGURE} .bp-live-message")).to_contain_text(STARTED, timeout=PATIENCE)
    expect_stepping(tab)


FULL = """for (const name of ["setItem", "removeItem"])
  Storage.prototype[name] = () => { throw new DOMException("full", "QuotaExceededError"); };"""
FORBIDDEN = """for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
  Object.defineProperty(window, name, { get() { throw new DOMException("forbidden", "SecurityError"); } });"""


@pytest.mark.parametrize("storage", [FULL, FORBIDDEN], ids=["full", "forbidden"])
def test_the_browser_stores_nothing(page: Pages, served: Server, storage: str) -> None:
    """Figures need no storage. Material's own scripts miss it, and say so on the console."""
    tab = page(expected=["forbidden", "full", "__md_get", "__md_scope", "palette"])
    tab.add_init_script(storage)
    edit(tab, served)
    expect_live(tab)
    tab.locator(f'{FIGURE} [data-action="forward"]').click()
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", "one-two-one-step-1")
    tab.locator(f"{FIGURE} [data-tool=predict]").click()
    expect(tab.locator(f"{FIGURE} .bp-panel")).to_be_visible()


def test_two_tabs_do_not_disturb_each_other(page: Pages, served: Server) -> None:
    """Each has its own numbers and its own engine; closing one leaves the other alone."""
    one = page()
    other = one.context.new_page()
    edit(one, served)
    edit(other, served)
    other.locator(f'{FIGURE} input[name="x"]').fill("2")
    expect_live(other, result="1.7")
    expect_live(one)
    other.close()
    one.locator(f'{FIGURE} input[name="x"]').fill("0.25")
    expect_live(one, result="0.3")


def test_the_network_goes_in_the_middle_and_comes_back(page: Pages, served: Server) -> None:
    """While the engine is on its way: told, and mended by the button. Once it is there, no network is missed."""
    served.faults["*.wasm.*.bin"] = slow(1_000_000)
    tab = page(expected=NOISE)
    edit(tab, served)
    message = tab.locator(f"{FIGURE} .bp-live-message")
    expect(message).to_contain_text(" MB", timeout=PATIENCE)
    tab.context.set_offline(True)
    served.cut.set()
    expect(message).to_contain_text(DOWNLOADED, timeout=PATIENCE)
    expect_stepping(tab)
    served.faults.clear()
    served.cut.clear()
    tab.context.set_offline(False)
    tab.locator(f'{FIGURE} [data-action="retry"]').click()
    expect_live(tab)
    tab.context.set_offline(True)
    tab.locator(f'{FIGURE} input[name="x"]').fill("2")
    expect_live(tab, result="1.7")


def test_a_page_comes_back_as_it_was_left(page: Pages, served: Server) -> None:
    """By the browser's Back, from its memory or loaded anew: steps go on, and a number can be changed."""
    tab = page()
    edit(tab, served)
    expect_live(tab)
    tab.goto(served.url + "terminology/")
    tab.go_back()
    expect(tab.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    tab.locator(f'{FIGURE} [data-action="reset"]').click(force=True)
    tab.locator(f'{FIGURE} [data-action="forward"]').click()
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", "one-two-one-step-1")
    tab.locator(f'{FIGURE} input[name="x"]').fill("2")
    expect_live(tab, result="1.7")


@pytest.fixture
def keeping(browser: Browser) -> Iterator[Browser]:
    """A Chromium that keeps the pages that a reader left, as it does unless Playwright forbids it."""
    path = chromium.ensure(chromium.this_machine())
    with browser.browser_type.launch(
        executable_path=path, args=pages.arguments(), ignore_default_args=["--disable-back-forward-cache"]
    ) as running:
        yield running


def left_and_came_back(tab: Page) -> bool:
    """Go to another page and Back; whether the page is the very same one again, rather than loaded anew."""
    tab.evaluate("window.left = true; addEventListener('pageshow', ({ persisted }) => { window.kept = persisted })")
    tab.evaluate("location.href = '../terminology/'")
    tab.wait_for_url("**/terminology/")
    assert tab.evaluate("window.left") is None
    tab.evaluate("setTimeout(() => history.back())")
    tab.wait_for_url(f"**/{CHAPTER}**", wait_until="commit")  # a page that was kept is not loaded
    tab.wait_for_function("window.backprop?.tools && (window.kept || !window.left)")
    return bool(tab.evaluate("window.kept"))


def test_a_page_that_the_browser_kept_comes_back_live(keeping: Browser, served: Server) -> None:
    """The very same page, out of the back/forward cache: its step and its number are there, and the engine answers."""
    served.headers["Cache-Control"] = "no-cache"
    opened = Pages(keeping)
    tab = opened()
    edit(tab, served)
    expect_live(tab)
    tab.locator(f'{FIGURE} [data-action="forward"]').click()
    # A browser that is short of memory or time may load the page anew now and then, and says why.
    assert any(left_and_came_back(tab) for _ in range(RETURNS)), tab.evaluate(NOT_KEPT)
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", "one-two-one-step-1")
    expect(tab.locator(f'{FIGURE} input[name="x"]')).to_have_value("1")
    tab.locator(f'{FIGURE} input[name="x"]').fill("2")
    expect_live(tab, result="1.7")
    assert opened.unexpected() == []


def test_another_script_of_the_page_fails(page: Pages, served: Server) -> None:
    """At once, at every event, and in a promise: figures step and answer all the same."""
    served.head = """<script>
      for (const type of ["load", "click", "input", "DOMContentLoaded"])
        addEventListener(type, () => { throw new Error("of another script"); }, true);
      Promise.reject(new Error("of another script"));
      throw new Error("of another script");
    </script>"""
    tab = page(expected=["of another script"])
    edit(tab, served)
    expect_live(tab)
    tab.locator(f'{FIGURE} [data-action="forward"]').click()
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", "one-two-one-step-1")
