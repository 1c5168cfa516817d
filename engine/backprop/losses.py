"""The losses of networks: the operations that make each, and what targets it can have.

To add a loss, add a row of its operation to `backprop.family_table`, a `Loss` here, and its sentences: CONTRIBUTING.md.

A cross-entropy compares probabilities, so its targets are probabilities too: each from 0 to 1, and
those of a softmax, which shares 1 out among the classes, add up to 1. Outside, the formula still gives a number,
but no loss: it can fall without end. Source: Goodfellow, Bengio & Courville (2016), sections 3.13 and 6.2.2.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from backprop.errors import DomainError, ShapeError
from backprop.languages import words

ANY, EACH, SHARED = "any", "each", "shared"
TARGETS = (0.8, -0.2, 0.4)
# Shares such as three thirds, typed with a few digits, need not add up to the last one.
CLOSE_TO_ONE = 1e-3


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss: its targets may be any numbers, each a probability, or together shares of 1.

    `operation` is the family of the table that makes it. A cross-entropy compares probabilities, so the outputs first
    go through `probability`; `fused` is the family of both in one, which reads what comes before.
    """

    name: str
    operation: str
    targets: str = ANY
    probability: str = ""
    fused: str = ""

    def check_outputs(self, outputs: int) -> None:
        """ShapeError where the loss needs more outputs to say anything."""
        if self.targets == SHARED and outputs == 1:
            remedy = (
                f"give the network two outputs or more for {self.name}, or use binary-cross-entropy: "
                "the softmax of one output is always 1, so the loss would always be 0"
            )
            raise ShapeError("outputs", outputs, remedy)

    def check_targets(self, targets: Mapping[str, float], within: str = "") -> None:
        """DomainError for targets that the loss cannot have, by name after `within`."""
        if self.targets == ANY:
            return
        for name, value in targets.items():
            if not 0 <= value <= 1:
                raise DomainError(f"{within}{name}", value, words.ERRORS["probability"].format(loss=self.name))
        total = math.fsum(targets.values())
        if self.targets == SHARED and abs(total - 1) > CLOSE_TO_ONE:
            remedy = words.ERRORS["probabilities"].format(loss=self.name)
            raise DomainError(f"{within}{' + '.join(targets)}", f"{total:.6g}", remedy)

    def usual_targets(self, outputs: int) -> tuple[float, ...]:
        """Targets to start from."""
        match self.targets:
            case "shared":
                return (1.0, *[0.0] * (outputs - 1))
            case "each":
                return (1.0, 0.0)
        return TARGETS


ROWS = (
    Loss("half-squared-error", "half_squared_error"),
    Loss("mean-squared-error", "mean_squared_error"),
    Loss("binary-cross-entropy", "log_loss", EACH, "sigmoid", "binary_cross_entropy"),
    Loss("softmax-cross-entropy", "cross_entropy", SHARED, "softmax", "softmax_cross_entropy"),
    Loss("huber-loss", "huber_loss"),
)
LOSSES = {row.name: row for row in ROWS}
