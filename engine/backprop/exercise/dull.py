"""Why a draw is not worth solving: one reason each, under the name that the error for empty sets has for it."""

from __future__ import annotations

from collections.abc import Iterator

from backprop.exercise.drawn import Drawn, ambiguous, reads_as, slips_of
from backprop.exercise.matrices import symmetric
from backprop.exercise.sets import Sets
from backprop.exercise.specification import Exercise
from backprop.exercise.turned import TRANSPOSED
from backprop.figure import lively
from backprop.figure.kinds import kind_of
from backprop.figure.layers.run import LayersRun
from backprop.figure.lively import LARGEST, SMALLEST, ZERO
from backprop.figure.numbers import is_exact
from backprop.figure.runs import Run
from backprop.graph import Graph, Node, local_partial

OFF_TABLE = "a number that the table does not have"
BY_HAND = frozenset(
    (
        *(
            "affine",
            "linear",
            "scaled",
            "masked",
            "add",
            "sub",
            "mul",
            "neg",
            "power",
            "sum",
            "mean",
            "mean_square",
            "dot",
        ),
        *("identity", "relu", "leaky_relu", "hard_tanh", "max", "min", "abs", "clip", "step", "sign"),
        *("where", "above", "below", "at_least", "at_most", "huber"),
        *("half_squared_error", "mean_squared_error", "huber_loss", "hinge"),
    )
)
"""Operations whose results are short where what goes in is."""
PRODUCTS = frozenset(("affine", "linear", "mul", "dot"))
"""Operations that multiply, so that a 0 leaves nothing of the other factor and of its gradient."""
OF_STEPS = ("value", "formula", "choice")
"""The kinds of tasks that are about the result of one step."""
OF_SHAPES = ("shape", "matrix")
"""The kinds of tasks in which rows and columns can change places."""


def of_figure(exercise: Exercise, drawn: Drawn) -> Iterator[str]:
    """What makes all that might be asked of the figure dull."""
    run = _asked_of(exercise, drawn)
    yield from lively.of_results(run)
    yield from lively.of_slopes(drawn.run)
    if _times_zero(run, exercise.sets):
        yield "a factor of zero"
    if _too_long(exercise, run):
        yield "numbers with too many digits"
    if any(ask.kind in OF_SHAPES or TRANSPOSED in ask.among for ask in exercise.ask) and symmetric(drawn):
        yield "a given matrix that is its own transposed one"
    if off_table(exercise, drawn):
        yield OFF_TABLE


def _times_zero(run: Run, sets: Sets) -> bool:
    """Whether something is multiplied by a given value for which chance has drawn a 0."""
    zeros = {node.index for node in run.graph.given if run.values[node.index] == 0 and sets.draws(node.name)}
    nodes = (node for node in run.graph.nodes if node.operation and node.operation.name in PRODUCTS)
    return any(
        not local_partial(node, place, [run.values[at] for at in node.parents], run.values[node.index])
        and local_partial(node, place, [1.0 if at in zeros else run.values[at] for at in node.parents], 0.0)
        for node in nodes
        if zeros.intersection(node.parents)
        for place in range(len(node.parents))
    )


def _asked_of(exercise: Exercise, drawn: Drawn) -> Run:
    """The steps of which some are asked for: where it is matrices, those of all samples at once."""
    shown = drawn.shown
    matrices = any(ask.kind == "matrix" or TRANSPOSED in ask.among for ask in exercise.ask)
    return shown.scalars if matrices and isinstance(shown, LayersRun) else drawn.run


def of_step(drawn: Drawn, kind: str, name: str) -> Iterator[str]:
    """What makes a task of this kind about the step that finds `name` dull."""
    if kind not in OF_STEPS:
        return
    step, result = drawn.step(name), drawn.step(name).result
    if abs(result) <= ZERO:
        yield "an answer that is zero"
    elif not SMALLEST <= abs(result) < LARGEST:
        yield "an answer that is very small or very large"
    if kind_of(step).derives and any(abs(part.product) <= ZERO for part in step.contributions):
        yield "a path that carries nothing"
    if kind != "value":
        return  # a formula is told from others by its names, and of a choice no two options are alike
    yield from ambiguous(result, slips_of(drawn, name), reads_as)


def rounded(graph: Graph) -> frozenset[int]:
    """The nodes whose values nobody has exactly by hand: a function such as tanh is on the way to them."""
    found: set[int] = set()
    for node in graph.nodes:
        if node.operation and (node.operation.name not in BY_HAND or found.intersection(node.parents)):
            found.add(node.index)
    return frozenset(found)


def _too_long(exercise: Exercise, run: Run) -> bool:
    """Whether a number that can be had exactly has more digits than are allowed; a gradient can where all can."""
    inexact = rounded(run.graph)
    exact = [
        step.result for step in run.steps if (step.target not in inexact if not kind_of(step).derives else not inexact)
    ]
    return any(not is_exact(result, exercise.digits) for result in exact)


def curves(graph: Graph) -> list[Node]:
    """The nodes that apply a function which has a table."""
    return [node for node in graph.nodes if node.operation and node.operation.name in TABLED]


TABLED = frozenset(("tanh", "sigmoid", "exp", "softplus", "silu", "gelu", "elu", "sin", "cos"))
"""Functions of one argument that a sheet prints a table of."""
REACH = 3.0
"""How far the table goes to either side."""


def off_table(exercise: Exercise, drawn: Drawn) -> tuple[str, float] | None:
    """A number that is looked up and that the table does not have, with the name of what is found by it."""
    run, step = drawn.run, exercise.table
    looked_up = ((node.name, run.values[node.parents[0]]) for node in curves(run.graph) if step)
    missing = ((name, at) for name, at in looked_up if abs(at) > REACH or abs(at - step * round(at / step)) > ZERO)
    return next(missing, None)
