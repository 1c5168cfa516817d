"""All steps of a figure as a GIF that plays by itself: for slides, and for places that take a picture and no page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import repeat

from PIL import Image

from backprop_web.picture import Pictures

# In milliseconds: long enough to see what a step changes, and the end longer than the steps to it.
SHOWN, AT_THE_END = 1500, 4000
# A drawing has some twenty hues; the others are those of the edges of letters and lines.
COLOURS = 64


def _unheard(done: int, total: int) -> None:
    """What is told where nobody listens."""


def gif(description: str | Mapping[str, object], tell: Callable[[int, int], object] = _unheard) -> bytes:
    """The bytes of the file, the same each time; `tell` hears how many drawings of how many are made. Raises
    FigureError for what its author can mend."""
    first, *others = _frames(Pictures(description), tell)
    written = BytesIO()
    durations = [*repeat(SHOWN, len(others)), AT_THE_END]
    first.save(written, "GIF", save_all=True, append_images=others, duration=durations, loop=0, optimize=False)
    return written.getvalue()


def _frames(pictures: Pictures, tell: Callable[[int, int], object]) -> Iterator[Image.Image]:
    """Each with hues of its own: of one palette for all, the colours that only a late step has would get none."""
    for done, each in enumerate(pictures, 1):
        drawn = Image.open(BytesIO(each.png())).convert("RGB")
        tell(done, len(pictures))
        yield drawn.quantize(COLOURS, dither=Image.Dither.NONE)
