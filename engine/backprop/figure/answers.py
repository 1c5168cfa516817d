"""Judges a reader's answer to a step: right, nearly, or wrong by which likely slip.

An answer is a number or a formula of numbers (`0.8*0.5 + 0.1`). It is right where it is the step's
result to the digits that were typed, two significant ones at least, or within a thousandth of it; and
so is what the numbers make that the figure shows, which are rounded, where that is near the result. Where
it is not (1 − 1² for a value that is shown as 1), the reader is told where more digits stand. A wrong
answer is compared by the same rule with what each slip of `backprop.figure.slips` gives, in that table's
order.

Zeros at the end of a whole number may be digits or stand for rounded ones. Nobody can tell, so they count
as rounded, in the reader's favour: 150 is read as 1.5e2, and 20 as 2.0e1, which has the two digits that
it needs. With a point, 150. or 150.0, they are digits.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from backprop.errors import BackpropError
from backprop.expression import expression
from backprop.figure import symbols
from backprop.figure.numbers import DIGITS, plain, with_points
from backprop.figure.questions import Part, Question, as_shown
from backprop.figure.slips import SLIPS, results
from backprop.figure.text import print_term
from backprop.graph import evaluate
from backprop.languages import words
from backprop.terms import Partial

CLOSE = 1e-3
NEAR = 0.05
# Further off than a tenth, not even the first digit need be that of the result.
ROUNDED_NEAR = 0.1
DUST = 1e-12
LEAST_DIGITS = 2
LONGEST_ANSWER = 100

_NUMBER = re.compile(r"[+-]?(?P<whole>\d*)(?:\.(?P<broken>\d*))?(e(?P<power>[+-]?\d+))?", re.IGNORECASE)
_POWER_OF_TEN = re.compile(r"[×*x·]10(\^|\*\*)?([+-]?\d+)")
_PLAIN = str.maketrans("−–⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "---0123456789")


@dataclass(frozen=True, slots=True)
class Answer:
    """A typed `value`; `unit` is that of its last digit and `digits` are the significant ones (0: a formula)."""

    value: float
    unit: float = 0.0
    digits: int = 0

    def agrees(self, value: float, scale: float = 0.0) -> bool:
        """Whether this is `value`, as far as it was typed; `scale` is the size of what it was made from."""
        distance = abs(self.value - value)
        return distance <= max(CLOSE * abs(value), DUST * scale) or (
            self.digits >= LEAST_DIGITS and distance <= self.unit * (0.5 + CLOSE)
        )

    def rounds(self, value: float) -> bool:
        """Whether this is `value` rounded, but to too few digits."""
        return self.digits == 1 and self.value != 0 and abs(self.value - value) <= self.unit * 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind`: right, rounded, coarse, near, slip, wrong or unreadable; `slip` names the slip; `sentence` is what
    the reader is told."""

    kind: str
    sentence: str
    slip: str = ""


def read_answer(text: str) -> Answer | None:
    """The number in `text` as people and pages write it, or the value of a formula of numbers; None if neither."""
    compact = with_points(re.sub(r"\s", "", text.translate(_PLAIN)))
    if len(compact) > LONGEST_ANSWER:
        return None
    match = _NUMBER.fullmatch(_POWER_OF_TEN.sub(r"e\2", compact))
    if match and (match["whole"] or match["broken"]):
        return _number(match)
    try:
        graph = expression(compact.replace("×", "*").replace("·", "*").replace("^", "**"))
        return Answer(evaluate(graph, {})[graph.output]) if not graph.given else None
    except BackpropError:
        return None


def _number(match: re.Match[str]) -> Answer | None:
    value = float(match[0])
    if not math.isfinite(value):
        return None
    digits = (match["whole"] + (match["broken"] or "")).lstrip("0")
    rounded = _rounded_zeros(digits) if match["broken"] is None else 0
    power = int(match["power"] or 0) - len(match["broken"] or "") + rounded
    # As text, since 10.0 ** 999 raises where 1e999 is infinite: the unit of 0.0e999, which has no digits.
    return Answer(value, float(f"1e{power}"), len(digits) - rounded)


def _rounded_zeros(digits: str) -> int:
    """How many zeros at the end of a whole number count as rounded: all that two digits leave over."""
    return max(0, min(len(digits) - len(digits.rstrip("0")), len(digits) - LEAST_DIGITS))


