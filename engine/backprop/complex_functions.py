"""The functions of the table on complex numbers whose imaginary part is tiny, as the complex step needs them.

Each goes on analytically from the branch on which the real part lies; where that has a kink, the step is
taken along one side. Source: Squire & Trapp, *Using complex variables to estimate derivatives of real
functions* (1998).
"""

from __future__ import annotations

import cmath
import math

from backprop.functions import ROOT_TWO, ROOT_TWO_PI


def sigmoid(a: complex) -> complex:
    """1 / (1 + exp(−a))."""
    return 1 / (1 + cmath.exp(-a)) if a.real >= 0 else cmath.exp(a) / (1 + cmath.exp(a))


def log1p(a: complex) -> complex:
    """log(1 + a) for an imaginary part too small to matter to the real one."""
    return complex(math.log1p(a.real), math.atan2(a.imag, 1 + a.real))


def softplus(a: complex) -> complex:
    """log(1 + exp(a))."""
    return a + log1p(cmath.exp(-a)) if a.real > 0 else log1p(cmath.exp(a))


def normal_density(a: complex) -> complex:
    """exp(−a²/2) / √(2π)."""
    return cmath.exp(-a * a / 2) / ROOT_TWO_PI


def normal_cdf(a: complex) -> complex:
    """By Taylor's theorem around the real part: the density is its derivative."""
    below = math.erfc(-a.real / ROOT_TWO) / 2
    return below + 1j * a.imag * normal_density(complex(a.real)).real


def erf(a: complex) -> complex:
    """By Taylor's theorem around the real part."""
    return math.erf(a.real) + 1j * a.imag * 2 / math.sqrt(math.pi) * math.exp(-a.real * a.real)


def expm1(a: complex) -> complex:
    """exp(a) − 1 without losing the digits of a small a."""
    return math.expm1(a.real) + 1j * a.imag * math.exp(a.real)


def logsumexp(*scores: complex) -> complex:
    """log(exp(z1) + … + exp(zn))."""
    largest = max(scores, key=lambda each: each.real)
    place = scores.index(largest)
    return largest + log1p(complex(sum(cmath.exp(z - largest) for i, z in enumerate(scores) if i != place)))


def log_softmax(a: complex, *others: complex) -> complex:
    """a − log(exp(a) + exp(b) + …)."""
    return -_behind(a, (a, *others))


def score_loss(*numbers: complex) -> complex:
    """log(exp(z1) + …) − t1 z1 − …, as on floats."""
    half = len(numbers) // 2
    scores, targets = numbers[:half], numbers[half:]
    lacking = complex(1 - math.fsum(t.real for t in targets), -math.fsum(t.imag for t in targets))
    return sum(t * _behind(z, scores) for z, t in zip(scores, targets, strict=True)) + lacking * logsumexp(*scores)


def _behind(z: complex, scores: tuple[complex, ...]) -> complex:
    largest = max(scores, key=lambda each: each.real)
    place = scores.index(largest)
    rest = sum(cmath.exp(each - largest) for i, each in enumerate(scores) if i != place)
    return (largest - z) + log1p(complex(rest))


def softmax(a: complex, *others: complex) -> complex:
    """exp(a) / (exp(a) + exp(b) + …)."""
    return cmath.exp(log_softmax(a, *others))


def weighted_log(weight: complex, a: complex) -> complex:
    """weight·log(a), and 0 for 0·log(0)."""
    return 0j if weight == 0 and a == 0 else weight * cmath.log(a)


def ratio(a: complex, b: complex) -> complex:
    """a/b, and 0 for 0/0."""
    return 0j if a == 0 and b == 0 else a / b


def clip(a: complex, low: complex, high: complex) -> complex:
    """The one of the three that lies between the others."""
    return low if a.real < low.real else high if a.real > high.real else a


def huber(error: complex, width: complex) -> complex:
    """½ error², or the straight line on the side where the error lies."""
    if abs(error.real) <= width.real:
        return error * error / 2
    return width * ((error if error.real > 0 else -error) - width / 2)
