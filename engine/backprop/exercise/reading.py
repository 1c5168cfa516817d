"""Reads what a student answers with names: dL/dzo*h1, ∂L/∂zₒ · h₁, TeX, or as it is spoken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from backprop.errors import BackpropError
from backprop.exercise.drawn import Drawn
from backprop.expression import expression
from backprop.figure.kinds import kind_of
from backprop.figure.numbers import with_points
from backprop.figure.rows import name_of
from backprop.figure.text import print_term
from backprop.graph import Graph, evaluate
from backprop.greek import CHARACTERS, NAMES
from backprop.languages import words
from backprop.terms import Partial, Symbol

LONGEST = 400
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₒₓₜ", "0123456789oxt")
_GREEK = re.compile(f"[{CHARACTERS}]")
_SUPERSCRIPT = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LAYER = re.compile(r"([A-Za-z])\^?(?:\{?\((\d+)\)\}?|⁽([⁰¹²³⁴⁵⁶⁷⁸⁹]+)⁾)_?")
_INDEX = re.compile(r"_\{([^{}]*)\}")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")
_SPOKEN = {
    r"(?i)\b(?:times|mal)\b": "*",
    r"(?i)\bplus\b": "+",
    r"(?i)\bminus\b": "-",
    r"(?i)\b(?:over|by|nach|durch)\b": "/",
    r"(?i)\b(?:zum quadrat|squared)\b": "**2",
    r"(?i)\by\s*(?:hat|dach)\b": "yhat",
    r"\bpartial\b": "d",
}
_SIGNS = {
    r"\\(?:cdot|times)\b|[×·⋅]": "*",
    r"\\(?:left|right)\b|\\[,;! ]|~": "",
    r"\\hat\{?y\}?|ŷ|y\u0302": "yhat",
    r"\\partial\b|∂": "d",
    r"[−–]": "-",
    r"\^": "**",
}
_TOKEN = re.compile(r"(?<![\w.])(?:d([A-Za-z]\w*)/d([A-Za-z]\w*)|([A-Za-z]\w*)(\()?)")


def read_formula(text: str, drawn: Drawn) -> tuple[Graph, Mapping[str, str]] | None:
    """The formula in `text` and, for each name in its graph, what it is called in the figure; None if it is none.

    Of an equation it is the right side."""
    if len(text) > LONGEST:
        return None
    names = list(names_of(drawn))
    known = {_bare(name): name for name in names} | {_bare(_plain(_written(name))): name for name in names}
    held: dict[str, str] = {}

    def placed(match: re.Match[str]) -> str:
        whole = _bare(f"d{match[1]}/d{match[2]}" if match[1] else match[3])
        if whole in known:
            return held.setdefault(known[whole], f"q{len(held) + 1}") + (match[4] or "")
        if match[4]:
            return match[0]
        raise LookupError(match[0])

    try:
        plain = _plain(text.rpartition("=")[2])
        compact = _TOKEN.sub(placed, with_points(plain) if words.DECIMAL_SIGN == "," else plain)
        graph = expression(compact)
    except (LookupError, BackpropError):
        return None
    return graph, {place: name for name, place in held.items()}


def names_of(drawn: Drawn) -> Iterator[str]:
    """All that a formula about the figure may name."""
    run = drawn.run
    yield from (node.name for node in run.graph.nodes if node.constant is None)
    yield from (name_of(run, step) for step in run.steps if kind_of(step).derives)


def _written(name: str) -> str:
    """As the figure writes it: the symbol, or the derivative, in its notation."""
    of, _, by = name.partition("/")
    return print_term(Partial(of[1:], by[1:]) if by else Symbol(name))


def value_at(read: tuple[Graph, Mapping[str, str]], where: Drawn) -> float:
    """The formula's value with the figure's numbers. Raises BackpropError where it has none."""
    graph, names = read
    return evaluate(graph, {place: number(where, name) for place, name in names.items()})[graph.output]


def number(drawn: Drawn, name: str) -> float:
    """What a name stands for: a value, or a derivative."""
    run = drawn.run
    if name in run.graph.by_name:
        return run.values[run.graph.by_name[name]]
    return drawn.step(name).result


def _bare(name: str) -> str:
    return name.replace("_", "").replace(",", "")


def _plain(text: str) -> str:
    """One way of writing, without spaces."""
    text = _GREEK.sub(lambda match: NAMES[match[0]], text)
    text = _SUPERSCRIPT.sub(lambda match: f"**{match[0].translate(_RAISED)}", _LAYER.sub(_layered, text))
    text = text.translate(_LOWERED)
    text = _replaced(text, _SIGNS)
    text = _INDEX.sub(lambda match: match[1].replace(",", "").replace(" ", ""), text)
    for _ in range(4):
        text = _FRACTION.sub(_over, text)
    text = re.sub(r"[{}\\]", "", _replaced(text, _SPOKEN))
    return re.sub(r"\s", "", text)


def _layered(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2] or match[3].translate(_RAISED)}"


def _over(match: re.Match[str]) -> str:
    above, below = (part.strip() for part in match.groups())
    if re.match(r"d\s*[A-Za-z]", above) and re.match(r"d\s*[A-Za-z]", below):
        return f"{above}/{below}"
    return f"(({above})/({below}))"


def _replaced(text: str, rules: Mapping[str, str]) -> str:
    for pattern, instead in rules.items():
        text = re.sub(pattern, instead, text)
    return text


def read_letters(text: str, count: int) -> list[int] | None:
    """The places of options by letters or by numbers from 1; None where something else stands there."""
    marks = re.findall(r"[a-z]|\d+", text.lower())
    places = [int(mark) - 1 if mark.isdigit() else ord(mark) - ord("a") for mark in marks]
    is_read = bool(places) and all(0 <= place < count for place in places)
    return places if is_read and not re.sub(r"[a-z\d\s,;.()<>→-]", "", text.lower()) else None


def read_shape(text: str) -> tuple[int, int] | None:
    """Two whole numbers: 2×3, 2 x 3, 2 by 3, (2, 3)."""
    match = re.fullmatch(r"\(?\s*(\d{1,4})\s*(?:[x×*,;]|by|mal|auf)\s*(\d{1,4})\s*\)?", text.strip().lower())
    return (int(match[1]), int(match[2])) if match else None


def read_matrix(text: str) -> list[list[str]] | None:
    """The entries row by row: 1 2; 3 4, or [[1, 2], [3, 4]], or as TeX has it, or as fields of a page send them; None
    where rows differ in length."""
    entries = _sent(text) or _parted(text)
    return entries if entries and len({len(row) for row in entries}) == 1 else None


def _sent(text: str) -> list[list[str]]:
    """Of fields, each a text of its own: [["1", "2"], ["3", "4"]]; nothing where it is something else."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return []
    is_sent = isinstance(rows, list) and all(isinstance(row, list) and row for row in rows)
    return rows if is_sent and all(isinstance(each, str) for row in rows for each in row) else []


def _parted(text: str) -> list[list[str]]:
    plain = re.sub(r"\\(?:begin|end)\{\w+\}", "", text).replace(r"\\", ";").replace("&", " ")
    rows = [row.strip("[]() ,") for row in re.split(r"[;\n]|[\])]\s*,?\s*[\[(]", plain)]
    parted = r"[,\s]\s*" if words.DECIMAL_SIGN == "." else r",?\s+"
    return [re.split(parted, row) for row in rows if row]


def is_permutation(places: Sequence[int], count: int) -> bool:
    """Whether each of so many comes just once."""
    return sorted(places) == list(range(count))
