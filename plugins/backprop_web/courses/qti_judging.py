"""How an item of QTI judges an answer: what it declares, and the conditions by which score and feedback are set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from backprop.exercise.tasks import LETTERS
from backprop_web.courses.markup import element
from backprop_web.courses.moodle import number
from backprop_web.courses.portable import Field, Portable

RESPONSE = "RESPONSE"
RIGHT = "right"


def outcome(name: str, kind: str, value: str = "") -> Element:
    """A variable that the item sets, and what it is at first."""
    first = [element("defaultValue", element("value", value))] if value else []
    return element("outcomeDeclaration", *first, identifier=name, cardinality="single", baseType=kind)


def name_of(carried: Portable) -> list[list[str]]:
    """What each field is called."""
    if len(carried.rows) == len(carried.rows[0]) == 1:
        return [[RESPONSE]]
    return [[f"{RESPONSE}_{row}_{at}" for at, _ in enumerate(each, 1)] for row, each in enumerate(carried.rows, 1)]


def responses(carried: Portable) -> Iterator[Element]:
    """What is answered, and the right answer of each."""
    if carried.rows:
        yield from (_response(name, "float", [number(field.value)]) for name, field in _named(carried))
    elif carried.orders:
        yield _response(RESPONSE, "identifier", carried.task.answer.split(), "ordered")
    elif carried.told:
        yield _response(RESPONSE, "identifier", [carried.task.answer])
    else:
        yield _response(RESPONSE, "string", [])


def _named(carried: Portable) -> list[tuple[str, Field]]:
    pairs = zip(name_of(carried), carried.rows, strict=True)
    return [each for names, fields in pairs for each in zip(names, fields, strict=True)]


def _response(name: str, kind: str, right: Sequence[str], cardinality: str = "single") -> Element:
    correct = [element("correctResponse", *(element("value", each) for each in right))] if right else []
    return element("responseDeclaration", *correct, identifier=name, cardinality=cardinality, baseType=kind)


def feedbacks(carried: Portable) -> Iterator[tuple[str, str]]:
    """What is told, by a name: of each option, of the right answer and of each slip."""
    if carried.told:
        yield from zip(LETTERS, carried.told, strict=False)
        return
    yield RIGHT, carried.right
    if len(fields := _named(carried) if carried.rows else []) == 1:
        yield from ((_slip(at), told.sentence) for at, told in enumerate(fields[0][1].wrong))


def _slip(place: int) -> str:
    return f"slip{place + 1}"


def processing(carried: Portable) -> Element | None:
    """None where a person judges."""
    if carried.rows:
        return _processed(_judged([_all(_near_right(carried)), *_slips(carried)]))
    if carried.told:
        shown = _set("FEEDBACK", element("variable", identifier=RESPONSE))
        return _processed(_judged([_match(element("correct", identifier=RESPONSE))], feedback=False), shown)
    if carried.orders:
        ways = [_match(_ordered(letters)) for letters in carried.orders]
        return _processed(_judged([element("or", *ways) if len(ways) > 1 else ways[0]]))
    return None


def _processed(*rules: Element) -> Element:
    return element("responseProcessing", *rules, _set("SOLUTION", _value("way")))


def _judged(conditions: Sequence[Element], *, feedback: bool = True) -> Element:
    """The first condition is that of the right answer, which has the point, the others are those of slips."""
    first, *others = conditions
    named = [_set("FEEDBACK", _value(RIGHT))] if feedback else []
    whole = element("responseIf", first, _set("SCORE", _value("1", "float")), *named)
    wrong = (
        element("responseElseIf", condition, _set("FEEDBACK", _value(_slip(at)))) for at, condition in enumerate(others)
    )
    return element("responseCondition", whole, *wrong)


def _near_right(carried: Portable) -> list[Element]:
    return [_near(name, element("correct", identifier=name), field.tolerance) for name, field in _named(carried)]


def _slips(carried: Portable) -> list[Element]:
    ((name, field), *others) = _named(carried)
    if others:
        return []
    return [_near(name, _value(number(told.value), "float"), field.tolerance) for told in field.wrong]


def _near(name: str, to: Element, tolerance: float) -> Element:
    kind = {"toleranceMode": "absolute", "tolerance": number(tolerance)} if tolerance else {"toleranceMode": "exact"}
    return element("equal", element("variable", identifier=name), to, **kind)


def _all(conditions: Sequence[Element]) -> Element:
    return element("and", *conditions) if len(conditions) > 1 else conditions[0]


def _match(to: Element) -> Element:
    return element("match", element("variable", identifier=RESPONSE), to)


def _ordered(letters: str) -> Element:
    return element("ordered", *map(_value, letters))


def _value(value: str, kind: str = "identifier") -> Element:
    return element("baseValue", value, baseType=kind)


def _set(name: str, to: Element) -> Element:
    return element("setOutcomeValue", to, identifier=name)
