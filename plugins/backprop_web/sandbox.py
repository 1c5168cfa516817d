"""What a reader's browser asks while the reader writes a figure: a JSON request in, a JSON answer out.

It runs in the worker, beside the engine, where a page has a sandbox. A fence is read, checked and drawn there by the
same code as in a build, so that nothing is right in one and wrong in the other.

    figure  with "source", the text of a fence, and "lang": {"name", "title", "html"}, or {"problems": [{"line", "key",
            "wrong", "message", "instead"}, …]}; with "live" false the figure has no fields. {"program": true} where the
            fence holds a program and the request no "run": true: a stranger's runs when its reader wants it to.
    fence   with "specification", what a figure is drawn from: {"source"}, the text of a fence for it
    keys    with "lang": {"keys": [{"name", "about", "values"}, …]}, what may stand in a fence, each with the words it
            can have
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from backprop_web import described, document, engine, languages, messages, schema, writing
from backprop_web.document import Document
from backprop_web.prerender import prerender
from backprop_web.problems import FigureError, Problem

PROGRAM, NUMPY = "python", "physics"
NEAREST = re.compile(r"did you mean (\S+)\? ")
WITHOUT_NUMPY = "leave this to a build of the site: it is trained with NumPy, which a browser does not have"

Request = Mapping[str, Any]


def answer(request: str) -> str:
    """Answer one request."""
    read = json.loads(request)
    found: dict[str, object]
    try:
        found = CALLS[read["call"]](read)
    except FigureError as error:
        found = {"problems": [_told(each, _language(read)) for each in error.problems]}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _figure(request: Request) -> dict[str, object]:
    read = document.read(request["source"])
    if PROGRAM in read.mapping and not request.get("run"):
        return {"program": True}
    drawn = _drawn(read, _language(request))
    html = prerender(drawn, languages.controls(drawn.language), live=request.get("live", True))
    return {"name": drawn.figure.name, "title": drawn.figure.title, "html": html}


def _drawn(read: Document, language: str) -> engine.Drawn | engine.DrawnPlot:
    if NUMPY in read.mapping:
        raise FigureError([Problem(NUMPY, str(read.mapping[NUMPY]), WITHOUT_NUMPY, read.line_of(NUMPY))])
    return described.drawn(read, language)


def _fence(request: Request) -> dict[str, object]:
    try:
        return {"source": writing.fence(engine.gathered(request["specification"]))}
    except engine.NoFigureError as no:
        raise FigureError([Problem(no.key, no.value, no.remedy, 1)]) from no


def _keys(request: Request) -> dict[str, object]:
    """Of what physics needs besides, a browser can do nothing."""
    known = schema.schema()["properties"].items()
    code = _language(request)
    keys = [
        {"name": name, "about": messages.about(name, key["description"], code), "values": _words(key)}
        for name, key in known
        if name != NUMPY
    ]
    return {"keys": keys}


def _words(key: Mapping[str, Any]) -> list[str]:
    return ["true", "false"] if key["type"] == "boolean" else list(key.get("examples", ()))


def _language(request: Request) -> str:
    code: str = request.get("lang", languages.DEFAULT)
    return code


def _told(problem: Problem, language: str) -> dict[str, object]:
    nearest = NEAREST.search(problem.remedy)
    # A key that no fence has is wrong itself, and so is a name under `values` that the figure does not have.
    is_known = problem.key.partition(".")[0] in schema.schema()["properties"]
    wrong = problem.value if is_known else problem.key
    told = {"line": problem.line, "key": problem.key, "wrong": wrong, "message": messages.message(problem, language)}
    return told | ({"instead": nearest[1]} if nearest else {})


CALLS: Mapping[str, Callable[[Request], dict[str, object]]] = {"figure": _figure, "fence": _fence, "keys": _keys}
