"""A figure's HTML: every step is there for a reader without scripts, and nothing in it is markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from backprop.figure import frames
from backprop.figure.quotes import quotable
from backprop.figure.runs import Run
from backprop.figure.specification import Specification
from backprop.figure.sweeps import AnyStep
from backprop_web import engine, languages
from backprop_web.engine import Drawn
from backprop_web.prerender import ids, prerender

TITLE = "A <script>alert(1)</script> & \"double\" and 'single' quotes"
DESCRIBED = {"name": "one-two-one", "title": TITLE, "network": [1, 2, 1]}


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    figure = engine.draw(DESCRIBED)
    assert isinstance(figure, Drawn)
    return figure


@pytest.fixture(scope="module")
def live(drawn: Drawn) -> str:
    return prerender(drawn, languages.controls("en"), live=True)


@pytest.fixture(scope="module")
def figure(live: str) -> LexborNode:
    (found,) = LexborHTMLParser(live).css("figure.bp-figure")
    return found


def test_every_step_stands_in_the_html_with_drawing_formula_and_sentence(
    figure: LexborNode,
) -> None:
    steps = figure.css("ol.bp-steps > li.bp-step")
    assert [step.id for step in steps] == [f"one-two-one-step-{n}" for n in range(21)]
    assert [step.attributes["data-phase"] for step in steps] == (["given"] + ["forward"] * 7 + ["backward"] * 13)
    for step in steps:
        assert len(step.css("svg[role=img][aria-label]")) == 1
        assert step.css(".bp-formula math")
        assert step.css_first("p.bp-sentence").text().endswith(".")
        assert step.attributes["data-status"]


def test_steps_are_counted_for_the_client(figure: LexborNode) -> None:
    assert figure.attributes["data-forward"] == "7"
    assert figure.attributes["data-backward"] == "13"
    assert figure.css_first("ol").attributes["start"] == "0"
    assert figure.css_first("input[type=range]").attributes["max"] == "20"


def test_nothing_that_a_reader_without_scripts_needs_is_hidden(figure: LexborNode) -> None:
    hidden = {node.attributes["class"] for node in figure.css("[hidden][class]")}
    assert hidden == {"bp-values", "bp-controls", "bp-live"}


def test_a_title_is_text_whatever_it_says(figure: LexborNode) -> None:
    assert figure.css_first("figcaption").text() == TITLE
    assert not figure.css("script")


def test_the_specification_says_all_that_the_engine_needs_to_draw_it_again(figure: LexborNode, drawn: Drawn) -> None:
    read = json.loads(figure.attributes["data-specification"] or "")
    assert read == drawn.specification
    assert read["title"] == TITLE
    assert engine.draw(read).figure == drawn.figure


def test_every_given_number_has_a_labelled_field(figure: LexborNode) -> None:
    fields = {field.attributes["name"]: field for field in figure.css(".bp-values input")}
    assert set(fields) == {"w11", "b1", "w12", "b2", "wo1", "wo2", "bo", "x", "y"}
    for name, field in fields.items():
        assert field.id == f"one-two-one-{name}"
        assert figure.css_first(f"label[for={field.id}] math")
    assert fields["w12"].attributes["value"] == "−0.5"


def test_without_an_engine_there_are_no_fields_and_no_progress(drawn: Drawn, figure: LexborNode) -> None:
    still = LexborHTMLParser(prerender(drawn, languages.controls("en"), live=False))
    assert figure.css(".bp-values")
    assert figure.css(".bp-live")
    assert not still.css(".bp-values, .bp-live, progress")
    assert len(still.css("li.bp-step")) == 21


def test_buttons_say_what_they_do_and_send_no_form(figure: LexborNode) -> None:
    said = {b.attributes["data-action"] or "": b.text() for b in figure.css("button")}
    words = languages.controls("en")
    assert said == {action: words[action] for action in said}
    assert set(said) == {
        "back", "forward", "backward", "play", "reset", "defaults", "cancel", "retry",
    }  # fmt: skip
    assert all(button.attributes["type"] == "button" for button in figure.css("button"))


def test_the_controls_of_two_figures_have_different_names(figure: LexborNode) -> None:
    assert TITLE in (figure.css_first("[role=group]").attributes["aria-label"] or "")


def test_all_ids_are_told_and_unique(figure: LexborNode, drawn: Drawn) -> None:
    found = [node.id for node in figure.css("[id]")]
    assert len(found) == len(set(found))
    assert set(found) == ids(drawn)


def test_the_drawing_reserves_its_space(figure: LexborNode) -> None:
    """In both directions in which it may run."""
    steps, stage = (
        {tuple(_shape(each) for each in place.css("svg")[-2:]) for place in figure.css(name)}
        for name in (".bp-frame", ".bp-stage > .bp-space")
    )
    assert len(steps) == 1
    assert steps == stage


def _shape(room: LexborNode) -> float:
    width, height = (float(room.attributes[side] or 0) for side in ("width", "height"))
    return round(width / height, 2)


def test_no_byte_is_spent_on_space_between_elements(live: str) -> None:
    assert not re.search(r">\s+<", live)


def test_the_same_description_gives_the_same_bytes(live: str) -> None:
    again = prerender(engine.draw(dict(reversed(DESCRIBED.items()))), languages.controls("en"), live=True)
    assert again == live


@pytest.mark.parametrize("telling", [{}, {"sums": "split"}, {"mode": "forward", "by": "x"}, {"bug": "overwrite"}])
@pytest.mark.parametrize("subject", [{"network": [1, 2, 1]}, {"expression": "x*sin(x)", "values": {"x": 2}}])
def test_a_figure_works_its_steps_out_once(
    monkeypatch: pytest.MonkeyPatch, subject: dict[str, object], telling: dict[str, object]
) -> None:
    """To be drawn, and to be quoted in the text around it."""
    made: list[Run] = []

    class Counted(Run):
        def _steps(self) -> Iterator[AnyStep]:
            made.append(self)
            return super()._steps()

    monkeypatch.setattr(frames, "Run", Counted)
    drawn = engine.draw({"name": "f", "title": "F", **subject, **telling})
    numbers = engine.quotable(drawn)
    assert len(made) == 1
    assert numbers == quotable(Specification.from_mapping(drawn.specification))


def test_a_plot_that_is_played_has_its_last_frame_alone_without_scripts() -> None:
    """The others are hidden until the stepper shows them; there is no backward pass to go, and no number to change."""
    mapping = {"name": "film", "title": TITLE, "physics": "heat", "hidden": [3], "updates": 10}
    drawn = engine.draw(mapping)
    html = prerender(drawn, languages.controls("en"), live=True)
    (figure,) = LexborHTMLParser(html).css("figure.bp-figure")
    steps = figure.css("ol.bp-steps > li.bp-step")
    assert {"film", *(step.id for step in steps)} == ids(drawn)
    assert ["hidden" in step.attributes for step in steps] == [True] * (len(steps) - 1) + [False]
    assert figure.attributes["data-forward"] == str(len(steps) - 1)
    actions = [button.attributes["data-action"] for button in figure.css("button")]
    assert actions == ["back", "forward", "play", "reset"]
    assert len(figure.css(".bp-table tbody tr")) == len(steps)
    assert not figure.css("form, script")
