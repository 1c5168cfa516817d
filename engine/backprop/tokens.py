"""The text of an expression, sign by sign: refuses what has no place in it, and says what to write instead.

What passes is spelled in plain ASCII: `backprop.parsing` gives Python's parser nothing else.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Never

from backprop.errors import ExpressionError
from backprop.greek import CHARACTERS, is_indexed, spelled
from backprop.languages import words

LONGEST_STATEMENT = 250
DEEPEST_NESTING = 100
MINUS = "−"

# lambda is a word of Python's grammar, so Python's parser is given another; no name begins with a line.
LAMBDA, _LAMBDA = "lambda", "_lambda"
SIGNS = {
    **{"–": "-", "—": "-", "·": "*", "⋅": "*", "×": "*", "∗": "*", "÷": "/", "∕": "/", "⁄": "/", "^": "**"},
    **{"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "|": "abs(x)", "√": "sqrt(x)"},
    **{sign: f"**{power}" for power, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    **{"⁻": "**(-1)"},
}
_SPACES = "\t\u00a0\u2007\u2009\u202f\u3000"
_INDICES = "₀₁₂₃₄₅₆₇₈₉"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_QUOTES = "\"'`“”„‘’«»"

_LETTER = f"A-Za-z_{CHARACTERS}"
_TOKEN = re.compile(
    rf"(?P<operation>\*\*|[-+*/({MINUS}]|\.(?=\s*[A-Za-z_]))"
    rf"|(?P<number>\.?\d(?:[eE][-+](?=\d)|[{_LETTER}0-9.])*)"
    rf"|(?P<word>[{_LETTER}][{_LETTER}0-9]*)"
    rf"|(?P<plain>[.,=<>;) \n])|(?P<other>[\s\S])",
    re.ASCII,
)
_FUNCTION, _ARGUMENT = re.compile(r"[a-z]{2,}$"), re.compile(r"\s*\d*\s*\(")  # the parts of sin²(x) and tanh^2(x)
_DECIMAL = re.compile(r"((0|[1-9]\d*)(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_OTHER_BASE = re.compile(r"0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
_COMMA = re.compile(rf"(?<![\w.])(\d+),(\d+)[{_LETTER}]*$", re.ASCII)  # 1,05 and 1,5x
_TIMES = re.compile(rf"([\d.]*\d\.?)([{_LETTER}].*)")
_OPERANDS = ("number", "word")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text in ASCII; `places` has, for each of its characters and its end, the place in the author's
    text, and `starts` where each of its lines begins."""

    text: str
    places: tuple[int, ...]
    starts: tuple[int, ...]


def checked(text: str) -> Spelled:
    """The text without a sign that has no place in it, and without a statement that may nest deeply.

    In a browser the stack is small: Python's parser would end the interpreter before it could raise an error.
    """
    written, places = [], []
    for token in _allowed(text):
        plain = _plain(token)
        written.append(plain)
        # Where the spelling is longer, what is left over stands at the end of what the author wrote.
        places += [token.start() + min(i, len(token[0]) - 1) for i in range(len(plain))]
    joined = "".join(written)
    return Spelled(joined, (*places, len(text)), line_starts(joined))


def line_starts(text: str) -> tuple[int, ...]:
    """Where each line of the text begins."""
    return (0, *(index + 1 for index, sign in enumerate(text) if sign == "\n"))


def place(text: str, index: int) -> tuple[int, int]:
    """Column and line of a character, both from 1."""
    before = text[:index]
    return index - (before.rfind("\n") + 1) + 1, before.count("\n") + 1


def _plain(token: re.Match[str]) -> str:
    if token.lastgroup == "word":
        return _LAMBDA if spelled(token[0]) == LAMBDA else spelled(token[0])
    return "-" if token[0] == MINUS else token[0]


def name_of(word: str) -> str:
    """The name that a word of the spelled text stands for."""
    return LAMBDA if word == _LAMBDA else word


