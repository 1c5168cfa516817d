"""Drawings with their shared parts put back."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Pixels for a unit of a drawing, whichever way it runs.
SCALE = """svg => {
  const { a, b, c, d } = svg.firstElementChild.getScreenCTM();
  return Math.sqrt(Math.abs(a * d - b * c));
}"""
REFERENCE = re.compile(r'<use xlink:href="#([^"]+)"\s*(?:/>|></use>)')


def expanded(drawing: str, parts: Mapping[str, str]) -> str:
    """The drawing with every reference replaced by the part, without the part's id."""

    def part(found: re.Match[str]) -> str:
        whole = expanded(parts[found[1]], parts)
        whole = whole.replace(f' id="{found[1]}"', "", 1)
        return whole.removeprefix("<g>").removesuffix("</g>") if whole.startswith("<g>") else whole

    return REFERENCE.sub(part, drawing)
