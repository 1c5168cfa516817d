"""HTML of the engine, with MathML in it, as Typst, which makes a PDF of it with no browser.

Whatever is text stands in string literals, so nobody's name and no number is ever markup.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from weakref import finalize
from xml.etree.ElementTree import Element, fromstring

import typst

PAGE = """\
#set document(title: {title}, date: none)
#set page(paper: "a4", margin: 20mm, numbering: "1")
#set text(font: ({families},), size: 11pt, lang: {language})
#show math.equation: set text(font: "New Computer Modern Math")
#set enum(numbering: "1.", spacing: 1.2em)
#let options(..items) = for (place, each) in items.pos().enumerate() [
  #grid(columns: (1.5em, 1fr), gutter: 0.3em, strong(numbering("a", place + 1)), each)
]
#let numbers(head, columns, ..cells) = {{
  if head != [] {{ text(size: 0.85em, head); linebreak() }}
  text(size: 0.85em, table(columns: columns, stroke: 0.4pt + gray, inset: 3pt, align: right, ..cells))
}}
#let answers(head, columns, ..cells) = table(
  columns: columns, stroke: 0.4pt + gray, inset: 3pt, align: left, ..cells
)
#let room(height) = block(height: height, width: 100%, stroke: (bottom: 0.4pt + gray))
"""
FAMILY = "Libertinus Serif"
"""Typst brings it, so that what it has looks the same on every machine."""
NO_CHARACTER, ROW = "\U0010ffff", 100
DRAWN = re.compile(r'<g transform="matrix\(1 0 0 -1 [\d.]+ ([\d.]+)\)">(.*?)</g>')
GLYPH = re.compile(r'href="#(\w+)"')
SIGNS = {
    **{"=": "=", "≈": "approx", "+": "+", "−": "-", "·": "dot.op", "×": "times", "⊙": "dot.o", "′": "prime", "<": "lt"},
    **{"(": r"\(", ")": r"\)", "[": r"\[", "]": r"\]", "\u2062": "thin", "\u2061": "", ">": "gt", "∂": "partial"},
}
"""What Typst spaces as a sign; any other is text."""
LINES = "bp-lines"
SMALL, LARGE = "2.5em", "6em"
ROOMS = {"choice": SMALL, "shape": SMALL, "count": SMALL, "order": SMALL, "bug": SMALL}
"""How much room a task of a kind has, as on the HTML sheet."""
PARAGRAPHS = {
    "bp-question": ("#block(sticky: true)[#strong[", "]]"),
    "bp-code": ("#text(size: 0.85em)[", "]"),
    # Neither is the last line of a page: what belongs to it follows.
    "bp-solution": ("#block(sticky: true)[", "]"),
}
DRAWING, LETTER, GRIDS, NAME = "bp-drawing", "bp-letter", "bp-grids", "bp-name"
SOURCE = "sheet.typ"
NEXT = '\n#{set page(numbering: none); pagebreak(to: "odd")}\n#counter(page).update(1)\n'
"""Between sheets in one document: printed on both sides, each begins on paper of its own. A page left empty for that
has no number."""
LOOKUP = 6
"""So many pairs stand side by side in a table in which functions are looked up."""


class NoFontError(Exception):
    """A file that is no font."""


class Press:
    """Makes PDFs, with fonts that are read once: those that Typst brings, then that of a file, and for what none of
    them has those of this machine."""

    def __init__(self, font: Path | None = None) -> None:
        # Typst takes folders, and reads a font when it first needs it: the folder has to stay.
        folder = mkdtemp()
        finalize(self, shutil.rmtree, folder, ignore_errors=True)
        own = _families_of(font, folder) if font else []
        self._fonts = typst.Fonts(font_paths=[folder])
        self._families = ", ".join(map(literal, (FAMILY, *own)))

    def pdf(self, title: str, language: str, body: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
        """The document, with pictures by the names that it has for them; the same bytes for the same text, as far as
        the fonts that Typst brings have it."""
        head = PAGE.format(title=literal(title), language=literal(language), families=self._families)
        with TemporaryDirectory() as folder:
            source = Path(folder, SOURCE)
            source.write_text(head + body, encoding="utf-8")
            for name, picture in (pictures or {}).items():
                source.with_name(name).write_bytes(picture)
            return typst.compile(str(source), root=folder, font_paths=self._fonts)

    def missing(self, text: str) -> str:
        """The characters of a text that no font has, each once: of each, Typst is asked to draw it, and whether that is
        the box which it draws of what is no character."""
        asked = [NO_CHARACTER, *dict.fromkeys(sign for sign in text if not sign.isascii())]
        rows = (f"#place(dy: {place * ROW}pt)[#{literal(sign)}]" for place, sign in enumerate(asked))
        with TemporaryDirectory() as folder:
            source = Path(folder, SOURCE)
            source.write_text(f"#set page(margin: 0pt)\n#set text(font: ({self._families},))\n{''.join(rows)}", "utf-8")
            drawn = typst.compile(str(source), root=folder, font_paths=self._fonts, format="svg")
        found: dict[int, set[str]] = {}
        for baseline, glyphs in DRAWN.findall(drawn.decode()):
            found.setdefault(int(float(baseline)) // ROW, set()).update(GLYPH.findall(glyphs))
        (box,) = found[0]
        return "".join(sign for place, sign in enumerate(asked) if place and box in found.get(place, ()))


def _families_of(font: Path, folder: str) -> list[str]:
    """What the font in a file is called, which is put into the folder. Raises NoFontError."""
    shutil.copy(font, folder)
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).families()
    if not own:
        raise NoFontError(str(font))
    return list(own)


def literal(text: str) -> str:
    """A string of Typst."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def body(html: str, picture: str = "", alternative: str = "") -> str:
    """The content of a document; its drawing is a `picture`, for which the `alternative` stands."""
    drawing = f"image({literal(picture)}, width: 80%, alt: {literal(alternative)})"
    return _content(fromstring(f"<div>{html}</div>"), drawing)


