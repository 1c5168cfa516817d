"""The figure: frames, layout, specification and the seam to the browser."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from xml.etree import ElementTree

import pytest

from backprop.errors import BackpropError, SpecificationError
from backprop.expression import ALIASES, ARITIES
from backprop.figure import svg
from backprop.figure.frames import build_figure
from backprop.figure.reading import LARGEST_VALUE
from backprop.figure.specification import Specification
from backprop.figure.subjects import SteppedSubject, scene_of
from backprop.languages import words
from backprop.losses import LOSSES
from backprop.primitives import ACTIVATIONS
from backprop.session import answer

CHAPTER = Specification.from_mapping({"network": [1, 2, 1], "name": "one-two-one"})
FIGURE = build_figure(CHAPTER)


def test_the_chapters_figure_has_21_frames() -> None:
    """The given values, seven forward steps, thirteen backward steps."""
    phases = [frame.phase for frame in FIGURE.frames]
    assert phases == ["given"] + ["forward"] * 7 + ["backward"] * 13
    assert (FIGURE.forward_steps, FIGURE.backward_steps) == (7, 13)
    assert FIGURE.frames[20].status == ("Step 20 of 20, backward. The gradient at b 2 is 0.1609: 0.1609 times 1.")


def test_every_frame_is_well_formed() -> None:
    """Drawing and text parse as XML, so no page can be broken by them."""
    for frame in FIGURE.frames:
        drawing, *rooms = ElementTree.fromstring(frame.drawing)
        assert drawing.tag == "svg"
        assert drawing.get("role") == "img"
        assert [list(room) for room in rooms] == [[], []]
        text = re.sub(r"&#x206[12];", "", frame.text)
        assert ElementTree.fromstring(f"<div>{text}</div>").find(".//math") is not None


def shown(frame_index: int, css_class: str) -> list[str]:
    """All text of one class in a frame's drawing."""
    root = ElementTree.fromstring(FIGURE.frames[frame_index].drawing)
    return ["".join(e.itertext()) for e in root.iter() if e.get("class") == css_class]


@pytest.mark.parametrize(("step", "values", "gradients"), [(0, 9, 0), (7, 16, 0), (20, 16, 14)])
def test_values_and_gradients_appear_as_they_are_computed(step: int, values: int, gradients: int) -> None:
    """Nine given values, then seven computed; thirteen gradients and the seed ∂L/∂L = 1."""
    assert len(shown(step, "v")) == values
    assert len(shown(step, "g")) == gradients


def test_fields_are_the_given_values() -> None:
    """Every parameter, input and target can be changed."""
    names = [field.name for field in FIGURE.fields]
    assert sorted(names) == sorted(["w11", "b1", "w12", "b2", "wo1", "wo2", "bo", "x", "y"])


SAMPLED = {"network": [1, 1], "samples": [{"x": 1, "y": 0}, {"x": 2, "y": 1}]}
WHOLE: list[tuple[dict[str, object], str]] = [
    ({"network": [1, 1]}, "fade"),
    ({"network": [1, 1], "initial": "he"}, "seed"),
    (SAMPLED, "sample"),
    ({"count": "multiplications", "depths": [1, 2]}, "width"),
    ({"signal": "gradients"}, "width"),
    ({"signal": "gradients"}, "seed"),
    ({"physics": "heat"}, "updates"),
    ({"descent": "(w*x - y)**2", "start": {"w": 1}, "samples": SAMPLED["samples"], "rate": 0.1}, "updates"),
]


@pytest.mark.parametrize(("mapping", "key"), WHOLE, ids=str)
@pytest.mark.parametrize("value", [True, 1.5, "1", None, [1], -1, 10**7], ids=str)
def test_every_whole_number_is_asked_for_in_one_way(mapping: dict[str, object], key: str, value: object) -> None:
    """Whoever reads it: nothing else is taken for one, and the remedy says from where to where."""
    with pytest.raises(SpecificationError, match=r"give a whole number from \d+ to \d+") as caught:
        Specification.from_mapping({**mapping, key: value})
    assert (caught.value.argument, caught.value.value) == (key, str(value))


def test_same_specification_same_bytes() -> None:
    """Nothing in a figure depends on when or how often it is made."""
    assert build_figure(CHAPTER) == FIGURE
    assert Specification.from_mapping(CHAPTER.to_mapping()) == CHAPTER


