"""One layer of a network as nodes: weighted sums, their normalisation, activations, masks, and what skips lead here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backprop.graph import GraphBuilder
from backprop.network_names import Names
from backprop.rows import Primitive
from backprop.wiring import Wiring

# Added to the variance, so that equal sums do not divide by 0; as PyTorch's LayerNorm and BatchNorm have it.
EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class Unit:
    """One neuron: indices of its weights, bias (or None), pre-activation z and activation h.

    `chain` are all its nodes from z to what the next layer reads, in evaluation order.
    """

    weights: tuple[int, ...]
    bias: int | None
    preactivation: int
    activation: int
    chain: tuple[int, ...]

    @property
    def parameters(self) -> tuple[int, ...]:
        """Its weights and, last, its bias if there is one."""
        return self.weights if self.bias is None else (*self.weights, self.bias)

    @property
    def output(self) -> int:
        """What the next layer reads."""
        return self.chain[-1]


@dataclass(frozen=True, slots=True)
class Activation:
    """The row of an activation, and the numbers that it takes beside z."""

    row: Primitive
    settings: tuple[float, ...]


class LayerBuilder:
    """Adds layer after layer to `builder`."""

    def __init__(self, builder: GraphBuilder, names: Names, wiring: Wiring) -> None:
        self.builder, self.names, self.wiring = builder, names, wiring
        self.backward: list[list[int]] = []
        """Of each layer its operations, in the order of the backward pass."""
        self.across: set[int] = set()
        """Means and variances over the samples; of one sample alone, as which a network is built, they are its own."""

    def layer(
        self, number: int, below: Sequence[int], activation: Activation | None, made: Mapping[int, Sequence[int]]
    ) -> tuple[Unit, ...]:
        """The units of a layer; without an activation they end at their weighted sums. `made` is what earlier layers
        made, by their numbers."""
        count = self.names.widths[number]
        hidden = number < len(self.names.widths) - 1
        source = self.wiring.source_of(number)
        added = () if source is None else made[source]
        if hidden and self.wiring.normalize != "none":
            return self._normalized(number, below, activation, added)
        bias = self._shared_bias(number)
        units = []
        for unit in range(1, count + 1):
            sums = self._sum(number, unit, below, bias)
            units.append(self._finished(number, unit, sums, [], activation, added))
        self.backward.append([node for unit in units for node in reversed(unit.chain)])
        return tuple(units)

    def _shared_bias(self, number: int) -> int | None:
        if self.wiring.bias != "shared" or self._takes_bias_out(number):
            return None
        return self.builder.give(self.names.shared("b", number), parameter=True)

    def _sum(
        self, number: int, unit: int, below: Sequence[int], shared: int | None
    ) -> tuple[tuple[int, ...], int | None, int]:
        """Weights, bias and weighted sum of a unit."""
        names, give = self.names, self.builder.give
        weights = tuple(give(names.weight(number, source, unit), parameter=True) for source in range(1, len(below) + 1))
        z = names.of("z", number, unit)
        if self.wiring.bias == "none" or self._takes_bias_out(number):
            return weights, None, self.builder.apply(z, "linear", (*weights, *below), len(below))
        bias = give(names.of("b", number, unit), parameter=True) if shared is None else shared
        return weights, bias, self.builder.apply(z, "affine", (*weights, bias, *below), len(below))

    def _finished(
        self,
        number: int,
        unit: int,
        sums: tuple[tuple[int, ...], int | None, int],
        between: Sequence[int],
        activation: Activation | None,
        added: Sequence[int],
    ) -> Unit:
        """The unit from its weighted sum, or from what came `between`, to what the next layer reads."""
        weights, bias, z = sums
        chain = [z, *between]
        if activation is None:
            return Unit(weights, bias, z, z, tuple(chain))
        constants = [self.builder.constant(each) for each in activation.settings]
        last = number == len(self.names.widths) - 1
        name = self.names.of("yhat" if last else "h", number, unit)
        h = self.builder.apply(name, activation.row.name, (chain[-1], *constants))
        chain.append(h)
        mask_name = self.names.of("m", number, unit)
        if mask_name in self.wiring.masks:
            mask = self.builder.give(mask_name)
            chain.append(self.builder.apply(self.names.of("d", number, unit), "masked", (h, mask)))
        if added:
            chain.append(self.builder.apply(self.names.of("s", number, unit), "add", (chain[-1], added[unit - 1])))
        return Unit(weights, bias, z, h, tuple(chain))

    def _normalized(
        self, number: int, below: Sequence[int], activation: Activation | None, added: Sequence[int]
    ) -> tuple[Unit, ...]:
        """a = γ·n + β of n = (z − μ)/√(v + ε), where mean μ and variance v are those of the layer's units, or of each
        unit over the samples."""
        apply, names, bias = self.builder.apply, self.names, self._shared_bias(number)
        places = range(1, names.widths[number] + 1)
        sums = [self._sum(number, unit, below, bias) for unit in places]
        means = self._statistics("mu", number, "mean", [z for _, _, z in sums])
        centred = [
            apply(names.of("c", number, unit), "sub", (z, mean))
            for unit, (_, _, z), mean in zip(places, sums, means, strict=True)
        ]
        variances = self._statistics("v", number, "mean_square", centred)
        epsilon = self.builder.constant(EPSILON)
        normal = [
            apply(names.of("n", number, unit), "normalized", (c, variance, epsilon))
            for unit, c, variance in zip(places, centred, variances, strict=True)
        ]
        scaled = [self._scaled(number, unit, n) for unit, n in zip(places, normal, strict=True)]
        columns = zip(places, sums, centred, normal, scaled, strict=True)
        units = tuple(self._finished(number, at, z, [c, n, a], activation, added) for at, z, c, n, a in columns)
        self.backward.append(_backwards(units, means, variances))
        return units

    def _takes_bias_out(self, number: int) -> bool:
        """Whether a mean would take a bias out again: over the samples any, over the units one that they share."""
        hidden = number < len(self.names.widths) - 1
        shared = self.wiring.normalize == "layer" and self.wiring.bias == "shared"
        return self._is_over_samples(number) or (shared and hidden)

    def _is_over_samples(self, number: int) -> bool:
        return self.wiring.normalize == "batch" and number < len(self.names.widths) - 1

    def _statistics(self, letter: str, number: int, operation: str, read: Sequence[int]) -> list[int]:
        """The mean or the variance that each unit reads: one of them all, or over the samples its own."""
        names, apply = self.names, self.builder.apply
        if not self._is_over_samples(number):
            return [apply(names.shared(letter, number), operation, read, len(read))] * len(read)
        found = [apply(names.of(letter, number, unit), operation, (one,), 1) for unit, one in enumerate(read, 1)]
        self.across.update(found)
        return found

    def _scaled(self, number: int, unit: int, normal: int) -> int:
        gamma, beta = (
            self.builder.give(self.names.of(each, number, unit), parameter=True) for each in ("gamma", "beta")
        )
        return self.builder.apply(self.names.of("a", number, unit), "scaled", (gamma, normal, beta))


def _backwards(units: Sequence[Unit], means: Sequence[int], variances: Sequence[int]) -> list[int]:
    """Unit by unit to the normalised sums; variances and means are read by all, and come after all of these."""
    sums, centred = ([unit.chain[stage] for unit in units] for stage in (0, 1))
    order = [node for unit in units for node in reversed(unit.chain[2:])]
    return [*order, *dict.fromkeys(variances), *centred, *dict.fromkeys(means), *sums]
