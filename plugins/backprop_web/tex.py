"""TeX as MathML, made when a page is: no script, no style attribute, which a strict policy would forbid."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from math_core import LatexError, LatexToMathML

from backprop_web.hashes import short_hash

NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")
PRIMES = ("′", "″", "‴")
STYLES = ("displaystyle", "scriptlevel")
ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "ˉ": "\u0304", "˙": "\u0307", "~": "\u0303"}
UNSEEN = {ord(character): None for character in "\u2061\u2062\u2063\u2064"}

_converter = LatexToMathML(fancy_error=False)


class FormulaError(ValueError):
    """What the author wrote is not TeX; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Formula:
    """`math`, the element; the `characters` that it shows; `styles` that its parts need, by class."""

    math: Element
    characters: frozenset[str]
    styles: dict[str, str]


def formula(tex: str, *, display: bool = False) -> Formula:
    """Convert `tex`. Raises FormulaError."""
    try:
        text = _converter.convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        raise FormulaError(_reason(error)) from error
    math = _parsed(text)
    return Formula(math, frozenset(text), _without_styles(math))


def plain(element: Element) -> str:
    """The text of `element` on one line, a fraction as a/b and an accent on its letter."""
    children = [plain(child) for child in element]
    if element.tag == "mfrac":
        return "/".join(children)
    if element.tag == "mover" and children[1] in ACCENTS:
        return unicodedata.normalize("NFC", children[0] + ACCENTS[children[1]])
    tails = [child.tail or "" for child in element]
    inner = "".join(text + tail for text, tail in zip(children, tails, strict=True))
    return ((element.text or "") + inner).translate(UNSEEN)


def _parsed(text: str) -> Element:
    math = ElementTree.fromstring(NAMED.sub(lambda found: html.unescape(found[0]), text))
    for node in math.iter("mo"):
        # Alone in a superscript it is infix by default, and browsers set an infix operator apart.
        if node.text in PRIMES:
            node.attrib.update(lspace="0", rspace="0")
    for node in list(math.iter()):
        _style_apart(node)
    return math


def _style_apart(node: Element) -> None:
    """Put the style that a fraction or a table asks for on an element around it.

    MathML Core allows it everywhere, HTML's checker still follows MathML 3; of a table it must be the table's own.
    """
    kept = "displaystyle" if node.tag == "mtable" else ""
    asked = {name: node.attrib.pop(name) for name in STYLES if name in node.attrib and name != kept}
    if not asked:
        return
    inner = Element(node.tag, node.attrib)
    inner[:] = node[:]
    node.clear()
    node.tag = "mstyle"
    node.attrib.update(asked)
    node.append(inner)


def _without_styles(math: Element) -> dict[str, str]:
    """Put a class in the place of every style attribute: style by class."""
    styles = {}
    for node in math.iter():
        if style := node.attrib.pop("style", ""):
            name = f"bp-m-{short_hash(style.encode())}"
            node.set("class", f"{node.get('class', '')} {name}".strip())
            styles[name] = style
    return styles


def _reason(error: LatexError) -> str:
    """math-core's message starts with the offset: "7: Expected closing token …"."""
    offset, _, message = str(error).partition(": ")
    return f"{message.rstrip('.')}, at character {int(offset) + 1}"
