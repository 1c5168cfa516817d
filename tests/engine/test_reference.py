"""The reference page is what the docstrings and the table say."""

from __future__ import annotations

import importlib
import inspect
import re
from collections import Counter

import pytest

from tools import reference


def test_the_pages_are_up_to_date() -> None:
    """`python -m tools.reference` would write those that are there, in both languages."""
    for path, frame in reference.PAGES.items():
        assert path.read_text(encoding="utf-8") == reference.page(frame), "run `python -m tools.reference`"


@pytest.mark.parametrize("name", reference.MODULES)
def test_everything_public_has_a_docstring(name: str) -> None:
    """Each module, class, function and method of the page says what it is."""
    module = importlib.import_module(f"backprop.{name}")
    assert module.__doc__
    for public, thing in reference.public(module):
        assert inspect.getdoc(thing), public
        if inspect.isclass(thing):
            for method, member in vars(thing).items():
                if not method.startswith("_") and inspect.isfunction(member):
                    assert member.__doc__, f"{public}.{method}"


TRANSLATED = [frame for frame in reference.PAGES.values() if frame.docstrings]
# Indented lines are formulas and programs, of which words may be translated.
CODE = re.compile(r"`[^`]*`|^    .*$", re.MULTILINE)
NUMBER = re.compile(r"\d+")
# Two words after one another: a formula may be the same in both.
PROSE = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}(?![\w(])")


def kept(text: str) -> Counter[str]:
    """What stands in code there, and each number."""
    return Counter([*(each for each in CODE.findall(text) if each[0] == "`"), *NUMBER.findall(text)])


@pytest.mark.parametrize("name", reference.MODULES)
@pytest.mark.parametrize("frame", TRANSLATED, ids=lambda frame: frame.docstrings.name)
def test_every_docstring_is_translated(frame: reference.Frame, name: str) -> None:
    """In the order of the module and none that is gone, with the same names in code and the same numbers."""
    module = importlib.import_module(f"backprop.{name}")
    english, other = dict(reference.docstrings(module)), frame.told(module)
    assert list(other) == list(english)
    assert [key for key, text in other.items() if text == english[key] and PROSE.search(text)] == []
    for key, text in english.items():
        assert kept(other[key]) == kept(text), key


@pytest.mark.parametrize("frame", TRANSLATED, ids=lambda frame: frame.docstrings.name)
def test_no_file_of_translations_is_left_over(frame: reference.Frame) -> None:
    assert frame.docstrings
    assert sorted(path.stem for path in frame.docstrings.iterdir()) == sorted(reference.MODULES)
