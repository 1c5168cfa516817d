"""The plugin's one door to the engine: every import of `backprop` happens here, when it is needed.

Imports stand inside the functions because `serve` builds many times in one process: after an edit
of the engine, `refresh` forgets the imported modules, and the next call imports the new ones.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from backprop_web.fresh import forget_changed
from backprop_web.hashes import short_hash

if TYPE_CHECKING:
    from backprop.exercise.papers import Paper
    from backprop.figure.frames import Figure, PlotFigure

PACKAGE = "backprop"

_when_imported: dict[Path, bytes] = {}
_refreshed = ""


class NoFigureError(Exception):
    """The engine's answer to a description that names no figure: `key`, `value`, `remedy`, and the line within a
    value of several lines, 0 for all of it."""

    def __init__(self, key: str, value: str, remedy: str, line: int = 0) -> None:
        super().__init__(f"{key} is {value}: {remedy}")
        self.key, self.value, self.remedy, self.line = key, value, remedy, line


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure, and the full mapping that the engine would draw it from again."""

    figure: Figure
    specification: Mapping[str, object]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class DrawnPlot:
    """A figure without steps, likewise."""

    figure: PlotFigure
    specification: Mapping[str, object]
    language: str = "en"


def draw(mapping: Mapping[str, object]) -> Drawn | DrawnPlot:
    """Run the engine on what a fence describes. Raises NoFigureError for what the author can mend."""
    from backprop.errors import BackpropError
    from backprop.figure.frames import PlotFigure, build
    from backprop.figure.specification import Specification

    try:
        specification = Specification.from_mapping(mapping)
        figure, written = build(specification), specification.to_mapping()
        if isinstance(figure, PlotFigure):
            return DrawnPlot(figure, written, specification.lang)
        return Drawn(figure, written, specification.lang)
    except BackpropError as error:
        line = getattr(error, "line", 0)
        raise NoFigureError(error.argument, str(error.value), error.remedy, line) from error


def notation_of(site: Mapping[str, object], mapping: Mapping[str, object]) -> dict[str, object]:
    """The key of the site's notation for what a fence describes, or nothing. Raises NoFigureError for a notation that
    no figure can have."""
    from backprop.errors import BackpropError
    from backprop.figure.notations import of_site, read_parts

    try:
        read_parts(site)
    except BackpropError as error:
        raise NoFigureError(error.argument, str(error.value), error.remedy) from error
    return of_site(site, mapping)


@dataclass(frozen=True, slots=True)
class Asked:
    """An exercise as its author's own paper has it: `questions` and, apart from them, the `key`, both HTML; `mapping`
    is what it is drawn from again, `made` the paper itself."""

    name: str
    title: str
    mapping: Mapping[str, object]
    questions: str
    key: str
    code: str
    language: str
    made: Paper = field(repr=False, compare=False)


def ask(mapping: Mapping[str, object], number: int = 0) -> Asked:
    """Draw a paper, by default the author's own, of what a fence of an exercise describes. Raises NoFigureError for
    what the author can mend."""
    from backprop.errors import BackpropError
    from backprop.exercise.papers import paper
    from backprop.exercise.sheets import code_of, key, questions
    from backprop.exercise.specification import Exercise

    try:
        exercise = Exercise.from_mapping(mapping)
        made = paper(exercise, number)
    except BackpropError as error:
        raise NoFigureError(error.argument, str(error.value), error.remedy, getattr(error, "line", 0)) from error
    return Asked(exercise.name, exercise.title, mapping, questions(made), key(made), code_of(made), made.lang, made)


def sheet(code: str) -> tuple[str, int, int] | None:
    """Exercise, seed and number of the paper that a code names; None where it is none, or of another version."""
    from backprop.chance import VERSION
    from backprop.exercise.codes import read_sheet

    read = read_sheet(code)
    return (read.name, read.seed, read.number) if read and read.version == VERSION else None


def gathered(mapping: Mapping[str, object]) -> Mapping[str, object]:
    """What an author would write for a figure of which this mapping is the full description. Raises NoFigureError for
    one that no engine wrote."""
    from backprop.errors import BackpropError
    from backprop.figure import programs, sampling

    try:
        return programs.gathered(sampling.gathered(mapping))
    except BackpropError as error:
        raise NoFigureError(error.argument, str(error.value), error.remedy) from error


def frames_request(drawn: Drawn) -> str:
    """What a browser asks the engine for, to draw the figure as it was built."""
    return json.dumps({"call": "frames", "specification": drawn.specification}, ensure_ascii=False)


def frames_answer(drawn: Drawn, frames: Sequence[str]) -> str:
    """What the engine has to answer to that, wherever it runs, the same bytes: `frames` are its `frame_answers`."""
    return f'{{"frames":[{",".join(frames)}],"table":{_compact(drawn.figure.table)}}}'


def frame_answers(drawn: Drawn) -> list[str]:
    """What of it is about each step, which is also what the engine answers where it is asked for that step alone."""
    names = [each.name for each in fields(drawn.figure.frames[0])]
    return [_compact({name: getattr(frame, name) for name in names}) for frame in drawn.figure.frames]


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def quotable(drawn: Drawn | DrawnPlot) -> Mapping[str, str]:
    """The numbers of a figure by name, as the text around it may quote them."""
    from backprop.figure.quotes import quotable
    from backprop.figure.specification import Specification

    run = drawn.figure.run if isinstance(drawn, Drawn) else None
    return quotable(Specification.from_mapping(drawn.specification), run)


def hidden(name: str) -> str:
    """What a number is called in `quotable` that a step leaves to the reader."""
    from backprop.figure.quotes import LEFT

    return f"{name}{LEFT}"


def unknown_keys(mapping: Mapping[str, object]) -> list[tuple[str, str]]:
    """The keys that a figure about this does not have, each with a remedy."""
    from backprop.figure.specification import unknown_keys

    return list(unknown_keys(mapping))


def speaks(code: str) -> bool:
    """Whether figures speak the language of this code."""
    from backprop.languages import is_known

    return is_known(code)


def direction(code: str) -> str:
    """Whether this language is written from left to right, ltr, or from right to left, rtl."""
    from backprop.languages import speaking, words

    with speaking(code):
        return words.DIRECTION


def decimal_sign(code: str) -> str:
    """What stands between the whole and the broken part of a number in this language."""
    from backprop.languages import speaking, words

    with speaking(code):
        return words.DECIMAL_SIGN


def folder() -> Path:
    """Where the engine's package lies, whether installed or editable."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"install the distribution {PACKAGE}, which draws the figures")
    return Path(spec.submodule_search_locations[0])


def sources() -> list[Path]:
    """The engine's modules, sorted."""
    return sorted(folder().rglob("*.py"))


def digest() -> str:
    """A hash of all of the engine's modules, by which two of them are told apart."""
    return _digest({path: path.read_bytes() for path in sources()})


def _digest(modules: Mapping[Path, bytes]) -> str:
    root = folder()
    parts = ((path.relative_to(root).as_posix().encode(), content) for path, content in modules.items())
    return short_hash(b"".join(short_hash(part).encode() for each in parts for part in each))


def refresh() -> str:
    """Make the next call use the engine as it is on disk now, and say its `digest`."""
    global _refreshed
    if forget_changed(lambda name: name.split(".")[0] == PACKAGE, sources(), _when_imported):
        _refreshed = _digest(_when_imported)
    return _refreshed
