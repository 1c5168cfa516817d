"""Several samples of one computation, such as the rows of a data set: what differs from sample to sample.

The loss over all of them is the mean of their own losses, L = (L1 + L2 + … + Ln)/n, and so is each gradient by a
parameter, which is the same for every sample. Source: Goodfellow, Bengio & Courville (2016), section 5.9.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Samples:
    """The `names` of the given values that differ (inputs, targets), and for each sample a row of their numbers.

    `shown` is the place, counted from 0, of the sample whose steps a figure shows.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]
    shown: int = 0

    def __len__(self) -> int:
        """How many samples there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, float]]:
        """Each sample as names and numbers."""
        return (dict(zip(self.names, row, strict=True)) for row in self.rows)

    @property
    def one(self) -> dict[str, float]:
        """The sample whose steps are shown."""
        return dict(zip(self.names, self.rows[self.shown], strict=True))

    def changed(self, values: Mapping[str, float]) -> Samples:
        """The same samples, but the numbers of the one that is shown are those of `values`."""
        rows = list(self.rows)
        rows[self.shown] = tuple(values[name] for name in self.names)
        return replace(self, rows=tuple(rows))
