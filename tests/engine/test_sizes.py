"""How large the gradients along the edges of a drawing are, as its classes say."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

import pytest

from backprop.figure.frames import run_of
from backprop.figure.specification import Specification
from backprop.figure.svg import SIZES
from tests.support.figures import random_figures

PATH = re.compile(r'<path class="e (n?b)( s\d)?( n)?" data-e="([^"]+)"')
LEVELS = (
    (0.0, 0), (0.001, 0), (0.002, 1), (0.01, 2), (0.03, 3), (0.1, 4), (0.3, 5), (1.0, 6), (3.0, 7), (10.0, 8),
    (30.0, 9), (1e6, 9),
)  # fmt: skip


def drawn(described: Mapping[str, object], step: int) -> Iterator[tuple[str, list[str], str, bool]]:
    """Kind, sources, size and sign of each line that a gradient has passed (b), or passes now (nb)."""
    run = run_of(Specification.from_mapping(described))
    for kind, size, sign, names in PATH.findall(run.frame(step % (len(run.steps) + 1))[1]):
        yield kind, names.split()[1:], size.strip(), bool(sign)


@pytest.mark.parametrize(("size", "level"), LEVELS)
def test_sizes_are_half_powers_of_ten(size: float, level: int) -> None:
    """Of L = ka the gradient by a, and so what flows along its edge, is k; as is −k with the mark of its sign."""
    for k in (size, -size):
        described = {"name": "f", "title": "f", "expression": "L = k*a", "values": {"k": k, "a": 1}}
        found = {source: (level, sign) for _, sources, level, sign in drawn(described, -1) for source in sources}
        assert found["a"] == (f"s{level}", k < 0)


def test_an_edge_is_as_large_as_the_gradient_that_flows_along_it() -> None:
    """Where a node is read once, that is the node's own gradient, as its step tells it."""
    checked = 0
    for described in random_figures(12, "sizes"):
        specification = Specification.from_mapping(described)
        run = run_of(specification)
        readers = [parent for node in run.graph.nodes for parent in node.parents]
        found = {step.target: step.result for step in run.steps if step.phase == "backward"}
        for kind, sources, level, sign in drawn(described, -1):
            for source in sources:
                node = run.graph.by_name[source]
                # The weight of the last step may be on a line of now.
                if kind != "b" or readers.count(node) != 1 or node not in found or math.isnan(found[node]):
                    continue
                assert level == f"s{sum(abs(found[node]) >= size for size in SIZES)}"
                assert sign == (found[node] < 0)
                checked += 1
    assert checked > 100


def test_what_is_left_to_the_reader_is_not_shown_by_its_edges() -> None:
    """Before it is worked out, neither in its own step nor later."""
    network = {"name": "n", "title": "n", "network": [1, 2, 1], "fade": 13}
    for step in range(8, 21):
        lines = list(drawn(network, step))
        assert lines
        assert {level for *_, level, _ in lines} == {""}


def test_values_that_go_forward_have_no_size() -> None:
    network = {"name": "n", "title": "n", "network": [1, 2, 1], "mode": "forward", "by": "w11"}
    lines = list(drawn(network, -1))
    assert lines
    assert {level for *_, level, _ in lines} == {""}
