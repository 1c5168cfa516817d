"""An oracle that shares nothing with the engine: the rows in 120-digit decimal arithmetic.

Only `decimal` of the standard library is used; derivatives are central differences, whose error
at this precision is far below that of a double.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext

from backprop.rows import Size

DIGITS = 120
STEP = Decimal(10) ** -24
ZERO, ONE, TWO = Decimal(0), Decimal(1), Decimal(2)

Function = Callable[..., Decimal]


def exp(a: Decimal) -> Decimal:
    """The exponential function."""
    return a.exp()


def log(a: Decimal) -> Decimal:
    """The natural logarithm."""
    return a.ln()


def sine_and_cosine(a: Decimal) -> tuple[Decimal, Decimal]:
    """Both by Taylor series after halving the argument until it is small."""
    halvings = 0
    while abs(a) > Decimal("0.01"):
        a, halvings = a / 2, halvings + 1
    term, sine, cosine = ONE, ZERO, ZERO
    for k in range(60):
        cosine, sine = (cosine + term, sine) if k % 2 == 0 else (cosine, sine + term)
        term = term * a / (k + 1) * (1 if k % 2 == 0 else -1)
    for _ in range(halvings):
        sine, cosine = 2 * sine * cosine, 1 - 2 * sine * sine
    return sine, cosine


def tanh(a: Decimal) -> Decimal:
    """By its definition with exp(2a)."""
    return ONE - TWO / ((2 * a).exp() + 1)


def sigmoid(a: Decimal) -> Decimal:
    """By its definition."""
    return ONE / (1 + (-a).exp())


def softplus(a: Decimal) -> Decimal:
    """log(1 + exp(a))."""
    return (1 + a.exp()).ln()


def pi() -> Decimal:
    """4 arctan 1 by Machin's formula."""
    return 4 * (4 * _arctan_inverse(5) - _arctan_inverse(239))


def _arctan_inverse(n: int) -> Decimal:
    total, power = ZERO, ONE / n
    for k in range(200):
        total += power / (2 * k + 1) * (1 if k % 2 == 0 else -1)
        power /= n * n
    return total


def normal_density(a: Decimal) -> Decimal:
    """The density of the standard normal distribution."""
    return (-a * a / 2).exp() / (2 * pi()).sqrt()


def normal_cdf(a: Decimal) -> Decimal:
    """½ + density · (a + a³/3 + a⁵/15 + …); far out, 0 or 1 to more digits than a double has."""
    if abs(a) > 25:
        return ONE if a > 0 else ZERO
    with localcontext() as context:
        context.prec = 2 * DIGITS + 200
        term = total = a
        k = 1
        while abs(term) > Decimal(10) ** -(2 * DIGITS):
            k += 2
            term = term * a * a / k
            total += term
        return Decimal("0.5") + normal_density(a) * total


def arctan(a: Decimal) -> Decimal:
    """By its Taylor series, after halving the angle until its tangent is small."""
    halvings = 0
    while abs(a) > Decimal("0.01"):
        a, halvings = a / (1 + (1 + a * a).sqrt()), halvings + 1
    term, total = a, ZERO
    for k in range(60):
        total += term / (2 * k + 1) * (1 if k % 2 == 0 else -1)
        term *= a * a
    return total * Decimal(2) ** halvings


def arcsin(a: Decimal) -> Decimal:
    """The angle whose tangent is a/√(1 − a²)."""
    return arctan(a / (1 - a * a).sqrt())


def tan(a: Decimal) -> Decimal:
    """Sine over cosine."""
    sine, cosine = sine_and_cosine(a)
    return sine / cosine


def erf(a: Decimal) -> Decimal:
    """From the normal distribution."""
    return 2 * normal_cdf(a * TWO.sqrt()) - 1


def logsumexp(*scores: Decimal) -> Decimal:
    """By its definition."""
    return sum((z.exp() for z in scores), ZERO).ln()


def log_softmax(a: Decimal, *others: Decimal) -> Decimal:
    """By its definition."""
    return a - logsumexp(a, *others)


