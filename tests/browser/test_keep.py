"""What a reader made of the figures is there again after a reload, and on the way Back and Forward."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.pages import Pages, instant
from tests.support.server import NEVER, Server, missing

WORK, NEURON = "backpropagation-at-work/", "one-neuron-by-hand/"
FORK, DEEP = "#fork", "#deep"
LIVE = 60_000
FORBIDDEN = """
  Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("forbidden", "SecurityError") } });
"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };"


def ready(tab: Page) -> Page:
    tab.wait_for_function("window.backprop?.tools")
    return tab


def change(tab: Page, figure: str, name: str, number: str, step: int) -> None:
    """Type a number and go to a step."""
    tab.locator(f'{figure} input[name="{name}"]').fill(number)
    tab.locator(f"{figure} .bp-controls input").fill(str(step))
    expect_state(tab, figure, name, number, step)


def expect_state(tab: Page, figure: str, name: str, number: str, step: int) -> None:
    expect(tab.locator(f'{figure} input[name="{name}"]')).to_have_value(number)
    expect(tab.locator(f"{figure}-step-{step}")).to_have_attribute("aria-current", "step")


@pytest.fixture
def work(page: Pages, served: Server) -> Page:
    """A page of several figures, two of them changed; what is kept is there before Python is."""
    served.faults["*.bin"] = NEVER
    tab = page(expected=["favicon"])
    tab.goto(served.url + WORK)
    ready(tab)
    change(tab, FORK, "x", "−0.25", 3)
    change(tab, DEEP, "x", "1.5", 7)
    return tab


def test_a_reload_keeps_every_figure(work: Page, served: Server) -> None:
    """Numbers and steps of both; the engine computes with them; no address and no history entry is made."""
    before = work.url, work.evaluate("history.length")
    for faults in (dict(served.faults), {}):
        served.faults = faults
        work.reload()
        ready(work)
        expect_state(work, FORK, "x", "−0.25", 3)
        expect_state(work, DEEP, "x", "1.5", 7)
    expect(work.locator(f"{FORK}-step-0 .bp-formula")).to_contain_text("−0.25", timeout=LIVE)
    assert (work.url, work.evaluate("history.length")) == before


def test_the_keyboard_goes_on_where_it_was(work: Page, served: Server) -> None:
    """After a reload, and on the way Back, without a scroll of the page; not for whoever comes by a link."""
    for part in (f"{DEEP} [data-action=backward]", f'{DEEP} input[name="x"]', f"{DEEP}-step-7 .bp-title a"):
        work.locator(part).first.focus()
        work.reload()
        ready(work)
        expect(work.locator(part).first).to_be_focused()
    work.goto(served.url + NEURON)
    work.go_back()
    ready(work)
    expect(work.locator(part).first).to_be_focused()
    work.goto(served.url + NEURON)
    work.goto(served.url + WORK)
    ready(work)
    expect_state(work, DEEP, "x", str(work.locator(f'{DEEP} input[name="x"]').get_attribute("value")), 0)
    assert work.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize("entry", ["#", "button >", "html", "#gone button"])
def test_what_the_keyboard_left_may_be_anything(work: Page, entry: str) -> None:
    """An entry of the session that nobody wrote here is no selector, or finds nothing of a figure: all else is kept."""
    key = f"backprop focus /{WORK}"
    work.add_init_script(f"sessionStorage.setItem({key!r}, {entry!r})")
    work.reload()
    ready(work)
    expect_state(work, FORK, "x", "−0.25", 3)
    expect_state(work, DEEP, "x", "1.5", 7)
    assert work.evaluate("document.activeElement === document.body")


def test_original_numbers_stay_original(work: Page) -> None:
    """After a reload too; the other figure keeps its own."""
    work.locator(f'{FORK} [data-action="defaults"]').click()
    original = work.locator(f'{FORK} input[name="x"]').input_value()
    assert original != "−0.25"
    work.reload()
    ready(work)
    expect_state(work, FORK, "x", original, 3)
    expect_state(work, DEEP, "x", "1.5", 7)


def test_the_switch_for_the_bug_is_kept(work: Page) -> None:
    """As the numbers are."""
    work.locator(f'{FORK} [data-tool="bug"]').click()
    work.reload()
    ready(work)
    expect(work.locator(f'{FORK} [data-tool="bug"]')).to_have_attribute("aria-pressed", "true")


def test_back_brings_the_figures_and_a_link_does_not(work: Page, served: Server) -> None:
    """Whole page loads: the way Back is to what was left, a link to what the author built."""
    work.goto(served.url + NEURON)
    work.go_back()
    ready(work)
    expect_state(work, FORK, "x", "−0.25", 3)
    work.goto(served.url + NEURON)
    work.goto(served.url + WORK)
    ready(work)
    expect(work.locator(f"{FORK}-step-0")).to_have_class("bp-step is-current")
    assert work.locator(f'{FORK} input[name="x"]').input_value() != "−0.25"


