"""`Figure` and `show`: what a notebook and a terminal display, and that nothing is loaded before it is asked for."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable

import pytest

import backprop
from backprop import notebook, operations
from backprop.errors import BackpropError, SpecificationError
from backprop.figure.frames import run_of
from backprop.tracing import trace
from backprop.written import program_of

Function = Callable[..., object]


def _gradient(figure: backprop.Figure, name: str) -> float:
    run = run_of(figure.specification)
    steps = [step for step in run.steps if step.phase == "backward" and run.names[step.target] == name]
    return steps[-1].result


def with_lines(x: float, w: float) -> float:
    for k in range(1, 3):
        x = x * w**k
    return x**2


def with_a_default(x: float, b: float = 0.5) -> object:
    return operations.exp(x * b)


@pytest.mark.parametrize(
    ("function", "values", "expected"),
    [
        (lambda x: operations.exp(operations.sin(x**2)), {"x": 0.8}, math.exp(math.sin(0.64)) * math.cos(0.64) * 1.6),
        (lambda x, y: x * y + x, {"x": 2.0, "y": 3.0}, 4.0),
        (lambda x, unused: x * x, {"x": 3.0, "unused": 1.0}, 6.0),
        (lambda x: 1 / x**0.5 - (-x), {"x": 4.0}, 1 - 0.5 * 4.0**-1.5),
        (lambda x: operations.maximum(x, 0, 1), {"x": 2.0}, 1.0),
        (lambda x: x, {"x": 2.0}, 1.0),
        (with_lines, {"x": 2.0, "w": 0.5}, 2 * 2.0 * 0.5**6),
        (with_a_default, {"x": 2.0}, 0.5 * math.e),
    ],
)
def test_a_python_function_is_shown(function: Function, values: dict[str, float], expected: float) -> None:
    """With the derivative by its first argument, worked out by hand."""
    assert _gradient(backprop.show(function, **values), "x") == pytest.approx(expected, rel=1e-12)


def test_the_lines_of_a_function_stand_beside_its_graph() -> None:
    figure = backprop.show(with_lines, x=2.0, w=0.5)
    assert "        x = x * w ** k\n" in str(figure.description["python"])
    assert figure.specification.title == "The function with_lines"


def test_a_long_function_is_shown_too() -> None:
    def wave(x: object) -> object:
        for _ in range(40):
            x = operations.sin(x)
        return x

    figure = backprop.show(trace(wave), x=0.5)  # type: ignore[arg-type]
    assert len(run_of(figure.specification).steps) == 80


@pytest.mark.parametrize(
    "function",
    [
        lambda a, b: a - b * 2 / a**3 + operations.softplus(b),
        lambda a, b: operations.logsumexp(a, b, 2.0) * operations.minimum(a, 1.5),
        lambda a, b: operations.where(operations.above(a, b), a, b) + a**b,
        lambda v1, y: v1 * y,
    ],
)
def test_a_traced_graph_is_written_so_that_it_is_read_back(function: Function) -> None:
    """The same operations, names and gradients."""
    graph = trace(function)  # type: ignore[arg-type]
    again = backprop.show(graph, **dict.fromkeys((node.name for node in graph.given), 1.25))
    run = run_of(again.specification)
    values = {node.name: 1.25 for node in graph.given}
    expected = backprop.gradients(graph, backprop.evaluate(graph, values))
    assert backprop.gradients(run.graph, run.values) == expected


def test_what_formulas_do_not_have_is_refused() -> None:
    graph = backprop.multilayer_perceptron((1, 1), "tanh", "half-squared-error").graph
    with pytest.raises(BackpropError, match="operation is half_squared_error: use the functions"):
        program_of(graph)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: backprop.show("x*y", x=1), "y is missing: give it a number: show(…, y=0.5)"),
        (lambda: backprop.show(lambda x, y: x * y, x=1), "y is missing: give it a number: show(…, y=0.5)"),
        (lambda: backprop.show("x*y", x=1, y=2, z=3), "there is no z here"),
        (lambda: backprop.Figure(netwrok=[1, 1]), "netwrok is [1, 1]: did you mean network?"),
    ],
)
def test_an_error_names_what_is_wrong(call: Callable[[], object], said: str) -> None:
    with pytest.raises(BackpropError) as caught:
        call()
    assert said in str(caught.value)


def test_in_a_terminal_a_figure_is_its_title_and_its_steps() -> None:
    lines = repr(backprop.show("x**2", x=3)).splitlines()
    assert lines[0] == "x**2"
    assert lines[-1].endswith("= 6")


def test_blanks_stay_blank() -> None:
    """What a reader is to work out stands in no form of the figure."""
    figure = backprop.Figure(expression="x**2", values={"x": 3}, fade=1)
    assert "= 6" not in repr(figure)
    assert "= 6" not in str(figure._repr_latex_())


def test_latex_has_all_formulas_and_a_plot_none() -> None:
    assert str(backprop.show("x**2", x=3)._repr_latex_()).startswith("$$\n\\begin{aligned}\nx &= 3")
    samples = [{"x": 1, "y": 2}]
    plot = backprop.Figure(descent="(w*x - y)**2", start={"w": 0}, samples=samples, rate=0.1, updates=3)
    assert plot._repr_latex_() is None
    assert repr(plot) == "A figure"


def test_without_what_makes_html_there_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook, "extra", lambda name: None)
    assert backprop.show("x**2", x=3)._repr_html_() is None


def test_the_first_use_loads_the_renderer_and_the_import_does_not() -> None:
    source = (
        "import sys, backprop; before = 'backprop.figure' in sys.modules\n"
        "backprop.Figure; print(before, 'backprop.figure' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_the_functions_for_traced_code_come_with_the_package() -> None:
    source = "import backprop; print(backprop.show(lambda x: backprop.operations.exp(x), x=0.0))"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert "exp(x)" in done.stdout


def test_a_figure_that_cannot_be_computed_is_told_where_it_is_made() -> None:
    with pytest.raises(BackpropError, match="not defined there"):
        backprop.show("log(x)", x=-1)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute figure_of"):
        backprop.figure_of  # noqa: B018


def test_a_mapping_and_keys_are_the_same_figure() -> None:
    keys = {"expression": "x*w", "values": {"x": 1, "w": 2}}
    assert repr(backprop.Figure(keys)) == repr(backprop.Figure(**keys))
    with pytest.raises(SpecificationError):
        backprop.Figure({})


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"network": [1, 2, 1], "colour": "blue"}, "colour is blue: there is no key colour here; use one of network, "),
        ({"network": [1, 2, 1], "samples": [{"x": 1, "y": 1}, {"x": 1}]}, "samples.2 is {x: 1}: give y a number"),
        ({"network": [1, 2, 1], "skip": [[0, 1], [0]]}, "skip.2 is "),
    ],
)
def test_places_are_counted_as_people_do_and_a_key_is_called_one(keys: dict[str, object], said: str) -> None:
    with pytest.raises(BackpropError) as caught:
        backprop.Figure(keys)
    assert str(caught.value).startswith(said)


def test_as_text_a_figure_in_matrices_says_which_steps_it_prints() -> None:
    samples = [{"x": 1, "y": 1}, {"x": 2, "y": 1}]
    told, of = (
        "As text, the scalar steps, not those in matrices.\n",
        "The steps of sample {} of 2, and the means over all:\n",
    )
    asked = {"network": [1, 2, 1], "samples": samples}
    assert f"{told}{of.format(1)}" in repr(backprop.Figure(asked, view="layers"))
    assert f"{told}{of.format(2)}" in repr(backprop.Figure(asked, view="layers", sample=2))
    assert of.format(2) in (plain := repr(backprop.Figure(asked, sample=2)))
    assert told not in plain
    assert told in (alone := repr(backprop.Figure(network=[1, 2, 1], view="layers")))
    assert "sample" not in alone
