"""Symbols as an author writes them, and names that stay what they are."""

from __future__ import annotations

import json
import re

import pytest

from backprop.errors import BackpropError
from backprop.figure import symbols, tex, text
from backprop.figure.frames import Figure, build
from backprop.figure.notations import of_site
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from backprop.network import multilayer_perceptron
from backprop.notation import Notation, notation, writing
from backprop.session import answer
from backprop.terms import Partial
from backprop.wiring import Wiring

TURNED = Notation(weights="to-from", depth=2)
RAISED = Notation(layers="superscript", depth=2)
DEEP = Notation(layers="superscript", weights="to-from", depth=3)


@pytest.mark.parametrize(
    ("chosen", "name", "shown"),
    [
        (Notation(), "w12", "w₁₂"),
        (TURNED, "w12", "w₂₁"),
        (TURNED, "wo1", "wₒ₁"),
        (TURNED, "wo12", "wₒ₂₁"),
        (TURNED, "w2_13", "w⁽²⁾₃₁"),
        (TURNED, "w1_1_10", "w⁽¹⁾₁₀,₁"),
        (TURNED, "x12", "x₁₂"),
        (RAISED, "w12", "w⁽¹⁾₁₂"),
        (RAISED, "wo1", "w⁽²⁾₁"),
        (RAISED, "zo", "z⁽²⁾"),
        (RAISED, "h2", "h⁽¹⁾₂"),
        (RAISED, "b", "b⁽¹⁾"),
        (RAISED, "gamma1", "γ⁽¹⁾₁"),
        (RAISED, "x1", "x₁"),
        (RAISED, "yhat", "ŷ"),
        (RAISED, "p1", "p₁"),
        (RAISED, "L", "L"),
        (DEEP, "h2_1", "h⁽²⁾₁"),
        (DEEP, "wo12", "w⁽³⁾₂₁"),
        (DEEP, "mu2", "μ⁽²⁾"),
        (DEEP, "b2", "b⁽²⁾"),
        (DEEP, "bo", "b⁽³⁾"),
        (Notation(layers="superscript"), "w12", "w₁₂"),
    ],
)
def test_a_symbol_is_written_so(chosen: Notation, name: str, shown: str) -> None:
    with writing(chosen):
        assert symbols.plain(name) == shown


@pytest.mark.parametrize("layers", ["names", "superscript"])
@pytest.mark.parametrize("widths", [[1, 1], [2, 2], [1, 2, 1], [3, 2, 2], [2, 2, 2, 1], [2, 3, 3, 2, 2]])
@pytest.mark.parametrize(
    "wiring",
    [Wiring(), Wiring(bias="shared"), Wiring(normalize="layer"), Wiring(bias="shared", normalize="layer")],
)
def test_no_two_quantities_are_written_alike(widths: list[int], wiring: Wiring, layers: str) -> None:
    """In any network and either order of indices."""
    if wiring.normalize == "layer" and min(widths[1:-1], default=1) < 2:
        wiring = Wiring(bias=wiring.bias)
    graph = multilayer_perceptron(widths, wiring=wiring).graph
    for weights in ("from-to", "to-from"):
        with writing(Notation(weights, layers, depth=len(widths) - 1)):
            shown = [symbols.plain(node.name) for node in graph.nodes]
        assert len(set(shown)) == len(shown)


@pytest.mark.parametrize(
    ("of", "by", "shown", "in_tex"),
    [
        ("L", "z1", "δ⁽¹⁾₁", r"\delta^{(1)}_{1}"),
        ("L2", "zo", "δ⁽²⁾", r"\delta^{(2)}"),
        ("L", "h1", "∂L/∂h⁽¹⁾₁", r"\frac{\partial L}{\partial h^{(1)}_{1}}"),
        ("z1", "x", "∂z⁽¹⁾₁/∂x", r"\frac{\partial z^{(1)}_{1}}{\partial x}"),
    ],
)
def test_delta_is_the_derivative_of_the_loss_by_a_weighted_sum(of: str, by: str, shown: str, in_tex: str) -> None:
    """And of nothing else by nothing else."""
    with writing(Notation(layers="superscript", delta=True, depth=2)):
        assert text.print_term(Partial(of, by)) == shown
        assert tex.print_term(Partial(of, by)) == in_tex


