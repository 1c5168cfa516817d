"""Functions of NumPy, spelt and broadcast as there, on arrays of numbers and traced numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import prod

from backprop.primitives import LARGEST_SIZE
from backprop.program.arithmetic import Arithmetic
from backprop.program.arrays import Array, as_array, checked_shape, index_in, part
from backprop.program.limits import WrongError
from backprop.program.values import Builtin, Datum, is_plain, noun_for
from backprop.tracing import Traced

Reduction = Callable[[Arithmetic, Sequence[Datum]], Datum]


def total(machine: Arithmetic, numbers: Sequence[Datum]) -> Datum:
    """The sum."""
    return machine.added(numbers)


def average(machine: Arithmetic, numbers: Sequence[Datum]) -> Datum:
    """The mean."""
    if not numbers:
        raise WrongError("the mean of nothing", "give it one number or more")
    if any(isinstance(each, Traced) for each in numbers) and len(numbers) <= LARGEST_SIZE:
        return machine.table("mean", *numbers)
    return machine.binary("/", total(machine, numbers), len(numbers))


def variance(machine: Arithmetic, numbers: Sequence[Datum]) -> Datum:
    """The mean squared distance from the mean."""
    middle = average(machine, numbers)
    return average(machine, [machine.binary("**", machine.binary("-", each, middle), 2) for each in numbers])


def deviation(machine: Arithmetic, numbers: Sequence[Datum]) -> Datum:
    """The root of the variance."""
    return machine.table("sqrt", variance(machine, numbers))


def largest(machine: Arithmetic, numbers: Sequence[Datum]) -> Datum:
    """The largest number."""
    return _picked(machine, "max", numbers)


def smallest(machine: Arithmetic, numbers: Sequence[Datum]) -> Datum:
    """The smallest number."""
    return _picked(machine, "min", numbers)


def _picked(machine: Arithmetic, name: str, numbers: Sequence[Datum]) -> Datum:
    if not numbers:
        raise WrongError(f"{name} of nothing", "give it one number or more")
    if all(map(is_plain, numbers)):
        machine.budget.spend(len(numbers))
        return {"max": max, "min": min}[name](numbers)
    return numbers[0] if len(numbers) == 1 else machine.table(name, *numbers)


def _reducing(reduce: Reduction) -> Callable[..., Datum]:
    """The function of an array that reduces all of it, or along one axis."""

    def run(machine: Arithmetic, value: Datum, axis: Datum = None, keepdims: Datum = False) -> Datum:
        array = as_array(value)
        if axis is None:
            found = reduce(machine, array.entries)
            return Array((1,) * len(array.shape), [found]) if keepdims else found
        lanes, shape = along(array, axis)
        entries = [reduce(machine, lane) for lane in lanes]
        place = index_in(axis, len(array.shape))
        shape = (*shape[:place], 1, *shape[place:]) if keepdims else shape
        return Array(shape, entries) if shape else entries[0]

    return run


def along(array: Array, axis: Datum) -> tuple[list[list[Datum]], tuple[int, ...]]:
    """The entries along an axis, one list for each place on the other axes, and the shape of these."""
    place = index_in(axis, len(array.shape))
    shape = (*array.shape[:place], *array.shape[place + 1 :])
    lanes = []
    for rest in product(*map(range, shape)):
        keys: list[Datum] = [*rest[:place], slice(None), *rest[place:]]
        lanes.append(part(array, keys).entries)
    return lanes, shape


def share(machine: Arithmetic, name: str, scores: Sequence[Datum], place: int) -> Datum:
    """The softmax of one of the scores, or its logarithm."""
    if len(scores) < 2:
        raise WrongError(f"{name} of {len(scores)} scores", "give it two or more")
    return machine.table(name, scores[place], *scores[:place], *scores[place + 1 :])


def softmax_of(name: str) -> Callable[..., Datum]:
    """softmax or its logarithm, along the last axis or the one that is named."""

    def run(machine: Arithmetic, value: Datum, axis: Datum = -1) -> Array:
        array = as_array(value)
        if len(array.shape) not in (1, 2):
            raise WrongError(f"{name} of the shape {array.shape}", "give it a vector or a matrix")
        lanes, shape = along(array, axis)
        found = [[share(machine, name, lane, place) for place in range(len(lane))] for lane in lanes]
        place = index_in(axis, len(array.shape))
        moved = Array((*shape, array.shape[place]), [each for lane in found for each in lane])
        return moved if place == len(shape) else moved.transposed()

    return run


def _filled(number: int) -> Callable[..., Array]:
    def run(machine: Arithmetic, shape: Datum) -> Array:
        lengths = _shape(shape)
        machine.budget.spend(prod(lengths))
        return Array(lengths, [float(number)] * prod(lengths))

    return run


def _like(number: int) -> Callable[..., Array]:
    def run(machine: Arithmetic, value: Datum) -> Array:
        array = as_array(value)
        return Array(array.shape, [float(number)] * len(array.places))

    return run


def _shape(value: Datum) -> tuple[int, ...]:
    lengths = tuple(value) if isinstance(value, list | tuple) else (value,)
    if not all(type(each) is int for each in lengths):
        raise WrongError("this shape", "give whole numbers, such as (2, 3)")
    return checked_shape(lengths)


def _array(machine: Arithmetic, value: Datum) -> Array:
    array = as_array(value)
    machine.budget.spend(len(array.places))
    return Array(array.shape, array.entries)


def _eye(machine: Arithmetic, length: Datum) -> Array:
    shape = _shape((length, length))
    machine.budget.spend(prod(shape))
    return Array(shape, [float(row == column) for row in range(length) for column in range(length)])


def _arange(machine: Arithmetic, stop: Datum) -> Array:
    (length,) = _shape((stop,))
    machine.budget.spend(length)
    return Array((length,), list(range(length)))


def _outer(machine: Arithmetic, left: Datum, right: Datum) -> Array:
    one, other = as_array(left), as_array(right)
    return machine.elementwise(lambda a, b: machine.binary("*", a, b), one.reshaped((-1, 1)), other.reshaped((1, -1)))


def _pairs(name: str) -> Callable[..., Datum]:
    def run(machine: Arithmetic, left: Datum, right: Datum) -> Datum:
        pick = largest if name == "max" else smallest
        return machine.spread(lambda a, b: pick(machine, (a, b)), left, right)

    return run


def _where(machine: Arithmetic, condition: Datum, holds: Datum, fails: Datum) -> Datum:
    def choose(*numbers: Datum) -> Datum:
        if is_plain(numbers[0]):
            return numbers[1] if numbers[0] else numbers[2]
        return machine.table("where", *numbers)

    return machine.spread(choose, condition, holds, fails)


def _concatenate(machine: Arithmetic, values: Datum, axis: Datum = 0) -> Array:
    arrays = [as_array(each) for each in _several(values)]
    if axis in (1, -1) and all(len(each.shape) == 2 for each in arrays):
        return _concatenate(machine, [each.transposed() for each in arrays]).transposed()
    if axis != 0 or any(each.shape[1:] != arrays[0].shape[1:] or not each.shape for each in arrays):
        raise WrongError("np.concatenate", "give it arrays that fit together along axis 0 or 1")
    entries = [entry for each in arrays for entry in each.entries]
    machine.budget.spend(len(entries))
    return Array(checked_shape((sum(each.shape[0] for each in arrays), *arrays[0].shape[1:])), entries)


def _stack(machine: Arithmetic, values: Datum, axis: Datum = 0) -> Array:
    arrays = [as_array(each) for each in _several(values)]
    stacked = _array(machine, arrays)
    if axis == 0:
        return stacked
    if axis in (1, -1) and len(stacked.shape) == 2:
        return stacked.transposed()
    raise WrongError("np.stack", "stack vectors along axis 0 or 1")


def _several(values: Datum) -> list[Datum]:
    if not isinstance(values, list | tuple) or not values:
        raise WrongError(noun_for(values), "give a list of arrays")
    return list(values)


_AXIS = ("axis", "keepdims")
_SQUARE = Builtin("square", lambda machine, value: machine.spread(lambda a: machine.binary("**", a, 2), value), 1, 1)
_REDUCING: dict[str, Reduction] = {
    "sum": total,
    "mean": average,
    "max": largest,
    "min": smallest,
    "var": variance,
    "std": deviation,
}
NUMPY: dict[str, Builtin] = {
    each.name: each
    for each in (
        *(Builtin(name, _reducing(reduce), 1, 3, _AXIS) for name, reduce in _REDUCING.items()),
        *(Builtin(name, _filled(number), 1, 1) for name, number in (("zeros", 0), ("ones", 1))),
        *(Builtin(name, _like(number), 1, 1) for name, number in (("zeros_like", 0), ("ones_like", 1))),
        Builtin("array", _array, 1, 1),
        Builtin("eye", _eye, 1, 1),
        Builtin("arange", _arange, 1, 1),
        Builtin("dot", lambda machine, left, right: machine.matrix_product(left, right), 2, 2),
        Builtin("matmul", lambda machine, left, right: machine.matrix_product(left, right), 2, 2),
        Builtin("outer", _outer, 2, 2),
        Builtin("transpose", lambda machine, value: as_array(value).transposed(), 1, 1),
        Builtin("maximum", _pairs("max"), 2, 2),
        Builtin("minimum", _pairs("min"), 2, 2),
        Builtin("where", _where, 3, 3),
        Builtin("concatenate", _concatenate, 1, 2, ("axis",)),
        Builtin("stack", _stack, 1, 2, ("axis",)),
        _SQUARE,
    )
}
