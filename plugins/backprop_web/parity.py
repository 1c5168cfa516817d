"""The parity gate: CPython and Pyodide must draw the same figures, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from backprop_web import engine, node
from backprop_web.engine import Drawn
from backprop_web.runtime import Runtime

SCRIPT = files("backprop_web").joinpath("node", "parity.mjs")
PLAIN = ("worker", "wasm", "library", "engine")
"""The roles of what a start without a snapshot needs."""


class ParityError(Exception):
    """Some figures differ, or could not be compared; one line each."""


def require(figures: Mapping[str, Drawn], runtime: Runtime) -> None:
    """Draw the `figures`, by place in the site, in the Pyodide of `runtime` too.

    Raises ParityError where a byte differs, and where there is nothing to compare with.
    """
    try:
        theirs = answered([engine.frames_request(each) for each in figures.values()], runtime)
    except node.NodeError as error:
        raise ParityError(f"the option `parity` could not compare the figures: {error}") from error
    found = [
        f"{place}: {differing}"
        for (place, drawn), answer in zip(figures.items(), theirs, strict=True)
        if (differing := difference(engine.frames_answer(drawn, engine.frame_answers(drawn)), answer))
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


def answered(requests: list[str], runtime: Runtime, *more: str) -> list[str]:
    """What Pyodide answers: the very files that readers get, run under Node.js as browsers do without a snapshot.

    `more`: the role of what answers in the place of the engine, if another part does.
    """
    parts = {role: str(runtime.files[role].source) for role in (*PLAIN, *more)}
    answers: Any = node.run(SCRIPT, {"parts": parts, "requests": requests})
    return [str(answer) for answer in answers]
