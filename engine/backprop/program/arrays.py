"""Arrays as NumPy has them, of numbers and traced numbers: shapes, broadcasting, indexing, views.

An array is a list of cells that several arrays may share, and the places in it that are this array's entries, row by
row. So slices, rows and transposes are views: what is put into one is seen in the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from backprop.program.limits import MOST_ENTRIES, WrongError
from backprop.program.values import Datum, is_number, noun_for

Shape = tuple[int, ...]
MOST_AXES = 3


class Array:
    """`shape` and the places of its entries among the shared `cells`."""

    __slots__ = ("cells", "places", "shape")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, shape: Shape, cells: list[Datum], places: Sequence[int] | None = None) -> None:
        self.shape, self.cells = shape, cells
        self.places = tuple(range(len(cells)) if places is None else places)

    @property
    def entries(self) -> list[Datum]:
        """The numbers, row by row."""
        return [self.cells[place] for place in self.places]

    def view(self, shape: Shape, chosen: Sequence[int]) -> Array:
        """The entries with these numbers, as an array that shares its cells with this one."""
        return Array(shape, self.cells, [self.places[each] for each in chosen])

    def rows(self) -> list[Datum]:
        """What iterating over it gives: numbers, or arrays of one axis less."""
        if not self.shape:
            raise WrongError("an array without an axis", "iterate over a vector or a matrix")
        return [part(self, (row,)) for row in range(self.shape[0])]

    def transposed(self) -> Array:
        """The array with its axes in reverse."""
        shape = self.shape[::-1]
        numbers = {place: number for number, place in enumerate(product(*map(range, self.shape)))}
        return self.view(shape, [numbers[place[::-1]] for place in product(*map(range, shape))])

    def reshaped(self, shape: Shape) -> Array:
        """The same entries in another shape, in which one length may be −1."""
        if shape.count(-1) == 1:
            known = prod(each for each in shape if each != -1)
            shape = tuple(len(self.places) // known if each == -1 and known else each for each in shape)
        checked_shape(shape)
        if prod(shape) != len(self.places):
            raise WrongError(f"the shape {shape}", f"choose one with {len(self.places)} entries")
        return self.view(shape, range(len(self.places)))


def checked_shape(shape: Shape) -> Shape:
    """The shape; WrongError for one that is too large."""
    if len(shape) > MOST_AXES or not all(0 <= each <= MOST_ENTRIES for each in shape) or prod(shape) > MOST_ENTRIES:
        raise WrongError(f"the shape {shape}", f"use at most {MOST_AXES} axes and {MOST_ENTRIES:,} entries")
    return shape


def as_array(value: Datum) -> Array:
    """A number, a list of lists or an array as an array; WrongError where rows differ in length."""
    if isinstance(value, Array):
        return value
    shape = _shape_of(value, ())
    return Array(checked_shape(shape), list(_flat(value, shape)))


def _shape_of(value: Datum, above: Shape) -> Shape:
    if len(above) > MOST_AXES:
        raise WrongError("this list", f"nest at most {MOST_AXES} levels")
    if isinstance(value, Array):
        return (*above, *value.shape)
    if isinstance(value, list | tuple | range):
        return _shape_of(value[0], (*above, len(value))) if len(value) else (*above, 0)
    return above


def _flat(value: Datum, shape: Shape) -> Iterator[Datum]:
    if isinstance(value, Array) and value.shape == shape:
        yield from value.entries
    elif not shape:
        if not is_number(value):
            raise WrongError(noun_for(value), "an array holds numbers, in rows of equal length")
        yield value
    elif isinstance(value, list | tuple | range) and len(value) == shape[0]:
        for each in value:
            yield from _flat(each, shape[1:])
    else:
        raise WrongError("this list", "an array holds numbers, in rows of equal length")


def broadcast(one: Shape, other: Shape) -> Shape:
    """The shape to which both are stretched, by NumPy's rule: lengths are equal or 1, counted from the last axis."""
    length = max(len(one), len(other))
    pairs = list(zip((1,) * (length - len(one)) + one, (1,) * (length - len(other)) + other, strict=True))
    if any(a != b and 1 not in (a, b) for a, b in pairs):
        raise WrongError(f"shapes {one} and {other}", "make them equal; a length of 1 is stretched")
    return checked_shape(tuple(b if a == 1 else a for a, b in pairs))


