"""The schema that ships: it agrees with the engine, and says what to do about each mistake."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from backprop.figure import specification
from backprop.figure.specification import SUBJECTS
from backprop.figure.telling import Telling
from backprop.losses import LOSSES
from backprop.primitives import ACTIVATIONS
from backprop_web import document
from backprop_web.schema import problems, schema, suggested_name


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_it_knows_what_the_engine_knows() -> None:
    properties = schema()["properties"]
    assert set(properties) == {
        *specification.KEYS,
        *Telling.KEYS,
        *(key for kind in SUBJECTS.values() for key in kind.KEYS),
    }
    assert [each["required"] for each in schema()["oneOf"]] == [[key] for key in SUBJECTS]
    assert set(properties["activation"]["examples"]) <= set(ACTIVATIONS)
    assert set(properties["loss"]["examples"]) <= set(LOSSES)
    assert properties["title"]["maxLength"] <= specification.LONGEST_TEXT


def test_every_key_is_described_and_has_a_remedy() -> None:
    for key, about in schema()["properties"].items():
        assert about["description"].endswith("."), key
        assert about["remedy"], key


def test_a_suggested_name_is_a_name_that_the_schema_takes() -> None:
    name = Draft202012Validator(schema()["properties"]["name"])
    for title in ("Two in a row!", "1-2-1", "ŷ", "", "A" * 80, "Über <b>", "-x-"):
        suggested = suggested_name({"title": title, "network": [1, 2, 1]})
        assert name.is_valid(suggested), suggested
    assert suggested_name({"network": [1, 2, 1]}) == "figure-1-2-1"
    assert suggested_name({"network": "x"}) == "figure"


@pytest.mark.parametrize(
    ("about", "wrong"),
    [
        ("network: [1, 1]", ["activaton", "fuse", "expressions"]),
        ("expression: x", ["activation", "residuals"]),
        ("count: operations", ["values_", "mode", "predict"]),
        ("", ["widthss"]),
    ],
)
def test_every_key_that_a_figure_does_not_have_is_told_with_the_engines_remedy(about: str, wrong: list[str]) -> None:
    """All of them at once, each at its line."""
    read = document.read("\n".join(["name: a", "title: T", about, *(f"{key}: 1" for key in wrong)]))
    told = [each for each in problems(read) if each.key in wrong]
    assert [(each.key, each.line) for each in told] == [(key, line) for line, key in enumerate(wrong, 4)]
    assert [(each.key, each.remedy) for each in told] == list(specification.unknown_keys(read.mapping))
    assert all("use one of" in each.remedy for each in told)
