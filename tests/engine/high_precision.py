"""An oracle that shares nothing with the engine: the rows in 120-digit decimal arithmetic.

Only `decimal` of the standard library is used; derivatives are central differences, whose error
at this precision is far below that of a double.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext

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


def log_softmax(a: Decimal, *scores: Decimal) -> Decimal:
    """By its definition."""
    return a - sum((z.exp() for z in scores), ZERO).ln()


def _pairs(arguments: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    half = len(arguments) // 2
    return list(zip(arguments[:half], arguments[half:], strict=True))


def _affine(*arguments: Decimal) -> Decimal:
    n = len(arguments) // 2
    weights, bias, values = arguments[:n], arguments[n], arguments[n + 1 :]
    return sum((w * x for w, x in zip(weights, values, strict=True)), bias)


def _squares(*arguments: Decimal) -> Decimal:
    return sum(((p - t) ** 2 for p, t in _pairs(arguments)), ZERO)


def _binary(*arguments: Decimal) -> Decimal:
    each = (-t * sigmoid(z).ln() - (1 - t) * sigmoid(-z).ln() for z, t in _pairs(arguments))
    return sum(each, ZERO)


def _softmax_loss(*arguments: Decimal) -> Decimal:
    scores = arguments[: len(arguments) // 2]
    each = (-t * log_softmax(z, *scores) for z, t in _pairs(arguments))
    return sum(each, ZERO)


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
    "identity": lambda a: a,
    "tanh": tanh,
    "sigmoid": sigmoid,
    "relu": lambda a: max(a, ZERO),
    "softplus": softplus,
    "gelu": lambda a: a * normal_cdf(a),
    "silu": lambda a: a * sigmoid(a),
    "abs": abs,
    "max": max,
    "min": min,
    "normal_cdf": normal_cdf,
    "normal_density": normal_density,
    "step": lambda a: ONE if a > 0 else ZERO,
    "sign": lambda a: Decimal((a > 0) - (a < 0)),
    "larger": lambda a, b: ONE if a > b else ZERO,
    "affine": _affine,
    "half_squared_error": lambda *a: _squares(*a) / 2,
    "mean_squared_error": lambda *a: _squares(*a) / (len(a) // 2),
    "binary_cross_entropy": _binary,
    "softmax_cross_entropy": _softmax_loss,
    "log_softmax": log_softmax,
}


def power(exponent: int) -> Function:
    """a to a whole exponent."""
    return lambda a: a**exponent


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
