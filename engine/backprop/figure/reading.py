"""Reads one key of a specification each, or says what is wrong with it and what would be right."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from backprop.errors import SpecificationError

LARGEST_VALUE = 1e6


def did_you_mean(wrong: str, known: Sequence[str]) -> str:
    """A remedy that lists what is `known`, and first what is spelled most like `wrong`."""
    close = get_close_matches(wrong, known, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    return f"{hint}use one of {', '.join(known)}"


def read_choice(mapping: Mapping[str, object], key: str, known: Sequence[str]) -> str:
    """One of the `known` words; the first of them where the key is missing."""
    value = mapping.get(key, known[0])
    if not isinstance(value, str) or value not in known:
        raise SpecificationError(key, value, did_you_mean(str(value), known))
    return value


def read_text(mapping: Mapping[str, object], key: str, default: str, longest: int) -> str:
    """Text of at most `longest` characters."""
    value = mapping.get(key, default)
    if not isinstance(value, str) or len(value) > longest:
        raise SpecificationError(key, value, f"give text of at most {longest} characters")
    return value


def read_whole_numbers(
    mapping: Mapping[str, object], key: str, count: tuple[int, int], size: tuple[int, int]
) -> tuple[int, ...]:
    """A list of whole numbers; `count` and `size` are the least and the most allowed."""
    value = mapping.get(key)
    remedy = f"list {count[0]} to {count[1]} whole numbers from {size[0]} to {size[1]}, such as [1, 2, 1]"
    if not isinstance(value, list | tuple) or not count[0] <= len(value) <= count[1]:
        raise SpecificationError(key, "missing" if value is None else value, remedy)
    for each in value:
        if isinstance(each, bool) or not isinstance(each, int) or not size[0] <= each <= size[1]:
            raise SpecificationError(key, value, remedy)
    return tuple(value)


def read_number(name: str, value: object) -> float:
    """A finite number that is not absurdly large."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SpecificationError(name, value, "give a number, such as 0.5")
    if abs(value) > LARGEST_VALUE or not math.isfinite(value):
        raise SpecificationError(name, value, "give a number from −1 000 000 to 1 000 000")
    return float(value)
