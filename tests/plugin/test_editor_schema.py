"""The schemas that editors read: every figure of the pages fits them, and each mistake is marked at its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from jsonschema import Draft7Validator

from backprop.exercise.sets import WITHOUT
from backprop.figure import notations
from backprop.figure.specification import KEYS, SUBJECTS
from backprop.figure.subjects import SteppedSubject
from backprop.figure.telling import Telling
from backprop_web import document
from backprop_web.page import FigureError, Page
from tests.engine.exercises import ALL
from tests.engine.test_languages import SUBJECTS as FIGURES
from tests.support.fences import fences
from tests.support.kinds import KINDS
from tools import editor_schema
from tools.exercises import PAGES, entries
from tools.translations import LANGUAGES

FIGURE, EXERCISE = (Draft7Validator(made()) for made in (editor_schema.figure, editor_schema.exercise))
HEAD = {"name": "a", "title": "T"}
LINE = "# yaml-language-server: $schema=figure.json\n"


def test_they_are_schemas_and_up_to_date() -> None:
    """`python -m tools.editor_schema` would write the files that are there."""
    written = editor_schema.pages()
    there = {path: path.read_text("utf-8") for path in editor_schema.ROOT.glob("docs*/schema/*")}
    assert there == written
    for text in there.values():
        Draft7Validator.check_schema(json.loads(text))


SAID = {"title", "description", "errorMessage"}


def said(schema: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text for people, with its place."""
    for key, each in (
        schema.items() if isinstance(schema, dict) else enumerate(schema) if isinstance(schema, list) else ()
    ):
        if key in SAID and isinstance(each, str):
            yield f"{place}/{key}", each
        else:
            yield from said(each, f"{place}/{key}")


