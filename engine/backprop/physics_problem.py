"""A differential equation with all that makes its solution the only one, and the equations that have a name.

    0 = the residual, a formula of the inputs, of u and of its derivatives u_x, u_t, u_xx, …
    within the domain, an interval for each of one or two inputs,
    with what is known: u, or a derivative of it, where inputs have given numbers.

Source of the form: Raissi, Perdikaris & Karniadakis, Journal of Computational Physics 378 (2019), 686–707. The
solution of Burgers' equation is that of Wood, *An exact solution for Burger's equation*, Communications in Numerical
Methods in Engineering 22 (2006), 797–798: by the Cole–Hopf transformation u = −2ν φ_x/φ, where
φ = a + e^(−νπ²t) cos πx solves the heat equation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN = "u"

Numbers = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """`part`, u or a derivative of it, is what the formula `text` says where the inputs `at` have those numbers."""

    at: Numbers
    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """All of it: the `residual` as text, the ends of each input's interval, what is `known`; the formula of the `exact`
    solution, or nothing; and `values` of the other names in the formulas."""

    residual: str
    domain: tuple[tuple[str, tuple[float, float]], ...]
    known: tuple[Condition, ...]
    exact: str = ""
    values: Numbers = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs, in the order of the network's."""
        return tuple(name for name, _ in self.domain)


@dataclass(frozen=True, slots=True)
class Training:
    """A network with `hidden` layers, so many `updates` of size `rate`; the `weight` of known points in the loss."""

    hidden: tuple[int, ...]
    updates: int
    rate: float
    weight: float


def parts_of(inputs: tuple[str, ...]) -> tuple[str, ...]:
    """What an equation may be about: u, its first derivatives, its second ones, as `backprop.physics` orders them."""
    return (UNKNOWN, *(f"{UNKNOWN}_{name}" for name in inputs), *(f"{UNKNOWN}_{name}{name}" for name in inputs))


_SQUARE = [0, 1]
# As an author writes them.
PROBLEMS: Mapping[str, Mapping[str, object]] = {
    "heat": {
        "physics": "u_t - alpha*u_xx",
        "domain": {"x": _SQUARE, "t": _SQUARE},
        "known": [{"t": 0, "u": "sin(pi*x)"}, {"x": 0, "u": 0}, {"x": 1, "u": 0}],
        "exact": "exp(-alpha*pi**2*t)*sin(pi*x)",
        "values": {"alpha": 0.1},
    },
    "burgers": {
        "physics": "u_t + u*u_x - nu*u_xx",
        "domain": {"x": _SQUARE, "t": _SQUARE},
        "known": [{"t": 0, "u": "2*nu*pi*sin(pi*x)/(a + cos(pi*x))"}, {"x": 0, "u": 0}, {"x": 1, "u": 0}],
        "exact": "2*nu*pi*exp(-nu*pi**2*t)*sin(pi*x)/(a + exp(-nu*pi**2*t)*cos(pi*x))",
        "values": {"nu": 0.1, "a": 1.2},
    },
    "poisson": {
        "physics": "u_xx + u_yy + 2*pi**2*sin(pi*x)*sin(pi*y)",
        "domain": {"x": _SQUARE, "y": _SQUARE},
        "known": [{"x": 0, "u": 0}, {"x": 1, "u": 0}, {"y": 0, "u": 0}, {"y": 1, "u": 0}],
        "exact": "sin(pi*x)*sin(pi*y)",
        # The square of the source is a hundred times that of u.
        "weight": 100,
    },
}
