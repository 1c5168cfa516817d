"""What is drawn by chance, and from which sets: the key `draw` of an exercise.

    draw:
      values: {w*: {from: -2, to: 2, step: 0.5}, x: [1, 2, 3]}
      samples: {x: [0, 1, 2], y: [0, 1]}
      activation: [relu, leaky-relu]

`values` draws given values by name, where * stands for any letters; `samples` draws numbers anew in each sample; any
other key of a figure draws one of the values that it is to have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from backprop.chance import Chance
from backprop.errors import SpecificationError
from backprop.figure.reading import did_you_mean, read_number
from backprop.figure.specification import SUBJECTS, Specification, unknown_keys
from backprop.figure.subjects import SampledSubject, SteppedSubject
from backprop.greek import spelled
from backprop.initial import LARGEST_SEED

MOST_MEMBERS = 500
RANGE = ("from", "to", "step")
EXAMPLE = "list numbers, such as [1, 2, 3], or write {from: -2, to: 2, step: 0.5}"
FIXED = ("name", "title", "lang")
"""Keys of a figure that no chance decides on."""
PLOTS = tuple(key for key, kind in SUBJECTS.items() if not issubclass(kind, SteppedSubject))
WITHOUT = (*PLOTS, "fade", "predict", "bug", "sums", "closed")
"""Keys of figures that no exercise has: plots have no steps, and the others are exercises themselves, or spoil one."""
LEFT_OUT = "leave this out: an exercise does not have it"

Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sets:
    """What is drawn: given `values` by name or pattern, numbers of `samples` likewise, and one of the `choices` of each
    other key."""

    values: Mapping[str, Numbers]
    samples: Mapping[str, Numbers]
    choices: Mapping[str, tuple[object, ...]]

    @classmethod
    def read(cls, given: object) -> Sets:
        """Check the key `draw`; SpecificationError names key, value and remedy."""
        if not isinstance(given, Mapping) or not given:
            raise SpecificationError("draw", given, "say what is drawn, such as values: {x: [1, 2, 3]}")
        others = {str(key): value for key, value in given.items() if key not in ("values", "samples")}
        for key, remedy in unknown_keys(others):
            raise SpecificationError(f"draw.{key}", others[key], remedy)
        choices = {key: _choices(key, value) for key, value in others.items()}
        return cls(_numbers("values", given), _numbers("samples", given), choices)

    def draw(self, base: Mapping[str, object], chance: Chance) -> Specification:
        """A figure of what is `base` else. SpecificationError for a name that it does not have."""
        chosen = {**base, **{key: chance.one_of(values) for key, values in self.choices.items()}}
        if "initial" in chosen:
            chosen["seed"] = chance.below(LARGEST_SEED + 1)
        plain = _figure(json.dumps(self._with_names(chosen)))
        subject, values = plain.subject, dict(plain.values)
        if not isinstance(subject, SteppedSubject):
            raise SpecificationError("view", chosen.get("view"), "leave this out: a curve has no steps to ask for")
        samples = subject.samples if isinstance(subject, SampledSubject) else None
        own = [name for name in values if not samples or name not in samples.names]
        _require(self.values, own, "values")
        _require(self.samples, samples.names if samples else (), "samples")
        values |= {name: chance.one_of(found) for name in own if (found := _set_of(self.values, name))}
        if samples and isinstance(subject, SampledSubject):
            rows = tuple(tuple(self._drawn(name, old, chance) for name, old in row.items()) for row in samples)
            subject = replace(subject, samples=replace(samples, rows=rows))
            values |= dict(zip(samples.names, rows[samples.shown], strict=True))
        subject.check(values)
        return replace(plain, subject=subject, values=values)

    def draws(self, name: str) -> bool:
        """Whether the value with this name is drawn."""
        return bool(_set_of(self.values, name) or _set_of(self.samples, name))

    def _drawn(self, name: str, old: float, chance: Chance) -> float:
        found = _set_of(self.samples, name)
        return chance.one_of(found) if found else old

    def _with_names(self, chosen: Mapping[str, object]) -> Mapping[str, object]:
        """The mapping with a number for every name that is drawn, which an expression must have from the start."""
        given = chosen.get("values", {})
        if not isinstance(given, Mapping) or "expression" not in chosen:
            return chosen
        first = {name: members[0] for name, members in self.values.items() if "*" not in name}
        return {**chosen, "values": {**first, **given}}


def _choices(key: str, value: object) -> tuple[object, ...]:
    if key in WITHOUT:
        raise SpecificationError(f"draw.{key}", value, LEFT_OUT)
    if key in FIXED:
        raise SpecificationError(f"draw.{key}", value, f"write {key} beside draw, not in it: it stays the same")
    if not isinstance(value, list | tuple) or not value:
        raise SpecificationError(f"draw.{key}", value, f"list what {key} is drawn from")
    return tuple(value)


def _numbers(key: str, given: Mapping[object, object]) -> dict[str, Numbers]:
    named = given.get(key, {})
    if not isinstance(named, Mapping):
        raise SpecificationError(f"draw.{key}", named, "write names and their sets, such as {x: [1, 2, 3]}")
    return {spelled(str(name)): _members(f"draw.{key}.{name}", each) for name, each in named.items()}


def _members(place: str, value: object) -> Numbers:
    """A set: a list of numbers, or steps from one to another."""
    if isinstance(value, list | tuple) and value:
        return tuple(dict.fromkeys(read_number(place, each) for each in value))
    if not isinstance(value, Mapping) or set(value) != set(RANGE):
        raise SpecificationError(place, value, EXAMPLE)
    low, high, step = (read_number(f"{place}.{key}", value[key]) for key in RANGE)
    if step <= 0 or high < low or (high - low) / step >= MOST_MEMBERS:
        remedy = f"let it go upwards in steps above 0, of which there are {MOST_MEMBERS} at most"
        raise SpecificationError(place, value, remedy)
    # Whole multiples, rounded: adding 0.1 ten times would not give 1.
    return tuple(round(low + step * place, 10) for place in range(int((high - low) / step + 1e-9) + 1))


@lru_cache(maxsize=64)
def _figure(mapping: str) -> Specification:
    """The figure with the numbers that it has before any are drawn; a hundred draws ask for the same."""
    return Specification.from_mapping(json.loads(mapping))


def _set_of(sets: Mapping[str, Numbers], name: str) -> Numbers:
    """What the name itself is drawn from, or the first pattern that it fits."""
    return sets.get(name) or next((found for key, found in sets.items() if _fits(name, key)), ())


def _fits(name: str, pattern: str) -> bool:
    """Whether a name fits a pattern, in which * stands for any letters."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), name) is not None


def _require(sets: Mapping[str, Numbers], names: Iterable[str], key: str) -> None:
    known = list(names)
    for name in sets:
        if not any(_fits(each, name) for each in known):
            remedy = did_you_mean(name, known) if known else "leave this out: the figure has none"
            raise SpecificationError(f"draw.{key}.{name}", "unknown", remedy)
