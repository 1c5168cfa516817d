"""The schema of a fence, and what an author should do about each way of breaking it."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from backprop_web.document import Document
from backprop_web.problems import Problem, shown

EXAMPLES = {"title": "A network with one hidden layer", "network": "[1, 2, 1]"}
TOLD_OTHERWISE = {"required", "oneOf"}


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of a fence, as shipped: editors can use the same file."""
    text = files("backprop_web").joinpath("schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def subjects() -> list[str]:
    """The keys of which a figure has exactly one."""
    return [each["required"][0] for each in schema()["oneOf"]]


def problems(document: Document) -> list[Problem]:
    """Everything in `document` that breaks the schema, in the order of its lines."""
    mapping = document.mapping
    found = [_missing(key, mapping) for key in schema()["required"] if key not in mapping]
    found += _subject_problems(document)
    for error in Draft202012Validator(schema()).iter_errors(mapping):
        found += _problems(error, document)
    return sorted(found, key=lambda problem: problem.line)


def _problems(error: ValidationError, document: Document) -> list[Problem]:
    if error.validator in TOLD_OTHERWISE:
        return []
    broken: Any = error.schema
    instance: Any = error.instance
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        known = sorted(broken["properties"])
        extra = [key for key in instance if key not in known]
        return [_unknown(key, instance[key], known, document.line_of(*path, key)) for key in extra]
    remedy = broken.get("remedy") or _remedy_above(path)
    return [Problem(".".join(map(str, path)), shown(instance), remedy, document.line_of(*path))]


def _subject_problems(document: Document) -> list[Problem]:
    """A figure is about one thing: a network or an expression."""
    mapping = document.mapping
    present = sorted((key for key in subjects() if key in mapping), key=document.line_of)
    if not present:
        return [_missing(subjects()[0], mapping)]
    remedy = f"a figure is about one thing; leave out this or {present[0]}"
    return [Problem(key, shown(mapping[key]), remedy, document.line_of(key)) for key in present[1:]]


def _unknown(key: str, value: object, known: list[str], line: int) -> Problem:
    close = get_close_matches(key, known, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    return Problem(key, shown(value), f"no figure has this key; {hint}use {', '.join(known)}", line)


def _missing(key: str, mapping: dict[str, object]) -> Problem:
    example = suggested_name(mapping) if key == "name" else EXAMPLES[key]
    return Problem(key, "missing", f"add a line such as `{key}: {example}`", 1)


def suggested_name(mapping: dict[str, object]) -> str:
    """A name that the figure could have: its title or its widths, as an id."""
    widths = mapping.get("network")
    words = mapping.get("title") or (widths if isinstance(widths, list) else "")
    text = "".join(c if c.isascii() and c.isalnum() else " " for c in str(words).lower())
    name = "-".join(text.split())[:40].strip("-")
    return name if name[:1].isalpha() else f"figure-{name}".strip("-")


def _remedy_above(path: tuple[str | int, ...]) -> str:
    """The remedy of the property that a part of it breaks: of `network` for `network.1`."""
    remedy: str = schema()["properties"].get(path[0], {}).get("remedy", "") if path else ""
    return remedy
