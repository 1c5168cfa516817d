"""The page about terminal and notebook says what really happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import backprop
from backprop import terminal
from tests.support.torch_stand_in import stand_in

ROOT = Path(__file__).parents[2]
PAGE, GERMAN = ((ROOT / docs / "terminal-and-notebook.md").read_text("utf-8") for docs in ("docs", "docs.de"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
CALLS = [
    (language, *call)
    for language, page in (("C", PAGE), ("de_DE.UTF-8", GERMAN))
    for call in re.findall(r"^\$ backprop (.*)\n((?:.+\n)+?)```", page, re.MULTILINE)
]
CALLED = [
    *re.findall(r"^backprop\.\w+\(.*\)$", PAGE, re.MULTILINE),
    *re.findall(r"`(backprop\.\w+\(.*?\))` \|", README),
]
SHOWN = [each for each in CALLED if "compare" not in each]


@pytest.mark.parametrize(("language", "command", "printed"), CALLS)
def test_a_command_prints_what_the_page_shows(
    language: str,
    command: str,
    printed: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In a terminal of the page's language."""
    monkeypatch.setenv("LC_ALL", language)
    monkeypatch.chdir(tmp_path)
    table = re.search(r"```text\n(name,gradient\n[^`]*)```", PAGE)
    assert table
    Path("mine.csv").write_text(table[1], encoding="utf-8")
    assert terminal.main(shlex.split(command)) in (0, 1)
    assert capsys.readouterr().out == printed


def test_the_page_has_commands() -> None:
    """Or the test above would run over nothing."""
    assert len(CALLS) == 4
    assert len(SHOWN) == 6


@pytest.mark.parametrize("call", SHOWN)
def test_what_is_shown_in_a_notebook_is_a_figure(call: str) -> None:
    assert isinstance(eval(call, {"backprop": backprop}), backprop.Figure)  # noqa: S307


@pytest.mark.parametrize("call", [each for each in CALLED if "compare" in each])
def test_a_model_is_compared_as_the_page_shows(call: str) -> None:
    """And as the README does."""
    made = re.search(r"^model = .*$", PAGE, re.MULTILINE)
    assert made
    known: dict[str, object] = {"torch": stand_in(), "backprop": backprop, "sample": ([0.5, -0.4], 0.8)}
    exec(made[0], known)  # noqa: S102
    assert eval(call, known).agrees  # noqa: S307
