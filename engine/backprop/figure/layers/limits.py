"""How large a network may be to be shown in matrices, so that a page can hold every scalar step, too."""

from __future__ import annotations

from itertools import pairwise

from backprop.batches import MOST_SAMPLES
from backprop.errors import SpecificationError
from backprop.figure import wirings
from backprop.figure.subjects import NetworkSubject, network_of

MOST_SCALARS = 200


def check(subject: NetworkSubject) -> None:
    """Refuse too many samples or too many scalar steps; the error names the key and the remedy."""
    _check_wiring(subject)
    samples = len(subject.samples) if subject.samples else 1
    if samples > MOST_SAMPLES:
        remedy = f"list at most {MOST_SAMPLES} with view: layers, which shows all of them at once"
        raise SpecificationError("samples", f"{samples} samples", remedy)
    if (scalars := scalar_steps(subject.network, samples)) > MOST_SCALARS:
        remedy = (
            f"list fewer samples or units with view: layers: at most {MOST_SCALARS} scalar steps; these are {scalars}"
        )
        raise SpecificationError("network", list(subject.network), remedy)


def _check_wiring(subject: NetworkSubject) -> None:
    """Refuse what has no matrices here, and matrices of which a part is held fixed."""
    for key, value in wirings.wiring_mapping(subject.wiring).items():
        if key != "fixed" and (key, value) != ("bias", "none"):
            remedy = (
                "leave this out, or view: layers, which shows weights, a bias for each unit or none, and activations"
            )
            raise SpecificationError(key, value, remedy)
    network = network_of(subject)
    for layer in network.layers:
        for matrix in ([w for unit in layer for w in unit.weights], [u.bias for u in layer if u.bias is not None]):
            names = [network.graph.nodes[index].name for index in matrix]
            if 0 < len(set(names) & set(subject.wiring.fixed)) < len(names):
                remedy = f"with view: layers hold all of a matrix or none of it: {', '.join(names)}"
                raise SpecificationError("fixed", list(subject.wiring.fixed), remedy)


def scalar_steps(widths: tuple[int, ...], samples: int) -> int:
    """How many scalar steps the steps of matrices stand for, at most: values and gradients of units and parameters."""
    inputs, *units = widths
    parameters = sum((below + 1) * width for below, width in pairwise(widths))
    return samples * (4 * sum(units) + inputs + 1) + parameters + 1
