"""Multilayer perceptrons of any shape: names, gradients, and what is refused."""

from __future__ import annotations

import pytest

from backprop.checking import check_gradients
from backprop.errors import BackpropError, GraphError, ShapeError, SpecificationError
from backprop.figure.frames import build_figure, run_of
from backprop.figure.specification import Specification
from backprop.graph import evaluate
from backprop.losses import LOSSES, SHARED
from backprop.network import default_values, multilayer_perceptron
from backprop.steps import gradients
from tests.engine.networks import example, oracle


@pytest.mark.parametrize("seed", range(100))
def test_random_networks_agree_with_complex_arithmetic(seed: int) -> None:
    """Loss and all parameter gradients equal an array program differentiated by complex steps."""
    made = example(seed, smooth=True)
    graph = made.network.graph
    values = evaluate(graph, made.values)
    found = gradients(graph, values)
    loss, by_weight, by_bias = oracle(made)
    assert values[graph.output] == pytest.approx(loss, rel=1e-10, abs=1e-12)
    scale = max(abs(each) for each in found.values())
    for layer, weights, biases in zip(made.network.layers, by_weight, by_bias, strict=True):
        for unit, row, bias in zip(layer, weights, biases, strict=True):
            for index, expected in zip(unit.parameters, (*row, bias), strict=True):
                gradient = found[graph.nodes[index].name]
                assert gradient == pytest.approx(expected, rel=1e-10, abs=1e-12 * scale + 1e-16)


@pytest.mark.parametrize(
    ("widths", "names"),
    [
        ([2, 2, 1], ["x1", "x2", "w11", "w21", "b1", "z1", "h1", "w12", "w22", "b2", "z2", "h2",
                     "wo1", "wo2", "bo", "zo", "yhat", "y", "L"]),
        ([1, 1, 2], ["x", "w11", "b1", "z1", "h1", "wo11", "bo1", "zo1", "yhat1", "wo12", "bo2",
                     "zo2", "yhat2", "y1", "y2", "L"]),
        ([1, 1, 1, 1], ["x", "w1_11", "b1_1", "z1_1", "h1_1", "w2_11", "b2_1", "z2_1", "h2_1",
                        "wo1", "bo", "zo", "yhat", "y", "L"]),
    ],
)  # fmt: skip
def test_names_follow_the_chapter(widths: list[int], names: list[str]) -> None:
    """One hidden layer as the chapter has it; deeper networks carry the layer first."""
    assert [node.name for node in multilayer_perceptron(widths).graph.nodes] == names


def test_wide_layers_part_their_indices() -> None:
    """With more than nine units w1_1_10 cannot be read in two ways."""
    graph = multilayer_perceptron([1, 10, 1]).graph
    assert graph.node("w1_1_10").name == "w1_1_10"
    assert graph.node("wo10").name == "wo10"


def test_every_layer_may_have_its_own_activation() -> None:
    """As many activations as hidden layers, or one more for the output."""
    for activations in (["relu", "gelu"], ["relu", "gelu", "sigmoid"]):
        graph = multilayer_perceptron([1, 1, 1, 1], activations).graph
        rows = [graph.node(name).operation for name in ("h1_1", "h2_1", "yhat")]
        expected = (*activations, "identity")[:3]
        assert tuple(row.name for row in rows if row) == expected


@pytest.mark.parametrize("loss", LOSSES)
def test_default_values_suit_the_loss(loss: str) -> None:
    """Every loss has finite default values; targets of a cross-entropy are 1 and 0."""
    network = multilayer_perceptron([2, 3, 2], loss=loss)
    values = default_values(network)
    assert evaluate(network.graph, values)[network.graph.output] > 0
    assert (values["y1"], values["y2"]) == ((1.0, 0.0) if "cross" in loss else (0.8, -0.2))


@pytest.mark.parametrize(
    ("loss", "outputs"),
    [(name, count) for name, loss in LOSSES.items() for count in range(1 + (loss.targets == SHARED), 6)],
)
def test_default_targets_are_some_that_the_loss_can_have(loss: str, outputs: int) -> None:
    """For any number of outputs: the shares of a softmax add up to 1."""
    network = multilayer_perceptron([1, outputs], loss=loss)
    values = default_values(network)
    LOSSES[loss].check_targets({name: values[name] for name in values if name.startswith("y")})


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (([1],), ShapeError, "an input and an output"),
        (([],), ShapeError, "an input and an output"),
        (([1, 0, 1],), ShapeError, "≥ 1"),
        (([1, -2, 1],), ShapeError, "≥ 1"),
        (([1, 2.0, 1],), ShapeError, "≥ 1"),
        (([1, True, 1],), ShapeError, "≥ 1"),
        (([1, 10_000, 1],), ShapeError, "up to 256"),
        (([200, 200, 200],), ShapeError, "at most 5000 weights"),
        (([1, 2, 1], "sinh"), GraphError, "sinh"),
        (([1, 1], "sinh"), GraphError, "sinh"),
        (([1, 2, 1], ["tanh", "sinh"]), GraphError, "sinh"),
        (([1, 2, 1], ["tanh"] * 3), ShapeError, "1 or 2 activations"),
        (([1, 2, 1], "tanh", "hinge"), GraphError, "hinge"),
        (([1, 2, 1], "tanh", "softmax-cross-entropy"), ShapeError, "two outputs or more"),
    ],
)
def test_bad_networks_are_refused(arguments: tuple[list[int]], error: type[BackpropError], words: str) -> None:
    """Widths, activations and losses that make no network: one message with value and remedy."""
    with pytest.raises(error, match=words):
        multilayer_perceptron(*arguments)


