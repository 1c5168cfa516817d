"""Plots of a physics-informed network that is trained when the site is built: its loss, the solution
that it found, and what is left of the equation's residual. NumPy is imported when a plot is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from backprop.figure.numbers import plain
from backprop.figure.plot import Plot, Series
from backprop.figure.reading import read_choice, read_number, read_whole, read_whole_numbers
from backprop.languages import words

if TYPE_CHECKING:
    from backprop.physics_training import Study

MOST_UPDATES = 5000
TIMES = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class PhysicsSubject:
    """`show` is the loss, the solution or the residual of a network of `hidden` widths for the
    equation `physics`, after `updates` of size `rate`."""

    physics: str
    show: str
    hidden: tuple[int, ...]
    updates: int
    rate: float

    KEYS = ("physics", "show", "hidden", "updates", "rate")

    @classmethod
    def read(cls, mapping: Mapping[str, object]) -> PhysicsSubject:
        """Check the keys; SpecificationError names key, value and remedy."""
        physics = read_choice(mapping, "physics", ("heat",))
        show = read_choice(mapping, "show", ("solution", "residual", "loss"))
        hidden = read_whole_numbers({"hidden": (8, 8), **mapping}, "hidden", (1, 4), (1, 32))
        updates = read_whole(mapping, "updates", (10, MOST_UPDATES), 1500)
        return cls(physics, show, hidden, updates, read_number("rate", mapping.get("rate", 0.01)))

    def to_mapping(self) -> dict[str, object]:
        """What `read` reads back."""
        return {key: getattr(self, key) for key in self.KEYS} | {"hidden": list(self.hidden)}

    def description(self) -> str:
        """What is plotted, in one sentence."""
        return words.PHYSICS[self.show].format(updates=self.updates, hidden=words.listed(list(map(str, self.hidden))))

    def plot(self) -> Plot:
        """Train, or take the network that was trained before, and look at it."""
        return {"loss": self._loss, "solution": self._solution, "residual": self._residual}[self.show]()

    def quotes(self) -> dict[str, float]:
        """The largest error and the largest residual on the plotted lines; the first and the last loss."""
        study = self._study()
        errors = [abs(found - true) for t in TIMES for found, true in zip(study.values[t], study.exact[t], strict=True)]
        return {
            "largest error": max(errors),
            "largest residual": max(abs(each) for t in TIMES for each in study.residuals[t]),
            "first loss": study.losses[0],
            "last loss": study.losses[-1],
            "diffusivity": study.diffusivity,
            "weight of known points": study.known_weight,
        }

    def _study(self) -> Study:
        return _study(self.hidden, self.updates, self.rate)

    def _loss(self) -> Plot:
        losses = self._study().losses
        chosen = range(0, len(losses), max(1, len(losses) // 60))
        series = (Series(words.LOSS, tuple(losses[i] for i in chosen)),)
        return Plot(words.UPDATES, words.LOSS, tuple(float(i) for i in chosen), series)

    def _solution(self) -> Plot:
        study = self._study()
        found = [Series(f"t = {plain(t)}", study.values[t]) for t in TIMES[::2]]
        last = Series(words.EXACT.format(t=plain(TIMES[-1])), study.exact[TIMES[-1]])
        return Plot("x", "u", study.xs, (*found, last), log_y=False)

    def _residual(self) -> Plot:
        study = self._study()
        series = tuple(Series(f"t = {plain(t)}", study.residuals[t]) for t in TIMES)
        return Plot("x", "r", study.xs, series, log_y=False)


@lru_cache(maxsize=4)
def _study(hidden: tuple[int, ...], updates: int, rate: float) -> Study:
    from backprop.physics_training import study

    return study(hidden, updates, rate, TIMES)
