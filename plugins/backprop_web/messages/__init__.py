"""What an author is told in other languages than English, in which it is written where it is found: the mistakes in a
fence, and what its keys mean. One package for each language, all with the same names; what it has no words for stays
English.

A text is known by its English words; what was filled in stands in braces there, and is put into the braces of the other
language. A `remedy` or a `noun` (`other_noun`) that was filled in is a text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from backprop.errors import counted
from backprop_web import schema
from backprop_web.problems import HEADLINE, Problem

LINE, LINE_OF_A_FENCE = "line {line}", "line {line} of a backprop fence"
_HOLE = re.compile(r"\{(\w+)\}")
_TEXTS = ("remedy", "noun", "other_noun")


def message(problem: Problem, code: str) -> str:
    """What is wrong, and what to do about it."""
    if (language := _language(code)) is None:
        return str(problem)
    key, value = _said(counted(problem.key), code, "KEYS"), _said(problem.value, code, "VALUES")
    spoken: str = language.MESSAGE.format(key=key, value=value, remedy=_said(problem.remedy, code, "MISTAKES"))
    return spoken


def told(key: str, value: str, remedy: str, code: str) -> str:
    """The same of what is in no fence: the engine's command finds this by name."""
    return message(Problem(key, value, remedy, 0), code)


def about(key: str, description: str, code: str) -> str:
    """What the schema says of a key; `description` is that in English."""
    language = _language(code)
    return language.SCHEMA[key][0] if language else description


def about_exercise(key: str, description: str, code: str) -> str:
    """What the schema says of a key that only an exercise has; `description` is that in English."""
    language = _language(code)
    return str(language.EXERCISE[key]) if language else description


def remedy(text: str, code: str) -> str:
    """What to do about a mistake; `text` is that in English, and stays where there are no other words for it."""
    return _said(text, code, "MISTAKES") if _language(code) else text


def what(text: str, code: str) -> str:
    """What is wrong, a key or another part of the text; likewise."""
    return _said(_said(text, code, "KEYS"), code, "VALUES") if _language(code) else text


def headline(code: str) -> str:
    """What stands above mistakes in the place of a figure."""
    return str(getattr(_language(code), "HEADLINE", HEADLINE))


def line(number: int, code: str, *, of_a_fence: bool = False) -> str:
    """Where to look: in a file or, where that is not known, in a fence."""
    name, english = ("LINE_OF_A_FENCE", LINE_OF_A_FENCE) if of_a_fence else ("LINE", LINE)
    return str(getattr(_language(code), name, english)).format(line=number)


def remedies(within: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """The remedies of a schema, each with its path: values.* is what stands under any name of values."""
    inner = dict(within.get("properties", {}))
    for others in (within.get("additionalProperties"), within.get("items")):
        inner |= {"*": others} if isinstance(others, dict) else {}
    for name, each in inner.items():
        here = f"{path}.{name}".lstrip(".")
        if "remedy" in each:
            yield here, each["remedy"]
        yield from remedies(each, here)


def _said(text: str, code: str, table: str) -> str:
    for known, spoken in _patterns(code, table):
        if found := known.fullmatch(text):
            filled = {
                name: _said(each, code, table) if name in _TEXTS else each for name, each in found.groupdict().items()
            }
            return _filled(spoken, filled)
    return text


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Not by str.format: a text may have braces of its own."""
    return _HOLE.sub(lambda hole: words[hole[1]], text)


@cache
def _patterns(code: str, table: str) -> list[tuple[re.Pattern[str], str]]:
    """The texts of a language with patterns for the English ones: whole texts first, then the longest."""
    language = _language(code)
    texts: dict[str, str] = dict(getattr(language, table))
    if language and table == "MISTAKES":
        texts |= {text: language.SCHEMA[path][1] for path, text in remedies(schema.shipped())}
    ordered = sorted(texts, key=lambda text: (bool(_HOLE.search(text)), -len(text)))
    return [(_pattern(text), texts[text]) for text in ordered]


def _pattern(text: str) -> re.Pattern[str]:
    """What fits a text with something in each of its holes."""
    parts = _HOLE.split(text)
    fitting = (f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    return re.compile("".join(fitting), re.DOTALL)


def _language(code: str) -> ModuleType | None:
    return import_module(f"{__name__}.{code}") if find_spec(f"{__name__}.{code}") else None
