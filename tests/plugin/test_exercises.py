"""The fence of an exercise: a worksheet that says no answer, its key apart, and every mistake with its line."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborHTMLParser

from backprop.exercise import session
from backprop_web import runtime, schema
from backprop_web.page import FigureError, Page
from backprop_web.site import Settings, Site

HEAD = "name: mine\ntitle: Mine\n"
DRAW = "draw:\n  values: {w*: [-2, -1.5, 0.5, 2], b*: [-1, 1], x: [2, 3, 4], y: [1, 2]}\n"
ASK = "ask: [{factor: dzo/dwo1}, {value: dL/dwo1}]\n"
NETWORK = "network: [1, 1]\n"
MINE = HEAD + NETWORK + DRAW + ASK


def test_the_answers_stand_in_the_key_alone() -> None:
    """Its own element is closed; without it the source has neither answer nor way, in any attribute or text."""
    tree = LexborHTMLParser(Page(live=True).exercise(MINE))
    key = tree.css_first("div.bp-exercise > details.bp-key-of")
    assert key is not None
    assert "open" not in key.attributes
    answers = [each.text() for each in key.css(".bp-solution")]
    assert len(answers) == 2
    key.decompose()
    rest = tree.html or ""
    assert "bp-room" in rest
    assert all(answer not in rest or len(answer) < 3 for answer in answers)
    assert "bp-sentence" not in rest


MISTAKES = [
    (HEAD + NETWORK + DRAW, "ask", 1, "list what is asked"),
    (HEAD + NETWORK + ASK, "draw", 1, "write what is drawn"),
    (f"{HEAD}{NETWORK}draw: 3\n{ASK}", "draw", 4, "write what is drawn"),
    (f"{HEAD}{NETWORK}{DRAW}ask: [valeu]\n", "ask.0", 6, "did you mean value"),
    (f"{HEAD}{NETWORK}{DRAW}ask:\n  - order\n  - value: dL/dq\n", "ask.1.value", 8, "use one of"),
    (f"{HEAD}{NETWORK}draw:\n  values:\n    q: [1]\n{ASK}", "draw.values.q", 6, "use one of"),
    (f"{HEAD}{NETWORK}{DRAW}{ASK}seed: x\n", "seed", 7, "whole number"),
    (f"{HEAD}{NETWORK}{DRAW}{ASK}predict: true\n", "predict", 7, "leave this out"),
    (f"{HEAD}{DRAW}{ASK}", "network", 1, "network: [1, 2, 1]"),
    (f"title: Mine\n{NETWORK}{DRAW}{ASK}", "name", 1, "name: mine"),
    (f"{HEAD}{NETWORK}activation: tanhh\n{DRAW}{ASK}", "activation", 4, "did you mean tanh"),
    (f"{HEAD}{NETWORK}draw: {{values: {{x: [0]}}}}\n{ASK}", "draw", 4, "worth solving"),
]


@pytest.mark.parametrize(("source", "key", "line", "remedy"), MISTAKES, ids=str)
def test_a_mistake_names_key_line_and_remedy(source: str, key: str, line: int, remedy: str) -> None:
    with pytest.raises(FigureError) as caught:
        Page().exercise(source)
    (problem,) = caught.value.problems
    assert (problem.key, problem.line) == (key, line)
    assert remedy in problem.remedy


def test_an_exercise_has_a_place_of_its_own_in_the_page() -> None:
    page = Page()
    page.exercise(MINE)
    with pytest.raises(FigureError, match="has the id mine"):
        page.figure(f"{HEAD}{NETWORK}")


def test_the_schema_is_a_schema_and_names_what_the_engine_reads() -> None:
    from backprop.exercise.specification import KEYS

    Draft202012Validator.check_schema(schema.exercise())
    assert set(schema.exercise()["properties"]) == set(KEYS)


@pytest.mark.parametrize("live", [True, False])
def test_a_page_with_an_exercise_alone_gets_all_that_it_needs(live: bool, made: runtime.Runtime) -> None:
    """Style, font and scripts; what judges answers only where Python runs, and only on such a page."""
    site = Site(Settings(live=live))
    site.page("index.md").exercise(MINE)
    names = {asset.name.partition(".")[0] for asset in site.stage()}
    tags = site.tags(site.pages["index.md"], "")
    assert {"figure", "exercise", "stepping"} <= names
    assert ("practice" in names, "exercises" in names, "practice." in tags) == (live, live, live)
    other = Site(Settings(live=live))
    other.page("index.md").figure(f"{HEAD}{NETWORK}")
    assert not {"practice", "exercises", "exercise"} & {asset.name.partition(".")[0] for asset in other.stage()}
    # With the whole way to each answer and what sheets say of losses and samples it is 27,000, with what they say of
    # the drawing 29,200, with what a step is, the names of all steps and the steps beside a drawing 30,240; fetched on
    # demand.
    assert made.files["exercises"].size < 30_500


def test_a_page_gets_the_exercises_of_the_others_on_request() -> None:
    """Of those in its language, if there are any; not where a host makes one page after the other."""
    site = Site(Settings())
    own, second, german = (site.page(name, lang) for name, lang in (("a.md", "en"), ("b.md", "en"), ("c.md", "de")))
    for place, page in enumerate((own, second, german)):
        page.exercise(MINE.replace("name: mine", f"name: mine-{place}"))
    (collection,) = (asset for asset in site.stage() if asset.name.startswith("collection."))
    told = json.loads(collection.content.decode().partition('",')[2].removesuffix("));\n"))
    assert [each["name"] for each in told["detail"]] == ["mine-0", "mine-1"]
    assert [collection.uri in site.tags(page, "") for page in (own, second, german)] == [True, True, False]
    assert all(f'"{role}":"' in unescape(site.tags(german, "")) for role in ("round", "grid"))
    other, alone = site.alone("d.md")
    alone.exercise(MINE)
    assert not any(asset.name.startswith("collection.") for asset in other.stage())


def test_a_browsers_python_answers_as_the_engine_does(tmp_path: Path, made: runtime.Runtime) -> None:
    """From the wheel and the archive alone, with no library's module that those two do not need."""
    wheel, archive = tmp_path / "engine.whl", tmp_path / "exercises.zip"
    for role, path in (("engine", wheel), ("exercises", archive)):
        path.write_bytes(gzip.decompress(made.files[role].content))
    with ZipFile(archive) as opened, ZipFile(wheel) as engine:
        assert not set(opened.namelist()) & set(engine.namelist())
    mapping = {"network": [1, 1], "name": "mine", "draw": {"values": {"x": [2, 3]}}, "ask": [{"value": "zo"}]}
    request = json.dumps({"call": "paper", "exercise": mapping, "number": 3})
    code = f"from backprop_exercises import answer; print(answer({request!r}))"
    paths = f"{wheel}:{archive}"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], env={"PYTHONPATH": paths}, capture_output=True, encoding="utf-8"
    )
    assert done.stdout.strip() == session.answer(request), done.stderr
