"""Worked examples of other authors as formulas, for docs/published-examples.md: see `tools.examples`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A published case, the fence that draws it, and which quantity each printed number is.

    `quantities` maps a key of the case's published numbers to v (a value) or dv (a gradient) by name.
    """

    case: str
    title: str
    name: str
    text: str
    values: dict[str, float]
    quantities: dict[str, str]
    remark: str = ""


FORMULA_EXAMPLES = (
    Example(
        "baydin-tables-2-3",
        "Baydin and others: ln x₁ + x₁x₂ − sin x₂",
        "baydin",
        "v1 = log(x1); v2 = x1*x2; v3 = sin(x2); v4 = v1 + v2; y = v4 - v3",
        {"x1": 2, "x2": 5},
        {
            "v1": "v1",
            "v2": "v2",
            "v3": "v3",
            "v4": "v4",
            "v5=y": "y",
            "v4_bar": "d v4",
            "v3_bar": "d v3",
            "v2_bar": "d v2",
            "v1_bar": "d v1",
            "v0_bar after v2 (=x2_bar)": "d x2",
            "v-1_bar after v1 (=x1_bar)": "d x1",
        },
        "The survey's tables 2 and 3 print three decimals.",
    ),
    Example(
        "cs231n-xyz",
        "cs231n: (x + y)·z",
        "cs-product",
        "q = x + y; f = q*z",
        {"x": -2, "y": 5, "z": -4},
        {"q": "q", "f": "f", "df_dz": "d z", "df_dq": "d q", "df_dx": "d x", "df_dy": "d y"},
        "Every number is whole, so nothing is rounded.",
    ),
    Example(
        "cs231n-sigmoid-neuron",
        "cs231n: a sigmoid neuron, taken apart",
        "cs-neuron",
        "s = w0*x0 + w1*x1 + w2; n = -s; e = exp(n); p = e + 1; f = 1/p",
        {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3},
        {
            "exp": "e",
            "plus1": "p",
            "f": "f",
            "d_inv_in": "d p",
            "d_exp_out": "d e",
            "d_neg": "d n",
            "d_dot": "d s",
            "dw0": "d w0",
            "dx0": "d x0",
            "dw1": "d w1",
            "dx1": "d x1",
            "dw2": "d w2",
        },
        "The course prints two decimals but goes on with all of them: multiplying the printed numbers gives other "
        "digits than those that it prints.",
    ),
    Example(
        "cs231n-patterns",
        "cs231n: patterns in the backward flow",
        "cs-patterns",
        "p = x*y; m = max(z, w); s = p + m; f = 2*s",
        {"x": 3, "y": -4, "z": 2, "w": -1},
        {"xy": "p", "dx": "d x", "dy": "d y", "dz": "d z", "dw": "d w"},
        "Every number is whole, so nothing is rounded.",
    ),
    Example(
        "colah-e",
        "Colah: (a + b)·(b + 1)",
        "colah",
        "c = a + b; d = b + 1; e = c*d",
        {"a": 2, "b": 1},
        {"c": "c", "d": "d", "e": "e", "de_dc": "d c", "de_dd": "d d", "de_da": "d a", "de_db": "d b"},
        "Every number is whole, so nothing is rounded. The gradient at b is the sum over two paths.",
    ),
    Example(
        "torch-27134-zero-base",
        "PyTorch, issue 27134: zero to a power",
        "zero-base",
        "y = a**b",
        {"a": 0, "b": 1},
        {},
        "The gradient by b was nan, and 0 was asked for: zero to the power b is zero for every positive b.",
    ),
    Example(
        "jax-37821-max-zero",
        "JAX, issue 37821: the largest of x and 0",
        "max-zero",
        "p = max(x, 0); q = relu(x); y = p + q",
        {"x": 0},
        {},
        "At the kink, JAX gives the maximum half a slope and the ReLU none. Every number from 0 to 1 would do; here "
        "both follow one rule.",
    ),
    Example(
        "theano-4568-max-tie",
        "Theano, issue 4568: the larger of two equal numbers",
        "max-tie",
        "y = max(a, b)",
        {"a": 1, "b": 1},
        {},
        "Theano gave the whole gradient to each. Any two shares that add up to the whole are right; here both are "
        "one half.",
    ),
)
