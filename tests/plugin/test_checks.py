"""The checks of a fence's shape against the maintained library for schemas."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from backprop_web.checks import RULES, broken
from backprop_web.schema import schema

TOLD_OTHERWISE = {"required", "oneOf", "additionalProperties"}
SAYING_NOTHING = {"$schema", "$id", "title", "description", "remedy", "examples", "prose", "properties", "items"}
WORDS = st.sampled_from(["", "x", "tanh", "one-two-one", "One", "-a", "a--b", " ", "a" * 61, "1/2"])
NUMBERS = st.one_of(st.booleans(), st.integers(-2, 3), st.sampled_from([0.0, -0.5, 1.0, 2.5]))
VALUES = st.recursive(
    st.one_of(st.none(), WORDS, NUMBERS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abx"), inner, max_size=3)),
    max_leaves=6,
)


def by_the_library(mapping: dict[str, object]) -> set[tuple[str | int, ...]]:
    """The places of which it says that they break the schema."""
    found = Draft202012Validator(schema()).iter_errors(mapping)
    return {tuple(error.absolute_path) for error in found if error.validator not in TOLD_OTHERWISE}


@settings(max_examples=400)
@given(st.sampled_from(sorted(schema()["properties"])), VALUES)
@example("widths", [[False], [0]])
@example("widths", [{"a": False}, {"a": 0}])
def test_the_same_places_are_broken(key: str, value: object) -> None:
    """Of each key, whatever stands there."""
    mapping = {key: value}
    assert {each.path for each in broken(schema(), mapping)} == by_the_library(mapping)


def test_each_place_is_told_once() -> None:
    """A name that is too long and no name is one mistake."""
    (found,) = broken(schema(), {"name": "A" * 80})
    assert found.path == ("name",)


def test_every_rule_of_the_schema_is_known() -> None:
    """A keyword that nothing checks would be a promise to authors that nobody keeps."""

    def keywords(part: object) -> set[str]:
        if not isinstance(part, dict):
            return set()
        inner = [part.get("items"), part.get("additionalProperties"), *part.get("properties", {}).values()]
        return {*part}.union(*map(keywords, inner))

    assert keywords(schema()) == set(RULES) | TOLD_OTHERWISE | SAYING_NOTHING
