"""Readers of the command's arguments, which say all of their words, argparse's too, in the language of the terminal."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from textwrap import fill
from typing import Any, NoReturn

from backprop.terminal.speech import SPEECH, Speech

WRONG_USE = 2
USAGE = "usage: "


class Reader(argparse.ArgumentParser):
    """Of the arguments of `backprop NAME`, with examples below its options."""

    def __init__(self, name: str, description: str, examples: str, speech: Speech = SPEECH) -> None:
        self.speech = speech
        super().__init__(
            prog=f"backprop {name}".rstrip(),
            description=fill(speech.said(description)),
            epilog=f"{speech.said('examples')}:\n{speech.said(examples)}",
            formatter_class=lambda prog: Help(prog, speech),
            allow_abbrev=False,
        )

    def parse_known_intermixed_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Say the usage here, since argparse takes the word before it off by the length of the English one."""
        self.usage = self.usage or self.format_usage().removeprefix(self.speech.said(USAGE))
        return super().parse_known_intermixed_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say what cannot be read, and how the command is called."""
        self.print_usage(sys.stderr)
        said = self.speech.said(message)
        for name in (each.metavar for each in self._actions if isinstance(each.metavar, str)):
            said = re.sub(rf"\b{re.escape(name)}\b", self.speech.said(name), said)
        self.exit(WRONG_USE, f"{self.prog}: {self.speech.said('error')}: {said}\n")


class Help(argparse.RawDescriptionHelpFormatter):
    """Says names of groups and arguments, and what these are."""

    def __init__(self, prog: str, speech: Speech) -> None:
        self.speech = speech
        super().__init__(prog)

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or self.speech.said(USAGE))

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and self.speech.said(heading))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and self.speech.said(action.help)

    def _metavar_formatter(self, action: argparse.Action, default_metavar: str) -> Callable[[int], tuple[str, ...]]:
        if isinstance(action.metavar, str):
            action = copy(action)
            action.metavar = self.speech.said(str(action.metavar))
        return super()._metavar_formatter(action, default_metavar)
