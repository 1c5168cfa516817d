"""What a reader takes away: formula, drawing, numbers and program, copied or saved, and read back here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from backprop.figure.frames import build_figure, run_of
from backprop.figure.specification import Specification
from backprop_web.policy import policy
from tests.engine.test_takeaway import taken
from tests.support.gates import some
from tests.support.pages import Pages
from tests.support.programs import run
from tests.support.reader import Reader
from tests.support.server import Server, missing
from tests.support.views import PHONE, views

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
LIVE = 60_000
CLIPBOARD = ["clipboard-read", "clipboard-write"]
SVG = "{http://www.w3.org/2000/svg}"
PARTS = {"svg", "title", "g", "path", "rect", "text", "tspan"}
FIGURES = {
    CHAPTER: ("#composition", FIGURE),
    "backpropagation-at-work/": ("#deep", "#pinn"),
    "computational-graphs/": ("#baydin-forward", "#diamond"),
}


def opened(tab: Page, served: Server, address: str = CHAPTER, figure: str = FIGURE, step: int = 14) -> Page:
    """A page at a step of a figure, with the panel open."""
    tab.goto(f"{served.url}{address}{figure}-step-{step}")
    tab.wait_for_function("window.backprop?.tools")
    return taking(tab, figure)


def visited(reader: Reader) -> Page:
    """The same in the tab that tests have in common, where Python may live already."""
    return taking(reader(f"{CHAPTER}{FIGURE}-step-14"), FIGURE)


def at(tab: Page, figure: str, step: int) -> None:
    """Go to a step of a figure."""
    tab.locator(f"{figure} .bp-controls input").fill(str(step))
    expect(tab.locator(f"{figure}-step-{step}.is-current")).to_be_attached()


def taking(tab: Page, figure: str) -> Page:
    tab.locator(f'{figure} [data-tool="takeaway"]').click()
    return tab


def saved(tab: Page, kind: str, folder: Path, figure: str = FIGURE) -> Path:
    """The file that a button makes."""
    with tab.expect_download() as waiting:
        tab.locator(f'{figure} [data-kind="{kind}"]').click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def specification_of(tab: Page, figure: str) -> dict[str, object]:
    read: dict[str, object] = json.loads(tab.locator(figure).get_attribute("data-specification") or "")
    return read


def test_texts_are_copied_and_shown(reader: Reader) -> None:
    """The clipboard holds the engine's text for the numbers that the figure has now; a file can be saved of it."""
    tab = visited(reader)
    tab.locator(f'{FIGURE} input[name="x"]').fill("1.25")
    for kind in ("tex", "numpy", "jax", "pytorch"):
        check_text(tab, kind)


def check_text(tab: Page, kind: str) -> None:
    """Copied, shown, saved."""
    figure = specification_of(tab, FIGURE)
    values: dict[str, float] = {**figure["values"], "x": 1.25}  # type: ignore[dict-item]
    text = taken({**figure, "values": values}, kind, step=14)["text"]
    tab.locator(f'{FIGURE} [data-kind="{kind}"]').click()
    expect(tab.locator(f"{FIGURE} .bp-taken textarea")).to_have_value(text, timeout=LIVE)
    expect(tab.locator(f"{FIGURE} .bp-panel-message")).to_contain_text("Copied")
    assert tab.evaluate("navigator.clipboard.readText()") == text
    with tab.expect_download() as waiting:
        tab.locator(f"{FIGURE} .bp-taken button").click()
    name = "one-two-one-step-14.tex" if kind == "tex" else f"one-two-one-{kind}.py"
    assert waiting.value.suggested_filename == name
    assert Path(waiting.value.path()).read_text() == text
    if kind == "numpy":
        assert run(text)["L"] > 0


def left_to_the_reader(tab: Page, figure: str) -> list[int]:
    """The numbers of the steps whose results a reader works out."""
    steps = tab.locator(f"{figure} .bp-step:has(.bp-answer)").evaluate_all("all => all.map(each => each.id)")
    return [int(name.rpartition("-")[2]) for name in steps]


@pytest.mark.parametrize(("address", "figures"), FIGURES.items())
def test_numbers_and_drawings_of_several_figures(
    reader: Reader, tmp_path: Path, address: str, figures: tuple[str, ...]
) -> None:
    """Of networks, formulas, second derivatives, forward mode: a plain table, and a drawing that stands alone."""
    tab = reader(address)
    for figure in figures:
        taking(tab, figure)
        check_table(tab, tmp_path, figure)
        check_drawing(tab, tmp_path, figure)


