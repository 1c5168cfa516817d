"""Writes docs/exercises.md, for students, and docs/teaching.md, for teachers, from the exercises of the collection, in
English and in German, and the collection as the commands of a terminal take it: `python -m tools.exercises`.

Goals, minutes and slips are read off the exercises themselves, so that the pages cannot drift from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from backprop.exercise.drawn import slips_of
from backprop.exercise.papers import paper
from backprop.exercise.specification import Exercise
from backprop.languages import DEFAULT
from backprop.terminal.slips import NAMES
from backprop_web import document
from backprop_web.terminal_sources import COLLECTION
from tools import exercises_german as german
from tools import heads

DOCS = Path(__file__).parents[1] / "docs"
FENCE = re.compile(r"^```exercise\n(.*?)^```", re.DOTALL | re.MULTILINE)
TITLE = re.compile(r"^title: (.+)$", re.MULTILINE)
PLACE = re.compile(r"(?<=^title: )\d+\. ", re.MULTILINE)
"""Before a title, which of its page it is."""
PAGES = ("one-neuron", "two-neurons", "graphs", "batches-and-matrices", "deeper")
DRAWS = 16
"""So many papers of each are looked at for the slips that can be made in them."""
MOST_NAMED = 4
COMMON = "wrong_sign"
"""What can go wrong everywhere."""
STUDENTS = """\
---
title: Exercises
description: {count} exercises from one neuron to attention, with hints and keys, other numbers for each try.
---

# Exercises

**Before this page:** nothing; each page with exercises says what comes before it. **Time:** about 0 minutes.

{count} exercises, from one neuron to attention. Each is drawn by chance, so that there are always other numbers; what
is not worth solving is left out. Answer in the page, where wrong answers are told by what went wrong, or print the
page: on paper there is room to write.

* A **number** is right to the digits that you type, two at least, or within a thousandth of itself, since you may have
  rounded on the way. A formula of numbers will do: `0.8*0.5 + 0.1`.
* A **formula** has names: `dL/dzo*h1`, `∂L/∂zₒ·h₁`, TeX, or *d L by d z o times h one*; a space between two names
  is a product.
* A **matrix** is a grid of fields, from one to the other by *Tab* or by arrow keys. A field that is wrong is marked.
* A **hint** costs a quarter of a point: which edge, which rule, which factors. *Show me* shows the whole way, and gives
  no point. Wrong answers cost nothing.
* **New numbers** draws another paper of the same exercise, and at the end there is a **result code**, which you can
  hand in. Nothing of what you type leaves your browser, which keeps it as long as the tab is open, also on the way back
  to a page or when it is loaded again. *Start anew* takes it away.
* **Without the drawing**: what it shows stands below it in words and formulas, for whoever listens.
* **Ten in a row**, below the exercises of each page, draws ten papers of this page or of all pages, from easy to hard,
  and counts at the end which slips came how often. The results are kept in your browser; *Save my rounds* gives you a
  file of them.

{tables}
Teachers find sheets for a class, rubrics and misconceptions in [For teachers](teaching.md).
"""
STUDENTS_HEAD = "| Exercise | What you can do afterwards |"
TEACHERS_HEAD = "| Exercise | Goal, and what can go wrong |"
TEACHERS = """\
---
title: For teachers
description: How to assign the exercises, how long they take, how to mark them, and which misconception each meets.
---

# For teachers

**Before this page:** nothing. **Time:** about 0 minutes.

A plan for 90 minutes, and what each page is for, stand in [A lesson](lessons.md).

## A class set in four commands

