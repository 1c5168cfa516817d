"""The pages of this repository's book by their addresses, as its sources tell them before anything is built."""

from __future__ import annotations

import re

from backprop_web.keys import FOLDER
from tests.support.fences import FENCE
from tests.support.site import ROOT

SOURCES = {
    "" if path.stem == "index" else f"{path.relative_to(ROOT / 'docs').with_suffix('').as_posix()}/": path
    for path in sorted((ROOT / "docs").rglob("*.md"))
}
_ASKED = re.compile(r"^```exercise$", re.MULTILINE)

# A fence that is only shown, in a longer one, is no figure; and a plot is none that is stepped through.
_SHOWN = re.compile(r"^(````+).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_PLOT = re.compile(r"^(?:count|descent|physics|signal):|^view: curve$", re.MULTILINE)


def is_plot(fence: str) -> bool:
    """Whether a fence's text describes a plot, which has no steps."""
    return bool(_PLOT.search(fence))


def _is_stepped(source: str) -> bool:
    return not all(map(is_plot, FENCE.findall(_SHOWN.sub("", source))))


KEYS = tuple(
    f"{FOLDER}/{address}" for address, path in SOURCES.items() if _ASKED.search(_SHOWN.sub("", path.read_text("utf-8")))
)
"""Those with the keys of the exercises of another."""
PAGES = ("404.html", *SOURCES, *KEYS)
"""Every page that the book has."""
STEPPED = tuple(address for address, path in SOURCES.items() if _is_stepped(path.read_text(encoding="utf-8")))
"""Those with a figure that is stepped through."""
MOUNTS = {"site": "/", "german": "/de/"}
"""By the fixture that builds it, where the site of a language lies, as its page for what is not there knows it."""
DARK = (
    *("", "chain-rule-and-backpropagation/", "backpropagation-at-work/", "matrices/", "sandbox/", "from-zero/"),
    *("derivatives-for-pinns/", "published/dead-relu/", "gallery/curve-fit/", "exercises/batches-and-matrices/"),
    *("authors/", "publishing/", "hosts/", "first-page/", "recipes/", KEYS[0]),
    *("reference/figures/", "reference/functions/"),
    "gallery/",
)
"""Colours come from classes: each class that any page shows, one of these shows too."""
