"""Small programs: what Python itself computes, with NumPy and finite differences as oracles, and what is told where."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from backprop.errors import BackpropError, ProgramError
from backprop.expression import expression
from backprop.figure.symbols import plain
from backprop.graph import evaluate
from backprop.program.recording import Call, Origin
from backprop.program.tracing import Program, trace_program
from backprop.steps import gradients

Given = Mapping[str, Any]
W, V = [[0.3, -0.4], [0.7, 0.2]], [0.6, -0.9]

RECURRENT = """\
h = h0
L = 0
for x, t in zip(xs, ts):
    h = tanh(w*x + u*h)
    L += (v*h - t)**2/2
"""
PERCEPTRON = """\
def layer(W, x, b):
    z = x @ W.T + b
    return np.tanh(z)

h = layer(W, x, b)
y = np.dot(v, h)
loss = 0.5*(y - t)**2
"""
CONVOLUTION = """\
ys = []
for i in range(len(x) - len(w) + 1):
    ys.append(sum(w[j]*x[i + j] for j in range(len(w))) + b)
L = sum(y**2 for y in ys)/2
"""
ATTENTION = """\
Q, K, V = X @ Wq, X @ Wk, X @ Wv
S = Q @ K.T / math.sqrt(2)
E = np.exp(S - np.max(S, axis=1, keepdims=True))
A = E / E.sum(axis=1, keepdims=True)
L = np.sum((A @ V)**2)
"""
NORMALISED = """\
m = x.mean()
s = np.sqrt(((x - m)**2).mean() + 1e-5)
h = g*(x - m)/s + b
L = np.sum(h*np.array([1, 2, 3]))
"""
CLASSES = """\
class Neuron:
    def __init__(self, w, b):
        self.w = w
        self.b = b

    def __call__(self, x):
        total = self.b
        for wi, xi in zip(self.w, x):
            total = total + wi*xi
        return math.tanh(total)

class Layer:
    def __init__(self, W, b):
        self.neurons = [Neuron(W[i], b[i]) for i in range(len(b))]

    def __call__(self, x):
        return [n(x) for n in self.neurons]

h = Layer(W, b)(x)
L = (h[0] - h[1])**2
"""
OPERATORS = """\
class Pair:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __add__(self, other):
        return Pair(self.a + other.a, self.b + other.b)

    def __mul__(self, k):
        return Pair(self.a*k, self.b*k)

    def __getitem__(self, i):
        return self.a if i == 0 else self.b

p = Pair(a, b) + Pair(b, 2*a)*3
L = p[0]*p[1]
"""
CONTROL = """\
total = 0
for i, row in enumerate(W):
    for j in range(len(row)):
        if i == j:
            continue
        elif i > 5:
            break
        total += (i + 1)*row[j]**2
n = 0
while n < 3:
    n += 1
L = total*n if n != 2 else total
"""
VIEWS = """\
M = np.zeros((2, 3))
row = M[0]
row[1] = a
M[:, 2] = b
T = M.T
T[0] = a*b
N = M.reshape(3, 2)
N += np.array([1, 2])
L = np.sum(M[0]*M[1]) + M[-1, 0] + M[[0, 1], [1, 2]].sum()
"""
RECURSION = """\
def power(x, n):
    return 1 if n == 0 else x*power(x, n - 1)
y = power(a, 3) + power(b, 2)
"""
DEFAULTS = """\
def f(x, k=2, shift=0):
    def inner(y):
        return y*k + shift
    return inner(x)
L = f(a) * f(b, shift=a) + f(a, 3, b)
"""
REDUCED = """\
P = np.stack([a*np.arange(3), np.ones(3)*b])
L = P.var() + P.std(axis=0).sum() + np.maximum(P, 1.5).mean() + P.max(axis=1).sum() - min(a, b, 0.1)
L = L + np.outer([a, b], [1, 2]).sum() + np.concatenate([P, P], axis=1)[1, 4] + np.square(a*np.eye(2)).sum()
"""
EMBEDDING = """\
e = E[[2, 0, 2]]
L = np.sum(e.mean(axis=0) * v)
"""
AXES = """\
d = x[:, None] - x[None, :]
r = x[np.newaxis]
c = M[:, np.newaxis, 1] + M[0, :, None].T + M[1, None]
none = None
e = x[:, none]
L = np.abs(d).sum() + np.clip(x, -0.5, 0.6).sum() + (r @ e)[0, 0] + (c**2).sum() + np.absolute(x[0]) + x.clip(0, 1)[1]
"""
HOLDER = """\
class Node:
    def __init__(self, number, below):
        self.number = number
        self.below = below
