"""The list of errors has every message, as it is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import backprop
import backprop_web
from backprop.errors import BackpropError
from backprop.figure.specification import Specification
from backprop_web import described
from backprop_web.problems import FigureError
from tests.support import translation
from tools import errors, errors_parts
from tools.imports import modules

HEAD = {"name": "a", "title": "A"}
ROW = re.compile(r"\| .* \| (?P<remedy>.*) \|")
SHORTEST = 8
# A wrong description of each part of the list, and what is wrong there.
WRONG: tuple[tuple[dict[str, object], str], ...] = (
    ({}, "network"),
    ({"network": [1, 0, 1]}, "network"),
    ({"network": [8, 8, 8, 8]}, "network"),
    ({"network": [1, 1], "activation": "tanhh"}, "activation"),
    ({"network": [1, 2, 1], "activation": "tanh(2)"}, "activation"),
    ({"network": [1, 1], "loss": "softmax-cross-entropy"}, "network"),
    ({"network": [1, 1], "values": {"w9": 1}}, "w9"),
    ({"network": [1, 1], "values": {"x": "a lot"}}, "x"),
    ({"network": [1, 1], "skip": [[0, 3]]}, "skip"),
    ({"network": [1, 1], "view": "columns"}, "view"),
    ({"network": [1, 1], "samples": [{"x": 1}]}, "samples"),
    ({"network": [1, 1], "expression": "x"}, "expression"),
    ({"expression": "x +"}, "expression"),
    ({"expression": "sinn(x)", "values": {"x": 1}}, "expression"),
    ({"expression": "x^2", "values": {"x": 1}}, "expression"),
    ({"expression": "x*w", "residual": "v_x", "values": {"x": 1, "w": 1}}, "residual"),
    ({"python": "import os"}, "python"),
    ({"python": "L = {x}", "values": {"x": 1}}, "python"),
    ({"python": "L = wat(x)", "values": {"x": 1}}, "python"),
    ({"python": "L = x.T", "values": {"x": 1}}, "python"),
    ({"count": "steps"}, "count"),
    ({"signal": "gradients", "depths": [1]}, "depths"),
)


def remedies() -> Iterator[re.Pattern[str]]:
    """Those of the page, but for the few that fit almost everything."""
    for row in ROW.finditer(errors.PAGE.read_text(encoding="utf-8")):
        text = re.sub(r"\\(.)", r"\1", row["remedy"]).replace(f"(did you mean {errors.ANY}?) ", errors.ANY)
        parts = text.split(errors.ANY)
        if len("".join(parts)) > SHORTEST:
            yield re.compile(".*".join(map(re.escape, parts)), re.DOTALL)


def test_the_pages_are_up_to_date() -> None:
    """`python -m tools.errors` would write those that are there, in both languages."""
    assert errors.PAGE.read_text(encoding="utf-8") == errors.page(), "run make pages"
    assert errors.GERMAN_PAGE.read_text(encoding="utf-8") == errors.german_page(), "run make pages"


def test_every_remedy_says_something() -> None:
    """In words, besides what is the author's: a text that only puts others together is none."""
    said = [remedy for _, rows in errors.parts() for _, remedy in rows]
    assert len(said) > 300
    assert [remedy for remedy in said if not re.search(r"\w", remedy)] == []


def test_no_remedy_is_half_german() -> None:
    """A text that fits another one's words would leave the rest of itself in English."""
    for part, rows in errors.parts():
        for what, remedy in rows:
            said = re.sub(r"`[^`]*`", " ", errors.german_row(what, remedy).rpartition("<br>*")[0])
            assert translation.untranslated("de", [said]) == set(), (part.title, remedy)


def test_a_remedy_without_german_words_is_named() -> None:
    with pytest.raises(LookupError, match="'turn it off and on' has no German words"):
        errors.german_row("x", "turn it off and on")


@pytest.mark.parametrize(("keys", "what"), WRONG)
def test_what_is_said_is_on_the_page(keys: dict[str, object], what: str) -> None:
    """By the engine, and where a page is built."""
    with pytest.raises(BackpropError) as engine:
        Specification.from_mapping({**HEAD, **keys})
    with pytest.raises(FigureError) as built:
        described.drawn(described.read({**HEAD, **keys}), "en")
    said = [(engine.value.argument, engine.value.remedy), *((each.key, each.remedy) for each in built.value.problems)]
    known = list(remedies())
    for argument, remedy in said:
        assert any(each.fullmatch(remedy) for each in known), (argument, remedy)
    assert any(what in argument for argument, _ in said)


def test_every_place_in_the_code_is_read() -> None:
    """Each class whose instances name a remedy is among the calls that are looked for."""
    taking = {
        node.name
        for package in (backprop, backprop_web)
        for path in modules(Path(str(package.__file__)).parent).values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and any(map(takes_a_remedy, node.body))
    }
    handed_on = {"BackpropError", "NoFigureError", "QuoteError"}
    assert taking - handed_on <= set(errors.CALLS)
    assert taking > handed_on


def takes_a_remedy(node: ast.stmt) -> bool:
    if not isinstance(node, ast.FunctionDef) or node.name != "__init__":
        return False
    return "remedy" in {each.arg for each in node.args.args}


def test_a_module_of_no_part_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "PARTS", errors_parts.PARTS[1:])
    with pytest.raises(LookupError, match=r"backprop_web\.document stands in no part"):
        errors.all_remedies()
