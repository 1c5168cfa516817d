"""What `make test` asks of some, and `make gates` of all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

FEW = ("", "chain-rule-and-backpropagation/", "gallery/embedding/", "sandbox/")
"""Addresses of pages that stand for the others: light ones, with a figure of each of the views."""


def some[T](cases: Iterable[T], kept: Collection[T]) -> list[ParameterSet]:
    """Cases for `parametrize`, all but those that are kept marked as gates.

    Raises:
        AssertionError: what is to be kept is no case.
    """
    every = list(cases)
    missing = [case for case in kept if case not in every]
    assert not missing, f"{missing} are no cases"
    return [pytest.param(case, marks=() if case in kept else pytest.mark.gate) for case in every]
