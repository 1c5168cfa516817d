"""Networks in matrices: every entry is what the scalar graph has, and every formula holds as it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from backprop.checking import check_gradients
from backprop.errors import BackpropError
from backprop.figure.frames import Frame, build_figure, run_of, shown_run
from backprop.figure.layers.limits import MOST_SCALARS, scalar_steps
from backprop.figure.layers.run import LayersRun
from backprop.figure.layers.steps import MatrixStep, Operand
from backprop.figure.numbers import plain
from backprop.figure.specification import Specification
from backprop.figure.subjects import NetworkSubject, network_of
from backprop.figure.text import print_term
from backprop.graph import evaluate
from backprop.network import Network
from backprop.session import answer
from backprop.steps import gradients
from tests.support.batches import random_batches
from tests.support.figures import Described

Array = npt.NDArray[np.float64]
RANDOM = 300
# As a formula has them: in a smaller size.
POWERS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789")
PRINTED = 6e-4  # what rounding to four digits makes of a number
STATISTICS = {f"{letter}{layer}" for letter in ("mu", "v") for layer in ("", 1, 2)}
XOR = [{"x1": a, "x2": b, "y": a ^ b} for a in (0, 1) for b in (0, 1)]
GATE: Described = {"name": "gate", "network": [2, 3, 1], "samples": XOR, "view": "layers"}
CLASSES: Described = {
    "name": "classes", "network": [2, 2, 3], "loss": "softmax-cross-entropy", "view": "layers",
    "samples": [{"x1": 1, "x2": -1, "y1": 0, "y2": 1, "y3": 0}, {"x1": 0.5, "x2": 2, "y1": 1, "y2": 0, "y3": 0}],
}  # fmt: skip
FIGURES = [
    {**one, "batch": order, **more}
    for one, order, more in product((GATE, CLASSES), ("rows", "columns"), ({}, {"activation": "relu"}))
] + [{**CLASSES, "fused": True}, {"network": [1, 2, 2, 1], "view": "layers"}]
WIRINGS: list[Described] = [
    {"normalize": "batch"},
    {"normalize": "layer"},
    {"bias": "shared"},
    {"bias": "none", "dropout": {"h2": 0}},
    {"skip": [[0, 1]], "network": [2, 2, 1]},
    {"bias": "shared", "normalize": "layer", "dropout": {"h1": 2}, "skip": [[0, 1]], "network": [2, 2, 1]},
]
FIGURES += [{**GATE, "batch": order, **wiring} for order, wiring in product(("rows", "columns"), WIRINGS)]
FIGURES += [{"name": "deep", "network": [2, 2, 2, 1], "view": "layers", "normalize": "layer", "skip": [[0, 1], [0, 2]]}]


def run(described: Described) -> LayersRun:
    """The figure's steps in matrices."""
    shown = shown_run(Specification.from_mapping(described))
    assert isinstance(shown, LayersRun)
    return shown


def batches() -> list[tuple[Specification, LayersRun]]:
    """Random networks with a batch."""
    return [(each.specification, each.shown) for each in random_batches(RANDOM)]


def batches_apart() -> list[tuple[Described, Specification, LayersRun]]:
    """Those whose samples do not depend on one another, so that each has a graph of its own."""
    apart = (each for each in random_batches(RANDOM) if each.described.get("normalize") != "batch")
    found = [(each.described, each.specification, each.shown) for each in apart]
    assert RANDOM / 2 < len(found) < RANDOM
    return found


def network_and_rows(specification: Specification) -> tuple[Network, list[dict[str, float]]]:
    """The network for one sample, and all numbers of each sample."""
    assert isinstance(specification.subject, NetworkSubject)
    rows = [{**specification.values, **sample} for sample in specification.samples or ({},)]
    return network_of(specification.subject), rows


def nodes(network: Network) -> Iterator[int]:
    """Every node of a sample that is an entry of a matrix of its own."""
    yield from (*network.inputs, *network.targets)
    for layer in network.layers:
        for unit in layer:
            yield from unit.chain


