"""What a text says in numbers, with their signs, in whichever way they are written; and which of them it gives away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

from backprop.figure.frames import Figure
from backprop.figure.numbers import MORE_DIGITS, plain

ANSWER = re.compile(r'<details class="bp-answer".*?</details>', re.DOTALL)
# Where things stand in a drawing, which is no number that a reader sees.
PLACES = re.compile(r' (?:d|x|y|dx|dy|width|height|transform|viewBox|data-about|textLength)="[^"]*"')
MARKUP = re.compile(r"</?[a-zA-Z][^\s>]*|[<>]")
# With the sign that stands at it, in parentheses too; that of a difference stands apart.
NUMBER = re.compile(r"(?:(?<![\w.,])[−-])?\d+(?:[.,]\d+)?(?:\s*(?:×|\\times)\s*10[\s^{]*[−-]?\d+)?")
POWER = re.compile(r"\s*(?:×|\\times)\s*10[\s^{]*")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789−")
FEWEST, WRITTEN = 3, 4
"""Numbers with fewer digits stand everywhere; those of a figure have so many."""


def numbers(text: str) -> set[float]:
    """Those in text and attributes, of three digits and more."""
    text = MARKUP.sub(" ", PLACES.sub("", unescape(text))).translate(RAISED)
    # Spoken, in both languages.
    text = re.sub(r"\bminus (?=\d)", "−", text, flags=re.IGNORECASE)
    return {read(each) for each in set(NUMBER.findall(text)) if digits(each) >= FEWEST}


def read(written: str) -> float:
    return float(POWER.sub("e", written).replace("−", "-").replace(",", "."))


def digits(written: str) -> int:
    """How many of its digits count."""
    mantissa = POWER.split(written)[0]
    return len(re.sub(r"\D", "", mantissa).lstrip("0"))


@lru_cache(1024)
def ways(value: float) -> frozenset[float]:
    """The number as it is rounded wherever figures write numbers."""
    written = (plain(value, count) for count in range(WRITTEN, MORE_DIGITS + 1))
    return frozenset(read(each.translate(RAISED)) for each in written if digits(each) >= FEWEST)


def given_away(hidden: Iterable[float], told: set[float], seen: set[float]) -> set[float]:
    """Which hidden numbers are seen: with their sign, or, as a sign may stand apart, without; unless they are told."""
    sizes_told, sizes_seen = set(map(abs, told)), set(map(abs, seen))

    def is_seen(value: float) -> bool:
        with_sign, without = ways(value), ways(abs(value))
        if with_sign & seen and not with_sign & told:
            return True
        return bool(without & sizes_seen and not without & sizes_told)

    return set(filter(is_seen, hidden))


def left(figure: Figure) -> dict[int, float]:
    """What the reader is to find, by step."""
    return {
        number: figure.run.steps[number - 1].result
        for number, frame in enumerate(figure.frames)
        if "bp-answer" in frame.text
    }


def told(figure: Figure) -> set[float]:
    """The numbers of the steps before, and of values in all digits, as the table has them."""
    run = figure.run
    before = " ".join(f"{each.text} {each.drawing}" for each in figure.frames if "bp-answer" not in each.text)
    known = (value for index, value in enumerate(run.values) if index not in run.unknown)
    return numbers(before).union(*map(ways, known))
