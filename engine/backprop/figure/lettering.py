"""How much room text takes in a drawing.

Symbols and numbers are set in the math font that the pages carry, so their widths are known: here in whole units of
the drawing, rounded up, with what a browser adds where it makes bold letters itself. Names of operations are set
in whatever font the reader has.
"""

from __future__ import annotations

import math
from functools import lru_cache

from backprop.figure.numbers import REMEMBERED
from backprop.figure.symbols import parts

LAYER_WIDTH = 17  # of a layer in parentheses, under which the index stands

_GAP = 5
_OF_A_WORD = 9
_LETTER, _INDEX, _DIGIT, _OF_A_NAME = 13, 7, 7.2, 8
_OTHERS = {".": 3.6, "−": 10.5, "×": 10.5, "⁻": 7.8} | dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", 6.0)
_BOLDER = 1.04


def symbol_width(name: str) -> int:
    """Of a letter with its index, up to where the index ends."""
    symbol = parts(name)
    return _LETTER * len(symbol.letter) + _INDEX * len(symbol.index)


def word_width(name: str) -> int:
    """Of a name that is a word, with its index; letters of a word are narrower than a single one may be."""
    symbol = parts(name)
    return _OF_A_WORD * len(symbol.letter) + _INDEX * len(symbol.index) if len(symbol.letter) > 1 else 0


def gap_after(name: str) -> int:
    """The room between the index of the symbol `name` and its number: the layer above may reach further."""
    symbol = parts(name)
    over = 0 if symbol.layer is None else max(0, LAYER_WIDTH - _INDEX * len(symbol.index))
    return _GAP + over


@lru_cache(REMEMBERED)
def number_width(text: str) -> int:
    """Of a number as `backprop.figure.numbers.plain` writes it."""
    return math.ceil(_BOLDER * sum(_OTHERS.get(character, _DIGIT) for character in text))


def name_width(text: str) -> int:
    """Of an operation's name."""
    return _OF_A_NAME * len(text)
