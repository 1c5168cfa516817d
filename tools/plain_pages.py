"""Each page as plain Markdown, with the words, formulas and numbers of its figures and the questions of its exercises,
and a list of them: for programs that read.

They lie beside the pages, as index.md and llms.txt (https://llmstxt.org).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import indent

from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser

from backprop.exercise import sheets, subject
from backprop.exercise.languages import words
from backprop.exercise.papers import Paper
from backprop.exercise.tasks import LETTERS
from backprop.figure import tex
from backprop.figure.frames import shown_run
from backprop.figure.layers.run import LayersRun
from backprop.figure.programs import ProgramSubject
from backprop.figure.specification import Specification
from backprop.figure.subjects import NetworkSubject
from backprop.formulas import Formula
from backprop_web.engine import Asked
from backprop_web.finished import Finished
from backprop_web.page import NAME
from backprop_web.page import Page as FigurePage
from mkdocs_backprop.quotes import PATTERN as QUOTE
from tools.plain_formulas import in_words

# A fence that is only shown stands in a longer one.
FENCE = re.compile(
    r"^(?P<shown>(?P<mark>````+).*?^(?P=mark)) *$|^```(?:backprop|exercise).*?^``` *$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"(\]\()([\w./-]+\.\w+)(?=[)#?])")
# A picture without words says nothing that its neighbour does not; a box is there for the eye.
FOR_THE_EYE = re.compile(r"!\[\]\([^)]*\)(?:\{[^}\n]*\})?\s*|^</?div\b[^>]*>\n+", re.MULTILINE)
ATTRIBUTES = re.compile(r"[ \t]*\{[ \t]*(?:[#.:]|lang=)[^}\n]*\}")


@dataclass(frozen=True)
class Entry:
    """A page in the list of all."""

    title: str
    description: str
    address: str


def copy_name(page: Page) -> str:
    """Where the copy of a page lies within the site: beside it."""
    return page.file.dest_uri.removesuffix(".html") + ".md"


def copy(page: Page, made: FigurePage) -> str:
    """The page's Markdown: each fence as what its figure says, each quoted number as itself."""
    figures = {figure.name: _said(figure) for figure in made.figures}
    drawn = figures | {exercise.name: _asked(exercise) for exercise in made.exercises}

    def said(fence: re.Match[str]) -> str:
        """A fence with a mistake has no figure, and stays as it is."""
        named = None if fence["shown"] else NAME.search(fence[0])
        lines = drawn.get(named[1]) if named else None
        return "\n".join(lines) if lines else fence[0]

    def quoted(quote: re.Match[str]) -> str:
        """A quote of what this page does not draw is only shown."""
        return made.number(quote[1], quote[2]) if quote[1] in made.quotable else quote[0]

    def prose(text: str) -> str:
        text = re.sub(QUOTE, quoted, text)
        return LINK.sub(lambda link: link[1] + _beside(page, link[2]), ATTRIBUTES.sub("", FOR_THE_EYE.sub("", text)))

    text, parts, start = page.markdown or "", [], 0
    for fence in FENCE.finditer(text):
        parts += [prose(text[start : fence.start()]), said(fence)]
        start = fence.end()
    return "".join([*parts, prose(text[start:])]).strip() + "\n"


def overview(name: str, description: str, heading: str, entries: Sequence[Entry]) -> str:
    """The list of all pages, each with what it is about, below its heading."""
    lines = (f"- [{each.title}]({each.address}): {each.description}" for each in entries)
    return "\n".join([f"# {name}", "", f"> {description}", "", f"## {heading}", "", *lines, ""])


def _said(figure: Finished) -> Iterator[str]:
    yield from (f"**{figure.title}**", "", figure.structure, "")
    yield from _steps(figure) if figure.is_stepped else _plot(figure)


def _asked(exercise: Asked) -> Iterator[str]:
    """What is given in the author's own paper, and its questions: no answers, which the page keeps apart, too."""
    paper = exercise.made
    with paper.drawn.specification.spoken():
        given = [*_displayed(paper.drawn.run.formulas(0)), *_shown(paper)]
        samples, told = sheets.samples(paper), list(sheets.conventions(paper))
        code = words.SHEET["code"].format(code=sheets.code_of(paper))
    yield from (f"**{exercise.title}**", "", *given)
    if samples:
        yield from (*_table(samples), "")
    for each in told:
        yield from (in_words(each), "")
    for number, task in enumerate(paper.tasks, 1):
        yield f"{number}. {in_words(task.question)}"
        yield from (
            f"    * {letter}: {in_words(option)}" for letter, option in zip(LETTERS, task.options, strict=False)
        )
    yield from ("", code)


def _shown(paper: Paper) -> Iterator[str]:
    """What the drawing shows: of a network what goes into each sum, else the program, the formula, and its steps."""
    drawn, about = paper.drawn, paper.drawn.specification.subject
    if isinstance(about, NetworkSubject):
        yield from (*(f"* {in_words(each)}." for each in subject.wiring(drawn, subject.HTML)), "")
    else:
        if isinstance(about, ProgramSubject):
            yield from ("```python", about.python.strip(), "```", "")
        whole, steps = subject.formulas(drawn)
        yield from _displayed(whole)
        if steps:
            yield from (words.STEPS, "", *_displayed(steps))
    yield from _displayed([*sheets.definitions(paper), *sheets.results(paper)])


def _displayed(formulas: Sequence[Formula]) -> Iterator[str]:
    if formulas:
        yield from (f"$$\n{tex.display_all(formulas)}\n$$", "")


def _steps(figure: Finished) -> Iterator[str]:
    """Each step's sentence, and its formula as TeX; of one that the reader fills in, as far as the blank."""
    specification = Specification.from_mapping(figure.specification)
    with specification.spoken():
        run = shown_run(specification)
        for step, sentence in enumerate(figure.told):
            formula = f"$$\n{tex.display_all(run.formulas(step))}\n$$"
            yield from (f"- {sentence}", "", indent(formula, "  "), "")
        if isinstance(run, LayersRun):
            # Formulas of matrices have no numbers.
            yield from _table(run.table())


def _plot(figure: Finished) -> Iterator[str]:
    """What the drawing is to those who do not see it, the last one of several, with what each of them shows; and its
    numbers as a table."""
    page = LexborHTMLParser(figure.html)
    *_, drawing = page.css("svg[aria-label]")
    yield from (drawing.attributes["aria-label"] or "", "")
    if frames := page.css(".bp-step"):
        yield from (*(f"- {each.attributes['data-status']}" for each in frames), "")
    yield from _table(figure.html)


def _table(html: str) -> Iterator[str]:
    """The first table, as Markdown writes one."""
    table, *_ = LexborHTMLParser(html).css("table")
    head, *rows = ([each.text().replace("|", r"\|") for each in row.css("th, td")] for row in table.css("tr"))
    yield from (f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _beside(page: Page, link: str) -> str:
    """The way from one copy to that of another page, which the source names by its own file, or to another file."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), link))
    stem, ending = posixpath.splitext(target)
    own = ending != ".md" or posixpath.basename(stem) == "index"
    copied = target if own else f"{stem}/index.md"
    return posixpath.relpath(copied, posixpath.dirname(page.file.dest_uri) or ".")
