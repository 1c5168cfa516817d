"""Losses of the dense runtime: one row each, with the value and the gradient.

All take predictions `y` and `target`, both (rows, outputs). Half squared error, softmax
cross-entropy and the Huber loss are sums over the outputs and means over the rows, so that one row
gives the textbook's formula; mean squared error and binary cross-entropy are means over both.

Formulas: Goodfellow, Bengio & Courville, *Deep Learning* (2016), sections 5.5 and 6.2; Huber, *Robust
estimation of a location parameter* (1964).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop import losses
from backprop.dense_activations import Array, sigmoid, softplus
from backprop.dense_memory import room
from backprop.errors import SpecificationError


@dataclass(frozen=True)
class Loss:
    """One row: `value(y, target)` is L, `gradient(y, target)` is dL/dy in the shape of `y`."""

    name: str
    value: Callable[[Array, Array], float]
    gradient: Callable[[Array, Array], Array]


def loss(name: str) -> Loss:
    """The row called `name`; SpecificationError for a name that the table does not have."""
    try:
        return LOSSES[name]
    except (KeyError, TypeError):
        raise SpecificationError("loss", name, f"use one of {', '.join(LOSSES)}") from None


def check_target(name: str, target: Array) -> None:
    """ShapeError or DomainError where `target`, (rows, outputs), is none that the loss `name` can have."""
    kind = losses.LOSSES[name]
    kind.check_outputs(target.shape[1])
    if kind.targets == losses.ANY:
        return
    wrong = ((target < 0) | (target > 1)).any(axis=1)
    if kind.targets == losses.SHARED:
        wrong |= np.abs(target.sum(axis=1) - 1) > losses.CLOSE_TO_ONE
    for row in np.flatnonzero(wrong)[:1].tolist():
        kind.check_targets({f"target[{row}, {place}]": each for place, each in enumerate(target[row].tolist())})


def half_squared_error(y: Array, target: Array) -> float:
    """Mean over the rows of ½ Σₖ (yₖ − tₖ)²."""
    error = (y - target).ravel()
    return float(error @ error) / (2 * len(y))


def half_squared_error_gradient(y: Array, target: Array, out: Array | None = None) -> Array:
    """(y − t) / rows, written into `out` where it is given, else into an array of `backprop.dense_memory`."""
    error = np.subtract(y, target, out=room([y.shape])[0] if out is None else out)
    error *= 1 / len(y)
    return error


def mean_squared_error(y: Array, target: Array) -> float:
    """Mean over rows and outputs of (y − t)²."""
    error = (y - target).ravel()
    return float(error @ error) / y.size


def mean_squared_error_gradient(y: Array, target: Array) -> Array:
    """2 (y − t) / (rows · outputs)."""
    error = y - target
    error *= 2 / y.size
    return error


def binary_cross_entropy(y: Array, target: Array) -> float:
    """Mean of t·softplus(−y) + (1 − t)·softplus(y): cross-entropy of sigmoid(y), from the logit y itself."""
    return float(np.mean(target * softplus(-y) + (1.0 - target) * softplus(y)))


def binary_cross_entropy_gradient(y: Array, target: Array) -> Array:
    """(sigmoid(y) − t) / (rows · outputs)."""
    return (sigmoid(y) - target) / y.size


def softmax_cross_entropy(y: Array, target: Array) -> float:
    """Mean over the rows of −Σₖ tₖ log softmax(y)ₖ, from the logits y themselves."""
    shifted = y - y.max(axis=1, keepdims=True)
    logarithm = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -float((target * logarithm).sum()) / len(y)


def softmax_cross_entropy_gradient(y: Array, target: Array) -> Array:
    """(softmax(y) Σₖ tₖ − t) / rows; Σₖ tₖ is 1 where the targets are probabilities."""
    powers = np.exp(y - y.max(axis=1, keepdims=True))
    softmax = powers / powers.sum(axis=1, keepdims=True)
    return (softmax * target.sum(axis=1, keepdims=True) - target) / len(y)


def huber_loss(y: Array, target: Array) -> float:
    """Mean over the rows of Σₖ ½ eₖ² for errors e = y − t up to 1 in size, |eₖ| − ½ beyond."""
    size = np.abs(y - target)
    within = np.minimum(size, 1.0)
    return float((within * (size - within / 2)).sum()) / len(y)


def huber_loss_gradient(y: Array, target: Array) -> Array:
    """The error y − t, cut off at −1 and at 1, / rows."""
    return np.clip(y - target, -1.0, 1.0) / len(y)


ROWS = (
    Loss("half-squared-error", half_squared_error, half_squared_error_gradient),
    Loss("mean-squared-error", mean_squared_error, mean_squared_error_gradient),
    Loss("binary-cross-entropy", binary_cross_entropy, binary_cross_entropy_gradient),
    Loss("softmax-cross-entropy", softmax_cross_entropy, softmax_cross_entropy_gradient),
    Loss("huber-loss", huber_loss, huber_loss_gradient),
)
LOSSES = {row.name: row for row in ROWS}