def test_random_batches_have_the_numbers_of_the_scalar_graph() -> None:
    """Values to the last bit; gradients, which a mean over the samples divides, to 1e-10."""
    for _, specification, shown in batches_apart():
        network, rows = network_and_rows(specification)
        each = [evaluate(network.graph, row) for row in rows]
        slopes = [gradients(network.graph, values) for values in each]
        found = {node: step.result for node, step in shown.grids.gradients.items()}
        name = {node.index: node.name for node in network.graph.nodes}
        largest = 1e-13 * max(abs(slope) for slope in found.values())
        for sample, values, slope in zip(shown.batch.samples, each, slopes, strict=True):
            for mine, theirs in zip(nodes(sample), nodes(network), strict=True):
                assert shown.values[mine] == values[theirs], specification.name
                if name[theirs] in slope:
                    expected = slope[name[theirs]] / len(rows)
                    assert found[mine] == pytest.approx(expected, rel=1e-10, abs=largest), specification.name
        for parameter in network.graph.parameters:
            mean = sum(slope[name[parameter]] for slope in slopes) / len(rows)
            mine = shown.graph.by_name[name[parameter]]
            assert found[mine] == pytest.approx(mean, rel=1e-10, abs=largest), specification.name


def test_random_batches_print_what_the_scalar_view_prints() -> None:
    """The values of each sample, as its own figure has them in its steps, byte for byte."""
    for described, specification, shown in batches_apart():
        network, _ = network_and_rows(specification)
        printed = dict(cells("".join(shown.grids.of(step, "step") for step in shown.steps)))
        for place, sample in enumerate(shown.batch.samples, 1):
            scalar = run_of(Specification.from_mapping(scalar_view(described, place)))
            told = {scalar.names[step.target]: plain(step.result) for step in scalar.steps if step.phase == "forward"}
            found = dict(zip((network.graph.nodes[each].name for each in nodes(network)), nodes(sample), strict=True))
            # In matrices a mask is a row, which has a 1 where the network has none.
            assert told.keys() - found.keys() <= STATISTICS | {scalar.names[scalar.graph.output], "L"}
            assert {name[0] for name in found.keys() - told.keys()} <= set("dxy")
            for name in found.keys() & told.keys():
                assert printed[f"v:{shown.graph.nodes[found[name]].name}"] == told[name], specification.name


def scalar_view(described: Described, sample: int) -> Described:
    """The same network, stepped through with one of its samples."""
    return {key: value for key, value in described.items() if key not in ("view", "batch")} | {"sample": sample}


def cells(text: str) -> Iterator[tuple[str, str]]:
    """The mark and the number of each cell that a step computes."""
    return iter(re.findall(r'<td data-q="([^"]+)" data-made="[^"]*"><a href="[^"]+">([^<]+)</a>', text))


def grid(shown: LayersRun, operand: Operand) -> Array:
    """The numbers of an operand as it stands in a formula."""
    numbers = [
        [1.0 if operand.kind == "ones" else shown.grids.number(operand, node) for node in row]
        for row in operand.grid.nodes
    ]
    return np.array(numbers).T if operand.transposed else np.array(numbers)


def worked_out(shown: LayersRun, step: MatrixStep) -> Array | None:
    """What the step's formula says, as NumPy computes it; None for functions of entries."""
    operands = [grid(shown, each) for each in step.operands]
    match step.rule:
        case "affine":
            return np.asarray(operands[0] @ operands[1] + operands[2])
        case "linear" | "weights" | "bias" | "by_shift":
            return np.asarray(operands[0] @ operands[1])
        case "one_bias":
            return np.asarray(operands[0] @ operands[1] @ operands[2])
        case "below":
            return np.asarray(operands[0] @ operands[1] + sum(operands[2:]))
        case "slope" | "masked" | "by_masked" | "by_normalized":
            return operands[0] * operands[1]
        case "added" | "by_added":
            return np.asarray(sum(operands))
        case "shares":
            p, g = operands
            return p * (g - (p * g).sum(axis=0 if shown.columns else 1, keepdims=True))
    return normalized(shown, step)


