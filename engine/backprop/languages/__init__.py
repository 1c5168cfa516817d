"""What a reader meets, in the language of the page: one module for each language, all with the same names.

`words.BLANK` is that name of the language that is spoken, English where nothing else is said. A language's
module has templates, and small functions where grammar asks for more than a template: the number of a noun,
a list, a whole sentence. How a number is written belongs to it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

from backprop.languages import en

DEFAULT = "en"

_spoken: ContextVar[tuple[str, ModuleType]] = ContextVar("language", default=(DEFAULT, en))


class _Words:
    """The names of the language that is spoken."""

    def __getattr__(self, name: str) -> object:
        return getattr(_spoken.get()[1], name)


if TYPE_CHECKING:
    from backprop.languages import en as words
else:
    words = _Words()


def language() -> str:
    """The code of the language that is spoken."""
    return _spoken.get()[0]


def is_known(code: object) -> bool:
    """Whether there is a module for the language of this code, such as de."""
    is_code = isinstance(code, str) and re.fullmatch("[a-z]{2,3}", code)
    return bool(is_code) and find_spec(f"{__name__}.{code}") is not None


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = _spoken.set((code, import_module(f"{__name__}.{code}")))
    try:
        yield
    finally:
        _spoken.reset(before)
