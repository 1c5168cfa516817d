"""An exercise as HTML: the questions, which say no answer, and the key, on a page of its own or behind a disclosure."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from backprop_web import engine, languages, schema
from backprop_web.checks import broken
from backprop_web.document import Document
from backprop_web.engine import Asked, direction
from backprop_web.markup import json_attribute
from backprop_web.problems import FigureError, Problem, shown

LEVEL = 3
"""Of the title of an exercise of which nobody knows in which section it stands."""
UNSEARCHED = ' data-search-exclude="true"'


def asked(read: Document, language: str, notation: Mapping[str, object], number: int = 0) -> Asked:
    """The paper with this number of the exercise that a document describes, in the site's `notation` where it has none
    of its own. Raises FigureError with all that is wrong with it."""
    own = schema.exercise()
    if problems := [*schema.problems(_figure_of(read)), *_broken(read)]:
        raise FigureError(sorted(problems, key=lambda problem: problem.line))
    try:
        return engine.ask({"lang": language, **engine.notation_of(notation, read.mapping), **read.mapping}, number)
    except engine.NoFigureError as no:
        line = read.line_of_key(no.key, no.key.rpartition(".")[0], *own["required"], *schema.subjects())
        raise FigureError([Problem(no.key, no.value, no.remedy, line)]) from no


def _figure_of(read: Document) -> Document:
    """What it has of a figure; a subject that chance draws counts as there."""
    own = schema.exercise()["properties"]
    drawn = read.mapping.get("draw")
    firsts = {str(key): value[0] for key, value in drawn.items() if _is_drawn(value)} if isinstance(drawn, dict) else {}
    firsts = {key: value for key, value in firsts.items() if key in schema.subjects()}
    mapping = {**firsts, **{key: value for key, value in read.mapping.items() if key not in own}}
    return Document(mapping, read.lines, *(_outside(each, own) for each in (read.misread, read.comments)))


def _is_drawn(value: object) -> bool:
    return isinstance(value, list) and bool(value)


def _outside(found: dict[tuple[str | int, ...], str], own: Mapping[str, object]) -> dict[tuple[str | int, ...], str]:
    return {path: text for path, text in found.items() if path[0] not in own}


def _broken(read: Document) -> list[Problem]:
    own = schema.exercise()
    mapping = {key: value for key, value in read.mapping.items() if key in own["properties"]}
    remedies = {key: about["remedy"] for key, about in own["properties"].items()}
    missing = [Problem(key, "missing", remedies[key], 1) for key in own["required"] if key not in mapping]
    found = [each for each in broken(own, mapping) if each.path]
    return missing + [
        Problem(".".join(map(str, each.path)), shown(each.value), remedies[str(each.path[0])], read.line_of(*each.path))
        for each in found
    ]


def disclosure(exercise: Asked) -> str:
    """The key, closed."""
    title = escape(languages.controls(exercise.language)["key_of"])
    return f'<details class="bp-key-of"{UNSEARCHED}><summary>{title}</summary>{exercise.key}</details>'


def link(exercise: Asked, keys: str) -> str:
    """To the key on the page at `keys`."""
    title = escape(languages.controls(exercise.language)["key_of"])
    return f'<p class="bp-key-of"{UNSEARCHED}><a href="{escape(keys)}#{escape(exercise.name)}">{title}</a></p>'


def html(exercise: Asked, key: str, level: int = LEVEL) -> str:
    """The whole, complete with no script; `key` is what leads to its key, if anything is to. What scripts put in its
    place they draw from its mapping. Its title is a heading of this `level`."""
    name = escape(exercise.name)
    return (
        f'<div class="bp-exercise" role="group" id="{name}" aria-labelledby="{name}-title"'
        f' lang="{exercise.language}" dir="{direction(exercise.language)}"'
        f" data-exercise={json_attribute(exercise.mapping)}>"
        # No h3: a host's search would begin a section there, and its table of contents is made of the page's own.
        f'<p class="bp-exercise-title" role="heading" aria-level="{level}" id="{name}-title">'
        f"{escape(exercise.title)}</p>"
        f'<div class="bp-paper"{UNSEARCHED}>{exercise.questions}</div>'
        f"{key}</div>"
        # Below the last one, rounds are offered there.
        '<div class="bp-end"></div>'
    )


def ids(exercise: Asked) -> set[str]:
    """Every id that it puts into the page."""
    return {exercise.name, f"{exercise.name}-title"}
