"""Figures of several samples: what may stand in a fence, and the mean of the samples' losses and gradients."""

from __future__ import annotations

import pytest

from backprop.errors import BackpropError
from backprop.figure.specification import Specification
from backprop.figure.subjects import scene_of
from backprop.samples import Samples

XOR = [{"x1": a, "x2": b, "y": a ^ b} for a in (0, 1) for b in (0, 1)]
GATE = {"network": [2, 2, 1], "loss": "binary-cross-entropy", "samples": XOR}
LINE = {
    "expression": "(w*x + b - y)**2/2",
    "values": {"w": 0.5, "b": 0.1},
    "samples": [{"x": 1, "y": 2}, {"x": "1/2", "y": "−1"}, {"y": 0.25, "x": -2}],
}


def test_samples_are_names_and_rows() -> None:
    """In the order of the graph, whatever order an author has; one of them is shown."""
    samples = Specification.from_mapping({**LINE, "sample": 3}).samples
    assert samples == Samples(("x", "y"), ((1.0, 2.0), (0.5, -1.0), (-2.0, 0.25)), shown=2)
    assert list(samples) == [{"x": 1.0, "y": 2.0}, {"x": 0.5, "y": -1.0}, {"x": -2.0, "y": 0.25}]
    assert samples.one == {"x": -2.0, "y": 0.25}


@pytest.mark.parametrize("mapping", [GATE, LINE, {**GATE, "sample": 4}, {**LINE, "sample": 2}])
def test_a_specification_is_read_back_from_what_it_writes(mapping: dict[str, object]) -> None:
    specification = Specification.from_mapping(mapping)
    assert Specification.from_mapping(specification.to_mapping()) == specification


def test_a_changed_number_is_one_of_the_sample_in_sight() -> None:
    """As the page sends it, which knows nothing but fields."""
    built = Specification.from_mapping({**LINE, "sample": 2}).to_mapping()
    changed = Specification.from_mapping({**built, "values": {**built["values"], "x": 7.0}})  # type: ignore[dict-item]
    assert changed.samples is not None
    assert changed.samples.rows == ((1.0, 2.0), (7.0, -1.0), (-2.0, 0.25))


def test_a_wrong_target_is_told_where_it_stands() -> None:
    """In the fence, in the sample; in the page, in the field of that name."""
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping({**GATE, "samples": [{**XOR[0], "y": 2}]})
    assert caught.value.argument == "samples.0.y"
    built = Specification.from_mapping(GATE).to_mapping()
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping({**built, "values": {**built["values"], "y": 2}})  # type: ignore[dict-item]
    assert caught.value.argument == "y"


def test_what_the_samples_leave_of_a_formula_are_its_parameters() -> None:
    """So it can be trained, as a network can."""
    subject = Specification.from_mapping(LINE).subject
    graph = scene_of(subject).graph  # type: ignore[arg-type]
    assert {graph.nodes[index].name for index in graph.parameters} == {"w", "b"}
    assert graph.wanted == graph.parameters


@pytest.mark.parametrize(
    ("mapping", "argument", "remedy"),
    [
        ({**GATE, "samples": []}, "samples", "list 1 to 20 samples"),
        ({**GATE, "samples": "xor"}, "samples", "list 1 to 20 samples"),
        ({**GATE, "samples": {"x1": [0, 1]}}, "samples", "list 1 to 20 samples"),
        ({**GATE, "samples": XOR * 6}, "samples", "list 1 to 20 samples"),
        ({**GATE, "samples": [3]}, "samples.0", "list names and numbers"),
        ({**GATE, "samples": [*XOR, {}]}, "samples.4", "list names and numbers"),
        ({**GATE, "samples": [*XOR, {"x1": 0, "y": 1}]}, "samples.4", "give x2 a number"),
        ({**GATE, "samples": [*XOR, {**XOR[0], "w11": 1}]}, "samples.4.w11", "the same for every sample"),
        ({**GATE, "samples": [*XOR, {**XOR[0], "x3": 1}]}, "samples.4.x3", "there is no x3 here; use one of x1, x2, y"),
        ({**GATE, "samples": [*XOR, {**XOR[0], "x1": True}]}, "samples.4.x1", "give a number"),
        ({**GATE, "samples": [*XOR, {**XOR[0], "x1": 1e7}]}, "samples.4.x1", "give a number"),
        ({**GATE, "samples": [*XOR, {**XOR[0], "y": -1}]}, "samples.4.y", "0 to 1"),
        ({**GATE, "sample": 5}, "sample", "from 1 to 4"),
        ({**GATE, "sample": 0}, "sample", "from 1 to 4"),
        ({**GATE, "sample": True}, "sample", "from 1 to 4"),
        ({"network": [1, 1], "sample": 1}, "sample", "list the samples"),
        ({**LINE, "samples": [{"x": 1, "y": 1, "w": 1, "b": 1}]}, "samples.0", "leave a name"),
        ({**LINE, "samples": [{"x": 1, "y": 1}, {"x": 1}]}, "samples.1", "give y a number"),
        ({**LINE, "samples": [{"q": 1}]}, "samples.0.q", "there is no q here"),
        ({**LINE, "samples": [{"x": 1}]}, "y", "add y"),
        ({"python": "y = x", "samples": XOR}, "samples", "use one of"),
    ],
)
def test_wrong_samples_name_place_and_remedy(mapping: dict[str, object], argument: str, remedy: str) -> None:
    """The place counts from 0, as all places of a fence do."""
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping(mapping)
    assert caught.value.argument == argument
    assert remedy in caught.value.remedy
