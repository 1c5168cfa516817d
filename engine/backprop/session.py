"""The one seam to the browser: a JSON request in, a JSON answer out.

Requests: {"call": "frames", "specification": {…}} gives {"frames": [{"phase", "drawing", "text",
"status"}, …], "table": "…"}. What is wrong with a request comes back as {"error": {"argument",
"value", "remedy", "message"}}; nothing is raised for it.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from backprop.errors import BackpropError, SpecificationError
from backprop.figure.frames import build_figure
from backprop.figure.specification import Specification


def answer(request: str) -> str:
    """Answer one request; the answer has the same bytes wherever it is computed."""
    try:
        result = _answer(_read(request))
    except BackpropError as problem:
        result = {"error": _described(problem)}
    return json.dumps(result, ensure_ascii=False, separators=(",", ":"))


def _read(request: str) -> dict[str, object]:
    try:
        read = json.loads(request)
    except ValueError as problem:
        raise SpecificationError("request", request, "send one JSON object") from problem
    if not isinstance(read, dict):
        raise SpecificationError("request", request, "send one JSON object")
    return read


def _answer(request: dict[str, object]) -> dict[str, object]:
    specification = request.get("specification")
    if request.get("call") != "frames":
        raise SpecificationError("call", request.get("call"), "use frames")
    if not isinstance(specification, dict):
        raise SpecificationError("specification", specification, "describe a figure")
    figure = build_figure(Specification.from_mapping(specification))
    return {"frames": [asdict(frame) for frame in figure.frames], "table": figure.table}


def _described(problem: BackpropError) -> dict[str, str]:
    return {
        "argument": problem.argument,
        "value": problem.value,
        "remedy": problem.remedy,
        "message": str(problem),
    }
