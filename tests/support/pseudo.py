"""A language made from English, in which every word is longer and has accents: what stays plain has escaped it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest

CODE = "xx"
DECIMAL_SIGN = "٫"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áḃćďéḟǵĥíĵḱĺḿńóṕʠŕśťúṽẃẋýźÁḂĆĎÉḞǴĤÍĴḰĹḾŃÓṔɊŔŚŤÚṼẂẊÝŹ"
# What has a place of its own in a template, and markup.
KEPT = r"(\{[^{}]*\}|<[^<>]*>|&#?\w+;)"
_UNSAID = re.compile(r"<(math|svg)\b.*?</\1>|<[^<>]*>", re.S)
_LABEL = re.compile(r'(?:aria-label|aria-valuetext|title)="([^"]*)"')
_WORD = re.compile(r"[A-Za-z]{2,}")
_POINT = re.compile(r"\d\.\d")

MODULE = """\
import re
import ENGLISH as _english

_ACCENTS = str.maketrans(PLAIN, ACCENTED)

def _accented(text):
    pieces = re.split(KEPT, re.sub(r"(\\d)\\.(\\d)", r"\\1" + SIGN + r"\\2", text))
    return "".join(each if place % 2 else each.translate(_ACCENTS) for place, each in enumerate(pieces))

def _stretched(value):
    if isinstance(value, str):
        return _accented(value) + "~" * (len(value) // 4)
    if isinstance(value, tuple):
        return tuple(map(_stretched, value))
    if isinstance(value, dict):
        return {key: _stretched(each) for key, each in value.items()}
    if type(value) is type(_stretched):
        return lambda *arguments, **named: _stretched(value(*arguments, **named))
    return value

globals().update({name: _stretched(each) for name, each in vars(_english).items() if not name.startswith("_")})
DIRECTION = "ltr"
DECIMAL_SIGN = SIGN
"""


def module(english: str) -> str:
    """The source of the language, made from the English module of this name."""
    given = {"PLAIN": PLAIN, "ACCENTED": ACCENTED, "KEPT": KEPT, "SIGN": DECIMAL_SIGN}
    made = MODULE.replace("ENGLISH", english)
    return re.sub(rf"\b({'|'.join(given)})\b", lambda match: repr(given[match[0]]), made)


def speak(package: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Add the language to a package of languages for one test, after which nobody knows it; its code."""
    (folder / f"{CODE}.py").write_text(module(f"{package.__name__}.en"), "utf-8")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
    # Imported in the test, it would else be known to all that come after it.
    monkeypatch.setitem(sys.modules, f"{package.__name__}.{CODE}", package)
    del sys.modules[f"{package.__name__}.{CODE}"]
    return CODE


def escaped(said: Iterable[str]) -> list[str]:
    """The plain words and decimal points in pieces of HTML, symbols and formulas left out."""
    found = []
    for text in said:
        shown = [unescape(each) for each in (_UNSAID.sub(" ", text), *_LABEL.findall(text))]
        found += [word for each in shown for word in _WORD.findall(each)]
        found += _POINT.findall(re.sub(r"<[^<>]*>", " ", text))
    return found