def normalized(shown: LayersRun, step: MatrixStep) -> Array | None:
    """The same of what is normalised, over as many numbers as share one mean."""
    ones = [each for each in step.operands if each.kind == "ones"]
    operands = [grid(shown, each) for each in step.operands if each.kind != "ones"]

    def total(each: Array) -> Array:
        one = grid(shown, ones[0])
        return np.asarray(one @ each if ones[0].transposed else each @ one)

    match step.rule, operands:
        case "mean", (z,):
            return total(z) / (z.size / total(z).size)
        case "centred", (z, mean):
            return z - mean
        case "variance", (c, same):
            return total(c * same) / (c.size / total(c).size)
        case "normalized", (c, v):
            return np.asarray(c / np.sqrt(v + 1e-5))
        case "scaled", (gamma, n, beta):
            return gamma * n + beta
        case "by_scale", (da, n):
            return total(da * n)
        case "by_variance", (dn, n, v):
            return -total(dn * n) / (2 * (v + 1e-5))
        case "by_centred", (dn, v, c, dv):
            return np.asarray(dn / np.sqrt(v + 1e-5) + 2 * v.size / c.size * c * dv)
        case "by_mean", (dc,):
            return -total(dc)
        case "by_sums", (dc, dmean):
            return dc + dmean * dmean.size / dc.size
    return None


def test_every_formula_holds_for_the_matrices_that_stand_in_it() -> None:
    """Transposes, shapes and sides, of 300 random networks in rows and in columns."""
    known = set()
    for specification, shown in batches():
        for step in shown.steps:
            result = worked_out(shown, step)
            if result is None or step.target is None:
                continue
            known.add((step.rule, shown.columns, bool(step.layer.normal and step.layer.normal.of_units)))
            target = grid(shown, step.target)
            assert result.shape == target.shape == step.target.grid.shape, specification.name
            slack = 1e-12 * max(1.0, *(float(np.abs(grid(shown, each)).max()) for each in step.operands))
            np.testing.assert_allclose(target, result, rtol=1e-10, atol=slack, err_msg=specification.name)
    assert len(known) == 92


@pytest.mark.parametrize("method", ["central-difference", "complex-step"])
def test_gradients_are_what_estimates_say_that_know_no_chain_rule(method: str) -> None:
    """By every parameter and every input; where a network has a kink, the two sides differ."""
    smooth = {"tanh", "sigmoid", "identity", "softplus", "silu"}
    checked = 0
    for specification, shown in batches():
        assert isinstance(specification.subject, NetworkSubject)
        subject = specification.subject
        if not smooth.issuperset((*subject.activation, subject.output)) or subject.loss == "huber-loss":
            continue
        given = {node.name: shown.values[node.index] for node in shown.graph.given}
        for check in check_gradients(shown.graph, given, method):  # type: ignore[arg-type]
            checked += 1
            assert check.agrees, (specification.name, check)
            if method == "complex-step":
                largest = max(abs(each.result) for each in shown.grids.gradients.values())
                assert check.gradient == pytest.approx(check.estimate, rel=1e-10, abs=1e-13 * largest)
    assert checked > 500


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (
            {**GATE, "batch": "rows"},
            ["Z = X Wᵀ + b", "H = tanh(Z)", "Zₒ = H Wₒᵀ + bₒ", "Ŷ = Zₒ", "L", "∂L/∂Ŷ = 1/4·(Ŷ − Y)",
             "∂L/∂Zₒ = ∂L/∂Ŷ ⊙ identity′(Zₒ)", "∂L/∂Wₒ = (∂L/∂Zₒ)ᵀ H", "∂L/∂bₒ = 𝟏ᵀ ∂L/∂Zₒ", "∂L/∂H = ∂L/∂Zₒ Wₒ",
             "∂L/∂Z = ∂L/∂H ⊙ tanh′(Z)", "∂L/∂W = (∂L/∂Z)ᵀ X", "∂L/∂b = 𝟏ᵀ ∂L/∂Z", "∂L/∂X = ∂L/∂Z W"],
        ),
        (
            {**CLASSES, "batch": "columns"},
            ["Z = W X + b", "H = tanh(Z)", "Zₒ = Wₒ H + bₒ", "P = softmax(Zₒ)", "L", "∂L/∂P = 1/2·(−Y/P)",
             "∂L/∂Zₒ = P ⊙ (∂L/∂P − 𝟏 𝟏ᵀ (P ⊙ ∂L/∂P))", "∂L/∂Wₒ = ∂L/∂Zₒ Hᵀ", "∂L/∂bₒ = ∂L/∂Zₒ 𝟏",
             "∂L/∂H = Wₒᵀ ∂L/∂Zₒ", "∂L/∂Z = ∂L/∂H ⊙ tanh′(Z)", "∂L/∂W = ∂L/∂Z Xᵀ", "∂L/∂b = ∂L/∂Z 𝟏",
             "∂L/∂X = Wᵀ ∂L/∂Z"],
        ),
        (
            {**CLASSES, "fused": True},
            ["Z = X Wᵀ + b", "H = tanh(Z)", "Zₒ = H Wₒᵀ + bₒ", "P = softmax(Zₒ)", "L", "∂L/∂Zₒ = 1/2·(P − Y)",
             "∂L/∂Wₒ = (∂L/∂Zₒ)ᵀ H", "∂L/∂bₒ = 𝟏ᵀ ∂L/∂Zₒ", "∂L/∂H = ∂L/∂Zₒ Wₒ", "∂L/∂Z = ∂L/∂H ⊙ tanh′(Z)",
             "∂L/∂W = (∂L/∂Z)ᵀ X", "∂L/∂b = 𝟏ᵀ ∂L/∂Z", "∂L/∂X = ∂L/∂Z W"],
        ),
    ],
    ids=["rows", "columns", "fused"],
)  # fmt: skip
def test_the_formulas_are_those_of_textbooks(described: Described, expected: list[str]) -> None:
    """One step a formula, from the inputs to the loss and back to the inputs."""
    shown = run(described)
    told = []
    for number, step in enumerate(shown.steps, 1):
        (formula,) = shown.formulas(number)
        target = print_term(formula.target)
        told.append(f"{target} = {print_term(formula.lines[0])}" if step.target else target)
    assert told == expected


