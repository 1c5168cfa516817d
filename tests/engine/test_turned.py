"""Find the bug in matrices: the one product that stands the other way round."""

from __future__ import annotations

import re

import pytest

from backprop.errors import SpecificationError
from backprop.exercise import matrices, sheets
from backprop.figure.layers.run import LayersRun
from tests.engine.exercises import BUG, FORK, MATRIX, NEURON, PROGRAM, SAMPLES, Mapped, drawn

LETTERS = "abcdefghijklmnop"
Rows = list[list[float]]


def exercise(widths: list[int], batch: str) -> Mapped:
    names = ["x"] if widths[0] == 1 else [f"x{i}" for i in range(1, widths[0] + 1)]
    names += ["y"] if widths[-1] == 1 else [f"y{i}" for i in range(1, widths[-1] + 1)]
    return {
        **{"name": "turned", "title": "T", "network": widths, "activation": "identity", "view": "layers"},
        **{"batch": batch, "samples": [dict.fromkeys(names, 1)] * 2, "digits": 8, "ask": [{"bug": "transposed"}]},
        "draw": {
            "values": {"w*": [-2, -1, 1, 2, 3], "b*": [-1, 1, 2]},
            "samples": {"x*": [-2, -1, 1, 2], "y*": [0, 1, 2, 3]},
        },
    }


def tables(html: str) -> list[Rows]:
    """The numbers of each table, without the heads of its rows and columns."""
    return [
        [
            [float(cell.replace("−", "-")) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", row)]
            for row in re.findall(r"<tr>(.*?)</tr>", table)
        ]
        for table in re.findall(r"<table.*?</table>", re.sub(r"<thead>.*?</thead>", "", html))
    ]


def turned(rows: Rows) -> Rows:
    return [list(column) for column in zip(*rows, strict=True)]


def times(one: Rows, other: Rows) -> Rows:
    return [[sum(map(float.__mul__, row, column)) for column in zip(*other, strict=True)] for row in one]


@pytest.mark.parametrize("widths", [[2, 2, 1], [3, 2, 1], [1, 2, 2, 2]], ids=str)
@pytest.mark.parametrize("batch", ["rows", "columns"])
def test_a_transposed_product_can_be_the_bug_of_matrices(batch: str, widths: list[int]) -> None:
    """Just one step has its product the other way round, with the numbers that come of it; all others are right."""
    for number in range(4):
        made = drawn(exercise(widths, batch), number)
        (task,) = made.tasks
        named = {name: each for name, each in matrices.found(made.drawn).items() if each.step.phase == "backward"}
        assert task.behind == tuple(named)
        assert task.about.startswith("dL/dW")
        assert isinstance(made.drawn.shown, LayersRun)
        for letter, name, option in zip(LETTERS, task.behind, task.options, strict=False):
            assert made.judge(0, letter).kind == ("right" if name == task.about else "wrong")
            *factors, result = tables(option)
            (*_, right) = tables(made.drawn.shown.grids.alone(named[name].step))
            assert (result == right) == (name != task.about)
            if name == task.about:
                assert result == turned(right)
                for got, said in zip(result, times(*factors), strict=True):
                    assert got == pytest.approx(said, rel=1e-3)
        assert tables(task.way)[-1] == turned(tables(task.options[LETTERS.index(task.answer)])[-1])
        assert made.judge(0, task.answer).kind == "right"
        assert len(task.hints) == 3
        assert not any("<table" in hint for hint in task.hints)
        assert all(option in sheets.questions(made) for option in task.options)


@pytest.mark.parametrize("mapping", [NEURON, BUG, FORK, SAMPLES, PROGRAM], ids=lambda mapping: str(mapping["name"]))
def test_it_is_refused_where_there_are_no_matrices(mapping: Mapped) -> None:
    """With what to write; and so are shapes beside it, which its matrices would give away."""
    with pytest.raises(SpecificationError, match="write view: layers") as caught:
        drawn({**mapping, "ask": [{"bug": "transposed"}]})
    assert caught.value.argument == "ask.0.bug"
    with pytest.raises(SpecificationError, match="ask for shapes in an exercise of its own"):
        drawn({**MATRIX, "ask": [{"bug": ["wrong_sign", "transposed"]}, {"shape": "dL/dW"}]})


def test_a_matrix_that_is_its_own_transposed_one_is_no_bug() -> None:
    """Of one weight in each layer, there is none to be found."""
    with pytest.raises(SpecificationError, match="no step in which the slip transposed shows"):
        drawn(exercise([1, 1, 1], "rows"))


def test_chance_does_not_take_it_unasked() -> None:
    """So that papers that ask for any bug stay what they were."""
    made = [drawn({**MATRIX, "ask": ["bug"]}, number).tasks[0].slip for number in range(12)]
    assert "transposed" not in made
