"""Rules by which training moves a parameter: gradient descent, momentum, RMSProp and Adam.

Each rule is a few assignments in the notation of `backprop.rows`, from which the numbers are computed and the
formulas are written. Of a parameter it knows its value w, its gradient g, the learning rate eta, the number t of
the update (the first is 1), constants, and what it has kept of earlier updates, which is 0 at first. With these
constants the rules are those that PyTorch documents for SGD, RMSprop and Adam. Sources: Goodfellow, Bengio &
Courville (2016), sections 8.3 and 8.5; Kingma & Ba (2015), algorithm 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from backprop.functions import FUNCTIONS
from backprop.rows import Real, compile_text


@dataclass(frozen=True)
class Optimiser:
    """`lines` are assignments, name and text, the last one to w; `keeps` are the names that live on.

    `rate` is a learning rate to start from.
    """

    name: str
    lines: tuple[tuple[str, str], ...]
    constants: Mapping[str, float]
    keeps: tuple[str, ...] = ()
    rate: float = 0.1

    @cached_property
    def _computed(self) -> tuple[tuple[str, tuple[str, ...], Real], ...]:
        known = ["w", "g", "eta", "t", *self.constants, *self.keeps]
        found = []
        for name, text in self.lines:
            found.append((name, tuple(known), compile_text(tuple(known), text, FUNCTIONS)))
            known += [] if name in known else [name]
        return tuple(found)

    def given(
        self, value: float, gradient: float, kept: tuple[float, ...], rate: float, update: int
    ) -> dict[str, float]:
        """What the first line of an update reads, by name."""
        known = {"w": value, "g": gradient, "eta": rate, "t": float(update)}
        return {**known, **self.constants, **dict(zip(self.keeps, kept, strict=True))}

    def updated(
        self, value: float, gradient: float, kept: tuple[float, ...], rate: float, update: int
    ) -> tuple[float, tuple[float, ...]]:
        """The parameter after this update, and what is kept for the next."""
        known = self.given(value, gradient, kept, rate, update)
        for name, read, function in self._computed:
            known[name] = function(*(known[each] for each in read))
        return known["w"], tuple(known[name] for name in self.keeps)

    def stages(self, known: Mapping[str, float]) -> Iterator[tuple[str, str, dict[str, float], float]]:
        """Of each line name and text, the numbers before it, and its result; `known` as `given` has them."""
        now = dict(known)
        for (name, read, function), (_, text) in zip(self._computed, self.lines, strict=True):
            result = function(*(now[each] for each in read))
            yield name, text, dict(now), result
            now[name] = result


ROWS = (
    Optimiser("gradient-descent", (("w", "w - eta*g"),), {}),
    Optimiser("momentum", (("m", "mu*m + g"), ("w", "w - eta*m")), {"mu": 0.9}, ("m",)),
    Optimiser(
        "rmsprop",
        (("v", "alpha*v + (1 - alpha)*g**2"), ("w", "w - eta*g/(sqrt(v) + epsilon)")),
        {"alpha": 0.99, "epsilon": 1e-8},
        ("v",),
        rate=0.01,
    ),
    Optimiser(
        "adam",
        (
            ("m", "beta_1*m + (1 - beta_1)*g"),
            ("v", "beta_2*v + (1 - beta_2)*g**2"),
            ("mhat", "m/(1 - beta_1**t)"),
            ("vhat", "v/(1 - beta_2**t)"),
            ("w", "w - eta*mhat/(sqrt(vhat) + epsilon)"),
        ),
        {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8},
        ("m", "v"),
        rate=0.05,
    ),
)
OPTIMISERS = {row.name: row for row in ROWS}