def test_what_sentences_say_of_sums_that_vanish_is_so() -> None:
    """Of 300 random networks: what is centred, and the gradients at sums that are, add up to 0 over the same axis."""
    checked = 0
    for _, shown in batches():
        for step in shown.steps:
            normal = step.layer.normal
            if normal is None or step.target is None or step.rule not in ("centred", "by_sums"):
                continue
            found = grid(shown, step.target)
            axis = int(normal.of_units != shown.columns)
            size = max(float(np.abs(grid(shown, each)).max()) for each in step.operands)
            assert float(np.abs(found.sum(axis)).max()) <= 1e-13 * max(1.0, size)
            checked += 1
    assert checked > 200


@pytest.mark.parametrize("order", ["rows", "columns"])
def test_what_else_a_layer_can_have_has_its_formulas(order: str) -> None:
    """One bias of several units, a mask, a skip past two layers; and sentences that say so, in both languages."""
    described: Described = {
        "network": [2, 2, 2, 1], "samples": XOR[:2], "view": "layers", "batch": order, "bias": "shared",
        "dropout": {"h1_2": 0}, "skip": [[0, 2]],
    }  # fmt: skip
    shown = run(described)
    told = {}
    for number, step in enumerate(shown.steps, 1):
        (formula,) = shown.formulas(number)
        told[print_term(formula.target)] = print_term(formula.lines[0]), re.sub("<[^>]+>", "", shown.sentence(step))
    rows = order == "rows"
    assert told["D⁽¹⁾"][0] == "m⁽¹⁾ ⊙ H⁽¹⁾"
    assert told["S⁽²⁾"][0] == "H⁽²⁾ + X"
    assert told["∂L/∂H⁽²⁾"][0] == "∂L/∂S⁽²⁾"
    assert told["∂L/∂H⁽¹⁾"][0] == "m⁽¹⁾ ⊙ ∂L/∂D⁽¹⁾"
    assert told["∂L/∂b⁽¹⁾"][0] == "𝟏ᵀ ∂L/∂Z⁽¹⁾ 𝟏"
    product = "∂L/∂Z⁽¹⁾ W⁽¹⁾" if rows else "W⁽¹⁾ᵀ ∂L/∂Z⁽¹⁾"
    assert told["∂L/∂X"][0] == f"{product} + ∂L/∂S⁽²⁾"
    assert told["∂L/∂bₒ"][0] == ("𝟏ᵀ ∂L/∂Zₒ" if rows else "∂L/∂Zₒ 𝟏")
    assert "one bias, b(1), which is added to every entry" in told["Z⁽¹⁾"][1]
    assert f"added to every {'row' if rows else 'column'}" in told["Zₒ"][1]
    assert "X also went past, into S(2)" in told["∂L/∂X"][1]
    fields = [each.name for each in build_figure(Specification.from_mapping(described)).fields]
    assert [name for name in fields if name.startswith("m")] == ["m1_1", "m1_2"]
    german = "".join(
        frame.text for frame in build_figure(Specification.from_mapping({**described, "lang": "de"})).frames
    )
    assert "ist die Maske" in german
    assert "ging auch daran vorbei" in german


