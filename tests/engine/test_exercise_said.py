"""What exercises say: on their sheets, in hints, keys and verdicts, over all kinds of questions and the collection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from types import ModuleType

import pytest
import yaml

from backprop.exercise import matrices, sheets, ways
from backprop.exercise.drawn import Drawn, slips_of
from backprop.exercise.kinds import KINDS
from backprop.exercise.languages import de, en
from backprop.exercise.numbers import factor_slips
from backprop.exercise.papers import Paper
from backprop.exercise.tasks import LETTERS, Task
from backprop.figure import symbols
from backprop.figure.answers import judge
from backprop.figure.kinds import kind_of
from backprop.figure.numbers import plain
from backprop.figure.runs import Run
from backprop.figure.specification import Specification
from backprop.figure.text import print_term
from backprop.graph import local_partial
from backprop.losses import LOSSES
from backprop.steps import Contribution, MeanStep
from backprop.tangents import TangentContribution
from backprop.terms import Partial
from tests.engine.exercises import ALL, MATRIX, NEURON, SHAPES, TABLE, TWO, Mapped, drawn
from tools.exercises import DOCS, FENCE, PAGES

DRAWS = 3
CLOSE = 1e-3
SOURCES = [source for page in PAGES for source in FENCE.findall((DOCS / "exercises" / f"{page}.md").read_text("utf-8"))]
EXERCISES: Mapping[str, Mapped] = {**ALL, **{str(each["name"]): each for each in map(yaml.safe_load, SOURCES)}}
"""Those of tests, for every kind of question, and those of the collection."""
LEAST_TOLD = 3
"""So many signs has an answer that does not stand somewhere by chance."""
LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₒ", "0123456789o")


LOSS_OF = {
    "half-squared-error": ("L=12(y^−y)2", "L1=12(y^−y)2 L=12(L1+L2)"),
    "mean-squared-error": ("L=(y^−y)2", "L1=(y^−y)2 L=12(L1+L2)"),
    "binary-cross-entropy": (
        "p=σ(zo) L=−(y·ln(p)+(1−y)·ln(1−p))",
        "p=σ(zo) L1=−(y·ln(p)+(1−y)·ln(1−p)) L=12(L1+L2)",
    ),
    "huber-loss": ("L=Huber(y^−y,1)", "L1=Huber(y^−y,1) L=12(L1+L2)"),
    "softmax-cross-entropy": ("L=−(y1·ln(p1)+y2·ln(p2))", "L1=−(y1·ln(p1)+y2·ln(p2)) L=12(L1+L2)"),
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("fused", [False, True])
def test_every_sheet_of_a_network_says_what_its_loss_and_its_functions_are(loss: str, lang: str, fused: bool) -> None:
    """For one sample and for two, in scalars and in matrices; also where probability and loss are one step."""
    is_shared = loss == "softmax-cross-entropy"
    names = ("y1", "y2") if is_shared else ("y",)
    samples = [{"x": 1, **dict.fromkeys(names, 0), names[-1]: 1}, {"x": 2, **dict.fromkeys(names, 0), names[0]: 1}]
    base: Mapped = {
        "name": "said",
        "network": [1, 1, len(names)],
        "loss": loss,
        "lang": lang,
        "digits": 8,
        "ask": ["order"],
    }
    base = {**base, "draw": {"values": {"w*": [0.25, 0.5], "b*": [0.5, 0.75]}}}
    if fused and LOSSES[loss].fused:
        base = {**base, "fused": True}
    for several, more in (
        (0, {"values": samples[0]}),
        (1, {"samples": samples}),
        (1, {"samples": samples, "view": "layers"}),
    ):
        made = drawn({**base, **more, "ask": [{"count": "any"}] if "view" in more else base["ask"]})
        with made.drawn.specification.spoken():
            html = sheets.stated(made)
        text = re.sub("[\u2061\u2062]|<[^>]*>", "", unescape(html.replace("</li>", " "))).replace(";", ",")
        assert "h1=tanh(z1)" in text
        assert all(each in text for each in LOSS_OF[loss][several].split())
        assert html in sheets.questions(made)
        assert ("grows in" in text or "wächst" in text) == (loss == "huber-loss")


@pytest.mark.parametrize("batch", ["rows", "columns"])
@pytest.mark.parametrize(("lang", "told"), [("en", "Samples stand in {}"), ("de", "Die Beispiele stehen in {}")])
def test_how_samples_stand_is_said_wherever_shapes_hang_on_it(batch: str, lang: str, told: str) -> None:
    """On the sheet, and where the answer is the other way round; and no given matrix reads the same either way."""
    where = {"en": batch, "de": {"rows": "Zeilen", "columns": "Spalten"}[batch]}[lang]
    for mapping in (SHAPES, MATRIX):
        chance = mapping["draw"]
        assert isinstance(chance, dict)
        for number in range(DRAWS):
            made = drawn({**mapping, "lang": lang, "draw": {**chance, "batch": [batch]}}, number)
            assert told.format(where) in sheets.questions(made)
            assert not matrices.symmetric(made.drawn)
            for place, task in enumerate(made.tasks):
                rows, _, columns = task.answer.partition("×")
                if columns and rows != columns:
                    assert told.format(where) in made.judge(place, f"{columns}×{rows}").sentence


@pytest.mark.parametrize("name", [name for name, each in EXERCISES.items() if "{'shape'" in str(each["ask"])])
def test_where_shapes_are_asked_for_no_outline_tells_one(name: str) -> None:
    """Of matrices that are not given all outlines in the drawing are alike, whatever the network, without numbers."""
    for number in range(DRAWS):
        shown = sheets.drawing(drawn(EXERCISES[name], number))
        blocks = re.findall(r'<g class="(k[^"]*)"[^>]*><rect width="(\S+)" height="(\S+)"', shown)
        assert len({(width, height) for known, width, height in blocks if known == "k"}) == 1
        assert "×" not in shown


@pytest.mark.parametrize("mapping", EXERCISES.values(), ids=EXERCISES)
def test_a_key_has_every_step_that_a_question_needs(mapping: Mapped) -> None:
    """Each number that a step of the way reads is given, or found in a line before; what a step finds stands there."""
    for number in range(DRAWS):
        made = drawn(mapping, number)
        run = made.drawn.run
        for task in made.tasks:
            if task.kind not in ("value", "choice"):
                continue
            steps = [*ways.needed(made.drawn, task.about), task.about]
            known = {node.name for node in run.graph.nodes if node.operation is None}
            for name in steps:
                step = made.drawn.step(name)
                if kind_of(step).phase == "forward" and not isinstance(step, MeanStep):
                    assert {run.names[each] for each in run.graph.nodes[step.target].parents} <= known, name
                for part in step.contributions:
                    assert _arriving(run, part) in known, (task.about, name)
                known.add(name)
            lines = [re.sub("<[^>]*>", "", unescape(each)) for each in task.before]
            if run.samples is None:
                assert len(lines) == len(steps) - 1
            results = [plain(made.drawn.step(name).result) for name in steps[:-1]]
            assert all(any(line.endswith(result) for line in lines) for result in results)
            assert all(step in sheets.key(made) and step in sheets.solution(task) for step in task.before)


def _arriving(run: Run, part: Contribution | TangentContribution) -> str:
    output = run.names[run.graph.output]
    if isinstance(part, Contribution):
        # What arrives at the output is 1.
        return (
            f"d{output}/d{run.names[part.consumer]}" if part.consumer != run.graph.output else run.graph.given[0].name
        )
    by = run.telling.by
    source = run.names[part.source]
    return source if source == by else f"d{source}/d{by}"


@pytest.mark.parametrize("mapping", EXERCISES.values(), ids=EXERCISES)
def test_no_hint_is_the_answer_to_a_later_question(mapping: Mapped) -> None:
    """Nor does the way to a formula or to a factor say the number or the formula that is asked for after it."""
    for number in range(DRAWS):
        made = drawn(mapping, number)
        for place, task in enumerate(made.tasks):
            for later in made.tasks[place + 1 :]:
                if later.kind not in ("value", "formula", "factor") or len(later.answer) < LEAST_TOLD:
                    continue
                told = [*task.hints, task.way] if task.kind in ("formula", "factor") else task.hints
                for html in told:
                    assert not _says(_spelled(html), _spelled(later.answer)), (number, task.kind, later.kind, html)


def _spelled(html: str) -> str:
    """Without what only the writing has: signs of products, indices below the line."""
    return re.sub(r"[\u2061\u2062\s/·]|<[^>]*>", "", unescape(html).translate(LOWERED))


def _says(text: str, key: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(key)}(?!\w|[.,]\d)", text) is not None


def test_the_values_in_a_local_derivative_are_part_of_the_way() -> None:
    """1 − h² needs h; what a weight is multiplied by, and nothing else."""
    tanh, neuron = drawn(TABLE).drawn, drawn(NEURON).drawn
    before = ["z1", "h1", "zo", "yhat", "dL/dyhat", "dL/dzo"]
    assert ways.needed(tanh, "dL/dz1") == [*before, "dL/dh1"]
    assert ways.needed(neuron, "dL/dh1") == before
    assert ways.needed(neuron, "z1") == []


@pytest.mark.parametrize("mapping", EXERCISES.values(), ids=EXERCISES)
def test_what_is_shown_as_a_formula_is_one_here_and_no_answer(mapping: Mapped) -> None:
    """In the field, on other platforms and in the sentence about what cannot be read; and it gives nothing away."""
    for number in range(DRAWS):
        made = drawn(mapping, number)
        for place, task in enumerate(made.tasks):
            if task.kind == "formula":
                assert f'data-example="{task.example}"' in sheets.questions(made)
                assert task.example in made.judge(place, "(((").sentence
                assert made.judge(place, task.example).kind in ("wrong", "slip")


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "This exercise has no {}. "), ("de", "{} kommt in dieser Aufgabe nicht vor. ")]
)
def test_a_name_that_is_not_there_is_told_with_those_that_are(lang: str, told: str) -> None:
    """A value, a derivative, a word; not what is no name."""
    made = drawn({**TWO, "lang": lang})
    (place,) = (at for at, task in enumerate(made.tasks) if task.kind == "formula")
    for typed, name in (("dL/dzo*h3", "h3"), ("dL/dz7*w11", "dL/dz7"), ("banana", "banana"), ("2*H9", "H9")):
        verdict = made.judge(place, typed)
        assert verdict.kind == "unreadable"
        assert verdict.sentence.startswith(told.format(name))
    assert "h1" in made.judge(place, "h3").sentence
    assert told.replace("{}", "").strip() not in made.judge(place, "h1 +").sentence.replace("h1 ", "")


@pytest.mark.parametrize("mapping", EXERCISES.values(), ids=EXERCISES)
@pytest.mark.parametrize("lang", ["en", "de"])
def test_no_verdict_on_a_local_derivative_speaks_of_a_gradient(mapping: Mapped, lang: str) -> None:
    """Whatever of the figure is typed; only what is a gradient is called one."""
    for number in range(DRAWS):
        made = drawn({**mapping, "lang": lang}, number)
        for place, task in enumerate(made.tasks):
            for value in made.drawn.run.values if task.kind == "factor" else ():
                for typed in (value, -value, 1 - value):
                    verdict = made.judge(place, repr(typed))
                    assert verdict.slip in ("", "not_local", "updated_weight") or "radient" not in verdict.sentence


def test_the_other_derivative_of_a_product_is_named() -> None:
    """The weight, where the derivative by the weight is asked for: it is the one by what it is multiplied with."""
    made = drawn(EXERCISES["weight-gradient"])
    verdict = made.judge(0, repr(made.drawn.specification.values["wo1"]))
    assert verdict.slip == "other_factor"
    assert verdict.sentence == (
        "That is wₒ₁, the derivative ∂zₒ/∂x. What is asked for is ∂zₒ/∂wₒ₁: what is wₒ₁ multiplied by?"
    )


@pytest.mark.parametrize("mapping", EXERCISES.values(), ids=EXERCISES)
def test_no_number_of_the_way_is_zero_by_chance(mapping: Mapped) -> None:
    """What adds up to 0 has nothing but zeros in it; a ReLU may be shut, but no two units are the same one."""
    for number in range(DRAWS):
        run = drawn(mapping, number).drawn.run
        for step in run.steps:
            node = run.graph.nodes[step.target]
            if kind_of(step).derives:
                assert step.result or not any(part.product for part in step.contributions)
            elif node.operation and node.operation.name in ("affine", "linear", "add", "sub", "sum"):
                assert step.result or not any(run.values[parent] for parent in node.parents)
        units = [node for node in run.graph.nodes if re.fullmatch(r"z\d", node.name)]
        values = [run.values[node.index] for node in units]
        assert len(set(values)) == len(values)


@pytest.mark.parametrize(("page", "told"), [("docs", "within a thousandth"), ("docs.de", "auf ein Tausendstel")])
def test_what_counts_as_right_is_what_the_page_says(page: str, told: str) -> None:
    """To the digits that are typed, two at least, or within a thousandth."""
    made = drawn(EXERCISES["weight-gradient"])
    right = made.drawn.step("dL/dwo1").result
    assert told in (DOCS.parent / page / "exercises.md").read_text("utf-8")
    kinds = [made.judge(2, repr(right * (1 + by))).kind for by in (0.0009, -0.0009, 0.0011, -0.0011)]
    assert kinds == ["right", "right", "near", "near"]
    assert made.judge(2, f"{right:.1e}").kind == "right"


@pytest.mark.parametrize(
    ("name", "lang", "words"),
    [
        ("two-hidden", "en", "What is the local derivative of z o by h 2, as a number?"),
        ("two-hidden", "de", "Wie groß ist die lokale Ableitung von z o nach h 2, als Zahl?"),
        ("graph-fork", "de", "Wie viele Produkte ergeben zusammen die Ableitung von f nach x?"),
        ("shapes-forward", "de", "Wie viele Zeilen und wie viele Spalten hat Z?"),
    ],
)
def test_the_name_of_a_field_is_the_question_in_words(name: str, lang: str, words: str) -> None:
    made = drawn({**EXERCISES[name], "lang": lang})
    assert f'data-label="{"Frage" if lang == "de" else "Question"} 1: {words}"' in sheets.questions(made)


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("mapping", EXERCISES.values(), ids=EXERCISES)
def test_no_two_fields_of_a_paper_have_one_name(mapping: Mapped, lang: str) -> None:
    """Each says in words what is asked: no sign, no tag, and no name as programs write it."""
    made = drawn({**mapping, "lang": lang})
    labels = re.findall('data-label="([^"]*)"', sheets.questions(made))
    assert len(set(labels)) == len(made.tasks)
    assert not any(re.search(r"[<>∂_{}]|\bd\w+/d", each) for each in labels)


CLAIM = re.compile("(?:That is|Das ist) (?!another of|ein anderer)([^.:]*)")
"""The part of a verdict that says what the typed number is."""


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("mapping", EXERCISES.values(), ids=EXERCISES)
def test_what_a_verdict_says_a_number_is_has_that_value(mapping: Mapped, lang: str) -> None:
    """Whatever slip was made: "That is ∂f/∂v₂" is said of its value only, in a sum of paths too."""
    for number in range(DRAWS):
        made = drawn({**mapping, "lang": lang}, number)
        known = values_of(made)
        for place, task in enumerate(made.tasks):
            for typed, value in slipped(made, task):
                for claim in CLAIM.findall(made.judge(place, typed).sentence):
                    names = [name for name in known if re.search(rf"(?<![\w∂/]){re.escape(name)}(?![\w/₀-₉])", claim)]
                    assert all(any(abs(each - value) < CLOSE for each in known[name]) for name in names), claim


def slipped(made: Paper, task: Task) -> list[tuple[str, float]]:
    """What those answer who make one of the slips, as it is typed, and its value."""
    if task.kind == "choice":
        slips = slips_of(made.drawn, task.about)
        return [(LETTERS[place], slips[slip][0]) for place, slip in enumerate(task.behind) if slip]
    if task.kind == "factor":
        return [(repr(each), each) for way in factor_slips(made.drawn, task.behind[0]).values() for each in way]
    if task.kind == "value":
        return [(repr(each), each) for way in slips_of(made.drawn, task.about).values() for each in way]
    return []


def values_of(made: Paper) -> Mapping[str, list[float]]:
    """All values and derivatives of the figure by how sentences write them."""
    run, found = made.drawn.run, dict[str, list[float]]()
    for node in run.graph.nodes:
        found.setdefault(symbols.plain(node.name), []).append(run.values[node.index])
        for place, parent in enumerate(node.parents):
            arguments = [run.values[each] for each in node.parents]
            local = local_partial(node, place, arguments, run.values[node.index])
            found.setdefault(print_term(Partial(node.name, run.names[parent])), []).append(local)
    for name in made.drawn.backward:
        of, by = name.split("/")
        found.setdefault(print_term(Partial(of[1:], by[1:])), []).append(made.drawn.step(name).result)
    return found


@pytest.mark.parametrize(
    ("shape", "typed", "told"),
    [
        (
            {"expression": "x*y + x*z", "values": {"x": 6, "y": -3, "z": -4}, "lang": "en"},
            "2",
            "That is the sum of what arrives. On every path the local derivative is missing: ",
        ),
        (
            {"expression": "x*y + x*z", "values": {"x": 6, "y": -3, "z": -4}, "lang": "en"},
            "-3",
            "A path is missing: ",
        ),
        (
            {"python": "h = w*x\nL = w*h + b", "values": {"w": 3, "x": 2, "b": -1}, "lang": "de"},
            "9",
            "Auf einem der Pfade fehlt die lokale Ableitung ∂h/∂w: ",
        ),
    ],
)
def test_what_is_missing_in_a_sum_is_told_of_its_path(shape: Mapped, typed: str, told: str) -> None:
    """Not as if there were no other."""
    figure = Drawn(Specification.from_mapping(shape))
    with figure.specification.spoken():
        name = next(each for each in figure.backward if each.endswith(("/dx", "/dw")))
        assert judge(figure.question(name), typed).sentence.startswith(told)


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("mapping", EXERCISES.values(), ids=EXERCISES)
def test_no_verdict_confirms_what_another_question_asks_for(mapping: Mapped, lang: str) -> None:
    """Neither a number typed where it does not belong, nor, of a slip, how many products there are."""
    for number in range(DRAWS):
        made = drawn({**mapping, "lang": lang}, number)
        for place, task in enumerate(made.tasks):
            others = [*made.tasks[:place], *made.tasks[place + 1 :]]
            for sentence in (made.judge(place, each).sentence for each in foreign(made, task, others)):
                assert sentence
                assert not CONFIRMED.match(sentence.replace(WRONG[lang], "")), sentence
            counts = [other.answer for other in others if other.kind == "count" and other.about == task.about]
            told = [made.judge(place, typed).sentence for typed, _ in slipped(made, task)] if counts else []
            assert not any(_says(sentence, count) for sentence in told for count in counts)


CONFIRMED = re.compile("That is |Das ist |With these numbers|Mit diesen Zahlen")
WRONG = {"en": "That is not it.", "de": "Das ist es nicht."}


def foreign(made: Paper, task: Task, others: Sequence[Task]) -> Iterator[str]:
    """The numbers that others ask for, typed here where they are wrong."""
    for other in others:
        find = KINDS[other.kind].numbers
        for number in find(made.drawn, other) if find else ():
            if task.kind == "formula" or (task.kind in ("value", "factor") and not _close(made, task, number)):
                yield repr(number)
        if other.kind == task.kind == "count" and other.answer != task.answer:
            yield other.answer


def _close(made: Paper, task: Task, number: float) -> bool:
    find = KINDS[task.kind].numbers
    return find is not None and any(abs(number - each) <= CLOSE * abs(each) for each in find(made.drawn, task))


def test_only_the_rest_is_said_where_another_question_is_answered_by_it() -> None:
    """The product as a number where it is to be written with names, and the local derivative in its place."""
    made = drawn(EXERCISES["weight-gradient"])
    factor, whole = made.tasks[0].answer, made.drawn.step("dL/dwo1").result
    assert made.judge(1, repr(whole)).sentence == "Write names in the place of numbers."
    assert made.judge(2, factor).slip == "forgot_arriving"
    assert made.judge(2, factor).sentence == "Multiply it by what arrives, ∂L/∂zₒ."


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_question_for_steps_says_what_one_is_and_its_key_names_them(lang: str) -> None:
    """As many gradients as the answer; and whoever counts the other pass is told so."""
    made = drawn({**EXERCISES["neuron-order"], "lang": lang})
    task = made.tasks[1]
    named = re.sub("<[^>]*>|\u2062", "", unescape(task.way.rpartition("sind " if lang == "de" else "are ")[2]))
    assert ("gradient" in task.question) or ("Gradienten" in task.question)
    assert named.count("∂L") == int(task.answer) == 8
    assert {"en": "the forward pass takes", "de": "des Vorwärtsdurchlaufs"}[lang] in made.judge(1, "5").sentence


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("mapping", EXERCISES.values(), ids=EXERCISES)
def test_no_second_number_of_a_function_is_left_to_be_guessed(mapping: Mapped, lang: str) -> None:
    """Of each function with a number of its own it is said what that is, and of no other."""
    for number in range(DRAWS):
        made = drawn({**mapping, "lang": lang}, number)
        rows = {node.operation for node in made.drawn.run.graph.nodes if node.operation and node.operation.activation}
        with made.drawn.specification.spoken():
            html = sheets.stated(made)
        told = "he second number of" in html or "ie zweite Zahl der" in html
        assert told == bool(rows)


@pytest.mark.parametrize("lang", [en, de])
def test_nothing_is_to_be_found_in_the_drawing_alone(lang: ModuleType) -> None:
    """Who does not see it has the steps beside it."""
    sentences = [lang.WRONG, lang.WRONG_COUNT, *lang.ORDER_HINTS, *lang.BUG_HINTS]
    sentences += [each for hints in lang.COUNT_HINTS.values() for each in hints]
    alone = [each for each in sentences if re.search("drawing|Zeichnung", each)]
    assert len(alone) == 5
    assert all(re.search("drawing or |Zeichnung oder ", each) for each in alone)