@pytest.mark.parametrize(
    ("mapping", "argument", "remedy"),
    [
        ({"netwrk": [1, 2, 1]}, "netwrk", "did you mean network?"),
        ({}, "network", "add a line"),
        ({"network": [1]}, "network", "list 2 to 8"),
        ({"network": "1-2-1"}, "network", "list 2 to 8"),
        ({"network": [1, 0, 1]}, "network", "whole numbers from 1 to 8"),
        ({"network": [1, 10_000, 1]}, "network", "whole numbers from 1 to 8"),
        ({"network": [1, True, 1]}, "network", "whole numbers"),
        ({"network": [8, 8, 8, 8, 1]}, "network", "at most 120 weights"),
        ({"network": [1, 2, 1], "activation": "tanhh"}, "activation", "did you mean tanh?"),
        ({"network": [1, 2, 1], "activation": ["tanhh"]}, "activation", "use one of"),
        ({"network": [1, 2, 1], "loss": "hinge"}, "loss", "use one of"),
        ({"network": [1, 2, 1], "values": {"w13": 1}}, "w13", "there is no w13 here; did you mean w"),
        ({"network": [1, 2, 1], "values": {"w11": float("nan")}}, "w11", "give a number from"),
        ({"network": [1, 2, 1], "values": {"w11": float("inf")}}, "w11", "give a number from"),
        ({"network": [1, 2, 1], "values": {"w11": 10**400}}, "w11", "give a number from"),
        ({"network": [1, 2, 1], "values": {"w11": 2 * LARGEST_VALUE}}, "w11", "give a number"),
        ({"network": [1, 2, 1], "values": {"w11": "half"}}, "w11", "give a number, such as"),
        ({"network": [1, 2, 1], "values": {"w11": True}}, "w11", "give a number, such as"),
        ({"network": [1, 2, 1], "values": [0.8]}, "values", "list names and numbers"),
        ({"network": [1, 1], "expression": "x"}, "expression", "leave out network"),
        ({"expression": "x*y", "values": {"x": 1}}, "y", "add y: 0.5 under values"),
        ({"expression": 7}, "expression", "give text"),
        ({"expression": "x + __class__"}, "expression", "at column 5"),
        ({"expression": ""}, "expression", "write an expression"),
        ({"expression": "+".join(["x*x"] * 40)}, "expression", "1 to 60 operations"),
        ({"expression": "x*x", "activation": "tanh"}, "activation", "use one of"),
        ({"network": [1, 2, 1], "title": 7}, "title", "give text"),
        ({"network": [1, 2, 1], "title": "x" * 201}, "title", "at most 200"),
    ],
)
def test_a_wrong_specification_names_key_value_and_remedy(
    mapping: dict[str, object], argument: str, remedy: str
) -> None:
    """The author learns what is wrong and what would be right."""
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping(mapping)
    assert caught.value.argument == argument
    assert remedy in caught.value.remedy
    assert argument in str(caught.value)


def test_the_session_answers_with_all_frames() -> None:
    """One JSON request in, every frame out."""
    request = {"call": "frames", "specification": CHAPTER.to_mapping()}
    read = json.loads(answer(json.dumps(request)))
    assert [frame["drawing"] for frame in read["frames"]] == [f.drawing for f in FIGURE.frames]
    assert read["table"] == FIGURE.table


@pytest.mark.parametrize("steps", [[], [0], [20, 3], list(range(21))])
def test_a_glance_has_the_frames_that_are_asked_for(steps: list[int]) -> None:
    """The same ones that the whole figure has, in the order of the question, the given values included."""
    request = {"call": "glance", "specification": CHAPTER.to_mapping(), "steps": steps}
    read = json.loads(answer(json.dumps(request)))
    assert read == {"frames": [asdict(FIGURE.frames[step]) for step in steps]}


@pytest.mark.parametrize("steps", [None, 3, "3", [21], [-1], [1.5], [True], ["3"]])
def test_a_glance_at_no_step_is_refused(steps: object) -> None:
    """Numbers of steps that the figure has, and nothing else."""
    request = {"call": "glance", "specification": CHAPTER.to_mapping(), "steps": steps}
    assert json.loads(answer(json.dumps(request)))["error"]["argument"] in ("step", "steps")


@pytest.mark.parametrize(
    "request_text",
    [
        "",
        "[]",
        "nonsense",
        '{"call":"eval"}',
        '{"call":"frames"}',
        '{"call":"frames","specification":{"network":[1,2,1],"values":{"x":1e999}}}',
        '{"call":"frames","specification":{"network":[1,2,1],"values":{"__class__":1}}}',
    ],
)
def test_the_session_never_raises(request_text: str) -> None:
    """A bad request is answered with an error that says what is wrong."""
    error = json.loads(answer(request_text))["error"]
    assert set(error) == {"argument", "value", "remedy", "message"}