def test_a_mask_changes_all_samples_and_can_be_given_by_a_reader() -> None:
    """As a field of the page, also of a unit for which the fence has none; 1 changes nothing, 0 drops the unit."""
    plain, masked = run(GATE), run({**GATE, "dropout": {"h1": 1}})
    assert masked.values[masked.graph.output] == plain.values[plain.graph.output]
    dropped = run({**GATE, "dropout": {"h1": 1}, "values": {"m3": 0}})
    names = dropped.graph.by_name
    assert [dropped.values[names[f"d{sample}3"]] for sample in (1, 2, 3, 4)] == [0, 0, 0, 0]
    assert dropped.grids.gradients[names["wo3"]].result == 0
    assert dropped.grids.gradients[names["wo1"]].result != 0


def numbers(tables: list[list[list[LexborNode]]]) -> list[Array]:
    """What stands in grids, to the digits that are printed."""
    return [np.array([[float(plain_text(cell)) for cell in row] for row in table]) for table in tables]


def plain_text(cell: LexborNode) -> str:
    """Its number as programs write it."""
    return cell.text().translate(str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")).replace("×10", "e")


def test_a_fused_loss_stands_beside_its_long_way() -> None:
    """With the numbers of both steps, whose result is that of the one, and why: for 300 random networks, as far as
    they have it."""
    told = set()
    for specification, shown in batches():
        assert isinstance(specification.subject, NetworkSubject)
        frame = Frame(*shown.frame(shown.turn + 1))
        is_fused = specification.subject.fused
        assert ("One after the other they give the same" in frame.text) == is_fused
        if not is_fused:
            continue
        _, _, result, _, _, by_p, *_, again = numbers(grids_of(frame))
        axis = 0 if shown.columns else 1
        together = specification.subject.loss == "softmax-cross-entropy"
        told.add((together, shown.columns))
        assert ("as the targets add up to 1" in frame.text) == together
        p, y = (grid(shown, Operand(each)) for each in (shown.matrices.layers[-1].activation, shown.matrices.targets))
        expected = (-y / p if together else (p - y) / (p * (1 - p))) / len(shown.batch.samples)
        np.testing.assert_allclose(by_p, expected, rtol=PRINTED)
        long = p * (expected - (p * expected).sum(axis, keepdims=True)) if together else expected * p * (1 - p)
        np.testing.assert_allclose(again, long, rtol=PRINTED)
        np.testing.assert_array_equal(again, result)
    assert told == set(product((True, False), repeat=2))


def test_where_the_long_way_has_no_logarithm_that_is_said() -> None:
    """Of a probability that is 0 to all digits, the one step still has the gradient."""
    samples = [{**sample, "x1": 900 * float(sample["x1"])} for sample in CLASSES["samples"]]  # type: ignore[attr-defined]
    values = {"w11": 1, "w12": 1, "wo11": 900, "wo12": -900}
    described: Described = {**CLASSES, "samples": samples, "values": values, "activation": "relu", "fused": True}
    shown = run(described)
    text = Frame(*shown.frame(shown.turn + 1)).text
    assert "the logarithm of 0 does not exist" in text
    assert len(grids_of(Frame(*shown.frame(shown.turn + 1)))) == 3


def grids_of(frame: Frame) -> list[list[list[LexborNode]]]:
    """The cells of each grid of a step, in rows."""
    tables = LexborHTMLParser(frame.text).css(".bp-grids table")
    return [[row.css("td") for row in table.css("tbody tr")] for table in tables]


@pytest.mark.parametrize("described", FIGURES)
def test_an_entry_names_the_row_and_the_column_that_make_it(described: Described) -> None:
    """Of a product of matrices, the row of the left one and the column of the right one, and its bias."""
    shown = run(described)
    for number, step in enumerate(shown.steps, 1):
        if step.rule not in ("affine", "weights", "below"):
            continue
        left, right, *rest, result = grids_of(Frame(*shown.frame(number)))
        for row, column in product(range(len(result)), range(len(result[0]))):
            cells = [*left[row], *(each[column] for each in right)]
            for bias in rest:
                cells.append(bias[row % len(bias)][column % len(bias[0])])
            made = (result[row][column].attributes["data-made"] or "").split()
            assert sorted(made) == sorted(cell.attributes["data-q"] or "" for cell in cells)


@pytest.mark.parametrize("described", FIGURES)
def test_every_entry_leads_to_its_scalar_step_and_back(described: Described) -> None:
    """Each number of a result is a link to a step that shows the same number; every id is claimed once."""
    figure = build_figure(Specification.from_mapping(described))
    found: list[str] = []
    for number, frame in enumerate(figure.frames):
        page = LexborHTMLParser(frame.text)
        entries = {entry.id: entry for entry in page.css(".bp-entries li")}
        links = page.css("td a")
        found += [str(each) for each in entries]
        assert len(links) == len(page.css("td[data-made]"))
        for link in links:
            entry = entries[(link.attributes["href"] or "")[1:]]
            *_, result = entry.css("math mtr")
            assert link.text().translate(POWERS) in result.text()
            assert entry.css_first("a").attributes["href"] == f"#{figure.name}-step-{number}"
    assert found == [f"{figure.name}-{anchor}" for anchor in figure.anchors]
    assert len(set(found)) == len(found) > 0


@pytest.mark.parametrize("described", FIGURES)
def test_a_specification_is_read_back_from_what_it_writes(described: Described) -> None:
    specification = Specification.from_mapping(described)
    assert Specification.from_mapping(specification.to_mapping()) == specification


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"view": "matrix"}, "view"),
        ({"batch": "row"}, "batch"),
        ({"view": "scalars", "batch": "columns"}, "batch"),
        ({"mode": "forward"}, "mode"),
        ({"sums": "split"}, "sums"),
        ({"bug": "overwrite"}, "bug"),
        ({"fade": 2}, "fade"),
        ({"predict": True}, "predict"),
        ({"samples": [XOR[0]] * 10}, "samples"),
        ({"samples": XOR, "network": [2, 8, 8, 1]}, "network"),
    ],
)
def test_what_matrices_cannot_have_is_refused(more: Described, key: str) -> None:
    """The error names the key and says what to do."""
    with pytest.raises(BackpropError) as caught:
        Specification.from_mapping({**GATE, **more})
    assert caught.value.argument == key
    assert caught.value.remedy


