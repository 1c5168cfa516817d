"""Hints of exercises: three stages, of which none says the key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from backprop.exercise.papers import Paper
from backprop.exercise.tasks import Task, in_line, in_symbols
from backprop.figure.numbers import plain
from tests.engine.exercises import ALL, MATRIX, NUMBER, Mapped, drawn, given

DRAWS = 4
SMALL: Mapped = {"a": [2, 3, 5], "b": [2, 3, 4, 7], "c": [-5, -3, 3, 8]}
ASKING: list[Mapped] = [
    *ALL.values(),
    *(
        {"name": f"formula {text}", "title": "F", "expression": text, "draw": {"values": SMALL}, "ask": ["formula"]}
        for text in ("a*b + a*c", "a**2*b + c", "a*b/c", "exp(a*b/9)*c", "max(a*b, c)*a")
    ),
    # Of a sum that is one operation, the formula has a single line.
    {
        "name": "formula of one line",
        "title": "F",
        "expression": "a*b/c + a",
        "draw": {"values": SMALL},
        "ask": [{"formula": "dy/da"}],
        "digits": 8,
    },
    # A local derivative that is a number of the formula itself.
    {
        "name": "factor of a number",
        "title": "F",
        "expression": "2.5*a*b + c",
        "draw": {"values": SMALL},
        "ask": ["factor"],
        "digits": 8,
    },
    {**MATRIX, "name": "turned", "ask": [{"bug": "transposed"}], "digits": 8},
    {
        "name": "leaky",
        "title": "F",
        "network": [1, 2, 1],
        "activation": "leaky-relu",
        "draw": {"values": {"w*": [-2, -1.5, 1.5, 2], "b*": [-1, 1], "x": [1, 2], "y": [0, 1]}},
        "ask": [{"factor": ["dh1/dz1", "dh2/dz2"]}],
        "digits": 8,
    },
]


def read(html: str) -> str:
    """As it is read, without spaces."""
    return re.sub(r"<[^>]*>|\s", "", unescape(html))


def keys(made: Paper, task: Task) -> Iterator[str]:
    """What would give the answer away."""
    match task.kind:
        case "formula":
            yield read(in_line(in_symbols(made.drawn, task.about).lines[-1]))
        case "value" | "factor" | "count" | "shape":
            yield task.answer
        case "choice":
            yield plain(made.drawn.step(task.about).result)
        case "matrix":
            yield from re.findall(r"[^ ;]+", task.answer)
        case "order":
            yield task.answer.replace(" ", "")
        case "bug":
            yield f"step{task.answer}"


@pytest.mark.parametrize("mapping", ASKING, ids=lambda mapping: str(mapping["name"]))
def test_no_hint_says_the_key(mapping: Mapped) -> None:
    """Of whatever kind, no stage has the formula, the number, the entries, the shape or the letters."""
    for place in range(DRAWS):
        made = drawn(mapping, place)
        with made.drawn.specification.spoken():
            for task in made.tasks:
                assert len(task.hints) == 3
                assert all(task.hints)
                for key in keys(made, task):
                    said = [_numbers(hint) if NUMBER.fullmatch(key) else read(hint) for hint in task.hints]
                    # What is given may be an answer, too, and one digit is an index.
                    if not NUMBER.fullmatch(key) or (key not in given(made) and len(key) > 1):
                        assert [key in each for each in said] == [False] * 3, (task.kind, task.about, key)


def _numbers(html: str) -> set[str]:
    """Those of one hint, each whole."""
    return set(NUMBER.findall(re.sub(r"<[^>]*>", " ", unescape(html))))
