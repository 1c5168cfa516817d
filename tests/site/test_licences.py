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
        ("CodeMirror", SHIPPED["@codemirror/view"]),
        ("PyYAML", version("PyYAML")),
        ("STIX Two Math", SHIPPED["@fontsource/stix-two-math"]),
        ("Material for MkDocs", version("mkdocs-material").split(".")[0]),
    ],
)
def test_versions_are_those_that_are_shipped(name: str, shipped: str) -> None:
    """Each row of the table names what the locks pin."""
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| [{name}](")]
    assert f"| {shipped} |" in row


def test_the_writer_of_the_completions_is_named() -> None:
    assert f"[shtab](https://github.com/tqdm/shtab) {version('shtab')} " in PAGE


def test_nothing_that_is_shipped_is_left_out() -> None:
    """Two npm packages and the editor's parts go into the site; another would need a row."""
    others = {name for name in SHIPPED if not name.startswith(("@codemirror/", "@lezer/"))}
    assert others == {"pyodide", "@fontsource/stix-two-math"}


@pytest.mark.parametrize(
    "notice", ["Marijn Haverbeke <marijn@haverbeke.berlin> and others", "Kirill Simonov", "Ingy döt Net"]
)
def test_the_editors_and_the_readers_notices_are_there(notice: str) -> None:
    """The MIT licence asks to keep them, with its text."""
    assert notice in PAGE
    assert "The above copyright notice and this permission notice shall be included" in " ".join(PAGE.split())


def test_the_fonts_licence_is_whole() -> None:
    """Word by word the one that comes with the font: it asks for that."""
    licence = ROOT / "node_modules" / "@fontsource" / "stix-two-math" / "LICENSE"
    assert " ".join(licence.read_text(encoding="utf-8").split()) in " ".join(PAGE.split())


def test_pythons_licence_is_there() -> None:
    """With the notice of copyright, which it asks to keep."""
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in PAGE
    assert "Python Software Foundation" in PAGE.partition("LICENSE VERSION 2")[2]
