"""The chance by which papers, and other numbers for a figure, are drawn: the same on every machine and for ever.

It is SplitMix64 (see `backprop.initial`), which `VERSION`, seed and number start; a choice among n takes the next of
its numbers that is below the largest multiple of n. Whatever would draw other papers from the same seed is another
version: golden files hold this one.
"""

from __future__ import annotations

from collections.abc import Sequence

from backprop.initial import split_mix

VERSION = 1
_WHOLE = 1 << 64


class Chance:
    """Numbers by chance from a few whole numbers, the order of which counts."""

    def __init__(self, *begin: int) -> None:
        state = VERSION
        for number in begin:
            state = next(split_mix(state ^ number))
        self._numbers = split_mix(state)

    def below(self, count: int) -> int:
        """A whole number from 0 to `count`, without `count`; each as likely as the others."""
        bound = _WHOLE - _WHOLE % count
        return next(number for number in self._numbers if number < bound) % count

    def one_of[T](self, choices: Sequence[T]) -> T:
        """One of them; of a single one without using up chance."""
        return choices[self.below(len(choices))] if len(choices) > 1 else choices[0]

    def some_of[T](self, choices: Sequence[T], count: int) -> list[T]:
        """So many of them, at most all, in an order by chance."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]
