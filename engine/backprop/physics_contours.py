"""The areas of a field beyond a level, as polygons, by contourpy: the library by which matplotlib draws its contours.

Plots of `physics` are the only ones that no page ever draws anew, as they need NumPy; all others are drawn by readers'
browsers too, where a fence is written, and a plotting library for those would be a second printer beside the small one.
Of a library, physics takes just what is hard, the contours. Measured with matplotlib 3.11 for the seven frames of the
heat equation, text kept as text: 257 kB of SVG (34 kB gzipped) in 1.3 s after an import of 1.2 s, with colors that do
not follow the palette of the page; here 25 kB (5 kB gzipped) in 0.06 s. contourpy is 1.3 MB and needs NumPy alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from contourpy import FillType, contour_generator

from backprop.dense_activations import Array

Point = tuple[float, float]
# Of each area its points, and where in them each of its closed lines begins and ends.
Outlines = tuple[list[Array], list[Array]]


def areas(
    across: Sequence[float], up: Sequence[float], rows: Sequence[Sequence[float]], level: float, *, above: bool
) -> list[list[Point]]:
    """Where the field is above a level, or below it: closed lines, of which those around a hole come after the others.

    `rows[j][i]` is the field at (across[i], up[j]); between the points it is linear.
    """
    made = contour_generator(x=across, y=up, z=rows, name="serial", fill_type=FillType.OuterOffset)
    found = made.filled(level, math.inf) if above else made.filled(-math.inf, level)
    points, offsets = cast(Outlines, found)
    return [
        [(float(x), float(y)) for x, y in outline[start:end]]
        for outline, ends in zip(points, offsets, strict=True)
        for start, end in pairwise(ends)
    ]
