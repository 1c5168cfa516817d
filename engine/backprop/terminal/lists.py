"""Lists with a line of heads, as programs that calculate and course platforms write them: with other signs between the
cells, and other words for the columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from backprop.terminal.files import text_of
from backprop.terminal.speech import SPEECH

BETWEEN = ",;\t"
NAMES = (
    *("name", "student", "studentin", "schüler", "schülerin", "person", "learner"),
    *("vorname", "vornamen", "rufname", "nachname", "familienname", "zuname", "surname", "forename"),
    *("firstname", "lastname", "givenname", "familyname"),
)
BY_PLACE = "by place in the list"
GIVEN = ("vorname", "vornamen", "rufname", "forename", "first", "firstname", "given", "givenname")
"""Those of given names, which stand before those of families."""
CODES = ("code", "kennung", "ergebniscode", "codes", "result", "ergebnis")
NUMBERS = ("number", "nummer", "nr", "no")


@dataclass(frozen=True, slots=True)
class Listed:
    """The heads and, with the line of the file in which they end, the cells below."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def column(self, words: Sequence[str]) -> int | None:
        """That whose head is the first of the words, or has the first of them that any has."""
        return next(self.columns(words), None)

    def columns(self, words: Sequence[str]) -> Iterator[int]:
        """All whose heads have one of the words, those that fit best first."""
        heads = [head.lower() for head in self.heads]
        if words[0] in heads:
            yield heads.index(words[0])
        yield from (at for word in words for at, head in enumerate(heads) if word in _words(head))

    def names(self) -> list[int]:
        """That with names, or those with their parts."""
        if NAMES[0] in (heads := [head.lower() for head in self.heads]):
            return [heads.index(NAMES[0])]
        found = [at for at, head in enumerate(heads) if _words(head) & set(NAMES)]
        return sorted(found, key=lambda at: not _words(heads[at]) & set(GIVEN))

    def told(self, taken: Mapping[str, Sequence[int]]) -> str:
        """Which columns were taken for what, and which were left out, so that nobody misses one on paper."""
        parts = [(what, [self.heads[at] for at in columns]) for what, columns in taken.items()]
        used = {at for columns in taken.values() for at in columns}
        left = [head for at, head in enumerate(self.heads) if head and at not in used]
        parts += [("left out", left)] if left else []
        return "; ".join(f"{SPEECH.said(what)}: {', '.join(heads) or SPEECH.said(BY_PLACE)}" for what, heads in parts)


def _words(head: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", head))


def cells(row: Sequence[str], columns: Sequence[int]) -> str:
    """What a row has there; nothing where it ends before."""
    return " ".join(row[at] for at in columns if at < len(row) and row[at])


def listed(file: str) -> Listed:
    """The list in a file, without empty lines."""
    lines = text_of(file).split("\n")
    first = next((line for line in lines if line.strip()), "")
    between = max(BETWEEN, key=lambda sign: len(next(csv.reader([first], delimiter=sign), [])))
    (_, heads), *rows = list(_rows(lines, between)) or [(1, ())]
    return Listed(heads, tuple(rows))


def _rows(lines: Sequence[str], between: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    read = csv.reader((f"{line}\n" for line in lines), delimiter=between)
    for row in read:
        found = tuple(cell.strip() for cell in row)
        if any(found):
            yield read.line_num, found
