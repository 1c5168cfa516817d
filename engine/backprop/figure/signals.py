"""Plots of what comes through to each layer of deep networks: the size of gradients and values, and dead units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from backprop.errors import SpecificationError
from backprop.figure.numbers import plain
from backprop.figure.plot import Plot, Series, can_be_logarithmic
from backprop.figure.reading import read_activation, read_choice, read_scheme, read_seed, read_whole, read_whole_numbers
from backprop.languages import words
from backprop.settings import setting_of
from backprop.signals import SAMPLES, Signals, signals

KINDS = ("gradients", "activations", "dead-units")
LEAST_DEPTH, MOST_DEPTH = 2, 30
MOST_WIDTH = 12
USUAL_DEPTH, USUAL_WIDTH = 10, 8
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One network of the plot: `depth` hidden layers."""

    activation: str
    initial: str
    depth: int


@dataclass(frozen=True, slots=True)
class SignalSubject:
    """`signal` in each hidden layer of the networks of `lines`, whose layers have `width` units."""

    signal: str
    lines: tuple[Line, ...]
    width: int = USUAL_WIDTH
    seed: int = 1

    KEYS = ("signal", "activation", "initial", "depths", "width", "seed")

    @classmethod
    def read(cls, mapping: Mapping[str, object]) -> SignalSubject:
        """Check the keys; SpecificationError names key, value and remedy."""
        signal = read_choice(mapping, "signal", KINDS)
        width = read_whole(mapping, "width", (1, MOST_WIDTH), USUAL_WIDTH)
        return cls(signal, _lines(mapping), width, read_seed(mapping))

    def to_mapping(self) -> dict[str, object]:
        """What `read` reads back."""
        return {
            "signal": self.signal,
            "activation": _one_or_all([each.activation for each in self.lines]),
            "initial": _one_or_all([each.initial for each in self.lines]),
            "depths": _one_or_all([each.depth for each in self.lines]),
            "width": self.width,
            "seed": self.seed,
        }

    def description(self) -> str:
        """What is plotted, in one sentence."""
        return words.describe_signals(words.SIGNALS[self.signal], self.width, SAMPLES, self._same())

    def plot(self) -> Plot:
        """Run each network once forward and once backward for each sample."""
        series = tuple(Series(name, values) for name, values in self._measured().items())
        log_y = self.signal != "dead-units" and all(can_be_logarithmic(each.values) for each in series)
        xs = tuple(float(layer) for layer in range(1, max(each.depth for each in self.lines) + 1))
        return Plot(words.LAYER, words.SIGNAL_AXES[self.signal], xs, series, log_y=log_y)

    def quotes(self) -> dict[str, float]:
        """How many samples there are; and how the first layer compares with the last one."""
        measured = self._measured().items()
        ratios = {f"first over last, {name}": values[0] / values[-1] for name, values in measured if values[-1]}
        return {"samples": float(SAMPLES), **ratios}

    def _measured(self) -> dict[str, tuple[float, ...]]:
        pick: Callable[[Signals], tuple[float, ...]] = {
            "gradients": lambda found: found.gradients,
            "activations": lambda found: found.activations,
            "dead-units": lambda found: found.dead,
        }[self.signal]
        return {self._name(line): pick(_signals(self.width, line, self.seed)) for line in self.lines}

    def _name(self, line: Line) -> str:
        """What tells a line from the others; of a single one its activation."""
        differ = [part for part, same in zip(_parts(line), self._shared(), strict=True) if not same]
        return ", ".join(differ) or _parts(line)[0]

    def _same(self) -> list[str]:
        """What all networks have in common."""
        return [part for part, same in zip(_parts(self.lines[0]), self._shared(), strict=True) if same]

    def _shared(self) -> list[bool]:
        return [len(set(column)) == 1 for column in zip(*map(_parts, self.lines), strict=True)]


def _parts(line: Line) -> tuple[str, str, str]:
    activation, scheme = setting_of(line.activation), setting_of(line.initial)
    function, start = words.operation_name(activation[0].replace("-", "_")), words.SCHEMES[scheme[0]]
    return _set(function, activation[1]), _set(start, scheme[1]), words.layers(line.depth)


def _set(name: str, number: float | None) -> str:
    return name if number is None else f"{name} ({plain(number)})"


@lru_cache(maxsize=32)
def _signals(width: int, line: Line, seed: int) -> Signals:
    return signals(width, line.depth, line.activation, line.initial, seed)


def _lines(mapping: Mapping[str, object]) -> tuple[Line, ...]:
    """A line for each entry of the longest list; what is given once holds for all."""
    columns: dict[str, list[Any]] = {
        "activation": [read_activation("activation", each) for each in _listed(mapping, "activation", "tanh")],
        "initial": [read_scheme("initial", each) for each in _listed(mapping, "initial", "xavier")],
        "depths": list(_depths(mapping)),
    }
    count = max(map(len, columns.values()))
    for key, column in columns.items():
        if len(column) not in (1, count):
            raise SpecificationError(key, mapping[key], f"give one for all lines, or a list of {count}, one for each")
    full = [column * (count if len(column) == 1 else 1) for column in columns.values()]
    lines = tuple(Line(*each) for each in zip(*full, strict=True))
    for place, line in enumerate(lines):
        if _parts(line) in map(_parts, lines[:place]):
            key = next(key for key, column in columns.items() if len(column) > 1)
            raise SpecificationError(key, mapping[key], f"list every line once; number {place + 1} stands there twice")
    return lines


def _listed(mapping: Mapping[str, object], key: str, usual: str) -> list[object]:
    value = mapping.get(key, usual)
    if not isinstance(value, list | tuple):
        return [value]
    if not 1 <= len(value) <= MOST_LINES:
        raise SpecificationError(key, list(value), f"give one, or list 2 to {MOST_LINES}, a line for each")
    return list(value)


def _depths(mapping: Mapping[str, object]) -> tuple[int, ...]:
    value = mapping.get("depths", USUAL_DEPTH)
    listed = value if isinstance(value, list | tuple) else [value]
    return read_whole_numbers({"depths": listed}, "depths", (1, MOST_LINES), (LEAST_DEPTH, MOST_DEPTH))


def _one_or_all(column: list[object]) -> object:
    return column[0] if len(set(column)) == 1 else column
