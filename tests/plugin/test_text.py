"""What the text says stands where its figure shows it, in both languages: formulas, symbols and words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from backprop.figure.frames import Figure, build
from backprop.figure.specification import Specification
from backprop.graph import evaluate
from backprop.steps import gradients
from backprop_web import document
from tools import heads
from tools.examples import Figures
from tools.heads import LANGUAGES, Words
from tools.program_examples import PROGRAM_EXAMPLES

SUM = r"\frac{\partial L}{\partial x} = \sum_k \frac{\partial L}{\partial z_k}\cdot\frac{\partial z_k}{\partial x}"
SHOWN = re.compile(r"^````+.*?^````+ *$", re.DOTALL | re.MULTILINE)
UNNAMED = re.compile(r'data-n="v(\d+)"')
TERM = re.compile(r'data-d="L (\w+)" class="bp-cotangent">(?:(?!data-d).)*<mo>·</mo><mfrac data-d="(\w+) (\w+)"')
"""Of the formula of a step: of what the arriving gradient is, and what is differentiated by what there."""
ELSEWHERE = re.compile(r"\b(?:up|down)stream\b", re.IGNORECASE)
# Where readers are told what other courses say.
TOLD = {"chain-rule-and-backpropagation.md#the-chain-rule-in-the-only-form-needed"}


def sections(words: Words, page: str) -> Iterator[tuple[str, str]]:
    """The sections of a page, each from its heading of any level on, by the address that they have."""
    text = SHOWN.sub("", (words.docs / page).read_text("utf-8"))
    for part in re.split(r"^(?=##)", text, flags=re.MULTILINE):
        address = re.search(r"^##.*\{ #([\w-]+) \}", part)
        yield f"{page}#{address[1] if address else ''}", part


def figures(text: str) -> Iterator[Figure]:
    """Those with steps."""
    for fence in heads.FENCE.finditer(SHOWN.sub("", text)):
        if fence["kind"] == "backprop":
            drawn = build(Specification.from_mapping(document.read(fence["text"]).mapping))
            if isinstance(drawn, Figure):
                yield drawn


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.docs.name)
def test_the_sum_over_readers_is_printed_once_where_figures_add(words: Words) -> None:
    """The chain rule of several variables, and in its section a network with a step that is this formula: one term for
    each of two readers, what arrives there times how it depends on the value."""
    found = [(place, text) for page in heads.teaching() for place, text in sections(words, page) if SUM in text]
    assert [place for place, _ in found] == ["backpropagation-at-work.md#where-gradients-meet"]
    *_, network = figures(found[0][1])
    terms = [list(dict.fromkeys(TERM.findall(frame.text))) for frame in network.frames if frame.phase == "backward"]
    (added,) = (each for each in terms if len(each) > 1)
    assert added == [("z2_1", "z2_1", "h1_1"), ("z2_2", "z2_2", "h1_1")]


@pytest.mark.parametrize("page", heads.teaching())
def test_no_name_of_a_figure_is_left_out(page: str) -> None:
    """Results that nobody has named are v1, v2 and so on: who meets v4 has met v2."""
    for figure in figures((heads.DOCS / page).read_text("utf-8")):
        met = {int(number) for frame in figure.frames for number in UNNAMED.findall(frame.drawing)}
        assert met == set(range(1, len(met) + 1)), figure.title


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.docs.name)
def test_what_arrives_has_one_name(words: Words) -> None:
    """Pages that teach say *arriving*; one of them, and Terminology, say what it is called elsewhere."""
    told = {place for page in heads.teaching() for place, text in sections(words, page) if ELSEWHERE.search(text)}
    assert told == TOLD
    assert len(ELSEWHERE.findall((words.docs / "terminology.md").read_text("utf-8"))) > 4


def test_the_gradients_that_a_source_has_exchanged_are_those_that_its_page_names() -> None:
    """Postnetwork's, by the formulas of the remark."""
    (example,) = (each for each in PROGRAM_EXAMPLES if each.name == "postnetwork")
    figure = Figures.of(example)
    values = evaluate(figure.graph, figure.given)
    of = {node.name: values[node.index] for node in figure.graph.nodes}
    slopes = gradients(figure.graph, values)
    assert "∂L/∂w₈ is (ŷ₂ − y₂)·a₁ and ∂L/∂w₉ is (ŷ₁ − y₁)·a₂" in example.remark
    assert slopes["w8"] == pytest.approx((of["yhat2"] - of["y2"]) * of["a1"])
    assert slopes["w9"] == pytest.approx((of["yhat1"] - of["y1"]) * of["a2"])
