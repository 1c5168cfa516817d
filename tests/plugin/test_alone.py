"""A figure as one file: whole, with nothing to fetch, the same bytes each time; and the command that writes it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import sys
from html import unescape
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import backprop
from backprop import terminal
from backprop_web import alone
from backprop_web.runtime import Runtime
from tests.plugin.conftest import MadeWithout

TINY = {"name": "tiny", "title": "Less < more", "network": [1, 1]}
FENCE = "name: tiny\ntitle: Less < more\nnetwork: [1, 1]\n"
DATA = re.compile(r"data:(?P<type>[a-z/0-9]+);base64,(?P<text>[A-Za-z0-9+/=]+)")
pytestmark = pytest.mark.usefixtures("made")
FETCHED = ("link[href]", "script[src]", "img[src]", "iframe[src]")

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def whole(made: Runtime) -> str:
    return alone.html(TINY)


def test_the_file_is_the_whole_figure_under_its_title(whole: str) -> None:
    tree = LexborHTMLParser(whole)
    assert tree.css_first("title").text() == "Less < more"
    assert len(tree.css("figure#tiny .bp-step")) == 1 + 3 + 4
    assert whole.startswith("<!DOCTYPE html>")


def test_nothing_is_fetched(whole: str) -> None:
    """Every style sheet, script and font is in the file, the ones that a style sheet names too."""
    tree = LexborHTMLParser(whole)
    addresses = [
        str(node.attributes["href" if node.tag == "link" else "src"]) for kind in FETCHED for node in tree.css(kind)
    ]
    assert len(addresses) > 2
    assert [address[:40] for address in addresses if not DATA.fullmatch(address)] == []
    styles = [
        base64.b64decode(match["text"]).decode()
        for match in map(DATA.fullmatch, addresses)
        if match and match["type"] == "text/css"
    ]
    named = re.findall(r"url\(\"?([^)\"]*)", "".join(styles))
    assert [name[:40] for name in named if not name.startswith("data:font/woff2;base64,")] == []


def test_scripts_keep_their_order_and_wait_as_on_a_page(whole: str) -> None:
    scripts = LexborHTMLParser(whole).css("script")
    assert ["defer" in script.attributes for script in scripts] == [False, *[True] * (len(scripts) - 1)]


def test_a_live_figure_holds_every_file_that_its_scripts_read(whole: str) -> None:
    """With the hash by which the page checks it; one that is not live holds none."""
    assert not LexborHTMLParser(whole).css("script[data-file]")
    tree = LexborHTMLParser(alone.html(TINY, live=True))
    manifest = json.loads(str(tree.css_first("#backprop-manifest").attributes["data-json"]))
    held = {str(node.attributes["data-file"]): base64.b64decode(node.text()) for node in tree.css("script[data-file]")}
    assert {each["file"]: each["sha256"] for each in manifest["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in held.items()
    }
    assert {"worker", "wasm", "library", "engine", "snapshot"} == {each["role"] for each in manifest["files"]}
    assert tree.css_first(".bp-values") is not None


def test_where_files_for_browsers_are_missing_every_step_is_there(
    made_without: MadeWithout, caplog: pytest.LogCaptureFixture
) -> None:
    """With no script and no font, and a warning that says so."""
    made_without("scripts", "live", "font")
    tree = LexborHTMLParser(alone.html(TINY))
    assert len(tree.css(".bp-step")) == 1 + 3 + 4
    assert tree.css("script") == []
    assert "can neither turn them one by one" in caplog.text


def test_the_same_description_gives_the_same_bytes_as_mapping_and_as_fence(whole: str) -> None:
    assert alone.html(FENCE) == whole


def test_the_command_writes_the_file(whole: str, tmp_path: Path, capsys: Capture) -> None:
    source, target = tmp_path / "tiny.yaml", tmp_path / "tiny.html"
    source.write_text(FENCE, encoding="utf-8")
    assert terminal.main(["figure", str(source), "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == whole
    assert terminal.main(["figure", str(source)]) == 0
    assert capsys.readouterr().out == whole


@pytest.mark.parametrize("kind", ["--svg", "--png"])
def test_a_step_that_is_not_there(kind: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(FENCE))
    assert terminal.main(["figure", "-", kind, "8"]) == 2
    assert "the step is 8: give a whole number from 0 to 7" in capsys.readouterr().err


def test_the_command_writes_a_film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Which takes seconds: where somebody looks, a bar says how far it is, and nothing in a log."""
    source, target = tmp_path / "tiny.yaml", tmp_path / "tiny.gif"
    source.write_text("name: e\ntitle: E\nexpression: sin(x)\nvalues: {x: 1}\n", encoding="utf-8")
    assert terminal.main(["figure", str(source), "--gif", "-o", str(target)]) == 0
    made = target.read_bytes()
    assert made.startswith(b"GIF89a")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert terminal.main(["figure", str(source), "--gif", "-o", str(target)]) == 0
    bars = capsys.readouterr().err.split("\r")[1:]
    assert [bar.rpartition(" ")[2] for bar in bars] == ["1/3", "2/3", "3/3\n"]
    assert target.read_bytes() == made


