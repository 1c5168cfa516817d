"""What the site ships of others is named with version and licence."""

from __future__ import annotations

import json
from importlib.metadata import version

import pytest

from tests.support.site import ROOT

PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
SHIPPED = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]


@pytest.mark.parametrize(
    ("name", "shipped"),
    [
        ("Pyodide", SHIPPED["pyodide"]),
        ("STIX Two Math", SHIPPED["@fontsource/stix-two-math"]),
        ("Material for MkDocs", version("mkdocs-material").split(".")[0]),
    ],
)
def test_versions_are_those_that_are_shipped(name: str, shipped: str) -> None:
    """Each row of the table names what the locks pin."""
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| [{name}](")]
    assert f"| {shipped} |" in row


def test_nothing_that_is_shipped_is_left_out() -> None:
    """Two npm packages go into the site; a third would need a row."""
    assert set(SHIPPED) == {"pyodide", "@fontsource/stix-two-math"}


def test_the_fonts_licence_is_whole() -> None:
    """Word by word the one that comes with the font: it asks for that."""
    licence = ROOT / "node_modules" / "@fontsource" / "stix-two-math" / "LICENSE"
    assert " ".join(licence.read_text(encoding="utf-8").split()) in " ".join(PAGE.split())


def test_pythons_licence_is_there() -> None:
    """With the notice of copyright, which it asks to keep."""
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in PAGE
    assert "Python Software Foundation" in PAGE.partition("LICENSE VERSION 2")[2]
