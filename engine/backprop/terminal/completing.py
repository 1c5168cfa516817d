"""`backprop completion SHELL`: what a shell has to read so that it completes commands, options and names of files.

The scripts lie beside this module, as `python -m tools.completion` writes them: a shell needs no further package.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from backprop.terminal.reader import Reader

FOLDER = Path(__file__).parent / "completions"
SHELLS = ("bash", "fish", "zsh")
DESCRIPTION = (
    "Print what SHELL has to read so that it completes commands, options, the words that an option takes, and names of "
    "files."
)
EXAMPLES = """\
  bash: backprop completion bash > ~/.local/share/bash-completion/completions/backprop
  fish: backprop completion fish > ~/.config/fish/completions/backprop.fish
  zsh:  backprop completion zsh > _backprop    in a folder that is in $fpath"""


def command(arguments: Sequence[str]) -> int:
    """Print the script."""
    given = reader().parse_args(list(arguments))
    sys.stdout.write((FOLDER / given.shell).read_text(encoding="utf-8"))
    return 0


def reader() -> argparse.ArgumentParser:
    """Of its arguments."""
    made = Reader("completion", DESCRIPTION, EXAMPLES)
    made.add_argument("shell", metavar="SHELL", choices=SHELLS, help=f"one of {', '.join(SHELLS)}")
    return made
