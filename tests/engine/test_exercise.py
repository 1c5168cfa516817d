"""Exercises: the same paper for ever, no dull draw, the right key by other arithmetic, and every slip by its name."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path

import pytest

from backprop.chance import Chance
from backprop.errors import SpecificationError
from backprop.exercise import codes, counted, dull, numbers, papers, session, sheets
from backprop.exercise.drawn import Drawn
from backprop.exercise.dull import BY_HAND
from backprop.exercise.kinds import KINDS
from backprop.exercise.papers import Paper
from backprop.exercise.specification import Exercise
from backprop.exercise.tasks import Task, in_line, in_symbols
from backprop.figure.kinds import kind_of
from backprop.figure.numbers import plain
from backprop.figure.specification import Specification
from backprop.figure.text import print_term
from backprop.primitives import FAMILIES, PRIMITIVES
from backprop.rows import Primitive
from backprop.steps import MeanStep
from backprop.terms import Number
from tests.engine import exercises, wired_keys
from tests.engine.exercises import (
    ALL,
    BUG,
    FORK,
    MATRIX,
    NEURON,
    PATHS,
    SAMPLES,
    SHAPES,
    SMALL,
    TABLE,
    TWO,
    Mapped,
    drawn,
    given,
    in_sight,
)
from tests.engine.telling_apart import require_apart

GOLDEN = Path(__file__).with_suffix(".json")
DRAWS = 12
WITHOUT = ("count", "signal", "descent", "physics", "fade", "predict", "bug", "sums")


def told(made: Paper) -> dict[str, object]:
    """What a golden file holds of a paper: all that chance decides on."""
    tasks = [[task.kind, task.about, task.answer, *task.behind, task.slip] for task in made.tasks]
    return {"values": dict(made.drawn.specification.values), "tasks": tasks}


def golden() -> dict[str, list[dict[str, object]]]:
    """What stands in the file. For this version of the generator it never changes; exercises are added to it."""
    return {name: [told(drawn(mapping, number)) for number in range(3)] for name, mapping in ALL.items()}


def written() -> str:
    return json.dumps(golden(), ensure_ascii=False, indent=1) + "\n"


def test_the_same_seed_gives_the_same_paper_for_ever() -> None:
    """Numbers, what is asked, the order of options, and the key."""
    assert golden() == json.loads(GOLDEN.read_text("utf-8"))


def test_chance_is_even_and_its_beginnings_differ() -> None:
    """Of 6,000 throws of a die each side comes about as often; another seed or number is another row."""
    die = Chance(1)
    counts = [0] * 6
    for _ in range(6000):
        counts[die.below(6)] += 1
    assert all(900 < count < 1100 for count in counts)
    rows = {tuple(Chance(*begin).below(1000) for _ in range(4)) for begin in ((1,), (2,), (1, 0), (0, 1), (1, 1))}
    assert len(rows) == 5


@pytest.mark.parametrize("mapping", ALL.values(), ids=ALL)
def test_no_draw_is_dull_and_its_own_key_is_right(mapping: Mapped) -> None:
    """No kink, no zero, no two slips with one answer, whatever is asked; and whoever types the key is right."""
    for number in range(DRAWS):
        made = drawn(mapping, number)
        graph, values = made.drawn.run.graph, made.drawn.run.values
        for node in graph.nodes:
            assert not (node.operation and node.operation.at_kink(*(values[parent] for parent in node.parents)))
        for place, task in enumerate(made.tasks):
            assert made.judge(place, task.answer).kind == "right", (number, task.answer)
            assert len(task.hints) == 3
            wired_keys.require(made, task)
            require_apart(made, task)


def test_a_zero_in_a_set_makes_no_gradient_zero() -> None:
    """A weight of 0 is drawn from steps such as those that the error for a set proposes, and a bias of 0 may be."""
    steps = {"from": -1, "to": 1, "step": 0.5}
    mapping = {**NEURON, "activation": "identity", "draw": {"values": {"*": steps}}, "ask": [{"value": "L"}]}
    drawn_values = set()
    for number in range(5 * DRAWS):
        made = drawn(mapping, number).drawn
        drawn_values |= set(made.specification.values.items())
        assert all(made.step(name).result for name in made.backward)
    assert ("w11", 0) not in drawn_values
    assert ("b1", 0) in drawn_values


ROWS = [*PRIMITIVES.values(), *(row.member((2, 1) if name == "softmax" else 2) for name, row in FAMILIES.items())]
NOT_CALLED = (
    *("add", "sub", "mul", "div", "neg", "pow", "identity", "scaled", "masked", "normalized"),
    *("above", "below", "at_least", "at_most"),
)
"""Operations that no text calls, and that graphs have all the same."""
SOME = (3.0, 1.0, 0.0, 0.25, -2.5)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.offered or row.name in NOT_CALLED], ids=lambda row: row.name
)
def test_what_is_short_by_hand_is_known_of_each_operation(row: Primitive) -> None:
    """Of whole numbers, halves and quarters it makes such parts again, or there are some of which it does not."""
    made: list[float] = []
    for arguments in product(SOME, repeat=len(row.arguments)):
        with suppress(ValueError, ArithmeticError, TypeError):
            made.append(float(row.compute(*arguments)))
    assert made
    assert (row.name in BY_HAND) == all((value * 2**16).is_integer() for value in made)


def relu(z: Fraction) -> Fraction:
    return max(z, Fraction(0))


SLOPES: Mapping[str, Callable[[Fraction], Fraction]] = {
    "relu": relu,
    "leaky-relu": lambda z: max(z, z / 100),
    "identity": lambda z: z,
}


def loss(values: Mapping[str, Fraction], hidden: int, activation: str) -> Fraction:
    """The loss of a network with one input, one hidden layer and one output, in fractions."""
    function = SLOPES[activation]
    units = [function(values[f"w1{i}"] * values["x"] + values[f"b{i}"]) for i in range(1, hidden + 1)]
    output = sum((values[f"wo{i}"] * unit for i, unit in enumerate(units, 1)), values["bo"])
    return (output - values["y"]) ** 2 / 2


@pytest.mark.parametrize(("mapping", "hidden"), [(NEURON, 1), (TWO, 2)], ids=["neuron", "two"])
def test_keys_agree_with_exact_differences(mapping: Mapped, hidden: int) -> None:
    """The loss is a square along each number on either side of a kink, so differences in fractions are exact."""
    for number in range(DRAWS):
        made = drawn(mapping, number)
        values = {name: Fraction(value) for name, value in made.drawn.specification.values.items()}
        activation = str(made.drawn.specification.to_mapping()["activation"])
        step = Fraction(1, 10**6)
        for name in values:
            if f"dL/d{name}" not in made.drawn.places:
                continue
            up, down = (loss({**values, name: values[name] + side}, hidden, activation) for side in (step, -step))
            assert made.drawn.step(f"dL/d{name}").result == pytest.approx(float((up - down) / (2 * step)), rel=1e-12)


# Exercise, task, an answer, and the verdict: its kind, and the slip that explains it.
FIRST: Mapping[str, float] = dict(drawn(NEURON).drawn.specification.values)
JUDGED: list[tuple[Mapped, int, str, str, str]] = [
    (NEURON, 0, str(FIRST["w11"] * FIRST["x"]), "slip", "forgot_bias"),
    (NEURON, 0, "a lot", "unreadable", ""),
    (TWO, 4, "4", "slip", "forgot_biases"),
    (TWO, 4, "seven", "unreadable", ""),
    (TWO, 4, "9", "wrong", ""),
    (TWO, 3, "a b", "unreadable", ""),
    (TWO, 3, "a a a a a", "unreadable", ""),
    (TWO, 2, "z", "unreadable", ""),
    (SHAPES, 0, "2 by", "unreadable", ""),
    (SHAPES, 0, "7x7", "wrong", ""),
    (PATHS, 1, "1", "wrong", ""),
    (PATHS, 1, "1.5", "unreadable", ""),
    (PATHS, 2, "dy/da", "wrong", ""),
    (PATHS, 2, "b", "slip", "missing_path"),
    (PATHS, 2, "b - c", "slip", "wrong_sign_of_part"),
    (PATHS, 2, "-(b + c)", "slip", "wrong_sign"),
    (PATHS, 2, "b*c", "wrong", ""),
    (PATHS, 2, "b + q", "unreadable", ""),
    (PATHS, 2, "b +", "unreadable", ""),
    (PATHS, 2, "__import__('os')", "unreadable", ""),
    (PATHS, 2, str(drawn(PATHS).drawn.step("dy/da").result), "wrong", ""),
    (FORK, 0, "nothing", "unreadable", ""),
]


@pytest.mark.parametrize(("mapping", "place", "text", "kind", "slip"), JUDGED, ids=str)
def test_a_wrong_answer_is_told_by_its_slip(mapping: Mapped, place: int, text: str, kind: str, slip: str) -> None:
    verdict = drawn(mapping).judge(place, text)
    assert (verdict.kind, verdict.slip) == (kind, slip)
    assert verdict.sentence
    assert "{" not in verdict.sentence


WAYS = [
    "dy/dv2*c + dy/dv1*b",
    "∂y/∂v₂·c + ∂y/∂v₁·b",
    r"\frac{\partial y}{\partial v_1} \cdot b + \frac{\partial y}{\partial v_{2}} \times c",
    "dy/da = b + c",
    "d y by d v 1 times b plus d y by d v 2 times c",
    "c + b",
    "b^2/b + c",
    "b² / b − (0 − c)",
]


@pytest.mark.parametrize("text", WAYS)
def test_a_formula_may_be_written_in_many_ways(text: str) -> None:
    """As a program, as the page has it, in TeX, as it is spoken, and by any other formula with the same value."""
    assert drawn(PATHS).judge(2, text).kind == "right"


NOTATIONS: list[Mapped] = [
    {},
    {"weights": "to-from"},
    {"layers": "superscript"},
    {"delta": True},
    {"weights": "to-from", "layers": "superscript", "delta": True},
]


@pytest.mark.parametrize("notation", NOTATIONS, ids=str)
@pytest.mark.parametrize("widths", [[1, 2, 1], [2, 2, 2], [1, 2, 2, 1]], ids=str)
def test_a_formula_may_be_written_as_the_figure_writes_it(widths: list[int], notation: Mapped) -> None:
    """Whoever types the key is right in every notation."""
    where = Drawn(Specification.from_mapping({"network": widths, "notation": notation}))
    with where.specification.spoken():
        for name in numbers.formulas(where):
            key = print_term(in_symbols(where, name).lines[-1])
            task = Task("formula", name, "", key, "", ())
            assert numbers.judge_formula(where, task, key).kind == "right", (name, key)


def test_a_formula_in_german_may_have_decimal_commas() -> None:
    """And points, as in a field for a number."""
    mapping = {**PATHS, "lang": "de", "expression": "0.5*a**2 + 1.5*a*b + c", "ask": [{"formula": "dy/da"}]}
    made = drawn(mapping)
    (task,) = made.tasks
    for text in (task.answer, "a + 1,5*b", "a + 1.5*b", "∂y/∂a = a + 1,5·b"):
        assert made.judge(0, text).kind == "right", text
    assert made.judge(0, "a + 1,6*b").kind == "wrong"


TWICE = [{"x": 1, "y": 0}, {"x": 2, "y": 1}]
UNUSUAL: list[Mapped] = [
    *({"network": [2, 2, 1], **more} for more in ({"bias": "none"}, {"bias": "shared"}, {"skip": [[0, 1]]})),
    *({"network": [2, 2, 1], **more} for more in ({"dropout": {"h1": 0}}, {"normalize": "layer"}, {"fixed": ["w11"]})),
    {"network": [1, 2, 1], "samples": TWICE},
    {"network": [1, 2, 1], "mode": "forward"},
    {"expression": "a*b + a*c", "values": {"a": 1, "b": 2, "c": 3}},
    {"python": "z = w*x\nL = (z - 1)**2", "values": {"w": 1, "x": 2}},
]


@pytest.mark.parametrize("mapping", UNUSUAL, ids=str)
def test_what_no_sentence_explains_is_not_counted(mapping: Mapped) -> None:
    """Parameters and steps of a network of weights and biases alone; of others, products only."""
    where = Drawn(Specification.from_mapping(mapping))
    assert all(len(where.step(name).contributions) > 1 for name in counted.counts(where))


@pytest.mark.parametrize("more", [{}, {"view": "layers"}, {"view": "layers", "samples": TWICE}], ids=str)
@pytest.mark.parametrize("loss", ["half-squared-error", "binary-cross-entropy"])
@pytest.mark.parametrize("widths", [[1, 1], [1, 2, 1], [1, 2, 3, 1]], ids=str)
def test_counts_are_those_of_the_way_to_them(widths: list[int], loss: str, more: Mapped) -> None:
    """A weight for each edge and a bias for each unit; two steps for each unit or layer, and the loss; all back, and
    in matrices to the inputs, too."""
    where = Drawn(Specification.from_mapping({"network": widths, "loss": loss, **more}))
    parameters = sum((below + 1) * width for below, width in pairwise(widths))
    values, each, inputs = (
        (2 * sum(widths[1:]), parameters, 0) if not more else (2 * len(widths) - 2, 2 * len(widths) - 2, 1)
    )
    found = {name: counted.count(where, name, Chance(1)).answer for name in counted.counts(where)[:3]}
    assert found == {
        "parameters": str(parameters),
        "forward steps": str(values + 1),
        "backward steps": str(values + each + inputs),
    }


CHOOSING: list[list[object]] = [
    [{"value": "dL/dyhat"}, {"choice": "dL/dwo1"}],
    [{"choice": "dL/dwo1"}, {"value": "dL/dyhat"}],
    [{"choice": "dL/dwo1"}, {"choice": "dL/dwo2"}],
    [{"factor": "dzo/dwo1"}, {"choice": "dL/dwo1"}],
    [{"value": "h1"}, {"value": "dL/dyhat"}, {"choice": "dL/dwo1"}],
]


def _shown(where: Drawn, task: Task) -> set[str]:
    find = KINDS[task.kind].numbers
    return {in_line(Number(number)) for number in find(where, task)} if find else set()


@pytest.mark.parametrize("ask", CHOOSING, ids=str)
def test_no_option_answers_another_task(ask: list[object]) -> None:
    """Nor is it one of the results that a task before or after the choice asks for; its own stays among them."""
    for number in range(DRAWS):
        made = drawn({**TWO, "ask": ask}, number)
        results = [_shown(made.drawn, task) for task in made.tasks]
        for place, task in enumerate(made.tasks):
            if task.kind == "choice":
                assert not {*task.options} & set[str]().union(*results[:place], *results[place + 1 :])
                assert {task.options["abcde".index(task.answer)]} == results[place]
                assert len(task.options) == len(task.behind) >= 3


Rows = list[list[Fraction]]


def total(numbers: Iterable[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0))


def by_hand(made: Paper) -> dict[str, Rows]:
    """The matrices of the exercise in fractions, from its given numbers."""
    given = {name: Fraction(value) for name, value in made.drawn.specification.values.items()}
    samples = made.drawn.run.samples
    assert samples
    rows = [{name: Fraction(value) for name, value in row.items()} for row in samples]
    z = [[sum((given[f"w{i}{u}"] * row[f"x{i}"] for i in (1, 2)), given[f"b{u}"]) for u in (1, 2)] for row in rows]
    outputs = [sum((given[f"wo{u}"] * relu(each[u - 1]) for u in (1, 2)), given["bo"]) for each in z]
    errors = [(output - row["y"]) / len(rows) for output, row in zip(outputs, rows, strict=True)]
    by_h = [[error * given[f"wo{u}"] for u in (1, 2)] for error in errors]
    by_z = [
        [g if each > 0 else Fraction(0) for g, each in zip(*pair, strict=True)] for pair in zip(by_h, z, strict=True)
    ]
    places = range(len(rows))
    return {
        "Z": z,
        "dL/dH": by_h,
        "dL/dZ": by_z,
        "dL/dWo": [[total(errors[s] * relu(z[s][u]) for s in places) for u in (0, 1)]],
        "dL/dW": [[total(by_z[s][u] * rows[s][f"x{i}"] for s in places) for i in (1, 2)] for u in (0, 1)],
        "dL/db": [[total(by_z[s][u] for s in places) for u in (0, 1)]],
    }


def typed(rows: Sequence[Sequence[Fraction]], between: str = " ", after: str = "; ") -> str:
    return after.join(between.join(str(float(each)) for each in row) for row in rows)


def test_the_key_of_a_matrix_is_right_in_every_way_of_writing() -> None:
    """By fractions; in rows, as a list of lists, in lines, in TeX, and as from a table of other programs. What is
    transposed and what is wrong is named."""
    met = set()
    for number in range(DRAWS):
        made = drawn(MATRIX, number)
        for place, task in enumerate(made.tasks):
            rows = by_hand(made)[task.about]
            met.add(task.about)
            ways = (task.answer, typed(rows), typed(rows, ", ", "\n"), f"[[{typed(rows, ', ', '], [')}]]")
            tex = "\\begin{pmatrix}" + typed(rows, " & ", r" \\ ") + "\\end{pmatrix}"
            pasted = [typed(rows, "\t", "\r\n") + "\r\n", f"{{{{{typed(rows, ', ', '}, {')}}}}}"]
            assert [made.judge(place, way).kind for way in (*ways, tex, *pasted)] == ["right"] * 7, (task, tex)
            assert made.judge(place, typed(list(zip(*rows, strict=True)))).slip == "transposed"
            wrong = [list(row) for row in rows]
            wrong[-1][-1] += 1000
            verdict = made.judge(place, typed(wrong))
            assert verdict.kind == "wrong"
            assert verdict.sentence.startswith(f"Row {len(rows)}, column {len(rows[0])}: ")
            assert made.judge(place, typed([*rows, *rows])).kind == "wrong"
            assert made.judge(place, f"{typed(rows)}; 1").kind == made.judge(place, "all").kind == "unreadable"
            assert made.judge(place, "[" * 999).kind == made.judge(place, '[["1"], []]').kind == "unreadable"
    assert met == {"Z", "dL/dH", "dL/dZ", "dL/dWo", "dL/dW", "dL/db"}


def test_a_shape_may_be_written_in_many_ways() -> None:
    for number in range(DRAWS):
        made = drawn(SHAPES, number)
        rows, columns = made.tasks[0].answer.split("×")
        for way in ("{}x{}", "{} × {}", "({}, {})", "[{}, {}]", "{} by {}", "{} {}", "torch.Size([{}, {}])"):
            assert made.judge(0, way.format(rows, columns)).kind == "right"


@pytest.mark.parametrize("lang", ["en", "de"])
def test_what_cannot_be_read_is_not_told_by_the_answer(lang: str) -> None:
    """No example of a count or of a shape is the one that is asked for, nor its transposed one."""
    met = set()
    for number in range(3 * DRAWS):
        for mapping in (TWO, SHAPES):
            made = drawn({**mapping, "lang": lang}, number)
            for place, task in enumerate(made.tasks):
                if task.kind in ("count", "shape"):
                    met.add(task.answer)
                    verdict = made.judge(place, "many")
                    assert verdict.kind == "unreadable"
                    assert {task.answer, task.answer[::-1]}.isdisjoint(re.findall(r"\d+(?:×\d+)?", verdict.sentence))
    assert met >= {"7", "2×3"}


def test_fields_of_a_page_are_judged_one_by_one() -> None:
    """Formulas with spaces are whole; what is wrong, empty or no number is told by its place, an empty one first."""
    for number in range(3):
        made = drawn(MATRIX, number)
        for place, task in enumerate(made.tasks):
            rows = [[f"{float(each)} + 0" for each in row] for row in by_hand(made)[task.about]]
            last = len(rows) * len(rows[0]) - 1
            sent = [rows, [[f"{float(rows[0][0].split()[0]) + 1000}", *rows[0][1:]], *rows[1:]]]
            sent += [[*each[:-1], [*each[-1][:-1], empty]] for each in sent for empty in ("", "much")]
            verdicts = [answered(task=place, fields=each, number=number) for each in sent]
            assert [kind for kind, _, _ in verdicts] == ["right", "wrong", *["unreadable"] * 4]
            assert [cells for _, cells, _ in verdicts] == [[], [0], [last], [last], [0, last], [0, last]]
            end = f"Row {len(rows)}, column {len(rows[0])}: "
            assert [told.startswith(end) for _, _, told in verdicts[2:]] == [True] * 4
            assert answered(task=place, fields=[*rows, *rows], number=number)[:2] == ("wrong", [])


def answered(task: int, fields: list[list[str]], number: int) -> tuple[str, list[int], str]:
    """What the page is told of a task of MATRIX."""
    request = {"call": "answer", "exercise": MATRIX, "number": number, "task": task, "answer": json.dumps(fields)}
    told = json.loads(session.answer(json.dumps(request)))
    return told["kind"], told["cells"], told["sentence"]


def test_a_page_gets_the_shape_of_a_matrix_unless_that_is_asked_for() -> None:
    asked: list[tuple[list[Mapped], bool]] = [
        ([{"matrix": "Z"}], True),
        ([{"matrix": "Z"}, {"shape": "dL/dWo"}], False),
    ]
    for ask_for, is_there in asked:
        made = drawn({**MATRIX, "ask": ask_for})
        rows = by_hand(made)["Z"]
        assert (f'data-shape="{len(rows)} {len(rows[0])}"' in sheets.questions(made)) == is_there
        assert ("data-shape" in sheets.questions(made)) == is_there


def test_a_slip_in_a_whole_matrix_is_named() -> None:
    """The bias left out, and the one sample that stands for all of them."""
    for number in range(DRAWS):
        made = drawn({**MATRIX, "ask": [{"matrix": "Z"}, {"matrix": "dL/dW"}]}, number)
        given, hands = made.drawn.specification.values, by_hand(made)
        without_bias = [[each - Fraction(given[f"b{u}"]) for u, each in enumerate(row, 1)] for row in hands["Z"]]
        assert made.judge(0, typed(without_bias)).slip == "forgot_bias"
        assert made.drawn.run.samples
        first = next(iter(made.drawn.run.samples))
        alone = [[each * Fraction(first[f"x{i}"]) for i in (1, 2)] for each in hands["dL/dZ"][0]]
        if alone != hands["dL/dW"]:
            assert made.judge(1, typed(alone)).slip == "missing_path"


def test_a_matrix_in_german_has_decimal_commas() -> None:
    made = drawn({**MATRIX, "lang": "de"})
    for place, task in enumerate(made.tasks):
        rows = typed(by_hand(made)[task.about]).replace(".", ",")
        assert [made.judge(place, text).kind for text in (task.answer, rows)] == ["right"] * 2


def test_every_step_of_a_trace_is_told_right_wrong_or_following() -> None:
    """Just one is the bug; those that follow go on with its result, and all others are right."""
    slips = set()
    for number in range(DRAWS):
        made = drawn(BUG, number)
        (task,) = made.tasks
        slips.add(task.slip)
        for letter, name in zip("abcdefghijklmnopqrstuvwxyz", task.behind, strict=False):
            verdict = made.judge(0, letter)
            follows = task.about in made.drawn.needs(name)
            assert verdict.kind == ("right" if name == task.about else "slip" if follows else "wrong")
    assert {"overwritten", "updated_weight", "wrong_place"} <= slips


@pytest.mark.parametrize("shown", [1, 2])
@pytest.mark.parametrize("slip", ["wrong_sign", "updated_weight"])
def test_the_mean_of_a_batch_goes_on_with_the_wrong_gradient(slip: str, shown: int) -> None:
    """Of the sample that is shown, whichever it is; the other ones have theirs."""
    network = {"network": [1, 1, 1], "activation": "identity", "sample": shown}
    for number in range(DRAWS):
        made = drawn({**SAMPLES, **network, "ask": [{"bug": slip}], "digits": 8}, number)
        (task,) = made.tasks
        assert isinstance(made.drawn.step(task.behind[-1]), MeanStep)
        wired_keys.require(made, task)


def test_the_lost_mean_of_a_batch_can_be_the_bug() -> None:
    """Over several samples, too; and with one the others are not tried."""
    mapping = {**SAMPLES, "ask": [{"bug": "lost_mean"}], "digits": 8}
    (task,) = drawn(mapping).tasks
    assert task.slip == "lost_mean"
    with pytest.raises(SpecificationError, match="no step in which the slip lost_mean shows"):
        drawn({**NEURON, "ask": [{"bug": "lost_mean"}]})


@pytest.mark.parametrize("mapping", ALL.values(), ids=ALL)
def test_questions_do_not_hold_the_answers(mapping: Mapped) -> None:
    """Nowhere in text, label or source: not one of the results that are still to be found, in any of its forms."""
    for number in range(3):
        made = drawn(mapping, number)
        html, found = sheets.questions(made), in_sight(made)
        for task in made.tasks:
            assert task.kind != "shape" or task.answer not in html
            asked = {"value": [task.answer], "factor": [task.answer], "matrix": re.findall(r"[^ ;]+", task.answer)}
            for answer in asked.get(task.kind, []):
                # What is given may be an answer, too, and one digit is an index.
                if answer not in given(made) and len(answer) > 1:
                    assert answer not in found
                    assert f'"{answer}"' not in html
        assert all(task.way not in html for task in made.tasks)
        assert all(task.answer in sheets.key(made) for task in made.tasks)


def test_the_table_has_every_number_that_is_looked_up() -> None:
    """And every value on it is the function's, to the digits that are shown."""
    for number in range(3):
        made = drawn(TABLE, number)
        z = made.drawn.run.values[made.drawn.run.graph.by_name["z1"]]
        row = f'<th scope="row">{plain(z)}</th><td>{plain(made.drawn.step("h1").result)}</td>'
        assert row in sheets.questions(made)


