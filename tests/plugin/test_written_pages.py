"""Pages that are written from the schema, the test cases and the engine are up to date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backprop.errors import SpecificationError
from backprop.figure.specification import Specification
from backprop_web.schema import schema
from tools import authors, examples, exercises, licences_german


def test_the_guide_is_up_to_date() -> None:
    """`python -m tools.authors` would write the pages that are there, in both languages."""
    for path, words in authors.PAGES.items():
        assert path.read_text(encoding="utf-8") == authors.page(words), path


def test_the_licences_in_german_are_up_to_date() -> None:
    """`python -m tools.licences_german` would write the page that is there."""
    assert licences_german.PAGE.read_text(encoding="utf-8") == licences_german.page()


def test_the_examples_are_up_to_date() -> None:
    """`python -m tools.examples` would write the pages that are there, in both languages, and no others."""
    for docs, wording in examples.WORDINGS.items():
        made = examples.pages(wording)
        there = {path.relative_to(docs).as_posix() for path in (docs / "published").iterdir()}
        assert there | {"published-examples.md"} == set(made)
        for name, text in made.items():
            assert (docs / name).read_text(encoding="utf-8") == text


def test_the_lists_of_exercises_are_up_to_date() -> None:
    """`python -m tools.exercises` would write the four pages that are there."""
    for path, made in exercises.pages().items():
        assert path.read_text(encoding="utf-8") == made


def test_the_authors_guide_has_every_key() -> None:
    """A key of the schema that no group names would be missing from the page."""
    assert {key for keys in authors.GROUPS.values() for key in keys} == set(schema()["properties"])


CHOICES = {key: about["examples"] for key, about in schema()["properties"].items() if "examples" in about}
SUBJECTS = {"count": {}, "signal": {}, "physics": {}, "show": {"physics": "heat"}}


@pytest.mark.parametrize("key", CHOICES)
def test_the_schema_has_every_choice_of_the_engine(key: str) -> None:
    """And so has the guide, which is written from it: the engine names just these where a word is wrong."""
    with pytest.raises(SpecificationError) as caught:
        Specification.from_mapping({**SUBJECTS.get(key, {"network": [1, 2, 1]}), key: "?"})
    assert caught.value.remedy == f"use one of {', '.join(CHOICES[key])}"


@pytest.mark.parametrize("key", ["activation", "loss"])
def test_the_readme_has_every_choice(key: str) -> None:
    """In the order of the engine, in the row of the key."""
    rows = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").splitlines()
    (row,) = [row for row in rows if row.startswith(f"| `{key}`")]
    assert re.findall(r"`([^`]+)`", row.split("|")[2]) == CHOICES[key]


@pytest.mark.parametrize(
    ("printed", "computed", "apart"),
    [("0.20", 0.19661, 0), ("-0.53", -0.53445, 0), ("0.40", 0.39322, 1), ("3", 3.0, 0), ("0.185", 0.157444, 28)],
)
def test_agreement_is_computed(printed: str, computed: float, apart: int) -> None:
    """To the places of the printed number."""
    assert examples.places_apart(printed, computed) == apart