CHOSEN = {"weights": "to-from", "layers": "superscript", "delta": True, "arriving": "upstream"}
NETWORK: dict[str, object] = {"network": [1, 2, 1], "notation": CHOSEN, "values": {"w12": 0.25}}


def test_names_stay_what_they_are() -> None:
    """Under values, in quoted numbers, in the marks by which the page knows a symbol, and in the answers to it."""
    specification = Specification.from_mapping(NETWORK)
    assert specification.to_mapping()["notation"] == CHOSEN
    assert Specification.from_mapping(specification.to_mapping()) == specification
    plain = Specification.from_mapping({**NETWORK, "notation": {}})
    assert specification.values == plain.values
    assert quotable(specification) == quotable(plain)
    figure, other = build(specification), build(plain)
    assert isinstance(figure, Figure)
    assert isinstance(other, Figure)
    assert [each.name for each in figure.fields] == [each.name for each in other.fields]
    for mine, theirs in zip(figure.frames, other.frames, strict=True):
        names = [re.findall(r'data-n="([^"]*)"', frame.drawing) for frame in (mine, theirs)]
        assert names[0] == names[1]
    assert notation() == Notation(), "and what is built next is written as before"


def test_a_figure_says_what_its_letters_and_words_are() -> None:
    """In every sentence, in the page and in the answers of the engine alike."""
    figure = build(Specification.from_mapping({**NETWORK, "name": "n"}))
    assert isinstance(figure, Figure)
    assert "δ stands for ∂L/∂z" in figure.structure
    told = "".join(frame.text for frame in figure.frames)
    assert "upstream gradient" in told
    assert "arriving" not in told
    assert "<mi>δ</mi>" in told
    live = answer('{"call":"frames","specification":' + json.dumps({**NETWORK, "name": "n"}) + "}")
    assert "upstream gradient" in live


@pytest.mark.parametrize(
    ("mapping", "own"),
    [
        ({"network": [1, 1]}, CHOSEN),
        ({"expression": "x*x"}, {"arriving": "upstream"}),
        ({"python": "x*x"}, {"arriving": "upstream"}),
        ({"count": "operations"}, None),
        ({"network": [1, 1], "notation": {}}, None),
    ],
)
def test_a_site_has_one_notation(mapping: dict[str, object], own: dict[str, object] | None) -> None:
    """A figure takes of it what it has a use for, unless it has one of its own."""
    assert of_site(CHOSEN, mapping) == ({} if own is None else {"notation": own})


@pytest.mark.parametrize(
    ("mapping", "argument", "remedy"),
    [
        ({**NETWORK, "notation": "upstream"}, "notation", "list what differs"),
        ({**NETWORK, "notation": {"weight": "to-from"}}, "notation.weight", "did you mean weights"),
        ({**NETWORK, "notation": {"weights": "ij"}}, "notation.weights", "use one of from-to, to-from"),
        ({**NETWORK, "notation": {"layers": True}}, "notation.layers", "use one of names, superscript"),
        ({**NETWORK, "notation": {"delta": 1}}, "notation.delta", "write true or false"),
        ({**NETWORK, "notation": {"arriving": "up"}}, "notation.arriving", "use one of arriving, upstream"),
        (
            {"expression": "x*x", "values": {"x": 1}, "notation": {"delta": True}},
            *("notation.delta", "only a network has layers"),
        ),
        ({"count": "operations", "widths": [1, 2], "notation": {"arriving": "upstream"}}, "notation", "leave"),
    ],
)
def test_a_wrong_notation_names_key_and_remedy(mapping: dict[str, object], argument: str, remedy: str) -> None:
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping(mapping)
    assert caught.value.argument == argument
    assert remedy in caught.value.remedy
