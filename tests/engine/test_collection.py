"""The exercises of the site's collection: enough of them, each worth solving, and every key right by differences."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from backprop.exercise.papers import Paper, paper
from backprop.graph import evaluate
from backprop.steps import MeanStep
from tests.engine.exercises import in_sight, slips_differ
from tools.exercises import PAGES, Entry, entries

ALL = [entry for page in PAGES for entry in entries(page)]
DRAWS = int(os.environ.get("DRAWS", "2"))
"""Of each exercise; DRAWS=250 makes ten thousand of them all."""
STEP = 1e-6


def test_there_are_enough_and_each_has_a_goal() -> None:
    """Forty at least, of every kind and of all levels."""
    assert len(ALL) >= 40
    assert len({entry.exercise.name for entry in ALL}) == len(ALL)
    assert all(entry.exercise.goal for entry in ALL)
    assert {entry.exercise.level for entry in ALL} == {1, 2, 3, 4, 5}
    kinds = Counter(ask.kind for entry in ALL for ask in entry.exercise.ask)
    assert set(kinds) == {"value", "factor", "formula", "choice", "order", "bug", "matrix", "shape", "count"}


@pytest.mark.parametrize("entry", ALL, ids=[entry.exercise.name for entry in ALL])
def test_every_paper_is_worth_solving_and_its_key_is_right(entry: Entry) -> None:
    """By the judge itself, and by differences, which know no chain rule; nothing in sight says an answer."""
    for number in range(DRAWS):
        made = paper(entry.exercise, number)
        for place, task in enumerate(made.tasks):
            assert made.judge(place, task.answer).kind == "right", task
            if task.kind in ("value", "choice", "formula"):
                agrees_with_differences(made, task.about)
            if task.kind == "value":
                slips_differ(made, task.about)
                # Whole numbers of two digits are indices, too: w12.
                assert task.answer not in in_sight(made) or task.answer.isdigit()


def agrees_with_differences(made: Paper, name: str) -> None:
    """Of a derivative by a given value, with one sample; the others have no such neighbour."""
    drawn, step = made.drawn, made.drawn.step(name)
    graph, target = drawn.run.graph, drawn.run.graph.nodes[drawn.step(name).target]
    if isinstance(step, MeanStep) or step.phase != "backward" or target.operation is not None:
        return
    values = {node.name: drawn.run.values[node.index] for node in graph.given}
    up, down = (
        evaluate(graph, {**values, target.name: values[target.name] + side})[graph.output] for side in (STEP, -STEP)
    )
    assert step.result == pytest.approx((up - down) / (2 * STEP), rel=1e-5, abs=1e-6)
