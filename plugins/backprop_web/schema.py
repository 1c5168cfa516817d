"""The schema of a fence, and what an author should do about each way of breaking it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from backprop.initial import SCHEMES
from backprop.losses import LOSSES
from backprop.primitives import ACTIVATIONS
from backprop_web import engine
from backprop_web.checks import Broken, broken
from backprop_web.document import Document, Path
from backprop_web.problems import Problem, one_line, shown

EXAMPLES = {"title": "A network with one hidden layer", "network": "[1, 2, 1]"}


def shipped() -> dict[str, Any]:
    """The JSON schema of a fence, as shipped."""
    # Not by importlib.resources: a reader's browser, which reads this too, has no need of all that it imports.
    text = __spec__.loader.get_data(__file__.replace("schema.py", "schema.json"))  # type: ignore[union-attr]
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of a fence; activations and losses are the engine's."""
    loaded = shipped()
    for key, known in (("activation", ACTIVATIONS), ("output", ACTIVATIONS), ("loss", LOSSES), ("initial", SCHEMES)):
        loaded["properties"][key]["examples"] = list(known)
    return loaded


@cache
def exercise() -> dict[str, Any]:
    """The JSON schema of what an exercise has beside the keys of its figure, as shipped."""
    text = __spec__.loader.get_data(__file__.replace("schema.py", "exercise.json"))  # type: ignore[union-attr]
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
    found += _unknown(document)
    found += _given_twice(document)
    found += _misread(document)
    found += [_cut(document, path, text) for path, text in document.comments.items() if _is_prose(path)]
    said = {(each.key, each.line) for each in found}
    broken_by = (_problem(each, document) for each in broken(schema(), mapping))
    found += [each for each in broken_by if (each.key, each.line) not in said]
    return sorted(found, key=lambda problem: problem.line)


def _problem(found: Broken, document: Document) -> Problem:
    remedy = found.schema.get("remedy") or _remedy_above(found.path)
    return Problem(_dotted(found.path), shown(found.value), remedy, document.line_of(*found.path))


def _misread(document: Document) -> list[Problem]:
    """Words that YAML would have read as something else than they look like."""
    found = []
    for path, became in document.misread.items():
        wanted = _schema_at(path)
        remedy = f"YAML would read this as {became}; {_misread_remedy(wanted, path)}"
        found.append(Problem(_dotted(path), one_line(str(_value(document, path))), remedy, document.line_of(*path)))
    return found


def _misread_remedy(wanted: dict[str, Any], path: Path) -> str:
    if wanted.get("type") == "string":
        return "put it in quotes if it is text"
    return wanted.get("remedy") or _remedy_above(path) or "write what you mean in decimal digits, or in quotes"


def _cut(document: Document, path: Path, comment: str) -> Problem:
    """A text that ends where YAML sees a comment, which its author may not have meant."""
    value = _value(document, path) or ""
    whole = f"{value} {comment}".strip().replace('"', "'")
    remedy = (
        f'what follows, {one_line(comment)}, is a comment in YAML; put the whole text in quotes: "{one_line(whole)}"'
    )
    return Problem(_dotted(path), shown(value) or "empty", remedy, document.line_of(*path))


def _is_prose(path: Path) -> bool:
    return bool(_schema_at(path).get("prose"))


def _schema_at(path: Path) -> dict[str, Any]:
    """What the schema says of the value at a path; nothing of one that it does not know."""
    here: Any = schema()
    for key in path:
        inner = here.get("items") if isinstance(key, int) else here.get("properties", {}).get(key)
        here = inner or here.get("additionalProperties") or {}
    return dict(here)


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))


def _value(document: Document, path: Path) -> object:
    found: Any = document.mapping
    for key in path:
        found = found[key]
    return found


def _subject_problems(document: Document) -> list[Problem]:
    """A figure is about one thing: a network or an expression."""
    mapping = document.mapping
    present = sorted((key for key in subjects() if key in mapping), key=document.line_of)
    if not present:
        return [_missing(subjects()[0], mapping)]
    remedy = f"a figure is about one thing; leave out this or {present[0]}"
    return [Problem(key, shown(mapping[key]), remedy, document.line_of(key)) for key in present[1:]]


def _unknown(document: Document) -> list[Problem]:
    """The engine knows which keys a figure about this has."""
    mapping = document.mapping
    return [
        Problem(key, shown(mapping[key]), remedy, document.line_of(key)) for key, remedy in engine.unknown_keys(mapping)
    ]


def _given_twice(document: Document) -> list[Problem]:
    """Names that have a number under `values` and others in the samples.

    Requests of the page may have both: a number that a reader changes is one of the sample in sight.
    """
    samples, values = document.mapping.get("samples"), document.mapping.get("values")
    first = samples[0] if isinstance(samples, list) and samples else None
    if not isinstance(first, dict) or not isinstance(values, dict):
        return []
    remedies = dict.fromkeys(first, "leave this out: each of the samples gives it a number")
    remedies["sample"] = "write this as a key of its own, not under values"
    return [
        Problem(f"values.{name}", shown(value), remedies[name], document.line_of("values", name))
        for name, value in values.items()
        if name in remedies
    ]


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


def _remedy_above(path: Path) -> str:
    """The remedy of the property that a part of it breaks: of `network` for `network.1`."""
    remedy: str = _schema_at(path[:1]).get("remedy", "")
    return remedy
