"""A step's drawing as a picture: what the style sheet says stands in it, in words that every program knows."""

from __future__ import annotations

import re
import struct
import tomllib
import zlib
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest
from PIL import Image, ImageChops, ImageSequence
from selectolax.lexbor import LexborHTMLParser

from backprop import terminal
from backprop.figure.specification import Specification
from backprop.figure.subjects import SteppedSubject
from backprop_web import document, film
from backprop_web.assets import hashed
from backprop_web.courses.style import any_style
from backprop_web.page import Page
from backprop_web.picture import LIBRARIES, Picture, Pictures, dressed, picture, rules
from backprop_web.problems import FigureError
from backprop_web.runtime import Runtime
from backprop_web.terminal import PICTURES
from tests.support.book import is_plot
from tests.support.fences import fences
from tests.support.site import ROOT

TINY = {"name": "tiny", "title": "T", "network": [1, 2, 1]}
pytestmark = pytest.mark.usefixtures("made")
FAR = 40
SVG = "{http://www.w3.org/2000/svg}"
KINDS = [
    TINY,
    {"name": "e", "title": "T", "expression": "log(x1) + x1*x2 - sin(x2)", "values": {"x1": 2, "x2": 5}},
    {"name": "f", "title": "T", "expression": "x*exp(x)", "values": {"x": 1}, "mode": "forward"},
    {"name": "b", "title": "T", "expression": "x*exp(x)", "values": {"x": 1}, "fade": 2},
    {"name": "p", "title": "T", "python": "y = tanh(w*x)\n", "values": {"w": 0.5, "x": 1}, "parameters": ["w"]},
]


def _pictures(description: dict[str, object]) -> list[Tree.Element]:
    steps = range(0, 4)
    return [Tree.fromstring(picture(description, step).svg) for step in steps]


@pytest.mark.parametrize("description", KINDS, ids=lambda kind: kind["name"])
def test_no_program_has_to_know_a_style_sheet(description: dict[str, object]) -> None:
    """Every shape has a colour and every box a size, as plain attributes; classes and variables are gone."""
    for drawn in _pictures(description):
        for element in drawn.iter():
            assert not {"class", "style"} & set(element.attrib)
            assert not [
                value for value in element.attrib.values() if re.search(r"var\(|light-dark|color-mix|px", value)
            ]
            assert re.fullmatch("none|#[0-9a-f]{3,6}", element.get("fill", "none"))
        boxes = drawn.findall(f".//{SVG}g/{SVG}rect")
        assert boxes
        assert all({"x", "y", "width", "height", "fill", "stroke"} <= set(box.attrib) for box in boxes)
        assert all(text.get("fill") and text.get("font-size") for text in drawn.iter(f"{SVG}text"))


FENCES = fences()
PLOTS = {name: text for name, text in FENCES.items() if is_plot(text)}


def test_plots_are_told_from_figures_of_steps() -> None:
    """As the engine tells them, for every fence of the pages."""
    read = {name: Specification.from_mapping(document.read(text).mapping) for name, text in FENCES.items()}
    assert {name for name, each in read.items() if not isinstance(each.subject, SteppedSubject)} == set(PLOTS)


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_is_dressed_as_a_step_is(name: str, made: Runtime) -> None:
    """No variable is left, and the font has every letter, as pictures have no other."""
    figure = LexborHTMLParser(Page().figure(PLOTS[name])).css_first("figure.bp-plot svg, svg.bp-plot")
    drawn = Tree.fromstring(dressed(figure.html or "", rules([made.files["style"]]), "bp-plot"))
    values = [value for element in drawn.iter() for value in element.attrib.values()]
    assert [value for value in values if re.search(r"var\(|light-dark|color-mix", value)] == []
    assert {letter for text in drawn.itertext() for letter in text if letter.strip()} - made.characters == set()


def test_steps_differ_and_the_title_says_how() -> None:
    first, second = (picture(TINY, step).svg for step in (1, 2))
    assert first != second
    titles = [Tree.fromstring(svg).findtext(f"{SVG}title") for svg in (first, second)]
    assert titles == ["Drawing. z 1 is 0.5.", "Drawing. h 1 is 0.4621."]


def test_colours_are_those_of_light_pages_and_mixed_as_a_browser_does() -> None:
    """Of an edge that values ran along: 60 % of the blue of forward steps, on white."""
    strokes = {element.get("stroke") for element in Tree.fromstring(picture(TINY, 20).svg).iter()}
    mixed = [round(0.6 * colour + 0.4 * 255) for colour in (0x0B, 0x4E, 0x9C)]
    assert "#" + "".join(f"{part:02x}" for part in mixed) in strokes