def stretched(array: Array, shape: Shape) -> list[Datum]:
    """The entries of `array` where it is stretched to `shape`."""
    own = (1,) * (len(shape) - len(array.shape)) + array.shape
    entries, found = array.entries, []
    for place in product(*map(range, shape)):
        number = 0
        for index, length in zip(place, own, strict=True):
            number = number * length + (index if length > 1 else 0)
        found.append(entries[number])
    return found


def part(array: Array, keys: Sequence[Datum]) -> Datum:
    """array[keys]: a number where every axis has an index, else a view, or a copy where a key is a list."""
    if any(each is None for each in keys):
        return _with_axes(array, keys)
    shape, chosen = chosen_places(array, keys)
    if shape == () and len(chosen) == 1:
        return array.cells[array.places[chosen[0]]]
    found = array.view(shape, chosen)
    return Array(shape, found.entries) if any(isinstance(each, list | Array) for each in keys) else found


def _with_axes(array: Array, keys: Sequence[Datum]) -> Array:
    """array[:, None]: each None is a new axis of length 1 at its place."""
    kept = [key for key in keys if key is not None]
    if any(isinstance(key, list | tuple | range | Array) for key in kept):
        raise WrongError("None beside a list of indices", "use the list of indices first, then add the axis")
    found = part(array, kept)
    whole = found if isinstance(found, Array) else Array((), [found])
    lengths = iter(whole.shape)
    shape = [1 if key is None else next(lengths) for key in keys if not isinstance(key, int)]
    return whole.reshaped((*shape, *lengths))


def chosen_places(array: Array, keys: Sequence[Datum]) -> tuple[Shape, list[int]]:
    """The shape of array[keys], and which entries of the array it has."""
    if len(keys) > len(array.shape):
        raise WrongError(f"{len(keys)} indices", f"this array has the shape {array.shape}")
    whole = [*keys, *([slice(None)] * (len(array.shape) - len(keys)))]
    axes = [_selected(key, length) for key, length in zip(whole, array.shape, strict=True)]
    listed = [axis for axis, key in zip(axes, whole, strict=True) if isinstance(key, list | tuple | range | Array)]
    if len(listed) > 1:
        return _paired(array, whole, axes)
    shape = tuple(len(axis) for axis, key in zip(axes, whole, strict=True) if not isinstance(key, int))
    return shape, [_number(place, array.shape) for place in product(*axes)]


def _paired(array: Array, keys: Sequence[Datum], axes: Sequence[list[int]]) -> tuple[Shape, list[int]]:
    """Several lists of indices go together, entry by entry: p[range(3), y]."""
    length = max(map(len, axes))
    if any(isinstance(key, slice) for key in keys) or any(len(axis) not in (1, length) for axis in axes):
        raise WrongError("these lists of indices", "give one list for each axis, all of one length")
    full = [axis * length if len(axis) == 1 else axis for axis in axes]
    return (length,), [_number(place, array.shape) for place in zip(*full, strict=True)]


def _selected(key: Datum, length: int) -> list[int]:
    if isinstance(key, slice):
        return list(range(length)[key])
    many = key.entries if isinstance(key, Array) else key if isinstance(key, list | tuple | range) else [key]
    return [index_in(each, length) for each in many]


def index_in(key: Datum, length: int) -> int:
    """A whole number as an index from 0, counted from the end where it is negative."""
    if type(key) is not int:
        raise WrongError(noun_for(key), "an index is a whole number")
    if not -length <= key < length:
        raise WrongError(f"the index {key}", f"there are {length} entries, from 0 on")
    return key % length


def _number(place: Sequence[int], shape: Shape) -> int:
    number = 0
    for index, length in zip(place, shape, strict=True):
        number = number * length + index
    return number