node = Node(a, Node(b, None))
L = 1
while node.below is not None:
    L = L*node.number
    node = node.below
L = L*node.number
"""
CHOICES = """\
p = np.where(a > b, a*b, a - b)
q = np.where(x <= 0.5, x**2, np.sin(x))
r = np.where(np.array([1, 2]) > 1, x, 2*x)
L = p*q.sum() + np.max(x) - min([a, b, 3]) + r.mean() + (a < b)*a
"""

PROGRAMS: dict[str, tuple[str, Given]] = {
    "recurrent": (RECURRENT, {"w": 0.5, "u": 0.1, "v": 0.9, "h0": 0.2, "xs": [1, 2, -1], "ts": [0.5, 1, 1.5]}),
    "perceptron": (PERCEPTRON, {"W": W, "x": [0.5, -1.5], "b": [0.1, 0.2], "v": V, "t": 0.4}),
    "convolution": (CONVOLUTION, {"x": [1, 2, -1, 3], "w": [0.5, -1], "b": 0.25}),
    "attention": (
        ATTENTION,
        {"X": [[1, 0.5], [-0.3, 0.8], [0.2, -1]], "Wq": W, "Wk": [[0.1, 0.9], [-0.5, 0.4]], "Wv": W},
    ),
    "normalised": (NORMALISED, {"x": [0.5, 2, -1], "g": [1, 0.9, 1.1], "b": [0, 0.1, 0.2]}),
    "classes": (CLASSES, {"W": W, "b": V, "x": [0.4, 1.2]}),
    "operators": (OPERATORS, {"a": 0.7, "b": -1.3}),
    "control": (CONTROL, {"W": [[1, 2.5], [-0.5, 2]]}),
    "views": (VIEWS, {"a": 1.3, "b": -0.7}),
    "recursion": (RECURSION, {"a": 1.3, "b": -0.7}),
    "defaults": (DEFAULTS, {"a": 1.3, "b": -0.7}),
    "reduced": (REDUCED, {"a": 1.3, "b": 2.9}),
    "axes": (AXES, {"x": [0.2, 0.9, -0.7], "M": [[1.5, 2, -1], [-0.5, 2.5, 0.3]]}),
    "holder": (HOLDER, {"a": 1.3, "b": -0.7}),
    "choices": (CHOICES, {"a": 1.3, "b": -0.7, "x": [0.2, 0.9]}),
    "embedding": (EMBEDDING, {"E": [[1, 2], [3, 4], [5, 6]], "v": V}),
}


def shape_of(value: Any) -> tuple[int, ...]:  # noqa: ANN401 - numbers in lists of any depth
    return np.shape(value)


def flat(program: Program, given: Given) -> dict[str, float]:
    """The given numbers by the names of the nodes."""
    found = dict(program.defaults)
    for name, names in program.entries.items():
        found.update(zip(names, np.ravel(given[name]).astype(float).tolist(), strict=True))
    return found


def traced(text: str, given: Given, parameters: tuple[str, ...] = ()) -> Program:
    return trace_program(text, {name: shape_of(value) for name, value in given.items()}, parameters)


def by_python(text: str, given: Given) -> float:
    """What Python and NumPy themselves make of the program; the test wrote its text."""
    names: dict[str, Any] = {"np": np, "math": math, "tanh": math.tanh}
    names |= {name: np.array(value, float) if isinstance(value, list) else value for name, value in given.items()}
    exec(text, names)  # noqa: S102
    return float(next(names[each] for each in ("L", "loss", "y") if each in names))


def moved(given: Given, name: str, place: int, by: float) -> Given:
    value = np.array(given[name], float)
    value.ravel()[place] += by
    return {**given, name: value.tolist()}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_mean_what_they_mean_in_python(name: str) -> None:
    """The value is what Python computes, and each gradient what finite differences of that say."""
    text, given = PROGRAMS[name]
    program = traced(text, given)
    values = evaluate(program.graph, flat(program, given))
    assert values[program.graph.output] == pytest.approx(by_python(text, given), rel=1e-12)
    found = gradients(program.graph, values)
    step = 1e-5
    for key, names in program.entries.items():
        for place, node in enumerate(names):
            sides = [by_python(text, moved(given, key, place, by)) for by in (step, -step)]
            assert found[node] == pytest.approx((sides[0] - sides[1]) / (2 * step), rel=1e-6, abs=1e-8), node


SAME = [
    ("log(x1) + x1*x2 - sin(x2)", "v1 = math.log(x1)\ny = v1 + x1*x2 - math.sin(x2)\n", {"x1": 2, "x2": 5}),
    ("exp(sin(x**2))", "def f(x):\n    return np.exp(np.sin(x**2))\nf(x)\n", {"x": 0.7}),
    (
        "a = w*x + b; h = tanh(a); 1/2*(h - y)**2",
        "h = (w*x + b).tanh()\nL = 0.5*(h - y)**2",
        {"w": 1, "x": 0.5, "b": 0.1, "y": 0.8},
    ),
    ("max(a, b)*sigmoid(a)/sqrt(b)", "max(a, b)*sigmoid(a)/math.sqrt(b)", {"a": 0.3, "b": 2}),
    ("x*x + x/3 - 2**x", "s = 0\nfor k in (x*x, x/3, -2**x):\n    s += k\ns", {"x": 1.5}),
]


@pytest.mark.parametrize(("formula", "text", "given"), SAME)
def test_a_function_has_the_same_gradients_as_expression_and_as_program(formula: str, text: str, given: Given) -> None:
    """To the last bit where the operations are the same ones, and to rounding elsewhere."""
    found = {}
    for key, graph in {"expression": expression(formula), "program": traced(text, given).graph}.items():
        values = evaluate(graph, {name: float(value) for name, value in given.items()})
        slopes = gradients(graph, values)
        found[key] = [values[graph.output], *(slopes[name] for name in given)]
    assert found["program"] == pytest.approx(found["expression"], rel=1e-14)


KARPATHY = """\
a = Value(2.0, label='a')
b = Value(-3.0, label='b')
c = Value(10.0, label='c')
e = a*b; e.label = 'e'
d = e + c; d.label = 'd'
f = Value(-2.0, label='f')
L = d * f; L.label = 'L'
L.backward()
"""


def test_micrograds_first_graph() -> None:
    """Karpathy's lecture: L = -8, and its gradients; the values come with the program."""
    program = trace_program(KARPATHY, {})
    assert program.defaults == {"a": 2, "b": -3, "c": 10, "f": -2}
    values = evaluate(program.graph, program.defaults)
    assert values[program.graph.output] == -8
    expected = {"d": -2, "f": 4, "c": -2, "e": -2, "a": 6, "b": -4}
    assert gradients(program.graph, values) == expected