@pytest.mark.parametrize("samples", [1, 2, 9])
@pytest.mark.parametrize(
    ("activation", "z", "slope"),
    [
        ("relu", 0, "0"),
        ("leaky-relu", 0, "0.01"),
        ("hard-tanh", 1, "0"),
        ("hard-tanh", -1, "0"),
        ("hard-sigmoid", 3, "0"),
        *((name, 0, "") for name in ("tanh", "sigmoid", "elu", "softplus", "gelu", "silu", "hard-tanh", "identity")),
        *((name, 0.5, "") for name in ("relu", "leaky-relu", "hard-sigmoid")),
    ],
)
def test_a_kink_is_told_of_in_matrices_as_in_scalars(activation: str, z: float, slope: str, samples: int) -> None:
    """Where a derivative was chosen, for how many samples ever; and of no other."""
    described: Described = {"network": [1, 1, 1], "activation": activation, "values": {"w11": 0, "b1": z}}
    rows = [{"x": each, "y": 1} for each in range(samples)]
    scalars = build_figure(Specification.from_mapping(described)).frames
    assert any("has a kink just here" in frame.text for frame in scalars) == bool(slope)
    batch: Described = {**described, "view": "layers", **({"samples": rows} if samples > 1 else {})}
    matrices = build_figure(Specification.from_mapping(batch)).frames
    told = [re.sub("<[^>]+>", "", frame.text) for frame in matrices]
    assert sum("there is a kink, where no derivative exists" in each for each in told) == bool(slope)
    if slope:
        (there,) = (each for each in told if "there is a kink" in each)
        assert f"of the two sides: it is {slope}." in there
        assert "need not give the derivative of the whole" in there
        assert ("…" in there) == (samples > 6)


