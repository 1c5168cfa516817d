"""Reads a differential equation with its domain and its data from the keys of a fence, or says what is wrong with them.

Imported where such a fence is read only: readers' browsers, which have no NumPy, do without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from backprop.errors import ExpressionError, SpecificationError
from backprop.expression import expression, hinted
from backprop.figure.reading import did_you_mean, read_number, read_numbers, read_text
from backprop.figure.subjects import unreadable
from backprop.physics_problem import PROBLEMS, UNKNOWN, Condition, Problem, parts_of

LONGEST = 400
MOST_INPUTS, MOST_CONDITIONS = 2, 8
OWN = ("domain", "known", "exact")
INPUT = re.compile("[a-tv-z]")


def read_problem(mapping: Mapping[str, object]) -> Problem:
    """The problem; SpecificationError names key, value and remedy."""
    text = read_text(mapping, "physics", "", LONGEST)
    if text in PROBLEMS:
        return _named(text, mapping)
    _check_equation(text)
    domain = _domain(mapping.get("domain"))
    values = read_numbers("values", mapping.get("values", {}))
    inputs, parts = tuple(domain), parts_of(tuple(domain))
    for name in values:
        if name in (*inputs, *parts):
            raise SpecificationError(f"values.{name}", values[name], "leave this out: it varies over the domain")
    used = {*_names("physics", text, (*inputs, *parts, *values))}
    known = [_condition(place, each, domain) for place, each in enumerate(_listed(mapping.get("known")))]
    for place, each in enumerate(known):
        free = [name for name in inputs if name not in dict(each.at)]
        used |= {*_names(f"known.{place}.{each.part}", each.text, (*free, *values))}
    exact = read_text(mapping, "exact", "", LONGEST)
    used |= {*_names("exact", exact, (*inputs, *values))} if exact else set()
    for name in values:
        if name not in used:
            raise SpecificationError(f"values.{name}", values[name], "leave this out: no formula of the fence has it")
    return Problem(text, tuple(domain.items()), tuple(known), exact, tuple(values.items()))


def _named(name: str, mapping: Mapping[str, object]) -> Problem:
    """One that has a name; its numbers may be others."""
    row = PROBLEMS[name]
    for key in OWN:
        if key in mapping:
            remedy = f"leave this out: {name} has its own; or write the residual in the place of that name"
            raise SpecificationError(key, mapping[key], remedy)
    given, own = read_numbers("values", mapping.get("values", {})), read_numbers("values", row.get("values", {}))
    for each in given:
        if each not in own:
            raise SpecificationError(f"values.{each}", given[each], did_you_mean(each, tuple(own)))
    return read_problem({**row, "values": {**own, **given}})


def _check_equation(text: str) -> None:
    """Refuse what is no equation of u: perhaps a name that was meant."""
    if not any(name.split("_")[0] == UNKNOWN for name in _given("physics", text)):
        remedy = f"{did_you_mean(text, tuple(PROBLEMS))}; or write a residual, such as u_t - 0.1*u_xx"
        raise SpecificationError("physics", text, remedy)


def _given(key: str, text: str) -> tuple[str, ...]:
    try:
        return tuple(node.name for node in expression(text).given)
    except ExpressionError as problem:
        raise unreadable(key, problem) from problem


def _names(key: str, text: str, known: Sequence[str]) -> tuple[str, ...]:
    """The names of a formula, all of them known."""
    names = _given(key, text)
    for name in names:
        if name not in known:
            others = ", ".join(known) or "no name"
            if name.startswith(f"{UNKNOWN}_"):
                raise SpecificationError(key, name, f"only these derivatives can be taken; known here: {others}")
            remedy = f"give it a number under values; known here: {others}"
            raise SpecificationError(key, name, hinted(name, remedy))
    return names


def _domain(value: object) -> dict[str, tuple[float, float]]:
    remedy = f"give 1 to {MOST_INPUTS} inputs, one small letter each, and their ends, such as x: [0, 1]"
    if not isinstance(value, Mapping) or not 1 <= len(value) <= MOST_INPUTS:
        raise SpecificationError("domain", "missing" if value is None else value, remedy)
    found = {}
    for name, ends in value.items():
        if not isinstance(ends, list | tuple) or len(ends) != 2 or not INPUT.fullmatch(str(name)):
            raise SpecificationError(f"domain.{name}", ends, remedy)
        low, high = (read_number(f"domain.{name}", each) for each in ends)
        if not low < high:
            raise SpecificationError(f"domain.{name}", ends, "give the lower end first")
        found[str(name)] = (low, high)
    return found


def _listed(value: object) -> Sequence[object]:
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_CONDITIONS:
        remedy = f"list 1 to {MOST_CONDITIONS} of what is known of u, such as {{x: 0, u: 0}}"
        raise SpecificationError("known", "missing" if value is None else value, remedy)
    return value


def _condition(place: int, value: object, domain: Mapping[str, tuple[float, float]]) -> Condition:
    """Some inputs with a number, and u or a derivative of it with a formula of the others."""
    key, parts = f"known.{place}", parts_of(tuple(domain))
    shape = f"give a number to some of {', '.join(domain)} and a formula to one of {', '.join(parts)}"
    if not isinstance(value, Mapping):
        raise SpecificationError(key, value, shape)
    for name in value:
        if name not in (*domain, *parts):
            raise SpecificationError(f"{key}.{name}", value[name], shape)
    at = tuple((name, _within(f"{key}.{name}", value[name], domain[name])) for name in domain if name in value)
    said = [part for part in parts if part in value]
    if not at or len(said) != 1:
        raise SpecificationError(key, ", ".join(f"{name}: {each}" for name, each in value.items()), shape)
    return Condition(at, said[0], _formula(f"{key}.{said[0]}", value[said[0]]))


def _within(key: str, value: object, ends: tuple[float, float]) -> float:
    number = read_number(key, value)
    if not ends[0] <= number <= ends[1]:
        raise SpecificationError(key, value, f"stay within the domain, {ends[0]:g} to {ends[1]:g}")
    return number


def _formula(key: str, value: object) -> str:
    """A formula, or a number, as text."""
    text = value if isinstance(value, str) else repr(read_number(key, value))
    return read_text({key: text}, key, "", LONGEST)


def problem_mapping(problem: Problem) -> dict[str, object]:
    """What `read_problem` reads back."""
    return {
        "physics": problem.residual,
        "domain": {name: list(ends) for name, ends in problem.domain},
        "known": [{**dict(each.at), each.part: each.text} for each in problem.known],
        **({"exact": problem.exact} if problem.exact else {}),
        **({"values": dict(problem.values)} if problem.values else {}),
    }
