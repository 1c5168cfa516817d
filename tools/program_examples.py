"""Worked examples of other authors as programs, for docs/published-examples.md: see `tools.examples`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class ProgramExample:
    """A published case, the program that draws it, and which quantity each printed number is.

    `quantities` maps a key of the case's published numbers (`scores[0]` for one of a list) to what it is: `z1` a value,
    `d w1` a gradient, `-d z1` one with its sign turned, `w1 - 0.9 d w1` a parameter after one update with that rate,
    `L after 0.9` a value after all of them, `w1 at 100 rate 0.9` and `d w1 at 99 rate 0.9` what a hundred updates lead
    to, `w1 * d z1` a product. `wrong` are the keys that the source has wrong, as `remark` says; `closed` the boxes that
    are one step each, so that a step is what the source writes as one; `before` the pages to be read first.
    """

    case: str
    title: str
    name: str
    before: tuple[str, ...]
    python: str
    values: dict[str, Any]
    parameters: tuple[str, ...]
    quantities: dict[str, str]
    remark: str
    wrong: tuple[str, ...] = ()
    closed: str = ""


def _updates(names: dict[str, str], rate: str) -> dict[str, str]:
    """Each printed parameter after an update, by its name in the program."""
    return {f"{printed}+": f"{name} - {rate} d {name}" for printed, name in names.items()}


PROGRAM_EXAMPLES = (
    ProgramExample(
        case="postnetwork-3-2-2-softmax",
        title="Postnetwork: three inputs, two sigmoid neurons, a softmax over two classes",
        name="postnetwork",
        before=("softmax-and-cross-entropy.md#several-classes",),
        python="""
def weighted(ws, xs, b):
    return sum(w*x for w, x in zip(ws, xs)) + b
def loss(p):
    return -(y[0]*log(p[0]) + y[1]*log(p[1]))
z1 = weighted([w1, w2, w3], x, b1)
z2 = weighted([w4, w5, w6], x, b2)
a1, a2 = sigmoid(z1), sigmoid(z2)
z3 = weighted([w7, w9], [a1, a2], b3)
z4 = weighted([w8, w10], [a1, a2], b4)
yhat = softmax([z3, z4])
L = loss(yhat)
""",
        values={
            **{"x": [1, 2, -1], "y": [1, 0], "w1": 0.2, "w2": -0.3, "w3": 0.4, "w4": -0.5, "w5": 0.1, "w6": 0.2},
            **{"w7": 0.3, "w8": -0.1, "w9": 0.4, "w10": 0.2, "b1": 0.5, "b2": 0.5, "b3": 0.1, "b4": 0.1},
        },
        parameters=(*(f"w{number}" for number in range(1, 11)), "b1", "b2", "b3", "b4"),
        quantities={key: key for key in ("z1", "z2", "a1", "a2", "z3", "z4", "yhat1", "yhat2", "L")},
        remark=(
            "The page prints 0.185 for z₄, where its own weights give 0.157; both probabilities and the loss go on "
            "from there. It also has two gradients at each other's weights, ∂L/∂w₈ = (ŷ₁ − y₁)·a₂ and ∂L/∂w₉ = (ŷ₂ − "
            "y₂)·a₁: by its own formulas for z₃ and z₄, in which w₈ is multiplied by a₁ towards z₄, and w₉ by a₂ "
            "towards z₃, ∂L/∂w₈ is (ŷ₂ − y₂)·a₁ and ∂L/∂w₉ is (ŷ₁ − y₁)·a₂."
        ),
        wrong=("z4", "yhat1", "yhat2", "L"),
        closed="all",
    ),
    ProgramExample(
        case="han-kamber-3-2-1",
        title="After Han and Kamber: three inputs, two neurons, one output, and one update",
        name="han-kamber",
        before=("chain-rule-and-backpropagation.md", "from-zero.md#derivatives-of-sigmoid-and-tanh"),
        python="""
def weighted(ws, xs, t):
    return sum(w*x for w, x in zip(ws, xs)) + t
def loss(o):
    return (y - o)**2 / 2