@pytest.mark.parametrize(
    ("activation", "slope"),
    [
        ("sigmoid", "σ′(z) is h · (1 − h)."),
        ("silu", "SiLU′(z) is σ(z) + h · (1 − σ(z))."),
        ("tanh", "tanh′(z) is 1 − h2."),
        ("leaky-relu(0.1)", "LeakyReLU′(z) is LeakyReLU′(z,0.1)."),
    ],
)
def test_a_slope_in_a_sentence_has_its_parentheses(activation: str, slope: str) -> None:
    """h · 1 − h would be another number than h · (1 − h)."""
    described: Described = {"network": [1, 1, 1], "activation": activation, "view": "layers"}
    frames = build_figure(Specification.from_mapping(described)).frames
    told = " ".join(re.sub("<[^>]+>|&#x2061;", "", frame.text) for frame in frames)
    assert slope.replace(" ", "") in told.replace(" ", "")


@pytest.mark.parametrize(
    ("layers", "slope"), [("names", "tanh′(zo) is 1 − y^2."), ("superscript", "tanh′(z(2)) is 1 − y^2.")]
)
def test_a_slope_at_the_output_is_about_the_output(layers: str, slope: str) -> None:
    """Of ŷ, not of y, which is the target; nor of the layer before."""
    described: Described = {"network": [1, 1, 1], "output": "tanh", "view": "layers", "notation": {"layers": layers}}
    frames = build_figure(Specification.from_mapping(described)).frames
    told = " ".join(re.sub("<[^>]+>|&#x2061;", "", frame.text) for frame in frames)
    assert slope.replace(" ", "") in told.replace(" ", "")


def test_only_a_network_has_layers() -> None:
    with pytest.raises(BackpropError, match="only a network has layers"):
        Specification.from_mapping({"expression": "x*y", "values": {"x": 1, "y": 2}, "view": "layers"})


@pytest.mark.parametrize("described", FIGURES)
def test_the_limit_counts_the_scalar_steps(described: Described) -> None:
    """As many as are drawn."""
    specification = Specification.from_mapping(described)
    assert isinstance(specification.subject, NetworkSubject)
    samples = len(specification.samples or (1,))
    counted = scalar_steps(specification.subject, samples)
    drawn = sum(len(step.scalars) for step in run(described).steps)
    assert drawn == counted <= MOST_SCALARS


def test_the_engine_in_the_page_answers_for_matrices() -> None:
    """All frames, some of them, the TeX of a step; what is about one number is refused, and nothing raised."""

    def asked(call: str, **more: object) -> dict[str, object]:
        answered: dict[str, object] = json.loads(answer(json.dumps({"call": call, "specification": GATE, **more})))
        return answered

    frames = asked("frames")["frames"]
    assert isinstance(frames, list)
    assert asked("glance", steps=[12])["frames"] == [frames[12]]
    tex = asked("takeaway", what="tex", step=12)["text"]
    assert r"\underset{3 \times 4}{\left(\frac{\partial L}{\partial Z}\right)^\top}" in str(tex)
    assert r"\underset{4 \times 2}{X}" in str(tex)
    for call in ("check", "judge"):
        assert "error" in asked(call, step=1, answer="1")
