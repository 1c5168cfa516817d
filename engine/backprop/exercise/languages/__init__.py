"""What exercises say, one module for each language, all with the same names; which one is spoken, `backprop.languages`
says. They stand apart from the words of figures, since a page that has no exercise does not load them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from backprop.languages import language


class _Words:
    """The names of the language that is spoken."""

    def __getattr__(self, name: str) -> object:
        return getattr(import_module(f"{__name__}.{language()}"), name)


if TYPE_CHECKING:
    from backprop.exercise.languages import en as words
else:
    words = _Words()
