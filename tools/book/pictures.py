"""The picture of each figure: of a figure of steps its last drawing, of a plot the plot."""

from __future__ import annotations

import json
from pathlib import Path

from selectolax.lexbor import LexborNode

from backprop_web import engine
from backprop_web import picture as renderer
from backprop_web.engine import Drawn
from backprop_web.hashes import short_hash
from backprop_web.picture import Picture
from backprop_web.runtime import Runtime
from tools.runtime.cache import Cache

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "book"


class Pictures:
    """Draws with the style and the font of the figures, and keeps what it drew by its name in the book: as PNG, which
    every reading system shows, and as SVG, which stays sharp on paper."""

    def __init__(self, runtime: Runtime) -> None:
        self.style, self.font = runtime.files["style"], runtime.files["font"].content
        self.made_by = [runtime.engine.encode(), renderer.made_by(), Path(__file__).read_bytes()]
        self.cache = Cache(CACHE)
        self.bitmaps: dict[str, bytes] = {}
        self.vectors: dict[str, str] = {}

    def draw(self, figure: LexborNode) -> tuple[str, str] | None:
        """Name and description of the picture of a figure in a page; None for what is no figure of ours."""
        drawings = figure.css(".bp-drawing svg[role=img]")
        if not drawings:
            return None
        source = figure.attributes.get("data-specification") or drawings[0].html or ""
        kept = short_hash(source.encode())
        name = f"images/{kept}.png"
        told = [source.encode(), self.style.content, self.font, *self.made_by]
        svg = self.cache.get(f"{kept}-svg", told, lambda: self._svg(figure, drawings[0]).encode()).decode()
        self.vectors[name] = svg
        self.bitmaps[name] = self.cache.get(f"{kept}-png", [*told, svg.encode()], Picture(svg, self.font).png)
        return name, drawings[-1].attributes.get("aria-label") or ""

    def _svg(self, figure: LexborNode, plot: LexborNode) -> str:
        rules = renderer.rules([self.style])
        written = figure.attributes.get("data-specification")
        if written is None:
            return renderer.dressed(plot.html or "", rules, "bp-plot")
        drawn = engine.draw(json.loads(written))
        assert isinstance(drawn, Drawn)
        return renderer.dressed(drawn.figure.frames[-1].drawing, rules)
