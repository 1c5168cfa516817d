"""How the quantities of a network are called; `backprop.network` says it in words."""

from __future__ import annotations

from collections.abc import Sequence


class Names:
    """The names in a network of these `widths`."""

    def __init__(self, widths: Sequence[int]) -> None:
        self.widths = tuple(widths)
        self.layered = len(widths) > 3 or max(widths) > 9
        self.separator = "_" if max(widths) > 9 else ""

    def numbered(self, letter: str, count: int) -> list[str]:
        """x, or x1, x2, …"""
        return [letter] if count == 1 else [f"{letter}{i}" for i in range(1, count + 1)]

    def of(self, letter: str, layer: int, unit: int) -> str:
        """A quantity of one unit."""
        if layer == len(self.widths) - 1:
            base = letter if letter in ("yhat", "p") else f"{letter}o"
            return base if self.widths[-1] == 1 else f"{base}{unit}"
        return f"{letter}{layer}_{unit}" if self.layered else f"{letter}{unit}"

    def shared(self, letter: str, layer: int) -> str:
        """What all units of a layer have in common: b of a single hidden layer, b2 of layer 2, bo of the outputs."""
        if layer == len(self.widths) - 1:
            return f"{letter}o"
        return f"{letter}{layer}" if self.layered else letter

    def weight(self, layer: int, source: int, unit: int) -> str:
        """The weight from the unit `source` of the layer before."""
        if layer == len(self.widths) - 1:
            alone = self.widths[-1] == 1
            return f"wo{source}" if alone else f"wo{source}{self.separator}{unit}"
        indices = f"{source}{self.separator}{unit}"
        return f"w{layer}_{indices}" if self.layered else f"w{indices}"