def silent(schema: object) -> object:
    """Without those texts."""
    if isinstance(schema, list):
        return [silent(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: silent(each) for key, each in schema.items() if not (key in SAID and isinstance(each, str))}


@pytest.mark.parametrize("made", [editor_schema.figure, editor_schema.exercise])
@pytest.mark.parametrize("code", sorted(set(editor_schema.WORDS) - {"en"}))
def test_all_is_told_in_every_language(made: Callable[[str], object], code: str) -> None:
    """No text is left in English, and nothing else differs."""
    english, other = dict(said(made("en"))), dict(said(made(code)))
    assert len(english) > 50
    assert [place for place, text in english.items() if other[place] == text] == []
    assert silent(made("en")) == silent(made(code))
    assert set(editor_schema.WORDS) == set(LANGUAGES)


@pytest.mark.parametrize("text", fences().values(), ids=fences())
def test_every_fence_of_the_pages_fits(text: str) -> None:
    assert [error.message for error in FIGURE.iter_errors(document.read(text).mapping)] == []


@pytest.mark.parametrize("mapping", [*FIGURES.values(), *KINDS], ids=str)
def test_whatever_the_engine_draws_fits(mapping: dict[str, object]) -> None:
    """Figures of every kind, the unusual ones too."""
    assert [error.message for error in FIGURE.iter_errors({**HEAD, **json.loads(json.dumps(mapping))})] == []


def test_every_exercise_fits() -> None:
    """Those of the pages, and one for each subject and each kind of task."""
    own = [entry.exercise for page in PAGES for entry in entries(page)]
    assert len(own) >= 40
    for page in PAGES:
        text = (editor_schema.ROOT / "docs" / "exercises" / f"{page}.md").read_text("utf-8")
        for source in re.findall(r"^```exercise\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
            assert [error.message for error in EXERCISE.iter_errors(document.read(source).mapping)] == [], source
    for mapping in ALL.values():
        assert [error.message for error in EXERCISE.iter_errors(mapping)] == [], mapping


NETWORK = "network: [1, 2, 1]\n"
BROKEN = [
    ("network: [1]", "network"),
    ("network: [1, 0]", "network.1"),
    ("network: 1-2-1", "network"),
    (f"{NETWORK}activation: tanhh", "activation"),
    (f"{NETWORK}activation: tanh(2)", "activation"),
    (f"{NETWORK}activation: [relu, reluu]", "activation.1"),
    (f"{NETWORK}activation: []", "activation"),
    (f"{NETWORK}output: softmax", "output"),
    (f"{NETWORK}loss: mse", "loss"),
    (f"{NETWORK}initial: xaver", "initial"),
    (f"{NETWORK}initial: zeros(1)", "initial"),
    (f"{NETWORK}lang: xx", "lang"),
    (f"{NETWORK}mode: backwards", "mode"),
    (f"{NETWORK}view: layer", "view"),
    (f"{NETWORK}sums: half", "sums"),
    (f"{NETWORK}bug: forget", "bug"),
    (f"{NETWORK}bias: both", "bias"),
    (f"{NETWORK}normalize: group", "normalize"),
    (f"{NETWORK}batch: row", "batch"),
    (f"{NETWORK}fused: 1", "fused"),
    (f"{NETWORK}fade: -1", "fade"),
    (f"{NETWORK}notation: {{weights: from}}", "notation.weights"),
    (f"{NETWORK}notation: {{layer: names}}", "notation"),
    (f"{NETWORK}samples: []", "samples"),
    (f"{NETWORK}samples: [{{x: true}}]", "samples.0.x"),
    (f"{NETWORK}values: {{x: [[]]}}", "values.x.0"),
    (f"{NETWORK}skip: [[0]]", "skip.0"),
    (f"{NETWORK}networks: 1", ""),
    (f"{NETWORK}residual: u_x", ""),
    (f"{NETWORK}expression: x*x", ""),
    ("expression: x*x\nloss: half-squared-error", ""),
    ("expression: ''", "expression"),
    ("count: products", "count"),
    ("count: operations\nnotation: {delta: true}", ""),
    ("signal: noise", "signal"),
    ("physics: wave", "physics"),
    ("physics: heat\nshow: all", "show"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "place"), BROKEN, ids=[text or "nothing" for text, _ in BROKEN])
def test_a_mistake_is_marked_at_its_place(text: str, place: str) -> None:
    """The page refuses it, too."""
    source = f"name: a\ntitle: T\n{text}"
    found = {".".join(map(str, error.absolute_path)) for error in FIGURE.iter_errors(document.read(source).mapping)}
    assert place in found
    with pytest.raises(FigureError):
        Page().figure(source)


@pytest.mark.parametrize(("key", "value"), [("name", "A b"), ("name", "a_b"), ("title", ""), ("title", "x" * 201)])
def test_name_and_title_are_checked(key: str, value: str) -> None:
    errors = list(FIGURE.iter_errors({**HEAD, "network": [1, 1], key: value}))
    assert {tuple(error.absolute_path) for error in errors} == {(key,)}
    assert all("errorMessage" in error.schema for error in errors)


@pytest.mark.parametrize("missing", ["name", "title", "draw", "ask"])
def test_what_an_exercise_needs_is_missed(missing: str) -> None:
    whole = dict(ALL["two"])
    del whole[missing]
    assert [error.validator for error in EXERCISE.iter_errors(whole)] == ["required"]


@pytest.mark.parametrize("ask", [["valeu"], [{"valeu": "zo"}], [{"value": "zo", "factor": "zo"}], [{"value": 3}], [3]])
def test_a_task_of_no_kind_is_marked(ask: list[object]) -> None:
    (error,) = EXERCISE.iter_errors({**ALL["two"], "ask": ask})
    assert list(error.absolute_path)[:2] == ["ask", 0]


@pytest.mark.parametrize("key", WITHOUT)
def test_what_no_exercise_has_is_no_key_of_one(key: str) -> None:
    errors = EXERCISE.iter_errors({**ALL["two"], key: 1})
    assert [error.validator for error in errors] == ["additionalProperties"]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_figure_has_the_keys_of_what_it_is_about(subject: str) -> None:
    """No more, as the engine says it, and no less."""
    rules = editor_schema.figure()["allOf"]
    (known,) = (each["then"]["propertyNames"]["enum"] for each in rules if each["if"]["required"] == [subject])
    kind = SUBJECTS[subject]
    stepped = Telling.KEYS if issubclass(kind, SteppedSubject) else ()
    own = {*KEYS, *kind.KEYS, *stepped} - ({notations.KEY} if not stepped else set())
    assert set(known) == own


def test_the_line_for_editors_is_read_over() -> None:
    """The figure is the same with it and without."""
    text = "name: a\ntitle: T\nnetwork: [1, 1]\n"
    assert Page().figure(LINE + text) == Page().figure(text)
    assert LINE in (editor_schema.ROOT / "docs" / "authors.md").read_text("utf-8")
