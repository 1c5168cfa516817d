"""Every number of the built pages, recomputed: quoted ones, those of figures, and none that was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from backprop.figure.frames import Figure, build
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification

DOCS = Path(__file__).parents[2] / "docs"
FENCE = re.compile(r"^```backprop\n(.*?)^```", re.M | re.S)
NUMBER = re.compile(r"(?<![\w.])[−-]?\d+\.\d+(?![\w.])")
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.glob("*.md"))
# Sections of this book and of the works it cites, and versions.
NOT_COMPUTED = {"0.5", "0.6", "0.7", "3.2", "6.5"}


@dataclass(frozen=True)
class Built:
    """A page of the site, and what its source asks for, by name."""

    tree: LexborHTMLParser
    figures: dict[str, Specification]
    source: str


@pytest.fixture(params=PAGES)
def built(request: pytest.FixtureRequest, site: Path) -> Built:
    """Each page in turn, apart from the reference, which is the engine's own docstrings."""
    name = str(request.param).removesuffix(".md")
    source = (DOCS / request.param).read_text(encoding="utf-8")
    html = site / ("index.html" if name == "index" else f"{name}/index.html")
    outside_examples = re.sub(r"^````.*?^````", "", source, flags=re.M | re.S)
    fences = [Specification.from_mapping(yaml.safe_load(text)) for text in FENCE.findall(outside_examples)]
    return Built(LexborHTMLParser(html.read_text(encoding="utf-8")), {each.name: each for each in fences}, source)


def test_every_quoted_number_is_the_engines(built: Built) -> None:
    """Each quote names its figure and number; the engine works it out anew."""
    for quote in built.tree.css("article .bp-quote"):
        figure, name = (quote.attributes["data-quote"] or "").split(": ", 1)
        assert quote.text() == quotable(built.figures[figure])[name], (figure, name)
    assert len(built.tree.css("article .bp-quote")) >= len(re.findall(r"^[^`\n]*\{\{ ", built.source, re.M))


def test_every_figure_shows_what_the_engine_computes(built: Built) -> None:
    """All numbers of formulas, statuses and tables, in order."""
    for name, specification in built.figures.items():
        (shown,) = built.tree.css(f"#{name}")
        figure = build(specification)
        assert numbers(part(shown, ".bp-table table")) == numbers(fragment(figure.table))
        if isinstance(figure, Figure):
            steps = shown.css(".bp-steps > li")
            assert [step.attributes["data-status"] for step in steps] == [f.status for f in figure.frames]
            for step, frame in zip(steps, figure.frames, strict=True):
                assert numbers(part(step, ".bp-text")) == numbers(fragment(frame.text))


def test_no_number_was_typed(built: Built) -> None:
    """A decimal number in the prose is quoted, or it is one that the page's own fences give."""
    article = built.tree.css_first("article")
    for node in article.css("figure, .bp-quote, math, code, pre, table, script, style, [id=references] ~ ul"):
        node.decompose()
    given = NOT_COMPUTED | {each.lstrip("-−") for text in FENCE.findall(built.source) for each in NUMBER.findall(text)}
    found = [each.lstrip("-−") for each in NUMBER.findall(article.text(separator=" "))]
    assert [each for each in found if each not in given] == []


def numbers(node: LexborNode) -> list[str]:
    return [each.text() for each in node.css("mn, td, .bp-sentence, th")]


def fragment(html: str) -> LexborNode:
    (found,) = LexborHTMLParser(f"<body><section>{html}</section>").css("section")
    return found


def part(node: LexborNode, css: str) -> LexborNode:
    (found,) = node.css(css)
    return found
