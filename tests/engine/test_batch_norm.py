"""A network that is normalised over its samples, which make one graph then: whatever works on it works on all of them.

That values and gradients are right, the tests of matrices say, and JAX: test_layers.py, test_against_peers.py.
"""

from __future__ import annotations

import json

import numpy as np
import numpy.typing as npt
import pytest

from backprop.batches import batch
from backprop.errors import BackpropError
from backprop.figure.frames import build_figure, run_of
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from backprop.network import multilayer_perceptron
from backprop.session import answer
from backprop.wiring import Wiring
from tests.support.figures import Described
from tests.support.programs import run

Array = npt.NDArray[np.float64]
POINTS = {"x": (-1.0, 0.5, 2.0), "y": (0.2, 0.9, -0.4)}
SAMPLES = [dict(zip(POINTS, each, strict=True)) for each in zip(*POINTS.values(), strict=True)]
WEIGHTS = {
    "w11": 0.7, "w12": -1.2, "gamma1": 1.5, "gamma2": -0.8, "beta1": 0.3, "beta2": 0.1, "wo1": 0.6, "wo2": 1.1,
    "bo": 0.2,
}  # fmt: skip
FIGURE: Described = {
    "name": "normal", "network": [1, 2, 1], "normalize": "batch", "view": "layers", "samples": SAMPLES,
    "values": WEIGHTS,
}  # fmt: skip
STEP = 1e-6


def predicted(weights: dict[str, float], x: Array, statistics: Array) -> Array:
    """What the network says at `x`, with the means and variances that `statistics` have."""
    z = np.outer(x, [weights["w11"], weights["w12"]])
    known = np.outer(statistics, [weights["w11"], weights["w12"]])
    n = (z - known.mean(0)) / np.sqrt(known.var(0) + 1e-5)
    scale, shift = ([weights[f"{name}{unit}"] for unit in (1, 2)] for name in ("gamma", "beta"))
    return np.asarray(np.tanh(n * scale + shift) @ [weights["wo1"], weights["wo2"]] + weights["bo"])


def loss(weights: dict[str, float]) -> float:
    """The mean of half the squared errors."""
    x, y = map(np.array, POINTS.values())
    return float(((predicted(weights, x, x) - y) ** 2).mean() / 2)


def slopes() -> dict[str, float]:
    """By central differences."""
    return {
        name: (loss({**WEIGHTS, name: value + STEP}) - loss({**WEIGHTS, name: value - STEP})) / (2 * STEP)
        for name, value in WEIGHTS.items()
    }


def asked(call: str, **more: object) -> dict[str, object]:
    """What the engine in the page answers."""
    answered: dict[str, object] = json.loads(answer(json.dumps({"call": call, "specification": FIGURE, **more})))
    return answered


def test_a_training_moves_all_parameters_along_the_gradient_of_the_whole_batch() -> None:
    """The loss, the gradients and the first update are those of an array program."""
    done = asked("train", rate=0.1, updates=40)
    names, states = done["names"], done["states"]
    assert isinstance(names, list)
    assert isinstance(states, list)
    first, second, *_, last = states
    assert first[0] == pytest.approx(loss(WEIGHTS), rel=1e-12)
    assert dict(zip(names, first[2], strict=True)) == pytest.approx(slopes(), abs=1e-9)
    assert second[0] == pytest.approx(loss({name: WEIGHTS[name] - 0.1 * each for name, each in slopes().items()}))
    assert last[0] < first[0] / 2


def test_between_the_samples_means_and_variances_are_those_of_the_samples() -> None:
    """The curve goes through what the network says at each sample, and it is said what holds between."""
    fit = asked("fit")
    x, y = map(np.array, POINTS.values())
    farthest = float(np.abs(predicted(WEIGHTS, x, x) - y).max())
    assert f"{farthest:.4g} away" in str(fit["sentence"])
    assert "means and variances are those of the samples" in str(fit["sentence"])


def test_the_table_of_samples_says_what_the_network_makes_of_the_batch() -> None:
    x = np.array(POINTS["x"])
    figure = build_figure(Specification.from_mapping(FIGURE))
    for each in predicted(WEIGHTS, x, x):
        assert f"<td>{each:.4g}</td>".replace("-", "−") in figure.samples
    assert asked("samples")["table"] == figure.samples


@pytest.mark.parametrize("dialect", ["numpy", "jax", "pytorch"])
def test_the_program_to_take_away_has_the_whole_batch(dialect: str) -> None:
    """What it prints, where it can be run here, is what the figure shows."""
    text = str(asked("takeaway", what=dialect)["text"])
    assert "mu1" in text
    if dialect == "numpy":
        printed = run(text)
        assert printed["L"] == pytest.approx(loss(WEIGHTS), rel=1e-12)
        assert {name: printed[f"dL/d{name}"] for name in WEIGHTS} == pytest.approx(slopes(), abs=1e-9)


def test_text_quotes_the_numbers_of_the_batch() -> None:
    """Those of a parameter, of the loss, and of what is normalised."""
    specification = Specification.from_mapping(FIGURE)
    numbers = quotable(specification, build_figure(specification).run)
    assert numbers == quotable(specification)
    assert numbers["L"] == f"{loss(WEIGHTS):.4g}"
    assert float(numbers["dL/dgamma1"].replace("−", "-")) == pytest.approx(slopes()["gamma1"], rel=1e-3)
    assert numbers["mu1"] == "0.35"


def test_fields_are_those_of_one_sample_and_of_the_parameters() -> None:
    """There is no bias of a hidden unit: its mean over the samples would take it out again."""
    fields = {each.name for each in build_figure(Specification.from_mapping(FIGURE)).fields}
    assert fields == {*WEIGHTS, "x", "y", "sample"}


def test_the_samples_that_move_alike_leave_everything_as_it_is() -> None:
    """The gradients at the sums of a unit add up to nothing over the samples."""
    shown = run_of(Specification.from_mapping(FIGURE))
    found = {shown.names[step.target]: step.result for step in shown.steps if step.phase == "backward"}
    for unit in (1, 2):
        assert sum(found[f"z{sample}{unit}"] for sample in (1, 2, 3)) == pytest.approx(0, abs=1e-12)


def test_one_sample_alone_has_nothing_left() -> None:
    """In a program, too: the error names what is wrong, and the remedy."""
    with pytest.raises(BackpropError, match="samples is 1: give 2 or more"):
        batch(multilayer_perceptron([1, 2, 1], wiring=Wiring(normalize="batch")), 1)