I4 = weighted([w14, w24, w34], [x1, x2, x3], t4)
I5 = weighted([w15, w25, w35], [x1, x2, x3], t5)
O4 = sigmoid(I4)
O5 = sigmoid(I5)
I6 = weighted([w46, w56], [O4, O5], t6)
O6 = sigmoid(I6)
E = loss(O6)
""",
        values={
            **{"x1": 1, "x2": 0, "x3": 1, "y": 1, "w14": 0.2, "w15": -0.3, "w24": 0.4, "w25": 0.1, "w34": -0.5},
            **{"w35": 0.2, "w46": -0.3, "w56": -0.2, "t4": -0.4, "t5": 0.2, "t6": 0.1},
        },
        parameters=("w14", "w15", "w24", "w25", "w34", "w35", "w46", "w56", "t4", "t5", "t6"),
        quantities={
            **{key: key for key in ("I4", "O4", "I5", "O5", "I6", "O6")},
            **{f"Err{number}": f"-d I{number}" for number in (6, 5, 4)},
            **_updates({name: name for name in ("w46", "w56", "w14", "w15", "w24", "w25", "w34", "w35")}, "0.9"),
            **_updates({name: name for name in ("t6", "t5", "t4")}, "0.9"),
        },
        remark=(
            "What the book calls Err is minus the gradient at a pre-activation, and θ a bias, here t. Err₆ is "
            "printed as 0.1311: a product of rounded factors, where all digits give 0.1312. The formula for O₅ is "
            "printed as $1/(1 + e^{0.1})$, which would be 0.475; the printed value, 0.525, is right: that of $1/(1 + "
            "e^{-0.1})$."
        ),
        wrong=("Err6",),
        closed="all",
    ),
    ProgramExample(
        case="surafelml-2-2-1-bce",
        title="Surafel: two inputs, two neurons, and the cross-entropy of one probability",
        name="surafelml",
        before=("softmax-and-cross-entropy.md#one-probability",),
        python="""
z1 = W @ x
a1 = sigmoid(z1)
z2 = v @ a1
yhat = sigmoid(z2)
L = -(y*log(yhat) + (1 - y)*log(1 - yhat))
""",
        values={"W": [[0.1, 0.2], [0.3, 0.4]], "v": [0.5, 0.6], "x": [1, 0], "y": 1},
        parameters=("W", "v"),
        quantities={
            **{"z1[0]": "z1_1", "z1[1]": "z1_2", "a1[0]": "a1_1", "a1[1]": "a1_2"},
            **{"z2": "z2", "yhat": "yhat", "loss": "L"},
            **{"d2": "d z2", "dW2[0]": "d v1", "dW2[1]": "d v2"},
        },
        remark="Here ŷ is the probability, as the page has it, and the step from z₂ to it can be looked at.",
    ),
    ProgramExample(
        case="ailab-2-2-2-shared-bias",
        title="AI-LAB: two neurons, two outputs, and one bias for each layer",
        name="shared-bias",
        before=("chain-rule-and-backpropagation.md", "sharing.md#one-rule"),
        python="""
def weighted(ws, xs, b):
    return sum(x*w for w, x in zip(ws, xs)) + b
def loss(y, t):
    return (t - y)**2 / 2
n1 = weighted([w1, w2], [x1, x2], b1)
n2 = weighted([w3, w4], [x1, x2], b1)
H1, H2 = sigmoid(n1), sigmoid(n2)
n3 = weighted([w5, w6], [H1, H2], b2)
n4 = weighted([w7, w8], [H1, H2], b2)
y1, y2 = sigmoid(n3), sigmoid(n4)
E1, E2 = loss(y1, T1), loss(y2, T2)
E = E1 + E2
""",
        values={
            **{"x1": 0.1, "x2": 0.2, "T1": 0.05, "T2": 0.95, "w1": 0.2, "w2": 0.25, "w3": 0.3, "w4": 0.35},
            **{"w5": 0.45, "w6": 0.5, "w7": 0.55, "w8": 0.6, "b1": 0.4, "b2": 0.65},
        },
        parameters=(*(f"w{number}" for number in range(1, 9)), "b1", "b2"),
        quantities={
            **{"H1": "H1", "H2": "H2", "y1": "y1", "y2": "y2", "E_total": "E", "E_total after": "E after 0.3"},
            **{"delta1": "d n3", "delta2": "d n4", "delta_H1": "d n1", "delta_H2": "d n2"},
            **{f"dw{number}": f"d w{number}" for number in range(1, 9)},
            **_updates({name: name for name in (*(f"w{number}" for number in range(1, 9)), "b1", "b2")}, "0.3"),
        },
        remark=(
            "Both neurons of a layer read the same bias, so two gradients arrive at it and [add "
            "up](../backpropagation-at-work.md#where-gradients-meet)."
        ),
        closed="all",
    ),
    ProgramExample(
        case="cs231n-two-layer-dead-relu",
        title="cs231n, first assignment: two ReLU neurons, one of them dead, three classes",
        name="dead-relu",
        before=("vanishing-and-exploding.md#depth-and-activation", "softmax-and-cross-entropy.md#several-classes"),
        python="""
