"""The picture that stands for a page where its address is shared: its title, and the drawing of its own figure.

It is made with the renderer and the font of the figures, never a font of the machine, so it has the same bytes on all.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape
from pathlib import Path
from xml.etree import ElementTree as Tree

from backprop_web import picture
from backprop_web.assets import Asset

WIDTH, HEIGHT = 600, 315
"""In units, of which each becomes two pixels: 1200 by 630, as those who show it ask for."""
MARGIN, TOP = 30, 46
TITLE, LINE, LETTERS = 26, 32, 44
NAME = 14
INK, QUIET, GROUND, ACCENT = "#1b1f2a", "#4a5060", "#ffffff", "#3b4ba7"
SVG = "{http://www.w3.org/2000/svg}"


def card(title: str, name: str, drawing: str, styles: Sequence[Asset]) -> str:
    """The picture as SVG: the title, below it a step's drawing, at the foot the name of the whole book."""
    lines = textwrap.wrap(title, LETTERS, max_lines=2, placeholder=" …")
    top = TOP + LINE * (len(lines) - 1) + MARGIN
    foot = HEIGHT - MARGIN
    inner = _placed(picture.dressed(drawing, picture.rules(styles)), top, foot - NAME - MARGIN / 2 - top)
    texts = [_text(MARGIN, TOP + LINE * place, TITLE, INK, line) for place, line in enumerate(lines)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="100%" height="100%" fill="{GROUND}"/><rect width="100%" height="8" fill="{ACCENT}"/>'
        f"{''.join(texts)}{inner}{_text(MARGIN, foot, NAME, QUIET, name)}</svg>"
    )


def png(svg: str, font: bytes) -> bytes:
    """The bytes of the picture, with the letters of that font, as WOFF2."""
    return picture.Picture(svg, font).png()


def icon(source: Path) -> bytes:
    """The book's icon as PNG."""
    return picture.Picture(source.read_text("utf-8"), None).png()


def _placed(svg: str, top: float, height: float) -> str:
    """A drawing as large as fits between the margins."""
    drawing = Tree.fromstring(svg)
    place = {"x": MARGIN, "y": top, "width": WIDTH - 2 * MARGIN, "height": height}
    drawing.attrib |= {name: f"{value:g}" for name, value in place.items()}
    # The ground is that of the card, and only the whole has a title.
    for spare in (*drawing.findall(f"{SVG}title"), *drawing.findall(f"{SVG}rect[@width='100%']")):
        drawing.remove(spare)
    return Tree.tostring(drawing, encoding="unicode")


def _text(x: float, y: float, size: float, colour: str, text: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}">{escape(text)}</text>'
