"""Each page that teaches says at its head what comes before it and how long it takes, in both languages."""

from __future__ import annotations

import re

import pytest

from tools import heads
from tools.heads import ENGLISH, GERMAN, LANGUAGES, Words

HEADING = re.compile(r"^# .+\n\n", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]+)")
WIDEST = 5
"""By so many minutes the times of two languages may differ, whose sentences are not equally long."""


def read(words: Words, page: str) -> str:
    return (words.docs / page).read_text("utf-8")


def before(words: Words, page: str) -> list[str]:
    """The pages that a page names as those to be read first."""
    found = words.line.search(read(words, page))
    assert found is not None
    up = page.count("/")
    return [each.removeprefix("../" * up) for each in LINK.findall(found["before"])]


def times(words: Words, page: str) -> list[int]:
    found = words.line.search(read(words, page))
    assert found is not None
    # A dot between two digits is the number of a section.
    return [int(each) for each in re.findall(r"(?<![\d.])\d+(?![\d]|\.\d)", found["time"])]


def test_what_teaches_is_all_but_what_is_looked_into() -> None:
    """By the list of pages: whatever stands before the pages for authors and is not named as reference."""
    book = heads.pages()
    assert set(heads.REFERENCE) < set(book)
    apart = set(book) - set(heads.teaching()) - set(heads.REFERENCE)
    first, last = (book.index(each) for each in heads.AUTHORS)
    assert apart == {*book[first : last + 1], *(each for each in book if each.startswith("reference/"))}
    assert set(heads.COURSE) < set(heads.teaching())


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.docs.name)
@pytest.mark.parametrize("page", heads.teaching())
def test_the_line_is_the_first_thing_below_the_heading(page: str, words: Words) -> None:
    """On the first page, below the sentences that say what the book is."""
    text = read(words, page)
    heading = HEADING.search(text)
    assert heading is not None
    place = text.index("\n\n", heading.end()) + 2 if page == heads.HOME else heading.end()
    assert words.line.match(text, place), f"{page} does not begin with {words.before}"


@pytest.mark.parametrize("page", heads.teaching())
def test_it_names_pages_that_come_before(page: str) -> None:
    """Pages of the book, each earlier in it; the same ones in both languages."""
    book = heads.pages()
    named = before(ENGLISH, page)
    assert named == before(GERMAN, page)
    assert all(book.index(each) < book.index(page) for each in named)


def test_only_what_needs_nothing_names_nothing() -> None:
    """The first pages, and those about teaching and exercises as a whole."""
    assert [each for each in heads.teaching() if not before(ENGLISH, each)] == [
        *("index.md", "from-zero.md", "exercises.md", "teaching.md", "lessons.md")
    ]


def test_the_times_are_those_of_the_rule() -> None:
    """`python -m tools.heads` would write the pages that are there."""
    for path, text in heads.written():
        assert path.read_text("utf-8") == text, f"run `python -m tools.heads`: {path}"


@pytest.mark.parametrize("page", heads.teaching())
def test_both_languages_take_as_long(page: str) -> None:
    both = [times(words, page) for words in LANGUAGES]
    assert both[0]
    assert all(abs(one - other) <= WIDEST for one, other in zip(*both, strict=True))


def test_the_rule_by_hand() -> None:
    """Of a page with one of each: 2 minutes of words, formulas included, and what each other thing takes."""
    plain = "word " * 390 + "$a + b$ [five](more/words.md) { #place } {{ fig: L }} <br> of, of, of\n"
    assert heads.reading(f"---\ntitle: Not read at all\n---\n{plain}") == 2
    step = "```backprop\nname: fig\ntitle: A square\nexpression: x**2\nvalues: {x: 3}\n```\n"
    # Given values, the value, the way back.
    assert heads.reading(step) == 3 * 0.5
    assert heads.reading(f"````markdown\n{step}````\n") == 0
    plot = "```backprop\nname: fig\ntitle: A plot\ncount: multiplications\nwidth: 2\ndepths: [1, 2]\n```\n"
    assert heads.reading(plot) == 1
    assert heads.reading("$$\na \\\\\nb\n$$\n") == 2 * 0.5
    assert heads.reading('??? question "Why?"\n') == 1 + 3 / 200
    asked = (
        "**Exercises:** [A square](exercises/graphs.md#graph-square),\n[A square](exercises/graphs.md#graph-square).\n"
    )
    assert heads.exercising(asked) == 4
