r"""TeX in prose, $…$ and $$…$$ (also \(…\), \[…\], \begin…\end), as MathML made at build time.

Arithmatex finds the formulas; here they are converted in the element tree, before headings get
their ids. A dollar sign followed by a digit does not end a formula, so "$5-$10" stays money.
"""

from __future__ import annotations

import html
import logging
import re
import unicodedata
from collections.abc import Iterator
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from math_core import LatexError, LatexToMathML
from pymdownx import arithmatex

from backprop_web.assets import short_hash
from backprop_web.problems import shown
from mkdocs_backprop.fence import Logger
from mkdocs_backprop.place import Page

OPTIONS = {"generic": True, "smart_dollar": True, "preview": False}
INLINE = rf"(?:{arithmatex.RE_SMART_DOLLAR_INLINE}(?!\d)|{arithmatex.RE_BRACKET_INLINE})"
FOUND = "arithmatex"
AFTER_INLINE_BEFORE_TOC = 15
HEADING = re.compile(r"h[1-6]")
NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")
PRIMES = ("′", "″", "‴")
ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "ˉ": "\u0304", "˙": "\u0307", "~": "\u0303"}
UNSEEN = {ord(character): None for character in "\u2061\u2062\u2063\u2064"}


class Formulas(Extension):
    """Python-Markdown extension; list it after any other that handles dollars or TeX."""

    def __init__(self, logger: Logger | None = None) -> None:
        super().__init__()
        self.logger = logger or logging.getLogger("mkdocs_backprop")
        self.page = Page()
        self.converter = LatexToMathML(fancy_error=False)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name that Markdown calls
        md.registerExtensions(["pymdownx.arithmatex"], {"pymdownx.arithmatex": OPTIONS})
        inline = arithmatex.InlineArithmatexPattern(INLINE, OPTIONS)
        md.inlinePatterns.register(inline, "arithmatex-inline", 189.9)
        md.treeprocessors.register(_Converting(self), "bp-mathml", AFTER_INLINE_BEFORE_TOC)

    def convert(self, element: ElementTree.Element) -> None:
        """Turn what Arithmatex left, `<span>\\(…\\)</span>` or a `<div>`, into MathML in place."""
        display = element.tag == "div"
        tex = _tex(element)
        try:
            text = self.converter.convert_with_local_state(tex, displaystyle=display)
        except LatexError as error:
            self._refuse(element, tex, error)
            return
        self.page.characters.update(text)
        math = _parsed(text)
        self.page.styles.update(_without_styles(math))
        if display:
            _become(element, ElementTree.Element("div", _display_attributes()))
            element.append(math)
        else:
            _become(element, math)

    def _refuse(self, element: ElementTree.Element, tex: str, error: LatexError) -> None:
        place = self.page.line_of(tex)
        self.logger.warning(f"{place}: the formula {shown(tex)} is not TeX: {_reason(error)}")
        code = ElementTree.Element("code", {"class": "bp-tex-error"})
        code.text = AtomicString(f"${tex}$")
        if element.tag == "div":
            _become(element, ElementTree.Element("p"))
            element.append(code)
        else:
            _become(element, code)


class _Converting(Treeprocessor):
    def __init__(self, formulas: Formulas) -> None:
        super().__init__()
        self.formulas = formulas

    def run(self, root: ElementTree.Element) -> None:
        for element in [each for each in root.iter() if each.get("class") == FOUND]:
            self.formulas.convert(element)
        for heading in _headings_with_math(root):
            heading.set("data-toc-label", " ".join(plain(heading).split()))


def plain(element: ElementTree.Element) -> str:
    """The text of `element` on one line, a fraction as a/b and an accent on its letter."""
    children = [plain(child) for child in element]
    if element.tag == "mfrac":
        return "/".join(children)
    if element.tag == "mover" and children[1] in ACCENTS:
        return unicodedata.normalize("NFC", children[0] + ACCENTS[children[1]])
    tails = [child.tail or "" for child in element]
    inner = "".join(text + tail for text, tail in zip(children, tails, strict=True))
    return ((element.text or "") + inner).translate(UNSEEN)


def _headings_with_math(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for element in root.iter():
        if HEADING.fullmatch(element.tag) and element.find(".//math") is not None:
            yield element


def _tex(element: ElementTree.Element) -> str:
    """The source without Arithmatex's two-character wrap; it escapes displayed formulas."""
    inner = (element.text or "")[2:-2].strip()
    return html.unescape(inner) if element.tag == "div" else inner


def _parsed(text: str) -> ElementTree.Element:
    math = ElementTree.fromstring(NAMED.sub(lambda found: html.unescape(found[0]), text))
    for node in math.iter():
        node.text = AtomicString(node.text) if node.text else None
        # Alone in a superscript it is infix by default, and browsers set an infix operator apart.
        if node.tag == "mo" and node.text in PRIMES:
            node.attrib.update(lspace="0", rspace="0")
    return math


def _without_styles(math: ElementTree.Element) -> dict[str, str]:
    """Put a class in the place of every style attribute, which a strict policy forbids: style by class."""
    styles = {}
    for node in math.iter():
        if style := node.attrib.pop("style", ""):
            name = f"bp-m-{short_hash(style.encode())}"
            node.set("class", f"{node.get('class', '')} {name}".strip())
            styles[name] = style
    return styles


def _become(element: ElementTree.Element, other: ElementTree.Element) -> None:
    """Make `element` what `other` is, where it stands; the text after it stays."""
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = other.tag, other.text, tail
    element.attrib.update(other.attrib)
    element.extend(other)


def _display_attributes() -> dict[str, str]:
    """It can be focused, because on a phone it may be wider than the page and scrolls by itself."""
    return {"class": "bp-display", "tabindex": "0", "data-search-exclude": "true"}


def _reason(error: LatexError) -> str:
    """math-core's message starts with the offset: "7: Expected closing token …"."""
    offset, _, message = str(error).partition(": ")
    return f"{message.rstrip('.')}, at character {int(offset) + 1}"
