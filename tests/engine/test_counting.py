"""Counts: published numbers, closed forms, and a listing of all paths where there are few."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from backprop.counting import multiplications, operation_costs, paths
from backprop.expression import expression
from backprop.graph import Graph, GraphBuilder
from backprop.losses import LOSSES
from backprop.network import multilayer_perceptron
from backprop.primitives import FAMILIES, PRIMITIVES, primitive


def _deep(depth: int, width: int = 2) -> Graph:
    return multilayer_perceptron([1, *[width] * depth, 1]).graph


@pytest.mark.parametrize(("depth", "reuse", "expanded"), [(3, 28, 168), (6, 58, 3108), (10, 98, 90164)])
def test_published_counts_at_width_two(depth: int, reuse: int, expanded: int) -> None:
    """28/58/98 multiplications with reuse, 168/3108/90164 with all paths expanded."""
    counts = multiplications(_deep(depth))
    assert (counts.with_reuse, counts.expanded) == (reuse, expanded)


def test_the_chapters_network_saves_four_of_twelve() -> None:
    """12 multiplications without reuse, 8 with it."""
    counts = multiplications(multilayer_perceptron([1, 2, 1]).graph)
    assert (counts.with_reuse, counts.one_at_a_time, counts.expanded) == (8, 12, 12)


def test_reuse_is_linear_in_depth_and_one_at_a_time_quadratic() -> None:
    """Second differences over the depth vanish with reuse and are constant without."""
    counts = [multiplications(_deep(depth)) for depth in range(2, 9)]
    reuse = [each.with_reuse for each in counts]
    assert reuse == [10 * depth - 2 for depth in range(2, 9)]
    alone = [each.one_at_a_time for each in counts]
    second = [a - 2 * b + c for a, b, c in zip(alone, alone[1:], alone[2:], strict=False)]
    assert len(set(second)) == 1
    assert second[0] > 0


def test_expanding_a_very_deep_network_stays_exact() -> None:
    """Exponentially many paths are counted as an exact integer, not listed."""
    assert paths(_deep(200))["w1_11"] == 2**199
    assert multiplications(_deep(200)).expanded > 2**200


@pytest.mark.parametrize("seed", range(20))
def test_expanded_equals_a_listing_of_all_paths(seed: int) -> None:
    """On small networks the count equals what enumerating the paths gives."""
    source = random.Random(seed)
    widths = [source.randint(1, 3) for _ in range(source.randint(2, 4))]
    graph = multilayer_perceptron(widths).graph
    assert multiplications(graph).expanded == sum(_listed(graph, each) for each in graph.parameters)


def _listed(graph: Graph, parameter: int) -> int:
    """Multiplications for one parameter of a network, which one node reads, path by path."""
    reader = next(node for node in graph.nodes if parameter in node.parents)
    routes = list(_routes(graph, graph.output, reader.index))
    factors = [[local for local in route if local != "1"] for route in routes]
    assert reader.operation is not None
    last = reader.operation.partials[reader.parents.index(parameter)]
    within = sum(max(len(each) - 1, 0) for each in factors)
    return within + (last != "1" and any(factors))


def _routes(graph: Graph, index: int, goal: int) -> list[list[str]]:
    if index == goal:
        return [[]]
    node = graph.nodes[index]
    found = []
    for position, parent in enumerate(node.parents):
        if node.operation and graph.nodes[parent].operation:
            local = node.operation.partials[position]
            found += [[local, *rest] for rest in _routes(graph, parent, goal)]
    return found


@pytest.mark.parametrize("seed", range(20))
def test_with_reuse_the_count_is_one_per_weight_and_one_per_edge(seed: int) -> None:
    """A dense tanh net: a product for each weight, for each weight above the first layer one more
    for the activation below, and one for each tanh: exactly linear in the weights."""
    source = random.Random(seed)
    widths = [source.randint(1, 6) for _ in range(source.randint(3, 6))]
    weights = [a * b for a, b in pairwise(widths)]
    expected = sum(weights) + sum(weights[1:]) + sum(widths[1:-1])
    assert multiplications(multilayer_perceptron(widths).graph).with_reuse == expected


def test_the_cost_of_a_backward_pass_is_linear_in_the_weights() -> None:
    """At a fixed width, forward and backward costs grow by the same amount for each layer."""
    costs = [operation_costs(_deep(depth, width=4)) for depth in range(2, 8)]
    for part in ([each.forward for each in costs], [each.backward for each in costs]):
        assert len({b - a for a, b in pairwise(part)}) == 1


def test_forward_mode_is_a_sweep_for_each_wanted_value() -> None:
    """In y = tanh(a) + tanh(b), each sweep passes one tanh and the sum, as that of the other value does; worked out by
    hand: at a tanh fetch y and the tangent, square, subtract, multiply, add and store; at the sum fetch, add and store.
    """
    alone, both = (operation_costs(expression(text)).forward_mode for text in ("tanh(a)", "tanh(a) + tanh(b)"))
    assert alone == 7
    assert both == 2 * (7 + 3)


@pytest.mark.parametrize("size", [1, 4, 16])
def test_forward_mode_costs_more_the_more_is_wanted(size: int) -> None:
    """Of a sum of squares each sweep costs the same; the backward pass stays a small multiple of the forward pass."""
    text = " + ".join(f"x{place}**2" for place in range(size))
    costs = operation_costs(expression(text))
    assert costs.forward_mode >= size * operation_costs(expression("x**2")).forward_mode
    assert costs.backward <= 4 * costs.forward


@pytest.mark.parametrize("name", [*PRIMITIVES, *FAMILIES])
def test_backward_costs_at_most_four_times_forward(name: str) -> None:
    """Row by row, and so for every graph: Griewank & Walther's cheap gradient."""
    largest = 6 if name in ("max", "min") else 64
    for size in (None,) if name in PRIMITIVES else [each for each in (1, 2, 3, 6, 8, 64) if each <= largest]:
        builder = GraphBuilder()
        given = [builder.give(each) for each in primitive(name, size).arguments]
        graph = builder.graph(builder.apply("result", name, given, size), given)
        costs = operation_costs(graph)
        assert costs.backward <= 4 * costs.forward, (name, size, costs)


@pytest.mark.parametrize("loss", LOSSES)
def test_whole_networks_cost_at_most_four_times_too(loss: str) -> None:
    """For dense networks the factor is between 2 and 3."""
    costs = operation_costs(multilayer_perceptron([3, 8, 8, 4], "gelu", loss).graph)
    assert 1.5 < costs.backward / costs.forward < 3


def test_a_shared_name_counts_each_reader() -> None:
    """x*x*x: two products are read by x three times; the seed's are free."""
    counts = multiplications(expression("x*x*x"))
    assert (counts.with_reuse, counts.one_at_a_time, counts.expanded) == (2, 2, 2)
