"""The steps of a network as its matrices take them: one formula each, made of many steps of the scalar graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from backprop.batches import Batch
from backprop.figure.layers.matrices import Grid, Layer, Matrices, Normal
from backprop.steps import Step

Kind = Literal["value", "cotangent", "local", "ones"]
Phase = Literal["forward", "backward"]


@dataclass(frozen=True, slots=True)
class Operand:
    """A matrix as it stands in a formula: its values, the derivatives of the loss by its entries, or (`local`) the
    slopes of what made it; `ones` are as many ones as it has entries."""

    grid: Grid
    kind: Kind = "value"
    transposed: bool = False


@dataclass(frozen=True, slots=True)
class MatrixStep:
    """`target` comes, by `rule`, of the operands of `way`, with signs between them.

    `rule` names the sentence; `scalars` are the steps of the scalar graph that it stands for. `target` is None for
    the loss, which is no matrix. `layer` is the layer that it belongs to.
    """

    rule: str
    phase: Phase
    target: Operand | None
    way: tuple[Operand | str, ...]
    layer: Layer
    scalars: tuple[Step, ...]

    @property
    def operands(self) -> tuple[Operand, ...]:
        """What it reads."""
        return tuple(each for each in self.way if isinstance(each, Operand))


def matrix_steps(matrices: Matrices, batch: Batch, steps: Sequence[Step]) -> list[MatrixStep]:
    """All of them, from the steps of the batch's scalar graph."""
    return list(_Steps(matrices, batch, steps).all())