def clip(a: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """The nearest number from low to high."""
    return min(max(a, low), high)


def huber(a: Decimal, width: Decimal) -> Decimal:
    """A parabola, and straight lines outside the width."""
    return a * a / 2 if abs(a) <= width else width * (abs(a) - width / 2)


def truth(holds: bool) -> Decimal:
    """1 or 0."""
    return ONE if holds else ZERO


def _pairs(arguments: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    half = len(arguments) // 2
    return list(zip(arguments[:half], arguments[half:], strict=True))


def _affine(*arguments: Decimal) -> Decimal:
    n = len(arguments) // 2
    weights, bias, values = arguments[:n], arguments[n], arguments[n + 1 :]
    return sum((w * x for w, x in zip(weights, values, strict=True)), bias)


def _squares(*arguments: Decimal) -> Decimal:
    return sum(((p - t) ** 2 for p, t in _pairs(arguments)), ZERO)


def _log_loss(*arguments: Decimal) -> Decimal:
    return sum((-t * p.ln() - (1 - t) * (1 - p).ln() for p, t in _pairs(arguments)), ZERO)


def _cross_entropy(*arguments: Decimal) -> Decimal:
    return sum((-t * p.ln() for p, t in _pairs(arguments)), ZERO)


def _binary(*arguments: Decimal) -> Decimal:
    each = (-t * sigmoid(z).ln() - (1 - t) * sigmoid(-z).ln() for z, t in _pairs(arguments))
    return sum(each, ZERO)


def _softmax_loss(*arguments: Decimal) -> Decimal:
    scores = arguments[: len(arguments) // 2]
    return logsumexp(*scores) - sum((z * t for z, t in _pairs(arguments)), ZERO)


ROWS: dict[str, Function] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "neg": lambda a: -a,
    "pow": lambda a, b: (b * a.ln()).exp(),
    "exp": exp,
    "log": log,
    "sqrt": lambda a: a.sqrt(),
    "sin": lambda a: sine_and_cosine(a)[0],
    "cos": lambda a: sine_and_cosine(a)[1],
    "tan": tan,
    "asin": arcsin,
    "acos": lambda a: pi() / 2 - arcsin(a),
    "atan": arctan,
    "sinh": lambda a: (a.exp() - (-a).exp()) / 2,
    "cosh": lambda a: (a.exp() + (-a).exp()) / 2,
    "erf": erf,
    "log1p": lambda a: (1 + a).ln(),
    "expm1": lambda a: a.exp() - 1,
    "log2": lambda a: a.ln() / TWO.ln(),
    "leaky_relu": lambda a, s: a if a > 0 else s * a,
    "elu": lambda a, s: a if a > 0 else s * (a.exp() - 1),
    "hard_tanh": lambda a: clip(a, -ONE, ONE),
    "hard_sigmoid": lambda a: clip(a / 6 + ONE / 2, ZERO, ONE),
    "clip": clip,
    "huber": huber,
    "smooth_max": lambda a, b, t: t * ((a / t).exp() + (b / t).exp()).ln(),
    "where": lambda c, a, b: a if c > Decimal("0.5") else b,
    "above": lambda a, b: truth(a > b),
    "below": lambda a, b: truth(a < b),
    "at_least": lambda a, b: truth(a >= b),
    "at_most": lambda a, b: truth(a <= b),
    "inside": lambda a, low, high: truth(low < a < high),
    "leaky_slope": lambda a, s: ONE if a > 0 else s,
    "elu_slope": lambda a, s: ONE if a > 0 else s * a.exp(),
    "weighted_log": lambda a, b: a * b.ln(),
    "ratio": lambda a, b: a / b,
    "odds": lambda a, b: a / b,
    "sibling": lambda b, a, p: p * (b - a).exp(),
    "identity": lambda a: a,
    "tanh": tanh,
    "sigmoid": sigmoid,
    "relu": lambda a: max(a, ZERO),
    "softplus": softplus,
    "gelu": lambda a: a * normal_cdf(a),
    "silu": lambda a: a * sigmoid(a),
    "abs": abs,
    "max": lambda *a: max(a),
    "min": lambda *a: min(a),
    "normal_cdf": normal_cdf,
    "normal_density": normal_density,
    "step": lambda a: ONE if a > 0 else ZERO,
    "sign": lambda a: Decimal((a > 0) - (a < 0)),
    "larger": lambda a, *others: truth(all(a > each for each in others)),
    "smaller": lambda a, *others: truth(all(a < each for each in others)),
    "affine": _affine,
    "linear": lambda *a: sum((x * y for x, y in _pairs(a)), ZERO),
    "scaled": lambda g, n, b: g * n + b,
    "masked": lambda h, m: h * m,
    "normalized": lambda c, v, e: c / (v + e).sqrt(),
    "mean_square": lambda *a: sum((x * x for x in a), ZERO) / len(a),
    "half_squared_error": lambda *a: _squares(*a) / 2,
    "mean_squared_error": lambda *a: _squares(*a) / (len(a) // 2),
    "binary_cross_entropy": _binary,
    "softmax_cross_entropy": _softmax_loss,
    "log_softmax": log_softmax,
    "logsumexp": logsumexp,
    "score_loss": _softmax_loss,
    "log_loss": _log_loss,
    "cross_entropy": _cross_entropy,
    "huber_loss": lambda *a: sum((huber(p - t, ONE) for p, t in _pairs(a)), ZERO),
    "hinge": lambda *a: sum((max(1 - p * t, ZERO) for p, t in _pairs(a)), ZERO),
    "kl": lambda *a: sum((p * (p / q).ln() for p, q in _pairs(a)), ZERO),
    "sum": lambda *a: sum(a, ZERO),
    "mean": lambda *a: sum(a, ZERO) / len(a),
    "dot": lambda *a: sum((x * y for x, y in _pairs(a)), ZERO),
}


def softmax(place: int) -> Function:
    """The share of the score at `place`, from 1."""
    return lambda *scores: (scores[place - 1] - logsumexp(*scores)).exp()


def power(exponent: int) -> Function:
    """a to a whole exponent."""
    return lambda a: a**exponent


def oracle(name: str, size: Size | None) -> Function:
    """The row of an operation; of a family, of its member of this size."""
    if name == "power":
        assert isinstance(size, int)
        return power(size)
    if name == "softmax":
        return softmax(size[1] if isinstance(size, tuple) else 1)
    return ROWS[name]


def derivative(function: Function, places: Sequence[int], point: Sequence[float]) -> float:
    """∂…function/∂places at `point` by nested central differences, correct to a double."""
    with localcontext() as context:
        context.prec = DIGITS
        context.Emax, context.Emin = 999_999, -999_999
        return float(_difference(function, tuple(places), tuple(map(Decimal, point))))


def _difference(function: Function, places: tuple[int, ...], point: tuple[Decimal, ...]) -> Decimal:
    if not places:
        return function(*point)
    above, below = (
        _difference(
            function, places[1:], tuple(x + sign * STEP if place == places[0] else x for place, x in enumerate(point))
        )
        for sign in (1, -1)
    )
    return (above - below) / (2 * STEP)
