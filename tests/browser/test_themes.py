"""Figures in other themes than Material: one shown step, its fields and its controls, and no script error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.pages import Pages
from tests.support.server import Server, serve
from tests.support.site import build_page

FENCE = "```backprop\nname: own\ntitle: Own\nnetwork: [1, 2, 1]\n```\n"


@pytest.fixture(params=["mkdocs", "readthedocs"])
def plain(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A site of one page in a theme that comes with MkDocs."""
    with serve(build_page(tmp_path, FENCE, {"name": request.param, "highlightjs": False})) as server:
        yield server


def test_a_figure_steps_and_counts_in_another_theme(page: Pages, plain: Server) -> None:
    """The theme `mkdocs` hides what has the attribute `hidden` by an important rule of its own."""
    tab = page()
    tab.goto(plain.url)
    figure = tab.locator("#own")
    expect(figure.locator(".bp-controls")).to_be_visible()
    figure.locator('[data-action="forward"]').click()
    expect(figure.locator(".is-current")).to_have_attribute("id", "own-step-1")
    expect(figure.locator(".bp-step:visible")).to_have_count(2)
    figure.locator('input[name="x"]').fill("1")
    expect(figure.locator("#own-step-1 .bp-formula")).to_contain_text("×1", timeout=60_000)
