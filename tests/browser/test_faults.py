"""What can go wrong on the way to the live engine: stepping goes on, a sentence says what happened."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.pages import Pages
from tests.support.server import Fault, Server, altered, dropped, missing, serve, truncated

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
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
        expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute(
            "id", f"one-two-one-step-{number}"
        )
    expect(tab.locator("#one-two-one-step-1 math")).to_contain_text("0.5")


@pytest.mark.parametrize(
    ("pattern", "fault", "said"),
    [
        ("*/worker.*.js", missing(), "could not be started"),
        ("*.wasm.*.bin", missing(), "could not be downloaded"),
        ("*.wasm.*.bin", truncated(100_000), "incomplete or altered"),
        ("*.wasm.*.bin", altered(1_000_000), "incomplete or altered"),
        ("*/snapshot.*.bin", truncated(1_000), "incomplete or altered"),
        ("*/snapshot.*.bin", altered(1_000_000), "incomplete or altered"),
        ("*/pyodide.asm.mjs", altered(1_000), "incomplete or altered"),
        ("*/pyodide.mjs", dropped(1_000), "could not be downloaded"),
        ("*/pyodide-lock.json.*.bin", missing(), "could not be downloaded"),
        ("*/pyodide-lock.json.*.bin", altered(100), "incomplete or altered"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_broken_part(
    page: Pages, served: Server, pattern: str, fault: Fault, said: str
) -> None:
    """Missing, cut off or altered: nothing of it runs; a retry works once the fault is gone."""
    served.faults[pattern] = fault
    tab = page(expected=NOISE)
    edit(tab, served)
    message = tab.locator(f"{FIGURE} .bp-live-message")
    expect(message).to_contain_text(said, timeout=PATIENCE)
    expect_stepping(tab)
    served.faults.clear()
    tab.locator(f'{FIGURE} [data-action="retry"]').click()
    expect(tab.locator("#one-two-one-step-1 .bp-formula")).to_contain_text("0.9", timeout=PATIENCE)


def test_web_assembly_is_forbidden(page: Pages, site: object) -> None:
    """A policy without 'wasm-unsafe-eval': the figure stays as it was built."""
    policy = "default-src 'self' 'unsafe-inline' data:; script-src 'self' 'unsafe-inline'"
    with serve(site, headers={"Content-Security-Policy": policy}) as served:  # type: ignore[arg-type]
        tab = page(expected=NOISE)
        edit(tab, served)
        message = tab.locator(f"{FIGURE} .bp-live-message")
        expect(message).to_contain_text("did not let WebAssembly run", timeout=PATIENCE)
        expect_stepping(tab)


def test_a_policy_with_web_assembly_is_enough(page: Pages, site: object) -> None:
    """The engine needs 'wasm-unsafe-eval' and nothing more: no blob:, no eval, no other host."""
    policy = "default-src 'self' 'unsafe-inline' data:; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'"
    with serve(site, headers={"Content-Security-Policy": policy}) as served:  # type: ignore[arg-type]
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
