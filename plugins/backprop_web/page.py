"""One page with figures: what is drawn on it, and all that this asks of the rest of the page and of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from xml.etree.ElementTree import Element

from backprop_web import described, document, engine, exercises, languages, tex, workbench, writing
from backprop_web.exercises import LEVEL
from backprop_web.finished import Figures, Finished
from backprop_web.problems import FigureError, Problem
from backprop_web.tex import FormulaError

__all__ = ["FigureError", "FormulaError", "Page", "QuoteError"]

MOST_NAMED = 3
NAME = re.compile(r"^name:[ \t]*([a-z][a-z0-9-]*)", re.MULTILINE)


class QuoteError(LookupError):
    """No figure of the page has the number: `what` was asked for, `known` are all names that there are, `question`
    asks whether one that is spelled alike was meant, and is empty where none is."""

    def __init__(self, what: str, name: str, known: Iterable[str], remedy: str) -> None:
        self.what, self.known = what, tuple(known)
        self.question = _nearest(name, self.known)
        super().__init__(f"the {what} is unknown: {self.question}{remedy}")


class HiddenError(QuoteError):
    """A step leaves the number to the reader; an answer may quote it as `hidden`."""

    def __init__(self, what: str, hidden: str) -> None:
        super().__init__(what, hidden, [hidden], "")
        self.args = (
            f"the {what} is left to readers: say it without the number, or, in an answer to open, as {hidden}",
        )


@dataclass(slots=True)
class Page:
    """`live`: an engine is staged, so that readers can change numbers; `language`: what figures speak; `address`: where
    it will be, within its site, if that is known; `keys`: the way from it to the keys of its exercises, without which
    these stand in the page; `source`: what draws its figures.

    The rest fills as the page is made: its `exercises` and `figures`, all `ids` of theirs, the `characters` of formulas
    in prose, the `styles` of their parts by class, what makes the `quotable` numbers of each figure by name, whether
    readers write figures here, in a `sandbox`, and the names of figures that are `broken` by a mistake.
    """

    live: bool = False
    language: str = languages.DEFAULT
    address: str | None = None
    keys: str = ""
    source: Figures = field(default_factory=Figures)
    exercises: list[engine.Asked] = field(default_factory=list)
    figures: list[Finished] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    characters: set[str] = field(default_factory=set)
    styles: dict[str, str] = field(default_factory=dict)
    quotable: dict[str, Callable[[], Mapping[str, str]]] = field(default_factory=dict)
    has_sandbox: bool = False
    broken: set[str] = field(default_factory=set)

    @property
    def needs(self) -> frozenset[str]:
        """The names of what the page needs beside itself: figure, live, math, sandbox, blanks, exercise, practice."""
        asked = bool(self.exercises)
        shown = bool(self.figures) or asked
        faded = self.has_sandbox or any(figure.specification.get("fade") for figure in self.figures)
        live = {"live": shown, "blanks": faded, "sandbox": self.has_sandbox, "practice": asked}
        wanted = {"figure": shown, "math": shown or bool(self.characters), "exercise": asked}
        wanted |= {need: self.live and is_needed for need, is_needed in live.items()}
        return frozenset(name for name, is_needed in wanted.items() if is_needed)

    def figure(self, description: str | Mapping[str, object]) -> str:
        """The HTML of the figure that YAML, or a mapping, describes. Raises FigureError for what an author can mend."""
        return self.enter(description).html

    def enter(self, description: str | Mapping[str, object]) -> Finished:
        """That figure, for a host that puts its HTML into the page later on. Raises FigureError."""
        if isinstance(description, str) and (name := NAME.search(description)):
            self.broken.add(name[1])
        made = self.source.finished(description, self.language, live=self.live)
        self._claim(made.name, made.ids, lambda: described.read(description).line_of("name"))
        self.figures.append(made)
        self.quotable[made.name] = lambda: self.source.numbers(description, self.language)
        self.broken.discard(made.name)
        return made

    def exercise(self, source: str, level: int = LEVEL) -> str:
        """The HTML of the exercise that YAML describes, whose title is a heading of this `level`. Raises FigureError
        for what an author can mend."""
        read = document.read(source)
        asked = exercises.asked(read, self.language, self.source.notation)
        self._claim(asked.name, exercises.ids(asked), lambda: read.line_of("name"))
        self.exercises.append(asked)
        key = exercises.link(asked, self.keys) if self.keys else exercises.disclosure(asked)
        return exercises.html(asked, key, level)

    def sandbox(self, source: str) -> str:
        """The HTML of the place where readers write a figure of their own; they begin with the one of this YAML, which
        stands there until they do. Raises FigureError."""
        figure = self.figure(source)
        self.has_sandbox = True
        if own := self.source.notation_of(source):
            # In a reader's browser nobody knows of the site.
            source = f"{source.rstrip()}\n{writing.fence(own).rstrip()}"
        return workbench.html(source.rstrip(), figure, self.language) if self.live else figure

    def formula(self, source: str, *, display: bool = False) -> Element:
        """TeX as MathML. Raises FormulaError."""
        made = tex.formula(source, display=display)
        self.characters.update(made.characters)
        self.styles.update(made.styles)
        return made.math

    def number(self, figure: str, name: str) -> str:
        """The number `name` of `figure` as the figure shows it. Raises QuoteError."""
        figures = self.quotable
        if figure not in figures:
            if figure in self.broken:
                raise QuoteError(f"figure {figure} of a quoted number", figure, [], "its own mistake is told above")
            others = f"the figures of this page are {', '.join(figures)}" if figures else "draw it on this page"
            raise QuoteError(f"figure {figure} of a quoted number", figure, figures, others)
        numbers = figures[figure]()
        if (hidden := engine.hidden(name)) in numbers:
            raise HiddenError(f"quoted number {name} of {figure}", hidden)
        if name not in numbers:
            some = ", ".join(list(numbers)[:MOST_NAMED])
            raise QuoteError(f"quoted number {name} of {figure}", name, numbers, f"it has {some} and others")
        return numbers[name]

    def _claim(self, name: str, claimed: Iterable[str], line: Callable[[], int]) -> None:
        if taken := sorted(self.ids.intersection(claimed)):
            remedy = f"another figure of this page has the id {taken[0]}; choose another name"
            raise FigureError([Problem("name", name, remedy, line())])
        self.ids.update(claimed)


def _nearest(wrong: str, known: Iterable[str]) -> str:
    """A question with what is spelled most like `wrong`; empty where nothing is."""
    close = get_close_matches(wrong, list(known), n=MOST_NAMED)
    return f"did you mean {' or '.join(close)}? " if close else ""
