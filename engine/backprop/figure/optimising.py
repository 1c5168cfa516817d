"""The optimisers of a training in the page: what a request says of them, and one update written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backprop.errors import SpecificationError
from backprop.figure import mathml
from backprop.figure.reading import did_you_mean, read_choice, read_number, read_whole
from backprop.figure.scenes import Scene
from backprop.formulas import update_formulas
from backprop.optimisers import OPTIMISERS, Optimiser
from backprop.training import Kept

MOST_MADE = 1_000_000


@dataclass(frozen=True, slots=True)
class Optimising:
    """An optimiser after `made` updates, with what it has `kept` of each parameter."""

    optimiser: Optimiser
    kept: Kept
    made: int

    @classmethod
    def read(cls, request: Mapping[str, object], names: Sequence[str]) -> Optimising:
        """From a request; where it says nothing, gradient descent that has made no update."""
        optimiser = OPTIMISERS[read_choice(request, "optimiser", tuple(OPTIMISERS))]
        made = read_whole(request, "made", (0, MOST_MADE), 0)
        return cls(optimiser, _read_kept(request.get("kept"), optimiser, names), made)


def _read_kept(value: object, optimiser: Optimiser, names: Sequence[str]) -> Kept:
    """A list for each thing that is kept, with a number for each parameter; zeros where nothing is said."""
    if value is None:
        return {name: (0.0,) * len(optimiser.keeps) for name in names}
    fits = isinstance(value, list) and len(value) == len(optimiser.keeps)
    if not fits or any(not isinstance(each, list) or len(each) != len(names) for each in value):  # type: ignore[attr-defined]
        remedy = f"give {len(optimiser.keeps)} lists of {len(names)} numbers"
        raise SpecificationError("kept", value, remedy)
    columns = [[_finite(each) for each in numbers] for numbers in value]  # type: ignore[attr-defined]
    return {name: tuple(column[place] for column in columns) for place, name in enumerate(names)}


def _finite(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < float("inf"):
        raise SpecificationError("kept", value, "give finite numbers")
    return float(value)


def update(scene: Scene, request: Mapping[str, object], rate: float) -> str:
    """How the next update moves one parameter, as formulas; `value` and `gradient` are its own now."""
    nodes = scene.graph.nodes
    names = [nodes[index].name for index in scene.graph.trained]
    name = request.get("parameter")
    if name not in names:
        raise SpecificationError("parameter", name, did_you_mean(str(name), names))
    training = Optimising.read(request, [str(name)])
    value, gradient = (read_number(key, request.get(key)) for key in ("value", "gradient"))
    known = training.optimiser.given(value, gradient, training.kept[str(name)], rate, training.made + 1)
    loss = scene.mean or nodes[scene.graph.output].name
    return mathml.display(update_formulas(training.optimiser, str(name), loss, known))