def test_what_micrograds_numbers_can_do() -> None:
    """Methods of a number, and a class of that name that the program brings along."""
    methods = traced("(x.tanh() + x.exp()).relu() + Value(3)*isinstance(x, Value)", {"x": 0.5})
    assert [node.operation.name for node in methods.graph.nodes if node.operation] == [
        "tanh",
        "exp",
        "add",
        "relu",
        "mul",
        "add",
    ]
    own = traced(
        "class Value:\n    def __init__(self, data):\n        self.data = data\nL = Value(x).data*2", {"x": 0.5}
    )
    assert not own.defaults


@pytest.mark.parametrize(
    ("text", "given", "names"),
    [
        (RECURRENT, {"w": 1, "u": 1, "v": 1, "h0": 1, "xs": [1, 2], "ts": [1, 2]}, "x1 x2 t1 t2 h1 h2 L1 L"),
        (PERCEPTRON, {"W": W, "x": V, "b": V, "v": V, "t": 1}, "W11 W12 W21 W22 z1 z2 h1 h2 y loss"),
        ("for i in range(2):\n    h = np.tanh(W @ h)\nL = h[0]", {"W": W, "h": V}, "h1 h2 h1_1 h1_2 h2_1"),
        ("W1 = np.array(W)*2\nL = W1[0][1]", {"W": W}, "W1_11 W1_12"),
        ("q = +x\nq*x", {"x": 1}, "x y"),
        ("y*2 + y", {"y": 1}, "y f"),
        ("a, b = x*2, x*3\na*b", {"x": 1}, "a b"),
        ("x[9]*x[0]", {"x": [1.0] * 10}, "x1 x10 y"),
        ("M[0][9]*2", {"M": [[1.0] * 10]}, "M_1_1 M_1_10 y"),
        ("x1*x[0]", {"x1": 1, "x": [1, 2]}, "x1 x_n1 x_n2"),
        ("hidden = [x*2, x*3]\nhidden[0]*hidden[1]", {"x": 1}, "hidden_1 hidden_2"),
        ("v1*x + v1", {"v1": 1, "x": 1}, "u1 y"),
        ("a1 = 2*x\na = a1 + 1\na = a*x\nL = a**2", {"x": 1}, "a1 a_n1 a2 L"),
    ],
)
def test_nodes_are_called_as_the_program_calls_them(text: str, given: Given, names: str) -> None:
    """Entries count from 1; what is assigned several times is numbered, but not the result. No two look alike."""
    program = traced(text, given)
    assert set(names.split()) <= {node.name for node in program.graph.nodes}
    shown = [plain(node.name) for node in program.graph.nodes]
    assert sorted(shown) == sorted(set(shown))


