"""What of a translation is left in English, and numbers that it writes in another way than its language does."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from importlib import import_module
from types import ModuleType

from backprop.family_table import FAMILY_ROWS
from backprop.primitives import PRIMITIVES

OPERATIONS = (*PRIMITIVES, *(row.name for row in FAMILY_ROWS))
PACKAGES = ("backprop.languages", "backprop.exercise.languages", "backprop_web.languages")
# Of the language first, then names, then functions as formulas and programs call them.
_GERMAN = """
also argument bias biases browser computer exponent gradient graph index link live matrix maximum minimum minus
momentum name negative notebook operation parameter pause plus positive quotient rest stand start text training
adam dropout html https huber kullback leibler numpy python pytorch rmsprop webassembly xavier
downstream upstream
acos asin atan clip cosh expm gelu hard hinge larger leaky leakyrelu logsumexp relu sigmoid sign silu sinh smaller
softmax softplus sqrt tanh
"""
# Words of four letters or more that a language shares with English.
SHARED = {"de": frozenset(_GERMAN.split())}
# Texts that are the same in both: signs, holes, and names.
SAME = {
    "de": frozenset(
        [
            *("ltr", "\u202f", "minus ", " plus ", "?", "…", "+", "−", "×", "÷"),
            *("Gradient ∂{output}/∂·", "{field}: {value}", "{name}"),
            *("Parameter", "Gradient", "Momentum", "Name", "Pause", "RMSProp", "Adam"),
            *("TeX", "SVG", "PNG", "CSV", "NumPy", "JAX", "PyTorch", "Xavier", "He", "φ", "u"),
            *("ReLU", "ELU", "ELU′", "GELU", "SiLU"),
        ]
    ),
}
CODES = sorted(SHARED)
_WORD = re.compile(r"[^\W\d_]{4,}")
_HOLE = re.compile(r"\{\w*\}")
_TAG = re.compile(r"<[^<>]*>")
_LABEL = re.compile(r'(?:aria-label|aria-valuetext|title)="([^"]*)"')
_DECIMAL = re.compile(r"\d+[.,٫]\d+(?:[.,٫]\d+)*")
_ARGUMENTS = {
    "Sequence[int]": [2, 3, 1],
    "Sequence[str]": ["a", "b", "c"],
    "Sequence[tuple[str, str, str]]": [("a", "b", "c")],
    "int": 3,
    "str": "x",
    "bool": True,
}


def module(package: str, code: str) -> ModuleType:
    """A language's words for the engine or for pages."""
    return import_module(f"{package}.{code}")


def said_by(language: ModuleType) -> dict[str, str]:
    """All that a language says, by its place; of a function what it says of examples."""
    found: dict[str, str] = {}
    for name, value in vars(language).items():
        own = inspect.isfunction(value) and value.__module__ == language.__name__
        # Greek letters are called alike in all languages.
        if name.startswith("__") or name.endswith("GREEK") or not (own or isinstance(value, str | dict | tuple)):
            continue
        found |= {f"{name}()": _called(value)} if own else dict(_texts(value, name))
    return found


def _called(function: object) -> str:
    assert inspect.isfunction(function)
    parameters = inspect.signature(function).parameters
    given = {name: _ARGUMENTS[parameter.annotation] for name, parameter in parameters.items()}
    return str(function(**given))


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict | tuple):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in entries:
            yield from _texts(inner, f"{place}[{key!r}]")


def words_of(text: str) -> set[str]:
    """Its words of four letters or more, in small letters, without holes."""
    return {word.lower() for word in _WORD.findall(_HOLE.sub(" ", text))}


def english() -> set[str]:
    """Every word of the English catalogues, and of the names that operations have there."""
    texts = [text for package in PACKAGES for text in said_by(module(package, "en")).values()]
    return words_of(" ".join([*texts, *(name.replace("_", " ") for name in OPERATIONS)]))


def untranslated(code: str, texts: Iterable[str]) -> set[str]:
    """Words of English in texts of another language that has no such words."""
    found = set().union(*map(words_of, texts))
    return (found & english()) - SHARED[code]


def shown(html: str) -> list[str]:
    """All that HTML shows and says: text, that of drawings and formulas too, and labels."""
    return [unescape(each) for each in (*_TAG.split(html), *_LABEL.findall(html)) if each.strip()]


def decimals(texts: Iterable[str]) -> Counter[str]:
    """The numbers that have a decimal sign, as they are written, each as often as it stands there."""
    return Counter(each for text in texts for each in _DECIMAL.findall(text))
