"""The line at the head of each page that teaches: what comes before it, and how long it takes. `python -m tools.heads`
writes the times into the pages that are written by hand; those that are made have them from here.

A time is by one rule, so that it can be believed: prose at 200 words a minute, a formula in it as five words, half a
minute for a step and for a line of a formula that stands by itself, a minute for a plot and for a question. An exercise
has minutes of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

from backprop.exercise.specification import Exercise
from backprop.figure.frames import PlotFigure, build
from backprop.figure.specification import Specification
from backprop_web import document

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GERMAN_DOCS = DOCS.with_name("docs.de")
WORDS_A_MINUTE, MINUTES_A_STEP, MINUTES_A_LINE = 200, 0.5, 0.5
FORMULA, NUMBER = "x " * 5, "1"
"""What is read of a formula in a sentence, and of a number that the engine puts there."""
HOME = "index.md"
COURSE = (
    "from-zero.md",
    "one-neuron-by-hand.md",
    "chain-rule-and-backpropagation.md",
    "backpropagation-at-work.md",
    "computational-graphs.md",
)
"""The sections 0.1 to 0.7, whose time together stands on the first page."""
REFERENCE = ("sandbox.md", "terminology.md", "licences.md")
"""Pages that are looked into and not read from end to end; so are those for authors."""
AUTHORS = ("first-page.md", "stability.md")
"""The first of the pages for authors, and the last one before the reference, after which no page teaches."""

FRONT = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
FENCE = re.compile(r"^(?P<mark>`{3,})(?P<kind>[\w-]*)[^\n]*\n(?P<text>.*?)^(?P=mark) *$", re.DOTALL | re.MULTILINE)
DISPLAYED = re.compile(r"^\$\$\n(.*?)^\$\$", re.DOTALL | re.MULTILINE)
IN_PROSE, QUOTED = re.compile(r"\$[^$]+\$"), re.compile(r"\{\{.*?\}\}")
UNREAD = re.compile(r"<svg.*?</svg>|<[^>]+>|\]\([^)]*\)|\{ ?[#.:][^}]*\}", re.DOTALL)
QUESTION = re.compile(r"^\?\?\? question ", re.MULTILINE)
LINKED = re.compile(r"^\*\*(?:Exercises|Aufgaben):\*\*.*?(?=\n\n|\Z)", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"exercises/[\w-]+\.md#([\w-]+)")
TITLE = re.compile(r'^title: "?(.+?)"?$', re.MULTILINE)
HEADING = re.compile(r"^# (.+?)(?: \{.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Words:
    """What the line says in a language."""

    docs: Path
    before: str
    both: str
    nothing: str
    reading: str
    exercises: str
    course: str

    @property
    def line(self) -> re.Pattern[str]:
        """The line; what comes before the page, and the time."""
        start, time = (re.escape(each) for each in re.findall(r"\*\*.*?\*\*", self.before))
        return re.compile(rf"^{start}\s(?P<before>.+?)\s{time}\s(?P<time>[^*]+?\.)$", re.DOTALL | re.MULTILINE)


ENGLISH = Words(
    DOCS,
    "**Before this page:** {before}. **Time:** {time}.",
    " and ",
    "nothing",
    "about {minutes} minutes",
    "about {minutes} minutes, and {exercises} for its exercises",
    "about {hours} hours for 0.1 to 0.7, and {exercises} more for their exercises",
)
GERMAN = Words(
    GERMAN_DOCS,
    "**Vor dieser Seite:** {before}. **Zeit:** {time}.",
    " und ",
    "nichts",
    "etwa {minutes} Minuten",
    "etwa {minutes} Minuten, und {exercises} für die Aufgaben",
    "etwa {hours} Stunden für 0.1 bis 0.7, und {exercises} weitere für die Aufgaben dazu",
)
LANGUAGES = (ENGLISH, GERMAN)


def pages() -> list[str]:
    """All pages, in the order of the book."""
    return re.findall(r"(\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)


def teaching() -> list[str]:
    """Those that teach."""
    book = pages()
    return [each for each in book[: book.index(AUTHORS[0])] if each not in REFERENCE]


def line(words: Words, before: Sequence[str], page: str) -> str:
    """The line of a page, without its time: `before` are addresses from the folder of the documentation."""
    up = "../" * page.count("/")
    links = [f"[{_title(words.docs / each.partition('#')[0])}]({up}{each})" for each in before]
    return words.before.format(before=words.both.join(links) or words.nothing, time=words.reading.format(minutes=0))


def timed(text: str, words: Words) -> str:
    """A page with its time in its line, if it has one."""
    found = words.line.search(text)
    if found is None:
        return text
    return f"{text[: found.start('time')]}{_time(text, words)}.{text[found.end('time') :]}"


def course(words: Words) -> str:
    """How long 0.1 to 0.7 take, as the first page says it."""
    read = [(words.docs / each).read_text("utf-8") for each in COURSE]
    hours, exercises = (round(sum(each) / 60) for each in (map(reading, read), map(exercising, read)))
    return words.course.format(hours=hours, exercises=exercises)


def _time(text: str, words: Words) -> str:
    asked = exercising(text)
    told = words.exercises if asked else words.reading
    return told.format(minutes=_rounded(reading(text)), exercises=_rounded(asked))


def _rounded(minutes: float) -> int:
    """Up to five minutes: nobody plans more exactly, and who learns is not in a hurry."""
    return 5 * ceil(minutes / 5)


def reading(text: str) -> float:
    """The minutes of a page, without the exercises to which it leads."""
    text = FRONT.sub("", text)
    fences = sum(_of_fence(each["kind"], each["text"]) for each in FENCE.finditer(text))
    text = FENCE.sub("", text)
    lines: int = sum(each.count(r"\\") + 1 for each in DISPLAYED.findall(text))
    prose = UNREAD.sub(" ", QUOTED.sub(NUMBER, IN_PROSE.sub(FORMULA, DISPLAYED.sub("", text))))
    questions = len(QUESTION.findall(text))
    return len(prose.split()) / WORDS_A_MINUTE + lines * MINUTES_A_LINE + questions + fences


def exercising(text: str) -> float:
    """The minutes of the exercises that the sections of a page end with, each counted once."""
    named = {name for each in LINKED.findall(text) for name in NAMED.findall(each)}
    return sum(_exercises()[name] for name in named)


def _of_fence(kind: str, text: str) -> float:
    if kind == "exercise":
        return Exercise.from_mapping(document.read(text).mapping).minutes
    return _of_figure(text) if kind == "backprop" else 0


@cache
def _of_figure(text: str) -> float:
    figure = build(Specification.from_mapping(document.read(text).mapping))
    return 1 if isinstance(figure, PlotFigure) else len(figure.frames) * MINUTES_A_STEP


@cache
def _exercises() -> dict[str, float]:
    """The minutes of each exercise of the collection."""
    texts = (path.read_text("utf-8") for path in sorted((DOCS / "exercises").glob("*.md")))
    found = (document.read(each["text"]).mapping for text in texts for each in FENCE.finditer(text))
    return {exercise.name: exercise.minutes for exercise in map(Exercise.from_mapping, found)}


def _title(page: Path) -> str:
    text = page.read_text("utf-8")
    found = TITLE.search(text) or HEADING.search(text)
    assert found is not None, page
    return found[1]


def written() -> Iterator[tuple[Path, str]]:
    """Each page that teaches, as it should be."""
    for words in LANGUAGES:
        for page in teaching():
            path = words.docs / page
            text = path.read_text("utf-8")
            if page == HOME:
                found = words.line.search(text)
                assert found is not None, path
                yield path, f"{text[: found.start('time')]}{course(words)}.{text[found.end('time') :]}"
            else:
                yield path, timed(text, words)


if __name__ == "__main__":
    for place, made in written():
        place.write_text(made, encoding="utf-8")
