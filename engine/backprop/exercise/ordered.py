"""The task to put gradients into an order in which each is found after all that it needs."""

from __future__ import annotations

from backprop.chance import Chance
from backprop.exercise.drawn import Drawn
from backprop.exercise.languages import words
from backprop.exercise.reading import is_permutation, read_letters
from backprop.exercise.tasks import LETTERS, DullError, Task, asked, in_line, in_symbols, term_of
from backprop.figure.answers import Verdict
from backprop.figure.hints import displayed
from backprop.figure.sentences import filled

COUNT = 5
LEAST_NEEDS = 3
"""So many pairs of them must have an order, or there is little to think about."""


def about(_: Drawn) -> list[str]:
    """It is about the whole."""
    return [""]


def order(drawn: Drawn, _: str, chance: Chance) -> Task:
    """Some gradients in an order that does not work, to be put into one that does."""
    behind = tuple(chance.some_of(drawn.backward, COUNT))
    in_place = sorted(behind, key=drawn.places.__getitem__)
    needs = sum(len(drawn.needs(name).intersection(behind)) for name in behind)
    if needs < LEAST_NEEDS or len(behind) < COUNT - 1:
        raise DullError("gradients that can be found in almost any order")
    if _too_early(drawn, behind) is None:
        raise DullError("an order that works as it is")
    answer = " ".join(LETTERS[behind.index(name)] for name in in_place)
    way = displayed(*(in_symbols(drawn, name) for name in in_place))
    options = tuple(in_line(term_of(drawn, name)) for name in behind)
    return Task("order", "", asked("order"), answer, way, words.ORDER_HINTS, options, behind)


def _too_early(drawn: Drawn, names: tuple[str, ...]) -> tuple[str, str] | None:
    """The first that stands before one that it needs, and that one."""
    for place, name in enumerate(names):
        needs = drawn.needs(name)
        for later in names[place + 1 :]:
            if later in needs:
                return name, later
    return None


def judge(drawn: Drawn, task: Task, text: str) -> Verdict:
    """Any order that works is right."""
    places = read_letters(text, len(task.options))
    if places is None or not is_permutation(places, len(task.options)):
        return Verdict(
            "unreadable", words.NO_ORDER.format(count=len(task.options), last=LETTERS[len(task.options) - 1])
        )
    wrong = _too_early(drawn, tuple(task.behind[place] for place in places))
    if wrong is None:
        return Verdict("right", words.ORDER_RIGHT)
    early, needed = (LETTERS[task.behind.index(name)] for name in wrong)
    return Verdict("slip", filled(words.TOO_EARLY, early=early, needed=needed), "too_early")
