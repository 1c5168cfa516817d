"""An exercise, read from a mapping (a fence or a file) and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backprop.errors import SpecificationError
from backprop.exercise.kinds import KINDS
from backprop.exercise.sets import LEFT_OUT, WITHOUT, Sets
from backprop.exercise.turned import TRANSPOSED
from backprop.figure.reading import did_you_mean, read_number, read_seed, read_text, read_whole
from backprop.figure.specification import LONGEST_TEXT, SUBJECTS, unknown_keys
from backprop.languages import DEFAULT, is_known

KEYS = ("draw", "ask", "seed", "digits", "table", "goal", "level", "minutes")
GIVES_NUMBERS_AWAY = "bug"
ABOUT_NUMBERS = tuple(name for name, kind in KINDS.items() if kind.numbers)
ANY = "any"
MOST_TASKS = 12


@dataclass(frozen=True, slots=True)
class Ask:
    """A task of this `kind`, about one of the names in `among`, which chance chooses; about any where there is none."""

    kind: str
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """What a figure of `base` and the drawn numbers is asked. `digits` are the most that a number worked out by hand
    may have; `table` is the step of a printed table of its functions, 0 for none. `goal`, `level` (1 to 5) and
    `minutes` are for who assigns it."""

    name: str
    title: str
    base: Mapping[str, object]
    sets: Sets
    ask: tuple[Ask, ...]
    seed: int = 1
    digits: int = 4
    table: float = 0.0
    goal: str = ""
    level: int = 1
    minutes: int = 5

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Exercise:
        """Read and check; SpecificationError names key, value and remedy. What the figure itself is, is checked when a
        paper is drawn."""
        if not is_known(lang := mapping.get("lang", DEFAULT)):
            raise SpecificationError("lang", lang, "give the code of a language that figures speak, such as en")
        base = {key: value for key, value in mapping.items() if key not in KEYS}
        _require_stepped(base, mapping)
        return cls(
            name=read_text(mapping, "name", "exercise", LONGEST_TEXT),
            title=read_text(mapping, "title", "", LONGEST_TEXT),
            base=base,
            sets=Sets.read(mapping.get("draw")),
            ask=_read_ask(mapping.get("ask")),
            seed=read_seed(mapping),
            digits=read_whole(mapping, "digits", (2, 8), 4),
            table=_read_table(mapping),
            goal=read_text(mapping, "goal", "", LONGEST_TEXT),
            level=read_whole(mapping, "level", (1, 5), 1),
            minutes=read_whole(mapping, "minutes", (1, 120), 5),
        )


def _require_stepped(base: Mapping[str, object], mapping: Mapping[str, object]) -> None:
    for key in WITHOUT:
        if key in base:
            raise SpecificationError(key, base[key], LEFT_OUT)
    known = [*SUBJECTS, *KEYS]
    for key, remedy in unknown_keys(base):
        close = did_you_mean(str(key), known)
        raise SpecificationError(str(key), mapping[key], close if close.startswith("did you") else remedy)


def _read_ask(given: object) -> tuple[Ask, ...]:
    example = "list what is asked, such as [{value: dL/dw11}, {formula: dL/dh1}]"
    if not isinstance(given, list | tuple) or not 1 <= len(given) <= MOST_TASKS:
        raise SpecificationError("ask", given, f"{example}, {MOST_TASKS} at most")
    asks = tuple(_ask(place, each, example) for place, each in enumerate(given))
    kinds = [each.kind for each in asks]
    if GIVES_NUMBERS_AWAY in kinds and any(each in ABOUT_NUMBERS for each in kinds):
        remedy = "ask for it in an exercise of its own: its trace would give the other numbers away"
        raise SpecificationError("ask", GIVES_NUMBERS_AWAY, remedy)
    if "shape" in kinds and any(TRANSPOSED in each.among for each in asks):
        remedy = "ask for shapes in an exercise of its own: matrices with their numbers would give them away"
        raise SpecificationError("ask", TRANSPOSED, remedy)
    return asks


def _ask(place: int, given: object, example: str) -> Ask:
    if isinstance(given, str):
        given = {given: ANY}
    if not isinstance(given, Mapping) or len(given) != 1:
        raise SpecificationError(f"ask.{place}", given, example)
    ((kind, among),) = given.items()
    if kind not in KINDS:
        raise SpecificationError(f"ask.{place}", kind, did_you_mean(str(kind), tuple(KINDS)))
    if among == ANY:
        return Ask(str(kind))
    names = tuple(among) if isinstance(among, list | tuple) else (among,)
    if not names or not all(isinstance(name, str) for name in names):
        raise SpecificationError(
            f"ask.{place}.{kind}", among, f"give a name such as dL/dw11, a list of names, or {ANY}"
        )
    return Ask(str(kind), names)


def _read_table(mapping: Mapping[str, object]) -> float:
    if "table" not in mapping:
        return 0.0
    value = read_number("table", mapping["table"])
    if not 0.05 <= value <= 1:
        raise SpecificationError("table", value, "give the step from row to row, from 0.05 to 1, such as 0.1")
    return value
