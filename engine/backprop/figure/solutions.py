"""What a physics-informed network that is trained when the site is built has found: its loss as a plot; the solution,
the residual and the error as fields, in frames of its training. NumPy is imported when a fence of it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from backprop.errors import SpecificationError
from backprop.figure.numbers import grouped
from backprop.figure.plot import Plot, Series
from backprop.figure.reading import read_choice, read_number, read_whole, read_whole_numbers
from backprop.languages import words

if TYPE_CHECKING:
    from backprop.physics_problem import Problem, Training
    from backprop.physics_training import Study

MOST_UPDATES = 5000
NEEDED = ("numpy", "contourpy")
MOST_POINTS = 60  # of a plotted loss


@dataclass(frozen=True, slots=True)
class PhysicsSubject:
    """`show` is the loss, or what is to be seen, of the `problem` that the fence calls `physics`, after `training`."""

    physics: str
    show: str
    problem: Problem
    training: Training

    KEYS = ("physics", "domain", "known", "exact", "show", "hidden", "updates", "rate", "weight")

    @classmethod
    def read(cls, mapping: Mapping[str, object]) -> PhysicsSubject:
        """Check the keys; SpecificationError names key, value and remedy."""
        from backprop.figure.physics_reading import read_problem
        from backprop.physics_problem import PROBLEMS, Training

        problem, physics = read_problem(mapping), str(mapping["physics"])
        _check_installed(physics)
        show = read_choice(mapping, "show", ("solution", "error", "residual", "loss"))
        if show == "error" and not problem.exact:
            raise SpecificationError("show", show, "add the line exact: with the solution, or show the residual")
        own = {"hidden": (8, 8), "rate": 0.02, "weight": 10, **PROBLEMS.get(physics, {}), **mapping}
        hidden = read_whole_numbers(own, "hidden", (1, 4), (1, 32))
        updates = read_whole(own, "updates", (10, MOST_UPDATES), 1500)
        return cls(physics, show, problem, Training(hidden, updates, _positive("rate", own), _positive("weight", own)))

    def to_mapping(self) -> dict[str, object]:
        """What `read` reads back."""
        from backprop.figure.physics_reading import problem_mapping

        written, training = problem_mapping(self.problem), self.training
        if self.physics != self.problem.residual:
            written = {"physics": self.physics} | {key: each for key, each in written.items() if key == "values"}
        own = {"hidden": list(training.hidden), "updates": training.updates}
        return {**written, "show": self.show, **own, "rate": training.rate, "weight": training.weight}

    def description(self) -> str:
        """What is shown, in one sentence."""
        hidden = words.listed(list(map(str, self.training.hidden)))
        return words.PHYSICS[self.show].format(updates=grouped(self.training.updates), hidden=hidden)

    def plot(self) -> Plot:
        """The loss before every update and after the last."""
        losses = self.study().losses
        chosen = range(0, len(losses), max(1, len(losses) // MOST_POINTS))
        series = (Series(words.LOSS, tuple(losses[i] for i in chosen)),)
        return Plot(words.UPDATES, words.LOSS, tuple(float(i) for i in chosen), series)

    def quotes(self) -> dict[str, float]:
        """The largest error and the largest residual at the end; the first and the last loss; the fence's numbers."""
        study = self.study()
        last = study.looks[-1]
        return {
            **({"largest error": largest(last.error)} if last.error else {}),
            "largest residual": largest(last.residual),
            "first loss": study.losses[0],
            "last loss": study.losses[-1],
            "weight of known points": self.training.weight,
            **dict(self.problem.values),
        }

    def study(self) -> Study:
        """Train, or take the network that was trained before."""
        return _study(self.problem, self.training)


def largest(values: tuple[float, ...]) -> float:
    """The size of the number that is farthest from 0."""
    return max(map(abs, values))


def _check_installed(physics: str) -> None:
    from importlib.util import find_spec

    for name in NEEDED:
        if find_spec(name) is None:
            raise SpecificationError("physics", physics, f"install {name} for it, as by pip install {name}")


def _positive(key: str, mapping: Mapping[str, object]) -> float:
    number = read_number(key, mapping[key])
    if number <= 0:
        raise SpecificationError(key, mapping[key], "give a positive number, such as 0.5")
    return number


@lru_cache(maxsize=4)
def _study(problem: Problem, training: Training) -> Study:
    from backprop.physics_training import study

    return study(problem, training)
