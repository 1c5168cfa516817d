"""The functions that the texts of the primitives call, on floats, each stable where it is used.

No branch overflows for an argument of any size, except `exp` where the result itself does.
Sources: Griewank & Walther, *Evaluating Derivatives* (2008); Mächler, *Accurately computing
log(1 − exp(−|a|))* (2012) for softplus; Goodfellow, Bengio & Courville, *Deep Learning* (2016),
section 4.1 for the shifted softmax; Hendrycks & Gimpel, *Gaussian error linear units* (2016).
"""

from __future__ import annotations

import math
from collections.abc import Callable

ROOT_TWO = math.sqrt(2)
ROOT_TWO_PI = math.sqrt(2 * math.pi)


def sigmoid(a: float) -> float:
    """1 / (1 + exp(−a)), written so that neither branch can overflow."""
    if a >= 0:
        return 1 / (1 + math.exp(-a))
    return math.exp(a) / (1 + math.exp(a))


def relu(a: float) -> float:
    """max(a, 0)."""
    return a if a > 0 else 0.0


def step(a: float) -> float:
    """1 where a > 0, else 0: the derivative of ReLU, which takes 0 at the kink by convention."""
    return 1.0 if a > 0 else 0.0


def sign(a: float) -> float:
    """−1, 0 or 1: the derivative of |a|, which takes 0 at the kink by convention."""
    return float(a > 0) - float(a < 0)


def larger(a: float, b: float) -> float:
    """1 where a > b, 0 where a < b and ½ where they tie: the derivative of max(a, b) in a."""
    return 0.5 if a == b else float(a > b)


def softplus(a: float) -> float:
    """log(1 + exp(a))."""
    return max(a, 0.0) + math.log1p(math.exp(-abs(a)))


def normal_density(a: float) -> float:
    """exp(−a²/2) / √(2π): the density of the standard normal distribution."""
    return math.exp(-a * a / 2) / ROOT_TWO_PI


def normal_cdf(a: float) -> float:
    """½ erfc(−a/√2): the share of the standard normal distribution below a."""
    return math.erfc(-a / ROOT_TWO) / 2


def log_softmax(a: float, *scores: float) -> float:
    """a − log(exp(z1) + … + exp(zn)) for the scores z; ≤ 0 where a is one of them."""
    largest = max(scores)
    place = scores.index(largest)
    others = math.fsum(math.exp(z - largest) for i, z in enumerate(scores) if i != place)
    return (a - largest) - math.log1p(others)


def softmax(a: float, *scores: float) -> float:
    """exp(a) / (exp(z1) + … + exp(zn)) for the scores z."""
    return math.exp(log_softmax(a, *scores))


FUNCTIONS: dict[str, Callable[..., float]] = {
    "abs": math.fabs,
    "cos": math.cos,
    "exp": math.exp,
    "larger": larger,
    "log": math.log,
    "log_softmax": log_softmax,
    "max": max,
    "min": min,
    "normal_cdf": normal_cdf,
    "normal_density": normal_density,
    "relu": relu,
    "sigmoid": sigmoid,
    "sign": sign,
    "sin": math.sin,
    "softmax": softmax,
    "softplus": softplus,
    "sqrt": math.sqrt,
    "step": step,
    "tanh": math.tanh,
}
