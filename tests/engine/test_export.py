"""Programs to take away reproduce the figure's numbers."""

from __future__ import annotations

import ast
import builtins

import pytest

from backprop.derivatives import derivative
from backprop.errors import GraphError
from backprop.export import Dialect, program
from backprop.expression import expression
from backprop.graph import Graph, GraphBuilder
from backprop.network import default_values, multilayer_perceptron
from tests.engine.networks import example
from tests.support.programs import reproduces

EVERYTHING = (
    "exp(a) + log(b)*sqrt(b) - sin(a)/cos(a) + tanh(a)*sigmoid(b) + relu(a) + softplus(a)*gelu(b) "
    "+ silu(a) + abs(-a) + max(a, b, 0.1)*min(a, 2) + b**a + 2**b + a**3 + b**-2 + pi"
)

ALREADY_FUNCTIONS = ("abs", "max", "min")


def _graphs() -> list[tuple[Graph, dict[str, float]]]:
    made = [example(seed) for seed in range(12)]
    chapter = multilayer_perceptron([1, 2, 1])
    curvature = derivative(expression("u = gelu(w*x)*softplus(x) + max(x, w)"), "x", "x")
    scores = multilayer_perceptron([1, 2, 3], loss="softmax-cross-entropy")
    return [
        (chapter.graph, default_values(chapter)),
        (expression(EVERYTHING), {"a": 0.4, "b": 1.7}),
        (expression("lambda_ = np*torch; jax = lambda_ + given*result", output="print"),
         {"np": 2.0, "torch": 3.0, "given": 4.0, "result": 5.0}),
        (expression("range*tuple + float*function"), {"range": 2.0, "tuple": 3.0, "float": 4.0, "function": 5.0}),
        (curvature, {"w": 0.8, "x": 0.3}),
        (derivative(scores.graph, "w11"), default_values(scores)),
        *((each.network.graph, each.values) for each in made),
    ]  # fmt: skip


@pytest.mark.parametrize("place", range(len(_graphs())))
def test_numpy_programs_reproduce_values_and_gradients(place: int) -> None:
    """Every row, constants, kinks, hostile names, a second derivative, random networks."""
    reproduces(*_graphs()[place], "numpy")


@pytest.mark.parametrize(("dialect", "package"), [("jax", "jax"), ("pytorch", "torch")])
def test_other_programs_reproduce_them_where_the_package_is_installed(dialect: Dialect, package: str) -> None:
    """The same graphs, differentiated by JAX and PyTorch, which the project does not depend on."""
    pytest.importorskip(package, reason=f"{package} is not installed; the NumPy programs were run")
    for graph, values in _graphs():
        reproduces(graph, values, dialect)


@pytest.mark.parametrize("dialect", ["numpy", "jax", "pytorch"])
def test_programs_are_python_without_an_authors_text(dialect: Dialect) -> None:
    """Each dialect compiles; a name that is no Python name is replaced, and quoted where shown."""
    builder = GraphBuilder()
    x = builder.give("x = 1; import os", parameter=True)
    graph = builder.graph(builder.apply("L'", "tanh", (x,)))
    source = program(graph, {"x = 1; import os": 0.5}, dialect)
    compile(source, "program", "exec")
    assert "import os" not in source.replace("'dL\\'/dx = 1; import os'", "").replace('"dL\'/dx = 1; import os"', "")
    assert source == program(graph, {"x = 1; import os": 0.5}, dialect)


@pytest.mark.parametrize("dialect", ["numpy", "jax", "pytorch"])
def test_no_value_takes_a_name_that_the_program_calls(dialect: Dialect) -> None:
    """Whatever Python has ready made, as range and tuple, is still that where the program reads it."""
    names = [name for name in dir(builtins) if name.isalpha() and name.islower() and name not in ALREADY_FUNCTIONS]
    graph = expression(" + ".join(names))
    tree = ast.parse(program(graph, dict.fromkeys(names, 1.0), dialect))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    assert "print" in called
    assert not called & stored


def test_the_chapters_program_reads_like_the_chapter() -> None:
    """The NumPy program states the chain rule line by line, with the chapter's names."""
    network = multilayer_perceptron([1, 2, 1])
    lines = program(network.graph, default_values(network), "numpy").splitlines()
    for line in ("L = 1/2*(yhat - y)**2", "dL_dyhat = yhat - y", "dL_dz1 = dL_dh1*(1 - h1**2)"):
        assert line in lines


def test_unknown_dialects_are_refused() -> None:
    """The message lists the three."""
    with pytest.raises(GraphError, match="pytorch, jax, numpy"):
        program(expression("x*x"), {"x": 1.0}, "tensorflow")  # type: ignore[arg-type]
