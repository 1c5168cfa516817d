"""What stands in the schemas for editors beside the words of the fences' own schema, for each language; see
`tools.editor_schema`. The German stands beside this."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    """Title and description of each schema; of a key that a figure has not; and that names may be given."""

    figure: tuple[str, str]
    exercise: tuple[str, str]
    no_such_key: str
    names: str


ENGLISH = Words(
    figure=("A backprop figure", "What stands in a fence ```backprop."),
    exercise=(
        "An exercise",
        "What stands in a fence ```exercise, beside the keys of the figure that it is about.",
    ),
    no_such_key="a figure with {subject} has no such key; it has {known}",
    names="Names, or {any}.",
)