def test_markup_in_a_title_is_text() -> None:
    """A specification's text reaches frames only escaped."""
    name = "<script>"
    figure = build_figure(Specification.from_mapping({"network": [1, 1], "name": name}))
    assert all("<script>" not in frame.text for frame in figure.frames)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_makes_a_figure(activation: str) -> None:
    """Whatever the engine can differentiate can be drawn and told."""
    specification = {"network": [1, 2, 1], "activation": activation}
    figure = build_figure(Specification.from_mapping(specification))
    assert len(figure.frames) == 21


BINARY = {"network": [1, 1], "loss": "binary-cross-entropy"}
SHARED = {"network": [1, 2], "loss": "softmax-cross-entropy"}


@pytest.mark.parametrize(
    ("shape", "targets", "argument", "remedy"),
    [
        (BINARY, {"y": 2}, "y", "from 0 to 1"),
        (BINARY, {"y": -0.1}, "y", "from 0 to 1"),
        (BINARY | {"network": [1, 2]}, {"y1": 1, "y2": 1.001}, "y2", "from 0 to 1"),
        (SHARED, {"y1": 1.5, "y2": -0.5}, "y1", "from 0 to 1"),
        (SHARED, {"y1": 1, "y2": 1}, "y1 + y2", "add up to 1"),
        (SHARED, {"y1": 0, "y2": 0}, "y1 + y2", "add up to 1"),
        (SHARED | {"network": [2, 1]}, {}, "network", "two outputs or more"),
    ],
)
def test_what_no_cross_entropy_can_have_is_refused(
    shape: dict[str, object], targets: dict[str, float], argument: str, remedy: str
) -> None:
    """A target that is no probability, in a fence and in a field; classes that do not share 1; a class alone."""
    with pytest.raises(BackpropError, match=remedy) as caught:
        Specification.from_mapping({**shape, "values": targets})
    assert caught.value.argument == argument
    asked = {"call": "frames", "specification": {**shape, "values": targets}}
    assert json.loads(answer(json.dumps(asked)))["error"]["argument"] == argument


@pytest.mark.parametrize(
    ("shape", "targets"),
    [
        (BINARY, {"y": 0}),
        (BINARY, {"y": 0.25}),
        (BINARY | {"network": [1, 2]}, {"y1": 1, "y2": 1}),
        (SHARED, {"y1": 0.3, "y2": 0.7}),
        (SHARED | {"network": [1, 3]}, {"y1": 0.3333, "y2": 0.3333, "y3": 0.3333}),
        ({"network": [1, 1]}, {"y": 2}),
    ],
)
def test_what_a_loss_can_have_is_taken(shape: dict[str, object], targets: dict[str, float]) -> None:
    """Probabilities and shares, rounded ones too; anything where the loss is of squares."""
    assert build_figure(Specification.from_mapping({**shape, "values": targets})).frames


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_makes_a_figure(loss: str) -> None:
    """One output, where the loss can do with one, and several."""
    for widths in ([1, 2, 1], [2, 2, 2])[LOSSES[loss].targets == "shared" :]:
        figure = build_figure(Specification.from_mapping({"network": widths, "loss": loss}))
        assert figure.backward_steps > 0


OPERATORS = ("add", "sub", "mul", "div", "neg", "power", "pow")
CALLS = [ALIASES.get(name, name) for name in ARITIES]
LOSS_OPERATIONS = [name.replace("-", "_") for name in LOSSES]


@pytest.mark.parametrize(
    "operation", sorted({*OPERATORS, *CALLS, *(name.replace("-", "_") for name in ACTIVATIONS), *LOSS_OPERATIONS})
)
def test_every_operation_is_told_in_its_own_words(operation: str) -> None:
    """Whatever a fence can name: none is left to the sentence that fits all and says little."""
    assert operation in words.FORWARD
    assert operation in words.BACKWARD


BAYDIN = {"expression": "log(x1) + x1*x2 - sin(x2)", "values": {"x1": 2, "x2": 5}}


def test_an_expression_makes_a_figure() -> None:
    """Any formula is stepped like a network; both gradients of Baydin's example are there."""
    figure = build_figure(Specification.from_mapping(BAYDIN))
    statuses = [frame.status for frame in figure.frames]
    assert "Step 5 of 11, forward. y is 11.65: 10.69 minus minus 0.9589." in statuses
    assert "Step 11 of 11, backward. The gradient at x 1 is 5.5: 1 times 5 plus 1 times 0.5." in statuses
    assert any("The gradient at x 2 is 1.716: " in status for status in statuses)


