"""The part of PyTorch that a comparison asks for: modules that are called, tensors with `backward`, and gradients that
are added to those that are there. Names and behaviour are those of https://docs.pytorch.org; the derivatives are by the
complex step on NumPy arrays, which knows nothing of backpropagation.

PyTorch itself is too large to be fetched for tests; where it is installed, they use it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from tests.engine.networks import STEP, activated

Array = Any  # of complex numbers; mypy's NumPy types say nothing more
Module = Any


class Tensor:
    """A leaf with a value, or what a function makes of other tensors, worked out when it is asked for."""

    def __init__(self, function: Callable[..., Array], *parts: Tensor, value: Array = None, dtype: str) -> None:
        self.function, self.parts, self.value, self.dtype = function, parts, value, f"torch.{dtype}"
        self.requires_grad = False
        self.grad: Tensor | None = None

    @property
    def data(self) -> Tensor:
        return self.detach()

    @data.setter
    def data(self, other: Tensor) -> None:
        self.value = other._worked_out({})

    def new_tensor(self, numbers: object) -> Tensor:
        return leaf(numbers, self._precision)

    def backward(self) -> None:
        for each in {id(each): each for each in self._leaves() if each.requires_grad}.values():
            before = each.grad._worked_out({}) if each.grad else 0
            each.grad = self.new_tensor(before + self._slopes(each))

    def detach(self) -> Tensor:
        return self.new_tensor(self._worked_out({}))

    def tolist(self) -> object:
        return self._worked_out({}).real.tolist()

    def item(self) -> float:
        return float(self._worked_out({}).real)

    def made(self, function: Callable[..., Array], *others: object) -> Tensor:
        """What a function of arrays makes of this one and the others."""
        return Tensor(function, self, *(self._tensor(each) for each in others), dtype=self._precision)

    def __sub__(self, other: object) -> Tensor:
        return self.made(lambda a, b: a - b, other)

    def __add__(self, other: object) -> Tensor:
        return self.made(lambda a, b: a + b, other)

    def __mul__(self, other: object) -> Tensor:
        return self.made(lambda a, b: a * b, other)

    def __truediv__(self, other: object) -> Tensor:
        return self.made(lambda a, b: a / b, other)

    def __pow__(self, power: int) -> Tensor:
        return self.made(lambda a: a**power)

    def __abs__(self) -> Tensor:
        return self.made(_absolute)

    def __neg__(self) -> Tensor:
        return self.made(lambda a: -a)

    def sum(self) -> Tensor:
        return self.made(np.sum)

    def mean(self) -> Tensor:
        return self.made(np.mean)

    def clip(self, *, max: float) -> Tensor:  # noqa: A002
        return self.made(lambda a: np.where(a.real > max, max, a))

    def logsumexp(self, dim: int) -> Tensor:
        return self.made(lambda a: np.log(np.exp(a).sum(dim)))

    def logaddexp(self, other: object) -> Tensor:
        return self.made(lambda a, b: np.log(np.exp(a) + np.exp(b)), other)

    @property
    def _precision(self) -> str:
        return self.dtype.removeprefix("torch.")

    def _tensor(self, other: object) -> Tensor:
        return other if isinstance(other, Tensor) else self.new_tensor(other)

    def _leaves(self) -> Iterator[Tensor]:
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part._leaves()

    def _slopes(self, by: Tensor) -> Array:
        found = np.zeros(by.value.shape)
        for place in np.ndindex(by.value.shape):
            moved = by.value.astype(complex)
            moved[place] += 1j * STEP
            found[place] = self._worked_out({id(by): moved}).imag / STEP
        return found

    def _worked_out(self, given: Mapping[int, Array]) -> Array:
        if not self.parts:
            return given.get(id(self), self.value)
        return self.function(*(part._worked_out(given) for part in self.parts))


def leaf(numbers: object, dtype: str = "float32") -> Tensor:
    """A tensor of these numbers."""
    return Tensor(_absolute, value=np.asarray(numbers, complex).real.astype(dtype), dtype=dtype)


def _absolute(a: Array) -> Array:
    return np.where(a.real < 0, -a, a)


def _gelu(z: Array) -> Array:
    """z·Φ(z); beside the real axis as far as the complex step needs it."""
    share = np.array([(1 + math.erf(a / math.sqrt(2))) / 2 for a in z.real])
    slope = share + z.real * np.exp(-(z.real**2) / 2) / math.sqrt(2 * math.pi)
    return z.real * share + 1j * z.imag * slope


class Linear:
    """Weights as outputs × inputs, and biases unless they are not wanted; the numbers are set by the test."""

    def __init__(self, inputs: int, outputs: int, bias: bool = True, dtype: str = "float32") -> None:
        self.weight = _parameter((outputs, inputs), dtype)
        self.bias = _parameter((outputs,), dtype) if bias else None

    def __call__(self, x: Tensor) -> Tensor:
        z = self.weight.made(lambda w, a: w @ a, x)
        return z if self.bias is None else z + self.bias


def _parameter(shape: tuple[int, ...], dtype: str) -> Tensor:
    made = leaf(np.zeros(shape), dtype)
    made.requires_grad = True
    return made


class Sequential:
    """Layers, one after the other."""

    def __init__(self, *layers: Module) -> None:
        self.layers = layers

    def __iter__(self) -> Iterator[Any]:
        return iter(self.layers)

    def __call__(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        return x


class _Layer:
    """One without parameters, or a loss; what is said to it replaces its settings."""

    settings: Mapping[str, Any] = {}
    function: Callable[..., Array]

    def __init__(self, *given: float, **settings: object) -> None:
        named = dict(zip(self.settings, given, strict=False))
        self.__dict__.update({"training": True, **self.settings, **named, **settings})

    def __call__(self, *tensors: Tensor) -> Tensor:
        first, *others = tensors
        return first.made(self.function, *others)


def _hard_sigmoid(z: Array) -> Array:
    """Its slope is a number of float32, whatever the others are: so it is in version 2.13."""
    real = activated("hard-sigmoid", z).real
    return real + 1j * z.imag * np.where(abs(z.real) < 3, float(np.float32(1) / np.float32(6)), 0)


def _layer(name: str, function: Callable[..., Array], **settings: object) -> tuple[str, type]:
    return name, type(name, (_Layer,), {"function": staticmethod(function), "settings": settings})


def _activation(name: str, own: str, **settings: object) -> tuple[str, type]:
    return _layer(name, lambda z: activated(own, z), **settings)


def _loss(name: str, function: Callable[..., Array], **settings: object) -> tuple[str, type]:
    return _layer(name, function, reduction="mean", **settings)


LAYERS = dict(
    [
        _activation("Tanh", "tanh"),
        _activation("Sigmoid", "sigmoid"),
        _activation("ReLU", "relu"),
        _activation("LeakyReLU", "leaky-relu", negative_slope=0.01),
        _activation("ELU", "elu", alpha=1.0),
        _activation("Softplus", "softplus", beta=1.0, threshold=20.0),
        _layer("GELU", _gelu, approximate="none"),
        _activation("SiLU", "silu"),
        _activation("Hardtanh", "hard-tanh", min_val=-1.0, max_val=1.0),
        _layer("Hardsigmoid", _hard_sigmoid),
        _activation("Identity", "identity"),
        _activation("Dropout", "identity", p=0.5),
        _layer("Softmax", lambda z: np.exp(z) / np.exp(z).sum(), dim=None),
        _loss("L1Loss", lambda p, t: _absolute(p - t).mean()),
        _loss("MSELoss", lambda p, t: ((p - t) ** 2).mean()),
        _loss("CrossEntropyLoss", lambda p, t: -(t * (p - np.log(np.exp(p).sum()))).sum()),
        _loss("HuberLoss", lambda p, t: ((p - t) ** 2).mean() / 2, delta=1.0),
        _loss("BCEWithLogitsLoss", lambda p, t: (np.log(1 + np.exp(p)) - t * p).sum()),
    ]
)


def stand_in() -> SimpleNamespace:
    """A module `torch` with what is above."""
    nn = SimpleNamespace(Linear=Linear, Sequential=Sequential, **LAYERS)
    return SimpleNamespace(nn=nn, tensor=leaf, float64="float64", float32="float32")
