"""A step's drawing as a picture that stands alone: SVG for any program, PNG for slides.

What the figure's style sheets say of a shape is written on it as attributes, with plain colours: programs that draw
SVG know neither variables nor `light-dark()`. The ground is that of light pages.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import overload
from xml.etree import ElementTree as Tree

import cssselect2
import tinycss2
from fontTools.ttLib import TTFont

from backprop_web import described
from backprop_web.assets import Asset
from backprop_web.engine import Drawn
from backprop_web.problems import FigureError, Problem
from backprop_web.site import Settings, Site

FAMILY = "STIX Two Math"
SCALE = 2
LIBRARIES = ("brotli", "cssselect2", "fonttools", "resvg-py", "tinycss2")
LINES = ("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "paint-order")
LETTERS = ("font-family", "font-size", "font-style", "font-weight", "text-anchor")
BOX = ("x", "y", "width", "height", "rx")

_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_LIGHT = re.compile(r"light-dark\(([^,()]*),[^()]*\)")
_MIX = re.compile(r"color-mix\(in srgb,\s*#(\w+) ([\d.]+)%,\s*#(\w+)\)")
_FONT = re.compile(r"(?:(?P<style>italic) )?(?P<size>[\d.]+)px (?P<family>.*)", re.DOTALL)

Rule = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Picture:
    """The text of an SVG file, without the font; `font` has the letters of formulas, as WOFF2."""

    svg: str
    font: bytes | None

    def with_font(self) -> str:
        """The SVG with the font in it, for programs that take it from there."""
        if self.font is None:
            return self.svg
        address = f"data:font/woff2;base64,{b64encode(self.font).decode()}"
        face = f'<style>@font-face {{ font-family: "{FAMILY}"; src: url("{address}") }}</style>'
        return self.svg.replace("</title>", f"</title>{face}", 1)

    def png(self) -> bytes:
        """The picture as the bytes of a PNG file, with twice as many pixels as the SVG has units."""
        from resvg_py import svg_to_bytes

        if self.font is None:
            return bytes(svg_to_bytes(svg_string=self.svg, zoom=SCALE))
        with TemporaryDirectory() as folder:
            font = Path(folder, "font.otf")
            font.write_bytes(_unpacked(self.font))
            # No font of this machine's, so that the picture is the same on every one.
            drawn = svg_to_bytes(
                svg_string=self.svg,
                zoom=SCALE,
                font_files=[str(font)],
                skip_system_fonts=True,
                font_family=FAMILY,
                serif_family=FAMILY,
                sans_serif_family=FAMILY,
            )
            return bytes(drawn)


def made_by() -> bytes:
    """What decides on pictures, beside drawing, style and font, for those who keep them: this, and the libraries."""
    return Path(__file__).read_bytes() + " ".join(map(version, LIBRARIES)).encode()


def picture(description: str | Mapping[str, object], step: int) -> Picture:
    """The drawing after `step`; 0 is before the first. Raises FigureError for what its author can mend."""
    pictures = Pictures(description)
    last = len(pictures) - 1
    if not 0 <= step <= last:
        raise FigureError([Problem("the step", str(step), f"give a whole number from 0 to {last}", 1)])
    return pictures[step]


class Style:
    """The style sheets and the font among a site's files, with which drawings become pictures."""

    def __init__(self, staged: Iterable[Asset], *, on_paper: bool = False) -> None:
        """`on_paper`: as pages print it."""
        files = list(staged)
        self._rules = rules(files, on_paper=on_paper)
        self._font = next((asset.content for asset in files if asset.name.endswith(".woff2")), None)

    def picture(self, drawing: str) -> Picture:
        """Of a step's drawing."""
        return Picture(dressed(drawing, self._rules), self._font)


class Pictures(Sequence[Picture]):
    """The drawings of all steps, the first of them before any. Raises FigureError for what their author can mend."""

    def __init__(self, description: str | Mapping[str, object]) -> None:
        site = Site(Settings(live=False))
        page = site.page("figure")
        page.figure(description)
        drawn = described.drawn(described.read(description), page.language)
        if not isinstance(drawn, Drawn):
            raise FigureError([Problem("the picture", "of a plot", "ask for it of a figure that has steps", 1)])
        self._drawings = [frame.drawing for frame in drawn.figure.frames]
        self._style = Style(site.stage())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._drawings)

    @overload
    def __getitem__(self, step: int) -> Picture: ...

    @overload
    def __getitem__(self, step: slice) -> Sequence[Picture]: ...

    def __getitem__(self, step: int | slice) -> Picture | Sequence[Picture]:
        """The one after `step`."""
        if isinstance(step, slice):
            return [self[each] for each in range(len(self))[step]]
        return self._style.picture(self._drawings[step])


