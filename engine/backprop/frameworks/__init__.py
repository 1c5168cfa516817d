"""`compare`: a small model of PyTorch or JAX stepped through, and the framework's gradients beside ours.

    import backprop
    backprop.compare(torch_model, ([0.5], [0.8]))
    backprop.compare([(w1, b1), jax.numpy.tanh, (w2, b2)], ([0.5], [0.8]), loss="mean-squared-error")

Neither is imported here: a model of PyTorch is told by what it has, JAX is found where its user imported it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from backprop.columns import aligned
from backprop.errors import SpecificationError
from backprop.figure.frames import run_of
from backprop.frameworks import jax_like, torch_like
from backprop.frameworks.description import Parameter, described, parameters
from backprop.frameworks.losses import check_ends_in_scores, loss_name
from backprop.frameworks.model import Model
from backprop.frameworks.sample import read_sample
from backprop.notebook import Figure
from backprop.steps import gradients

ROUNDINGS = 64
# The distance from 1 to the next number.
PRECISIONS = {"float64": 2.0**-52, "float32": 2.0**-23, "bfloat16": 2.0**-7, "float16": 2.0**-10}
HEADS = ("", "in the model", "by the model", "here", "difference")
DIGITS = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """What the framework and we have for `name` (L, dL/dw11), which in the model is `place`."""

    name: str
    place: str
    theirs: float
    ours: float

    @property
    def difference(self) -> float:
        """|theirs − ours|."""
        return abs(self.theirs - self.ours)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The loss and each gradient, theirs beside ours, and the `figure` of ours.

    `rounding` is what the rounding of the model's numbers, of type `precision`, may make of a difference; `coarse` says
    so where the framework itself has a number of that type among finer ones.
    """

    figure: Figure
    pairs: tuple[Pair, ...]
    precision: str
    rounding: float
    coarse: str = ""

    @property
    def largest(self) -> Pair:
        """The pair that differs most; of a number that is none, as NaN, that one."""
        return max(self.pairs, key=lambda pair: (not pair.difference >= 0, pair.difference))

    @property
    def agrees(self) -> bool:
        """Whether no pair differs by more than the rounding."""
        return all(self._agrees(pair) for pair in self.pairs)

    def __repr__(self) -> str:
        """The table, and the sentence that names the largest difference."""
        return "\n".join([*aligned([HEADS, *self._cells()]), self._sentence()])

    def _repr_html_(self) -> str:
        """The table, then the figure where something is installed that makes HTML."""
        head = "".join(f'<th scope="col">{each}</th>' for each in HEADS)
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self._cells())
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return f"{table}<p>{escape(self._sentence())}</p>{self.figure._repr_html_() or ''}"

    def _agrees(self, pair: Pair) -> bool:
        return pair.difference <= self.rounding

    def _cells(self) -> Iterator[tuple[str, ...]]:
        for each in self.pairs:
            yield each.name, each.place, _written(each.theirs), _written(each.ours), _written(each.difference, 2)

    def _sentence(self) -> str:
        largest, count = self.largest, sum(map(self._agrees, self.pairs))
        verdict = "within" if self._agrees(largest) else "beyond"
        at = f"{largest.name} ({largest.place})"
        told = f"The largest difference, {_written(largest.difference, 2)} at {at}, is {verdict} what the rounding of"
        return f"{told} {self.precision} explains: {count} of {len(self.pairs)} agree. {self.coarse}".strip()


def compare(
    model: Any,  # noqa: ANN401 # of a package that need not be installed
    sample: tuple[object, object],
    loss: object = "half-squared-error",
    **keys: object,
) -> Comparison:
    """Step through `model` at `sample`, an input and a target, and compare the framework's loss and gradients.

    `model` is a `Sequential` of PyTorch, or for JAX a list of layers: pairs (weights, biases) with the weights as
    inputs × outputs, mappings with `kernel` and `bias`, and functions such as `jax.numpy.tanh`. `loss` is the name of
    one of ours, or one of PyTorch's own, such as `MSELoss()`. Further keys are those of a fence: title, lang, notation.
    The model, its gradients included, stays as it is.
    Errors: SpecificationError names the layer, the number or the key that no figure has, and the remedy.
    """
    read = jax_like.read(model) if isinstance(model, list | tuple) else torch_like.read(model)
    name = loss_name(loss, read.outputs)
    check_ends_in_scores(read.blocks[-1].activation, name)
    x, y = read_sample(sample, read.blocks[0].inputs, read.outputs, name)
    figure = Figure({**described(read.blocks, name, x, y), **keys})
    return _compared(figure, read, *read.gradients(x, y, loss))


def _compared(figure: Figure, read: Model, found: float, slopes: Mapping[tuple[int, str], Any]) -> Comparison:
    run = run_of(figure.specification)
    own = gradients(run.graph, run.values)
    loss = Pair("L", "the loss", found, run.values[run.graph.output])
    pairs = (loss, *(_pair(each, own, slopes) for each in parameters(read.blocks) if each.trained))
    if read.precision not in PRECISIONS:
        remedy = f"use numbers of one of these types: {', '.join(PRECISIONS)}"
        raise SpecificationError("the type of the numbers in the model", read.precision, remedy)
    size = max(map(abs, (1.0, *run.values, *own.values())))
    return Comparison(figure, pairs, read.precision, ROUNDINGS * PRECISIONS[read.precision] * size, read.coarse)


def _pair(each: Parameter, own: Mapping[str, float], slopes: Mapping[tuple[int, str], Any]) -> Pair:
    theirs = slopes[each.block, each.kind]
    for index in each.index:
        theirs = theirs[index]
    return Pair(f"dL/d{each.name}", each.place, float(theirs), own[each.name])


def _written(value: float, digits: int = DIGITS) -> str:
    return f"{value:.{digits}g}".replace("-", "−")


__all__: Sequence[str] = ("Comparison", "Pair", "compare")
