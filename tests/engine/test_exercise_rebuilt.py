"""Every exercise can be done without its drawing: from the text of its sheet a reader rebuilds what it is about."""

from __future__ import annotations

import pytest

from backprop.exercise import matrices, sheets, subject
from backprop.exercise.papers import Paper
from backprop.figure import mathml
from backprop.figure.layers.run import LayersRun
from backprop.figure.programs import ProgramSubject
from backprop.steps import MeanStep
from backprop.terms import Symbol
from tests.engine.exercises import Mapped, drawn
from tests.engine.test_exercise_said import DRAWS, EXERCISES
from tests.support.rebuilt import Reader, named, symbols


def read(made: Paper, lang: str = "en") -> Reader:
    with made.drawn.specification.spoken():
        return Reader(sheets.given(made).partition('<table class="bp-lookup"')[0], lang)


def symbol(name: str) -> str:
    """What a reader calls a node."""
    return named(mathml.inline(Symbol(name)))


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("mapping", EXERCISES.values(), ids=EXERCISES)
def test_the_text_alone_gives_every_value(mapping: Mapped, lang: str) -> None:
    """Each number that the forward pass finds, computed from what is said, is that of the drawn figure."""
    for number in range(DRAWS):
        made = drawn({**mapping, "lang": lang}, number)
        reader, run = read(made, lang), made.drawn.run
        if reader.matrices:
            for name, each in matrices.found(made.drawn).items():
                if each.step.phase == "forward":
                    rebuilt = reader.matrix(symbol(name))
                    assert (len(rebuilt), len(rebuilt[0])) == each.shape
                    assert [entry for row in rebuilt for entry in row] == pytest.approx(
                        each.entries, rel=1e-2, abs=1e-2
                    )
            continue
        reader.check()
        for step in run.steps[: run.turn]:
            if isinstance(step, MeanStep):
                assert reader.value(step.of) == pytest.approx(step.result, rel=1e-9)
            elif step.phase == "forward" and not (run.samples and step.target == run.graph.output):
                name = run.graph.nodes[step.target].name
                assert reader.value(symbol(name)) == pytest.approx(step.result, rel=1e-9), name


@pytest.mark.parametrize("mapping", EXERCISES.values(), ids=EXERCISES)
def test_every_symbol_of_a_question_and_of_its_key_is_told(mapping: Mapped) -> None:
    """As a given value, or by a formula or a sentence; of a program its lines, too."""
    for number in range(DRAWS):
        made = drawn(mapping, number)
        known = read(made).names()
        about = made.drawn.specification.subject
        for task in made.tasks:
            for html in (task.question, task.way, *task.options, *task.before, *task.hints):
                if not isinstance(made.drawn.shown, LayersRun):
                    assert {symbol(name) for name in symbols(html)} <= known
        if isinstance(about, ProgramSubject):
            assert read(made).program == about.python.strip()


def test_without_what_is_said_of_the_subject_the_reader_would_be_lost() -> None:
    """So the reader above takes nothing from anywhere else."""
    made = drawn(EXERCISES["graph-fork"])
    with made.drawn.specification.spoken():
        without = sheets.given(made).replace(subject.said(made.drawn), "")
    assert Reader(without).names() == {"x", "y", "z"}
    with pytest.raises(KeyError):
        Reader(without).value("f")
