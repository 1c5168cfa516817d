"""The filter for Pandoc, on documents as Pandoc hands them over; tests/browser/test_hosts.py runs Pandoc itself."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pandoc_backprop import Drawing, main
from tests.support.hosts import FILTER

TINY = "name: tiny\ntitle: Tiny\nnetwork: [1, 1]"
EXERCISE = """\
name: mine
title: Mine
network: [1, 1]
draw:
  values: {w*: [-2, -1.5, 0.5, 2], b*: [-1, 1], x: [2, 3, 4], y: [1, 2]}
ask: [{factor: dzo/dwo1}]
seed: 7"""
QUOTE = {"t": "Para", "c": [{"t": "Code", "c": [["", [], []], "backprop tiny: dL/dwo1"]}]}
pytestmark = pytest.mark.usefixtures("made")


def block(source: str, language: str = "backprop") -> dict[str, Any]:
    """A block of code."""
    return {"t": "CodeBlock", "c": [["", [language], []], source]}


def document(*blocks: dict[str, Any], **meta: dict[str, Any]) -> dict[str, Any]:
    """A document."""
    return {"pandoc-api-version": [1, 23, 1, 1], "meta": meta, "blocks": list(blocks)}


def drawn(given: dict[str, Any], folder: Path, form: str = "html") -> tuple[list[dict[str, Any]], list[str]]:
    """Its blocks, and what is told; the page is to be page.html in the folder, made from page.md there."""
    made = Drawing(given, form, str(folder / "page.html"), str(folder / "page.md")).document()
    return made["blocks"], [each["c"] for each in made["meta"]["backprop-told"]["c"]]


def test_in_html_a_block_is_a_figure_wherever_it_stands(tmp_path: Path) -> None:
    """With its files beside the page, once, and a number quoted before it."""
    listed = {"t": "BulletList", "c": [[block(TINY)]]}
    blocks, told = drawn(document(QUOTE, listed, block(EXERCISE, "exercise")), tmp_path)
    assert not told
    tags, quote, made, asked = blocks
    assert tags["c"][1].startswith('<link rel="stylesheet" href="assets/backprop/')
    assert quote["c"][0]["c"][1].endswith(">−0.15</span>")
    assert made["c"][0][0]["c"][1].startswith('<figure class="bp-figure" id="tiny"')
    assert "bp-exercise" in asked["c"][1]
    assert any((tmp_path / "assets" / "backprop").iterdir())
    assert (tmp_path / "exercise-keys" / "page.html").is_file()


def test_a_cell_that_nothing_runs_is_a_figure(tmp_path: Path) -> None:
    """As Quarto hands it over."""
    (_, figure), told = drawn(document(block(TINY, "{backprop}")), tmp_path)
    assert not told
    assert figure["c"][1].startswith('<figure class="bp-figure" id="tiny"')


def test_a_page_that_stands_alone_has_all_within_itself(tmp_path: Path) -> None:
    """Steps only, unless it is to be live; keys in the page; and nothing is written."""
    own = {"backprop": {"t": "MetaMap", "c": {"alone": {"t": "MetaBool", "c": True}}}}
    (tags, figure, asked), told = drawn(document(block(TINY), block(EXERCISE, "exercise"), **own), tmp_path)
    assert not told
    assert not re.findall('(?:src|href)="(?!data:)', tags["c"][1])
    assert "data-frames" not in figure["c"][1]
    assert "bp-solution" in asked["c"][1]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", ["latex", "epub3", "docx", "revealjs"])
def test_elsewhere_it_is_its_words(tmp_path: Path, form: str) -> None:
    """And nothing is written."""
    (quote, title, structure, steps, asked), told = drawn(
        document(QUOTE, block(TINY), block(EXERCISE, "exercise")), tmp_path, form
    )
    assert not told
    assert quote["c"] == [{"t": "Str", "c": "−0.15"}]
    assert title == {"t": "Para", "c": [{"t": "Strong", "c": [{"t": "Str", "c": "Tiny"}]}]}
    assert structure["c"][0]["c"].startswith("A network with 1 input")
    assert len(steps["c"]) == 1 + 3 + 4
    assert asked["c"][0]["c"][0]["c"] == "Mine"
    assert not list(tmp_path.iterdir())


def test_a_mistake_is_told_with_its_place_value_and_remedy(tmp_path: Path) -> None:
    """Also a language that is nearly ours, and a number that is unknown; of another block nothing is said."""
    wrong, near = TINY.replace("[1, 1]", "[1, 0]").replace("tiny", "other"), block("a: 1", "bakprop")
    text = f"# Page\n\n```backprop\n{wrong}\n```\n\n- ```bakprop\n  a: 1\n  ```\n"
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    blocks, told = drawn(document(block(wrong), near, QUOTE, block("a", "python")), tmp_path)
    width, language, quoted = (each.partition("page.md")[2] for each in told)
    assert width.startswith(", line 6: network.2 is 0: list at least two widths")
    assert language.startswith(", line 9: the language of the fence is bakprop: did you mean backprop?")
    assert quoted == ": the figure tiny of a quoted number is unknown: draw it on this page"
    assert "This figure could not be drawn" in blocks[0]["c"][1]
    assert blocks[1:] == [near, QUOTE, block("a", "python")]


def test_a_fence_that_never_ends_is_told(tmp_path: Path) -> None:
    """Which is a paragraph to Pandoc, and, beneath a line of text, the rest of one."""
    (tmp_path / "page.md").write_text("# Page\n\nWords.\n```backprop\nname: a\n", encoding="utf-8")
    words = [{"t": "Str", "c": each} for each in ("Words.", "```backprop", "name:", "a")]
    _, told = drawn(document({"t": "Para", "c": words}), tmp_path)
    (end,) = (each.partition("page.md")[2] for each in told)
    assert end.startswith(", line 4: the end of the fence is missing: end it by a line that holds ``` alone")
    other = [{"t": "Str", "c": each} for each in ("```python", "`````", "backprop")]
    assert not drawn(document({"t": "Para", "c": other}, {"t": "Para", "c": []}), tmp_path)[1]


def test_options_stand_in_the_document(tmp_path: Path) -> None:
    """The folder for files, what is live, the notation, the language."""
    folder = {"t": "MetaInlines", "c": [{"t": "Str", "c": str(tmp_path)}]}
    meta: dict[str, dict[str, Any]] = {
        "lang": {"t": "MetaString", "c": "de-AT"},
        "backprop": {
            "t": "MetaMap",
            "c": {
                "folder": folder,
                "live": {"t": "MetaBool", "c": False},
                "notation": {"t": "MetaMap", "c": {"delta": {"t": "MetaBool", "c": True}}},
            },
        },
    }
    (tags, figure), told = drawn(document(block(TINY), **meta), tmp_path / "a" / "b")
    assert not told
    assert 'href="../../assets/backprop/' in tags["c"][1]
    assert 'lang="de"' in figure["c"][1]
    assert "δ" in figure["c"][1]
    assert "data-frames" not in figure["c"][1]
    assert not list((tmp_path / "assets" / "backprop").glob("*.bin"))


def test_the_command(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """It prints where the filter is, passes a document on, and says how it is used."""
    monkeypatch.setattr(sys, "argv", ["pandoc-backprop", "--filter"])
    assert main() == 0
    assert Path(capsysbinary.readouterr().out.decode().strip()) == FILTER
    given = document(QUOTE)
    stdin = SimpleNamespace(buffer=io.BytesIO(json.dumps(given).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setattr(sys, "argv", ["pandoc-backprop", "latex", "", "page.md"])
    assert main() == 0
    assert json.loads(capsysbinary.readouterr().out)["blocks"] == [QUOTE]
    monkeypatch.setattr(sys, "argv", ["pandoc-backprop"])
    assert main() == 2
    assert b"give --filter for the path of the filter" in capsysbinary.readouterr().err
