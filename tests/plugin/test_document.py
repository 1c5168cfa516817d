"""The YAML of a fence: what libyaml parses is what PyYAML parses by itself, which is all that a browser has."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backprop_web import document
from backprop_web.problems import FigureError
from mkdocs_backprop.fence import sources
from tests.support.site import ROOT

PIECES = [
    "name: a", "network: [1, 2, 1]", "values: {x: 0.5, w1: −2}", "title: Größe", "'it''s'", '"a, b"', "- 1", "k: null",
    " ", "  ", "\n", "\n  ", "\n\n", ": ", ":", ",", ", ", "[", "]", "{", "}", "- ", "-", "'", '"', "---", "...", "=",
    "&a", "*a", "#", " # b", "!", "!!str ", "|", "|\n  x\n", ">", "?", "? ", "%", "@", "`", "\\", "\\x41", "\t", "\r",
    "0", "010", "0x1f", "1_0", "1:30", "1e5", "−1", ".5", "yes", "~", "<<", "2026-11-29", "é", "π", "😀", "\u2028",
    "\x07", "\u00a0", "\ufeff", "\x85", "w" * 130, "9" * 20, "[" * 9, "x**2", "<tag>", "^",
]  # fmt: skip


@contextmanager
def in_a_browser() -> Iterator[None]:
    """Without libyaml."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", False)
        yield


def read(source: str) -> object:
    """All that comes of it: numbers by how they are written, and keys in their order."""
    try:
        found = document.read(source)
    except FigureError as error:
        return error.problems
    return repr((found.mapping, found.lines, found.misread, found.comments))


def require_same(source: str) -> None:
    """Whoever parses it."""
    by_libyaml = read(source)
    with in_a_browser():
        assert by_libyaml == read(source)


def of_pages() -> list[str]:
    """The fences of this site in both languages."""
    pages = [path for folder in ("docs", "docs.de") for path in sorted((ROOT / folder).rglob("*.md"))]
    return list(dict.fromkeys(source for page in pages for source in sources(page.read_text("utf-8"))))


def of_tests() -> list[str]:
    """Every text in a test of this package, among them all that fences are refused for."""
    trees = (ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "tests/plugin").glob("*.py")))
    texts = (each.value for tree in trees for each in ast.walk(tree) if isinstance(each, ast.Constant))
    return list(dict.fromkeys(text for text in texts if isinstance(text, str)))


def test_every_fence_of_the_site_is_read_alike() -> None:
    """Most of them by libyaml."""
    fences = of_pages()
    for source in fences:
        require_same(source)
    assert sum(document._quick(source) is not None for source in fences) > len(fences) / 2


def test_whatever_a_test_writes_is_read_or_refused_alike() -> None:
    """With the same line and remedy."""
    for text in of_tests():
        for source in (text, f"name: a\ntitle: T\n{text}", f"name: a\nvalues:\n  x: {text}"):
            require_same(source)


@pytest.mark.parametrize(
    "source",
    [
        "a: 1\tb",
        "a: #b",
        "a: [b?]",
        "a: !",
        "a: |#\n  x\n",
        "a: [1!,!! 1]",
        "a: &b c",
        "a: 1\na: 2",
        "a: 010",
        "[1, 2]",
        "",
        "[" * 20,
        "a: 'b",
        "a: 1\n---\nb: 2",
        f"a: {'9' * 5000}",
    ],
)
def test_what_the_two_parsers_take_differently_is_read_alike(source: str) -> None:
    """Of some of these libyaml takes more, of others it says something else, or it ends a word elsewhere."""
    require_same(source)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_pieces_of_yaml_are_read_or_refused_alike(source: str) -> None:
    """Whether they make sense or not."""
    require_same(source)


@given(st.lists(st.from_regex(document.ALIKE, fullmatch=True), min_size=1, max_size=4).map("\n".join))
def test_any_text_that_libyaml_gets_is_read_or_refused_alike(source: str) -> None:
    """The same for signs as they come."""
    require_same(source)
