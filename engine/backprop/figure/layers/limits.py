"""How large a network may be to be shown in matrices, so that a page can hold every scalar step, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backprop.batches import MOST_SAMPLES
from backprop.errors import SpecificationError
from backprop.figure.subjects import NetworkSubject, network_of
from backprop.graph import Node
from backprop.layer_building import Unit
from backprop.network import Network
from backprop.steps import nodes_reaching

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
    _check_fixed(subject)
    samples = len(subject.samples) if subject.samples else 1
    if samples > MOST_SAMPLES:
        remedy = f"list at most {MOST_SAMPLES} with view: layers, which shows all of them at once"
        raise SpecificationError("samples", f"{samples} samples", remedy)
    if (scalars := scalar_steps(subject, samples)) > MOST_SCALARS:
        remedy = (
            f"list fewer samples or units with view: layers: at most {MOST_SCALARS} scalar steps; these are {scalars}"
        )
        raise SpecificationError("network", list(subject.network), remedy)


def _check_fixed(subject: NetworkSubject) -> None:
    """Refuse matrices of which a part is held fixed."""
    network, fixed = network_of(subject), {*subject.wiring.fixed}
    for layer in network.layers:
        for matrix in _parameters(network, layer):
            names = [network.graph.nodes[index].name for index in matrix]
            if 0 < len(fixed & {*names}) < len(names):
                remedy = f"with view: layers hold all of a matrix or none of it: {', '.join(names)}"
                raise SpecificationError("fixed", list(subject.wiring.fixed), remedy)


def _parameters(network: Network, layer: Sequence[Unit]) -> Iterator[list[int]]:
    """Of each matrix of parameters its entries: weights, biases, scales and shifts."""
    yield [weight for unit in layer for weight in unit.weights]
    yield list(dict.fromkeys(unit.bias for unit in layer if unit.bias is not None))
    nodes = network.graph.nodes
    scaled = [nodes[node] for unit in layer for node in unit.chain if _is_scaled(nodes[node])]
    yield from ([node.parents[place] for node in scaled] for place in (0, 2))


def _is_scaled(node: Node) -> bool:
    return node.operation is not None and node.operation.name == "scaled"


def scalar_steps(subject: NetworkSubject, samples: int) -> int:
    """How many scalar steps the steps of matrices stand for: values and gradients of units and parameters."""
    network = network_of(subject)
    graph = network.graph
    made = {node.index for node in graph.nodes if node.operation}
    derived = nodes_reaching(graph, graph.wanted | {*network.inputs}) - {graph.output}
    once, derived_once = made & network.across, derived & (network.across | graph.parameters)
    each = len(made - once) + len(derived - derived_once)
    return samples * each + len(once) + len(derived_once) + (samples > 1)
