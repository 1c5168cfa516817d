"""A question of Moodle's type `calculated`: the numbers of many papers as the items of its data set.

Its answers are wildcards, not formulas: an item has the answer, and what each slip makes of its numbers. Where a slip
makes nothing of them, its wildcard is the right answer, which stands before it; of answers that fit, Moodle takes the
first. A tolerance is the same for all items, so it is a share of the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from xml.etree.ElementTree import Element

from backprop.figure.numbers import DIGITS
from backprop_web.courses.markup import element
from backprop_web.courses.questions import Question
from backprop_web.courses.shared import ANSWER, Shared, wildcard

TYPE = "calculated"
RELATIVE, SIGNIFICANT = "1", "2"
"""How Moodle calls a tolerance that is a share, and digits that are counted from the first that is not 0."""
SLIP = "slip_{number}"

Told = tuple[str, int]
"""A sentence about a slip, and its place among the numbers that this slip can give."""


def groups(questions: Sequence[Question]) -> list[list[Question]]:
    """The questions, those together that can be one, in the order of the first of each."""
    found: dict[object, list[Question]] = {}
    for place, question in enumerate(questions):
        key = question.shared.form if question.shared else place
        found.setdefault(key, []).append(question)
    return list(found.values())


def own(questions: Sequence[Question]) -> Iterator[Element]:
    """What the type has of its own, of questions that are one."""
    slips = list(dict.fromkeys(told for question in questions for told in _told(question)))
    first = questions[0]
    share = f"{first.carried.rows[0][0].share:g}"
    yield element("synchronize", "0")
    yield _answer(ANSWER, _of(first).right, share, "100")
    for number, (sentence, _) in enumerate(slips, 1):
        yield _answer(SLIP.format(number=number), sentence, share, "0")
    plain = {"unitgradingtype": "0", "unitpenalty": "0.1", "showunits": "3", "unitsleft": "0"}
    yield from (element(name, value) for name, value in plain.items())
    items = [_items(question, slips) for question in questions]
    yield element("dataset_definitions", *(_defined(name, [each[name] for each in items]) for name in items[0]))


def _of(question: Question) -> Shared:
    assert question.shared is not None
    return question.shared


def _told(question: Question) -> Mapping[Told, float]:
    """What each slip gives; one may give several numbers."""
    found: dict[Told, float] = {}
    for told in question.carried.rows[0][0].wrong:
        place = sum(sentence == told.sentence for sentence, _ in found)
        found[told.sentence, place] = told.value
    return found


def _items(question: Question, slips: Sequence[Told]) -> dict[str, float]:
    items, own_slips = dict(_of(question).items), _told(question)
    made = (own_slips.get(slip, items[ANSWER]) for slip in slips)
    return items | {SLIP.format(number=number): value for number, value in enumerate(made, 1)}


def _answer(name: str, told: str, share: str, fraction: str) -> Element:
    return element(
        "answer",
        element("text", wildcard(name)),
        element("tolerance", share),
        element("tolerancetype", RELATIVE),
        element("correctanswerformat", SIGNIFICANT),
        element("correctanswerlength", str(DIGITS)),
        element("feedback", element("text", escape(told)), format="html"),
        fraction=fraction,
    )


def _defined(name: str, values: Sequence[float]) -> Element:
    """A wildcard with its values, one for each item. Moodle asks for bounds, by which it would draw more of them."""
    count = str(len(values))
    numbers = [f"{value:.12g}" for value in values]
    items = (
        element("dataset_item", element("number", str(place)), element("value", number))
        for place, number in enumerate(numbers, 1)
    )
    return element(
        "dataset_definition",
        element("status", element("text", "private")),
        element("name", element("text", name)),
        element("type", TYPE),
        element("distribution", element("text", "uniform")),
        element("minimum", element("text", min(numbers, key=float))),
        element("maximum", element("text", max(numbers, key=float))),
        element("decimals", element("text", str(max(map(_decimals, numbers))))),
        element("itemcount", count),
        element("dataset_items", *items),
        element("number_of_items", count),
    )


def _decimals(number: str) -> int:
    return min(9, len(number.partition(".")[2])) if "e" not in number else 9
