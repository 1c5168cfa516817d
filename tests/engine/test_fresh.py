"""Other numbers for a figure: short, reproducible, worth showing, and within what the figure is."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest
import yaml

from backprop.figure.frames import run_of
from backprop.figure.fresh import fresh
from backprop.figure.kinds import kind_of
from backprop.figure.specification import Specification
from backprop.figure.subjects import SteppedSubject
from backprop.session import answer
from tests.support.fences import fences
from tests.support.figures import random_figures

Described = Mapping[str, object]
SEEDS = range(8)
XOR = [{"x1": a, "x2": b, "y": a ^ b} for a in (0, 1) for b in (0, 1)]
KINDS: dict[str, Described] = {
    "network": {"network": [1, 2, 1]},
    "relu": {"network": [2, 3, 1], "activation": "relu"},
    "zeros": {"network": [2, 2, 1], "initial": "zeros"},
    "saturated": {"network": [1, 1], "output": "sigmoid", "values": {"wo1": 9, "bo": 9, "x": 2, "y": 0}},
    "matrices": {"network": [2, 3, 1], "view": "layers"},
    "log-loss": {"network": [2, 2, 1], "loss": "binary-cross-entropy"},
    "softmax": {"network": [2, 2, 3], "loss": "softmax-cross-entropy", "fused": True},
    "fixed": {"network": [1, 2, 1], "fixed": ["w11", "b1"]},
    "masks": {"network": [1, 2, 1], "dropout": {"h1": 0, "h2": 2}},
    "samples": {"network": [2, 2, 1], "loss": "binary-cross-entropy", "samples": XOR, "sample": 2},
    "batch": {"network": [2, 2, 1], "normalize": "batch", "view": "layers", "samples": XOR},
    "forward": {"network": [1, 2, 1], "mode": "forward", "by": "x"},
    "expression": {"expression": "log(x1) + x1*x2 - sqrt(x2)", "values": {"x1": 2, "x2": 5}},
    "residual": {"expression": "tanh(w*x)", "residual": "u_xx + u", "values": {"w": 0.7, "x": 0.4}},
    "kink": {"expression": "max(a, b)*c", "values": {"a": 1, "b": 1, "c": 0}},
    "program": {"python": "L = (w*x).sum()", "values": {"w": [0.5, -0.3], "x": [1, 0]}},
}


def described(name: str) -> Specification:
    return Specification.from_mapping({"name": name, "title": name, **KINDS[name]})


@cache
def figures() -> dict[str, Specification]:
    """All of the book, the kinds above, and some by chance."""
    described_ = [yaml.safe_load(text) for text in fences().values()] + random_figures(16)
    read = [Specification.from_mapping(each) for each in described_] + [described(name) for name in KINDS]
    return {each.name: each for each in read if isinstance(each.subject, SteppedSubject)}


def scalars(specification: Specification, values: Mapping[str, float]) -> Specification:
    telling = replace(specification.telling, view="scalars")
    return replace(specification, values=values, telling=telling)


def test_every_figure_has_other_numbers_that_are_worth_showing() -> None:
    """Finite, none very large, no derivative missing or none; the same for the same seed, others for others."""
    for name, specification in figures().items():
        drawn = [fresh(specification, seed) for seed in SEEDS]
        assert all(drawn), name
        assert drawn[0] == fresh(specification, 0)
        assert len({tuple(each.values()) for each in drawn}) > 1, name
        for values in drawn:
            assert set(values) == set(specification.values)
            run = run_of(scalars(specification, values))
            derived = [step.result for step in run.steps if kind_of(step).derives]
            assert all(math.isfinite(result) for result in derived), (name, values)
            assert max(map(abs, derived)) >= 0.001, (name, values)
            assert max(abs(step.result) for step in run.steps) < 1000, (name, values)
            assert not any(
                node.operation and node.operation.at_kink(*(run.values[parent] for parent in node.parents))
                for node in run.graph.nodes
            )


def test_numbers_are_short_and_about_as_large_as_before() -> None:
    """Two digits at most, and at most twice as large; a 0 may become 1."""
    for name, specification in figures().items():
        for seed in SEEDS:
            for each, value in fresh(specification, seed).items():
                now = specification.values[each]
                if value != now:
                    assert value == float(f"{value:.2g}"), (name, each)
                    assert abs(value) <= 2.2 * (abs(now) or 0.5), (name, each, now, value)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("fixed", ["w11", "b1"]),
        ("masks", ["m1", "m2"]),
        ("samples", ["x1", "x2", "y"]),
        ("batch", ["x1", "x2", "y"]),
        ("program", ["x1", "x2"]),
    ],
)
def test_what_the_figure_is_stays(name: str, kept: list[str]) -> None:
    """Fixed parameters, masks, data, and what may be a switch; all else is drawn sooner or later."""
    specification = described(name)
    drawn = [fresh(specification, seed) for seed in SEEDS]
    for each, now in specification.values.items():
        changed = {values[each] for values in drawn} != {now}
        assert changed == (each not in kept), each


@pytest.mark.parametrize("name", ["log-loss", "softmax"])
def test_targets_stay_in_their_range(name: str) -> None:
    """One of two, or one class among all, and each of them comes."""
    specification = described(name)
    targets = [each for each in specification.values if each.startswith("y")]
    seen = {tuple(fresh(specification, seed)[each] for each in targets) for seed in range(40)}
    assert len(seen) == max(2, len(targets))
    assert all(set(each) <= {0, 1} for each in seen)
    assert name != "softmax" or all(sum(each) == 1 for each in seen)


@pytest.mark.parametrize("dull", ["relu(-x)", "tanh(x + 9)", "exp(x + 9)", "0.0001*x", "abs(x - x)"])
def test_where_no_draw_is_worth_showing_there_is_none(dull: str) -> None:
    """Dead or saturated, very large, very small, or at a kink, whatever the positive x is."""
    specification = Specification.from_mapping(
        {"name": "dull", "title": "dull", "expression": dull, "values": {"x": 1}}
    )
    assert all(fresh(specification, seed) == {} for seed in SEEDS)


def test_the_page_asks_for_them() -> None:
    """By a seed; one that is none is refused."""
    mapping = described("network").to_mapping()
    request = {"call": "fresh", "specification": mapping, "seed": 7}
    assert json.loads(answer(json.dumps(request))) == {"values": fresh(described("network"), 7)}
    assert json.loads(answer(json.dumps({**request, "seed": -1})))["error"]["argument"] == "seed"
