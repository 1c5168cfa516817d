"""What a call of a function costs in the measure of `backprop.counting`, by the number of its arguments."""

from __future__ import annotations


def choice(arguments: int) -> int:
    """A comparison, whatever it compares."""
    return 2


def difference(arguments: int) -> int:
    """One is taken off."""
    return 1


def weighted(arguments: int) -> int:
    """A logarithm and a product."""
    return 3


def each(arguments: int) -> int:
    """Compare, subtract, exponentiate, add."""
    return 5 * arguments


def bent(arguments: int) -> int:
    """A choice, and an exponential."""
    return 4


def each_of_pairs(arguments: int) -> int:
    """Each target's logarithm goes over all scores."""
    return arguments * arguments
