"""How large a network may be to be shown in matrices, so that a page can hold every scalar step, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from backprop.batches import MOST_SAMPLES
from backprop.errors import SpecificationError
from backprop.figure import wirings
from backprop.figure.subjects import NetworkSubject, network_of
from backprop.layer_building import Unit
from backprop.network import Network

MOST_SCALARS = 200


def check_whole(subject: NetworkSubject, view: str) -> None:
    """Refuse a normalisation over samples where there is no batch to be seen as a whole."""
    if subject.wiring.normalize != "batch":
        return
    if view != "layers":
        remedy = (
            "add the line view: layers, which shows the whole batch: "
            "mean and variance are those of all samples, so that none of them can be stepped through by itself"
        )
        raise SpecificationError("normalize", "batch", remedy)
    if subject.samples is None:
        remedy = (
            "list two samples or more under samples: over one alone mean and sum are the same, so that nothing is left"
        )
        raise SpecificationError("normalize", "batch", remedy)


def check(subject: NetworkSubject) -> None:
    """Refuse too many samples or too many scalar steps; the error names the key and the remedy."""
    _check_wiring(subject)
    samples = len(subject.samples) if subject.samples else 1
    if samples > MOST_SAMPLES:
        remedy = f"list at most {MOST_SAMPLES} with view: layers, which shows all of them at once"
        raise SpecificationError("samples", f"{samples} samples", remedy)
    if (scalars := scalar_steps(subject, samples)) > MOST_SCALARS:
        remedy = (
            f"list fewer samples or units with view: layers: at most {MOST_SCALARS} scalar steps; these are {scalars}"
        )
        raise SpecificationError("network", list(subject.network), remedy)


def _check_wiring(subject: NetworkSubject) -> None:
    """Refuse what has no matrices here, and matrices of which a part is held fixed."""
    for key, value in wirings.wiring_mapping(subject.wiring).items():
        if key != "fixed" and (key, value) not in (("bias", "none"), ("normalize", "batch")):
            remedy = (
                "leave this out, or view: layers, which shows weights, a bias for each unit or none, "
                "a normalisation over the batch, and activations"
            )
            raise SpecificationError(key, value, remedy)
    network = network_of(subject)
    for layer in network.layers:
        for matrix in _parameters(network, layer):
            names = [network.graph.nodes[index].name for index in matrix]
            if 0 < len(set(names) & set(subject.wiring.fixed)) < len(names):
                remedy = f"with view: layers hold all of a matrix or none of it: {', '.join(names)}"
                raise SpecificationError("fixed", list(subject.wiring.fixed), remedy)


def _parameters(network: Network, layer: Sequence[Unit]) -> Iterator[list[int]]:
    """Of each matrix of parameters its entries: weights, biases, scales and shifts."""
    yield [weight for unit in layer for weight in unit.weights]
    yield [unit.bias for unit in layer if unit.bias is not None]
    if network.across and layer is not network.layers[-1]:
        yield from ([network.graph.nodes[unit.chain[3]].parents[place] for unit in layer] for place in (0, 2))


def scalar_steps(subject: NetworkSubject, samples: int) -> int:
    """How many scalar steps the steps of matrices stand for, at most: values and gradients of units and parameters.

    A normalised unit has three of both more in each sample, and once a mean, a variance, a scale and a shift, but no
    bias.
    """
    inputs, *units = subject.network
    parameters = sum((below + 1) * width for below, width in pairwise(subject.network))
    normalized = sum(units[:-1]) if subject.wiring.normalize == "batch" else 0
    return samples * (4 * sum(units) + inputs + 1 + 6 * normalized) + parameters + 5 * normalized + 1
