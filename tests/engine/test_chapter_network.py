"""The chapter's 1-2-1 network: every value and gradient, the order of the steps, the counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backprop.graph import evaluate
from backprop.network import default_values, multilayer_perceptron
from backprop.steps import backward_steps, forward_steps, gradients

CASES = {case["id"]: case for case in json.loads((Path(__file__).parents[1] / "cases.json").read_text())["cases"]}
OWN = CASES["own-1-2-1"]
COUNTS = CASES["own-step-counts"]["expected"]
NETWORK = multilayer_perceptron([1, 2, 1])
INPUTS = {name: float(text) for name, text in OWN["inputs"].items()}
VALUES = evaluate(NETWORK.graph, INPUTS)


def test_the_default_values_are_the_chapters() -> None:
    """A fence that gives no values shows the chapter's own numbers."""
    assert default_values(NETWORK) == INPUTS


@pytest.mark.parametrize("name", ["z1", "h1", "z2", "h2", "zo", "yhat", "L"])
def test_values_match_the_published_case(name: str) -> None:
    """Forward values agree with 40-digit arithmetic to 1e-12."""
    value = VALUES[NETWORK.graph.by_name[name]]
    assert value == pytest.approx(float(OWN["expected"][name]), rel=1e-12)


@pytest.mark.parametrize("key", [k for k in OWN["expected"] if k.startswith("dL_d") and "x" not in k])
def test_gradients_match_the_published_case(key: str) -> None:
    """Every gradient agrees with 40-digit arithmetic to 1e-12."""
    gradient = gradients(NETWORK.graph, VALUES)[key.removeprefix("dL_d")]
    assert gradient == pytest.approx(float(OWN["expected"][key]), rel=1e-12)


def test_steps_follow_the_chapters_order() -> None:
    """Seven forward steps, then thirteen backward steps from the loss to b2."""
    names = [NETWORK.graph.nodes[step.target].name for step in forward_steps(NETWORK.graph, VALUES)]
    assert names == ["z1", "h1", "z2", "h2", "zo", "yhat", "L"]
    names = [NETWORK.graph.nodes[step.target].name for step in backward_steps(NETWORK.graph, VALUES)]
    assert [f"dL/d{name}" for name in names] == COUNTS["1-2-1"]["order"]


@pytest.mark.parametrize("widths", ["1-2-1", "1-2-2-2-1"])
def test_counts_come_from_the_graph(widths: str) -> None:
    """Parameters, backward steps and edge products are as the published counts say."""
    network = multilayer_perceptron([int(width) for width in widths.split("-")])
    values = evaluate(network.graph, default_values(network))
    steps = list(backward_steps(network.graph, values))
    assert len(network.graph.parameters) == COUNTS[widths]["params"]
    assert len(steps) == COUNTS[widths]["backward_steps_with_seed"]
    assert sum(len(step.contributions) for step in steps) == COUNTS[widths]["edge_products"]
