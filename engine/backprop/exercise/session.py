"""The seam to the browser for exercises: a JSON request in, a JSON answer out, as `backprop.session` does for figures.

A request is {"call": …, "exercise": {…}, "number": …}; the number is that of the paper.

    paper    {"questions", "key", "code"}: HTML
    answer   with "task", counted from 0, and "answer", what was typed: {"kind", "sentence", "slip", "cells"}; these are
             the places, row by row, of the entries of a matrix that are not right
    hint     with "task" and "stage", from 0: {"html", "stages"}
    way      with "task": {"html"}, the answer and the worked step
    receipt  with "points" in hundredths, "seconds" and "slips", how often each: {"code"}

What is wrong with a request comes back as {"error": {"argument", "value", "remedy", "message"}}.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import lru_cache

from backprop.errors import BackpropError, SpecificationError
from backprop.exercise import codes, matrices, sheets
from backprop.exercise.papers import LARGEST_NUMBER, Paper, paper
from backprop.exercise.specification import Exercise
from backprop.exercise.tasks import Task
from backprop.figure.reading import did_you_mean, read_text, read_whole

LONGEST_ANSWER = 1000
MOST_SECONDS, MOST_READ = 999_999, 10**12
"""What a code tells, and what is taken for so many: a page may stay open for long."""

Request = Mapping[str, object]


def answer(request: str) -> str:
    """Answer one request; the answer has the same bytes wherever it is computed."""
    try:
        result = _answer(json.loads(request))
    except BackpropError as problem:
        result = {"error": problem.described()}
    return json.dumps(result, ensure_ascii=False, separators=(",", ":"))


def _answer(request: Request) -> dict[str, object]:
    call = request.get("call")
    if not isinstance(call, str) or call not in CALLS:
        raise SpecificationError("call", call, did_you_mean(str(call), tuple(CALLS)))
    made = _paper(json.dumps(request.get("exercise")), read_whole(request, "number", (0, LARGEST_NUMBER), 0))
    with made.drawn.specification.spoken():
        return CALLS[call](made, request)


@lru_cache(maxsize=16)
def _paper(exercise: str, number: int) -> Paper:
    """A reader asks many things of the same paper."""
    read = json.loads(exercise)
    if not isinstance(read, dict):
        raise SpecificationError("exercise", read, "describe an exercise")
    return paper(Exercise.from_mapping(read), number)


def _questions(made: Paper, _: Request) -> dict[str, object]:
    return {"questions": sheets.questions(made), "key": sheets.key(made), "code": sheets.code_of(made)}


def _judged(made: Paper, request: Request) -> dict[str, object]:
    task, text = _task(made, request), read_text(request, "answer", "", LONGEST_ANSWER)
    cells = matrices.wrong_entries(made.drawn, task, text) if task.kind == "matrix" else []
    return {**asdict(made.judge(_place(made, request), text)), "cells": cells}


def _hint(made: Paper, request: Request) -> dict[str, object]:
    hints = _task(made, request).hints
    stage = read_whole(request, "stage", (0, len(hints) - 1), 0)
    return {"html": hints[stage], "stages": len(hints)}


def _way(made: Paper, request: Request) -> dict[str, object]:
    return {"html": sheets.solution(_task(made, request))}


def _receipt(made: Paper, request: Request) -> dict[str, object]:
    slips = request.get("slips")
    if not isinstance(slips, dict) or not all(isinstance(count, int) for count in slips.values()):
        raise SpecificationError("slips", slips, "say how often each was made")
    sheet = codes.Sheet(made.exercise.name, made.exercise.seed, made.number)
    points = read_whole(request, "points", (0, codes.PER_POINT * len(made.tasks)), 0)
    seconds = min(read_whole(request, "seconds", (0, MOST_READ), 0), MOST_SECONDS)
    result = codes.Result(sheet, points, len(made.tasks), seconds, slips)
    return {"code": codes.result_code(result)}


def _task(made: Paper, request: Request) -> Task:
    return made.tasks[_place(made, request)]


def _place(made: Paper, request: Request) -> int:
    return read_whole(request, "task", (0, len(made.tasks) - 1), 0)


CALLS: dict[str, Callable[[Paper, Request], dict[str, object]]] = {
    "paper": _questions,
    "answer": _judged,
    "hint": _hint,
    "way": _way,
    "receipt": _receipt,
}
