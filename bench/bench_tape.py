"""The scalar engine against micrograd: the loss and all gradients of small networks.

`python -m bench.bench_tape`, with `engine` on the path and micrograd installed. Every candidate goes
from numbers to numbers. The tape runs twice: over the same scalar operations as micrograd (+, ×,
tanh, one number each), and over the rows of a figure, in which a weighted sum is one operation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from types import ModuleType
from typing import Any

from backprop.compiled import compile_graph
from backprop.graph import Graph, GraphBuilder
from backprop.network import Network, default_values, multilayer_perceptron
from backprop.operations import tanh
from backprop.tape import Tape
from backprop.tracing import Tracer, finish
from bench.environment import use_one_core
from bench.timing import Target, measure, peer, report

STRAIGHT, SCALARS, ROWS, MICROGRAD = "straight-line", "tape, scalar operations", "tape, rows", "micrograd"
NETWORKS = ((1, 2, 1), (2, 4, 4, 1), (3, 8, 8, 1))
Number = Any  # a float, a traced number or a peer's


def main() -> None:
    """Measure each network and print the ratios, with the targets of the stepping engine."""
    use_one_core()
    micrograd = peer("micrograd.engine")
    for widths in NETWORKS:
        network = multilayer_perceptron(widths)
        calls = candidates(network, micrograd)
        agree(calls)
        targets = [Target(MICROGRAD, SCALARS, least=3.0)]
        if widths == (1, 2, 1):
            targets.append(Target(MICROGRAD, STRAIGHT, least=40.0))
        title = "-".join(map(str, widths)) + " tanh network, loss and gradients"
        absent = [] if micrograd else [MICROGRAD]
        report(title, measure(calls), SCALARS, targets if micrograd else [], absent)


def candidates(network: Network, micrograd: ModuleType | None) -> dict[str, Callable[[], object]]:
    """Calls without arguments, each giving the loss and then the gradients by the parameters."""
    values = default_values(network)
    numbers = [values[node.name] for node in network.graph.given]
    scalars = scalar_graph(network)
    calls: dict[str, Callable[[], object]] = {
        STRAIGHT: partial(compile_graph(network.graph).value_and_gradients, *numbers),
        ROWS: partial(Tape(network.graph).value_and_gradients, *numbers),
        SCALARS: partial(Tape(scalars).value_and_gradients, *numbers),
    }
    if micrograd:
        calls[MICROGRAD] = partial(by_micrograd, micrograd.Value, network, values)
    return calls


def loss(network: Network, numbers: Mapping[str, Number], activation: Callable[[Number], Number]) -> Number:
    """½ (yhat − y)² of a network with one output, one scalar operation at a time."""
    names = [node.name for node in network.graph.nodes]
    h = [numbers[names[index]] for index in network.inputs]
    for layer in network.layers:
        z = [_weighted(numbers, names, unit.weights, h) + numbers[names[unit.bias]] for unit in layer]
        h = z if layer is network.layers[-1] else [activation(each) for each in z]
    error = h[0] - numbers[names[network.targets[0]]]
    return error * error * 0.5


def _weighted(numbers: Mapping[str, Number], names: list[str], weights: tuple[int, ...], h: list[Number]) -> Number:
    first, *rest = (numbers[names[index]] * each for index, each in zip(weights, h, strict=True))
    for each in rest:
        first = first + each
    return first


def scalar_graph(network: Network) -> Graph:
    """The network as a graph of scalar operations, with the same given values in the same order."""
    builder = GraphBuilder()
    given = [builder.give(each.name, each.index in network.graph.parameters) for each in network.graph.given]
    tracer = Tracer(builder)
    numbers = {builder.nodes[index].name: tracer.wrap(index) for index in given}
    wanted = [index for index in given if network.graph.node(builder.nodes[index].name).index in network.graph.wanted]
    return finish(tracer, tracer.lift(loss(network, numbers, tanh)), wanted, "L")


def by_micrograd(value: Callable[..., Number], network: Network, values: Mapping[str, float]) -> tuple[float, ...]:
    """The same by micrograd, whose Value has no tanh: it is added as its other operations are written."""

    def activation(a: Number) -> Number:
        t = math.tanh(a.data)
        out = value(t, (a,), "tanh")

        def backward() -> None:
            a.grad += (1 - t * t) * out.grad

        out._backward = backward
        return out

    numbers = {name: value(each) for name, each in values.items()}
    result = loss(network, numbers, activation)
    result.backward()
    nodes = network.graph.nodes
    return (result.data, *(numbers[nodes[index].name].grad for index in sorted(network.graph.wanted)))


def agree(calls: Mapping[str, Callable[[], Any]]) -> None:
    """Stop where two candidates disagree: then their times mean nothing."""
    expected = calls[STRAIGHT]()
    for name, call in calls.items():
        if not all(math.isclose(a, b, rel_tol=1e-10, abs_tol=1e-14) for a, b in zip(expected, call(), strict=True)):
            raise AssertionError(f"{name} computes something else")


if __name__ == "__main__":
    main()