class _Steps:
    def __init__(self, matrices: Matrices, batch: Batch, steps: Sequence[Step]) -> None:
        self.matrices, self.batch = matrices, batch
        self.values = {step.target: step for step in steps if step.phase == "forward"}
        self.gradients = {step.target: step for step in steps if step.phase == "backward"}

    def all(self) -> Iterator[MatrixStep]:
        *_, last = layers = self.matrices.layers
        for layer in layers:
            yield from self._forward(layer)
        losses = tuple(dict.fromkeys((*self.batch.losses, self.batch.graph.output)))
        yield MatrixStep("loss", "forward", None, (), last, tuple(self.values[each] for each in losses))
        yield self._from_loss(last)
        for layer in reversed(layers):
            yield from self._backward(layer)

    def _forward(self, layer: Layer) -> Iterator[MatrixStep]:
        read = Operand(layer.argument)
        rule = "affine" if layer.bias else "linear"
        yield self._value(rule, layer, layer.preactivation, self._affine(layer))
        if layer.normal:
            yield from self._normalized(layer, layer.normal)
        yield self._value("together" if layer.together else "activation", layer, layer.activation, (read,))
        if layer.dropout:
            mask = Operand(layer.dropout.mask)
            yield self._value("masked", layer, layer.dropout.dropped, (mask, "⊙", Operand(layer.activation)))
        if layer.skip:
            way = (Operand(layer.kept), "+", Operand(layer.skip.source))
            yield self._value("added", layer, layer.skip.total, way)

    def _affine(self, layer: Layer) -> tuple[Operand | str, ...]:
        x, w = Operand(layer.below), Operand(layer.weights)
        product = (w, x) if self.matrices.columns else (x, Operand(layer.weights, transposed=True))
        return (*product, "+", Operand(layer.bias)) if layer.bias else product

    def _from_loss(self, last: Layer) -> MatrixStep:
        """Where the loss reads the pre-activations itself, the backward pass starts at them."""
        predicted = Operand(last.activation), ",", Operand(self.matrices.targets)
        fused = last.activation.nodes[0][0] not in self.gradients
        return self._gradient("from_loss", last, last.preactivation if fused else last.activation, predicted)

    def _backward(self, layer: Layer) -> Iterator[MatrixStep]:
        dh, dz = Operand(layer.activation, "cotangent"), Operand(layer.preactivation, "cotangent")
        if layer.skip:
            yield self._gradient("by_added", layer, layer.kept, (Operand(layer.skip.total, "cotangent"),))
        if layer.dropout:
            way: tuple[Operand | str, ...]
            way = (Operand(layer.dropout.mask), "⊙", Operand(layer.dropout.dropped, "cotangent"))
            yield self._gradient("by_masked", layer, layer.activation, way)
        if layer.activation.nodes[0][0] in self.gradients:
            if layer.together:
                way = (Operand(layer.activation), ",", dh)
            else:
                way = (dh, "⊙", Operand(layer.argument, "local"))
            yield self._gradient("shares" if layer.together else "slope", layer, layer.argument, way)
        if layer.normal:
            yield from self._by_normalized(layer, layer.normal)
        transposed = Operand(layer.preactivation, "cotangent", transposed=True)
        x, w = Operand(layer.below), Operand(layer.weights)
        if self.matrices.columns:
            by_weights = dz, Operand(layer.below, transposed=True)
            by_input = Operand(layer.weights, transposed=True), dz
        else:
            by_weights, by_input = (transposed, x), (dz, w)
        if self._is_wanted(layer.weights):
            yield self._gradient("weights", layer, layer.weights, by_weights)
        if layer.bias and self._is_wanted(layer.bias):
            yield self._by_bias(layer, layer.bias)
        # What went past to a later layer comes back from there.
        sums = [each.skip.total for each in self.matrices.layers if each.skip and each.skip.source == layer.below]
        added = [part for grid in sums for part in ("+", Operand(grid, "cotangent"))]
        yield self._gradient("below", layer, layer.below, (*by_input, *added))

    def _by_bias(self, layer: Layer, bias: Grid) -> MatrixStep:
        """A bias that several units share was added to every entry."""
        dz = Operand(layer.preactivation, "cotangent")
        rows, columns = layer.preactivation.shape
        if layer.one_bias:
            return self._gradient("one_bias", layer, bias, (_ones(rows, transposed=True), dz, _ones(columns)))
        return self._gradient("bias", layer, bias, self._summed(dz))

    def _normalized(self, layer: Layer, normal: Normal) -> Iterator[MatrixStep]:
        """a = γ ⊙ n + β of n = (z − μ)/√(v + ε), with mean and variance over the samples or the units."""
        z, mean, variance = map(Operand, (layer.preactivation, normal.mean, normal.variance))
        c, n, scale, shift = map(Operand, (normal.centred, normal.normalized, normal.scale, normal.shift))
        share = f"1/{normal.count}"
        yield self._value("mean", layer, normal.mean, (share, *self._over(normal, z)))
        yield self._value("centred", layer, normal.centred, (z, "−", mean))
        yield self._value("variance", layer, normal.variance, (share, *self._over(normal, c, "⊙", c)))
        yield self._value("normalized", layer, normal.normalized, (c, "/ sqrt(", variance, "+ ε )"))
        yield self._value("scaled", layer, normal.scaled, (scale, "⊙", n, "+", shift))

    def _by_normalized(self, layer: Layer, normal: Normal) -> Iterator[MatrixStep]:
        da, dn, dc = (Operand(each, "cotangent") for each in (normal.scaled, normal.normalized, normal.centred))
        dv, dmean = (Operand(each, "cotangent") for each in (normal.variance, normal.mean))
        n, c, v = map(Operand, (normal.normalized, normal.centred, normal.variance))
        count = normal.count
        if self._is_wanted(normal.scale):
            yield self._gradient("by_scale", layer, normal.scale, self._summed(da, "⊙", n))
        if self._is_wanted(normal.shift):
            yield self._gradient("by_shift", layer, normal.shift, self._summed(da))
        yield self._gradient("by_normalized", layer, normal.normalized, (da, "⊙", Operand(normal.scale)))
        share = "" if count == 2 else f" 2/{count}"
        way = ("−", *self._over(normal, dn, "⊙", n), "/ 2 (", v, "+ ε )")
        yield self._gradient("by_variance", layer, normal.variance, way)
        by_centred = (dn, "/ sqrt(", v, f"+ ε ) +{share}", c, "⊙", dv)
        yield self._gradient("by_centred", layer, normal.centred, by_centred)
        yield self._gradient("by_mean", layer, normal.mean, ("−", *self._over(normal, dc)))
        yield self._gradient("by_sums", layer, layer.preactivation, (dc, f"+ 1/{count}", dmean))

    def _over(self, normal: Normal, *way: Operand | str) -> tuple[Operand | str, ...]:
        """Its sum over what is normalised over."""
        return _with_ones(way, normal.count, right=self.matrices.columns != normal.of_units)

    def _summed(self, *way: Operand | str) -> tuple[Operand | str, ...]:
        """𝟏ᵀ times it, or it times 𝟏: its sum over the samples."""
        return _with_ones(way, len(self.batch.samples), right=self.matrices.columns)

    def _is_wanted(self, grid: Grid) -> bool:
        """Whether the parameters are not held fixed, of which a matrix has all or none."""
        return grid.nodes[0][0] in self.gradients

    def _value(self, rule: str, layer: Layer, grid: Grid, way: tuple[Operand | str, ...]) -> MatrixStep:
        return MatrixStep(rule, "forward", Operand(grid), way, layer, _picked(self.values, grid))

    def _gradient(self, rule: str, layer: Layer, grid: Grid, way: tuple[Operand | str, ...]) -> MatrixStep:
        target = Operand(grid, "cotangent")
        return MatrixStep(rule, "backward", target, way, layer, _picked(self.gradients, grid))


def _with_ones(way: tuple[Operand | str, ...], count: int, *, right: bool) -> tuple[Operand | str, ...]:
    inner = way if len(way) == 1 else ("(", *way, ")")
    return (*inner, _ones(count)) if right else (_ones(count, transposed=True), *inner)


def _ones(count: int, *, transposed: bool = False) -> Operand:
    """A column of ones, or a row of them; they are no nodes of the graph."""
    return Operand(Grid("𝟏", ((-1,),) * count), "ones", transposed)


def _picked(steps: dict[int, Step], grid: Grid) -> tuple[Step, ...]:
    return tuple(steps[node] for row in grid.nodes for node in row)
