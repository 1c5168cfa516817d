"""Figures of every kind that a fence can ask for, the unusual ones too: all functions, losses, ways of telling."""

from __future__ import annotations

from collections.abc import Mapping

from backprop.losses import LOSSES
from backprop.primitives import ACTIVATIONS
from tests.support.calls import CALLS

Mapped = Mapping[str, object]

_GIVEN = {"x": 0.7, "y": -1.3}
_TELLINGS: tuple[Mapped, ...] = (
    {"sums": "split"},
    {"bug": "overwrite"},
    {"sums": "split", "bug": "overwrite", "fade": 3},
    {"mode": "forward", "by": "x", "fade": 2},
    {"fade": 60, "predict": True},
)
_FORMULAS = (
    "-x**2 - (-y)**3/(x - y)",
    "(x/y)**(-2) * 2**(x/y) / (1 - (x - (y - 1)))",
    "x*x - 0.123456*x*y",
    "max(x, min(y, -x)) - relu(-abs(y*x) + 2)",
)
_NUMBERS = ({"x": 1.23456e-7, "y": -2.5e-5}, {"x": 123456.7, "y": -98765.4}, {"x": 1, "y": -1}, {"x": 2, "y": 3})
_RESIDUALS = ("u_xx + u*u_x - 0.1*u", "u_x**3 + u_t")
_CELLS = """\
def cell(x, h):
    return tanh(w*x + u*h)
def shares(s):
    e = [exp(each) for each in s]
    total = sum(e)
    return [each/total for each in e]
def bent(a):
    return a*a + relu(a)*abs(a - 2)
h = cell(x, 1)
h = cell(h, h)
p = shares([h, x, bent(h)])
L = -log(p[0]) + bent(x)
"""

# Figures with closed boxes.
CLOSED: tuple[Mapped, ...] = (
    *({"network": [2, 2, 1], "activation": name, "output": name, "closed": "all"} for name in ACTIVATIONS),
    *({"network": [2, 2, 3], "loss": name, "closed": "all"} for name in LOSSES),
    {"network": [1, 2, 2, 1], "closed": ["h1_2", "yhat"], "fade": 4},
    {"network": [2, 2, 2, 2], "bias": "shared", "dropout": {"h1_1": 2}, "skip": [[0, 2]], "closed": "neurons"},
    {"network": [2, 2, 2], "normalize": "layer", "bias": "none", "closed": "all", "bug": "overwrite"},
    {"network": [1, 2, 3], "loss": "softmax-cross-entropy", "closed": ["neurons", "-softmax"]},
    {"network": [1, 2, 3], "loss": "softmax-cross-entropy", "closed": ["all", "-softmax"]},
    {"network": [1, 2, 2], "loss": "mean-squared-error", "closed": ["all", "-loss"]},
    {"network": [1, 3, 2, 1], "normalize": "layer", "closed": "norms"},
    {"network": [1, 2, 2], "loss": "softmax-cross-entropy", "closed": "loss", "bug": "overwrite"},
    {"network": [1, 2, 1], "samples": [{"x": 1, "y": 0}, {"x": 2, "y": 1}], "closed": "neurons"},
    *(
        {"python": _CELLS, "values": {"w": 0.7, "u": -0.4, "x": 1.2}, "closed": closed}
        for closed in ("all", "cell", ["cell-2", "shares"], ["bent-1"])
    ),
)
# Figures in which a softmax or a loss is open.
OPENED: tuple[Mapped, ...] = (
    *(
        {"network": [1, 2, 3], "loss": loss, "closed": "-all"}
        for loss in ("half-squared-error", "softmax-cross-entropy")
    ),
    *({"network": [1, 1], "loss": loss, "closed": "-loss"} for loss in ("half-squared-error", "mean-squared-error")),
    {"network": [1, 2, 1], "samples": [{"x": 1, "y": 0}, {"x": 2, "y": 1}], "closed": ["h1", "-loss"], "fade": 4},
)
KINDS: tuple[Mapped, ...] = (
    *({"network": [1, 2, 1], "activation": name} for name in ACTIVATIONS),
    *({"network": [2, 3, 3], "loss": name} for name in LOSSES),
    {"network": [3, 2, 8, 1]},
    {
        **{"network": [2, 2, 2, 1], "bias": "shared", "dropout": {"h1_1": 2}, "skip": [[0, 2]], "normalize": "layer"},
        "notation": {"weights": "to-from", "layers": "superscript", "delta": True, "arriving": "upstream"},
    },
    *CLOSED,
    *OPENED,
    *({"expression": f"x*{text} - y", "values": {**_GIVEN, **values}} for text, values in CALLS),
    *({"expression": "x*sin(x) + tanh(x*y)*x", "values": _GIVEN, **telling} for telling in _TELLINGS),
    *({"expression": text, "values": numbers} for text in _FORMULAS for numbers in _NUMBERS),
    *(
        {"expression": "u = max(relu(x), tanh(x*t))", "residual": text, "values": {"x": 0.7, "t": 0.4}}
        for text in _RESIDUALS
    ),
)
# Their formulas are about matrices; tests/engine/test_layers.py works them out.
IN_MATRICES: tuple[Mapped, ...] = (
    {"network": [2, 3, 1], "view": "layers"},
    {
        "network": [1, 2, 2, 3], "activation": ["relu", "elu"], "loss": "softmax-cross-entropy",
        "view": "layers", "batch": "columns",
    },
    {"network": [1, 2, 2], "loss": "softmax-cross-entropy", "fused": True, "view": "layers"},
)  # fmt: skip
