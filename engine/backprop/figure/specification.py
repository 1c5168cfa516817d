"""What a figure shows, read from a mapping (a fence, or a request from the page) and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from backprop.errors import SpecificationError
from backprop.expression import hinted
from backprop.figure.counts import CountSubject
from backprop.figure.curves import CurveSubject
from backprop.figure.descents import DescentSubject
from backprop.figure.layers import limits
from backprop.figure.notations import notation_mapping, read_notation
from backprop.figure.programs import ProgramSubject
from backprop.figure.reading import did_you_mean, read_numbers, read_text
from backprop.figure.sampling import SHOWN, chosen
from backprop.figure.scenes import Scene
from backprop.figure.signals import SignalSubject
from backprop.figure.solutions import PhysicsSubject
from backprop.figure.subjects import (
    ExpressionSubject,
    NetworkSubject,
    SampledSubject,
    SteppedSubject,
    scene_of,
)
from backprop.figure.telling import Telling
from backprop.greek import spelled
from backprop.languages import DEFAULT, is_known, speaking
from backprop.notation import PLAIN, Notation, writing
from backprop.samples import Samples

LONGEST_TEXT = 200
KEYS = ("name", "title", "values", "lang", "notation")

PlotSubject = CountSubject | SignalSubject | DescentSubject | PhysicsSubject | CurveSubject
Subject = SteppedSubject | PlotSubject
# A curve is a view of a network, and has no key of its own.
Read = SteppedSubject | CountSubject | SignalSubject | DescentSubject | PhysicsSubject
NEAR = "did you mean"
SUBJECTS: dict[str, type[Read]] = {
    "network": NetworkSubject,
    "expression": ExpressionSubject,
    "python": ProgramSubject,
    "count": CountSubject,
    "signal": SignalSubject,
    "descent": DescentSubject,
    "physics": PhysicsSubject,
}


@dataclass(frozen=True, slots=True)
class Specification:
    """A checked description of one figure; `values` holds every given value by name, of the sample that is shown."""

    name: str
    title: str
    subject: Subject
    values: Mapping[str, float]
    telling: Telling = field(default_factory=Telling)
    lang: str = DEFAULT
    notation: Notation = PLAIN

    @contextmanager
    def spoken(self) -> Iterator[None]:
        """Speak its language and write its notation for a while."""
        with speaking(self.lang), writing(self.notation):
            yield

    @property
    def samples(self) -> Samples | None:
        """All samples, the shown one with the numbers of `values`; None where there is just what `values` gives."""
        samples = self.subject.samples if isinstance(self.subject, SampledSubject) else None
        return samples.changed(self.values) if samples else None

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Specification:
        """Read and check; a BackpropError names the first key that is wrong, and the remedy."""
        lang = mapping.get("lang", DEFAULT)
        if not is_known(lang):
            raise SpecificationError("lang", lang, "give the code of a language that figures speak, such as en")
        with speaking(str(lang)):
            notation = read_notation(mapping)
            with writing(notation):
                return replace(cls._read(chosen(mapping), str(lang)), notation=notation)

    @classmethod
    def _read(cls, mapping: Mapping[str, object], lang: str) -> Specification:
        kind = SUBJECTS[_subject_key(mapping)]
        for key, remedy in unknown_keys(mapping):
            raise SpecificationError(str(key), mapping[key], remedy)
        subject = kind.read(mapping)
        initial = subject.initial(mapping) if isinstance(subject, NetworkSubject) else {}
        values = _values(mapping.get("values"), subject, initial)
        title = read_text(mapping, "title", "", LONGEST_TEXT)
        name = read_text(mapping, "name", "figure", LONGEST_TEXT)
        if not isinstance(subject, SteppedSubject):
            return cls(name, title, subject, values, lang=lang)
        telling = Telling.read(mapping, scene_of(subject))
        if telling.view != "scalars" and not isinstance(subject, NetworkSubject):
            raise SpecificationError("view", telling.view, "leave this out: only a network has layers")
        if isinstance(subject, NetworkSubject):
            limits.check_whole(subject, telling.view)
        if telling.view == "curve" and isinstance(subject, NetworkSubject):
            return cls(name, title, CurveSubject.of(subject, values), values, lang=lang)
        if telling.view == "layers" and isinstance(subject, NetworkSubject):
            limits.check(subject)
        return cls(name, title, subject, values, telling, lang)

    def to_mapping(self) -> dict[str, object]:
        """The mapping that `from_mapping` reads back; every value is written out."""
        own: dict[str, object] = {"name": self.name, "title": self.title}
        own |= {"lang": self.lang} if self.lang != DEFAULT else {}
        numbers = {**self.values, **({SHOWN: self.samples.shown + 1} if self.samples else {})}
        values = {"values": numbers} if numbers else {}
        own |= notation_mapping(self.notation)
        return {**own, **self.subject.to_mapping(), **self.telling.to_mapping(), **values}


def unknown_keys(mapping: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The keys that a figure about this does not have, with a remedy; if it is about nothing, those that none has."""
    kinds = [kind for key, kind in SUBJECTS.items() if key in mapping] or list(SUBJECTS.values())
    stepped = any(issubclass(kind, SteppedSubject) for kind in kinds)
    known = (*(key for kind in kinds for key in kind.KEYS), *(Telling.KEYS if stepped else ()), *KEYS)
    for key in mapping:
        if key not in known:
            remedy = did_you_mean(str(key), tuple(dict.fromkeys(known)))
            # Without a key that is near, a list of keys reads as if it were one of values.
            yield key, remedy if remedy.startswith(NEAR) else f"there is no key {key} here; {remedy}"


def _subject_key(mapping: Mapping[str, object]) -> str:
    """The one key that says what the figure is about."""
    present = [key for key in SUBJECTS if key in mapping]
    if len(present) == 1:
        return present[0]
    if present:
        raise SpecificationError(present[1], mapping[present[1]], f"leave out {present[0]} or this")
    known = tuple(SUBJECTS)
    for key in mapping:
        remedy = did_you_mean(str(key), known)
        if remedy.startswith(NEAR):
            raise SpecificationError(str(key), mapping[key], remedy)
    raise SpecificationError("network", "missing", "add a line such as network: [1, 2, 1]")


def _values(given: object, subject: Read, initial: Mapping[str, float]) -> dict[str, float]:
    if isinstance(subject, SteppedSubject):
        named = subject.flat(given) if isinstance(subject, ProgramSubject) else given
        values = _scene_values(named, scene_of(subject), initial)
        subject.check(values)
        return values
    # Those of an equation are no numbers that a reader changes.
    if given is not None and not isinstance(subject, PhysicsSubject):
        raise SpecificationError("values", given, "leave this out: only figures of steps have values")
    return {}


def _scene_values(given: object, scene: Scene, initial: Mapping[str, float]) -> dict[str, float]:
    names = tuple(node.name for node in scene.graph.given)
    if isinstance(given, Mapping):
        for name, value in given.items():
            if spelled(str(name)) not in names:
                remedy = f"there is no {name} here; {did_you_mean(str(name), names)}"
                raise SpecificationError(str(name), value, remedy)
    values = {**scene.defaults, **initial, **({} if given is None else read_numbers("values", given))}
    for name in names:
        if name not in values:
            raise SpecificationError(name, "missing", hinted(name, f"add {name}: 0.5 under values"))
    return values
