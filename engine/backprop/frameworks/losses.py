"""Our losses worked out with a framework's arrays, and the losses of PyTorch that equal one of ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backprop.errors import SpecificationError
from backprop.figure.reading import did_you_mean
from backprop.frameworks.model import IDENTITY
from backprop.losses import LOSSES

MEAN, SUM = "mean", "sum"
# With one sample, a mean over samples and a sum are the same: what counts is what is done with several outputs.
OWN = {
    "MSELoss": ("mean-squared-error", (MEAN,)),
    "BCEWithLogitsLoss": ("binary-cross-entropy", (SUM,)),
    "CrossEntropyLoss": ("softmax-cross-entropy", (MEAN, SUM)),
    "HuberLoss": ("huber-loss", (SUM,)),
}

Tensor = Any  # of a package that need not be installed


@dataclass(frozen=True, slots=True)
class Operations:
    """What arrays of two frameworks do not have under one name."""

    logsumexp: Callable[[Tensor], Tensor]
    logaddexp: Callable[[Tensor, Tensor], Tensor]


def loss_name(loss: object, outputs: int) -> str:
    """Which of ours it is; SpecificationError for another one."""
    if isinstance(loss, str):
        if loss not in LOSSES:
            raise SpecificationError("loss", loss, did_you_mean(loss, tuple(LOSSES)))
        return loss
    kind = type(loss).__name__
    if kind not in OWN:
        raise SpecificationError("loss", kind, f"use one of {', '.join((*LOSSES, *(f'{own}()' for own in OWN)))}")
    name, reductions = OWN[kind]
    reduction, delta = getattr(loss, "reduction", MEAN), getattr(loss, "delta", 1.0)
    allowed = reductions if outputs > 1 else (MEAN, SUM)
    if reduction not in allowed:
        raise SpecificationError(f"the reduction of {kind}", reduction, f"with {outputs} outputs use {allowed[0]}")
    if delta != 1:
        raise SpecificationError(f"the delta of {kind}", delta, "use 1")
    return name


def check_ends_in_scores(activation: str, loss: str) -> None:
    """Of what a model ends in, a cross-entropy makes the probabilities itself."""
    probability = LOSSES[loss].probability
    if probability and activation != IDENTITY:
        remedy = f"leave it out: {loss} takes the scores before it, and makes the {probability} of them itself"
        raise SpecificationError("the activation of the last layer", activation, remedy)


def worked_out(name: str, made: Tensor, target: Tensor, operations: Operations) -> Tensor:
    """The loss of one sample, of what the model has made."""
    error = made - target
    match name:
        case "half-squared-error":
            return (error**2).sum() / 2
        case "mean-squared-error":
            return (error**2).mean()
        case "huber-loss":
            near = abs(error).clip(max=1.0)
            return (near * (abs(error) - near / 2)).sum()
        case "binary-cross-entropy":
            return (operations.logaddexp(made, made * 0) - target * made).sum()
    return -(target * (made - operations.logsumexp(made))).sum()