def test_the_result_is_what_the_last_statement_gives() -> None:
    """An expression, an assignment, what .backward() is called on, or L and loss after a loop."""
    for text in (
        "x*2",
        "q = x*2",
        "L = x*2\nfor i in range(3):\n    k = i",
        "loss = x*2\ndef f():\n    pass",
        "r = x*2\nr.backward()\nr*3",
    ):
        program = traced(text, {"x": 1})
        assert evaluate(program.graph, {"x": 1})[program.graph.output] == 2


def test_parameters_are_what_is_wanted() -> None:
    """An array stands for its entries, a name of the program's own Values for these; without a word all are wanted."""
    text = "m = Value(0.5)\nL = np.sum(W @ x)*m"
    given = {"W": W, "x": V}
    program = traced(text, given, ("W", "m"))
    assert {program.graph.nodes[index].name for index in program.graph.wanted} == {"W11", "W12", "W21", "W22", "m"}
    assert program.graph.parameters == program.graph.wanted
    everything = traced(text, given).graph
    assert len(everything.wanted) == 7
    assert not everything.parameters
    with pytest.raises(BackpropError, match="name given values, of W, x, m"):
        traced(text, given, ("q",))


def test_each_node_knows_its_line_and_the_calls_around_it() -> None:
    """The grouping by helper functions, and the lines that led there, from the outermost in."""
    text = "def cube(x):\n    y = x*x\n    return y*x\n\ndef two(x):\n    return cube(x) + cube(2*x)\nL = two(a)\n"
    program = traced(text, {"a": 1})
    first, second = (Call("cube", number, 6) for number in (1, 2))
    around = Call("two", 1, 7)
    origins = [program.origins[node.index] for node in program.graph.nodes if node.operation]
    assert origins == [
        Origin(2, (around, first)),
        Origin(3, (around, first)),
        Origin(6, (around,)),
        Origin(2, (around, second)),
        Origin(3, (around, second)),
        Origin(6, (around,)),
    ]
    assert origins[0].lines == (7, 6, 2)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("W @ x @ x", ["dot", "dot", "dot"]),
        ("x.sum() + np.sum(W)", ["add", "sum", "add"]),
        ("sum(wi*xi for wi, xi in zip(W[0], x))", ["mul", "mul", "add"]),
        ("np.mean(W)", ["mean"]),
        ("max(x[0], x[1], W[0, 0])", ["max"]),
        ("softmax(x)[0]", ["softmax", "softmax"]),
        ("logsumexp(x) - dot(x, x)", ["logsumexp", "dot", "sub"]),
        ("clip(x[0], -1, 1) + leaky_relu(x[1], 0.1)", ["clip", "leaky_relu", "add"]),
        ("where(x[0] > 0, x[1], 2)", ["above", "where"]),
        ("x[0]*2 if 1 > 0 else x[1]", ["mul"]),
        ("kl([0.5, 0.5], softmax(x))", ["softmax", "softmax", "kl"]),
    ],
)
def test_what_the_table_has_is_one_operation(text: str, rows: list[str]) -> None:
    """Sums, means, products of vectors and the largest of several are nodes of their own."""
    program = trace_program(f"unused = W[0, 0], x\n{text}", {"W": (2, 2), "x": (2,)})
    assert [node.operation.name for node in program.graph.nodes if node.operation] == rows


