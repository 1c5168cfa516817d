"""One way of writing for the many that students have: TeX, signs of a keyboard and speech become names, numbers and
signs, with spaces where something ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import partial

from backprop.exercise.languages import en, words
from backprop.greek import CHARACTERS, NAMES

_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₒₓₜ", "0123456789oxt")
_GREEK = re.compile(f"[{CHARACTERS}]")
_SUPERSCRIPT = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SUBSCRIPT = re.compile("[₀₁₂₃₄₅₆₇₈₉ₒₓₜ]+")
_LAYER = re.compile(r"([A-Za-z])(?:\^\{?\((\d+)\)\}?|⁽([⁰¹²³⁴⁵⁶⁷⁸⁹]+)⁾)|(?<![A-Za-z])([A-Za-z])\((\d+)\)")
_INDEX = re.compile(r"_\s*\{([^{}]*)\}")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_DERIVED = re.compile(r"\s*[d∂]\s*[A-Za-z]")
_SIGNS = {
    r"\$|\\[()\[\]]": " ",
    r"\\(?:cdot|times|ast)\b|[×·⋅∗•∙]": "*",
    r"\\div\b|[÷∕⁄]": "/",
    r"\\(?:left|right|[bB]igg?[lr]?)\b": "",
    r"\\(?:[,;:! ]|q?quad\b)|~": " ",
    r"\\(?:mathrm|mathit|text|operatorname)\s*\{([^{}]*)\}": r"\1",
    r"\\(?:wide)?hat\s*(?:\{\s*y\s*\}|y)|ŷ|y\u0302": " yhat ",
    r"\\partial\b": "∂",
    r"[−–]": "-",
    r"\^": "**",
    r"½": "(1/2)",
}
_LEFT = {r"\{\s*\}": "", r"\{": "(", r"\}": ")", r"\\": " "}
"""Of TeX, when all that it has names for is read."""
_DERIVATIVES = {
    r"\s*/\s*": "/",
    # The derivative of L by z: the slash has become that of the fraction.
    r"∇\s*([^/+*=()-]+)/(?:d\s+)?": r"d \1/d ",
    r"(?<!/)∂\s*([^/∂+*=()-]+)\s∂": r"d \1/d ",
    "∂": "d",
}


def plain(text: str, names: Collection[str]) -> str:
    """The text in one way of writing; a word that is one of the `names` stays what it is."""
    text = _GREEK.sub(lambda match: NAMES[match[0]], text)
    text = _SUPERSCRIPT.sub(lambda match: f"**{match[0].translate(_RAISED)}", _LAYER.sub(_layered, text))
    text = _SUBSCRIPT.sub(lambda match: f"{match[0].translate(_LOWERED)} ", text)
    text = _INDEX.sub(lambda match: re.sub("[, ]", "", match[1]) + " ", _replaced(text, _SIGNS))
    text = re.sub(r"([d∂])\s*\{(\s*\w+\s*)\}", r"\1 \2 ", text)
    for _ in range(4):
        text = _FRACTION.sub(_over, text)
    text = _replaced(text, _LEFT)
    for spoken in (words, en):
        text = _written(text, spoken.SPOKEN, spoken.DIGITS, names)
    return _replaced(text, _DERIVATIVES)


def _layered(match: re.Match[str]) -> str:
    letter, number, raised, plain_letter, plain_number = match.groups()
    return f"{letter or plain_letter}{number or plain_number or raised.translate(_RAISED)}"


def _over(match: re.Match[str]) -> str:
    above, below = match.groups()
    is_derivative = _DERIVED.match(above) and _DERIVED.match(below)
    return f"({above}/{below})" if is_derivative else f"(({above})/({below}))"


def _replaced(text: str, rules: Mapping[str, str]) -> str:
    for pattern, instead in rules.items():
        text = re.sub(pattern, instead, text)
    return text


def _written(text: str, signs: Mapping[str, str], digits: str, names: Collection[str]) -> str:
    """What is spoken, as it is written."""
    said = {**signs, **{str(digit): word for digit, word in enumerate(digits.split())}}
    for sign, pattern in said.items():
        text = re.sub(rf"(?i)\b(?:{pattern})\b", partial(_unless_named, sign, names), text)
    return text


def _unless_named(sign: str, names: Collection[str], match: re.Match[str]) -> str:
    return match[0] if match[0] in names else f" {sign} "