`make dist` in a clone of the project writes two wheels: `pip install` them in a new folder, and what
PDFs and the pictures of questions need:
`pip install brotli cssselect2 fonttools pillow resvg-py tinycss2 typst`. [In a
terminal](terminal-and-notebook.md#exercises-for-a-class) says more. Then, with `list.csv`, a
spreadsheet saved as CSV that has a column `name`:

```console
$ backprop exercises
$ backprop worksheet two-hidden --students list.csv --pdf --out sheets
$ backprop export two-hidden --to moodle --students list.csv --out two-hidden.xml
$ backprop grade codes.csv --exercise two-hidden
```

The first lists the names of [the collection](#the-collection), the second writes a sheet for each student and one key;
all sheets together are `class.pdf`, in which each begins on paper of its own, printed on both sides, too.
The third is for a course platform, the fourth for the codes that students hand in from the page, in a list with the
columns `name` and `code`. `--lang de` makes sheets in German. `backprop exercises two-hidden > mine.yaml` gives you the
text of an exercise, to change it: `mine.yaml` stands in the place of the name then, and so may a Markdown page with
such exercises, `page.md#two-hidden`.

## Assign

* **In the page**: name an exercise of [the collection](exercises.md), or write one of your own by
  [these keys](authors.md#an-exercise), from what `backprop exercises NAME` prints. Students draw
  their own numbers, and hand in the code that stands at the end.
* **One paper for all**: the paper that is in the page is the same for everybody, on every machine; its code stands
  below it.
* **On paper, for each student**: `backprop worksheet` [writes sheets](terminal-and-notebook.md#exercises-for-a-class)
  with other numbers for each student of a list, and one key.
* **On a course platform**: `backprop export` writes
  [questions](terminal-and-notebook.md#exercises-on-a-course-platform) that Moodle, or what reads QTI, asks and marks,
  or a package for SCORM that reports the score. For Moodle the numbers of all papers are the data set of one
  calculated question. The files were checked by other readers of their formats, and not tried in a real Moodle or on
  another platform.
* **Where the answers are**: on a page of keys, one for each page with exercises, to which each exercise links.
  Print it for yourself; printed, the page of the exercises has questions and room, and no key. A student can open
  it, too, or have the key worked out in the page, but the page's own source has no answer. The steps of a figure
  that are left to the reader have theirs in the source of its page, behind *Show the answer*, and on paper at the end.
  For an exam, hand out sheets, and leave the exercise out of the site: a program can work an answer out, since all
  given values are there.

## What a code proves

A result code has a checksum against slips of the pen. It proves nothing against intent: all that makes a code is in the
page, and so in everybody's hands; no secret can be kept there. It says what somebody wants to hand in, as a notebook
does. Where each student draws a paper, two codes with the same number of a paper are worth a question.

## Mark

| Share | What for |
| --- | --- |
| 1/2 | the right edges and factors: the formula with names |
| 1/4 | the numbers of the forward pass in their places |
| 1/4 | the result, to the digits asked for |

A wrong number that was carried on rightly loses its own share once, and nothing in the steps that follow.

## The collection

Levels go from 1, a single step, to 5. Minutes are for paper. What can go wrong is read off the exercise: each slip of
the list gives another answer there, and the page tells it by name.

{tables}
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An exercise of the page `page`, with its place there."""

    page: str
    exercise: Exercise

    @property
    def link(self) -> str:
        """To the exercise, in Markdown."""
        return f"[{self.exercise.title}](exercises/{self.page}.md#{self.exercise.name})"


def entries(page: str, docs: Path = DOCS) -> list[Entry]:
    """The exercises of a page, in their order."""
    text = (docs / "exercises" / f"{page}.md").read_text("utf-8")
    return [Entry(page, Exercise.from_mapping(document.read(source).mapping)) for source in FENCE.findall(text)]


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages say in a language, whose exercises lie in `docs`."""

    docs: Path
    head_of_page: heads.Words
    students: str
    students_head: str
    teachers: str
    teachers_head: str
    misconceptions: Mapping[str, str]
    cost: Callable[[int, int, int], str]


def _cost(level: int, minutes: int, points: int) -> str:
    return f"level {level}, {minutes} minutes, {points} point{'s' * (points > 1)}"


ENGLISH = Words(DOCS, heads.ENGLISH, STUDENTS, STUDENTS_HEAD, TEACHERS, TEACHERS_HEAD, NAMES, _cost)
GERMAN = Words(
    DOCS.with_name("docs.de"),
    heads.GERMAN,
    german.STUDENTS,
    german.STUDENTS_HEAD,
    german.TEACHERS,
    german.TEACHERS_HEAD,
    german.MISCONCEPTIONS,
    german.cost,
)


def pages() -> dict[Path, str]:
    """The pages for students and for teachers, and the collection, in both languages, by their places."""
    found = {}
    for words, language in ((ENGLISH, DEFAULT), (GERMAN, "de")):
        found[COLLECTION / f"{language}.md"] = collection(words, language)
        count = sum(len(entries(page, words.docs)) for page in PAGES)
        students = "\n".join(_for_students(page, words) for page in PAGES)
        found[words.docs / "exercises.md"] = heads.timed(
            words.students.format(count=count, tables=students), words.head_of_page
        )
        teachers = "\n".join(_for_teachers(page, words) for page in PAGES)
        found[words.docs / "teaching.md"] = heads.timed(words.teachers.format(tables=teachers), words.head_of_page)
    return found


def collection(words: Words, language: str) -> str:
    """All exercises as one page, by which the package has them: each says its language, and not its place."""
    return "\n".join(_collected(page, words.docs, language) for page in PAGES)


def _collected(page: str, docs: Path, language: str) -> str:
    fences = (each.rstrip() for each in FENCE.findall((docs / "exercises" / f"{page}.md").read_text("utf-8")))
    spoken = "" if language == DEFAULT else f"\nlang: {language}"
    whole = "\n".join(f"```exercise\n{PLACE.sub('', fence)}{spoken}\n```\n" for fence in fences)
    return f"# {_title(page, docs)}\n\n{whole}"


def _for_students(page: str, words: Words) -> str:
    rows = "".join(f"| {each.link} | {_capital(each.exercise.goal)} |\n" for each in entries(page, words.docs))
    return f"## {_heading(page, words)}\n\n{words.students_head}\n| --- | --- |\n{rows}"


def _for_teachers(page: str, words: Words) -> str:
    met = zip(entries(page, words.docs), _met(page), strict=True)
    rows = "".join(_row(each, slips, words) for each, slips in met)
    return f"### {_heading(page, words)}\n\n{words.teachers_head}\n| --- | --- |\n{rows}"


def _row(entry: Entry, slips: Sequence[str], words: Words) -> str:
    exercise = entry.exercise
    met = "; ".join(list(dict.fromkeys(words.misconceptions[slip] for slip in slips))[:MOST_NAMED])
    cost = words.cost(exercise.level, exercise.minutes, len(exercise.ask))
    return f"| {entry.link}<br>`{exercise.name}`, {cost} | {_capital(exercise.goal)}.<br>*{_capital(met)}.* |\n"


def _heading(page: str, words: Words) -> str:
    """The name of a page, with the address that it has in every language."""
    return _title(page, words.docs) + ("" if words is ENGLISH else f" {{ #{page} }}")


@cache
def _met(page: str) -> list[list[str]]:
    """The slips of each exercise of a page, which are those of all languages."""
    return [list(_slips(each.exercise)) for each in entries(page)]


def _slips(exercise: Exercise) -> Iterator[str]:
    """What can go wrong in some of its papers, by the names of the slips."""
    for number in range(DRAWS):
        made = paper(exercise, number)
        for task in made.tasks:
            if task.kind in ("value", "choice", "formula"):
                yield from (slip for slip in slips_of(made.drawn, task.about) if slip in NAMES and slip != COMMON)
            elif task.kind == "bug":
                yield task.slip
            elif task.kind == "shape":
                yield "transposed"
            elif task.kind == "order":
                yield "too_early"
            elif task.about == "parameters":
                yield "forgot_biases"
            elif task.kind == "count" and task.about in made.drawn.places:
                yield "missing_path"


def _title(page: str, docs: Path) -> str:
    match = TITLE.search((docs / "exercises" / f"{page}.md").read_text("utf-8"))
    assert match is not None
    return match[1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