@pytest.mark.parametrize("library", ["PIL", "resvg_py"])
def test_a_film_without_its_packages_says_what_to_install(
    library: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(FENCE))
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "backprop_web.film", raising=False)
    assert terminal.main(["figure", "-", "--gif"]) == 2
    assert f"fonttools pillow resvg-py tinycss2 ({library} is missing)" in capsys.readouterr().err


def test_pictures_without_their_packages_say_what_to_install(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(FENCE))
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert terminal.main(["figure", "-", "--png", "3"]) == 2
    assert (
        "pip install brotli cssselect2 fonttools pillow resvg-py tinycss2 (resvg_py is missing)"
        in capsys.readouterr().err
    )


def test_the_command_reads_what_is_piped_into_it(whole: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(FENCE))
    assert terminal.main(["figure", "-"]) == 0
    assert capsys.readouterr().out == whole


@pytest.mark.parametrize(
    ("fence", "said"),
    [
        (FENCE + "activatoin: tanh", "line 4 of {file}: activatoin is tanh: "),
        (FENCE.replace("[1, 1]", "[1]"), "line 3 of {file}: network is [1]: list"),
        ("name: tiny\n", "line 1 of {file}: "),
        ("", "line 1 of {file}: "),
    ],
)
def test_a_mistake_names_line_value_and_remedy(fence: str, said: str, tmp_path: Path, capsys: Capture) -> None:
    source = tmp_path / "tiny.yaml"
    source.write_text(fence, encoding="utf-8")
    assert terminal.main(["figure", str(source), "-o", str(tmp_path / "tiny.html")]) == 2
    assert capsys.readouterr().err.startswith("backprop: " + said.format(file=source))
    assert not (tmp_path / "tiny.html").exists()


def test_a_file_that_is_not_there(capsys: Capture) -> None:
    assert terminal.main(["figure", "nowhere.yaml"]) == 2
    assert "nowhere.yaml" in capsys.readouterr().err


def test_the_engine_finds_command_and_page_by_name() -> None:
    found = {each.name: each.value for each in entry_points(group="backprop")}
    assert found == {
        "exercise": "backprop_web.terminal_worksheet:exercise",
        "exercises": "backprop_web.terminal_exercises:command",
        "export": "backprop_web.terminal_export:command",
        "figure": "backprop_web.terminal:command",
        "framed": "backprop_web.alone:framed",
        "render": "backprop_web.terminal_render:command",
        "told": "backprop_web.messages:told",
        "worksheet": "backprop_web.terminal_worksheet:command",
    }


def test_a_notebook_gets_the_file_in_a_frame_that_reaches_nothing_outside(made: Runtime, whole: str) -> None:
    """Text of the author's is never markup, in the frame's attributes neither; the script beside it is the same."""
    frame = str(backprop.Figure(TINY)._repr_html_())
    tree = LexborHTMLParser(f"<body>{frame}")
    node, script = tree.css("body > *")
    assert (node.tag, script.tag) == ("iframe", "script")
    assert script.text() == made.files["notebook"].content.decode()
    assert str(node.attributes["sandbox"]).split() == ["allow-scripts", "allow-downloads"]
    assert node.attributes["title"] == "Less < more"
    assert node.attributes["srcdoc"] == whole
    # What a notebook shows that takes the frame away, since somebody else ran it: text, and in the figure's language.
    assert unescape(node.text()) == "Less < more: run this cell, or trust the notebook, to see the figure."
    german = str(backprop.Figure(TINY, lang="de")._repr_html_())
    assert "vertrauen Sie dem Notebook" in german
    assert unescape(frame).count("<iframe") == 1