def _content(whole: Element, drawing: str = "") -> str:
    """What an element holds."""
    parts = [_text(whole.text)]
    for child in whole:
        parts += [_element(child, drawing), _text(child.tail)]
    return "".join(parts)


def _text(text: str | None) -> str:
    return f"#{literal(text)}" if text else ""


def _element(each: Element, drawing: str) -> str:
    kind = each.get("class", "")
    if kind == LETTER:
        return ""
    if kind == DRAWING:
        return f"\n#align(center, {drawing})\n"
    if kind == GRIDS:
        return f"\n\n{' #h(0.6em, weak: true) '.join(map(_part, each))}\n\n"
    if make := ELEMENTS.get(each.tag):
        return make(each)
    return _content(each, drawing)


def _part(each: Element) -> str:
    """A matrix of a row of them with its name above it, and the sign before it."""
    name = "".join(_content(one) for one in each if one.get("class") == NAME)
    shown = [one for one in each if one.get("class") != NAME]
    cells = [f"[{_table(one, name) if one.tag == 'table' else _content(one)}]" for one in shown]
    return f"#box(grid(columns: {len(cells)}, align: horizon, column-gutter: 0.4em, {', '.join(cells)}))"


def _paragraph(each: Element) -> str:
    before, after = PARAGRAPHS.get(each.get("class", ""), ("", ""))
    return f"\n\n{before}{_content(each)}{after}\n\n"


def _formula(each: Element) -> str:
    math = _math(each).strip() or '""'
    return f"\n$ {math} $\n" if each.get("display") == "block" else f"${math}$"


def _items(each: Element) -> str:
    kind = each.get("class", "")
    items = [_item(item) for item in each if item.tag == "li"]
    if kind == "bp-given":
        return f"\n\n{'#h(1.5em, weak: true)'.join(f'#box[{item}]' for item in map(_inline, each))}\n\n"
    if kind == "bp-before":
        return f"\n\n{''.join(f'#block(spacing: 0.85em)[{item}]' for item in map(_inline, each))}\n\n"
    if kind == "bp-options":
        return f"\n#options({', '.join(f'[{item}]' for item in items)})\n"
    listed = "list" if kind == "bp-wiring" else "enum"
    return f"\n#{listed}({', '.join(f'[{item}]' for item in items)})\n"


