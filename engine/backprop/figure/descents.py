"""The plot of a loss that gradient descent lowers, from any formula of one sample's loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from backprop.errors import ExpressionError, SpecificationError
from backprop.expression import expression, hinted, meant_by
from backprop.figure.numbers import plain
from backprop.figure.plot import Plot, Series, can_be_logarithmic
from backprop.figure.reading import read_number, read_numbers, read_text, read_whole
from backprop.figure.sampling import Rows, alike, read_rows
from backprop.figure.subjects import unreadable
from backprop.languages import words
from backprop.samples import Samples
from backprop.training import TrainingState, train

MOST_UPDATES = 1000
MOST_SAMPLES = 50
LONGEST = 400

Row = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class DescentSubject:
    """`descent` is the loss of one sample; gradient descent starts at `start` and takes `updates`
    steps of `rate` times the mean gradient over `samples`."""

    descent: str
    start: Row
    samples: Samples
    rate: float
    updates: int

    KEYS = ("descent", "start", "samples", "rate", "updates")

    @classmethod
    def read(cls, mapping: Mapping[str, object]) -> DescentSubject:
        """Check the keys; SpecificationError names key, value and remedy."""
        text = read_text(mapping, "descent", "", LONGEST)
        start = _row("start", mapping.get("start"))
        rate, updates = read_number("rate", mapping.get("rate")), read_whole(mapping, "updates", (1, MOST_UPDATES))
        samples = _samples(text, start, read_rows(mapping.get("samples"), 1, MOST_SAMPLES))
        subject = cls(text, start, samples, rate, updates)
        states_of(subject)
        return subject

    def to_mapping(self) -> dict[str, object]:
        """What `read` reads back."""
        return {
            "descent": self.descent,
            "start": dict(self.start),
            "samples": list(self.samples),
            "rate": self.rate,
            "updates": self.updates,
        }

    def description(self) -> str:
        """What is plotted, in one sentence."""
        return words.DESCENT.format(samples=len(self.samples), rate=plain(self.rate))

    def plot(self) -> Plot:
        """The mean loss after every update."""
        states = states_of(self)
        losses = tuple(state.loss for state in states)
        updates = tuple(float(state.update) for state in states)
        log_y = can_be_logarithmic(losses)
        return Plot(words.UPDATES, words.LOSS, updates, (Series(words.LOSS, losses),), log_y=log_y)

    def quotes(self) -> dict[str, float]:
        """The samples; the parameters and gradients before the first and after the last update."""
        first, last = states_of(self)[0], states_of(self)[-1]
        return {
            **{
                f"sample {place} {name}": value
                for place, sample in enumerate(self.samples, 1)
                for name, value in sample.items()
            },
            **{f"first {name}": value for name, value in first.parameters.items()},
            **{f"last {name}": value for name, value in last.parameters.items()},
            **{f"first dL/d{name}": value for name, value in first.gradients.items()},
            **{f"last dL/d{name}": value for name, value in last.gradients.items()},
        }


@lru_cache(maxsize=8)
def states_of(subject: DescentSubject) -> tuple[TrainingState, ...]:
    """Every state of the descent."""
    names = [name for name, _ in subject.start]
    graph = expression(subject.descent, parameters=names, output="L")
    values = {**dict(subject.start), **subject.samples.one}
    return tuple(train(graph, values, rate=subject.rate, updates=subject.updates, samples=list(subject.samples)))


def _samples(text: str, start: Row, rows: Rows) -> Samples:
    """Samples that give every name of the formula to which `start` gives no number."""
    try:
        given = [node.name for node in expression(text).given]
    except ExpressionError as problem:
        raise unreadable("descent", problem) from problem
    fixed = [name for name, _ in start]
    for name in fixed:
        if name not in given:
            raise SpecificationError("start", name, f"name parameters among {', '.join(given)}")
    names = [name for name in given if name not in fixed]
    if not names:
        raise SpecificationError("start", ", ".join(fixed), "leave a name of descent to the samples")
    for name in names:
        if meant_by(name) and not any(name in row for row in rows):
            raise SpecificationError("descent", name, hinted(name, f"give {name} a number under start"))
    return alike(rows, names, fixed)


def _row(key: str, value: object) -> Row:
    if not value:
        raise SpecificationError(key, value, "list names and numbers, such as x: 0.5")
    return tuple(read_numbers(key, value).items())
