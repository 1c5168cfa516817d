"""Blocks that were meant for a figure, and whose language is nearly ours: hosts show them as code without a word."""

from __future__ import annotations

from collections.abc import Sequence

from backprop_web.problems import Problem

MISSPELLED = "did you mean {word}? as it stands, the page shows the text of the fence"


def misspelled(language: str, names: Sequence[str], line: int, written: str = "") -> Problem | None:
    """What is wrong with a block in `line` whose language is nearly one of `names`, `written` with all around it."""
    word = next((name for name in names if is_near(language.lower(), name)), None)
    if word is None:
        return None
    return Problem("the language of the fence", written or language, MISSPELLED.format(word=word), line)


def is_near(word: str, name: str) -> bool:
    """Whether they are the same but for one letter: left out, put in, another one, or two that changed places."""
    if word == name:
        return True
    start = next((at for at, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), None)
    if start is None:
        return abs(len(word) - len(name)) == 1
    rest, wanted = word[start:], name[start:]
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == wanted or rest == wanted[1:] or rest[1:] == wanted[1:] or swapped == wanted