def dressed(drawing: str, matcher: cssselect2.Matcher, kind: str = "bp-figure") -> str:
    """A step's drawing, or a plot, as the text of an SVG file, with what the rules say of it as attributes."""
    page = Tree.fromstring(f'<html><figure class="{kind}"><div class="bp-drawing">{drawing}</div></figure></html>')
    variables: dict[str, str] = {}
    for element in cssselect2.ElementWrapper.from_xml_root(page).iter_subtree():
        styled = _styled(element, matcher)
        variables |= {name: value for name, value in styled.items() if name.startswith("--")}
        _dress(element.etree_element, {name: _plain(value, variables) for name, value in styled.items()})
    svg, *rooms = page.iter("svg")
    title, ground = Tree.Element("title"), Tree.Element("rect", width="100%", height="100%")
    title.text = svg.attrib.pop("aria-label", "")
    ground.set("fill", _plain("var(--bp-surface)", variables))
    svg[:0] = [title, ground]
    box = rooms[0].attrib if rooms else dict(zip(("width", "height"), svg.attrib["viewBox"].split()[2:], strict=True))
    width, height = box["width"], box["height"]
    svg.attrib.pop("preserveAspectRatio", None)
    size = {"viewBox": f"0 0 {width} {height}", "width": width, "height": height}
    svg.attrib |= {"xmlns": "http://www.w3.org/2000/svg", **size}
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Tree.tostring(svg, encoding="unicode")}\n'


def rules(staged: Iterable[Asset], *, on_paper: bool = False) -> cssselect2.Matcher:
    """The rules of all style sheets; those for another medium, or for what no drawing has, are left out."""
    return _rules(tuple(asset.content for asset in staged if asset.name.endswith(".css")), on_paper)


# To read the sheets takes longer than to dress a drawing, and a book has one set of them for all.
@lru_cache(maxsize=2)
def _rules(sheets: tuple[bytes, ...], on_paper: bool) -> cssselect2.Matcher:
    matcher = cssselect2.Matcher()
    for sheet in sheets:
        for rule in _read(sheet.decode(), on_paper):
            for selector in _selectors(rule):
                matcher.add_selector(selector, dict(_declared(rule)))
    return matcher


def _read(sheet: str | Sequence[tinycss2.ast.Node], on_paper: bool) -> Iterator[tinycss2.ast.QualifiedRule]:
    """The rules of a sheet, those for paper among them if it is for that."""
    for rule in tinycss2.parse_rule_list(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield rule
        elif on_paper and rule.type == "at-rule" and tinycss2.serialize(rule.prelude).strip() == "print":
            yield from _read(rule.content, on_paper)


def _selectors(rule: tinycss2.ast.QualifiedRule) -> list[cssselect2.CompiledSelector]:
    try:
        compiled = cssselect2.compile_selector_list(rule.prelude)
    except cssselect2.SelectorError:  # of a browser's own kind
        return []
    return [selector for selector in compiled if selector.pseudo_element is None]


def _declared(rule: tinycss2.ast.QualifiedRule) -> Iterator[tuple[str, str]]:
    for each in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration":
            yield each.name, tinycss2.serialize(each.value).strip()


def _styled(element: cssselect2.ElementWrapper, matcher: cssselect2.Matcher) -> dict[str, str]:
    """What the rules say of the element, the weightiest last."""
    styled: dict[str, str] = {}
    for _, _, _, declared in matcher.match(element):
        for name, value in declared.items():
            styled.pop(name, None)
            styled[name] = value
    return styled


def _plain(value: str, variables: Mapping[str, str]) -> str:
    """The value without variables, for a light page, with every colour as such."""
    before = ""
    # From within outwards: a variable may stand for a choice of colours, and that in the place of another variable.
    while value != before:
        before = value
        value = _VARIABLE.sub(lambda match: variables.get(match[1], match[2] or "").strip(), value)
        value = _LIGHT.sub(lambda match: match[1].strip(), value)
    return _MIX.sub(lambda match: _mixed(_parts(match[1]), _parts(match[3]), float(match[2]) / 100), value)


def _parts(colour: str) -> list[int]:
    digits = colour if len(colour) == 6 else "".join(each * 2 for each in colour)
    return [int(digits[place : place + 2], 16) for place in (0, 2, 4)]


def _mixed(first: Iterable[int], second: Iterable[int], share: float) -> str:
    mixed = (round(a * share + b * (1 - share)) for a, b in zip(first, second, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _dress(element: Tree.Element, styled: Mapping[str, str]) -> None:
    """Write on the element what is said of it; its classes have done their work."""
    for name in [name for name in element.attrib if name == "class" or name.startswith("data-")]:
        del element.attrib[name]
    if styled.get("display") == "none":
        element.set("display", "none")
    for name, value in styled.items():
        if name == "font" and (match := _FONT.fullmatch(value)):
            element.set("font-size", match["size"])
            element.set("font-family", match["family"])
        elif name in (*LINES, *LETTERS) or (name in BOX and element.tag == "rect"):
            element.set(name, value.replace("px", "").replace("inherit, ", ""))


@lru_cache(maxsize=1)
def _unpacked(font: bytes) -> bytes:
    """The font in a format that needs no unpacking."""
    packed, plain = TTFont(BytesIO(font)), BytesIO()
    packed.flavor = None
    packed.save(plain)
    return plain.getvalue()
