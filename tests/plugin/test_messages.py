"""What an author is told in other languages: every text of the schema and of the engine, and no text that is gone."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from backprop_web import messages, schema
from backprop_web.languages import DEFAULT
from backprop_web.messages import de
from backprop_web.problems import Problem
from backprop_web.sandbox import answer
from tests.support import translation
from tests.support.site import ROOT

HEAD = "name: mine\ntitle: Mine\n"
NETWORK = f"{HEAD}network: [1, 2, 1]\n"
PROGRAM = f"{HEAD}values: {{w: 2}}\npython: |\n  "
MISTAKES = [
    *("", "- a", "name: x", HEAD, "name: A b\ntitle: x\nnetwork: [1, 1]\n", f"{HEAD}physics: heat\n"),
    *(f"{HEAD}network: [1, 1]\nexpression: x\n", f"{HEAD}network: [1, x]\n", f"{HEAD}network: [1, 9, 1]\n"),
    *(f"{NETWORK}{line}\n" for line in ("activation: tanhh", "los: x", "values: {w99: 1}", "values: {x: abc}")),
    *(f"{NETWORK}{line}\n" for line in ("values: 3", "values: {x: 010, y: 1:30}", "samples: [{x: 1}]", "sample: 2")),
    *(f"{NETWORK}{line}\n" for line in ("samples: [{x: 1, y: 1}, {x: 1, z: 2}]", "mode: sideways", "by: x")),
    *(f"{NETWORK}{line}\n" for line in ("mode: forward\nsums: split", "view: layers\nfade: 2", "closed: foo")),
    *(f"{NETWORK}{line}\n" for line in ("skip: [[0, 1]]", "fixed: [q]", "normalize: batch", "fused: true", "seed: 2")),
    *(f"{NETWORK}{line}\n" for line in ("dropout: {h9: 0}", "lang: xx", "notation: 3", "fade: -1")),
    *(f"{HEAD}{line}\n" for line in ("count: foo", "count: operations\ndepths: [1, 1]", "expression: x*y")),
    *(f"{HEAD}expression: {text}\nvalues: {{x: -1}}\n" for text in ("sin(x))", "log(x)", "foo(x)", "x\nresidual: u_q")),
    *(f"{HEAD}network: [1, 2\n", f"{HEAD}values: {{x: 1\n", f"{HEAD}title: two\n", f"{HEAD}\tnetwork: [1]\n"),
    *("name: x\ntitle: a: b\n", 'name: x\ntitle: "a\n', "name: x\ntitle: a # b\n", "name: x\ntitle: &a b\n"),
    *("name: x\ntitle: yes\n", f"{HEAD}values\n", f"{HEAD}{{: 3\n", "name: 2026-11-29\n", f"{HEAD}0.5: 1\n"),
    *(f"{PROGRAM}{line}\n" for line in ("L = open(w)", "import os", "L = w*q", "L = w*", "L = len(w)", "L = w @ w")),
    *(f"{PROGRAM}{line}\n" for line in ("L = [w][3]", "L = lambda: w", "L, a = w, w, w", "L = w.data")),
]
# Functions and words of programs and of YAML, and kinds of boxes.
NAMED = {
    "cross",
    "entropy",
    "mean",
    "neurons",
    "smooth",
    "step",
    "true",
    "value",
    "where",
    "weights",
    "from",
    "arriving",
}
# Where what is told of a fence is written, and the place of the remedy in a call.
WRITTEN = ("engine/backprop", "plugins/backprop_web", "plugins/mkdocs_backprop")
ASKED = ("engine/backprop/figure", "engine/backprop/program", "engine/backprop/wiring.py", "plugins/backprop_web")
REMEDY = {"SpecificationError": 2, "GraphError": 2, "WrongError": 1, "RefusedError": 2, "ProgramError": 1, "Problem": 2}
HOLE = "\0"
UNASKED = (
    "takeaway.py|comparing.py|training.py|optimising.py|questions.py|practice.py|runs.py|answers.py|physics.py"
    "|plot.py|solutions.py|terminal|exercises.py|worksheets.py|whole.py|alone.py|writing.py|picture.py|node|parity.py"
)


def told(source: str, code: str) -> list[str]:
    request = {"call": "figure", "source": source, "lang": code, "run": True}
    return [each["message"] for each in json.loads(answer(json.dumps(request)))["problems"]]


@pytest.mark.parametrize("source", MISTAKES)
def test_a_mistake_is_told_in_the_language_of_the_page(source: str) -> None:
    """All words of English that are left are names: keys, words that a key can have, and what the author wrote."""
    own, english = told(source, "de"), told(source, DEFAULT)
    assert len(own) == len(english) > 0
    keys = [[key, each.get("examples")] for key, each in schema.schema()["properties"].items()]
    names = translation.words_of(f"{source} {json.dumps(keys)}") | NAMED
    for sentence, other in zip(own, english, strict=True):
        assert sentence != other
        assert translation.untranslated("de", [sentence]) - names == set()


def test_every_key_is_explained() -> None:
    """And every remedy of the schema is there, and none of another one."""
    paths = dict(messages.remedies(schema.shipped()))
    assert set(de.SCHEMA) == set(paths)
    for key, about in schema.schema()["properties"].items():
        assert messages.about(key, about["description"], "de") not in ("", about["description"])
        assert messages.about(key, about["description"], DEFAULT) == about["description"]


def test_every_key_of_an_exercise_is_explained() -> None:
    """And every remedy of its schema is translated."""
    assert set(de.EXERCISE) == set(schema.exercise()["properties"])
    for key, about in schema.exercise()["properties"].items():
        assert messages.about_exercise(key, about["description"], "de") != about["description"]
        assert messages.about_exercise(key, about["description"], DEFAULT) == about["description"]
        assert messages.remedy(about["remedy"], "de") != about["remedy"]


def modules(places: Sequence[str]) -> Iterator[tuple[Path, ast.Module]]:
    for place in places:
        found = ROOT / place
        for path in sorted(found.rglob("*.py")) if found.is_dir() else [found]:
            if "messages" not in path.parts and "languages" not in path.parts:
                yield path, ast.parse(path.read_text("utf-8"))


def text_of(node: ast.expr) -> str | None:
    """A text as it is written, with a hole for what is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(text_of(each) or HOLE for each in parts)
    return None


