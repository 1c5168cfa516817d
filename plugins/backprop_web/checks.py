"""Checks a value against a JSON schema, as far as the schema of a fence goes.

The same checks run where a page is built and, while a reader types, in a browser's Python, where the maintained library
for schemas has no place: a part of it is compiled. `tests/plugin/test_checks.py` holds them to that library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Broken:
    """The `value` at `path` breaks the `schema` of that place."""

    path: Path
    value: object
    schema: Schema


def broken(schema: Schema, value: object, path: Path = ()) -> Iterator[Broken]:
    """Each place within `value` that breaks its schema, once. What is said of keys as such is not looked at."""
    if not all(RULES[key](value, rule) for key, rule in schema.items() if key in RULES):
        yield Broken(path, value, schema)
    for key, inner, each in _within(schema, value):
        yield from broken(inner, each, (*path, key))


def _within(schema: Schema, value: object) -> Iterator[tuple[str | int, Schema, object]]:
    """What is in a mapping or a list, with its key and the schema that is given for it."""
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties") or {}
        for key, each in value.items():
            yield key, known.get(key, others), each
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield index, schema.get("items", {}), each


def _is_a(value: object, kinds: str | Sequence[str]) -> bool:
    return any(TYPES[kind](value) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return _is_number(value) and (isinstance(value, int) or float(value).is_integer())  # type: ignore[arg-type]


def _length(value: object, kind: type, default: int) -> int:
    """How long a value of this kind is; what says nothing against it, of any other."""
    return len(value) if isinstance(value, kind) else default  # type: ignore[arg-type]


def _has_each_once(value: object, wanted: bool) -> bool:
    each = [_told_apart(item) for item in value] if wanted and isinstance(value, list) else []
    return all(item not in each[:place] for place, item in enumerate(each))


def _told_apart(value: object) -> object:
    """To Python false equals 0, within lists and mappings, too; to a schema it does not."""
    if isinstance(value, list):
        return [_told_apart(item) for item in value]
    if isinstance(value, dict):
        return {name: _told_apart(item) for name, item in value.items()}
    return (value,) if isinstance(value, bool) else value


TYPES: Mapping[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": _is_number,
    "integer": _is_whole,
}
RULES: Mapping[str, Callable[[Any, Any], bool]] = {
    "type": _is_a,
    "minimum": lambda value, least: not _is_number(value) or value >= least,
    "exclusiveMinimum": lambda value, bound: not _is_number(value) or value > bound,
    "minLength": lambda value, least: _length(value, str, least) >= least,
    "maxLength": lambda value, most: _length(value, str, most) <= most,
    "pattern": lambda value, pattern: not isinstance(value, str) or re.search(pattern, value) is not None,
    "minItems": lambda value, least: _length(value, list, least) >= least,
    "maxItems": lambda value, most: _length(value, list, most) <= most,
    "uniqueItems": _has_each_once,
}