def test_a_gradient_is_announced_with_what_it_is_made_of() -> None:
    """As many products as there is room for, or their sum where each has a step of its own; powers of ten as they are
    said."""
    figures = [
        {"expression": "y = x*w + x*v + x*u", "values": {"x": 1, "w": 2, "v": 3, "u": -4}},
        {"expression": "y = x*w + x*v + x*u + x**2", "values": {"x": 1, "w": 2, "v": 3, "u": -4}},
        {"expression": "u = x*w; y = u**2", "values": {"x": -2e-4, "w": 3e-3}},
        {"expression": "u = sin(x); y = u*cos(x)", "values": {"x": 2}, "sums": "split"},
    ]
    frames = [frame for each in figures for frame in build_figure(Specification.from_mapping(each)).frames]
    said = [frame.status.partition("gradient at x ")[2] for frame in frames if "gradient at x" in frame.status]
    assert said == [
        "is 1: 1 times minus 4 plus 1 times 3 plus 1 times 2.",
        "is 3: 1 times 2 plus 1 times minus 4 plus 1 times 3 plus 1 times 2.",
        "is minus 3.6 times 10 to the power minus 9: minus 1.2 times 10 to the power minus 6 times 0.003.",
        "is minus 0.8268: 0.9093 times minus 0.9093.",
        "is 0.1732: minus 0.4161 times minus 0.4161.",
        "is minus 0.6536: minus 0.8268 plus 0.1732.",
    ]


def test_a_value_is_announced_with_what_it_is_made_of() -> None:
    """Weighted sums as their formulas have them, operations by their sign or their name, others by the numbers that go
    in; nothing where that would be the result again. A mean says its parts, and a derivative in forward mode
    its products."""
    calls: dict[str, object] = {
        "expression": "u = x**3; v = u/w - w; y = max(v, tanh(x)) + (-x)",
        "values": {"x": 2, "w": -4},
    }
    nets: dict[str, object] = {"network": [1, 1], "values": {"wo1": 2, "bo": -1, "x": 3, "y": 4}}
    figures: list[tuple[dict[str, object], list[str]]] = [
        (
            calls,
            [
                *("8: 2 to the power 3", "minus 2: 8 divided by minus 4", "2: minus 2 minus minus 4"),
                *("0.964: tanh of 2", "2: from 2 and 0.964", "minus 2", "0: 2 plus minus 2"),
            ],
        ),
        (nets, ["5: 2 times 3 plus minus 1", "5", "0.5: from 5 and 4"]),
        ({**nets, "bias": "none", "values": {"wo1": 2, "x": 3, "y": 4}}, ["6: 2 times 3", "6", "2: from 6 and 4"]),
        (
            {"expression": "y = a*b", "values": {"a": 3, "b": -2}, "mode": "forward", "by": "a"},
            ["minus 6: 3 times minus 2"],
        ),
    ]
    for described, expected in figures:
        frames = build_figure(Specification.from_mapping(described)).frames
        said = [frame.status.partition(" is ")[2][:-1] for frame in frames if ", forward." in frame.status]
        assert said == expected
    mean = build_figure(
        Specification.from_mapping({"network": [1, 1], "samples": [{"x": 0, "y": 1}, {"x": 1, "y": 1}]})
    )
    assert next(each.status for each in mean.frames if "losses of all" in each.status).count("from ") == 1
    tangents = build_figure(Specification.from_mapping({**figures[-1][0]})).frames[-1].status
    assert tangents.endswith("The derivative of y by a is minus 2: 1 times minus 2.")


def test_a_matrix_is_announced_with_its_numbers() -> None:
    """Row by row where they are few, and what the first is made of, if anything; a single number as in scalars."""
    small: dict[str, object] = {"network": [1, 1], "values": {"wo1": 2, "bo": -1, "x": 3, "y": 4}}
    two = [{"x1": 1, "x2": 2, "y1": 0, "y2": 0}, {"x1": -1, "x2": 0, "y1": 0, "y2": 0}]
    square: dict[str, object] = {"network": [2, 2], "view": "layers", "bias": "none", "samples": two}

    def told(described: dict[str, object]) -> list[str]:
        frames = build_figure(Specification.from_mapping(described)).frames
        return [each.status.partition("ward. ")[2] for each in frames]

    alone, scalars = told({**small, "view": "layers"}), told(small)
    assert [each.lower() for each in alone[1:6]] == [each.lower() for each in scalars[1:6]]
    assert alone[6] == "The gradient at W o is 3: 1 times 3."
    _, first, second, *_ = told(square)
    rows = "2 by 2. Row 1: minus 0.2 and minus 0.2. Row 2: minus 0.8 and minus 1.2."
    assert first == f"Z o is known, {rows} The first number is minus 0.2: 0.8 times 1 plus minus 0.5 times 2."
    assert second == f"Y hat is known, {rows}"
    numbers = "Its numbers: minus 0.2 and minus 0.2. The first number is minus 0.2: 0.8 times 1 plus minus 0.5 times 2."
    given = {name: two[0][name] for name in ("x1", "x2")}
    assert told({"network": [2, 2], "view": "layers", "bias": "none", "values": given})[1].endswith(numbers)
    many = told({"network": [2, 4], "view": "layers"})[6]
    assert many.startswith("The gradient at W o is known, 4 by 2. The first number is ")