def test_the_address_goes_before_and_follows(work: Page, served: Server) -> None:
    """A step in it is shown with the original numbers; what is changed then is in the address, and so survives."""
    work.goto("about:blank")  # else the browser only goes to a fragment, and the address follows the numbers
    work.goto(f"{served.url}{WORK}{FORK}-step-5")
    ready(work)
    expect(work.locator(f"{FORK}-step-5")).to_have_attribute("aria-current", "step")
    assert work.locator(f'{FORK} input[name="x"]').input_value() != "−0.25"
    change(work, FORK, "x", "2.5", 6)
    change(work, DEEP, "x", "3", 4)
    work.wait_for_url(f"{served.url}{WORK}?bp=fork,x:2.5{FORK}-step-6")
    work.reload()
    ready(work)
    expect_state(work, FORK, "x", "2.5", 6)
    expect_state(work, DEEP, "x", "3", 4)


def test_a_wrong_address_shows_all_figures_as_built(work: Page) -> None:
    """As its sentence says, whatever was kept; and it stays as it is, so that it can be corrected."""
    wrong = work.url + "?bp=fork,x:q"
    work.evaluate("address => history.replaceState(null, '', address)", wrong)
    work.reload()
    ready(work)
    expect(work.locator(".bp-address")).to_contain_text("“x:q”")
    assert work.locator(f'{FORK} input[name="x"]').input_value() != "−0.25"
    assert work.locator(f'{DEEP} input[name="x"]').input_value() != "1.5"
    work.locator(f'{FORK} [data-action="forward"]').click()
    work.wait_for_timeout(800)
    assert work.url == wrong


def test_what_is_kept_is_not_trusted(work: Page) -> None:
    """Another script of the same site may have written anything there: the figures are as built."""
    work.evaluate(
        "for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, '?bp=fork,x:<b>,y:1#__proto__')"
    )
    work.reload()
    ready(work)
    expect(work.locator(f"{FORK}-step-0")).to_have_class("bp-step is-current")
    assert work.locator(f'{FORK} input[name="x"]').input_value() != "−0.25"


@pytest.mark.parametrize("trouble", [FORBIDDEN, FULL])
def test_without_storage_the_figures_work(page: Pages, served: Server, trouble: str) -> None:
    """Nothing is thrown; a reload shows what the author built."""
    served.faults["*.bin"] = NEVER
    tab = page()
    tab.add_init_script(trouble)
    tab.goto(served.url + NEURON)
    ready(tab)
    change(tab, "#neuron", "x", "0.25", 2)
    tab.reload()
    ready(tab)
    expect(tab.locator("#neuron-step-0")).to_have_class("bp-step is-current")
    tab.locator('#neuron [data-action="forward"]').click()
    expect(tab.locator("#neuron-step-1")).to_have_class("bp-step is-current")


def test_without_an_engine_the_steps_are_kept(page: Pages, served: Server) -> None:
    """And numbers that an address holds stay in it for a browser that can compute."""
    served.faults["*/live.*.js"] = missing()
    tab = page(expected=["404", "live"])
    address = f"{served.url}{WORK}?bp=fork,x:3{FORK}-step-5"
    tab.goto(address)
    ready(tab)
    tab.locator(f"{DEEP} .bp-controls input").fill("4")
    tab.locator(f'{FORK} [data-action="back"]').click()
    tab.wait_for_timeout(800)
    assert tab.url == address
    tab.reload()
    ready(tab)
    expect(tab.locator(f"{DEEP}-step-4")).to_have_class("bp-step is-current")


def test_instant_navigation_keeps_them_too(page: Pages, published: Server) -> None:
    """Back to the page in the same document brings its figures; a link to it does not."""
    published.faults["*.bin"] = NEVER
    tab = page()
    tab.goto(published.url + WORK)
    ready(tab)
    instant(tab)
    tab.evaluate("window.sameDocument = true")
    change(tab, FORK, "x", "−0.25", 3)
    links = tab.locator(".md-nav--primary")
    links.locator('a[href$="one-neuron-by-hand/"]').first.evaluate("link => link.click()")
    expect(tab.locator("#neuron.bp-ready")).to_be_attached(timeout=LIVE)
    tab.go_back()
    expect(tab.locator(f"{FORK}.bp-ready")).to_be_attached(timeout=LIVE)
    expect_state(tab, FORK, "x", "−0.25", 3)
    tab.go_forward()
    expect(tab.locator("#neuron.bp-ready")).to_be_attached(timeout=LIVE)
    links.locator('a[href$="backpropagation-at-work/"]').first.evaluate("link => link.click()")
    expect(tab.locator(f"{FORK}.bp-ready")).to_be_attached(timeout=LIVE)
    expect(tab.locator(f"{FORK}-step-0")).to_have_class("bp-step is-current")
    assert tab.locator(f'{FORK} input[name="x"]').input_value() != "−0.25"
    assert tab.evaluate("window.sameDocument")
