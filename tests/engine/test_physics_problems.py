"""An author's own equation: its formulas on arrays, its gradient, what training finds, and what is refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import product
from xml.etree import ElementTree

import numpy as np
import pytest

from backprop.compiled import compile_graph
from backprop.dense import initialise
from backprop.errors import BackpropError
from backprop.expression import expression
from backprop.figure import physics_fields
from backprop.figure.frames import PlotFigure, build
from backprop.figure.physics_fields import Field, even_levels, levels_of_size
from backprop.figure.quotes import quotable
from backprop.figure.solutions import PhysicsSubject
from backprop.figure.specification import Specification
from backprop.physics_contours import areas
from backprop.physics_equations import terms
from backprop.physics_formulas import Formula
from backprop.physics_problem import PROBLEMS, Problem, Training
from backprop.physics_training import looks_of, study
from tests.support.calls import CALLS

Mapped = Mapping[str, object]

DECAY: Mapped = {
    "physics": "u_t + k*u",
    "domain": {"t": [0, 2]},
    "known": [{"t": 0, "u": 1}],
    "exact": "exp(-k*t)",
    "values": {"k": 1.5},
}
SWING: Mapped = {
    "physics": "u_xx + u",
    "domain": {"x": ["-pi/2", "pi/2"]},
    "known": [{"x": 0, "u": "0"}, {"x": 0, "u_x": 1}],
    "exact": "sin(x)",
}
# Each kind of thing at once: other ends than −1 and 1, two derivatives, an edge with a slope, a point alone.
MIXED: Mapped = {
    "physics": "u_t + u*u_x - nu*u_xx + abs(x - 2)*u_tt/10 - erf(t)",
    "domain": {"x": [1, 4], "t": [0, 0.5]},
    "known": [{"t": 0, "u": "sin(x)"}, {"x": 4, "u_x": "t**2"}, {"x": 2, "t": 0.25, "u": 0.3}],
    "values": {"nu": 0.2},
}
NAMED = [{"physics": name} for name in PROBLEMS]
# How large the largest error is at most, after 400 updates.
FOUND: list[tuple[Mapped, float]] = [
    (DECAY, 0.03),
    (SWING, 0.15),
    ({"physics": "heat"}, 0.05),
    ({"physics": "burgers"}, 0.25),
    ({"physics": "poisson"}, 0.2),
]


def subject_of(mapping: Mapped) -> PhysicsSubject:
    subject = Specification.from_mapping({"name": "it", **mapping}).subject
    assert isinstance(subject, PhysicsSubject)
    return subject


def problem_of(mapping: Mapped) -> Problem:
    return subject_of(mapping).problem


# Formulas


@pytest.mark.parametrize(("text", "values"), CALLS, ids=[text for text, _ in CALLS])
def test_a_formula_on_arrays_is_the_engines_own_on_each_number(text: str, values: Mapping[str, float]) -> None:
    """Value and partial derivatives, by the program that steps and tapes are held to."""
    graph, formula = expression(text), Formula(text)
    alone = compile_graph(graph)
    columns = {name: np.array([1.0, 0.95, 0.9]) * values[name] for name in alone.given}
    expected = np.array([alone.value_and_gradients(*row) for row in zip(*columns.values(), strict=True)]).T
    found = [formula.value(columns), *formula.partials(columns, alone.wanted)]
    np.testing.assert_allclose([np.broadcast_to(each, 3) for each in found], expected, rtol=1e-12, atol=1e-15)


def test_a_name_that_a_formula_does_not_have_has_no_influence() -> None:
    assert Formula("2*x").partials({"x": np.ones(2)}, ["t", "x"]) == [0.0, 2.0]


# The problems with a name


def slopes(u: Callable[[Mapping[str, float]], float], at: Mapping[str, float], step: float = 1e-3) -> dict[str, float]:
    """u and its derivatives at a point, by central differences of fourth order."""
    found = {"u": u(at)}
    for name in at:
        near = {shift: u({**at, name: at[name] + shift * step}) for shift in (-2, -1, 0, 1, 2)}
        found[f"u_{name}"] = (near[-2] - 8 * near[-1] + 8 * near[1] - near[2]) / (12 * step)
        curved = -near[-2] + 16 * near[-1] - 30 * near[0] + 16 * near[1] - near[2]
        found[f"u_{name}{name}"] = curved / (12 * step**2)
    return found


@pytest.mark.parametrize("mapping", [*NAMED, DECAY, SWING], ids=lambda each: str(each["physics"]))
def test_the_exact_solution_solves_the_problem(mapping: Mapped) -> None:
    """Put into the equation it leaves nothing, and it is what is known wherever something is."""
    problem = problem_of(mapping)
    constants, u = dict(problem.values), compile_graph(expression(problem.exact))

    def exact(at: Mapping[str, float]) -> float:
        return u.value(*({**constants, **at}[name] for name in u.given))

    residual = Formula(problem.residual)
    for shares in product((0.11, 0.5, 0.83), repeat=len(problem.domain)):
        at = {
            name: low + share * (high - low) for share, (name, (low, high)) in zip(shares, problem.domain, strict=True)
        }
        assert abs(float(residual.value({**constants, **at, **slopes(exact, at)}))) < 1e-8
        for each in problem.known:
            edge = {**at, **dict(each.at)}
            wanted = float(Formula(each.text).value({**constants, **edge}))
            assert slopes(exact, edge)[each.part] == pytest.approx(wanted, abs=1e-9)


def test_burgers_solution_comes_from_that_of_the_heat_equation() -> None:
    """By Cole and Hopf it is −2ν φ_x/φ, where φ = a + exp(−νπ²t) cos πx."""
    nu, a, x, t = 0.1, 1.2, 0.4, 0.7
    phi = [a + math.exp(-nu * math.pi**2 * t) * math.cos(math.pi * (x + h)) for h in (-1e-5, 0, 1e-5)]
    found = Formula(problem_of({"physics": "burgers"}).exact).value({"nu": nu, "a": a, "x": x, "t": t})
    assert float(found) == pytest.approx(-2 * nu * (phi[2] - phi[0]) / 2e-5 / phi[1], rel=1e-8)


# Training


@pytest.mark.parametrize("mapping", [*NAMED, SWING, MIXED], ids=lambda each: str(each["physics"]))
def test_the_gradient_of_the_loss_is_that_of_differences(mapping: Mapped) -> None:
    """By every parameter, of each term of it: central differences of the value."""
    layers = initialise([len(problem_of(mapping).domain), 3, 1], seed=4)
    for term in terms(problem_of(mapping), 10.0):
        _, grads = term.gradient(layers)
        for layer, grad in zip(layers, grads, strict=True):
            for array, slope in ((layer.weight, grad.weight), (layer.bias, grad.bias)):
                for place in np.ndindex(array.shape):
                    ends = []
                    for shift in (1e-5, -1e-5):
                        array[place] += shift
                        ends.append(term.gradient(layers)[0])
                        array[place] -= shift
                    assert slope[place] == pytest.approx((ends[0] - ends[1]) / 2e-5, rel=1e-5, abs=1e-7)


@pytest.mark.parametrize(("mapping", "most"), FOUND, ids=[str(each["physics"]) for each, _ in FOUND])
def test_training_finds_the_solution(mapping: Mapped, most: float) -> None:
    """Near enough, where it was nowhere near."""
    looks = subject_of({**mapping, "updates": 400}).study().looks
    errors = [max(map(abs, look.error)) for look in looks]
    assert errors[-1] < most < 0.5 < errors[0]
    assert [look.updates for look in looks] == looks_of(400)
    assert looks[-1].loss < looks[0].loss / 50


def test_the_same_training_gives_the_same_numbers() -> None:
    problem, training = problem_of(MIXED), Training((5,), 20, 0.02, 10.0)
    assert study(problem, training) == study(problem, training)


def test_the_units_of_an_input_change_nothing() -> None:
    """Time in seconds or in milliseconds: the network sees the same, and so do its readers."""
    slow = {**DECAY, "domain": {"t": [0, 2000]}, "physics": "1000*u_t + k*u", "exact": "exp(-k*t/1000)"}
    looks = [subject_of({**each, "updates": 50}).study().looks[-1] for each in (DECAY, slow)]
    np.testing.assert_allclose(looks[1].solution, looks[0].solution, rtol=1e-9)


# Fields


def test_an_area_of_a_plane_is_cut_off_straight() -> None:
    """Of x + 2y over the square, above 2: the triangle with these corners."""
    line = [0.0, 0.5, 1.0]
    (outline,) = areas(line, line, [[x + 2 * y for x in line] for y in line], 2.0, above=True)
    assert {(0.0, 1.0), (1.0, 0.5), (1.0, 1.0)} <= set(outline)
    assert all(x + 2 * y >= 2 for x, y in outline)
    (below,) = areas(line, line, [[x + 2 * y for x in line] for y in line], 2.0, above=False)
    assert all(x + 2 * y <= 2 for x, y in below)


def test_a_hole_is_an_outline_of_its_own() -> None:
    line = [0.0, 1.0, 2.0, 3.0, 4.0]
    rows = [[0.0 if x == y == 2 else 1.0 for x in line] for y in line]
    assert len(areas(line, line, rows, 0.5, above=True)) == 2


def test_a_field_is_printed_without_points_that_change_nothing() -> None:
    """The half of a plane is a rectangle: four corners, however many points it was known at."""
    line = tuple(place / 20 for place in range(21))
    field = Field(("x", "t"), "u", line, line, tuple(line for _ in line), (0.5,))
    (area, *_) = ElementTree.fromstring(f"<g>{physics_fields.printed(field)}</g>").findall("path[@class='up']")
    assert (area.get("d") or "") in ("M124 226l84 0 0-200-84 0z", "M124 226l84 0 0-200-84 0 0 200z")


@pytest.mark.parametrize(
    ("low", "high", "levels"),
    [(0.0, 1.0, (0.1, 0.9)), (-0.3, 0.3, (-0.2, 0.2)), (2.0, 2.0, ()), (5.0, 6.0, (5.1, 5.9))],
)
def test_levels_are_round_and_within(low: float, high: float, levels: tuple[float, ...]) -> None:
    found = even_levels([low, high])
    assert (found[0], found[-1]) == pytest.approx(levels) if levels else found == ()


@pytest.mark.parametrize(("first", "last"), [(1.0, 0.01), (20.0, 1.5), (1e-3, 1.0), (0.5, 1e-9), (0.0, 0.0)])
def test_levels_of_size_are_few_and_reach_what_is_left(first: float, last: float) -> None:
    """As many for each sign; the least is below the largest that the end shows."""
    found = levels_of_size(first, last)
    assert found == tuple(-level for level in reversed(found))
    assert len(found) <= 12
    assert not found or found[len(found) // 2] <= max(last, max(first, last) * 1e-6)


# Figures


@pytest.mark.parametrize(
    ("mapping", "show"),
    [
        *product((DECAY, {"physics": "heat"}), ("solution", "error", "residual")),
        (MIXED, "solution"),
        (MIXED, "residual"),
    ],
)
def test_training_is_told_in_frames(mapping: Mapped, show: str) -> None:
    """Each a whole drawing in its box, with what it came to; the mapping reads back, and the same bytes come out."""
    specification = Specification.from_mapping({"name": "it", **mapping, "show": show, "hidden": [4], "updates": 16})
    assert Specification.from_mapping(specification.to_mapping()) == specification
    figure = build(specification)
    assert isinstance(figure, PlotFigure)
    assert len(figure.frames) == len(looks_of(16)) == 6
    assert len(ElementTree.fromstring(figure.table).findall(".//tr")) == 7
    for number, frame in enumerate(figure.frames):
        ElementTree.fromstring(f"<div>{frame.text}</div>")
        drawing = ElementTree.fromstring(frame.drawing)[0]
        assert drawing.get("role") == "img"
        assert f"#it-step-{number}" in frame.text
        for text in drawing.iter("text"):
            assert 0 <= float(text.get("x") or "") <= 320
            assert 0 <= float(text.get("y") or "") <= 270
    assert build(specification) == figure


def test_numbers_of_the_end_can_be_quoted() -> None:
    numbers = quotable(Specification.from_mapping({"name": "it", **DECAY, "updates": 100}))
    assert float(numbers["last loss"]) < 0.2 * float(numbers["first loss"])
    assert float(numbers["largest error"]) < 0.2
    assert (numbers["k"], numbers["weight of known points"]) == ("1.5", "10")


# What is refused


def without(key: str) -> Mapped:
    return {name: each for name, each in DECAY.items() if name != key}


@pytest.mark.parametrize(
    ("mapping", "argument", "remedy"),
    [
        ({"physics": "heart"}, "physics", "did you mean heat?"),
        ({"physics": "2*x"}, "physics", "or write a residual"),
        ({**DECAY, "physics": "u_t +"}, "physics", "at column"),
        ({**DECAY, "physics": "u_t + q*u"}, "physics", "give it a number under values; known here: t, u, u_t, u_tt, k"),
        ({**DECAY, "physics": "u_ttt + k*u"}, "physics", "only these derivatives can be taken"),
        ({**MIXED, "physics": "u_xt + nu*u"}, "physics", "only these derivatives can be taken"),
        (without("domain"), "domain", "give 1 to 2 inputs"),
        ({**DECAY, "domain": {"t": [0, 1], "x": [0, 1], "y": [0, 1]}}, "domain", "give 1 to 2 inputs"),
        ({**DECAY, "domain": {"time": [0, 1]}}, "domain.time", "one small letter"),
        ({**DECAY, "domain": {"u": [0, 1]}}, "domain.u", "one small letter"),
        ({**DECAY, "domain": {"t": [0]}}, "domain.t", "and their ends"),
        ({**DECAY, "domain": {"t": [1, 1]}}, "domain.t", "the lower end first"),
        ({**DECAY, "domain": {"t": [0, "k"]}}, "domain.t", "give a number"),
        (without("known"), "known", "list 1 to 8"),
        ({**DECAY, "known": [3]}, "known.0", "give a number to some of t"),
        ({**DECAY, "known": [{"t": 0}]}, "known.0", "a formula to one of u, u_t, u_tt"),
        ({**DECAY, "known": [{"u": 0}]}, "known.0", "give a number to some of t"),
        ({**DECAY, "known": [{"t": 0, "u": 0, "u_t": 1}]}, "known.0", "a formula to one of"),
        ({**DECAY, "known": [{"t": 3, "u": 0}]}, "known.0.t", "stay within the domain, 0 to 2"),
        ({**DECAY, "known": [{"t": 0, "v": 0}]}, "known.0.v", "a formula to one of"),
        ({**DECAY, "known": [{"t": 0, "u": 1}, {"t": 2, "u": "t"}]}, "known.1.u", "known here: k"),
        ({**DECAY, "known": [{"t": 0, "u": True}]}, "known.0.u", "give a number"),
        ({**DECAY, "exact": "exp(-k*x)"}, "exact", "give it a number under values"),
        ({**DECAY, "exact": 3}, "exact", "give text"),
        ({**DECAY, "values": {"k": 1, "q": 2}}, "values.q", "no formula of the fence has it"),
        ({**DECAY, "values": {"k": 1, "t": 2}}, "values.t", "it varies over the domain"),
        ({**without("exact"), "show": "error"}, "show", "add the line exact"),
        ({**DECAY, "weight": 0}, "weight", "give a positive number"),
        ({**DECAY, "rate": -1}, "rate", "give a positive number"),
        ({**DECAY, "hidden": [64]}, "hidden", "whole numbers from 1 to 32"),
        ({**DECAY, "exact": "1/t"}, "exact", "a finite number everywhere"),
        ({**DECAY, "known": [{"t": 0, "u": "1/0"}]}, "known.0.u", "at column"),
        ({**DECAY, "known": [{"t": 0, "u": "log(k - 9)"}]}, "known.0.u", "a finite number everywhere"),
        ({**DECAY, "physics": "u_t + k*log(t - 3)"}, "physics", "a finite number everywhere"),
        ({**DECAY, "rate": 1e6, "physics": "u_t + k*exp(u)"}, "rate", "give a smaller one"),
        ({"physics": "heat", "domain": {"x": [0, 1]}}, "domain", "heat has its own"),
        ({"physics": "heat", "values": {"alhpa": 1}}, "values.alhpa", "did you mean alpha?"),
    ],
)
def test_a_wrong_equation_names_key_and_remedy(mapping: Mapped, argument: str, remedy: str) -> None:
    """Where it was written, down to the entry of a list."""
    with pytest.raises(BackpropError) as caught:
        build(Specification.from_mapping({"name": "it", "updates": 10, **mapping}))
    assert caught.value.argument == argument
    assert remedy in caught.value.remedy
