"""Reads what a student answers with names: dL/dzo*h1, ∂L/∂zₒ · h₁, TeX, or as it is spoken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from backprop.errors import BackpropError
from backprop.exercise.drawn import Drawn
from backprop.exercise.plain import plain
from backprop.expression import expression
from backprop.figure.kinds import kind_of
from backprop.figure.numbers import with_points
from backprop.figure.rows import name_of
from backprop.figure.text import print_term
from backprop.graph import Graph, evaluate
from backprop.languages import words
from backprop.terms import Partial, Symbol

LONGEST = 400
MOST_NEAR = 4
_PIECE = re.compile(r"(?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|(?P<name>[A-Za-z_]\w*)|(?P<sign>\*\s*\*|\S)")
MOST_PIECES = 12
"""So many words and numbers may say one name: d L over d w o one."""
OPERANDS = ("name", "number", ")")


class UnknownNameError(LookupError):
    """A name that the figure does not have; the text is that name."""


def read_formula(text: str, drawn: Drawn) -> tuple[Graph, Mapping[str, str]] | None:
    """The formula in `text` and, for each name in its graph, what it is called in the figure; None if it is none.

    Of an equation it is the right side."""
    try:
        return _read(text, drawn)
    except (LookupError, BackpropError):
        return None


def unknown_name(text: str, drawn: Drawn) -> str:
    """The name for which a formula cannot be read; nothing where it is not for a name."""
    try:
        _read(text, drawn)
    except UnknownNameError as unknown:
        return str(unknown)
    except (LookupError, BackpropError):
        pass
    return ""


def nearest_names(name: str, drawn: Drawn) -> list[str]:
    """Those of the figure that are written most like it; of one like none, the first ones."""
    names = list(names_of(drawn))
    return get_close_matches(name, names, n=MOST_NEAR, cutoff=0.5) or names[:MOST_NEAR]


def _read(text: str, drawn: Drawn) -> tuple[Graph, Mapping[str, str]]:
    """The formula. Raises LookupError or BackpropError for what is none."""
    if len(text) > LONGEST:
        raise LookupError(text[:LONGEST])
    names = list(names_of(drawn))
    known = {_bare(name): name for name in names} | {_bare(plain(_written(name), names)): name for name in names}
    held: dict[str, str] = {}
    written = plain(text, names).rpartition("=")[2]
    pieces = _named(with_points(written) if words.DECIMAL_SIGN == "," else written, known, held)
    graph = expression("".join(_with_products(pieces)))
    return graph, {place: name for name, place in held.items()}


def _named(text: str, known: Mapping[str, str], held: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The pieces of a text with their kinds; each name of the figure, in however many pieces, as one that `held` has.
    Raises UnknownNameError for a name that the figure does not have."""
    pieces = [(str(match.lastgroup), match[0]) for match in _PIECE.finditer(text)]
    while pieces:
        kind, piece = pieces[0]
        length = _name_length(pieces, known) if kind == "name" else 1
        if length and kind == "name":
            whole = known[_joined(pieces[:length])]
            yield kind, held.setdefault(whole, f"q{len(held) + 1}")
        elif kind == "name":
            if pieces[1:2] != [("sign", "(")]:
                raise UnknownNameError(_whole(pieces))
            yield "function", piece
        else:
            yield kind, piece
        del pieces[: length or 1]


def _whole(pieces: Sequence[tuple[str, str]]) -> str:
    """What stands first, with what it is derived by, if it is a derivative."""
    (_, first), *rest = pieces[:3]
    is_derivative = first[:1] == "d" and [kind for kind, _ in rest] == ["sign", "name"] and rest[0][1] == "/"
    return "".join(piece for _, piece in pieces[:3]) if is_derivative and rest[1][1][:1] == "d" else first


def _name_length(pieces: Sequence[tuple[str, str]], known: Mapping[str, str]) -> int:
    """How many pieces from the first on are a name, as many as can be; 0 where none are."""
    of_names = [kind != "sign" or piece == "/" for kind, piece in pieces[:MOST_PIECES]]
    most = of_names.index(False) if False in of_names else len(of_names)
    return next((length for length in range(most, 0, -1) if _joined(pieces[:length]) in known), 0)


def _joined(pieces: Sequence[tuple[str, str]]) -> str:
    return _bare("".join(piece for _, piece in pieces))


def _with_products(pieces: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The pieces with a sign between any two that are multiplied. Raises LookupError where that may not be what is
    meant: a number does not follow, and 1/a b is one over a, or over both."""
    before, divided = "", [False]
    for kind, piece in pieces:
        if before in OPERANDS and (kind != "sign" or piece == "("):
            if kind == "number" or divided[-1]:
                raise LookupError(piece)
            yield "*"
        if piece == "(":
            divided.append(False)
        elif piece == ")":
            divided = divided[:-1] or [False]
        elif kind == "sign" and before in OPERANDS and "*" not in piece[1:]:
            divided[-1] = piece == "/"
        yield piece
        before = piece if kind == "sign" else kind


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
    return re.sub(r"[_,\s]", "", name)


def read_letters(text: str, count: int) -> list[int] | None:
    """The places of options by letters or by numbers from 1; None where something else stands there."""
    marks = re.findall(r"[a-z]|\d+", text.lower())
    places = [int(mark) - 1 if mark.isdigit() else ord(mark) - ord("a") for mark in marks]
    is_read = bool(places) and all(0 <= place < count for place in places)
    return places if is_read and not re.sub(r"[a-z\d\s,;.()<>→-]", "", text.lower()) else None


def read_shape(text: str) -> tuple[int, int] | None:
    """Two whole numbers: 2×3, 2 x 3, 2 by 3, 2 3, (2, 3), [2, 3], torch.Size([2, 3])."""
    bare = text.strip().lower().removeprefix("torch.size").strip("()[] ")
    match = re.fullmatch(r"(\d{1,4})(?:\s*(?:[x×*,;]|by|mal|auf)\s*|\s+)(\d{1,4})", bare)
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
    rows = [row.strip("[](){}, \t\r") for row in re.split(r"[;\n]|[\])}]\s*,?\s*[\[({]", plain)]
    parted = r"[,\s]\s*" if words.DECIMAL_SIGN == "." else r",?\s+"
    return [re.split(parted, row) for row in rows if row]


def is_permutation(places: Sequence[int], count: int) -> bool:
    """Whether each of so many comes just once."""
    return sorted(places) == list(range(count))
