"""The exercises of the site's collection: enough of them, each worth solving, and every key right by differences."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from backprop.exercise.kinds import KINDS
from backprop.exercise.papers import paper
from backprop.exercise.turned import TRANSPOSED
from backprop.figure.rows import name_of
from tests.engine import decimal_keys, wired_keys
from tests.engine.exercises import in_sight
from tests.engine.telling_apart import APART, require_apart, require_lively
from tools.exercises import PAGES, Entry, entries

ALL = [entry for page in PAGES for entry in entries(page)]
SAMPLE = 2
DRAWS = int(os.environ.get("DRAWS", SAMPLE))
"""Of each exercise; `make draws` makes ten thousand of them all."""


def test_there_are_enough_and_each_has_a_goal() -> None:
    """Forty at least, of every kind and of all levels."""
    assert len(ALL) >= 40
    assert len({entry.exercise.name for entry in ALL}) == len(ALL)
    assert all(entry.exercise.goal for entry in ALL)
    assert {entry.exercise.level for entry in ALL} == {1, 2, 3, 4, 5}
    kinds = Counter(ask.kind for entry in ALL for ask in entry.exercise.ask)
    assert set(kinds) == set(KINDS) == set(APART)


@pytest.mark.parametrize("entry", ALL, ids=[entry.exercise.name for entry in ALL])
def test_every_paper_is_worth_solving_and_its_key_is_right(entry: Entry, measured: Callable[[str], None]) -> None:
    """By the judge itself, and by decimals and differences, which know no chain rule, closed forms and the wiring; no
    two slips have one answer, and nothing in sight says one."""
    compared = 0
    for number in range(DRAWS):
        made = paper(entry.exercise, number)
        require_lively(made.drawn)
        for place, task in enumerate(made.tasks):
            assert made.judge(place, task.answer).kind == "right", task
            for said, right in decimal_keys.expected(made, task):
                assert said == pytest.approx(right, rel=1e-9, abs=1e-12), (number, task)
                compared += 1
            wired_keys.require(made, task)
            require_apart(made, task)
            if task.kind == "value":
                # Whole numbers of two digits are indices, too: w12.
                assert task.answer not in in_sight(made) or task.answer.isdigit()
    if DRAWS > SAMPLE:
        measured(f"{entry.exercise.name}: {DRAWS:,} papers, {compared:,} numbers compared")


def test_the_oracle_would_find_a_wrong_key() -> None:
    """A step whose result is not that of its own numbers."""
    made = paper(ALL[0].exercise)
    (step,) = (each for each in made.drawn.run.steps if name_of(made.drawn.run, each) == made.tasks[0].about)
    made.drawn.run.steps[made.drawn.places[made.tasks[0].about]] = replace(step, result=step.result + 1e-6)
    ((said, right),) = decimal_keys.expected(made, made.tasks[0])
    assert said != pytest.approx(right, rel=1e-9)


@pytest.mark.parametrize("kind", wired_keys.KINDS)
def test_it_would_find_another_key_than_that_of_the_wiring(kind: str) -> None:
    """Ten times the count, twice the formula, the shape transposed, the order backwards, another letter."""
    (made, task), *_ = (
        (made, task)
        for entry in ALL
        for made in [paper(entry.exercise)]
        for task in made.tasks
        if (task.kind, task.slip) != ("bug", TRANSPOSED) and task.kind == kind
    )
    wired_keys.require(made, task)
    other = {
        "count": f"{task.answer}0",
        "formula": f"2*({task.answer})",
        "shape": "×".join(reversed(task.answer.split("×"))),
        "order": " ".join(reversed(task.answer.split())),
    }.get(kind, "b" if task.answer == "a" else "a")
    wrong = replace(task, answer=other)
    with pytest.raises(AssertionError):
        wired_keys.require(replace(made, tasks=(wrong,)), wrong)
