"""The parity gate: CPython and Pyodide must draw the same figures, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from backprop_web import engine, node
from backprop_web.cache import Cache
from backprop_web.engine import Drawn
from backprop_web.wheel import build_wheel


class ParityError(Exception):
    """Some figures differ, or could not be compared; one line each."""


def require(figures: Mapping[str, Drawn], release: Path, cache: Cache) -> None:
    """Draw the `figures`, by place in the site, in the Pyodide of folder `release` too.

    Raises ParityError where a byte differs, and where there is nothing to compare with.
    """
    try:
        theirs = _drawn_by_pyodide([engine.frames_request(each) for each in figures.values()], release, cache)
    except node.NodeError as error:
        raise ParityError(f"the option `parity` could not compare the figures: {error}") from error
    found = [
        f"{place}: {differing}"
        for (place, drawn), answer in zip(figures.items(), theirs, strict=True)
        if (differing := difference(engine.frames_answer(drawn), answer))
    ]
    if found:
        raise ParityError("CPython and Pyodide draw these figures differently:\n" + "\n".join(found))


def difference(ours: str, theirs: str) -> str | None:
    """Where the two answers part first, None if they are the same bytes."""
    if ours == theirs:
        return None
    one, other = json.loads(ours), json.loads(theirs)
    if "frames" not in other:
        return f"Pyodide refuses it: {other.get('error')}"
    steps = zip(one["frames"], other["frames"], strict=False)
    for number, (mine, their) in enumerate(steps):
        for part in mine:
            if mine[part] != their[part]:
                return f"step {number}, {part}: {_parting(mine[part], their[part])}"
    if len(one["frames"]) != len(other["frames"]):
        return f"{len(one['frames'])} steps and {len(other['frames'])} steps"
    return f"table: {_parting(one['table'], other['table'])}"


def _parting(one: str, other: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - 20)
    return f"{one[start : at + 20]!r} and {other[start : at + 20]!r}"


def _drawn_by_pyodide(requests: list[str], release: Path, cache: Cache) -> list[str]:
    with TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder), cache)
        request = {"pyodide": str(release.resolve()), "wheel": str(wheel), "requests": requests}
        answers: Any = node.run("parity.mjs", request)
    return [str(answer) for answer in answers]
