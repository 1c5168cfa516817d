"""One file that a reader opens by double-click: it steps, and with Python in it works numbers out."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from backprop_web import alone
from tests.support.pages import Pages
from tools.runtime import make

TINY = {"name": "tiny", "title": "T", "network": [1, 1], "values": {"wo1": 0.5, "bo": 0.1, "x": 0.5}}
LIVE = 60_000


def test_a_number_is_changed_in_a_file_that_nothing_lies_beside(page: Pages, tmp_path: Path) -> None:
    """And nothing is asked for but that file."""
    make()
    target = tmp_path / "my figure.html"
    target.write_text(alone.html(TINY, live=True), "utf-8")
    tab, requested = page(), list[str]()
    tab.context.on("request", lambda request: requested.append(request.url))
    tab.goto(target.as_uri())
    tab.locator("[data-action=forward]").click()
    expect(tab.locator("#tiny-step-1 .bp-formula")).to_contain_text("0.35")
    tab.locator('input[name="x"]').fill("1")
    expect(tab.locator("#tiny-step-1 .bp-formula")).to_contain_text("0.6", timeout=LIVE)
    assert [address for address in requested if not address.startswith(("data:", "blob:"))] == [target.as_uri()]