def judge(asked: Question, text: str) -> Verdict:
    """Judge what a reader typed for a step."""
    if math.isnan(asked.step.result) and text.strip().lower() == words.UNDEFINED_NUMBER:
        return Verdict("right", words.ANSWERS["right"].format(value=words.UNDEFINED_NUMBER))
    answer = read_answer(text)
    if answer is None:
        return Verdict("unreadable", words.ANSWERS["unreadable"])
    result = asked.step.result
    if kind := _worked_out(answer, asked):
        return Verdict(kind, words.ANSWERS[kind].format(value=plain(result)))
    if name := slip_of(answer, asked):
        return Verdict("slip", slip_sentence(name, asked, answer), name)
    if answer.rounds(result):
        return Verdict("coarse", words.ANSWERS["coarse"])
    near = abs(answer.value - result) <= NEAR * abs(result)
    return Verdict("near", words.ANSWERS["near"]) if near else Verdict("wrong", words.ANSWERS["wrong"])


def slip_of(answer: Answer, asked: Question) -> str:
    """The first slip of the table that explains a wrong answer, or nothing."""
    scale = _scale(asked)
    matching = (name for name in SLIPS if any(answer.agrees(value, scale) for value in results(name, asked)))
    return next(matching, "")


def _worked_out(answer: Answer, asked: Question) -> str:
    """Right, or rounded where the step was done right but the numbers shown are too coarse for it; else nothing."""
    scale, result = _scale(asked), asked.step.result
    if answer.agrees(result, scale):
        return "right"
    met = [value for value in as_shown(asked, _shown) if answer.agrees(value, scale)]
    near = any(abs(value - result) <= ROUNDED_NEAR * abs(result) for value in met)
    return "right" if near else "rounded" if met else ""


def _shown(value: float) -> float:
    return float(f"{value:.{DIGITS - 1}e}")


def _scale(asked: Question) -> float:
    """The size of the largest number that goes into the step."""
    if products := asked.averaged or [part.product for part in asked.parts]:
        return max(map(abs, products))
    return max((abs(value) for value in asked.arguments), default=0.0)


def words_of_part(asked: Question, part: Part) -> Mapping[str, str]:
    """What sentences about one product of a step may name."""
    return {"target": symbols.plain(asked.node.name), "rate": plain(asked.rate), **_part_words(asked, part)}


def slip_sentence(name: str, asked: Question, typed: Answer) -> str:
    """The slip by which somebody got what is typed, in words, about the part of the step where it was made."""
    given = {"target": symbols.plain(asked.node.name), "rate": plain(asked.rate)}
    if asked.parts:
        part = _part_at_fault(name, asked, typed)
        template = words.SLIPS[name]
        if len(asked.parts) > 1:
            # What is typed is no one product, so the sentence must not say that it is.
            of_paths = words.SLIPS_OF_PATHS
            template = of_paths.get(name if part else f"{name} of all") or of_paths.get(name, template)
        given |= _part_words(asked, part or _first_with(name, asked))
    else:
        read = asked.node.parents[0] if asked.node.parents else asked.node.index
        given |= {"other": symbols.plain(asked.graph.nodes[read].name), "count": str(len(asked.averaged))}
        template = words.FORWARD_SLIPS.get(name) or words.SLIPS[name]
    return template.format_map(given)


def _part_at_fault(name: str, asked: Question, typed: Answer) -> Part | None:
    """The one part with which alone the slip makes what is typed; None where it takes several."""
    for place, part in enumerate(asked.parts):
        others = asked.step.result - part.product
        if any(typed.agrees(others + each, _scale(asked)) for each in results(name, asked.alone(place))):
            return part
    return None


def _first_with(name: str, asked: Question) -> Part:
    """The first part in which the slip can be made."""
    made = (part for place, part in enumerate(asked.parts) if results(name, asked.alone(place)))
    return next(made, asked.parts[0])


def _part_words(asked: Question, part: Part) -> Mapping[str, str]:
    graph = asked.graph
    argument = graph.nodes[part.node.parents[part.position]].name
    arriving = Partial(argument, asked.by) if asked.by else Partial(graph.nodes[graph.output].name, part.node.name)
    return {
        "consumer": symbols.plain(part.node.name),
        "other": symbols.plain(argument),
        "arriving": print_term(arriving),
        "local": print_term(Partial(part.node.name, argument)),
    }
