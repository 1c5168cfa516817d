"""Formulas as students write them: TeX, signs of a keyboard, speech; products without a sign, and what is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from backprop.exercise.drawn import Drawn
from backprop.exercise.languages import words
from backprop.exercise.numbers import example, judge_formula
from backprop.exercise.reading import names_of, nearest_names, number, read_formula, unknown_name, value_at
from backprop.exercise.tasks import Task
from backprop.figure.specification import Specification
from backprop.languages import words as listed

Mapped = Mapping[str, object]
Meaning = Callable[[Mapping[str, float]], float]

NETWORK: Mapped = {"network": [1, 2, 1], "values": {"x": 0.5, "y": 0.8}}
GERMAN: Mapped = {**NETWORK, "lang": "de"}
LETTERS: Mapped = {
    "expression": "a*b + ab*sub + x1*x**2",
    "values": {"a": 2, "b": 3, "ab": 5, "sub": 7, "x1": 11, "x": 13},
}


def product(of: Mapping[str, float]) -> float:
    return of["dL/dzo"] * of["h1"]


def error_times(of: Mapping[str, float]) -> float:
    return (of["yhat"] - of["y"]) * of["h1"]


READ: list[tuple[Mapped, str, Meaning]] = [
    *(
        (NETWORK, text, product)
        for text in (
            "dL/dzo*h1",
            "dL/dzo h1",
            "dL/dz_o h_1",
            "dL/dzo(h1)",
            "h1 dL/dzo",
            "∂L/∂zₒ h₁",
            "∂L/∂zₒh₁",
            r"\frac{\partial L}{\partial z_o} h_1",
            r"\frac{\partial L}{\partial z_o}h_1",
            r"$\frac{\partial L}{\partial z_o} h_{1}$",
            r"$$\frac{\partial L}{\partial z_{o}}\,h_1$$",
            r"\(\dfrac{\partial L}{\partial z_o}\;h_{1}\)",
            r"\[\frac{dL}{dz_o}\quad h_1\]",
            r"\frac{\partial{L}}{\partial{z_o}} \ast h_1",
            r"\frac{\mathrm{d}L}{\mathrm{d}z_o} \left( h_1 \right)",
            r"{h_1}\tfrac{\partial L}{\partial z_o}",
            r"\partial L/\partial w_{o1} = \partial L/\partial z_o\,h_1",
            "d L over d z sub o times h one",
            "d L by d z o times h one",
            "derivative of L by z o times h 1",
            "the partial derivative of L with respect to z o multiplied by h one",
            "partial L partial z o times h one",
            "partial L over partial z sub o h one",
            "Partial L by partial z o, times h 1".replace(",", ""),
            "d L over d w o one equals d L over d z o times h one",
        )
    ),
    *(
        (NETWORK, text, error_times)
        for text in (
            "(yhat - y) h1",
            "(ŷ−y)h₁",
            r"(\hat{y}-y) h_1",
            r"\left(\hat y - y\right)h_1",
            r"h_1(\widehat{y}-y)",
            r"{(\hat{y}-y)}{h_1}",
            "open parenthesis y hat minus y close parenthesis times h one",
            "h 1 (y hat - y)",
        )
    ),
    # Products come first, as in any formula.
    (NETWORK, "y hat minus y times h 1", lambda of: of["yhat"] - of["y"] * of["h1"]),
    (NETWORK, "h one", lambda of: of["h1"]),
    (NETWORK, "h 1 h 2", lambda of: of["h1"] * of["h2"]),
    (NETWORK, r"h_1h_{2}".replace("h_1", "h_{1}"), lambda of: of["h1"] * of["h2"]),
    (NETWORK, "1 - h1^2", lambda of: 1 - of["h1"] ** 2),
    (NETWORK, "one minus h one squared", lambda of: 1 - of["h1"] ** 2),
    (NETWORK, r"\frac{\partial L}{\partial h_1}(1-h_1^{2})", lambda of: of["dL/dh1"] * (1 - of["h1"] ** 2)),
    (NETWORK, "dL/dh1 (1 - h₁²)", lambda of: of["dL/dh1"] * (1 - of["h1"] ** 2)),
    (NETWORK, "dL/dh1 (1 - h1)(1 + h1)", lambda of: of["dL/dh1"] * (1 - of["h1"] ** 2)),
    (NETWORK, "∂L/∂h₁ ∂L/∂h₂", lambda of: of["dL/dh1"] * of["dL/dh2"]),
    (NETWORK, r"h_1^{1+1} h_2", lambda of: of["h1"] ** 2 * of["h2"]),
    (NETWORK, "h1^2h2", lambda of: of["h1"] ** 2 * of["h2"]),
    (NETWORK, "2h1 3h2".replace(" 3", " * 3"), lambda of: 6 * of["h1"] * of["h2"]),
    (NETWORK, "2(h1 + h2)", lambda of: 2 * (of["h1"] + of["h2"])),
    (NETWORK, r"\frac{1}{2} h_1", lambda of: of["h1"] / 2),
    (NETWORK, r"\frac{\hat{y}-y}{2}h_1", lambda of: (of["yhat"] - of["y"]) / 2 * of["h1"]),
    (NETWORK, "½(yhat - y)", lambda of: (of["yhat"] - of["y"]) / 2),
    (NETWORK, "dL/dzo h1 / 2", lambda of: product(of) / 2),
    (NETWORK, r"\tanh(z_1) h_2", lambda of: of["h1"] * of["h2"]),
    (NETWORK, "h2 tanh(z1)", lambda of: of["h1"] * of["h2"]),
    (NETWORK, "w o one", lambda of: of["wo1"]),
    (NETWORK, "h1 divided by h2", lambda of: of["h1"] / of["h2"]),
    *(
        (GERMAN, text, product)
        for text in (
            "d L nach d z o mal h eins",
            "Ableitung von L nach z o mal h 1",
            "partielle Ableitung von L nach z index o mal h eins",
            "d L over d z o times h one",
            "dL/dzo h1",
        )
    ),
    (GERMAN, "Klammer auf y Dach minus y Klammer zu mal h eins", error_times),
    (GERMAN, "eins minus h eins zum Quadrat", lambda of: 1 - of["h1"] ** 2),
    (GERMAN, "1,5 h1", lambda of: 1.5 * of["h1"]),
    (GERMAN, "h eins durch h zwei", lambda of: of["h1"] / of["h2"]),
    # What forms one name is that name, and a word that the figure has as a name is no sign.
    (LETTERS, "a b", lambda of: of["ab"]),
    (LETTERS, "ab", lambda of: of["ab"]),
    (LETTERS, "b a", lambda of: of["b"] * of["a"]),
    (LETTERS, "a*b", lambda of: of["a"] * of["b"]),
    (LETTERS, "a sub", lambda of: of["a"] * of["sub"]),
    (LETTERS, "x 1", lambda of: of["x1"]),
    (LETTERS, "x one", lambda of: of["x1"]),
    (LETTERS, "x x", lambda of: of["x"] ** 2),
]


def named(where: Drawn) -> dict[str, float]:
    return {name: number(where, name) for name in names_of(where)}


def figure(mapping: Mapped) -> Drawn:
    return Drawn(Specification.from_mapping(mapping))


@pytest.mark.parametrize(("mapping", "text", "meaning"), READ, ids=[text for _, text, _ in READ])
def test_a_formula_means_what_its_writer_meant(mapping: Mapped, text: str, meaning: Meaning) -> None:
    """By its value with these numbers, and with others close by."""
    where = figure(mapping)
    with where.specification.spoken():
        read = read_formula(text, where)
        assert read is not None
        for each in (where, *where.near):
            assert value_at(read, each) == pytest.approx(meaning(named(each)), rel=1e-12)


REFUSED: list[tuple[Mapped, str]] = [
    *((NETWORK, text) for text in ("2 3", "h1 2", "(h1) 2", "2 3 h1", "h1 2 h2", "one two", "2. 5")),
    # Names of which nobody can tell where one ends.
    *((NETWORK, text) for text in ("h1h2", "dL/dzoh1", "wo1h1", "h_1h_2", "dLdzo h1", "q h1", "h1 q")),
    # Does what follows belong to the denominator?
    *((NETWORK, text) for text in ("1/2 h1", "h1/h2 h1", "h1/h2(h1 + 1)", "1/h2^2 h1", "h1/(h2) h1")),
    *(
        (NETWORK, text)
        for text in ("tanh z1", "h1 tanh", "h1,h2", "h1 and h2", "h1 if h2 else z1", "lambda", "h1.real")
    ),
    *((NETWORK, text) for text in ("__import__('os')", "h1(", "h1)", "()", "h1 ()", "{", "$", "", "h1 h2 *", "∇", "∂")),
    *(
        (NETWORK, text)
        for text in (r"\frac{h_1}{", r"\frac h_1", r"\input{h1}", "d L over", "derivative of L", "eval(h1)")
    ),
    (GERMAN, "h eins zwei"),
    (LETTERS, "aba"),
    (LETTERS, "b 2"),
]


@pytest.mark.parametrize(("mapping", "text"), REFUSED, ids=[text for _, text in REFUSED])
def test_what_could_mean_two_things_is_refused(mapping: Mapped, text: str) -> None:
    """With a sentence that says what to write: a sign between what is multiplied."""
    where = figure(mapping)
    with where.specification.spoken():
        verdict = judge_formula(where, Task("formula", names_asked(where), "", "", "", ()), text)
        unknown = unknown_name(text, where)
        names = listed.listed(nearest_names(unknown, where))
        told = (
            words.NO_NAME.format(name=unknown, names=names)
            if unknown
            else words.NO_FORMULA.format(example=example(where))
        )
        assert (verdict.kind, verdict.sentence) == ("unreadable", told)
        assert "*" in told.replace(text, "").replace(example(where), "")


def names_asked(where: Drawn) -> str:
    return where.backward[-1]
