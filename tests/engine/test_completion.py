"""The command `backprop` completed by shells: scripts made of its own parsers, and what a real shell makes of them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from backprop import terminal
from backprop.losses import LOSSES
from backprop.primitives import ACTIVATIONS
from backprop.terminal import COMMANDS, ELSEWHERE
from backprop.terminal.completing import FOLDER, SHELLS
from tools import completion

ASKED = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_shtab_backprop
printf '%s\\n' "${COMPREPLY[@]}"
"""
BASH = shutil.which("bash") or "bash"


def completed(*words: str, folder: Path = FOLDER) -> set[str]:
    """What Bash offers in the place of the last word, which is begun."""
    command = [BASH, "--norc", "-c", ASKED, "bash", str(FOLDER / "bash"), "backprop", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    return set(done.stdout.split())


def test_the_scripts_are_up_to_date() -> None:
    """`python -m tools.completion` would write those that are there."""
    assert {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()} == completion.pages()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_command_prints_the_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main(["completion", shell]) == 0
    assert capsys.readouterr().out == (FOLDER / shell).read_text("utf-8")


def test_a_shell_that_is_not_known_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        terminal.main(["completion", "cmd"])
    assert "choose from bash, fish, zsh" in capsys.readouterr().err.replace("'", "")


def test_every_command_is_completed() -> None:
    """Those of the other distribution, too."""
    assert completed("") == set(completion.COMMANDS) == {*COMMANDS, *ELSEWHERE}
    assert completed("wo") == {"worksheet"}


@pytest.mark.parametrize("command", completion.COMMANDS)
def test_every_option_of_a_command_is_completed(command: str) -> None:
    """As its own help lists them, by every shell."""
    named = {option for action in completion.COMMANDS[command]()._actions for option in action.option_strings}
    assert completed(command, "-") == named
    for shell in SHELLS:
        text = (FOLDER / shell).read_text("utf-8")
        assert [option for option in named if option.lstrip("-") not in text] == []


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("--activation", ""), set(ACTIVATIONS)),
        (("--loss", ""), set(LOSSES)),
        (("--loss", "hub"), {"huber-loss"}),
        (("check", "mine.csv", "--activation", "ta"), {"tanh"}),
        (("--js",), {"--json"}),
        (("completion", ""), set(SHELLS)),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_words_are_completed(words: tuple[str, ...], offered: set[str]) -> None:
    """As many as the engine knows."""
    assert completed(*words) == offered


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("figure", ""), {"tiny.yaml", "site"}),
        (("figure", "ti"), {"tiny.yaml"}),
        (("figure", "tiny.yaml", "-o", "t"), {"tiny.yaml"}),
        (("check", "t"), {"tiny.yaml"}),
        (("worksheet", "tiny.yaml", "--students", ""), {"tiny.yaml", "site"}),
        (("worksheet", "tiny.yaml", "--out", ""), {"site"}),
        (("render", ""), {"site"}),
        (("--python", "t"), {"tiny.yaml"}),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_files_and_folders_are_completed(words: tuple[str, ...], offered: set[str], tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").touch()
    (tmp_path / "site").mkdir()
    assert completed(*words, folder=tmp_path) == offered
