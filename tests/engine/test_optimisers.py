"""The optimisers: PyTorch's documented rules written out anew, how an update is told, and training that goes on."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from backprop.errors import BackpropError
from backprop.expression import expression
from backprop.figure.specification import Specification
from backprop.figure.text import print_term
from backprop.formulas import update_formulas
from backprop.network import default_values, multilayer_perceptron
from backprop.optimisers import OPTIMISERS
from backprop.session import answer
from backprop.training import train

XOR = [{"x1": float(a), "x2": float(b), "y": float(a ^ b)} for a in (0, 1) for b in (0, 1)]
GATE = {"network": [2, 2, 1], "loss": "binary-cross-entropy", "samples": XOR}
RATE = 0.03


# As https://docs.pytorch.org/docs/stable/optim.html has them, with its defaults; of momentum and RMSprop by name.


def descent(gradients: Iterator[float]) -> Iterator[float]:
    for g in gradients:
        yield -RATE * g


def momentum(gradients: Iterator[float]) -> Iterator[float]:
    b = None
    for g in gradients:
        b = g if b is None else 0.9 * b + g
        yield -RATE * b


def rmsprop(gradients: Iterator[float]) -> Iterator[float]:
    v = 0.0
    for g in gradients:
        v = 0.99 * v + (1 - 0.99) * g * g
        yield -RATE * g / (math.sqrt(v) + 1e-8)


def adam(gradients: Iterator[float]) -> Iterator[float]:
    m = v = 0.0
    for t, g in enumerate(gradients, 1):
        m = 0.9 * m + (1 - 0.9) * g
        v = 0.999 * v + (1 - 0.999) * g * g
        yield -RATE * (m / (1 - 0.9**t)) / (math.sqrt(v / (1 - 0.999**t)) + 1e-8)


RULES: dict[str, Callable[[Iterator[float]], Iterator[float]]] = {
    "gradient-descent": descent,
    "momentum": momentum,
    "rmsprop": rmsprop,
    "adam": adam,
}


def ask(call: str, specification: object = GATE, **more: object) -> dict[str, object]:
    found: dict[str, object] = json.loads(answer(json.dumps({"call": call, "specification": specification, **more})))
    return found


def test_every_optimiser_has_an_oracle() -> None:
    assert set(OPTIMISERS) == set(RULES)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_an_optimiser_moves_as_its_documented_rule(name: str) -> None:
    """Every parameter of the gate over 50 updates, by the gradients that each state has."""
    network = multilayer_perceptron([2, 2, 1], "tanh", "binary-cross-entropy")
    values = {**default_values(network), **XOR[0]}
    states = list(train(network.graph, values, rate=RATE, updates=50, samples=XOR, optimiser=name))
    for parameter in states[0].parameters:
        moves = RULES[name](state.gradients[parameter] for state in states[:-1])
        for (before, after), move in zip(pairwise(states), moves, strict=True):
            expected = before.parameters[parameter] + move
            assert after.parameters[parameter] == pytest.approx(expected, rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_the_gate_learns(name: str) -> None:
    """Exclusive or, by every optimiser at the rate that the page offers: all four samples on the right side."""
    done = ask("train", optimiser=name, rate=OPTIMISERS[name].rate, updates=1500)
    weights = dict(zip(done["names"], done["states"][-1][1], strict=True))  # type: ignore[call-overload, index]
    assert done["states"][-1][0] < 0.05  # type: ignore[index]
    built = Specification.from_mapping(GATE).to_mapping()
    fit = ask("fit", {**built, "values": {**built["values"], **weights}})  # type: ignore[dict-item]
    assert "4 of 4" in str(fit["sentence"])


@pytest.mark.parametrize("name", OPTIMISERS)
def test_training_goes_on_with_what_was_kept(name: str) -> None:
    """As the page does it, in pieces: not one digit is another than of the whole."""
    whole = ask("train", optimiser=name, rate=RATE, updates=6)
    first = ask("train", optimiser=name, rate=RATE, updates=2)
    _, weights, _, kept = first["states"][-1]  # type: ignore[index]
    values = dict(zip(first["names"], weights, strict=True))  # type: ignore[call-overload]
    second = ask("train", {**GATE, "values": values}, optimiser=name, rate=RATE, updates=4, kept=kept, made=2)
    assert [*first["states"], *second["states"][1:]] == whole["states"]  # type: ignore[index, misc]
    assert len(kept) == len(first["keeps"]) == len(OPTIMISERS[name].keeps)  # type: ignore[arg-type]


TOLD = {
    "gradient-descent": [("w₁₁", "w₁₁ − η·∂L/∂w₁₁", "0.8 − 0.1 × (−0.25)", "0.825")],
    "momentum": [
        ("m", "μ·m + ∂L/∂w₁₁", "0.9 × 0.5 + (−0.25)", "0.2"),
        ("w₁₁", "w₁₁ − η·m", "0.8 − 0.1 × 0.2", "0.78"),
    ],
    "rmsprop": [
        ("v", "α·v + (1 − α)·(∂L/∂w₁₁)²", "0.99 × 0.5 + (1 − 0.99) × (−0.25)²", "0.4956"),
        ("w₁₁", "w₁₁ − η·∂L/∂w₁₁/(sqrt(v) + ε)", "0.8 − 0.1 × (−0.25)/(sqrt(0.4956) + 1×10⁻⁸)", "0.8355"),
    ],
    "adam": [
        ("m", "β₁·m + (1 − β₁)·∂L/∂w₁₁", "0.9 × 0.5 + (1 − 0.9) × (−0.25)", "0.425"),
        ("v", "β₂·v + (1 − β₂)·(∂L/∂w₁₁)²", "0.999 × 0.5 + (1 − 0.999) × (−0.25)²", "0.4996"),
        ("m̂", "m/(1 − β₁^(t))", "0.425/(1 − 0.9³)", "1.568"),
        ("v̂", "v/(1 − β₂^(t))", "0.4996/(1 − 0.999³)", "166.7"),
        ("w₁₁", "w₁₁ − η·m̂/(sqrt(v̂) + ε)", "0.8 − 0.1 × 1.568/(sqrt(166.7) + 1×10⁻⁸)", "0.7879"),
    ],
}


@pytest.mark.parametrize("name", OPTIMISERS)
def test_an_update_is_told_line_by_line(name: str) -> None:
    """Symbols, numbers and results, worked out by hand; fractions stand as such in a page."""
    rule = OPTIMISERS[name]
    known = rule.given(0.8, -0.25, (0.5,) * len(rule.keeps), 0.1, 3)
    told = [tuple(map(print_term, (each.target, *each.lines))) for each in update_formulas(rule, "w11", "L", known)]
    assert told == TOLD[name]


def test_the_page_gets_the_formulas_of_the_next_update() -> None:
    """With arrows, as what is assigned is no equation; of the mean loss, as there are several samples."""
    asked = {"optimiser": "adam", "rate": 0.1, "parameter": "w11", "value": 0.8, "gradient": -0.25}
    told = str(ask("update", **asked, kept=[[0.5], [0.5]], made=2)["formulas"])
    assert told.count("<mo>←</mo>") == 5
    assert 'data-d="L w11"' in told
    assert re.search(r"<mn[^>]*>0\.7879</mn>", told)


def test_a_parameter_that_is_still_moves_by_what_was_kept() -> None:
    """Momentum goes on where a gradient is 0; descent does not."""
    graph = expression("0*w", ["w"])
    kept = {"w": (1.0,)}
    *_, moved = train(graph, {"w": 1.0}, rate=0.5, updates=1, optimiser="momentum", kept=kept, made=1)
    assert moved.parameters["w"] == pytest.approx(1 - 0.5 * 0.9)
    *_, still = train(graph, {"w": 1.0}, rate=0.5, updates=1)
    assert still.parameters["w"] == 1.0


@pytest.mark.parametrize(
    ("call", "more", "argument"),
    [
        ("train", {"optimiser": "adamw", "updates": 1}, "optimiser"),
        ("train", {"optimiser": ["adam"], "updates": 1}, "optimiser"),
        ("train", {"optimiser": "adam", "kept": [[0.0]], "updates": 1}, "kept"),
        ("train", {"optimiser": "momentum", "kept": [[0.0] * 8], "updates": 1}, "kept"),
        ("train", {"optimiser": "momentum", "kept": [["m"] * 9], "updates": 1}, "kept"),
        ("train", {"optimiser": "momentum", "kept": {"w11": 1}, "updates": 1}, "kept"),
        ("train", {"made": -1, "updates": 1}, "made"),
        ("train", {"made": 1.5, "updates": 1}, "made"),
        ("update", {"parameter": "x1", "value": 1, "gradient": 1}, "parameter"),
        ("update", {"parameter": "w11", "value": None, "gradient": 1}, "value"),
        ("update", {"parameter": "w11", "value": 1, "gradient": "steep"}, "gradient"),
    ],
)
def test_a_wrong_request_names_argument_and_remedy(call: str, more: dict[str, object], argument: str) -> None:
    error = ask(call, **more)["error"]
    assert error["argument"] == argument  # type: ignore[index]
    assert error["remedy"]  # type: ignore[index]


def test_an_unknown_optimiser_is_refused_by_the_engine() -> None:
    with pytest.raises(BackpropError, match="use one of gradient-descent, momentum"):
        next(train(expression("w*w", ["w"]), {"w": 1.0}, rate=0.1, updates=1, optimiser="newton"))