@pytest.mark.parametrize(("on_paper", "colour"), [(False, "#d9dde5"), (True, "#9b9ea7")])
def test_on_paper_a_box_without_a_number_is_as_dark_as_lines(on_paper: bool, colour: str) -> None:
    """A copier loses what is as pale as on a screen: 55 % of a line's grey, #494f5f, on white."""
    drawn = any_style(on_paper=on_paper).picture('<svg viewBox="0 0 9 9"><g class="c"><rect/></g></svg>')
    (box,) = Tree.fromstring(drawn.svg).iter(f"{SVG}g")
    assert box[0].get("stroke") == colour


def test_the_font_stands_in_the_svg_where_there_is_one() -> None:
    with_font = Picture("<svg><title>T</title></svg>", b"font").with_font()
    assert (
        '</title><style>@font-face { font-family: "STIX Two Math"; src: url("data:font/woff2;base64,Zm9udA==")'
        in with_font
    )
    assert Picture("<svg><title>T</title></svg>", None).with_font() == "<svg><title>T</title></svg>"


def test_a_png_is_the_drawing_twice_as_large_and_always_the_same() -> None:
    made = picture(TINY, 14)
    size = struct.unpack(">II", made.png()[16:24])
    box = Tree.fromstring(made.svg).get("viewBox", "").split()
    assert list(size) == [2 * int(side) for side in box[2:]]
    assert made.png() == made.png()
    assert len(set(_pixels(made.png(), size[0]))) > 10


def _pixels(png: bytes, width: int) -> list[bytes]:
    """The rows of a PNG, filtered as they are: rows that differ show something."""
    starts = [place.start() - 4 for place in re.finditer(b"IDAT", png)]
    packed = b"".join(png[start + 8 : start + 8 + struct.unpack(">I", png[start : start + 4])[0]] for start in starts)
    raw, row = zlib.decompress(packed), 4 * width + 1
    return [raw[start:end] for start, end in pairwise(range(0, len(raw) + 1, row))]


def test_the_command_writes_pictures(tmp_path: Path) -> None:
    fence = tmp_path / "tiny.yaml"
    fence.write_text("name: tiny\ntitle: T\nnetwork: [1, 2, 1]\n", encoding="utf-8")
    for kind in ("svg", "png"):
        assert terminal.main(["figure", str(fence), f"--{kind}", "3", "-o", str(tmp_path / f"three.{kind}")]) == 0
    assert (tmp_path / "three.svg").read_text("utf-8") == picture(TINY, 3).with_font()
    assert (tmp_path / "three.png").read_bytes() == picture(TINY, 3).png()


def test_a_style_sheet_is_read_once_for_all_pictures() -> None:
    """And another one is another one."""
    sheet, other, script = hashed("a.css", b"p {}"), hashed("a.css", b"q {}"), hashed("a.js", b"1")
    assert rules([script, sheet]) is rules(iter([sheet]))
    assert rules([other]) is not rules([sheet])


def test_what_pictures_need_is_what_is_asked_for() -> None:
    """By the extra of the package, by the remedy where something is missing, and by the documentation."""
    told = tomllib.loads((ROOT / "plugins/pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    # To make one picture, the library that puts them together is not needed.
    assert [each for each in told["pictures"] if each != "pillow"] == list(LIBRARIES)
    command = f"pip install {' '.join(told['pictures'])}"
    assert command in PICTURES
    assert f"`{command}`" in (ROOT / "docs/terminal-and-notebook.md").read_text("utf-8")


def test_a_plot_has_no_steps() -> None:
    plot = {"name": "p", "title": "T", "count": "multiplications", "width": 2, "depths": [1, 2]}
    with pytest.raises(FigureError, match="the picture is of a plot: ask for it of a figure that has steps"):
        picture(plot, 1)


def test_a_film_has_every_step_as_it_is_drawn() -> None:
    """In the order of the steps, the last one longest, over and over, and the same bytes each time."""
    small = {"name": "s", "title": "T", "expression": "sin(x)", "values": {"x": 1}}
    made, pictures = film.gif(small), Pictures(small)
    with Image.open(BytesIO(made)) as played:
        assert played.info["loop"] == 0
        assert sum(1 for _ in ImageSequence.Iterator(played)) == len(pictures)
        for number, picture in enumerate(pictures):
            played.seek(number)
            shown, drawn = played.convert("RGB"), Image.open(BytesIO(picture.png())).convert("RGB")
            # The hues of edges are rounded; no shape is another one.
            apart = ImageChops.difference(shown, drawn).convert("L").point(lambda level: 255 * (level > FAR))
            assert apart.getbbox() is None, number
            assert played.info["duration"] == (film.AT_THE_END if number == len(pictures) - 1 else film.SHOWN)
    assert film.gif(small) == made
