"""Writes docs/schema/figure.json and docs/schema/exercise.json, and the same in docs.de/, the keys of both fences as
JSON Schemas for editors: `python -m tools.editor_schema`.

The schema that ships with the package leaves it to the engine which words there are and which key belongs to what. An
editor asks no engine, so all of that stands in these. A test compares them with what would be written. What keys mean
and what to do about a mistake is told in other languages by the messages of the package.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from backprop import languages
from backprop.errors import GraphError
from backprop.exercise.kinds import KINDS
from backprop.exercise.sets import WITHOUT
from backprop.exercise.specification import ANY
from backprop.figure import notations
from backprop.figure.specification import SUBJECTS, unknown_keys
from backprop.initial import SCHEMES, scheme_of
from backprop.losses import LOSSES
from backprop.network import activation_row
from backprop.notation import ARRIVING, LAYERS, WEIGHTS
from backprop.physics_problem import PROBLEMS, UNKNOWN
from backprop.primitives import ACTIVATIONS
from backprop_web import messages, schema
from tools.editor_schema_german import GERMAN
from tools.editor_schema_words import ENGLISH
from tools.translations import LANGUAGES

ROOT = Path(__file__).parents[1]
WORDS = {"en": ENGLISH, "de": GERMAN}
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The one that editors know best."""
NUMBERED = r"^({})\(.+\)$"
"""A word with a number of its own: leaky-relu(0.2)."""
OWN, MESSAGE = ("prose",), {"remedy": "errorMessage"}
"""What only this project's checks read, and what editors call otherwise."""

Schema = dict[str, Any]


def figure(code: str = "en") -> Schema:
    """What may stand in a fence `backprop`, told in this language."""
    made = _told(schema.schema(), code, messages.about)
    made |= {"$schema": DRAFT, **_headed(WORDS[code].figure)}
    properties = made["properties"]
    for key, about in schema.shipped()["properties"].items():
        if "examples" in about:
            properties[key]["enum"] = properties[key].pop("examples")
    for key, more in _of_the_engine():
        properties[key].pop("examples", None)
        properties[key] |= more
    notation = properties["notation"]
    notation["additionalProperties"] = False
    for part, known in (("weights", WEIGHTS), ("layers", LAYERS), ("arriving", ARRIVING)):
        notation["properties"][part]["enum"] = list(known)
    made["allOf"] = [_keys_of(subject, properties, WORDS[code].no_such_key) for subject in SUBJECTS]
    return made


def exercise(code: str = "en") -> Schema:
    """What may stand in a fence `exercise`: a figure of steps, of which chance may draw even what it is about."""
    made, own = figure(code), _told(schema.exercise(), code, messages.about_exercise)
    own["properties"]["ask"]["items"] = _ask(WORDS[code].names)
    figures = {key: about for key, about in made["properties"].items() if key not in WITHOUT}
    made |= {"$id": own["$id"], **_headed(WORDS[code].exercise)}
    made["required"] = [*made["required"], *own["required"]]
    made["properties"] = {**figures, **own["properties"]}
    del made["oneOf"], made["allOf"]
    return made


def pages() -> dict[Path, str]:
    """The text of each file, in every language."""
    made = {}
    for code, language in LANGUAGES.items():
        for name, each in (("figure.json", figure(code)), ("exercise.json", exercise(code))):
            made[ROOT / language.docs / "schema" / name] = json.dumps(each, indent=2, ensure_ascii=False) + "\n"
    return made


def _headed(words: tuple[str, str]) -> Schema:
    return dict(zip(("title", "description"), words, strict=True))


def _told(found: Schema, code: str, about: Callable[[str, str, str], str]) -> Schema:
    """In a language, with each remedy as the message that editors show in the place of their own."""
    made: Schema = json.loads(json.dumps(found), object_hook=lambda each: _for_editors(each, code))
    for key, each in made["properties"].items():
        each["description"] = about(key, each["description"], code)
    return made


def _for_editors(found: Schema, code: str) -> Schema:
    made = {MESSAGE.get(key, key): value for key, value in found.items() if key not in OWN}
    if isinstance(remedy := found.get("remedy"), str):
        made["errorMessage"] = messages.remedy(remedy, code)
    return made


def _of_the_engine() -> Iterator[tuple[str, Schema]]:
    """What the engine has tables of."""
    activation, scheme = _word(ACTIVATIONS, activation_row), _word(SCHEMES, scheme_of)
    yield "activation", _one_or_several(activation)
    yield "initial", _one_or_several(scheme)
    yield "output", activation
    yield "loss", {"enum": list(LOSSES)}
    yield "physics", {"anyOf": [{"enum": list(PROBLEMS)}, {"type": "string", "pattern": rf"\b{UNKNOWN}(_|\b)"}]}
    yield "lang", {"enum": sorted(each.name for each in iter_modules(languages.__path__))}


def _word(known: Iterable[str], read: Callable[[str], object]) -> Schema:
    """One of the words, and of those that take a number one with it."""
    words = list(known)
    numbered = [word for word in words if _is_read(f"{word}(0.5)", read)]
    return {"anyOf": [{"enum": words}, {"type": "string", "pattern": NUMBERED.format("|".join(numbered))}]}


def _is_read(word: str, read: Callable[[str], object]) -> bool:
    try:
        read(word)
    except GraphError:
        return False
    return True


def _one_or_several(word: Schema) -> Schema:
    return {"anyOf": [*word["anyOf"], {"type": "array", "minItems": 1}], "items": word}


def _keys_of(subject: str, properties: Schema, no_such_key: str) -> Schema:
    """A figure about this has these keys and no other."""
    unknown = {key for key, _ in unknown_keys(dict.fromkeys([subject, *(set(properties) - set(SUBJECTS))]))}
    unknown |= {*SUBJECTS} - {subject} | ({notations.KEY} if subject not in notations.STEPPED else set())
    known = [key for key in properties if key not in unknown]
    message = no_such_key.format(subject=subject, known=", ".join(known))
    return {"if": {"required": [subject]}, "then": {"propertyNames": {"enum": known, "errorMessage": message}}}


def _ask(told: str) -> Schema:
    """A kind of task, or one kind with the names of which chance takes one."""
    names = {"type": ["string", "array"], "minItems": 1, "items": {"type": "string"}}
    about = {kind: {**names, "description": told.format(any=ANY)} for kind in KINDS}
    one = {"type": "object", "properties": about, "minProperties": 1, "maxProperties": 1}
    return {"anyOf": [{"enum": list(KINDS)}, {**one, "additionalProperties": False}]}


def main() -> None:
    """Write the files."""
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