def check_table(tab: Page, tmp_path: Path, figure: str) -> None:
    """RFC 4180, the names of values and programs, ten digits, nothing that a spreadsheet would compute."""
    at(tab, figure, 1)
    target = saved(tab, "csv", tmp_path, figure)
    assert target.name == f"{figure[1:]}-step-1.csv"
    content = target.read_bytes().decode()
    assert content.count("\r\n") == content.count("\n")
    head, *rows = csv.reader(io.StringIO(content, newline=""), strict=True)
    shown = run_of(Specification.from_mapping(specification_of(tab, figure)))
    named = [node for node in shown.graph.nodes if node.constant is None]
    assert head[:2] == ["name", "value"]
    assert head[2] == (f"derivative_by_{shown.telling.by}" if shown.telling.by else "gradient")
    assert [row[0] for row in rows] == [node.name for node in named]
    values = {node.index: shown.values[node.index] for node in named}
    derived = {step.target: step.result for step in shown.steps if step.phase != "forward"}
    blank = [shown.steps[number - 1] for number in left_to_the_reader(tab, figure)]
    left = {(step.target, 1 if step.phase == "forward" else 2) for step in blank}
    for column, numbers in ((1, values), (2, derived)):
        for node, row in zip(named, rows, strict=True):
            assert (row[column] == "") == (node.index not in numbers)
            assert (row[column] == "?") == ((node.index, column) in left)
            if row[column] not in ("", "?"):
                assert float(row[column]) == pytest.approx(numbers[node.index], rel=1e-9, abs=1e-30)


def test_no_cell_is_a_formula_to_a_spreadsheet(page: Pages, served: Server) -> None:
    """Negative numbers stay numbers; text that starts like a formula is quoted, commas and quotes as RFC 4180 says."""
    tab = opened(page(), served)
    cells = ['=HYPERLINK("x","y")', "+1+1", "@SUM(1)", "−1.5×10⁻⁵", "2, 3"]
    written = tab.evaluate(
        """(cells) => {
          const figure = document.querySelector("#one-two-one").cloneNode(true);
          const body = figure.querySelector(".bp-table tbody");
          body.replaceChildren(...cells.map((text) => {
            const row = body.rows[0].cloneNode(true);
            row.cells[1].textContent = text;
            return row;
          }));
          return backprop.tools.csv({ figure });
        }""",
        cells,
    )
    rows = list(csv.reader(io.StringIO(written, newline=""), strict=True))
    assert [row[1] for row in rows[1:]] == ['\'=HYPERLINK("x","y")', "'+1+1", "'@SUM(1)", "-1.5e-5", "2, 3"]


def content_of(root: ElementTree.Element) -> dict[str, list[str]]:
    """Texts, lines and places of a drawing, in their order."""
    every = list(root.iter())
    return {
        "texts": ["".join(each.itertext()) for each in every if each.tag.removeprefix(SVG) == "text"],
        "lines": [each.get("d", "") for each in every if each.tag.removeprefix(SVG) == "path"],
        "places": [each.get("transform", "") for each in every if each.get("transform")],
    }


def check_drawing(tab: Page, tmp_path: Path, figure: str) -> None:
    """A file without references, classes or variables, with every text and line of the engine's own drawing."""
    at(tab, figure, 2)
    before = tab.locator(f"{figure} .bp-steps").inner_html()
    text = saved(tab, "svg", tmp_path, figure).read_text()
    assert tab.locator(f"{figure} .bp-steps").inner_html() == before
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert (root.get("width"), root.get("height")) == tuple((root.get("viewBox") or "").split()[2:])
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= PARTS
    for unwanted in ("<use", "href", "class=", "var(", "color(", "color-mix", "http://127", 'id="', '"_,'):
        assert unwanted not in text, unwanted
    drawn = build_figure(Specification.from_mapping(specification_of(tab, figure))).frames[2].drawing
    drawn = drawn[drawn.index("<svg") : drawn.index("</svg>") + len("</svg>")]
    assert content_of(root) == content_of(ElementTree.fromstring(drawn))


def hues(tab: Page, *names: str) -> list[tuple[int, int, int]]:
    """What the page's palette makes of these hues of the style sheet, as red, green and blue."""
    probe = """name => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = `var(--bp-${name})`;
      const colour = getComputedStyle(probe).color;
      probe.remove();
      return colour.match(/\\d+/g).slice(0, 3).map(Number);
    }"""
    return [(red, green, blue) for red, green, blue in (tab.evaluate(probe, name) for name in names)]


