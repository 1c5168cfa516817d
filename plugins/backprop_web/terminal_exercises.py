"""`backprop exercises`: the names of the collection, or the YAML of one of its exercises."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from backprop.columns import aligned
from backprop.exercise.specification import Exercise
from backprop.terminal.reader import Reader
from backprop_web import terminal_sources
from backprop_web.problems import FigureError
from backprop_web.terminal import SPEECH, reader_of, refuse, told
from backprop_web.terminal_sources import Source

DESCRIPTION = """\
List the exercises of the collection, each with the name by which worksheet and export take it, or those of a Markdown
page. Of one of them, print the YAML, for a file of your own or a fence `exercise` on a page."""
EXAMPLES = """\
  backprop exercises
  backprop exercises weighted-sum > exercise.yaml
  backprop exercises page.md
  backprop exercises page.md#mine"""
HEADS = ("name", "level", "minutes", "points", "exercise")
WHAT = "a name, whose YAML is printed; or a Markdown page, or PAGE.md#NAME (default: lists the collection)"


def command(arguments: Sequence[str]) -> int:
    """Print the list, or the YAML; 2 where there is no such exercise."""
    given = reader().parse_args(arguments)
    listed = _listed(given.file, given.lang)
    if listed is None:
        sys.stdout.write(terminal_sources.source(given.file, given.lang).text)
        return 0
    for each in listed:
        try:
            each.read()
        except FigureError as error:
            return refuse(told(error.problems, each.file, each.before))
    print("\n".join(aligned([tuple(map(SPEECH.said, HEADS)), *_rows(listed)])))
    return 0


def _listed(where: str | None, lang: str | None) -> list[Source] | None:
    """None where one is asked for."""
    if where is None:
        return terminal_sources.collection(lang)
    found = list(terminal_sources.sources(where, lang)) if Path(where).is_file() else []
    return found if found and found[0].before else None


def _rows(found: Sequence[Source]) -> Iterator[tuple[str, ...]]:
    for each in (Exercise.from_mapping(source.read().mapping) for source in found):
        yield each.name, str(each.level), str(each.minutes), str(len(each.ask)), each.title


def reader() -> Reader:
    """Of its arguments."""
    parser = reader_of("exercises", DESCRIPTION, EXAMPLES)
    terminal_sources.add_to(parser, WHAT, nargs="?")
    return parser
