"""What is wrong with a code that is none: its checksum tells the one place that a slip of the pen has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backprop.exercise.codes import ALPHABET, read_result, read_sheet

SIGNS = sorted({*"abcdefghijklmnopqrstuvwxyz0123456789.-+", *ALPHABET.lower()})
LONGEST = 120
"""No code is longer, and every place costs time."""
_LIKE = re.compile(r"[a-z0-9+-]+(?:[.,:][a-z0-9+-]+){3,}")


@dataclass(frozen=True, slots=True)
class Slip:
    """In the `place`, counted from 1, stands `wrong` where `right` has to stand; nothing where one has none."""

    place: int
    wrong: str
    right: str


def is_like_a_code(text: str) -> bool:
    """Whether somebody meant a code."""
    return _LIKE.fullmatch(_bare(text)) is not None


def slip_in(text: str) -> Slip | None:
    """The one change of one sign that makes a code of it; None where there is none, or more than one."""
    bare = _bare(text)
    if len(bare) > LONGEST or not is_like_a_code(text):
        return None
    found = [slip for changed, slip in _changes(bare) if read_result(changed) or read_sheet(changed)]
    return found[0] if len({(slip.place, slip.right) for slip in found}) == 1 else None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text).lower()


def _changes(text: str) -> Iterator[tuple[str, Slip]]:
    """With another sign in one place. Where one is lost or too many, the checksum is not where it was."""
    for place, wrong in enumerate(text):
        for right in SIGNS:
            if right != wrong:
                yield f"{text[:place]}{right}{text[place + 1 :]}", Slip(place + 1, wrong, right)
