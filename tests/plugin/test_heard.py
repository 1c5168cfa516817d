"""Figures and an exercise as they are heard in each language, kept to be read: `tests/plugin/transcripts/`.

What a screen reader has of them, from first to last, by the HTML alone. Read a transcript before you keep another one:
whatever is said twice, or is not understood by itself, is a fault.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backprop_web.page import Page
from tests.support.fences import FENCE
from tests.support.gates import some
from tests.support.heard import heard
from tests.support.site import ROOT
from tools.exercises import FENCE as EXERCISE
from tools.translations import LANGUAGES

TRANSCRIPTS = Path(__file__).parent / "transcripts"


def source(page: str, name: str, kind: re.Pattern[str], language: str) -> str:
    """A fence of a page."""
    text = (ROOT / LANGUAGES[language].docs / page).read_text("utf-8")
    fences: list[str] = kind.findall(text)
    return next(each for each in fences if f"name: {name}\n" in each)


def walk(page: str, name: str, language: str = "en") -> list[str]:
    """A figure, or an exercise, from its caption to its end, and what is announced at each step."""
    if page.startswith("exercises/"):
        return heard(Page(keys="key/", language=language).exercise(source(page, name, EXERCISE, language)))
    made = Page(language=language)
    html = made.figure(source(page, name, FENCE, language))
    announced = iter(f"  announced: {each}" for each in made.figures[-1].told)
    return [line for each in heard(html) for line in ((next(announced), each) if each == "  listitem" else (each,))]


@pytest.mark.parametrize("language", some(LANGUAGES, ["en"]))
@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("chain-rule-and-backpropagation.md", "one-two-one"),
        ("matrices.md", "in-columns"),
        ("exercises/two-neurons.md", "two-hidden"),
    ],
)
def test_it_is_heard_as_it_was_read(page: str, name: str, language: str) -> None:
    lines = "\n".join(walk(page, name, language)) + "\n"
    assert lines == (TRANSCRIPTS / language / f"{name}.txt").read_text("utf-8"), f"what is heard now:\n{lines}"


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>a <b>b</b> <math><mi>x</mi><mo>\u2061</mo><mn>2</mn></math>.</p>", ["paragraph: a b x 2 ."]),
        ('<svg role="img" aria-label="Drawing."><text>x</text></svg>', ['img "Drawing."']),
        ("<details><summary>More</summary><p>b</p></details>", ["closed: More"]),
        ("<details open><summary>More</summary><p>b</p></details>", ["details", "  summary: More", "  paragraph: b"]),
        ('<ol><li hidden>a</li><li hidden="until-found">b</li></ol><p aria-hidden="true">c</p>', ["list: listitem: b"]),
        ('<table aria-label="X"><caption>X</caption></table>', ['table "X"', "  caption: X"]),
    ],
)
def test_html_is_heard_by_its_roles(html: str, lines: list[str]) -> None:
    assert heard(html) == lines


def test_a_matrix_is_named_once() -> None:
    """By the label of its table, which has its shape, too."""
    assert [each for each in walk("matrices.md", "in-columns") if re.match(r" {6}caption", each)] == []
