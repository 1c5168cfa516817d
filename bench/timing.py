"""Side-by-side timing: processor time, interleaved rounds, medians of ratios.

Times are those of `time.process_time`: what else the machine runs lengthens a round, not the time
counted. A round runs every candidate once, and a ratio is taken within its round, so that a slow
spell of the machine hits both of its sides.
"""

from __future__ import annotations

import gc
import importlib
import math
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any


def peer(name: str) -> ModuleType | None:
    """The module `name`, or None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


def flat(values: Any) -> list[float]:
    """All numbers of nested sequences of arrays, in order."""
    if isinstance(values, (list, tuple)):
        return [number for value in values for number in flat(value)]
    numbers = values.tolist() if hasattr(values, "tolist") else values
    return flat(numbers) if isinstance(numbers, list) else [float(numbers)]


def require_same(ours: Callable[[], object], name: str, theirs: Callable[[], object]) -> None:
    """Stop where the peer `name` computes something else: only equal work may be compared."""
    for one, other in zip(flat(ours()), flat(theirs()), strict=True):
        if not math.isclose(one, other, rel_tol=1e-7, abs_tol=1e-12):
            raise SystemExit(f"{name} computes {other!r} where this project computes {one!r}")


@dataclass(frozen=True)
class Timings:
    """Seconds of processor time a call, `rounds[name][i]` in round i."""

    rounds: Mapping[str, list[float]]

    def seconds(self, name: str) -> float:
        """Median time of one call."""
        return statistics.median(self.rounds[name])

    def ratio(self, name: str, base: str) -> float:
        """Median over the rounds of the time of `name` in times of `base`."""
        pairs = zip(self.rounds[name], self.rounds[base], strict=True)
        return statistics.median(one / other for one, other in pairs)

    def fastest(self, *names: str) -> str:
        """Which of `names` has the smallest median."""
        return min(names, key=self.seconds)


def measure(candidates: Mapping[str, Callable[[], object]], rounds: int = 41, turn: float = 0.004) -> Timings:
    """Time the `candidates` in turn, `rounds` times, each for about `turn` seconds at a time."""
    repeats = {name: _repeats(call, turn) for name, call in candidates.items()}
    times: dict[str, list[float]] = {name: [] for name in candidates}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in candidates.items():
                times[name].append(_time(call, repeats[name]))
    finally:
        gc.enable()
    return Timings(times)


def _repeats(call: Callable[[], object], turn: float) -> int:
    """How often `call` fits into `turn`, after enough calls for caches and compilers to have settled."""
    _time(call, 3)
    return max(1, round(turn / max(_time(call, 3), 1e-9)))


def _time(call: Callable[[], object], repeats: int) -> float:
    start = time.process_time()
    for _ in range(repeats):
        call()
    return (time.process_time() - start) / repeats


@dataclass(frozen=True)
class Target:
    """A ratio that is wanted: `name` takes at most `most`, or at least `least`, times as long as `base`.

    `beside` names two other candidates whose ratio is printed with it, to see what is left to gain.
    """

    name: str
    base: str
    most: float | None = None
    least: float | None = None
    beside: tuple[str, str] | None = None

    def line(self, timings: Timings) -> str:
        """The measured ratio, what is wanted, and whether it is met."""
        ratio = timings.ratio(self.name, self.base)
        met = (self.most is None or ratio <= self.most) and (self.least is None or ratio >= self.least)
        wanted = f"≤ {self.most:.2f}" if self.most is not None else f"≥ {self.least or 0:.2f}"
        line = f"  {'met   ' if met else 'MISSED'}  {self.name} / {self.base} = {ratio:.2f}, wanted {wanted}"
        if self.beside:
            line += f"\n          (beside it: {' / '.join(self.beside)} = {timings.ratio(*self.beside):.2f})"
        return line


def report(title: str, timings: Timings, base: str, targets: list[Target], absent: list[str]) -> None:
    """Print the medians as multiples of `base`, then every target, then the peers that are not installed."""
    print(f"\n{title}\n{'-' * len(title)}")
    for name in timings.rounds:
        print(f"  {name:<34} {timings.seconds(name) * 1e6:10.1f} µs   {timings.ratio(name, base):6.2f} × {base}")
    for target in targets:
        print(target.line(timings))
    if absent:
        print(f"  not measured, because not installed: {', '.join(absent)}")
