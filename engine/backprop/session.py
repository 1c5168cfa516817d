"""The one seam to the browser: a JSON request in, a JSON answer out.

A request is {"call": …, "specification": {…}, …}; the specification describes a figure and its numbers.

    frames    gives {"frames": [{"phase", "drawing", "text", "status"}, …], "table": "…"}
    glance    with "steps" (their numbers) gives the frames of these only, in that order: {"frames": […]}
    judge     with "step" (its number), "answer" (what the reader typed) and perhaps "rate", the learning
              rate: {"kind", "sentence", "slip"}, see `backprop.figure.answers`
    hint      with "step" and "stage", from 0, helps to find it: {"html", "stages"}
    train     with "rate" and "updates": {"names", "symbols", "keeps", "rates", "states", "stopped"}; a state is
              [loss, weights, gradients, kept], the first one that of the specification, and "stopped" says why there
              are fewer than asked for; perhaps with "optimiser", and what it "kept" after "made" updates
    update    with "rate", "parameter", its "value" and "gradient", and perhaps as above: {"formulas"}, the next update
    fit       {"drawing", "sentence"}: what the network says between its samples; two empty texts where nothing is drawn
    curve     with "updates" and "losses", of a training: {"drawing", "table"}
    check     with "step": {"sentence", "table"}, the derivative beside estimates that know no chain rule
    fresh     with "seed" gives {"values"}, other numbers by chance, or null where no draw is worth showing
    samples   gives {"table"}: what the figure makes of each of its samples
    number    with "name" and "text", what stands in the field of that name: {"number"}, such as 0.5 for 1/2
    takeaway  with "what" (tex, numpy, jax or pytorch) and, for tex, "step": {"text"}

What is wrong with a request comes back as {"error": {"argument", "value", "remedy", "message"}};
nothing is raised for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict

from backprop.errors import BackpropError, SpecificationError
from backprop.figure import sampled, symbols
from backprop.figure.answers import judge
from backprop.figure.fits import fit
from backprop.figure.frames import Frame, build_figure, run_of, shown_run, stepped_scene
from backprop.figure.fresh import fresh
from backprop.figure.hints import hints
from backprop.figure.optimising import update
from backprop.figure.practice import checked, curve, read_points, read_updates, trained
from backprop.figure.questions import Question
from backprop.figure.reading import did_you_mean, read_number, read_seed, read_text, read_whole
from backprop.figure.runs import Run
from backprop.figure.specification import Specification
from backprop.figure.takeaway import take_away
from backprop.languages import DEFAULT, is_known, speaking, words
from backprop.optimisers import OPTIMISERS

DEFAULT_RATE = 0.1
LONGEST_ANSWER = 1000

Request = Mapping[str, object]


def answer(request: str) -> str:
    """Answer one request; the answer has the same bytes wherever it is computed."""
    try:
        read = _read(request)
        with speaking(_language(read)):
            result = _answer(read)
    except BackpropError as problem:
        result = {"error": problem.described()}
    return json.dumps(result, ensure_ascii=False, separators=(",", ":"))


def _read(request: str) -> dict[str, object]:
    try:
        read = json.loads(request)
    except ValueError as problem:
        raise SpecificationError("request", request, "send one JSON object") from problem
    if not isinstance(read, dict):
        raise SpecificationError("request", request, "send one JSON object")
    return read


def _language(request: Request) -> str:
    """The language of the figure; English until it is known to be one."""
    specification = request.get("specification")
    code = specification.get("lang") if isinstance(specification, dict) else None
    return code if isinstance(code, str) and is_known(code) else DEFAULT


def _answer(request: Request) -> dict[str, object]:
    call, specification = request.get("call"), request.get("specification")
    if not isinstance(call, str) or call not in CALLS:
        raise SpecificationError("call", call, did_you_mean(str(call), tuple(CALLS)))
    if not isinstance(specification, dict):
        raise SpecificationError("specification", specification, "describe a figure")
    read = Specification.from_mapping(specification)
    with read.spoken():
        return CALLS[call](read, request)


def _frames(specification: Specification, request: Request) -> dict[str, object]:
    figure = build_figure(specification)
    return {"frames": [asdict(frame) for frame in figure.frames], "table": figure.table}


def _glance(specification: Specification, request: Request) -> dict[str, object]:
    steps = request.get("steps")
    if not isinstance(steps, list):
        raise SpecificationError("steps", steps, "give a list of whole numbers")
    run = shown_run(specification)
    numbers = [_step({"step": step}, len(run.steps), first=0) for step in steps]
    return {"frames": [asdict(Frame(*run.frame(number))) for number in numbers]}


def _judge(specification: Specification, request: Request) -> dict[str, object]:
    run = _scalar_run(specification)
    place = _step(request, len(run.steps)) - 1
    rate = read_number("rate", request.get("rate", DEFAULT_RATE))
    return asdict(judge(Question.about(run, place, rate), read_text(request, "answer", "", LONGEST_ANSWER)))


def _hint(specification: Specification, request: Request) -> dict[str, object]:
    run = _scalar_run(specification)
    stages = hints(run, run.steps[_step(request, len(run.steps)) - 1])
    return {"html": stages[read_whole(request, "stage", (0, len(stages) - 1), 0)], "stages": len(stages)}


def _train(specification: Specification, request: Request) -> dict[str, object]:
    rate = read_number("rate", request.get("rate", DEFAULT_RATE))
    done = trained(specification, run_of(specification), rate, read_updates(request), request)
    states = [
        [each.loss, [*each.parameters.values()], [*each.gradients.values()], [*zip(*each.kept.values(), strict=True)]]
        for each in done.states
    ]
    written, keeps = ([*map(symbols.plain, names)] for names in (done.names, done.keeps))
    rates = {name: row.rate for name, row in OPTIMISERS.items()}
    found = {"names": done.names, "symbols": written, "keeps": keeps, "rates": rates, "states": states}
    return {**found, "stopped": done.stopped}


def _update(specification: Specification, request: Request) -> dict[str, object]:
    rate = read_number("rate", request.get("rate", DEFAULT_RATE))
    return {"formulas": update(stepped_scene(specification), request, rate)}


def _fit(specification: Specification, request: Request) -> dict[str, object]:
    drawing, sentence = fit(specification, stepped_scene(specification))
    return {"drawing": drawing, "sentence": sentence}


def _curve(specification: Specification, request: Request) -> dict[str, object]:
    updates, losses = read_points(request, "updates"), read_points(request, "losses")
    if len(updates) != len(losses):
        raise SpecificationError("losses", len(losses), f"give as many as there are updates, {len(updates)}")
    drawing, table = curve(updates, losses, words.LOSS if specification.samples else words.LOSS_OF_ONE)
    return {"drawing": drawing, "table": table}


def _check(specification: Specification, request: Request) -> dict[str, object]:
    run = _scalar_run(specification)
    sentence, table = checked(specification, run, _step(request, len(run.steps)))
    return {"sentence": sentence, "table": table}


def _takeaway(specification: Specification, request: Request) -> dict[str, object]:
    shown = shown_run(specification)
    run = shown if isinstance(shown, Run) else run_of(specification)
    step = _step(request, len(shown.steps), first=0) if "step" in request else 0
    return {"text": take_away(run, read_text(request, "what", "", LONGEST_ANSWER), shown.formulas(step))}


def _number(specification: Specification, request: Request) -> dict[str, object]:
    name = read_text(request, "name", "number", LONGEST_ANSWER)
    return {"number": read_number(name, read_text(request, "text", "", LONGEST_ANSWER))}


def _fresh(specification: Specification, request: Request) -> dict[str, object]:
    return {"values": fresh(specification, read_seed(request)) or None}


def _samples(specification: Specification, request: Request) -> dict[str, object]:
    return {"table": sampled.table(shown_run(specification), specification.samples)}


def _scalar_run(specification: Specification) -> Run:
    """The steps of the figure, each about one number."""
    if specification.telling.view != "scalars":
        raise SpecificationError("view", specification.telling.view, "ask for a step of the figure without this")
    return run_of(specification)


def _step(request: Request, last: int, first: int = 1) -> int:
    return read_whole(request, "step", (first, last))


CALLS: dict[str, Callable[[Specification, Request], dict[str, object]]] = {
    "frames": _frames,
    "glance": _glance,
    "judge": _judge,
    "hint": _hint,
    "train": _train,
    "update": _update,
    "fit": _fit,
    "curve": _curve,
    "check": _check,
    "number": _number,
    "fresh": _fresh,
    "samples": _samples,
    "takeaway": _takeaway,
}