ERRORS: list[tuple[Mapped, str, str]] = [
    ({"draw": None}, "draw", "say what is drawn"),
    ({"draw": {"values": {"w99": [1]}}}, "draw.values.w99", "use one of w11"),
    ({"draw": {"values": {"x": []}}}, "draw.values.x", "list numbers"),
    ({"draw": {"values": {"x": {"from": 1, "to": 0, "step": 1}}}}, "draw.values.x", "upwards"),
    ({"draw": {"values": {"x": ["a lot"]}}}, "draw.values.x", "give a number"),
    ({"draw": {"samples": {"x": [1]}}}, "draw.samples.x", "leave this out"),
    ({"draw": {"activations": ["relu"]}}, "draw.activations", "did you mean activation"),
    ({"draw": {"activation": "relu"}}, "draw.activation", "list what"),
    ({"draw": {"title": ["a"]}}, "draw.title", "beside draw"),
    ({"draw": {"activation": ["reluu"]}}, "activation", "did you mean relu"),
    ({"ask": []}, "ask", "list what is asked"),
    ({"ask": ["valeu"]}, "ask.0", "did you mean value"),
    ({"ask": [{"value": "dL/dw99"}]}, "ask.0.value", "did you mean"),
    ({"ask": [{"value": 3}]}, "ask.0.value", "give a name"),
    ({"ask": [{"order": "dL/dw11"}]}, "ask.0.order", "without a name"),
    *(({"ask": [{kind: "Z"}]}, "ask.0", "write view: layers") for kind in ("matrix", "shape")),
    *(({"ask": [kind]}, "ask.0", "write view: layers") for kind in ("matrix", "shape")),
    ({"ask": ["bug", "value"]}, "ask", "of its own"),
    ({"seed": -1}, "seed", "whole number"),
    ({"level": 9}, "level", "whole number"),
    ({"table": 9}, "table", "from row to row"),
    *(({key: []}, key, "leave this out") for key in WITHOUT),
    *(({"draw": {key: []}}, f"draw.{key}", "leave this out") for key in WITHOUT),
    ({"view": "curve"}, "view", "no steps"),
    ({"draw": {"view": ["curve"]}}, "view", "no steps"),
    ({"lang": "xx"}, "lang", "language"),
    ({"draww": 1}, "draww", "did you mean draw"),
    ({"draw": {"values": {"*": [0]}}}, "draw", "a tie at a kink (400)"),
    ({"draw": {"values": {"w*": [1], "b*": [-9]}}}, "draw", "dead ReLUs everywhere (400)"),
    ({"activation": "tanh", "draw": {"values": {"w*": [0]}}, "ask": ["value"]}, "draw", "a factor of zero (400)"),
    (
        {"activation": "sigmoid", "output": "sigmoid", "table": 0.5},
        "draw",
        "leave out table, or give it a finer step: h",
    ),
    ({"activation": "sigmoid", "output": "sigmoid", "table": 0.5}, "draw", ", which it does not have"),
    ({"draw": {"values": {"x": [1]}}, "digits": 8, "ask": [{"formula": "dL/dbo"}]}, "draw", "a formula of one name"),
]