z = x @ W
h = relu(z)
s = h @ V
p = softmax(s)
L = -log(p[2])
""",
        values={"x": [16, -6], "W": [[0.18, 0.04], [0.1, 0.22]], "V": [[0.19, -0.1, 0.1], [-0.02, -0.01, 0.04]]},
        parameters=("W", "V"),
        quantities={
            **{"h1[0]": "h1", "h1[1]": "h2", "scores[0]": "s1", "scores[1]": "s2", "scores[2]": "s3", "loss": "L"},
            **{f"dscores[{i}]": f"d s{i + 1}" for i in range(3)},
            **{f"dW2 row {j}[{i}]": f"d V{j + 1}{i + 1}" for j in range(2) for i in range(3)},
            **{"dh1[0]": "d h1", "dh1[1]": "d h2", "after ReLU[0]": "d z1", "after ReLU[1]": "d z2"},
            **{f"dW1[{j}][{i}]": f"d W{j + 1}{i + 1}" for j in range(2) for i in range(2)},
            **{"db1[0]": "d z1", "db1[1]": "d z2"},
        },
        remark=(
            "The biases are 0 and are left out; their gradients are those at z, in the last two rows. The second "
            "neuron lets nothing through; where that is so for all samples, it is "
            "[dead](../vanishing-and-exploding.md#depth-and-activation). Two numbers are off in the last of twelve "
            "decimals, because they were multiplied from rounded ones. The loss is printed with all the digits of a "
            "double, of which the last is rounding."
        ),
        wrong=("dW2 row 0[0]", "dW2 row 0[1]"),
    ),
    ProgramExample(
        case="coursera-dlai-logistic-batch3",
        title="Coursera: logistic regression on a batch of three samples",
        name="logistic-batch",
        before=("matrices.md", "softmax-and-cross-entropy.md#one-probability"),
        python="""
z = w @ X + b
a = sigmoid(z)
J = np.mean(softplus(z) - y*z)
""",
        values={"w": [1, 2], "b": 2, "X": [[1, 2, -1], [3, 4, -3.2]], "y": [1, 0, 1]},
        parameters=("w", "b"),
        quantities={
            **{"cost": "J", "dw[0]": "d w1", "dw[1]": "d w2", "db": "d b"},
            **{"w after 100[0]": "w1 at 100 rate 0.009", "w after 100[1]": "w2 at 100 rate 0.009"},
            **{"b after 100": "b at 100 rate 0.009", "db after 100": "d b at 99 rate 0.009"},
            **{f"dw after 100[{i}]": f"d w{i + 1} at 99 rate 0.009" for i in range(2)},
        },
        remark=(
            "The columns of X are samples, the cost is the mean over them, and each gradient a sum over samples. "
            "The cost of one sample, $-y\\ln a - (1 - y)\\ln(1 - a)$, is written as $\\mathrm{softplus}(z) - yz$, with "
            "$\\mathrm{softplus}(z) = \\ln(1 + e^z)$; a is only shown. So nothing is subtracted from 1: where a is "
            "nearly 1, 1 − a loses digits, and that is why the course's cost differs in its thirteenth decimal. Steps "
            "show four digits; the two 9 that make v₁₀ differ in the fifth."
        ),
        wrong=("cost",),
    ),
    ProgramExample(
        case="bn-rnn-bptt-3",
        title="A tutorial in Bengali: one tanh neuron over three time steps",
        name="bptt",
        before=("sharing.md#in-time",),
        python="""
def weighted(x, h):
    return wx*x + wh*h
def loss(y, t):
    return (y - t)**2 / 2
h = h0
L = 0
for x, t in zip(xs, ts):
    a = weighted(x, h)
    h = tanh(a)
    y = wy*h
    e = loss(y, t)
    L += e
""",
        values={"xs": [1, 2, 3], "ts": [0.5, 1, 1.5], "wx": 0.5, "wh": 0.1, "wy": 1, "h0": 0},
        parameters=("wx", "wh", "wy"),
        quantities={
            **{f"a[{i}]": f"a{i + 1}" for i in range(3)},
            **{f"h[{i}]": f"h{i + 1}" for i in range(3)},
            **{"L": "L", "dy3": "d y3", "da3": "d a3", "dh_next into t=2": "wh * d a3"},
        },
        remark=(
            "[Backpropagation through time](../sharing.md#in-time), with the three weights that all time steps share. "
            "What goes back from the third time step into the second one is the part of the gradient at h₂ that passes "
            "a₃."
        ),
        closed="all",
    ),
    ProgramExample(
        case="alexkode-batchnorm-3",
        title="Batch normalisation of three numbers",
        name="batch-norm",
        before=("vanishing-and-exploding.md#normalisation",),
        python="""
m = x.mean()
s = np.sqrt(((x - m)**2).mean())
n = (x - m)/s
y = g*n + b
L = y @ d
""",
        values={"x": [1, 3, 5], "g": 1, "b": 0, "d": [1, 1, 1]},
        parameters=("x", "g", "b"),
        quantities={
            **{f"out[{i}]": f"y{i + 1}" for i in range(3)},
            **{"dgamma": "d g", "dbeta": "d b"},
            **{f"dx[{i}]": f"d x{i + 1}" for i in range(3)},
        },
        remark=(
            "The gradients that arrive at the three outputs are given, d, so the loss is their product with "
            "these. Where all are alike, nothing arrives at the inputs: moving all outputs alike is what the "
            "normalisation takes out. A network that normalises these three numbers over its samples stands in "
            "[the gallery](../gallery/batch-normalisation.md)."
        ),
    ),
)