def remedies() -> Iterator[str]:
    """What is told of a fence, with a word for what is filled in."""
    for path, tree in modules(ASKED):
        if re.search(UNASKED, path.as_posix()):
            continue
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id=name), args=args) if name in REMEDY and len(args) > REMEDY[name]:
                    found = text_of(args[REMEDY[name]])
                case ast.Assign(targets=[ast.Name(id="remedy")], value=value):
                    found = text_of(value)
                case _:
                    continue
            if found and re.search(r"[a-z]+ [a-z]", found):
                # A hint before a word may be missing.
                yield re.sub(rf"(^|(?<= )){HOLE}(?=[a-z])", "", found).replace(HOLE, "such as x or y")


@pytest.mark.parametrize("remedy", sorted(set(remedies())))
def test_every_remedy_of_the_engine_is_translated(remedy: str) -> None:
    spoken = messages.message(Problem("a", "b", remedy, 1), "de")
    assert spoken.startswith("a ist b: ")
    assert remedy not in spoken


def test_no_text_is_translated_that_is_gone() -> None:
    texts = [
        text
        for _, tree in modules(WRITTEN)
        for node in ast.walk(tree)
        if isinstance(node, ast.expr) and (text := text_of(node))
    ]
    # Where something may be missing, with it and without.
    exercise = [remedy for _, remedy in messages.remedies(schema.exercise())]
    written = "\n".join([*texts, *(text.replace(HOLE, "") for text in texts), *exercise])
    for text in (*de.MISTAKES, *de.VALUES, *de.KEYS):
        parts = [part for part in re.split(r"\{\w+\}", text) if len(part) > 3]
        assert [part for part in parts if part.strip(" ():,;") not in written] == []
