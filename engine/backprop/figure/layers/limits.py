"""How large a network may be to be shown in matrices, so that a page can hold every scalar step, too."""

from __future__ import annotations

from itertools import pairwise

from backprop.batches import MOST_SAMPLES
from backprop.errors import SpecificationError
from backprop.figure.subjects import NetworkSubject

MOST_SCALARS = 200


def check(subject: NetworkSubject) -> None:
    """Refuse too many samples or too many scalar steps; the error names the key and the remedy."""
    samples = len(subject.samples) if subject.samples else 1
    if samples > MOST_SAMPLES:
        remedy = f"list at most {MOST_SAMPLES} with view: layers, which shows all of them at once"
        raise SpecificationError("samples", f"{samples} samples", remedy)
    if (scalars := scalar_steps(subject.network, samples)) > MOST_SCALARS:
        remedy = (
            f"list fewer samples or units with view: layers: at most {MOST_SCALARS} scalar steps; these are {scalars}"
        )
        raise SpecificationError("network", list(subject.network), remedy)


def scalar_steps(widths: tuple[int, ...], samples: int) -> int:
    """How many scalar steps the steps of matrices stand for, at most: values and gradients of units and parameters."""
    inputs, *units = widths
    parameters = sum((below + 1) * width for below, width in pairwise(widths))
    return samples * (4 * sum(units) + inputs + 1) + parameters + 1
