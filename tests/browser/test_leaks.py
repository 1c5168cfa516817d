"""What readers are to find stands nowhere before it is due: not in the text of what the browser prints, and not in what
it tells a screen reader, with scripts and without; one figure of each kind, and one exercise with tasks of each."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Page, expect
from pypdf import PageObject, PdfReader

from backprop.exercise.papers import Paper, paper
from backprop.exercise.specification import Exercise
from backprop.figure.frames import build_figure
from backprop.figure.specification import Specification
from backprop_web.keys import FOLDER
from tests.engine import decimal_keys
from tests.support.gates import some
from tests.support.hidden import given_away, left, numbers, told, ways
from tests.support.pages import Pages, settled
from tests.support.server import Server, serve
from tests.support.site import build
from tools.runtime import make

Mapped = Mapping[str, object]
SAMPLES = [{"x": 1.37, "y": 2}, {"x": 2.41, "y": 3}]
FIGURES: dict[str, Mapped] = {
    "network": {"network": [1, 2, 1], "fade": 7},
    "samples": {"network": [1, 1], "samples": SAMPLES, "fade": 6},
    "fused": {"network": [2, 2], "loss": "softmax-cross-entropy", "fused": True, "fade": 5},
    "closed": {"network": [1, 2, 1], "closed": "all", "fade": 4},
    "expression": {"expression": "y = x*sin(x)", "values": {"x": 2.3}, "fade": 4},
    "forward": {"expression": "y = x*sin(x) + cos(x)", "values": {"x": 2.3}, "mode": "forward", "fade": 5},
    "residual": {
        **{"expression": "u = tanh(w*x + b)", "residual": "u_xx + u"},
        **{"values": {"w": 1.5, "b": -0.4, "x": 0.7}, "fade": 6},
    },
    "program": {"python": "h = tanh(w*x)\nL = (h - y)**2\n", "values": {"w": 0.7, "x": 1.3, "y": 0.4}, "fade": 4},
}
# With so many digits that no answer stands somewhere by chance.
LONG = [-1.37, -0.83, 0.59, 0.71, 1.13, 1.47]
EXERCISES: dict[str, Mapped] = {
    "asked": {
        **{"network": [1, 2, 1], "draw": {"values": {"w*": LONG, "b*": LONG, "x": [1.37, 2.19], "y": [0.73]}}},
        "ask": [{"value": "zo"}, {"factor": "any"}, {"formula": "dL/dh1"}, {"value": "dL/dwo1"}, "order"],
        "digits": 8,
    },
    "in-matrices": {
        **{"network": [2, 2, 1], "view": "layers", "samples": [{"x1": 1, "x2": 0, "y": 1}, {"x1": 0, "x2": 1, "y": 0}]},
        "draw": {"values": {"w*": LONG, "b*": LONG}, "samples": {"x*": LONG, "y": LONG}},
        **{"ask": [{"matrix": "Z"}, {"matrix": "dL/dW"}, {"shape": "dL/dWo"}, {"count": "parameters"}], "digits": 8},
    },
}
# All that a browser has for those who do not see.
READ = ("name", "description", "value")
OPEN = "step => { step.hidden = false; step.querySelector('.bp-answer').open = true }"
LAST = "range => { range.value = range.max; range.dispatchEvent(new Event('input', { bubbles: true })) }"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site with a page for each."""
    make()
    folder = tmp_path_factory.mktemp("leaks")
    (folder / "docs").mkdir()
    for kind, all_of_kind in (("backprop", FIGURES), ("exercise", EXERCISES)):
        for name, described in all_of_kind.items():
            fence = json.dumps({"name": name, "title": "Own", **described})
            (folder / "docs" / f"{name}.md").write_text(f"# Own\n\n```{kind}\n{fence}\n```\n", "utf-8")
    theme = {"name": "material", "font": False}
    config = {"site_name": "Own", "theme": theme, "plugins": ["backprop"]}
    (folder / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
    build(folder / "site", config=folder / "mkdocs.yml", strict=False)
    with serve(folder / "site") as server:
        yield server


def heard(tab: Page) -> str:
    """The accessibility tree, as text."""
    nodes = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
    texts = [node[key].get("value", "") for node in nodes for key in READ if key in node]
    texts += [each["value"].get("value", "") for node in nodes for each in node.get("properties", [])]
    return " ; ".join(map(str, texts))


def printed(tab: Page) -> list[tuple[str, str]]:
    """The text of each page that the browser prints, and what of it stands on its head."""
    made = PdfReader(io.BytesIO(tab.pdf(format="A4", prefer_css_page_size=True)))
    return [_read(page) for page in made.pages]


def _read(page: PageObject) -> tuple[str, str]:
    upright, turned = list[str](), list[str]()

    def take(text: str, user: list[float], own: list[float], *_: object) -> None:
        (upright if own[0] * user[0] + own[1] * user[2] >= 0 else turned).append(text)

    page.extract_text(visitor_text=take)
    return "".join(upright), "".join(turned)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("name", some(FIGURES, ("expression", "program")))
def test_a_faded_figure_keeps_its_blanks(page: Pages, pages: Server, name: str, scripts: bool) -> None:
    """At its first step and at its last, until an answer is opened. On paper answers stand on the last pages alone or,
    without scripts, on their head."""
    figure = build_figure(Specification.from_mapping({"name": name, "title": "Own", **FIGURES[name]}))
    hidden, known = list(left(figure).values()), told(figure)
    assert hidden
    tab = page(java_script_enabled=scripts)
    tab.goto(f"{pages.url}{name}/")
    if scripts:
        settled(tab)
        tab.wait_for_function("window.backprop?.tools")
    assert given_away(hidden, known, numbers(heard(tab))) == set()
    if scripts:
        tab.locator(f"#{name} .bp-controls input[type=range]").evaluate(LAST)
        expect(tab.locator(f"#{name} .is-current .bp-answer")).to_be_visible()
        assert given_away(hidden, known, numbers(heard(tab))) == set()
    sheets = printed(tab)
    last = next((place for place, (text, _) in enumerate(sheets) if text.strip().startswith("Answers")), len(sheets))
    assert given_away(hidden, known, numbers(" ; ".join(text for text, _ in sheets[:last]))) == set()
    # That the text is read at all.
    there = [text for text, _ in sheets[last:]] if scripts else [text for _, text in sheets]
    assert all(ways(value) & numbers(" ; ".join(there)) for value in hidden if ways(value))
    # The last one that is told nowhere else.
    place = max(place for place, value in enumerate(hidden) if given_away([value], known, set(ways(value))))
    tab.locator(f"#{name} .bp-step:has(.bp-answer)").nth(place).evaluate(OPEN)
    assert given_away(hidden, known, numbers(heard(tab)))


def on_paper(tab: Page) -> str:
    return " ; ".join(text for page in printed(tab) for text in page)


def secrets(made: Paper) -> list[float]:
    """The numbers that are asked for."""
    asked = [task for task in made.tasks if task.kind in ("value", "factor", "matrix")]
    return [said for task in asked for said, _ in decimal_keys.expected(made, task)]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("name", some(EXERCISES, ("asked",)))
def test_an_exercise_keeps_its_key(page: Pages, pages: Server, name: str, scripts: bool) -> None:
    """Its page has none of it; that of the key has all on paper, and says it once it was opened."""
    made = paper(Exercise.from_mapping({"name": name, "title": "Own", **EXERCISES[name]}))
    hidden = secrets(made)
    samples = made.drawn.run.samples.rows if made.drawn.run.samples else ()
    known = {value for row in (made.drawn.specification.values.values(), *samples) for value in row}
    tab = page(java_script_enabled=scripts)
    tab.goto(f"{pages.url}{name}/")
    if scripts:
        expect(tab.locator(f"#{name} form").first).to_be_visible()
    formulas = [task.answer for task in made.tasks if task.kind == "formula"]
    for text in (heard(tab), on_paper(tab)):
        assert given_away(hidden, known, numbers(text)) == set()
        assert not any(formula in text for formula in formulas)
    tab.goto(f"{pages.url}{FOLDER}/{name}/")
    assert given_away(hidden, known, numbers(heard(tab))) == set()
    there = numbers(on_paper(tab))
    assert len([value for value in hidden if ways(value)]) >= 3
    tab.locator("summary").click()
    opened = numbers(heard(tab))
    assert all(ways(value) & there and ways(value) & opened for value in hidden if ways(value))
