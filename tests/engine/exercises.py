"""Exercises for tests, one for each subject and each kind of task, their papers, and what holds of any paper."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache

from backprop.exercise import sheets
from backprop.exercise.papers import Paper, paper
from backprop.exercise.specification import Exercise
from backprop.figure.numbers import plain
from tests.support import translation

Mapped = Mapping[str, object]

HALVES = [-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2]
SMALL: Mapped = {"w*": HALVES, "b*": [-1, -0.5, 0.5, 1], "x": [1, 2, 3], "y": [0, 1, 2]}

NEURON: Mapped = {
    "name": "neuron",
    "title": "One neuron",
    "network": [1, 1, 1],
    "activation": "relu",
    "draw": {"values": SMALL},
    "ask": [{"value": "z1"}, {"value": ["dL/dwo1", "dL/dh1"]}, {"value": "dL/dw11"}],
}
TWO: Mapped = {
    "name": "two",
    "title": "Two neurons",
    "network": [1, 2, 1],
    "draw": {"values": SMALL, "activation": ["relu", "leaky-relu", "identity"]},
    "ask": [
        {"factor": ["dzo/dh1", "dzo/dwo1"]},
        {"formula": "any"},
        {"choice": ["dL/dwo1", "dL/dwo2"]},
        "order",
        {"count": "parameters"},
        {"value": "L"},
    ],
    "seed": 3,
}
TABLE: Mapped = {
    "name": "table",
    "title": "With a table",
    "network": [1, 1, 1],
    "draw": {"values": SMALL},
    "table": 0.5,
    "ask": [{"value": "h1"}, {"factor": "dh1/dz1"}, {"value": "dL/dw11"}],
}
BUG: Mapped = {
    "name": "bug",
    "title": "Find the bug",
    "network": [1, 2, 2, 1],
    "draw": {"values": SMALL},
    "digits": 8,
    "ask": ["bug"],
}
FORK: Mapped = {
    "name": "fork",
    "title": "A fork",
    "expression": "(x + y)*x",
    "draw": {"values": {"x": {"from": 2, "to": 9, "step": 1}, "y": [-3, -2, 2, 3, 5]}},
    "ask": [{"value": "df/dx"}],
}
PATHS: Mapped = {
    "name": "paths",
    "title": "Two paths",
    "expression": "a*b + a*c",
    "draw": {"values": {"a": [2, 3, 5], "b": [2, 3, 4, 7], "c": [-5, -3, 3, 8]}},
    "ask": [{"value": "dy/da"}, {"count": "dy/da"}, {"formula": "dy/da"}],
}
SAMPLES: Mapped = {
    "name": "samples",
    "title": "Two samples",
    "network": [1, 1],
    "samples": [{"x": 1, "y": 0}, {"x": 2, "y": 1}],
    "draw": {"values": {"w*": HALVES, "b*": [-1, 1]}, "samples": {"x": [1, 2, 3, 4], "y": [0, 1, 2, 3]}},
    "ask": [{"value": "dL/dwo1"}],
}
SHAPES: Mapped = {
    "name": "shapes",
    "title": "Shapes",
    "network": [2, 3, 1],
    "view": "layers",
    "samples": [{"x1": 1, "x2": 2, "y": 1}, {"x1": -1, "x2": 1, "y": 0}],
    "draw": {"network": [[2, 3, 1], [2, 2, 1]], "batch": ["rows", "columns"], "initial": ["xavier", "he"]},
    "digits": 8,
    "ask": [{"shape": "any"}, {"shape": "any"}, {"count": "backward steps"}],
}
MATRIX: Mapped = {
    "name": "matrix",
    "title": "Matrices",
    "network": [2, 2, 1],
    "activation": "relu",
    "view": "layers",
    "samples": [{"x1": 1, "x2": 2, "y": 1}, {"x1": -1, "x2": 1, "y": 0}],
    "draw": {
        "values": {"w*": [-2, -1, 1, 2, 3], "b*": [-1, 1, 2]},
        "samples": {"x1": [-2, -1, 1, 2], "x2": [-1, 1, 2, 3], "y": [0, 1, 2, 3]},
    },
    "digits": 6,
    "ask": [{"matrix": "Z"}, {"matrix": ["dL/dWo", "dL/dH", "dL/dZ"]}, {"matrix": ["dL/dW", "dL/db"]}],
}
PROGRAM: Mapped = {
    "name": "program",
    "title": "A program",
    "python": "z = w*x + b\nL = (z - y)**2\n",
    "values": {"w": 1, "x": 2, "b": 0, "y": 1},
    "draw": {"values": {"w": HALVES, "x": [2, 3, 5], "b": [-1, 1, 2], "y": [-2, 2, 3, 4]}},
    "ask": [{"value": "dL/dw"}, {"formula": "dL/dw"}],
}
ALL: Mapping[str, Mapped] = {
    str(each["name"]): each for each in (NEURON, TWO, TABLE, BUG, FORK, PATHS, SAMPLES, SHAPES, MATRIX, PROGRAM)
}

NUMBER = re.compile(r"−?\d[\d.]*(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")


def drawn(mapping: Mapped, number: int = 0) -> Paper:
    """The paper with this number, made once."""
    return _drawn(json.dumps(mapping), number)


@cache
def _drawn(mapping: str, number: int) -> Paper:
    return paper(Exercise.from_mapping(json.loads(mapping)), number)


def in_sight(made: Paper) -> set[str]:
    """The numbers that the questions show or say, but for those that are given."""
    html = sheets.questions(made).partition('<table class="bp-lookup"')[0]
    return {number for text in translation.shown(html) for number in NUMBER.findall(text)} - given(made)


def given(made: Paper) -> set[str]:
    """The numbers that are given, as they are shown, those of functions such as a slope included."""
    rows = made.drawn.run.samples.rows if made.drawn.run.samples else ()
    values = {plain(value) for row in (made.drawn.specification.values.values(), *rows) for value in row}
    return values.union(*(NUMBER.findall(text) for text in translation.shown(sheets.stated(made))))
