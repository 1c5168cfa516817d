"""Names that may carry a number: leaky-relu(0.2), xavier(2)."""

from __future__ import annotations

import re

_WRITTEN = re.compile(r"(?P<name>[a-z-]+)(\((?P<number>\d+(\.\d*)?|\.\d+)\))?")


def setting_of(text: object) -> tuple[str, float | None]:
    """The name and its number, if it has one; of any other text, all of it."""
    match = _WRITTEN.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return str(text), None
    return match["name"], None if match["number"] is None else float(match["number"])