@pytest.mark.parametrize(("change", "argument", "remedy"), ERRORS, ids=str)
def test_a_mistake_is_told_with_place_and_remedy(change: Mapped, argument: str, remedy: str) -> None:
    with pytest.raises(SpecificationError) as caught:
        drawn({**NEURON, **change})
    assert caught.value.argument == argument
    assert remedy in caught.value.remedy or remedy in str(caught.value)


def test_a_class_is_given_papers_where_few_draws_are_worth_solving() -> None:
    """Here one in seventy is: the paper of the 161st student is found after more draws than the author's own gets."""
    asked = [{"value": "z1"}, {"value": "dL/dw11"}, {"formula": "dL/dh1"}, {"choice": "dL/dwo1"}, "order"]
    mapping = {**TWO, "activation": "relu", "draw": {"values": SMALL}, "ask": [*asked, {"count": "parameters"}]}
    exercise = Exercise.from_mapping(mapping)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(papers, "MORE_TRIES", papers.TRIES)
        with pytest.raises(SpecificationError, match="dull in 400 of 400 draws"):
            papers.paper(exercise, 161)
    made = papers.paper(exercise, 161)
    assert [made.judge(place, task.answer).kind for place, task in enumerate(made.tasks)] == ["right"] * 6


def test_of_sets_that_leave_none_every_paper_says_so_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the author is told, after no more than the draws of both papers."""
    seen, draw = Counter[int](), papers._drawn

    def counted_draw(exercise: Exercise, number: int, chance: Chance) -> Paper:
        seen[number] += 1
        return draw(exercise, number, chance)

    monkeypatch.setattr(papers, "_drawn", counted_draw)
    exercise = Exercise.from_mapping({**NEURON, "draw": {"values": {"w*": [1], "b*": [-9, 0]}}})
    with pytest.raises(SpecificationError) as own:
        papers.paper(exercise)
    with pytest.raises(SpecificationError) as other:
        papers.paper(exercise, 7)
    assert str(own.value) == str(other.value)
    assert seen == {0: 2 * papers.TRIES, 7: papers.TRIES}


def ask(**request: object) -> dict[str, object]:
    answer: dict[str, object] = json.loads(session.answer(json.dumps({"exercise": TWO, **request})))
    return answer


def test_the_session_answers_as_the_paper_does() -> None:
    """Paper, verdict, hint, way and receipt; what is wrong with a request is told, not raised."""
    made = drawn(TWO, 2)
    assert ask(call="paper", number=2) == {
        "questions": sheets.questions(made),
        "key": sheets.key(made),
        "code": sheets.code_of(made),
    }
    assert ask(call="answer", number=2, task=4, answer="4")["slip"] == "forgot_biases"
    assert ask(call="hint", number=2, task=4, stage=1) == {"html": made.tasks[4].hints[1], "stages": 3}
    for place, task in enumerate(made.tasks):
        assert ask(call="way", number=2, task=place) == {"html": sheets.solution(task)}
    assert ask(call="answer")["kind"] == "unreadable"
    for wrong in ({"call": "papers"}, {"call": "hint", "stage": 9}, {"call": "way", "task": 6}, {"call": "receipt"}):
        assert set(ask(**wrong)) == {"error"}, wrong
    assert "error" in json.loads(session.answer(json.dumps({"call": "paper", "exercise": []})))


def test_a_code_says_which_paper_and_what_came_of_it() -> None:
    """It is read back, whatever case and spaces; a slip of the pen is found."""
    code = ask(call="receipt", number=23, points=450, seconds=312, slips={"forgot_bias": 2, "wrong_sign": 1})["code"]
    assert str(code).startswith("two.v1.s3.n23.p450.of6.t312.forgot-bias2+wrong-sign1.")
    result = codes.read_result(f" {str(code).upper()} ")
    assert result == codes.Result(codes.Sheet("two", 3, 23), 450, 6, 312, {"forgot_bias": 2, "wrong_sign": 1})
    assert codes.read_sheet(sheets.code_of(drawn(TWO, 2))) == codes.Sheet("two", 3, 2)
    wrong = [str(code).replace(*change, 1) for change in (("p450", "p460"), ("two", "too"), ("n23", "n32"), (".", ""))]
    assert [codes.read_result(each) for each in wrong] == [None] * 4
    assert codes.read_sheet("") is None


def test_a_paper_speaks_german() -> None:
    """Questions, verdicts and hints; the numbers are the same ones."""
    german, english = drawn({**TWO, "lang": "de"}), drawn(TWO)
    assert told(german)["values"] == told(english)["values"]
    assert "Wie viele Parameter" in sheets.questions(german)
    assert "Biases" in german.judge(4, "4").sentence


def test_all_kinds_are_met() -> None:
    kinds = {task.kind for mapping in ALL.values() for task in drawn(mapping).tasks}
    assert kinds == {"value", "factor", "formula", "choice", "order", "bug", "matrix", "shape", "count"}
    assert all(
        kind_of(step).name for mapping in (exercises.PROGRAM, SAMPLES) for step in drawn(mapping).drawn.run.steps
    )


def test_what_always_cancels_is_not_dull() -> None:
    """Two samples are normalised to a number and its opposite: in every draw the means of the next layer are zero."""
    samples = [{"x1": 1, "x2": 2, "y": 1}, {"x1": 3, "x2": -1, "y": 0}]
    network = {"network": [2, 2, 2, 1], "normalize": "batch", "view": "layers", "samples": samples, "digits": 8}
    asked = {"draw": {"values": {"w*": [-2, -1.5, -1, 0.5, 1.5, 2]}}, "ask": [{"matrix": "Z1_"}, "order"], "seed": 1}
    for number in range(3):
        made = drawn({"name": "batch", "title": "Batch", **network, **asked}, number)
        run = dull._asked_of(made.exercise, made.drawn)
        assert [run.values[node.index] for node in run.graph.nodes if node.name.startswith("mu2_")] == [0, 0]
        assert all(made.judge(place, task.answer).kind == "right" for place, task in enumerate(made.tasks))


@pytest.mark.parametrize(
    ("widths", "given_name", "name"),
    [
        ([2, 2, 1], "Z1", "Z"),
        ([2, 2, 1], "dL/dW1", "dL/dW"),
        ([2, 2, 2, 1], "Z1", "Z1_"),
        ([2, 2, 2, 1], "dL/dH2", "dL/dH2_"),
    ],
)
def test_a_matrix_may_be_called_by_the_number_of_its_layer(widths: list[int], given_name: str, name: str) -> None:
    """As readers write it, who count layers; the paper is that of the name in the figure."""
    mapping = {**MATRIX, "network": widths, "digits": 8}
    made, same = (drawn({**mapping, "ask": [{"matrix": each}]}) for each in (given_name, name))
    assert made.tasks == same.tasks
    assert made.tasks[0].about == name
    with pytest.raises(SpecificationError, match="Z7"):
        drawn({**mapping, "ask": [{"matrix": "Z7"}]})
