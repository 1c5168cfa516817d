"""Networks with a cross-entropy: probability and loss one after the other, or in one step, and published numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import pytest

from backprop.errors import GraphError, SpecificationError
from backprop.figure.frames import build_figure
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from backprop.graph import evaluate
from backprop.losses import LOSSES
from backprop.network import default_values, multilayer_perceptron
from backprop.steps import gradients

FUSED = [name for name, loss in LOSSES.items() if loss.fused]


def shown(mapping: Mapping[str, object]) -> dict[str, str]:
    """The numbers of a figure by name, with six digits."""
    found = quotable(Specification.from_mapping(mapping))
    return {name.removesuffix(", six digits"): number for name, number in found.items() if name.endswith("six digits")}


def texts(mapping: Mapping[str, object]) -> dict[str, str]:
    """What each step says, by its title."""
    frames = build_figure(Specification.from_mapping(mapping)).frames
    plain = (re.sub("<[^>]+>", "", frame.text) for frame in frames)
    titles = (re.sub("<[^>]+>", "", frame.text.split("</h3>")[0]) for frame in frames)
    return {title: text.removeprefix(title) for title, text in zip(titles, plain, strict=True)}


@pytest.mark.parametrize("loss", FUSED)
@pytest.mark.parametrize("outputs", [1, 2, 3, 8])
def test_both_ways_give_the_same_loss_and_gradients(loss: str, outputs: int) -> None:
    """Probability and loss apart, and fused, for every parameter; the textbook formula is the oracle of the loss."""
    if outputs == 1 and LOSSES[loss].targets == "shared":
        return
    apart = multilayer_perceptron([2, 3, outputs], "tanh", loss)
    fused = multilayer_perceptron([2, 3, outputs], "tanh", loss, fused=True)
    given = default_values(apart)
    assert default_values(fused) == given
    results = [evaluate(each.graph, given) for each in (apart, fused)]
    named = [
        {node.name: value for node, value in zip(each.graph.nodes, values, strict=True)}
        for each, values in zip((apart, fused), results, strict=True)
    ]
    scores = [value for name, value in named[0].items() if name.startswith("zo")]
    shares = [value for name, value in named[0].items() if re.fullmatch(r"p\d*", name)]
    whole = sum(map(math.exp, scores))
    expected = [math.exp(z) / (whole if loss.startswith("softmax") else 1 + math.exp(z)) for z in scores]
    assert shares == pytest.approx(expected, rel=1e-14)
    assert named[1]["L"] == pytest.approx(named[0]["L"], rel=1e-12)
    one, other = (gradients(each.graph, values) for each, values in zip((apart, fused), results, strict=True))
    parameters = [apart.graph.nodes[index].name for index in apart.graph.parameters]
    assert {name: other[name] for name in parameters} == pytest.approx(
        {name: one[name] for name in parameters}, rel=1e-11, abs=1e-15
    )


@pytest.mark.parametrize(
    ("mapping", "names"),
    [
        ({"network": [1, 1], "loss": "binary-cross-entropy"}, ["zo", "p", "L", "p", "zo"]),
        ({"network": [1, 1], "loss": "binary-cross-entropy", "fused": True}, ["zo", "p", "L", "zo"]),
        ({"network": [1, 2], "loss": "softmax-cross-entropy"},
         ["zo1", "zo2", "p1", "p2", "L", "p1", "p2", "zo1", "zo2"]),
        ({"network": [1, 2], "loss": "softmax-cross-entropy", "fused": True},
         ["zo1", "zo2", "p1", "p2", "L", "zo1", "zo2"]),
    ],
)  # fmt: skip
def test_a_step_shows_the_probability(mapping: dict[str, object], names: list[str]) -> None:
    """The score, then the probability, then the loss; no prediction to which no function is applied."""
    titles = [title.split()[-1] for title in texts(mapping) if not re.search(r" [wb]o\d*$", title)]
    assert [title for title in titles if title != "values"] == names
    assert not any("unchanged: no function" in text for text in texts(mapping).values())


def test_the_fused_step_is_probability_minus_target_beside_the_long_way() -> None:
    """p − y, then why both ways agree, then the chain rule through p with the same result."""
    fused = texts({"network": [1, 1], "loss": "binary-cross-entropy", "fused": True})["Gradient at zo"]
    assert "=p−y" in fused
    assert "the two cancel" in fused
    assert fused.index("p−y") < fused.index("the two cancel") < fused.index("p·(1−p)")
    apart = texts({"network": [1, 1], "loss": "binary-cross-entropy"})["Gradient at zo"]
    assert "p·(1−p)" in apart
    assert "cancel" not in apart
    softmax = texts({"network": [1, 3], "loss": "softmax-cross-entropy", "fused": True})["Gradient at zo2"]
    assert "=p2−y2" in softmax
    assert "add up to 1" in softmax
    assert "(−p1)·p2" in softmax


@pytest.mark.parametrize(("score", "target", "loss"), [(1000.0, 0.0, 1000.0), (-1000.0, 1.0, 1000.0)])
def test_a_probability_of_0_or_1_needs_the_fused_step(score: float, target: float, loss: float) -> None:
    """Apart, the logarithm of 0 is refused; in one step loss and gradient are right, and the text says why."""
    mapping = {"network": [1, 1], "loss": "binary-cross-entropy", "values": {"wo1": 0, "bo": score, "y": target}}
    fused = texts({**mapping, "fused": True})
    assert shown({**mapping, "fused": True})["L"] == f"{loss:.6g}"
    assert "That is why programs take both in one step" in fused["Gradient at zo"]
    with pytest.raises(ValueError, match="fused"):
        build_figure(Specification.from_mapping(mapping))


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_a_certain_right_answer_costs_nothing(target: float) -> None:
    """0 times the logarithm of 0 is 0, its limit."""
    score = 1000.0 if target else -1000.0
    mapping = {"network": [1, 1], "loss": "binary-cross-entropy", "values": {"wo1": 0, "bo": score, "y": target}}
    assert shown(mapping)["L"] == "0"
    assert shown(mapping)["dL/dzo"] == "0"


@pytest.mark.parametrize(
    ("mapping", "remedy"),
    [
        ({"network": [1, 1], "fused": True}, "binary-cross-entropy or softmax-cross-entropy"),
        ({"network": [1, 1], "loss": "binary-cross-entropy", "fused": "yes"}, "true or false"),
    ],
)
def test_fused_is_refused_where_there_is_nothing_to_fuse(mapping: dict[str, object], remedy: str) -> None:
    """The message names the losses that can be."""
    with pytest.raises(SpecificationError, match=remedy):
        Specification.from_mapping(mapping)
    with pytest.raises(GraphError, match="leave it out"):
        multilayer_perceptron([1, 1], fused=True)
    with pytest.raises(GraphError, match="leave out that of the output"):
        multilayer_perceptron([1, 1], ["tanh"], "binary-cross-entropy")


PUBLISHED = [
    (
        "postnetwork-3-2-2-softmax",
        {
            "network": [3, 2, 2], "activation": "sigmoid", "loss": "softmax-cross-entropy",
            "values": {
                "x1": 1, "x2": 2, "x3": -1, "y1": 1, "y2": 0, "w11": 0.2, "w21": -0.3, "w31": 0.4, "w12": -0.5,
                "w22": 0.1, "w32": 0.2, "b1": 0.5, "b2": 0.5, "wo11": 0.3, "wo21": 0.4, "wo12": -0.1, "wo22": 0.2,
                "bo1": 0.1, "bo2": 0.1,
            },
        },
        {"h1": 0.425557483188, "zo1": 0.427667244957, "p1": 0.567147648670, "p2": 0.432852351330,
         "L": 0.567135605855, "dL/dw11": -0.0423257420070, "dL/dwo11": -0.184203557224},
    ),
    (
        "surafelml-2-2-1-bce",
        {
            "network": [2, 2, 1], "activation": "sigmoid", "loss": "binary-cross-entropy",
            "values": {"x1": 1, "x2": 0, "y": 1, "w11": 0.1, "w21": 0.2, "w12": 0.3, "w22": 0.4, "b1": 0, "b2": 0,
                       "wo1": 0.5, "wo2": 0.6, "bo": 0},
        },
        {"zo": 0.607155103826, "p": 0.647291569995, "L": 0.434958436851, "dL/dzo": -0.352708430005,
         "dL/dw11": -0.0439785158087, "dL/dwo2": -0.202610718223},
    ),
    (
        "cs231n-two-layer-dead-relu",
        {
            "network": [2, 2, 3], "activation": "relu", "loss": "softmax-cross-entropy",
            "values": {"x1": 16, "x2": -6, "y1": 0, "y2": 0, "y3": 1, "w11": 0.18, "w12": 0.04, "w21": 0.1, "w22": 0.22,
                       "b1": 0, "b2": 0, "wo11": 0.19, "wo12": -0.1, "wo13": 0.1, "wo21": -0.02, "wo22": -0.01,
                       "wo23": 0.04, "bo1": 0, "bo2": 0, "bo3": 0},
        },
        {"h1": 2.28, "h2": 0, "L": 1.05137546850436, "dL/dzo1": 0.429052723714, "dL/dzo3": -0.650543248367,
         "dL/dwo11": 0.978240210069, "dL/dh2": -0.0368176896555, "dL/dz2": 0, "dL/dw11": -0.0909337567393},
    ),
]  # fmt: skip


@pytest.mark.parametrize("fused", [False, True])
@pytest.mark.parametrize(("mapping", "expected"), [case[1:] for case in PUBLISHED], ids=[case[0] for case in PUBLISHED])
def test_published_networks(mapping: dict[str, object], expected: dict[str, float], fused: bool) -> None:
    """Worked examples of three courses, whose own slips of the pen are not repeated."""
    found = shown({**mapping, "fused": fused})
    assert {name: found[name].replace("−", "-").replace("×10", "e") for name in expected if "e" not in found[name]}
    for name, value in expected.items():
        number = re.sub(r"×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: "e" + m[1].translate(_PLAIN), found[name]).replace("−", "-")
        assert float(number) == pytest.approx(value, rel=1e-5, abs=1e-12), name


_PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
