"""Makes the drawings of a figure's steps small: what several of them draw alike stands in the page once.

From one step to the next a drawing changes in a few places. Each part of it (a group, a line, a text)
that recurs is kept as an element with an id, and drawn by a `<use>` wherever it stood. So every step
still has its whole drawing without any script, in a third of the bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

# Not `href`, which instant navigation of Material for MkDocs writes anew on every element that has one: on
# <use> it cannot be written, and the script of the page would stop.
REFERENCE = '<use xlink:href="#{}"/>'
PART = re.compile(r"<g .*?</g>|<path [^>]*/>|<text .*?</text>")


@dataclass(frozen=True, slots=True)
class Shared:
    """`drawings` in which recurring parts are references, and the parts by id."""

    drawings: tuple[str, ...]
    parts: dict[str, str]

    def definitions(self) -> str:
        """The parts as one SVG element that takes no room."""
        kept = "".join(_named(part, name) for name, part in self.parts.items())
        return f'<svg class="bp-parts" width="0" height="0" aria-hidden="true"><defs>{kept}</defs></svg>'


def share(name: str, drawings: Sequence[str]) -> Shared:
    """Share the parts of the steps' drawings, as the engine prints them, of the figure `name`."""
    counts = Counter(part for drawing in drawings for part in PART.findall(drawing))
    places = [part for part, count in counts.items() if _saves(part, count, name)]
    ids = {part: f"{name}-part-{place}" for place, part in enumerate(places)}

    def reference(found: re.Match[str]) -> str:
        part = found[0]
        return REFERENCE.format(escape(ids[part])) if part in ids else part

    shared = tuple(PART.sub(reference, drawing) for drawing in drawings)
    return Shared(shared, {identifier: part for part, identifier in ids.items()})


def _saves(part: str, count: int, name: str) -> bool:
    reference = len(REFERENCE.format(f"{name}-part-00"))
    return count > 1 and (len(part) - reference) * count > len(part) + reference


def _named(part: str, identifier: str) -> str:
    """The part with its id, as the first attribute of its one element."""
    tag, rest = part.split(" ", 1)
    return f'{tag} id="{escape(identifier)}" {rest}'
