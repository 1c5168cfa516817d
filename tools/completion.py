"""Writes what shells read to complete the command `backprop`: `python -m tools.completion`.

The scripts are made of the very parsers that read the arguments, by shtab. A test compares them with what would be
written, and asks a real shell.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import shtab

from backprop.losses import LOSSES
from backprop.primitives import ACTIVATIONS
from backprop.terminal import checking, completing, grading, steps
from backprop_web import terminal, terminal_exercises, terminal_export, terminal_render, terminal_worksheet

COMMANDS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "check": checking.reader,
    "completion": completing.reader,
    "exercises": terminal_exercises.reader,
    "export": terminal_export.reader,
    "figure": terminal.reader,
    "grade": grading.reader,
    "render": terminal_render.reader,
    "worksheet": terminal_worksheet.reader,
}
WORDS = {"activation": tuple(ACTIVATIONS), "loss": tuple(LOSSES)}
"""What an option takes, which the engine checks, and not its parser."""
PATHS = {"FILE": shtab.FILE, "FOLDER": shtab.DIRECTORY, "SITE": shtab.DIRECTORY}
"""What the name of an argument says of what it takes."""


def whole() -> argparse.ArgumentParser:
    """All commands, and the options without one, as one parser."""
    made = argparse.ArgumentParser("backprop", parents=[_completed(steps.reader())], add_help=False)
    commands = made.add_subparsers()
    for name, reader in COMMANDS.items():
        own = _completed(reader())
        commands.add_parser(name, parents=[own], add_help=False, description=own.description, help=own.description)
    return made


def _completed(reader: argparse.ArgumentParser) -> argparse.ArgumentParser:
    for action in reader._actions:
        action.choices = action.choices or WORDS.get(action.dest)
        if path := PATHS.get(str(action.metavar)):
            action.complete = path  # type: ignore[attr-defined]
    return reader


def pages() -> dict[str, str]:
    """The script for each shell."""
    return {shell: shtab.complete(whole(), shell).rstrip() + "\n" for shell in completing.SHELLS}


if __name__ == "__main__":
    completing.FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (completing.FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
