"""The plot of what derivatives cost, three ways, as a network gets deeper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backprop.counting import multiplications
from backprop.figure import words
from backprop.figure.plot import Plot, Series
from backprop.figure.reading import read_choice, read_whole_numbers
from backprop.network import multilayer_perceptron

MOST_WIDTH = 4
MOST_DEPTH = 20


@dataclass(frozen=True, slots=True)
class CountSubject:
    """Multiplications for all gradients of networks with `depths` hidden layers of `width` units."""

    count: str
    width: int
    depths: tuple[int, ...]

    KEYS = ("count", "width", "depths")

    @classmethod
    def read(cls, mapping: Mapping[str, object]) -> CountSubject:
        """Check the keys; SpecificationError names key, value and remedy."""
        count = read_choice(mapping, "count", ("multiplications",))
        width = mapping.get("width", 2)
        (checked,) = read_whole_numbers({"width": [width]}, "width", (1, 1), (1, MOST_WIDTH))
        depths = read_whole_numbers(mapping, "depths", (2, MOST_DEPTH), (1, MOST_DEPTH))
        return cls(count, checked, tuple(sorted(set(depths))))

    def to_mapping(self) -> dict[str, object]:
        """What `read` reads back."""
        return {"count": self.count, "width": self.width, "depths": list(self.depths)}

    def plot(self) -> Plot:
        """Count, from the graphs themselves."""
        counts = [
            multiplications(multilayer_perceptron([1, *[self.width] * depth, 1]).graph)
            for depth in self.depths
        ]
        series = tuple(
            Series(name, tuple(float(getattr(each, key)) for each in counts))
            for key, name in words.COUNTED.items()
        )
        return Plot(words.DEPTH, words.MULTIPLICATIONS, tuple(map(float, self.depths)), series)
