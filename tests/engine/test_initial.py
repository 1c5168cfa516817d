"""Parameters to start from: the generator, the bounds of the schemes, and neurons that start alike."""

from __future__ import annotations

import math
from itertools import islice

import pytest

from backprop.errors import BackpropError
from backprop.figure.specification import Specification
from backprop.initial import SCHEMES, initial_values, split_mix
from backprop.network import multilayer_perceptron
from backprop.training import train

WIDE = multilayer_perceptron([8, 40, 2], "relu")


def test_the_generator_is_the_published_one() -> None:
    """The first numbers of SplitMix64 for the seed 1234567, as its reference implementation prints them."""
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431]
    assert list(islice(split_mix(1234567), 4)) == published


def test_a_seed_gives_the_same_numbers_for_ever() -> None:
    """These are version 1; another version would stand beside it."""
    specification = Specification.from_mapping({"network": [1, 2, 1], "initial": "xavier", "seed": 7})
    values = {name: value for name, value in specification.values.items() if name.startswith("w")}
    assert values == {"w11": -0.312, "w12": -1.367, "wo1": 1.134, "wo2": 0.235}
    assert Specification.from_mapping(specification.to_mapping()) == specification


@pytest.mark.parametrize(
    ("scheme", "bound"),
    [
        ("xavier", math.sqrt(6 / 48)),
        ("he", math.sqrt(6 / 8)),
        ("xavier(2)", 2 * math.sqrt(6 / 48)),
        ("he(.5)", 0.5 * math.sqrt(6 / 8)),
        ("uniform", 0.5),
        ("uniform(0.1)", 0.1),
    ],
)
def test_a_scheme_keeps_its_bounds_and_its_variance(scheme: str, bound: float) -> None:
    """Of 320 weights: a uniform distribution has the variance bound²/3."""
    values = initial_values(WIDE, scheme, 3)
    names = [WIDE.graph.nodes[index].name for unit in WIDE.layers[0] for index in unit.weights]
    weights = [values[name] for name in names]
    assert max(map(abs, weights)) <= bound + 0.0005
    assert sum(weight**2 for weight in weights) / 320 == pytest.approx(bound**2 / 3, rel=0.15)
    assert abs(sum(weights) / 320) < 0.15 * bound
    assert len(set(weights)) > min(250, 1000 * bound)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_biases_start_at_0_and_written_values_stay(scheme: str) -> None:
    """What the author says goes before; inputs and targets have nothing to do with it."""
    mapping = {"network": [2, 2, 1], "initial": scheme, "values": {"w11": 0.25, "b2": 1}}
    values = Specification.from_mapping(mapping).values
    assert (values["w11"], values["b1"], values["b2"], values["bo"]) == (0.25, 0, 1, 0)
    assert values["x1"] == Specification.from_mapping({"network": [2, 2, 1]}).values["x1"]


@pytest.mark.parametrize(("scheme", "weight"), [("zeros", 0), ("equal", 0.5), ("equal(0.25)", 0.25)])
def test_all_weights_may_be_one_number(scheme: str, weight: float) -> None:
    values = initial_values(WIDE, scheme)
    assert {value for name, value in values.items() if name.startswith("w")} == {weight}


def test_neurons_that_start_alike_stay_alike() -> None:
    """However long they are trained; those of another seed part."""
    network = multilayer_perceptron([1, 2, 1])

    def trained(scheme: str) -> dict[str, float]:
        values = {**initial_values(network, scheme, 5), "x": 0.5, "y": 0.8}
        *_, last = train(network.graph, values, rate=0.2, updates=200)
        return last.parameters

    alike, apart = trained("equal"), trained("xavier")
    assert alike["w11"] == alike["w12"] != 0.5
    assert apart["w11"] != apart["w12"]


@pytest.mark.parametrize(
    ("keys", "argument", "remedy"),
    [
        ({"initial": "xaver"}, "initial", "did you mean xavier"),
        ({"initial": 0.5}, "initial", "use one of xavier, he, uniform, zeros, equal"),
        ({"initial": "zeros(3)"}, "initial", "write zeros: it has no number to set"),
        ({"initial": "he(-1)"}, "initial", "use one of xavier"),
        ({"initial": "uniform(1001)"}, "initial", "give a number up to 1000"),
        ({"initial": ["he"]}, "initial", "use one of xavier"),
        ({"seed": 3}, "seed", "add a line such as initial: xavier"),
        ({"initial": "he", "seed": -1}, "seed", "from 0 to 999999"),
        ({"initial": "he", "seed": True}, "seed", "from 0 to 999999"),
        ({"initial": "he", "seed": 0.5}, "seed", "from 0 to 999999"),
    ],
)
def test_a_wrong_start_names_key_and_remedy(keys: dict[str, object], argument: str, remedy: str) -> None:
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping({"network": [1, 2, 1], **keys})
    assert caught.value.argument == argument
    assert remedy in caught.value.remedy


def test_the_engine_refuses_an_unknown_scheme() -> None:
    with pytest.raises(BackpropError, match="use one of xavier"):
        initial_values(WIDE, "orthogonal")
