"""Compares the numbers that an author has for a figure with the engine's, and names the slip in a wrong one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from backprop.errors import SpecificationError
from backprop.figure.answers import judge, read_answer
from backprop.figure.numbers import MORE_DIGITS, plain
from backprop.figure.questions import Question
from backprop.figure.reading import did_you_mean
from backprop.figure.rows import name_of
from backprop.figure.runs import Run
from backprop.greek import spelled
from backprop.languages import words

RIGHT = ("right", "rounded")
FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Claim:
    """What an author has for `name` (z1, dL/dw11 or ∂L/∂w11), as `text`; `place` is where that stands."""

    name: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` is that of a verdict, or follows: right but for other claims that differ. `value` is the engine's, and
    `sentence`, for a claim that differs, says what went wrong."""

    claim: Claim
    name: str
    kind: str
    value: str
    sentence: str = ""
    slip: str = ""

    @property
    def agrees(self) -> bool:
        """Whether author and engine have the same, to the digits that the author gives."""
        return self.kind in RIGHT


def compare(run: Run, claims: Iterable[Claim], rate: float) -> list[Finding]:
    """Judge each claim; `rate` is the learning rate of the author's updates. SpecificationError for an unknown name."""
    places = {name_of(run, step): place for place, step in enumerate(run.steps)}
    found = [(claim, _known(claim, places)) for claim in claims]
    claimed = dict(_cotangents(run, places, found))
    return [_judged(run, claim, name, places[name], rate, claimed) for claim, name in found]


def _known(claim: Claim, places: Mapping[str, int]) -> str:
    name = "/".join(_spelled(part) for part in claim.name.replace("∂", "d").replace(" ", "").split("/"))
    if name not in places:
        remedy = did_you_mean(name, tuple(places))
        raise SpecificationError(f"the name in {claim.place}", claim.name, remedy)
    return name


def _spelled(part: str) -> str:
    return f"d{spelled(part[1:])}" if part.startswith("d") else spelled(part)


def _cotangents(run: Run, places: Mapping[str, int], found: Iterable[tuple[Claim, str]]) -> Iterator[tuple[int, float]]:
    """The gradients that are claimed, by node."""
    for claim, name in found:
        step, answer = run.steps[places[name]], read_answer(claim.text)
        if step.phase == "backward" and answer is not None:
            yield step.target, answer.value


def _judged(run: Run, claim: Claim, name: str, place: int, rate: float, claimed: Mapping[int, float]) -> Finding:
    asked = Question.about(run, place, rate)
    value, verdict = plain(asked.step.result, MORE_DIGITS), judge(asked, claim.text)
    if verdict.kind in RIGHT:
        return Finding(claim, name, verdict.kind, value)
    if verdict.kind != "unreadable" and _follows(asked, claim, claimed):
        return Finding(claim, name, FOLLOWS, value, words.FOLLOWS)
    sentence = verdict.sentence if verdict.kind in ("slip", "unreadable", "coarse") else ""
    return Finding(claim, name, verdict.kind, value, sentence, verdict.slip)


def _follows(asked: Question, claim: Claim, claimed: Mapping[int, float]) -> bool:
    """Whether the chain rule makes the claim from the other claims, which differ themselves."""
    if asked.step.phase != "backward" or not any(part.node.index in claimed for part in asked.parts):
        return False
    products = [claimed.get(part.node.index, part.arriving) * part.local for part in asked.parts]
    answer = read_answer(claim.text)
    return answer is not None and answer.agrees(asked.total(products))
