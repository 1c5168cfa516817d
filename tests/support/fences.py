"""The fences of this repository's pages."""

from __future__ import annotations

import re

from tests.support.site import ROOT

FENCE = re.compile(r"^```backprop(?:-sandbox)?\n(.*?)^```", re.DOTALL | re.MULTILINE)


def fences() -> dict[str, str]:
    """The text of each, by its page and name."""
    found = {}
    for path in sorted((ROOT / "docs").rglob("*.md")):
        for text in FENCE.findall(path.read_text("utf-8")):
            name = re.search(r"^name: (\S+)", text, re.MULTILINE)
            found[f"{path.relative_to(ROOT / 'docs').as_posix()}#{name[1] if name else ''}"] = text
    return found
