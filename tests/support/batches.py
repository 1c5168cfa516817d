"""Networks by chance that are shown in matrices, with a batch of samples, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count, islice

from backprop.errors import BackpropError
from backprop.figure.frames import shown_run
from backprop.figure.specification import Specification
from backprop.losses import LOSSES, SHARED
from backprop.network import multilayer_perceptron
from backprop.primitives import ACTIVATIONS
from backprop.wiring import Wiring
from tests.support.figures import Described

ORDERS = ("rows", "columns")


def random_batches(wanted: int) -> list[Described]:
    """So many that the engine accepts: any activations, losses and numbers of samples, in rows and columns by turns,
    and one of three, if it has a hidden layer, normalised over its samples."""
    return list(islice(filter(_is_accepted, map(_batch, count())), wanted))


def _is_accepted(described: Described) -> bool:
    try:
        shown_run(Specification.from_mapping(described))
    except BackpropError:
        return False
    return True


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
    if seed % 3 == 1 and len(widths) > 2:
        described["normalize"] = "batch"
    wiring = Wiring(normalize=str(described.get("normalize", "none")))
    network = multilayer_perceptron(widths, "tanh", loss, wiring=wiring)
    names = {index: node.name for index, node in enumerate(network.graph.nodes)}
    described["values"] = {names[index]: choose.uniform(-1.2, 1.2) for index in sorted(network.graph.parameters)}
    inputs, targets = ([names[index] for index in each] for each in (network.inputs, network.targets))
    described["samples"] = list(islice(_samples(choose, inputs, targets), choose.randint(1, 4)))
    return described


def _samples(choose: random.Random, inputs: list[str], targets: list[str]) -> Iterator[dict[str, float]]:
    """Targets are shares of 1, which every loss takes."""
    while True:
        weights = [choose.uniform(0.1, 1) for _ in targets]
        shares = [each / sum(weights) if len(weights) > 1 else each for each in weights]
        yield {name: choose.uniform(-1.2, 1.2) for name in inputs} | dict(zip(targets, shares, strict=True))
