"""What other distributions add to this one, found by name: the engine itself imports none of them.

A distribution declares it in the group `backprop` of its entry points: `framed`, which makes of a figure's description
the HTML for a notebook, `told`, which says what is wrong in another language than English, `exercise`, which reads what
stands in the file of one, and commands of the terminal.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

GROUP = "backprop"
DISTRIBUTION = "mkdocs-backprop"


def extra(name: str) -> Callable[..., Any] | None:
    """What is installed under this name; None where nothing is."""
    found = list(entry_points(group=GROUP, name=name))
    return found[0].load() if found else None