@pytest.mark.parametrize(
    ("described", "drawn", "mapping"),
    [
        ({"network": [1, 2, 2, 1], "activation": ["relu", "tanh"]}, ["relu", "tanh", "identity"], {}),
        ({"network": [1, 2, 1], "activation": "sigmoid", "output": "sigmoid"}, ["sigmoid", "sigmoid"], {}),
        ({"network": [1, 2, 1], "activation": "leaky-relu(0.2)"}, ["leaky_relu", "identity"], {}),
        ({"network": [1, 1], "activation": "elu(2)", "output": "elu"}, ["elu"], {}),
        ({"network": [1, 2, 1], "loss": "binary-cross-entropy", "output": "sigmoid"}, ["tanh", "sigmoid"],
         {"output": None}),
    ],
)  # fmt: skip
def test_a_fence_may_say_the_activation_of_every_layer(
    described: dict[str, object], drawn: list[str], mapping: dict[str, object]
) -> None:
    """One or a list for the hidden layers, one for the output; each is in the graph, and read back from the page."""
    specification = Specification.from_mapping(described)
    run = run_of(specification)
    layers = {"h1": 0, "h1_1": 0, "h2_1": 1, "yhat": -1, "p": -1}
    rows = {place: run.graph.node(name).operation for name, place in layers.items() if name in run.graph.by_name}
    assert [row.name for _, row in sorted(rows.items(), key=lambda item: (item[0] < 0, item[0])) if row] == drawn
    back = specification.to_mapping()
    for key, value in {**described, **mapping}.items():
        assert back.get(key) == value
    assert Specification.from_mapping(back) == specification
    assert all(frame.drawing for frame in build_figure(specification).frames)
    for check in check_gradients(run.graph, specification.values, "complex-step"):
        assert check.agrees


def test_han_and_kambers_sigmoid_network_by_one_fence() -> None:
    """Sigmoid hidden and output, half squared error: the errors that the book prints are minus the gradients at z."""
    values = {
        "x1": 1, "x2": 0, "x3": 1, "y": 1, "w11": 0.2, "w12": -0.3, "w21": 0.4, "w22": 0.1, "w31": -0.5, "w32": 0.2,
        "wo1": -0.3, "wo2": -0.2, "b1": -0.4, "b2": 0.2, "bo": 0.1,
    }  # fmt: skip
    described = {"network": [3, 2, 1], "activation": "sigmoid", "output": "sigmoid", "values": values}
    run = run_of(Specification.from_mapping(described))
    found = {run.names[step.target]: step.result for step in run.steps if step.phase == "backward"}
    assert run.values[run.graph.by_name["yhat"]] == pytest.approx(0.47388889882398544322, rel=1e-14)
    assert -found["zo"] == pytest.approx(0.13116907821434451079, rel=1e-13)
    assert -found["z1"] == pytest.approx(-0.0087245619654332625769, rel=1e-13)
    assert -found["z2"] == pytest.approx(-0.006542085064168993382, rel=1e-13)


@pytest.mark.parametrize(
    ("extra", "argument", "remedy"),
    [
        ({"activation": ["tanh"]}, "activation", "2 activations, one for each hidden layer"),
        ({"activation": ["tanh", "reluu"]}, "activation", "did you mean relu"),
        ({"activation": "tanh(2)"}, "activation", "no number to set"),
        ({"activation": "leaky-relu(x)"}, "activation", "use one of"),
        ({"output": "sigmoidd"}, "output", "did you mean sigmoid"),
        ({"output": "tanh", "loss": "binary-cross-entropy"}, "output", "the output is the sigmoid"),
    ],
)
def test_activations_that_do_not_fit_are_refused(extra: dict[str, object], argument: str, remedy: str) -> None:
    """The message names the key and what would work."""
    with pytest.raises(SpecificationError, match=remedy) as caught:
        Specification.from_mapping({"network": [1, 2, 2, 1], **extra})
    assert caught.value.argument == argument
