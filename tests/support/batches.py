"""Networks by chance that are shown in matrices, with a batch of samples, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count, islice

from backprop.errors import BackpropError
from backprop.figure.frames import shown_run
from backprop.figure.layers.run import LayersRun
from backprop.figure.specification import Specification
from backprop.figure.wirings import read_wiring
from backprop.losses import LOSSES, SHARED
from backprop.network import multilayer_perceptron
from backprop.network_names import Names
from backprop.primitives import ACTIVATIONS
from tests.support.figures import Described

ORDERS = ("rows", "columns")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A network that the engine accepts, as a fence describes it, and its steps."""

    described: Described
    specification: Specification
    shown: LayersRun


@cache
def random_batches(wanted: int) -> tuple[Accepted, ...]:
    """So many that the engine accepts: any activations, losses, biases and numbers of samples, in rows and columns by
    turns, with masks and skips by chance; if there is a hidden layer, one of three is normalised over its samples, and
    where there are several units, one over these."""
    return tuple(islice(filter(None, map(_accepted, map(_batch, count()))), wanted))


def _accepted(described: Described) -> Accepted | None:
    try:
        specification = Specification.from_mapping(described)
        shown = shown_run(specification)
    except BackpropError:
        return None
    assert isinstance(shown, LayersRun)
    return Accepted(described, specification, shown)


def _batch(seed: int) -> Described:
    choose = random.Random(f"batch {seed}")
    widths = [choose.randint(1, 3) for _ in range(choose.randint(2, 4))]
    possible = [name for name in LOSSES if widths[-1] > 1 or LOSSES[name].targets != SHARED]
    loss = possible[seed % len(possible)]
    activations = [choose.choice(ACTIVATIONS) for _ in widths[1:]]
    described: Described = {
        "name": f"batch-{seed}",
        "title": f"Batch {seed}",
        "network": widths,
        "activation": activations[:-1],
        "loss": loss,
        "view": "layers",
        "batch": ORDERS[seed // 2 % 2],
    }
    if LOSSES[loss].fused:
        described["fused"] = choose.random() < 0.5
    else:
        described["output"] = activations[-1]
    described |= _wiring(choose, seed, widths)
    network = multilayer_perceptron(widths, "tanh", loss, wiring=read_wiring(described))
    names = {index: node.name for index, node in enumerate(network.graph.nodes)}
    described["values"] = {names[index]: choose.uniform(-1.2, 1.2) for index in sorted(network.graph.parameters)}
    inputs, targets = ([names[index] for index in each] for each in (network.inputs, network.targets))
    described["samples"] = list(islice(_samples(choose, inputs, targets), choose.randint(1, 4)))
    return described


def _wiring(choose: random.Random, seed: int, widths: list[int]) -> Described:
    """What it has beside sums and activations, as far as these widths allow."""
    hidden = range(1, len(widths) - 1)
    found: Described = {"bias": choose.choice(("own", "own", "shared", "none"))}
    if hidden and seed % 3 == 1:
        found["normalize"] = "batch"
    if hidden and seed % 3 == 2 and min(widths[1:-1]) > 1:
        found["normalize"] = "layer"
    units = [Names(widths).of("h", layer, unit) for layer in hidden for unit in range(1, widths[layer] + 1)]
    if units and choose.random() < 0.4:
        masked = choose.sample(units, choose.randint(1, len(units)))
        found["dropout"] = {unit: choose.choice((0, 1.5, 2)) for unit in masked}
    ends = [end for end in hidden if choose.random() < 0.5]
    starts = [[start for start in range(end) if widths[start] == widths[end]] for end in ends]
    if skips := [[choose.choice(each), end] for each, end in zip(starts, ends, strict=True) if each]:
        found["skip"] = skips
    return found


def _samples(choose: random.Random, inputs: list[str], targets: list[str]) -> Iterator[dict[str, float]]:
    """Targets are shares of 1, which every loss takes."""
    while True:
        weights = [choose.uniform(0.1, 1) for _ in targets]
        shares = [each / sum(weights) if len(weights) > 1 else each for each in weights]
        yield {name: choose.uniform(-1.2, 1.2) for name in inputs} | dict(zip(targets, shares, strict=True))
