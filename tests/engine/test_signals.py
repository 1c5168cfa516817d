"""What comes through to each layer, beside NumPy's matrix products, which know nothing of the graph."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from backprop.figure.frames import PlotFigure, build
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from backprop.initial import initial_values, shares
from backprop.network import multilayer_perceptron
from backprop.signals import SAMPLES, SEEDS_OF_DATA, signals

Array = NDArray[np.float64]
FUNCTIONS: dict[str, tuple[Callable[[Array], Any], Callable[[Array], Any]]] = {
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
    "leaky-relu(0.2)": (lambda z: np.where(z > 0, z, 0.2 * z), lambda z: np.where(z > 0, 1.0, 0.2)),
}


def _weights(width: int, depth: int, scheme: str, seed: int) -> list[Array]:
    network = multilayer_perceptron([width] * (depth + 1) + [1])
    drawn = initial_values(network, scheme, seed)
    names = [node.name for node in network.graph.nodes]
    return [np.array([[drawn[names[w]] for w in unit.weights] for unit in layer]) for layer in network.layers]


def _by_matrices(width: int, depth: int, activation: str, scheme: str, seed: int) -> list[list[float]]:
    """Mean size of gradients and of activations, and the share of dead units, layer by layer."""
    function, slope = FUNCTIONS[activation]
    drawn = np.array(list(islice(shares(SEEDS_OF_DATA + seed), SAMPLES * (width + 1))))
    data = np.round((2 * drawn - 1) * math.sqrt(3), 3).reshape(SAMPLES, width + 1)
    h, targets, weights = data[:, :-1], data[:, -1:], _weights(width, depth, scheme, seed)
    sums, values = [], []
    for matrix in weights[:-1]:
        sums.append(h @ matrix.T)
        h = function(sums[-1])
        values.append(h)
    delta = h @ weights[-1].T - targets
    found = []
    for z, matrix in zip(reversed(sums), reversed(weights), strict=False):
        delta = (delta @ matrix) * slope(z)
        found.append(float(np.mean(np.abs(delta))))
    dead = [float(np.mean(np.all(slope(z) == 0, axis=0))) for z in sums]
    return [found[::-1], [float(np.mean(np.abs(h))) for h in values], dead]


@pytest.mark.parametrize("activation", FUNCTIONS)
@pytest.mark.parametrize(("scheme", "seed"), [("xavier", 1), ("he", 4), ("uniform(0.7)", 2), ("equal(0.2)", 9)])
def test_signals_are_those_of_matrix_products(activation: str, scheme: str, seed: int) -> None:
    """Of five layers with four units."""
    found = signals(4, 5, activation, scheme, seed)
    expected = _by_matrices(4, 5, activation, scheme, seed)
    for mine, theirs in zip((found.gradients, found.activations, found.dead), expected, strict=True):
        assert mine == pytest.approx(theirs, rel=1e-9, abs=1e-15)


def test_units_die_and_the_gradient_with_them() -> None:
    """Where all units of a layer are dead, nothing reaches the layers below."""
    found = signals(2, 20, "relu", "xavier(0.5)", 1)
    (last,) = [layer for layer, share in enumerate(found.dead) if share == 1][-1:]
    assert set(found.gradients[: last + 1]) == {0.0}


def test_a_line_is_named_by_what_tells_it_from_the_others() -> None:
    mapping = {"signal": "gradients", "activation": ["tanh", "relu"], "initial": ["xavier", "he"], "depths": 3}
    numbers = quotable(Specification.from_mapping(mapping))
    expected = signals(8, 3, "relu", "he", 1).gradients
    assert float(numbers["ReLU, He at 3"]) == pytest.approx(expected[2], rel=1e-3)
    assert float(numbers["first over last, ReLU, He"]) == pytest.approx(expected[0] / expected[2], rel=1e-3)


def test_a_shorter_line_ends_where_its_layers_do() -> None:
    """In the drawing and in the table."""
    plot = build(Specification.from_mapping({"signal": "activations", "depths": [3, 5], "width": 2}))
    assert isinstance(plot, PlotFigure)
    assert plot.table.count("<td></td>") == 2


@pytest.mark.parametrize("lang", ["en", "de"])
def test_points_lie_where_the_units_are(lang: str) -> None:
    """For each sample, with the names that text quotes."""
    samples = [{"x": 1, "y": 0}, {"x": -2, "y": 1}]
    mapping = {"network": [1, 2, 1], "view": "curve", "samples": samples, "values": {"w11": 0.5, "b1": 0.1}}
    specification = Specification.from_mapping({**mapping, "lang": lang})
    numbers = {name: float(text.replace(",", ".").replace("−", "-")) for name, text in quotable(specification).items()}
    for number, sample in enumerate(samples, 1):
        z = 0.5 * sample["x"] + 0.1
        assert numbers[f"z1 of sample {number}"] == pytest.approx(z, rel=1e-3)
        assert numbers[f"slope at z1 of sample {number}"] == pytest.approx(1 / math.cosh(z) ** 2, rel=1e-3)
    assert build(specification).structure.count("z₁") == 2