def _allowed(text: str) -> Iterator[re.Match[str]]:
    depth = operations = 0
    before: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        sign = token[0]
        _refuse(text, token, before)
        depth += (sign == "(") - (sign == ")")
        operations += token.lastgroup == "operation" or _is_keyword(sign)
        if depth <= 0 and sign in (";", "\n"):
            operations = 0
        if operations > LONGEST_STATEMENT:
            _refused(text, token, words.FORMULAS["operations"].format(most=LONGEST_STATEMENT))
        if depth > DEEPEST_NESTING:
            _refused(text, token, words.FORMULAS["parentheses"].format(most=DEEPEST_NESTING))
        before = before if sign == " " else token
        yield token


def _refuse(text: str, token: re.Match[str], before: re.Match[str] | None) -> None:
    if token.lastgroup == "other":
        _refused(text, token, _instead(text, token))
    if token.lastgroup == "number" and not _DECIMAL.fullmatch(token[0]):
        comma = _COMMA.search(text[: token.end()])
        remedy = words.FORMULAS["comma"].format(number=f"{comma[1]}.{comma[2]}") if comma else number_remedy(token[0])
        _refused(text, token, remedy)
    if token.lastgroup == "word" and not token[0].isascii() and not is_indexed(token[0]):
        _refused(text, token, words.FORMULAS["greek"])
    if before and token.lastgroup in _OPERANDS and not _is_keyword(token[0]):
        _refuse_side_by_side(text, before, token)


def _refuse_side_by_side(text: str, before: re.Match[str], token: re.Match[str]) -> None:
    """Two operands with nothing but spaces between them."""
    first, second = before[0], token[0]
    if before.lastgroup == "word" and not _is_keyword(first):
        _refused(text, token, words.FORMULAS["name_before"].format(first=first, second=second))
    if first == ")" or before.lastgroup == "number":
        _refused(text, token, words.FORMULAS["value_before"].format(first=first, second=second))


def _is_keyword(word: str) -> bool:
    return word != LAMBDA and keyword.iskeyword(word)


def number_remedy(written: str) -> str:
    """What to write for a number that is not decimal, or for a product without its sign."""
    if _OTHER_BASE.fullmatch(written):
        return words.FORMULAS["other_base"].format(number=int(written, 0))
    bare = written.replace("_", "")
    if _DECIMAL.fullmatch(bare):
        return words.FORMULAS["line"].format(number=bare)
    if _DECIMAL.fullmatch(bare.lstrip("0") or "0"):
        return words.FORMULAS["zero"].format(number=bare.lstrip("0"))
    if product := _TIMES.fullmatch(written):
        return words.FORMULAS["product"].format(first=product[1], second=product[2])
    return words.FORMULAS["points"]


def _instead(text: str, token: re.Match[str]) -> str:
    sign, before = token[0], text[: token.start()].rstrip()
    if sign == "^" and re.search(r"(?<!\w)e$", before):
        return words.FORMULAS["exp"]
    of = _FUNCTION.search(before)
    if of and SIGNS.get(sign, "").startswith("**") and _ARGUMENT.match(text, token.end()):
        return words.FORMULAS["exponent"].format(function=of[0])
    if sign in SIGNS:
        return words.FORMULAS["sign"].format(sign=SIGNS[sign])
    if sign in _INDICES:
        return words.FORMULAS["index"]
    if sign in _SPACES:
        return words.FORMULAS["space"]
    if sign in _INVISIBLE:
        return words.FORMULAS["invisible"]
    if sign in _QUOTES:
        return f"{words.FORMULAS['quotation']}; {words.FORMULAS['allowed']}"
    if sign.isalpha():
        return f"{words.FORMULAS['letters']}; {words.FORMULAS['allowed']}"
    allowed = words.FORMULAS["allowed"]
    return f"{words.FORMULAS['digits']}; {allowed}" if sign.isnumeric() else allowed


def _refused(text: str, token: re.Match[str], remedy: str) -> Never:
    shown = token[0] if token[0].isprintable() else repr(token[0])
    raise ExpressionError(shown, remedy, *place(text, token.start()))
