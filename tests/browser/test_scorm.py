"""An exercise in a SCORM package, in a frame of a course platform: answered there, and its score arrives."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from backprop_web import document
from backprop_web.courses import scorm
from tests.support.pages import Pages
from tests.support.server import serve

pytestmark = pytest.mark.gate

LIVE = 60_000
PLATFORM = Path(__file__).parents[2] / "node_modules" / "scorm-again" / "dist" / "scorm12.js"
MINE = """\
name: mine
title: Mine & <yours>
network: [1, 2, 1]
draw: {activation: [relu, tanh]}
digits: 8
ask: [{count: parameters}]
"""
HOST = """\
<!DOCTYPE html><title>platform</title><script src="scorm12.js"></script>
<script>window.API = new Scorm12API({autocommit: false})</script>
<iframe src="package/index.html" width="600" height="900"></iframe>
"""
TOLD = "[API.cmi.core.score.raw, API.cmi.core.lesson_status, API.cmi.suspend_data.split('.')[0]].join(' ')"


def test_a_platform_hears_the_score(page: Pages, tmp_path: Path) -> None:
    """Of scorm-again, which stands for the platform. A hint costs; the page has no key in it."""
    with ZipFile(io.BytesIO(scorm.package(document.read(MINE)))) as archive:
        archive.extractall(tmp_path / "package")
    (tmp_path / "scorm12.js").write_bytes(PLATFORM.read_bytes())
    (tmp_path / "host.html").write_text(HOST, "utf-8")
    assert "bp-solution" not in (tmp_path / "package" / "index.html").read_text("utf-8")
    with serve(tmp_path) as server:
        tab = page()
        tab.goto(f"{server.url}host.html")
        exercise = tab.frame_locator("iframe").locator("#mine")
        exercise.locator("[data-action=hint]").click()
        expect(exercise.locator(".bp-hint")).to_have_count(1, timeout=LIVE)
        exercise.locator("input").fill("7")
        exercise.locator("[data-action=check]").click()
        expect(exercise.locator(".bp-receipt textarea")).to_have_count(1, timeout=LIVE)
        tab.wait_for_function(f"{TOLD} === '75 completed mine'")
