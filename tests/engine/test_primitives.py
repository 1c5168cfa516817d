"""Every row of the table against 120-digit arithmetic, to the third derivative."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations_with_replacement, product

import pytest

from backprop.derivatives import derivative
from backprop.errors import BackpropError, DomainError, GraphError, NonFiniteError, ShapeError
from backprop.graph import Graph, GraphBuilder, evaluate
from backprop.primitives import FAMILIES, PRIMITIVES, primitive
from backprop.rows import Size
from tests.engine import high_precision
from tests.support.calls import DOMAINS

AWKWARD = (0.0, 1e-8, -1e-8, 20.0, -20.0, 1000.0, -1000.0)
KINKED = {"relu", "abs", "step", "sign"}
SIZES: dict[str, tuple[Size, ...]] = {
    "power": (0, 1, 2, 3, 5, -1, -2),
    "softmax": (1, 2, 3, (3, 2), (3, 3)),
    "max": (1, 2, 3, (2, 0), (2, 1), (3, 1), (4, 0, 3)),
    "min": (1, 2, 3, (2, 0), (2, 1), (3, 1), (4, 0, 3)),
}
# Awkward points outside the domain, or where the result overflows.
REFUSED: dict[str, Callable[[float], bool]] = {
    **dict.fromkeys(("log", "log2", "sqrt"), lambda a: a <= 0),
    **dict.fromkeys(("asin", "acos"), lambda a: abs(a) > 1),
    **dict.fromkeys(("sinh", "cosh"), lambda a: abs(a) == 1000),
    **dict.fromkeys(("exp", "expm1"), lambda a: a == 1000),
    "log1p": lambda a: a <= -1,
}
UNARY = [name for name, row in PRIMITIVES.items() if len(row.arguments) == 1]
RANDOM = random.Random(20)


def _row_graph(name: str, size: Size | None = None) -> Graph:
    """The graph of one row on given values that are called as its arguments."""
    row, builder = primitive(name, size), GraphBuilder()
    given = [builder.give(argument) for argument in row.arguments]
    return builder.graph(builder.apply("result", name, given, size), given)


def _members() -> Iterator[tuple[str, Size | None]]:
    yield from ((name, None) for name in PRIMITIVES)
    yield from ((name, size) for name in FAMILIES for size in SIZES.get(name, (1, 2, 3)))


def _random_point(name: str, count: int) -> tuple[float, ...]:
    ranges = DOMAINS.get(name, ((-2.5, 2.5),))
    return tuple(RANDOM.uniform(*ranges[place % len(ranges)]) for place in range(count))


def _agree(name: str, size: Size | None, places: Sequence[int], point: Sequence[float]) -> None:
    """The engine's nested derivative equals the oracle's, relative 1e-9 or 1e-13 of the largest."""
    graph = _row_graph(name, size)
    names = [primitive(name, size).arguments[place] for place in places]
    values = dict(zip(primitive(name, size).arguments, point, strict=True))
    nested = derivative(graph, *names) if names else graph
    results = evaluate(nested, values)
    expected = high_precision.derivative(high_precision.oracle(name, size), places, point)
    slack = 1e-13 * max(1.0, *(abs(each) for each in results))
    assert results[nested.output] == pytest.approx(expected, rel=1e-9, abs=slack)


@pytest.mark.parametrize(("name", "size"), list(_members()))
def test_every_row_is_right_to_the_third_derivative(name: str, size: Size | None) -> None:
    """Value and all partials of order 1 to 3, mixed ones too, at two random points."""
    count = len(primitive(name, size).arguments)
    chosen = range(count) if count <= 3 else sorted(RANDOM.sample(range(count), 3))
    for order in range(4):
        for places in combinations_with_replacement(chosen, order):
            _agree(name, size, places, _random_point(name, count))
            _agree(name, size, places, _random_point(name, count))


@pytest.mark.parametrize("name", UNARY)
@pytest.mark.parametrize("a", AWKWARD)
def test_unary_rows_hold_at_awkward_points(name: str, a: float) -> None:
    """At 0, ±1e-8, ±20 and ±1000 orders 0 to 3 are right, or refused where not defined."""
    undefined = name in REFUSED and REFUSED[name](a)
    for order in range(4):
        if undefined and not (name == "sqrt" and a == 0.0 and order == 0):
            graph = derivative(_row_graph(name), *["a"] * order) if order else _row_graph(name)
            with pytest.raises(BackpropError):
                evaluate(graph, {"a": a})
        elif not (name in KINKED and a == 0.0):
            _agree(name, None, (0,) * order, (a,))


FAR = (1000.0, -1000.0)
SCORES = [*product((*FAR, 1e-8), repeat=2), *product((*FAR, 20.0), repeat=3), (0.0, 0.0), (20.0, -20.0), (720.0, 0.0)]
# Of several arguments, at points where no slope is a convention.
SEVERAL: dict[str, list[tuple[float, ...]]] = {
    **dict.fromkeys(("logsumexp", "softmax", "log_softmax"), SCORES),
    "smooth_max": [
        *product(FAR, FAR, (0.5, 1.0, 1000.0)),
        *((20.0, -20.0, 1.0), (1e-8, -1e-8, 1.0), (0.0, 0.0, 2.0), (1e-8, 20.0, 0.5)),
    ],
    "elu": [*product((*FAR, 20.0, -20.0, 1e-8, -1e-8), (1.0, 0.5, 1000.0, -1.0))],
    "leaky_relu": [*product((*FAR, 20.0, -20.0, 1e-8, -1e-8), (0.01, 1000.0, -1.0))],
    "huber": [*product((*FAR, 20.0, -20.0, 1e-8, -1e-8, 0.0), (0.5, 1.0, 999.0, 1001.0))],
    "kl": [*product((1e-8, 0.5, 1000.0), repeat=2), (1e-8, 0.5, 0.5, 1000.0)],
    "hinge": [*product((*FAR, 1e-8, 0.0), (1.0, -1.0)), (1000.0, -1000.0, 1.0, 1.0)],
    "clip": [(a, -1.0, 1.0) for a in (*FAR, 1e-8, 0.0)],
    "dot": [(1000.0, -1000.0), (1000.0, 1e-8, -1000.0, 20.0)],
    "mean": [(1000.0, -1000.0), (1000.0, 1e-8, -20.0)],
}  # fmt: skip


@pytest.mark.parametrize(("name", "point"), [(name, point) for name, points in SEVERAL.items() for point in points])
def test_rows_of_several_arguments_hold_at_awkward_points(name: str, point: tuple[float, ...]) -> None:
    """Near 0, at ±20 and at ±1000, all derivatives of orders 0 to 3, mixed ones too."""
    size = len(point) // FAMILIES[name].stride if name in FAMILIES else None
    for order in range(4):
        for places in combinations_with_replacement(range(len(point)), order):
            _agree(name, size, places, point)


@pytest.mark.parametrize("name", ["binary_cross_entropy", "softmax_cross_entropy", "log_softmax"])
@pytest.mark.parametrize("scores", [(1000.0, -1000.0), (-1000.0, 1000.0), (0.0, 1000.0), (20.0, 20.0)])
def test_losses_hold_at_awkward_scores(name: str, scores: tuple[float, float]) -> None:
    """Cross-entropies neither overflow nor lose the small result at ±1000."""
    point = scores if name == "log_softmax" else (*scores, 1.0, 0.0)
    for order in range(3):
        for places in combinations_with_replacement(range(2), order):
            _agree(name, 2, places, point)


def test_a_confident_right_answer_keeps_its_small_loss() -> None:
    """The loss of a logit of 20 for a true label is 2.06e-9, not the rounding error of 20."""
    loss = evaluate(_row_graph("binary_cross_entropy", 1), {"z": 20.0, "t": 1.0})[-1]
    assert loss == pytest.approx(2.061153620314381e-09, rel=1e-12)
    two = {"z1": 20.0, "z2": 0.0, "t1": 1.0, "t2": 0.0}
    loss = evaluate(_row_graph("softmax_cross_entropy", 2), two)[-1]
    assert loss == pytest.approx(2.061153620314381e-09, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "point", "partials"),
    [
        ("relu", (0.0,), (0.0,)),
        ("abs", (0.0,), (0.0,)),
        ("max", (2.0, 2.0), (0.5, 0.5)),
        ("min", (2.0, 2.0), (0.5, 0.5)),
        ("max", (2.0, -1.0), (1.0, 0.0)),
        ("min", (2.0, -1.0), (0.0, 1.0)),
    ],
)
def test_kinks_follow_the_usual_conventions(name: str, point: tuple[float, ...], partials: tuple[float, ...]) -> None:
    """ReLU and |x| have slope 0 at 0; a tie of max or min is shared equally, as in JAX, PyTorch."""
    row = primitive(name, None if len(point) == 1 else len(point))
    assert row.at_kink(*point) == (0.0 in point or point[0] == point[1])
    assert tuple(local(*point, row.compute(*point)) for local in row.local) == partials


@pytest.mark.parametrize(
    ("name", "point", "error", "words"),
    [
        ("log", (-1.0,), DomainError, ("result", "log(-1)")),
        ("log", (0.0,), DomainError, ("result", "log(0)")),
        ("sqrt", (-4.0,), DomainError, ("result", "sqrt(-4)")),
        ("div", (1.0, 0.0), DomainError, ("result", "div(1, 0)")),
        ("pow", (-8.0, 0.5), DomainError, ("result", "pow(-8, 0.5)")),
        ("pow", (0.0, -1.0), DomainError, ("result", "pow(0, -1)")),
        ("exp", (1000.0,), NonFiniteError, ("result", "exp(1000)", "overflows")),
        ("mul", (1e200, 1e200), NonFiniteError, ("result", "mul(1e+200, 1e+200)")),
        ("pow", (10.0, 400.0), NonFiniteError, ("result", "pow(10, 400)")),
    ],
)
def test_errors_name_node_operation_and_value(
    name: str, point: tuple[float, ...], error: type[BackpropError], words: tuple[str, ...]
) -> None:
    """Outside a domain and at overflow the message has the node, the operation and its arguments."""
    graph = _row_graph(name)
    values = dict(zip(primitive(name).arguments, point, strict=True))
    with pytest.raises(error) as caught:
        evaluate(graph, values)
    assert all(word in str(caught.value) for word in words)


def test_unknown_rows_and_sizes_are_refused() -> None:
    """A name that is no row is a GraphError, a size that no family has a ShapeError."""
    with pytest.raises(GraphError, match="coth"):
        primitive("coth")
    for size in (0, -1, 257, 10_000):
        with pytest.raises(ShapeError, match=str(size)):
            primitive("affine", size)


def test_the_largest_members_compile() -> None:
    """Rows of the largest size compute, so that a cap and not the compiler ends a wide layer."""
    row = primitive("affine", 256)
    assert row.compute(*[1.0] * 513) == 257.0
    assert math.isclose(primitive("softmax_cross_entropy", 256).compute(*[1.0] * 257, *[0.0] * 255), math.log(256))
