"""An input and a target, as lists of numbers."""

from __future__ import annotations

from typing import Any

from backprop.errors import SpecificationError
from backprop.losses import LOSSES, SHARED


def read_sample(sample: object, inputs: int, outputs: int, loss: str) -> tuple[list[float], list[float]]:
    """Of one sample; for a loss among classes the target may be the number of a class, counted from 0."""
    if not isinstance(sample, list | tuple) or len(sample) != 2:
        raise SpecificationError("the sample", sample, "give a pair: what goes in, and the target")
    x, y = (_plain(each) for each in sample)
    if LOSSES[loss].targets == SHARED and _is_class(y, outputs):
        y = [float(place == y) for place in range(outputs)]
    return _numbers("the input of the sample", x, inputs), _numbers("the target of the sample", y, outputs)


def _plain(value: Any) -> Any:  # noqa: ANN401 # of a package that need not be installed
    return value.tolist() if hasattr(value, "tolist") else value


def _is_class(value: object, outputs: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < outputs


def _numbers(what: str, value: object, count: int) -> list[float]:
    found: list[Any] = list(value) if isinstance(value, list | tuple) else [value]
    if len(found) == 1 and isinstance(found[0], list | tuple):
        # A batch of one.
        found = list(found[0])
    if len(found) != count or not all(_is_number(each) for each in found):
        raise SpecificationError(what, value, f"give {count} number{'s' * (count != 1)}, of one sample")
    return [float(each) for each in found]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
