"""The command `backprop` in the language of the terminal: its help, what it prints, and what it refuses."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from backprop import terminal
from backprop.terminal import speech, steps
from backprop.terminal.speech import language
from tests.support import translation
from tests.support.site import ROOT
from tools import completion

PACKAGES = (speech.ENGINE, "backprop_web.terminal_languages")
READERS = {"": steps.reader, **completion.COMMANDS}
EXPRESSION = ["exp(sin(x**2))", "x=0.8"]
# Of commands, options, files and columns, and what stands in an example.
_NAMES = """
activation bash check class code codes completion count csv entropy error exercise exercises export figure fish forgot
grade half help hugo index json list live local loss mine name network number only order out output page papers pipe
preload program public quarto rate render residual share sheets shell site squared step steps students svg tex title
sheet value values web weighted worksheet xxxx zsh
"""
NAMES = frozenset(_NAMES.split())


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*speech.OF_MESSAGES, speech.WISHED):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_AT.UTF-8")


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:de"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "de_CH@euro"}, "de"),
        ({"LANG": "../../x", "LANGUAGE": ":"}, "en"),
    ],
    ids=str,
)
def test_the_environment_says_the_language(
    environment: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*speech.OF_MESSAGES, speech.WISHED):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == code


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("name", READERS)
def test_no_help_is_left_in_english(name: str) -> None:
    """But for names; argparse's own words are none."""
    told = READERS[name]().format_help()
    assert told.startswith("Aufruf: backprop")
    assert translation.untranslated("de", [told]) - NAMES == set()
    for word in ("usage", "options:", "examples", "with ", "show", "default"):
        assert word not in told


@pytest.mark.usefixtures("german")
def test_the_table_is_german_and_what_programs_read_is_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def printed(*arguments: str) -> str:
        assert terminal.main([*EXPRESSION, *arguments]) == 0
        return capsys.readouterr().out

    assert printed().splitlines()[0].split() == ["Schritt", "Ergebnis", "Formel", "mit", "Zahlen", "Wert"]
    assert "≈ 0,5972" in printed()
    own = [printed(each) for each in ("--json", "--csv", "--tex")]
    monkeypatch.setenv("LANG", "C")
    assert own == [printed(each) for each in ("--json", "--csv", "--tex")]


@pytest.mark.usefixtures("german")
def test_findings_are_german(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("name,gradient\nw11,-0.1087\nwo1,-0.2304\n", encoding="utf-8")
    assert terminal.main(["check", str(file), "--network", "1,2,1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "dL/dw11  −0,1087 stimmt"
    assert lines[1].startswith("dL/dwo1  −0,2304 weicht von −0,1064857831 ab. Das ist ∂L/∂zₒ, ")
    assert lines[2] == "1 von 2 stimmen überein"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "die Formel ist nichts: geben Sie eine an, etwa"),
        (["x*y", "x=1"], "y fehlt: fügen Sie am Ende y=0.5 hinzu"),
        (["x*y", "x"], "ein Argument ist x: schreiben Sie NAME=ZAHL"),
        (["x*(", "x=1"], "expression ist x*(: in Spalte 3: "),
        (["--network", "1,0"], "network ist "),
        (["check", "no-such-file.csv", "x", "x=1"], "die Datei ist no-such-file.csv: sie ist nicht da"),
    ],
    ids=str,
)
def test_an_error_is_german(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"backprop: {said}")


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("check", [], "es fehlt: DATEI, FORMEL NAME=ZAHL"),
        ("figure", ["a", "--png", "x"], "--png ist 'x': geben Sie eine ganze Zahl an"),
        ("figure", ["a", "--svg", "1", "--gif"], "--gif geht nicht zusammen mit --svg"),
        ("figure", ["a", "-o"], "nach -o/--output fehlt etwas"),
        ("grade", ["a", "b"], "unbekannt: b"),
    ],
    ids=str,
)
def test_wrong_arguments_are_told_in_german(
    name: str, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = READERS[name]()
    with pytest.raises(SystemExit):
        (reader.parse_intermixed_args if name == "check" else reader.parse_args)(arguments)
    told = capsys.readouterr().err
    assert told.startswith(f"Aufruf: backprop {name} [-h]")
    assert f"\nbackprop {name}: Fehler: {said}" in told


@pytest.mark.usefixtures("german")
def test_sheets_need_a_list_or_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        terminal.main(["worksheet", "a"])
    assert "Fehler: eines davon ist nötig: --students --code" in capsys.readouterr().err


def texts() -> Iterator[str]:
    """All that the command may say in English, argparse's words too."""
    yield inspect.getsource(argparse)
    places = [*(ROOT / "engine/backprop/terminal").glob("*.py"), *(ROOT / "plugins/backprop_web").glob("terminal*.py")]
    for path in (*places, ROOT / "engine/backprop/figure/comparing.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


@pytest.mark.parametrize("package", PACKAGES)
def test_no_text_is_translated_that_is_gone(package: str) -> None:
    written = "\n".join(texts())
    for text in import_module(f"{package}.de").TEXTS:
        parts = [part for part in re.split(r"\{\w+\}", text) if len(part) > 3]
        assert [part for part in parts if part.strip(" ():,;") not in written] == []