def test_adding_the_zero_that_a_sum_starts_from_makes_no_node() -> None:
    text = "s = 0\nfor x in xs:\n    s += x\nnp.sum(xs) + sum(xs) + s"
    program = traced(text, {"xs": [1, 2]})
    assert [node.operation.name for node in program.graph.nodes if node.operation] == ["add"] * 5


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("y = x\nz = thanh(x)", 2, "did you mean tanh?"),
        ("z = np.thanh(x)", 1, "did you mean tanh?"),
        ("if x > 0:\n    y = x", 1, "the same for all numbers"),
        ("y = x\nwhile x:\n    pass", 2, "the same for all numbers"),
        ("y = x and 1", 1, "the same for all numbers"),
        ("y = 1\nfor k in x:\n    y = k", 2, "iterate over a list"),
        ("y = float(x)", 1, "stays traced"),
        ("y = x // 2", 1, "have derivatives"),
        ("y = x\nq", 2, "give it under values: q: 0.5"),
        ("y = q*x\nq = 2", 1, "assign it before"),
        ("def f(a):\n    return a\ny = f(x, x)", 3, "give it a"),
        ("y = x.data", 1, "it is traced"),
        ("y = x.value", 1, "use one of"),
        ("import math\ny = x", 1, "math, np, Value"),
        ("y = x\nprint(y)", 2, "shows every number"),
        ("M = np.array([[1, 2], [3]])\ny = x", 1, "rows of equal length"),
        ("y = np.ones(3) @ np.ones(2) * x", 1, "the last length"),
        ("y = np.ones(3)[3]*x", 1, "from 0 on"),
        ("y = (x +\n     np.ones(2) +\n     np.ones(3))", 1, "make them equal"),
        ("y = x\n  z = y", 2, "indent"),
        ("y = 2x", 1, "between factors"),
        ("y = x^2", 1, r"write \*\*"),
        ("y = x − 1", 1, "write -"),
        ("y = x\n\tz = x", 2, "spaces"),
        ("", 1, "write a program"),
        ("1 + 2*x\nnp.zeros(2)", 2, "one number"),
        ("x\n2", 2, "depends on given values"),
        ("def f():\n    return x\n", 1, "let the last line"),
        ("y = 1/0*x", 1, "not defined"),
        ("y = x\nreturn y", 2, "inside a function"),
        ("y = [x][0.5]", 1, "whole number"),
        ("y = x\nz = e**x", 2, r"write exp\(x\) for e to the power x, or assign it"),
        ("z = σ(x)", 1, r"is σ: write sigmoid\(x\)"),
        ("z = x²", 1, r"is ²: write \*\*2"),
        ("z = 2²*x", 1, r"is ²: write \*\*2"),
        ("z = |x|", 1, r"is \|: write abs\(x\)"),
        ("z = √x", 1, r"write sqrt\(x\)"),
        ("z = αβ*x", 1, "30 letters"),
        ("v = np.ones(2)*x\nw = v[[0, 1], None]", 2, "the list of indices first"),
        ("v = np.ones((2, 2, 2))*x\nw = v[None]", 2, "at most 3 axes"),
        ("v = [x, 2]\nw = v[None]", 2, "None: an index is a whole number"),
        ("v = np.ones(2)\nv[None] = x", 2, "a whole number"),
        ("y = x\ny = math.sqrt(-1)*x", 2, "not defined"),
    ],
)
def test_an_error_names_line_and_remedy(text: str, line: int, words: str) -> None:
    with pytest.raises(ProgramError, match=words) as caught:
        traced(text, {"x": 1})
    assert caught.value.line == line


def test_what_is_given_and_never_used_is_told() -> None:
    with pytest.raises(ProgramError, match="never uses it"):
        traced("x*2", {"x": 1, "q": 1})
    with pytest.raises(ProgramError, match="written like x1"):
        traced("y = x1*x_1", {"x1": 1, "x_1": 2})
    with pytest.raises(ProgramError, match="meaning of its own"):
        traced("x*2 + sum", {"x": 1, "sum": 1})
