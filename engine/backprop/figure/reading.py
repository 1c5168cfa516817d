"""Reads one key of a specification each, or says what is wrong with it and what would be right."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeGuard

from backprop.errors import ExpressionError, GraphError, SpecificationError
from backprop.expression import constant
from backprop.figure.numbers import with_points
from backprop.greek import spelled
from backprop.initial import LARGEST_SEED, SCHEMES, scheme_of
from backprop.languages import words
from backprop.network import activation_row
from backprop.primitives import ACTIVATIONS

LARGEST_VALUE = 1e6
LONGEST_NUMBER = 100

_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_DECIMAL_COMMA = re.compile(r"\s*([-+−]?\d+),(\d+)\s*")


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


def read_activation(key: str, value: object) -> str:
    """An activation, perhaps with its number: tanh, leaky-relu(0.2)."""
    return _named(key, value, activation_row, ACTIVATIONS)


def read_scheme(key: str, value: object) -> str:
    """A scheme of initial weights, perhaps with its number: xavier, equal(0.3)."""
    return _named(key, value, scheme_of, SCHEMES)


def _named(key: str, value: object, check: Callable[[Any], object], known: Collection[str]) -> str:
    """A known name, with a number in parentheses or without; `check` raises a GraphError for another one."""
    try:
        check(value)
    except GraphError as problem:
        close = str(value) in known or "(" in str(value)
        raise SpecificationError(
            key, value, problem.remedy if close else did_you_mean(str(value), tuple(known))
        ) from problem
    return str(value)


def read_seed(mapping: Mapping[str, object]) -> int:
    """Which numbers chance gives; 1 where nothing is said."""
    return read_whole(mapping, "seed", (0, LARGEST_SEED), 1)


def read_whole(mapping: Mapping[str, object], key: str, bounds: tuple[int, int], default: int | None = None) -> int:
    """A whole number within the bounds; `default` where the key is missing, which is refused where there is none."""
    value = mapping.get(key, default)
    if not _is_whole(value, bounds):
        raise SpecificationError(key, value, f"give a whole number from {bounds[0]} to {bounds[1]}")
    return value


def _is_whole(value: object, bounds: tuple[int, int]) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and bounds[0] <= value <= bounds[1]


def read_whole_numbers(
    mapping: Mapping[str, object], key: str, count: tuple[int, int], size: tuple[int, int]
) -> tuple[int, ...]:
    """A list of whole numbers; `count` and `size` are the least and the most allowed."""
    value = mapping.get(key)
    remedy = f"list {count[0]} to {count[1]} whole numbers from {size[0]} to {size[1]}, such as [1, 2, 1]"
    if not isinstance(value, list | tuple) or not count[0] <= len(value) <= count[1]:
        raise SpecificationError(key, "missing" if value is None else value, remedy)
    if not all(_is_whole(each, size) for each in value):
        raise SpecificationError(key, value, remedy)
    return tuple(value)


def read_number(name: str, value: object) -> float:
    """A finite number that is not absurdly large, or a formula of numbers that makes one: 1/3, 2*pi, −0.5."""
    number = _worked_out(name, value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise SpecificationError(name, value, words.ERRORS["number"])
    if abs(number) > LARGEST_VALUE or not math.isfinite(number):
        raise SpecificationError(name, value, words.ERRORS["range"])
    return float(number)


def _worked_out(name: str, text: str) -> float:
    if len(text) > LONGEST_NUMBER:
        raise SpecificationError(name, text, words.FORMULAS["long"].format(most=LONGEST_NUMBER))
    try:
        return constant(with_points(text) if words.DECIMAL_SIGN == "," else text)
    except ExpressionError as problem:
        decimal = _DECIMAL_COMMA.fullmatch(text)
        remedy = words.FORMULAS["comma"].format(number=f"{decimal[1]}.{decimal[2]}") if decimal else problem.remedy
        told = _POINT.sub(words.DECIMAL_SIGN, remedy)
        raise SpecificationError(name, text, f"{told}; {words.ERRORS['number']}") from problem


def read_numbers(key: str, value: object, within: str = "") -> dict[str, float]:
    """Names and numbers; θ and theta are the same name. An error calls a number by its name, after `within`."""
    if not isinstance(value, Mapping):
        raise SpecificationError(key, value, "list names and numbers, such as x: 0.5")
    numbers: dict[str, float] = {}
    for written, each in value.items():
        name = spelled(str(written))
        if name in numbers:
            raise SpecificationError(
                f"{within}{written}", each, f"it is {name}, which has a number already: keep one of the two"
            )
        numbers[name] = read_number(f"{within}{written}", each)
    return numbers