def test_a_saved_drawing_opens_by_itself(page: Pages, served: Server, tmp_path: Path) -> None:
    """As a page of its own, texts have the colours that they have in the figure, and the font is named."""
    tab = opened(page(), served)
    saved(tab, "svg", tmp_path).rename(tmp_path / "alone.svg")
    alone = page()
    alone.goto((tmp_path / "alone.svg").as_uri())
    fills = alone.evaluate("[...document.querySelectorAll('text')].map(each => getComputedStyle(each).fill)")
    fonts = alone.evaluate("[...document.querySelectorAll('text')].map(each => getComputedStyle(each).fontFamily)")
    assert {f"rgb{hue}" for hue in hues(tab, "ink", "forward", "gradient")} <= set(fills)
    assert any(font.startswith('"STIX Two Math"') for font in fonts)


def pixels(content: bytes) -> tuple[int, int, set[bytes]]:
    """Width, height and the colours of a PNG file, as red, green, blue and opacity."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    with Image.open(io.BytesIO(content)) as picture:
        colours = picture.convert("RGBA").getcolors(picture.width * picture.height) or []
        return picture.width, picture.height, {bytes(colour) for _, colour in colours if isinstance(colour, tuple)}


@pytest.mark.parametrize("scheme", some(("light", "dark"), ("dark",)))
def test_pictures_have_the_colours_of_the_page(page: Pages, served: Server, tmp_path: Path, scheme: str) -> None:
    """Twice as many pixels as units, made under the strict policy; ground, value and gradient in the palette's hues."""
    strict = policy(each.read_text(encoding="utf-8") for each in served.folder.rglob("*.html"))
    served.headers["Content-Security-Policy"] = strict
    tab = opened(page(color_scheme=scheme), served)
    content = saved(tab, "png", tmp_path).read_bytes()
    expect(tab.locator(f"{FIGURE} .bp-panel-message")).to_contain_text("Saved as one-two-one-step-14.png")
    width, height, colours = pixels(content)
    room = tab.locator(f"{FIGURE} .is-current .bp-frame > svg").nth(1)
    assert [width, height] == [2 * float(room.get_attribute(side) or 0) for side in ("width", "height")]
    for wanted in hues(tab, "surface", "forward", "gradient"):
        assert any(each.startswith(bytes(wanted)) for each in colours), wanted


def test_without_an_engine_drawing_and_numbers_remain(page: Pages, served: Server, tmp_path: Path) -> None:
    """Nothing is offered that could not be made."""
    served.faults["*/live.*.js"] = missing()
    tab = opened(page(expected=["404", "undefined"]), served)
    kinds = tab.locator(f"{FIGURE} [data-kind]").evaluate_all("all => all.map(each => each.dataset.kind)")
    assert kinds == ["svg", "png", "csv"]
    assert saved(tab, "svg", tmp_path).stat().st_size > 1000


def test_an_engine_that_fails_says_so(page: Pages, served: Server) -> None:
    """The usual sentence with a button to try again, which then works."""
    served.faults["*.wasm*"] = missing()
    tab = opened(page(expected=["404"], permissions=CLIPBOARD), served)
    tab.locator(f'{FIGURE} [data-kind="tex"]').click()
    message = tab.locator(f"{FIGURE} .bp-panel-message")
    expect(message).to_contain_text("could not be downloaded", timeout=LIVE)
    served.faults.clear()
    message.locator("button").click()
    expect(message).to_contain_text("Copied", timeout=LIVE)


def test_the_drawing_of_changed_numbers_is_taken(reader: Reader, tmp_path: Path) -> None:
    """What is saved is what is seen."""
    tab = visited(reader)
    tab.locator(f'{FIGURE} input[name="x"]').fill("1.25")
    expect(tab.locator(f"{FIGURE} .bp-table table")).to_contain_text("1.25", timeout=LIVE)
    assert ">1.25</text>" in saved(tab, "svg", tmp_path).read_text()
    assert "\r\nx,1.25,\r\n" in saved(tab, "csv", tmp_path).read_bytes().decode()


@pytest.mark.gate
def test_axe_finds_nothing_in_the_open_panel(reader: Reader, axe: Callable[[Page, str], list[str]]) -> None:
    """With a text shown; light and dark; no sideways scrolling on a phone."""
    tab = visited(reader)
    tab.locator(f'{FIGURE} [data-kind="numpy"]').click()
    expect(tab.locator(f"{FIGURE} .bp-taken textarea")).to_be_visible(timeout=LIVE)
    for _ in views(tab, [(PHONE, "light"), (PHONE, "dark")]):
        assert axe(tab, FIGURE) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320
