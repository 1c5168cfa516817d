"""Texts of the schema and of messages in another language than English: what an author types is marked as code, so that
it is told from words of the language, and a decimal point from its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from backprop_web.schema import exercise, schema

# Words that are typed, beside those that the schemas list.
OF_FENCES = (
    *(
        "arriving",
        "upstream",
        "downstream",
        "to-from",
        "from-to",
        "names",
        "superscript",
        "true",
        "false",
        "all",
        "any",
    ),
    *("neurons", "value", "factor", "formula", "choice", "order", "matrix", "shape", "weights", "layers", "delta"),
)
OF_PROGRAMS = (
    *(
        "yhat",
        "bo",
        "math",
        "np",
        "def",
        "if",
        "elif",
        "else",
        "return",
        "break",
        "continue",
        "is",
        "Value",
        "True",
        "False",
        "None",
        "int",
    ),
    *(
        "float",
        "list",
        "tuple",
        "where",
        "max",
        "min",
        "maximum",
        "minimum",
        "clip",
        "huber",
        "central-difference",
        "complex-step",
    ),
    *("jax", "kernel", "Sequential", "Linear", "vuqrst", "__init__", "__neg__"),
)
# A word of German, too.
PLAIN = {"lang"}


def marked(text: str) -> str:
    """The text as Markdown, in which nothing else is markup."""
    parts: list[str] = []
    start = 0
    for found in CODE.finditer(text):
        parts += [_plain(text[start : found.start()]), f"`{found[0].strip('`')}`"]
        start = found.end()
    return "".join([*parts, _plain(text[start:])])


def _plain(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>|$" else sign for sign in text)


def _words() -> Iterator[str]:
    for known in (schema(), exercise()):
        properties: Mapping[str, Any] = known["properties"]
        for key, about in properties.items():
            yield key
            yield from (each for each in map(str, about.get("examples", ())) if re.fullmatch(r"[a-z][a-z-]*", each))
    yield from (*OF_FENCES, *OF_PROGRAMS, "first over last")


_WORD = "|".join(sorted(map(re.escape, {*_words()} - PLAIN), key=len, reverse=True))
_LIST, _MAPPING = r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]", r"\{(?:[^{}]|\{[^{}]*\})*\}"
_VALUE = rf"(?:{_WORD}|{_LIST}|{_MAPPING}|-?\d[\w./*]*)"
CODE = re.compile(
    "|".join(
        [
            r"`[^`]+`",
            rf"(?<![\w#-])(?:{_WORD})\([^()]*\)(?![\w-])",
            rf"(?<![\w#-])(?:{_WORD}|[A-Za-z]\d*): {_VALUE}(?![\w-])",
            r"(?<![\w.])[a-z]\w*\.\w+\(\[[^()]*\]\)",
            _LIST,
            _MAPPING,
            r"#\w[\w-]*",
            r"(?<=etwa )(?:[^,]*\*\*\d|[\w-]+)$",
            # Calls, sums of them, and dotted names.
            r"(?:\b[A-Za-z] = )?(?<![\w.])[a-z]\w*\(\w[^()]*(?:\([^()]*\))?[^()]*\)(?:(?: [+*/-] |\*\*)[\w*()]+)*",
            r"(?<![\w.])[a-z]\w*(?:\.\w+)+(?:\([^()]*\))?",
            r"[\w=:,*/()-]*\d\.\d[\w*/()-]*",
            r"(?<![\w#-])(?:[a-zW]\d+|[a-z]+-\d|u_\w+)(?![\w-])",
            # Fractions and products of numbers, derivatives, options, heads of columns.
            r"\b(?:\w=)?\d(?:/\d|\*\w+|e-\d)\b|\bd\w/d\w+|--\w+|\bname,\w+",
            rf"(?<![\w#.-])(?:{_WORD})(?![\w-])",
        ]
    )
)
