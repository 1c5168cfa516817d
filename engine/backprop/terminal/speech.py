"""What the command says, in the language of the terminal. English stands where it is said, and others know it by that:
`languages` has a module for each, whose `TEXTS` have the same holes. A text that a language lacks stays English.

What programs read, JSON, CSV and TeX, is the same in every language.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from backprop.errors import BackpropError, counted
from backprop.extras import extra
from backprop.languages import DEFAULT, is_known, speaking

OF_MESSAGES, WISHED = ("LC_ALL", "LC_MESSAGES", "LANG"), "LANGUAGE"
PLAIN = ("C", "POSIX")
_HOLE = re.compile(r"\{(\w+)\}")


def language() -> str:
    """The code of the language of the terminal, as its environment says; English where the engine does not speak it.

    As gettext has it: the first of `OF_MESSAGES` that is set, and before it a list of languages, unless it is plain C.
    """
    own = next((given for name in OF_MESSAGES if (given := os.environ.get(name))), "")
    if not own or own.partition(".")[0] in PLAIN:
        return DEFAULT
    for tag in (*os.environ.get(WISHED, "").split(":"), own):
        code = re.split(r"[_.@-]", tag.lower())[0]
        if is_known(code):
            return code
    return DEFAULT


def in_own_language(*, read_by_programs: object = False) -> AbstractContextManager[None]:
    """Sentences and numbers of the engine in the language of the terminal, unless a program reads them."""
    return speaking(DEFAULT if read_by_programs else language())


@dataclass(frozen=True)
class Speech:
    """Says texts by the languages of these packages, the first that knows one."""

    packages: tuple[str, ...]

    def said(self, text: str, /, **filled: object) -> str:
        """The text in the language of the terminal, with what stands in its holes."""
        own = translated(text, self.packages, language())
        return own.format(**filled) if filled else own

    def mistake(self, problem: BackpropError) -> str:
        """What is wrong, and what to do about it; what authors are told has words in another distribution."""
        told, remedy = extra("told"), self.said(problem.remedy)
        if language() == DEFAULT or told is None:
            return f"{counted(problem.argument)} is {problem.value}: {problem.remedy}"
        # A word alone is the name of a key or of a value, the same in all languages.
        place = self.said(problem.argument) if " " in problem.argument else counted(problem.argument)
        return str(told(place, problem.value, remedy, language()))


def translated(text: str, packages: Sequence[str], code: str) -> str:
    """The text in a language, by the first of the packages that knows it; as it is where none does."""
    for package in packages:
        for english, own in _texts(package, code):
            if found := english.fullmatch(text):
                filled = found.groupdict()
                return _HOLE.sub(lambda hole, filled=filled: filled.get(hole[1], hole[0]), own)  # type: ignore[misc]
    return text


ENGINE = "backprop.terminal.languages"
SPEECH = Speech((ENGINE,))


@cache
def _texts(package: str, code: str) -> list[tuple[re.Pattern[str], str]]:
    """Each English text, as a pattern in which something stands in every hole, with that of the language."""
    if find_spec(f"{package}.{code}") is None:
        return []
    texts: Mapping[str, str] = import_module(f"{package}.{code}").TEXTS
    # Whole texts first, then the longest.
    known = sorted(texts, key=lambda text: (bool(_HOLE.search(text)), -len(text)))
    return [(_pattern(english), texts[english]) for english in known]


def _pattern(text: str) -> re.Pattern[str]:
    parts = _HOLE.split(text)
    return re.compile("".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.S)
