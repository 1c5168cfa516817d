"""What a program finds there already: functions of numbers and lists, `math`, and what small models need of NumPy.

Each function gets the interpreter's arithmetic first. Which functions of one number there are is read off the grammar
of expressions, so a new one is here as well.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from backprop.expression import ALIASES, ARITIES
from backprop.program.arithmetic import Arithmetic
from backprop.program.arrays import Array, as_array, index_in
from backprop.program.limits import MOST_STEPS, WrongError
from backprop.program.numpy_like import NUMPY, largest, smallest, softmax_of
from backprop.program.values import Builtin, Class, Datum, Instance, Module, Plain, is_plain, noun_for
from backprop.tracing import Traced

OF_ONE = tuple(name for name, arity in ARITIES.items() if arity == (1, 1))
# Of a fixed number of arguments, entry by entry where they are arrays.
OF_SEVERAL = {name: least for name, (least, most) in ARITIES.items() if 1 < least == most}
# Of predictions and as many targets.
OF_PAIRS = ("hinge", "kl")
CONVERTING = "a traced number stays traced: leave the call out"


def _of_one(name: str) -> Builtin:
    table = ALIASES.get(name, name)
    return Builtin(name, lambda machine, value: machine.mapped(table, value), 1, 1)


def _of_several(name: str, count: int) -> Builtin:
    def run(machine: Arithmetic, *values: Datum) -> Datum:
        return machine.spread(lambda *numbers: machine.table(name, *numbers), *values)

    return Builtin(name, run, count, count)


def _of_pairs(name: str) -> Builtin:
    def run(machine: Arithmetic, predictions: Datum, targets: Datum) -> Datum:
        first, second = as_list(machine, predictions), as_list(machine, targets)
        if len(first) != len(second):
            raise WrongError(f"{len(first)} predictions and {len(second)} targets", "give as many of each")
        return machine.table(name, *first, *second)

    return Builtin(name, run, 2, 2)


def _logsumexp(machine: Arithmetic, value: Datum) -> Datum:
    return machine.table("logsumexp", *as_list(machine, value))


def as_list(machine: Arithmetic, value: Datum) -> list[Datum]:
    """What iterating over a value gives, as a list."""
    found = value.rows() if isinstance(value, Array) else value
    if not isinstance(found, list | tuple | range):
        raise WrongError(noun_for(value), "iterate over a list, a range or an array")
    machine.budget.spend(len(found))
    return list(found)


def _length(machine: Arithmetic, value: Datum) -> int:
    if isinstance(value, Instance):
        found: int = machine.call_method(value, "__len__")
        if type(found) is int:
            return found
    if isinstance(value, Array) and value.shape:
        return value.shape[0]
    if isinstance(value, list | tuple | range | str):
        return len(value)
    raise WrongError(f"len of {noun_for(value)}", "give it a list or an array")


def _range(machine: Arithmetic, *bounds: Datum) -> range:
    for each in bounds:
        if type(each) is not int:
            raise WrongError(f"range of {noun_for(each)}", "give it whole numbers")
    if len(bounds) == 3 and bounds[2] == 0:
        raise WrongError("a range in steps of 0", "give another step")
    made = range(*bounds)
    # Its own len would overflow in a browser, where the largest size is smaller.
    if made and abs(made[-1] - made[0]) // abs(made.step) >= MOST_STEPS:
        raise WrongError("this range", f"use at most {MOST_STEPS:,} numbers")
    return made


def _enumerate(machine: Arithmetic, value: Datum, start: int = 0) -> list[Datum]:
    if type(start) is not int:
        raise WrongError(noun_for(start), "start from a whole number")
    return [(start + number, each) for number, each in enumerate(as_list(machine, value))]


def _zip(machine: Arithmetic, *values: Datum) -> list[Datum]:
    shortest = min((_length(machine, each) for each in values), default=0)
    cut = [each[:shortest] if isinstance(each, list | tuple | range) else each for each in values]
    return list(zip(*(as_list(machine, each) for each in cut), strict=False))


def _sum(machine: Arithmetic, value: Datum, start: Datum = 0) -> Datum:
    items = as_list(machine, value)
    return machine.added(items if is_plain(start) and start == 0 else [start, *items])


def _extreme(name: str) -> Callable[..., Datum]:
    pick = {"max": largest, "min": smallest}[name]

    def run(machine: Arithmetic, *values: Datum) -> Datum:
        return pick(machine, as_list(machine, values[0]) if len(values) == 1 else list(values))

    return run


def _plain_only(name: str, function: Callable[[Plain], Plain]) -> Builtin:
    def run(machine: Arithmetic, value: Datum = 0) -> Datum:
        if not is_plain(value):
            raise WrongError(
                f"{name} of {noun_for(value)}", CONVERTING if isinstance(value, Traced) else "give a number"
            )
        return machine.plain(lambda: function(value))

    return Builtin(name, run, 0, 1)


def _isinstance(machine: Arithmetic, value: Datum, kinds: Datum) -> bool:
    return any(_is_a(value, each) for each in (kinds if isinstance(kinds, tuple) else (kinds,)))


def _is_a(value: Datum, kind: Datum) -> bool:
    if isinstance(kind, Class):
        return isinstance(value, Instance) and value.kind.builds_on(kind)
    names = {"int": int, "float": float, "bool": bool, "list": list, "tuple": tuple, "Value": Traced}
    if isinstance(kind, Builtin) and kind.name in names:
        return isinstance(value, names[kind.name])
    raise WrongError(noun_for(kind), "ask for Value, int, float, list, tuple or a class of the program")


def _sorted(machine: Arithmetic, value: Datum) -> list[Datum]:
    items = as_list(machine, value)
    if not all(map(is_plain, items)):
        raise WrongError("sorted of other than plain numbers", "traced numbers have no order that stays")
    return sorted(items)


def _all(machine: Arithmetic, value: Datum) -> bool:
    return all(machine.truth(each) for each in as_list(machine, value))


def _any(machine: Arithmetic, value: Datum) -> bool:
    return any(machine.truth(each) for each in as_list(machine, value))


def _power(machine: Arithmetic, base: Datum, exponent: Datum) -> Datum:
    return machine.binary("**", base, exponent)


def _print(machine: Arithmetic, *values: Datum) -> None:
    raise WrongError("print", "leave it out: the figure shows every number")


def _math() -> dict[str, Datum]:
    shared = ("exp", "log", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh")
    names = (*shared, "erf", "log1p", "expm1", "log2")
    found: dict[str, Datum] = {name: _of_one(name) for name in names if name in OF_ONE}
    rounding: dict[str, Datum] = {name: _plain_only(name, getattr(math, name)) for name in ("floor", "ceil")}
    return {**found, **rounding, "fabs": _of_one("abs"), "pow": Builtin("pow", _power, 2, 2), **_CONSTANTS}


def _of_numpy() -> dict[str, Datum]:
    """What NumPy has of the table, entry by entry."""
    found: dict[str, Datum] = {name: _of_one(name) for name in (*_math(), "abs", "sign") if name in OF_ONE}
    return {**found, "absolute": _of_one("abs"), "clip": _of_several("clip", 3)}


_CONSTANTS = {"pi": math.pi, "e": math.e}
_SEVERAL = 100


def _builtins(of_lists: Iterable[Builtin]) -> dict[str, Datum]:
    several = (_of_several(name, count) for name, count in OF_SEVERAL.items())
    functions = [*map(_of_one, OF_ONE), *several, *map(_of_pairs, OF_PAIRS)]
    plain = [
        _plain_only("int", int),
        _plain_only("float", float),
        _plain_only("round", round),
        _plain_only("bool", bool),
    ]
    return {each.name: each for each in (*functions, *plain, *of_lists)}


BUILTINS: dict[str, Datum] = {
    **_builtins(
        (
            Builtin("len", _length, 1, 1),
            Builtin("range", _range, 1, 3),
            Builtin("enumerate", _enumerate, 1, 2, ("start",)),
            Builtin("zip", _zip, 1, _SEVERAL),
            Builtin("reversed", lambda machine, value: as_list(machine, value)[::-1], 1, 1),
            Builtin("list", lambda machine, value=(): as_list(machine, value), 0, 1),
            Builtin("tuple", lambda machine, value=(): tuple(as_list(machine, value)), 0, 1),
            Builtin("sorted", _sorted, 1, 1),
            Builtin("sum", _sum, 1, 2, ("start",)),
            Builtin("max", _extreme("max"), 1, _SEVERAL),
            Builtin("min", _extreme("min"), 1, _SEVERAL),
            Builtin("all", _all, 1, 1),
            Builtin("any", _any, 1, 1),
            Builtin("pow", _power, 2, 2),
            Builtin("isinstance", _isinstance, 2, 2),
            Builtin("print", _print, 0, _SEVERAL),
            *(NUMPY[name] for name in ("where", "mean", "dot")),
            Builtin("logsumexp", _logsumexp, 1, 1),
            Builtin("softmax", softmax_of("softmax"), 1, 2, ("axis",)),
            Builtin("log_softmax", softmax_of("log_softmax"), 1, 2, ("axis",)),
        )
    ),
    "math": Module("math", _math()),
    "np": Module("np", {**_of_numpy(), **NUMPY, **_CONSTANTS, "newaxis": None}),
    "pi": math.pi,
}


def _append(machine: Arithmetic, owner: list[Datum], value: Datum) -> None:
    machine.budget.spend()
    owner.append(value)


def _extend(machine: Arithmetic, owner: list[Datum], value: Datum) -> None:
    owner.extend(as_list(machine, value))


def _pop(machine: Arithmetic, owner: list[Datum], index: int = -1) -> Datum:
    return owner.pop(index_in(index, len(owner)))


def _insert(machine: Arithmetic, owner: list[Datum], index: int, value: Datum) -> None:
    machine.budget.spend(len(owner))
    owner.insert(index_in(index, len(owner) + 1), value)


def _reshape(machine: Arithmetic, owner: Array, *shape: Datum) -> Array:
    whole = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple | list) else shape
    if not all(type(each) is int for each in whole):
        raise WrongError("this shape", "give whole numbers")
    return owner.reshaped(tuple(whole))


OF_LISTS: dict[str, Builtin] = {
    "append": Builtin("append", _append, 2, 2),
    "extend": Builtin("extend", _extend, 2, 2),
    "insert": Builtin("insert", _insert, 3, 3),
    "pop": Builtin("pop", _pop, 1, 2),
    "copy": Builtin("copy", as_list, 1, 1),
}
OF_ARRAYS: dict[str, Builtin] = {
    **{name: NUMPY[name] for name in ("sum", "mean", "max", "min", "dot", "transpose", "var", "std")},
    "clip": _of_several("clip", 3),
    "reshape": Builtin("reshape", _reshape, 2, 4),
    "flatten": Builtin("flatten", lambda machine, owner: as_array(owner.entries), 1, 1),
    "ravel": Builtin("ravel", lambda machine, owner: owner.reshaped((-1,)), 1, 1),
    "copy": Builtin("copy", lambda machine, owner: Array(owner.shape, owner.entries), 1, 1),
    "tolist": Builtin("tolist", lambda machine, owner: _nested(owner), 1, 1),
}
# Methods of a number, as micrograd's class Value has them, and those of PyTorch that mean the same.
OF_NUMBERS: dict[str, Builtin] = {name: _of_one(name) for name in OF_ONE}


def _nested(array: Array) -> list[Datum]:
    return [_nested(each) if isinstance(each, Array) else each for each in array.rows()]


def array_attribute(array: Array, name: str) -> Datum:
    """What an array has that is not called: T, shape, size, ndim; None for another name."""
    match name:
        case "T":
            return array.transposed()
        case "shape":
            return array.shape
        case "size":
            return len(array.places)
        case "ndim":
            return len(array.shape)
    return None
