"""Terms of formulas with matrices: Z = XWᵀ + b, and ∂L/∂Z = ∂L/∂H ⊙ tanh′(Z)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backprop.terms import Term

Shape = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix with so many rows and columns, or, with `of`, the derivative of that by each of its entries.

    Printers set its shape, if it is told, below it.
    """

    name: str
    shape: Shape | None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Transposed:
    """A matrix with rows and columns changed; the shape is the new one."""

    matrix: Matrix

    @property
    def shape(self) -> Shape | None:
        """Rows and columns as they stand."""
        return self.matrix.shape and (self.matrix.shape[1], self.matrix.shape[0])


@dataclass(frozen=True, slots=True)
class Juxtaposed:
    """The product of matrices, which stand side by side without a sign."""

    factors: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Entrywise:
    """factor ⊙ factor: each entry times the one at the same place."""

    factors: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """A function of each entry, by the name of its row: tanh(Z), or its slope there, tanh′(Z)."""

    function: str
    argument: Term
    slope: bool = False
