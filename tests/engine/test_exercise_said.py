"""What exercises say: on their sheets, in hints, keys and verdicts, over all kinds of questions and the collection."""

from __future__ import annotations

import re
from html import unescape

import pytest

from backprop.exercise import matrices, sheets
from backprop.figure import mathml
from backprop.losses import LOSSES
from tests.engine.exercises import MATRIX, SHAPES, Mapped, drawn

DRAWS = 6


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
            html = "</li>".join(mathml.display([each]) for each in sheets.definitions(made))
            html = "</li>".join([html, *sheets.conventions(made)])
        text = re.sub("[\u2061\u2062]|<[^>]*>", "", unescape(html.replace("</li>", " "))).replace(";", ",")
        assert text.startswith("h1=tanh(z1) ")
        assert LOSS_OF[loss][several] in text
        assert all(each in sheets.questions(made) for each in html.split("</li>"))
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
