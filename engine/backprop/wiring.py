"""What a network has beside weighted sums and activations: how its biases are, what is held fixed, which units are
dropped, which layers are skipped, and what is normalised.

Sources: Ba, Kiros & Hinton, *Layer normalization* (2016), equations 3 and 4; Ioffe & Szegedy, *Batch normalization*
(2015), algorithm 1 and section 3.2; Srivastava et al., *Dropout* (2014), section 4; He et al., *Identity mappings in
deep residual networks* (2016), equation 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backprop.errors import GraphError

BIASES = ("own", "shared", "none")
NORMALIZED = ("none", "layer", "batch")


@dataclass(frozen=True, slots=True)
class Wiring:
    """`bias`: each unit has its own, the units of a layer share one, or there is none. `fixed` are parameters without a
    gradient. `dropout` are units, each with its mask: a number by which its activation is multiplied.
    `skip` are pairs of layers, counted from the inputs, 0: what the first makes is added to what the second makes.
    `normalize`: layer, if the weighted sums of each hidden layer are normalised over its units; batch, if those of each
    hidden unit are over the samples."""

    bias: str = "own"
    fixed: tuple[str, ...] = ()
    dropout: tuple[tuple[str, float], ...] = ()
    skip: tuple[tuple[int, int], ...] = ()
    normalize: str = "none"

    @property
    def masks(self) -> dict[str, float]:
        """The masks by their names: m2 is that of h2."""
        return {f"m{unit[1:]}": mask for unit, mask in self.dropout}

    @property
    def is_plain(self) -> bool:
        """Whether each unit goes straight from its weighted sum to its activation, and from there to the next layer."""
        return not self.dropout and not self.skip and self.normalize == "none"

    def source_of(self, layer: int) -> int | None:
        """The layer that is added to this one."""
        return next((start for start, end in self.skip if end == layer), None)

    def check(self, widths: Sequence[int]) -> None:
        """GraphError for what such a network cannot have."""
        if self.bias not in BIASES:
            raise GraphError("bias", self.bias, f"use one of {', '.join(BIASES)}")
        if self.normalize not in NORMALIZED:
            raise GraphError("normalize", self.normalize, f"use one of {', '.join(NORMALIZED)}")
        if self.normalize == "batch" and len(widths) < 3:
            raise GraphError("normalize", self.normalize, "leave this out: there is no hidden layer to normalise")
        if self.normalize == "layer" and min(widths[1:-1], default=1) < 2:
            remedy = "give each hidden layer two units or more: over one unit alone the normalised sum is always 0"
            raise GraphError("normalize", self.normalize, remedy)
        for place, pair in enumerate(self.skip):
            self._check_skip(widths, place, pair)

    def _check_skip(self, widths: Sequence[int], place: int, pair: tuple[int, int]) -> None:
        (start, end), hidden = pair, len(widths) - 2
        shown = list(pair)
        if not 0 <= start < end <= hidden:
            remedy = f"name an earlier layer and a later hidden one, from 0, the inputs, to {hidden}, such as [0, 1]"
            raise GraphError("skip", shown, remedy if hidden else "leave this out: there is no hidden layer to add to")
        if widths[start] != widths[end]:
            remedy = f"connect layers with as many units as each other: these have {widths[start]} and {widths[end]}"
            raise GraphError("skip", shown, remedy)
        if any(other[1] == end for other in self.skip[:place]):
            raise GraphError("skip", shown, f"let only one connection end at layer {end}")


PLAIN = Wiring()
