"""axe-core and IBM's checker in the states of a figure that pass or that only a fault brings about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.support import ibm
from tests.support.axe import SEEN, violations
from tests.support.gates import some
from tests.support.pages import Pages
from tests.support.server import Server, missing, slow
from tests.support.views import DESK, PHONE, views

CHAPTER = "chain-rule-and-backpropagation/"
LIVE = 60_000
MAIN = f"{CHAPTER}#one-two-one-step-9"


def bug(figure: Locator, _: Server) -> None:
    """The switch is on, and a step shows what the bug makes of it."""
    figure.locator('[data-tool="bug"]').click()
    expect(figure.locator(".is-current")).to_contain_text("Here is the bug", timeout=LIVE)


def edit(figure: Locator) -> None:
    figure.locator('input[name="x"]').fill("1")


def failed(figure: Locator, served: Server) -> None:
    """A part of the engine is missing: the sentence and the button to try again."""
    served.faults["*.wasm.*.bin"] = missing()
    edit(figure)
    expect(figure.locator('[data-action="retry"]')).to_be_visible(timeout=LIVE)


def loading(figure: Locator, served: Server) -> None:
    """The engine is on its way: the bar, the megabytes and the button to cancel."""
    served.faults["*.wasm.*.bin"] = slow(50_000)
    edit(figure)
    expect(figure.locator("progress")).to_be_visible(timeout=LIVE)


def different(figure: Locator, _: Server) -> None:
    """Python draws the figure of the build otherwise, so nothing of it is shown."""
    figure.evaluate("figure => { figure.dataset.frames = '0' + figure.dataset.frames }")
    edit(figure)
    expect(figure.locator(".bp-live-message")).to_contain_text("differently", timeout=LIVE)


def completed(figure: Locator, _: Server) -> None:
    """A step that is left to the reader, with its answer open."""
    figure.locator(".is-current .bp-answer summary").click()
    expect(figure.locator(".is-current .bp-answer .bp-formula")).to_be_visible()


def training(figure: Locator, _: Server) -> None:
    """Updates are being made, so that curve and table change all the time."""
    figure.locator('[data-tool="train"]').click()
    expect(figure.locator(".bp-train-where")).to_contain_text("Update 0 of 0", timeout=LIVE)
    figure.locator(".bp-train-row input[type=text]").fill("0.001")
    figure.locator("[data-action=run]").click()
    expect(figure.locator(".bp-panel svg")).to_be_visible(timeout=LIVE)
    expect(figure.locator("[data-action=run]")).to_have_text("Stop")


STATES: dict[str, tuple[str, Callable[[Locator, Server], None]]] = {
    "bug": ("backpropagation-at-work/#fork-step-6", bug),
    "failed": (MAIN, failed),
    "loading": (MAIN, loading),
    "different": (MAIN, different),
    "completed": ("backpropagation-at-work/#deep-step-26", completed),
    "training": (MAIN, training),
}


@pytest.mark.parametrize("state", some(STATES, ("different",)))
def test_every_state_is_accessible(page: Pages, served: Server, state: str) -> None:
    """Neither finds anything, and the page does not scroll sideways."""
    address, drive = STATES[state]
    tab = page(expected=["404"] if state == "failed" else [])
    tab.goto(served.url + address)
    name = address.partition("#")[2].rpartition("-step-")[0]
    figure = tab.locator(f"#{name}.bp-ready")
    drive(figure, served)
    for _, palette in views(tab, [(PHONE, "dark"), (DESK, "light")]):
        assert violations(tab, f"#{name}", () if palette == "dark" else SEEN) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert ibm.check(tab, f"#{name}") == []
    # Left before the server is, which may be sending still.
    tab.goto("about:blank")
