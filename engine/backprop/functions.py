"""The functions that the texts of the rows call, on floats, each stable where it is used.

No branch overflows for an argument of any size, except where the result itself does.
Sources: Griewank & Walther, *Evaluating Derivatives* (2008); Mächler, *Accurately computing
log(1 − exp(−|a|))* (2012) for softplus; Goodfellow, Bengio & Courville, *Deep Learning* (2016),
section 4.1 for the shifted softmax; Hendrycks & Gimpel, *Gaussian error linear units* (2016).

Where a function has no derivative, one rule decides: of all slopes between those of the two sides the
one nearest to 0 is taken, and arguments that tie share it equally; a number of the formula gets no share.
That is the subgradient of smallest size. So the slope of ReLU at 0 is 0, and that of |a| too.
"""

from __future__ import annotations

import math
from collections.abc import Callable

# By the names that texts call them; `backprop.primitives` fills it from the table.
FUNCTIONS: dict[str, Callable[..., float]] = {}

SMALLEST_SHARE = 1e-300  # by which another can be divided
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


def softplus(a: float) -> float:
    """log(1 + exp(a))."""
    return max(a, 0.0) + math.log1p(math.exp(-abs(a)))


def normal_density(a: float) -> float:
    """exp(−a²/2) / √(2π): the density of the standard normal distribution."""
    return math.exp(-a * a / 2) / ROOT_TWO_PI


def normal_cdf(a: float) -> float:
    """½ erfc(−a/√2): the share of the standard normal distribution below a."""
    return math.erfc(-a / ROOT_TWO) / 2


def step(a: float) -> float:
    """1 where a > 0, else 0: the derivative of ReLU."""
    return 1.0 if a > 0 else 0.0


def above(a: float, b: float) -> float:
    """1 where a > b, else 0."""
    return 1.0 if a > b else 0.0


def below(a: float, b: float) -> float:
    """1 where a < b, else 0."""
    return 1.0 if a < b else 0.0


def at_least(a: float, b: float) -> float:
    """1 where a ≥ b, else 0."""
    return 1.0 if a >= b else 0.0


def at_most(a: float, b: float) -> float:
    """1 where a ≤ b, else 0."""
    return 1.0 if a <= b else 0.0


def inside(a: float, low: float, high: float) -> float:
    """1 where low < a < high, else 0: the slope of what is cut off at both."""
    return 1.0 if low < a < high else 0.0


def sign(a: float) -> float:
    """−1, 0 or 1: the derivative of |a|."""
    return float(a > 0) - float(a < 0)


def larger(a: float, *others: float) -> float:
    """1 where a is larger than all others, 0 where one of them is larger, 1/n where n numbers tie for it."""
    return 1 / (1 + others.count(a)) if all(a >= other for other in others) else 0.0


def smaller(a: float, *others: float) -> float:
    """1 where a is smaller than all others, 0 where one of them is smaller, 1/n where n numbers tie for it."""
    return 1 / (1 + others.count(a)) if all(a <= other for other in others) else 0.0


def nearest_to_zero(left: float, right: float) -> float:
    """Of all numbers between the two, the one nearest to 0."""
    return 0.0 if left * right <= 0 else min(left, right, key=abs)


def leaky_relu(a: float, slope: float) -> float:
    """a where that is positive, else slope·a."""
    return a if a > 0 else slope * a


def leaky_slope(a: float, slope: float) -> float:
    """The derivative of the leaky ReLU: 1 where a > 0, `slope` where a < 0."""
    return 1.0 if a > 0 else slope if a < 0 else nearest_to_zero(slope, 1.0)


def elu(a: float, scale: float) -> float:
    """a where that is positive, else scale·(exp(a) − 1)."""
    return a if a > 0 else scale * math.expm1(a)


def elu_slope(a: float, scale: float) -> float:
    """The derivative of the ELU: 1 where a > 0, scale·exp(a) where a < 0."""
    return 1.0 if a > 0 else scale * math.exp(a) if a < 0 else nearest_to_zero(scale, 1.0)


def clip(a: float, low: float, high: float) -> float:
    """The number from low to high that is nearest to a."""
    if low > high:
        raise UndefinedError("give clip a lower bound that is not above the upper one")
    return min(max(a, low), high)


def huber(error: float, width: float) -> float:
    """½ error² up to `width` on both sides of 0, straight lines farther out."""
    if width <= 0:
        raise UndefinedError("give huber a width above 0")
    size = abs(error)
    return error * error / 2 if size <= width else width * (size - width / 2)


def where(condition: float, a: float, b: float) -> float:
    """a where the condition holds, which is 1 then, b where it is 0."""
    if condition not in (0, 1):
        raise UndefinedError("give where a comparison as its condition, such as x > 0")
    return a if condition else b


def weighted_log(weight: float, a: float) -> float:
    """weight·log(a), and 0 for 0·log(0), which is its limit."""
    if a > 0:
        return weight * math.log(a)
    if a == 0 and weight == 0:
        return 0.0
    if a == 0:
        raise UndefinedError("the logarithm of 0 does not exist: change a number that leads to it")
    raise UndefinedError("a negative base has no derivative by its exponent: make the exponent a number of the formula")


def one_less(exponent: float) -> float:
    """The exponent of the derivative of a power, and 0 for 0: the power 0 is level, at the base 0 as well."""
    return exponent - 1 if exponent else 0.0


def ratio(a: float, b: float) -> float:
    """a/b, and 0 for 0/0: a weight of 0 stays without effect."""
    return 0.0 if a == 0 and b == 0 else a / b


def odds(other: float, share: float) -> float:
    """How many times as large another share of a softmax is; 0 where the share is, to which it makes no difference."""
    return other / share if share > SMALLEST_SHARE else 0.0


def logsumexp(*scores: float) -> float:
    """log(exp(z1) + … + exp(zn)) for the scores z."""
    largest = max(scores)
    place = scores.index(largest)
    return largest + math.log1p(math.fsum(math.exp(z - largest) for i, z in enumerate(scores) if i != place))


def log_softmax(a: float, *others: float) -> float:
    """a − log(exp(a) + exp(b) + …) for a among other scores b, …; ≤ 0."""
    return -_behind(a, (a, *others))


def softmax(a: float, *others: float) -> float:
    """exp(a) / (exp(a) + exp(b) + …): the share of a among other scores b, …"""
    return math.exp(log_softmax(a, *others))


def sibling(b: float, a: float, share: float) -> float:
    """The share of the score b where that of the score a is `share`: share·exp(b − a), which is at most 1."""
    return 0.0 if share == 0 else math.exp(b - a + math.log(share))


def score_loss(*numbers: float) -> float:
    """−t1 log_softmax(z1) − … for scores z and targets t that add up to 1, as log(exp(z1) + …) − t1 z1 − …

    The sum keeps the digits of a small loss; what the targets lack to 1 is counted as the difference counts it.
    """
    half = len(numbers) // 2
    scores, targets = numbers[:half], numbers[half:]
    top = logsumexp(*scores)
    lacking = 1 - math.fsum(targets)
    return math.fsum(t * (_behind(z, scores)) for z, t in zip(scores, targets, strict=True)) + lacking * top


def _behind(z: float, scores: tuple[float, ...]) -> float:
    """logsumexp(scores) − z for one of the scores, without losing the digits of a small difference."""
    largest = max(scores)
    place = scores.index(largest)
    rest = math.fsum(math.exp(each - largest) for i, each in enumerate(scores) if i != place)
    return (largest - z) + math.log1p(rest)


class UndefinedError(ValueError):
    """An operation is not defined for its arguments; its text says what would work."""