def _inline(each: Element) -> str:
    for math in each.iter("math"):
        math.attrib.pop("display", None)
    return _content(each)


def _item(each: Element) -> str:
    kind = each.get("data-task")
    room = f"\n#room({ROOMS.get(kind, LARGE)})\n" if kind else ""
    return _content(each) + room


def _table(each: Element, name: str = "") -> str:
    caption = next(each.iter("caption"), None)
    head = f"[{_content(caption) if caption is not None else name}]"
    # A matrix, which has a name, has heads for those who listen alone.
    lines = each.iterfind("tbody/tr") if name else each.iter("tr")
    rows = [[f"[{_content(cell)}]" for cell in line if not name or cell.tag == "td"] for line in lines]
    columns = len(rows[0])
    if each.get("class") == "bp-lookup":
        # Short rows, of which several stand side by side.
        rows, columns = [rows[0] * LOOKUP, *rows[1:]], columns * LOOKUP
    head_of, *below = [", ".join(row) for row in rows]
    cells = ", ".join([f"table.header({head_of})", *below])
    kind = "answers" if each.get("class") == "bp-key-table" else "numbers"
    return f"\n#{kind}({head}, {columns}, {cells})\n"


def _strong(each: Element) -> str:
    return f"#strong[{_content(each)}]"


def _source(each: Element) -> str:
    """Lines of a program, as they stand."""
    lines = (literal(line) for line in "".join(each.itertext()).split("\n"))
    return f'\n#raw(({", ".join(lines)},).join("\\n"), block: true)\n'


def _heading(each: Element) -> str:
    return f"\n\n#heading(level: {each.tag[1:]})[{_content(each)}]\n\n"


def _nothing(each: Element) -> str:
    return ""


ELEMENTS: Mapping[str, Callable[[Element], str]] = {
    "p": _paragraph,
    "math": _formula,
    "ul": _items,
    "ol": _items,
    "table": _table,
    "strong": _strong,
    "pre": _source,
    "h1": _heading,
    "h2": _heading,
    "svg": _nothing,
    "br": lambda _: "\n\n",
}


def _math(each: Element) -> str:
    """A piece of a formula, in Typst's mathematics."""
    if make := MATH.get(each.tag):
        return make(*each) if each.tag in WITH_PARTS else make(each)
    return _row(each)


def _row(parts: Iterable[Element]) -> str:
    return " ".join(filter(None, map(_math, parts)))


def _argument(each: Element) -> str:
    return _math(each) or '""'


def _letter(each: Element) -> str:
    text = each.text or ""
    return text if len(text) == 1 and text.isalpha() else literal(text)


def _sign(each: Element) -> str:
    text = each.text or ""
    return SIGNS.get(text, literal(text))


def _fraction(above: Element, below: Element) -> str:
    return f"frac({_argument(above)}, {_argument(below)})"


def _below(base: Element, index: Element) -> str:
    return f"attach({_argument(base)}, b: {_argument(index)})"


def _raised(base: Element, power: Element) -> str:
    return f"attach({_argument(base)}, t: {_argument(power)})"


def _both(base: Element, index: Element, power: Element) -> str:
    return f"attach({_argument(base)}, b: {_argument(index)}, t: {_argument(power)})"


def _under(base: Element, below: Element) -> str:
    return f"attach(limits({_argument(base)}), b: {_argument(below)})"


def _hat(base: Element, _: Element) -> str:
    return f"hat({_argument(base)})"


def _lines(each: Element) -> str:
    """Rows, in line with one another at their first cell's end."""
    return r" \ ".join(" & ".join(map(_row, row)) for row in each.iter("mtr"))


def _space(each: Element) -> str:
    return f"#h({each.get('width', '1em')})"


MATH: Mapping[str, Callable[..., str]] = {
    "mi": _letter,
    "mn": lambda each: literal(each.text or ""),
    "mtext": lambda each: literal(each.text or ""),
    "mo": _sign,
    "mfrac": _fraction,
    "msub": _below,
    "msup": _raised,
    "msubsup": _both,
    "munder": _under,
    "mover": _hat,
    "mtable": _lines,
    "mspace": _space,
}
WITH_PARTS = frozenset(("mfrac", "msub", "msup", "msubsup", "munder", "mover"))