@pytest.mark.parametrize(
    ("mapping", "head"),
    [
        ({"network": [1, 2, 1]}, 'Gradient ∂<math><mi data-n="L">L</mi></math>/∂·'),
        ({"expression": "a*b", "values": {"a": 1, "b": 2}}, 'Gradient ∂<math><mi data-n="y">y</mi></math>/∂·'),
        (
            {"expression": "f_1 = a*b", "values": {"a": 1, "b": 2}},
            'Gradient ∂<math><msub data-n="f_1"><mi>f</mi><mn>1</mn></msub></math>/∂·',
        ),
        (
            {"expression": "a*b", "values": {"a": 1, "b": 2}, "mode": "forward"},
            'Derivative by <math><mi data-n="a">a</mi></math>',
        ),
    ],
)
def test_the_table_names_the_output_of_its_gradients(mapping: dict[str, object], head: str) -> None:
    """L is the loss of a network; the result of an expression has another name."""
    assert f'<th scope="col">{head}</th>' in build_figure(Specification.from_mapping(mapping)).table


@pytest.mark.parametrize(
    "mapping", [{"expression": "x", "values": {"x": 2}}, {"network": [1, 1, 1], "activation": "identity"}]
)
def test_the_identity_is_told_without_a_layer(mapping: dict[str, object]) -> None:
    """The sentence holds for a network's output and for an expression, which has no layers."""
    texts = [frame.text for frame in build_figure(Specification.from_mapping(mapping)).frames]
    assert any("unchanged: no function is applied to it." in text for text in texts)
    assert not any("layer" in text for text in texts)


def _subject(mapping: dict[str, object]) -> SteppedSubject:
    subject = Specification.from_mapping(mapping).subject
    assert isinstance(subject, SteppedSubject)
    return subject


CLOSED = {"expression": "u = tanh(w*x + b)", "residual": "u_xx + u", "values": {"w": 1, "x": 1, "b": 0}}


@pytest.mark.parametrize("widths", [[1, 2, 1], [1, 2, 2, 1], [2, 3, 2], [3, 4, 3], [8, 8, 1], [5, 5, 5, 1]], ids=str)
def test_every_parameter_stands_in_every_drawing(widths: list[int]) -> None:
    """Weights and biases with their numbers, from the first step on, and with all gradients in the last one."""
    mapping: dict[str, object] = {"name": "all", "network": widths}
    frames, graph = build_figure(Specification.from_mapping(mapping)).frames, scene_of(_subject(mapping)).graph
    wanted = {svg.symbol(graph.nodes[each].name)[0] for each in graph.parameters}
    for number in (0, 1, len(frames) // 2, len(frames) - 1):
        labels = re.findall(r'<g class="p[^>]*>(.*?)</g>', frames[number].drawing)
        numbers = [label for label in labels if 'class="v"' in label]
        assert {re.search("<text[^>]*>(.*?)(<tspan class|</text>)", label)[1] for label in numbers} == wanted  # type: ignore[index]
    assert all('class="g"' in label for label in labels)


def test_nothing_that_is_remembered_of_a_drawing_gets_into_another() -> None:
    """Of the same numbers in another language and notation, with blanks, and one after the other."""
    keys: tuple[dict[str, object], ...] = ({}, {"lang": "de"}, {"notation": {"weights": "to-from"}}, {"fade": 5})
    network: dict[str, object] = {"name": "f", "network": [2, 2, 1]}
    described = [{**network, **own} for own in keys]
    described += [{**network, "view": "layers", **own} for own in keys if "fade" not in own]
    alone = []
    for each in described:
        for remembering in (svg._cell, svg._entry, svg._label):
            remembering.cache_clear()
        alone.append(build_figure(Specification.from_mapping(each)).frames)
    for each, frames in reversed(list(zip(described, alone, strict=True))):
        assert build_figure(Specification.from_mapping(each)).frames == frames
