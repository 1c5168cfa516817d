"""How a name of the graph is read: w11 and w_11 are w with the index 11, w2_13 belongs to layer 2, u_xx
is u with the index xx, a derivative, and theta_1 is θ with the index 1. Of matrices, W2_ belongs to layer 2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from backprop.figure.numbers import subscript, superscript
from backprop.greek import LETTERS, NAMES
from backprop.languages import language, words
from backprop.notation import Notation, notation

PLANCK, HAT = "ℎ", "\u0302"
# First and last letter of a row, and where its italic letters begin.
ITALICS = (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("Α", "Ω", 0x1D6E2), ("α", "ω", 0x1D6FC))

_LETTER = "|".join((*LETTERS, "[A-Za-z]"))
_DERIVATIVE = re.compile(rf"({_LETTER})_([a-z]{{1,4}})")
_WORD = re.compile(r"([A-Za-z]{2,})_(\d+(?:_\d+)*)")
_NAME = re.compile(rf"(?P<base>[ymvY]hat|{_LETTER})(?P<output>o?)(?P<first>\d*)(?P<rest>(_\d+)*|_)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A name's letter, layer (or None) and index (or ""); `hat` puts a hat on the letter."""

    letter: str
    hat: bool
    layer: int | None
    index: str


def parts(name: str) -> Parts:
    """Read `name` by the scheme of `backprop.network`, and write it by the notation of the figure; any other name is
    one upright word, perhaps with an index."""
    return _parts(name, notation())


@lru_cache(maxsize=4096)
def _parts(name: str, written: Notation) -> Parts:
    if derivative := _DERIVATIVE.fullmatch(name):
        return Parts(_letter(derivative[1]), False, None, derivative[2])
    match = _NAME.fullmatch(name)
    if match is None and (word := _WORD.fullmatch(name)):
        return Parts(word[1], False, None, word[2].replace("_", ","))
    if match is None:
        return Parts(name, False, None, "")
    hat = match["base"].endswith("hat")
    letter = match["base"][0] if hat else _letter(match["base"])
    first, *rest = (match["output"] + match["first"] + match["rest"]).split("_")
    layer, index = None, ",".join([first, *rest] if first else rest)
    if rest and first.isdigit():
        layer, index = int(first), ",".join(rest)
    return Parts(letter, hat, *((layer, index) if hat else written.placed(letter, layer, index)))


@lru_cache(maxsize=4096)
def drawn(letter: str) -> str:
    """The letters of a symbol as MathML shows them: a single one in mathematical italics."""
    # The place of the italic h in Unicode is empty, because Planck's constant was there before.
    if len(letter) != 1 or letter == "h":
        return PLANCK if letter == "h" else letter
    italic = (place + ord(letter) - ord(first) for first, last, place in ITALICS if first <= letter <= last)
    return chr(next(italic, ord(letter)))


def _letter(base: str) -> str:
    return LETTERS.get(base, base)


def plain(name: str) -> str:
    """The symbol as running text: w₁₁, ŷ, w⁽²⁾₁₃."""
    return _plain(name, notation())


@lru_cache(maxsize=4096)
def _plain(name: str, written: Notation) -> str:
    symbol = _parts(name, written)
    letter = {"y": "ŷ", "Y": "Ŷ"}.get(symbol.letter, symbol.letter + HAT) if symbol.hat else symbol.letter
    layer = "" if symbol.layer is None else f"⁽{superscript(symbol.layer)}⁾"
    index = subscript(symbol.index)
    return f"{letter}{layer}{'_' if index and index == symbol.index else ''}{index}"


def spoken(name: str) -> str:
    """The symbol as a screen reader should say it: w 1 1, v 12, y hat, w 1 3 of layer 2."""
    return _spoken(name, notation(), language())


@lru_cache(maxsize=4096)
def _spoken(name: str, written: Notation, _: str) -> str:
    symbol = _parts(name, written)
    letter = NAMES.get(symbol.letter, symbol.letter)
    # Two digits may be two indices, as of a weight, but not beside a comma, with a zero, or of what has one index only.
    single = symbol.letter == "v" or (written.depth and symbol.letter != "w")
    whole = single or re.search("[,0]", symbol.index)
    index = re.findall(r"[1-9]\d*|[^,]" if whole else "[^,]", symbol.index)
    said = " ".join(filter(None, (words.GREEK.get(letter, letter), words.HAT if symbol.hat else "", *index)))
    return said if symbol.layer is None else words.OF_LAYER.format(symbol=said, layer=symbol.layer)
