"""`compare`: models of PyTorch and JAX stepped through, their gradients beside ours.

Where PyTorch is not installed, a stand-in takes its place, whose derivatives are by the complex step.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import pytest

import backprop
from backprop.errors import BackpropError, SpecificationError
from backprop.frameworks import torch_like
from backprop.losses import LOSSES
from backprop.primitives import ACTIVATIONS
from tests.support.torch_stand_in import stand_in

PARTS = (
    ("Tanh", "Sigmoid", "ReLU", "LeakyReLU", "ELU", "Softplus"),
    ("GELU", "SiLU", "Hardtanh"),
    ("Hardsigmoid",),
)
OURS = {name: row.name for name, row in torch_like.ACTIVATIONS.items()}


@pytest.fixture(scope="module")
def torch() -> Any:  # noqa: ANN401
    return import_module("torch") if find_spec("torch") else stand_in()


def _linear(torch: Any, inputs: int, outputs: int, source: random.Random, **settings: Any) -> Any:  # noqa: ANN401
    """With numbers of chance."""
    made = torch.nn.Linear(inputs, outputs, **{"dtype": torch.float64, **settings})
    dtype = settings.get("dtype", torch.float64)
    made.weight.data = torch.tensor(_drawn(source, outputs, inputs), dtype=dtype)
    if made.bias is not None:
        made.bias.data = torch.tensor(_drawn(source, outputs), dtype=dtype)
    return made


def _drawn(source: random.Random, count: int, within: int = 0) -> list[Any]:
    return [_drawn(source, within) if within else source.uniform(-1, 1) for _ in range(count)]


def _sequential(torch: Any, activations: Sequence[str], outputs: int = 2) -> Any:  # noqa: ANN401
    source = random.Random(7)
    layers = [each for name in activations for each in (_linear(torch, 2, 2, source), getattr(torch.nn, name)())]
    return torch.nn.Sequential(*layers, _linear(torch, 2, outputs, source))


def _list(jax: ModuleType, activations: Sequence[str]) -> list[Any]:
    """Layers of JAX, the second one as Flax has them."""
    source, array = random.Random(8), jax.numpy.asarray
    functions = {"tanh": jax.numpy.tanh, "gelu": partial(jax.nn.gelu, approximate=False)}
    made: list[Any] = []
    for place, name in enumerate((*activations, "")):
        kernel, bias = array(_drawn(source, 2, 2)), array(_drawn(source, 2))
        made.append({"kernel": kernel, "bias": bias} if place == 1 else (kernel, bias))
        made += [functions.get(name) or getattr(jax.nn, name.replace("-", "_"))] if name else []
    return made


@pytest.mark.parametrize("names", PARTS)
def test_every_activation_of_pytorch(torch: Any, names: Sequence[str]) -> None:  # noqa: ANN401
    found = backprop.compare(_sequential(torch, names), ([0.5, -0.4], [0.8, 0.1]))
    assert found.agrees, found
    assert len(found.pairs) == 1 + 6 * (len(names) + 1)
    # Were all of them 0, they would agree whatever the model is.
    assert min(abs(pair.ours) for pair in found.pairs[-6:]) > 1e-6


def test_what_pytorch_keeps_in_float32_is_said(torch: Any) -> None:  # noqa: ANN401
    """A model in float64 differs by its 1/6, which is no mistake of the model; of other layers nothing is said."""
    found = backprop.compare(_sequential(torch, ["Hardsigmoid"]), ([0.5, -0.4], [0.8, 0.1]))
    plain = backprop.compare(_sequential(torch, ["Tanh"]), ([0.5, -0.4], [0.8, 0.1]))
    assert 1e-10 < max(pair.difference for pair in found.pairs) < 1e-7
    assert (found.agrees, found.precision) == (True, "float32")
    assert str(found).endswith("explains: 13 of 13 agree. PyTorch takes the slope 1/6 of Hardsigmoid in float32.")
    assert max(pair.difference for pair in plain.pairs) < 1e-14
    assert (plain.precision, plain.coarse) == ("float64", "")


@pytest.mark.parametrize("names", PARTS)
def test_every_activation_of_jax(jax: ModuleType, names: Sequence[str]) -> None:
    found = backprop.compare(_list(jax, [OURS[name] for name in names]), ([0.5, -0.4], [0.8, 0.1]))
    assert found.agrees, found
    assert len(found.pairs) == 1 + 6 * (len(names) + 1)


def test_these_are_all_activations() -> None:
    assert {OURS[name] for half in PARTS for name in half} | {"identity"} == set(ACTIVATIONS)


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_of_both(torch: Any, jax: ModuleType, loss: str) -> None:  # noqa: ANN401
    for model in (_sequential(torch, ("Tanh",)), _list(jax, ("tanh",))):
        # An error beyond 1 is where Huber's loss is straight.
        target = [0.3, 0.7] if LOSSES[loss].targets != "any" else [5.0, 0.1]
        found = backprop.compare(model, ([0.5, -0.4], target), loss=loss)
        assert found.agrees, found


@pytest.mark.parametrize(
    ("loss", "reduction", "target", "outputs"),
    [
        ("MSELoss", "mean", [0.3, 0.7], 2),
        ("MSELoss", "sum", [0.3], 1),
        ("BCEWithLogitsLoss", "sum", [0.3, 0.7], 2),
        ("CrossEntropyLoss", "mean", [0.3, 0.7], 2),
        ("CrossEntropyLoss", "sum", 1, 2),
    ],
)
def test_losses_of_pytorch(torch: Any, loss: str, reduction: str, target: object, outputs: int) -> None:  # noqa: ANN401
    model = _sequential(torch, ("Tanh",), outputs)
    made = getattr(torch.nn, loss)(reduction=reduction)
    found = backprop.compare(model, (torch.tensor([[0.5, -0.4]]), target), loss=made)
    assert found.agrees, found


def test_the_chapters_network_is_the_one_that_is_stepped_through(jax: ModuleType) -> None:
    """Names, places and numbers; those of float32 agree to its rounding."""
    array = partial(jax.numpy.asarray, dtype="float32")
    model = [(array([[0.8, -0.5]]), array([0.1, 0.3])), jax.numpy.tanh, (array([[1.2], [-0.7]]), array([0.05]))]
    found = backprop.compare(model, (0.5, 0.8), title="Mine")
    told = next(pair for pair in found.pairs if pair.name == "dL/dw12")
    assert told.place == "[0][0][0, 1]"
    assert told.ours == pytest.approx(0.0804492958, rel=1e-6)
    assert found.precision == "float32"
    assert 0 < found.largest.difference < found.rounding
    assert found.agrees
    assert repr(found.figure).startswith("Mine\n\nstep")


def test_a_wrong_gradient_is_named(jax: ModuleType) -> None:
    """Here of a tanh that hands on what arrives as it is: all that lies before it is wrong."""

    tanh = jax.custom_vjp(jax.numpy.tanh)
    tanh.defvjp(lambda z: (jax.numpy.tanh(z), None), lambda _, arriving: (arriving,))
    array = jax.numpy.asarray
    model = [(array([[0.8, -0.5]]), array([0.1, 0.3])), tanh, (array([[1.2], [-0.7]]), array([0.05]))]
    found = backprop.compare(model, (0.5, 0.8))
    assert not found.agrees
    # dL/db1 is −0.2304 · 1.2 without the local derivative, and −0.2175 with it.
    assert found.largest.name == "dL/db1"
    last = repr(found).splitlines()[-1]
    assert last.startswith("The largest difference, 0.059 at dL/db1 ([0][1][0]), is beyond what the rounding of")
    assert last.endswith("4 of 8 agree.")
    assert f"<p>{last}</p>" in found._repr_html_()


def test_numbers_that_are_none_differ(jax: ModuleType) -> None:
    def tanh(z: Any) -> Any:  # noqa: ANN401
        return jax.numpy.log(z - z)

    found = backprop.compare([(jax.numpy.ones((1, 1)),), tanh, (jax.numpy.ones((1, 1)),)], (0.5, 0.8))
    assert not found.agrees
    assert "nan" in repr(found).splitlines()[-1] or "inf" in repr(found).splitlines()[-1]


def test_the_model_stays_as_it_is_and_fixed_parameters_are_left_out(torch: Any) -> None:  # noqa: ANN401
    source = random.Random(3)
    first, inner = _linear(torch, 1, 2, source), _linear(torch, 2, 2, source, bias=False)
    last = _linear(torch, 2, 1, source)
    first.weight.requires_grad, kept = False, torch.tensor([5.0, 6.0], dtype=torch.float64)
    first.bias.grad = kept
    nn = torch.nn
    found = backprop.compare(nn.Sequential(first, nn.Tanh(), nn.Sequential(inner, nn.Identity()), last), (0.5, 0.8))
    assert found.agrees, found
    places = [pair.place for pair in found.pairs]
    assert places[1:4] == ["0.bias[0]", "0.bias[1]", "2.0.weight[0, 0]"]
    assert not any(place.startswith(("0.weight", "2.0.bias")) for place in places)
    assert first.bias.grad is kept
    assert last.bias.grad is None


def test_without_biases_there_are_none(torch: Any) -> None:  # noqa: ANN401
    source = random.Random(3)
    layers = [_linear(torch, 2, 2, source, bias=False), torch.nn.ReLU(), _linear(torch, 2, 1, source, bias=False)]
    found = backprop.compare(torch.nn.Sequential(*layers), ([0.5, 1], 0.8))
    assert found.agrees
    assert found.figure.description["bias"] == "none"


REFUSED: tuple[tuple[Any, str], ...] = (
    (lambda nn: ([nn.Tanh()], {}), "layer 0 is tanh: put a layer of weights before each activation"),
    (lambda nn: ([], {}), "the model is without weights"),
    (lambda nn: ([nn.Linear(1, 1), nn.Softmax()], {}), "layer 1 is Softmax: use Linear, Tanh"),
    (lambda nn: ([nn.Linear(1, 1), nn.Dropout()], {}), "layer 1 is Dropout: call model.eval() first"),
    (lambda nn: ([nn.Linear(1, 1), nn.GELU(approximate="tanh")], {}), "layer 1, approximate of GELU is tanh: use none"),
    (lambda nn: ([nn.Linear(1, 1)], {"loss": "l1"}), "loss is l1: use one of half-squared-error"),
    (lambda nn: ([nn.Linear(1, 1)], {"loss": nn.L1Loss()}), "loss is L1Loss: use one of half-squared-error"),
    (lambda nn: ([nn.Linear(1, 2)], {"loss": nn.MSELoss(reduction="sum")}), "of MSELoss is sum: with 2 outputs"),
    (lambda nn: ([nn.Linear(1, 1)], {"loss": nn.HuberLoss(delta=2.0)}), "the delta of HuberLoss is 2.0: use 1"),
    (lambda nn: ([nn.Linear(1, 1), nn.Sigmoid()], {"loss": "binary-cross-entropy"}), "is sigmoid: leave it out"),
    (lambda nn: ([nn.Linear(2, 1)], {}), "the input of the sample is 0.5: give 2 numbers"),
    (lambda nn: ([nn.Linear(1, 2)], {}), "the target of the sample is 0.8: give 2 numbers, of one sample"),
    (lambda nn: ([nn.Linear(1, 1)], {"titel": "A"}), "titel is A: did you mean title?"),
    (lambda nn: ([nn.Linear(1, 9)], {"sample": (0.5, [0] * 9)}), "network is [1, 9]: list 2 to 8 whole numbers"),
    (lambda nn: ([nn.Linear(1, 1)], {"sample": 0.5}), "the sample is 0.5: give a pair"),
)  # fmt: skip


@pytest.mark.parametrize(("made", "said"), REFUSED)
def test_what_no_figure_has_is_refused(torch: Any, made: Any, said: str) -> None:  # noqa: ANN401
    layers, keys = made(torch.nn)
    with pytest.raises(BackpropError) as caught:
        backprop.compare(torch.nn.Sequential(*layers), **{"sample": (0.5, 0.8), **keys})
    assert said in str(caught.value)


def test_what_jax_has_not_is_refused(jax: ModuleType) -> None:
    pair = (jax.numpy.ones((1, 1)), jax.numpy.ones(1))
    cases: list[tuple[object, dict[str, Any], str]] = [
        ([pair, jax.nn.gelu], {}, "layer [1] is gelu: give functools.partial(jax.nn.gelu, approximate=False)"),
        ([pair, jax.numpy.sin], {}, "layer [1] is sin: use a function called tanh"),
        ([{"weights": 1}], {}, "layer [0] is {'weights': 1}: give a pair"),
        ([(jax.numpy.ones(1),)], {}, "layer [0], its weights is [1.]: give an array of two axes"),
        ([pair], {"loss": stand_in().nn.MSELoss()}, "loss is MSELoss: with JAX write one of"),
        ([(jax.numpy.ones((1, 1), "int32"),)], {}, "int32"),
        ("a model", {}, "the model is str: give a Sequential of PyTorch, or a list of layers"),
    ]
    for model, keys, said in cases:
        with pytest.raises((BackpropError, TypeError)) as caught:
            backprop.compare(model, (0.5, 0.8), **keys)
        assert said in str(caught.value)


def test_jax_is_looked_for_where_its_user_imported_it(jax: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    model = [(jax.numpy.ones((1, 1)),)]
    monkeypatch.delitem(sys.modules, "jax")
    with pytest.raises(SpecificationError, match="import jax first, and give its arrays"):
        backprop.compare(model, (0.5, 0.8))
