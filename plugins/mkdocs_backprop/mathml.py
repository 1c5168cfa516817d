r"""TeX in prose, $…$ and $$…$$ (also \(…\), \[…\], \begin…\end), as MathML made at build time.

Arithmatex finds the formulas; here they are converted in the element tree, before headings get
their ids. A dollar sign followed by a digit does not end a formula, so "$5-$10" stays money.
"""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx import arithmatex

from backprop_web.page import FormulaError
from backprop_web.problems import shown
from backprop_web.site import Logger
from backprop_web.tex import plain
from mkdocs_backprop.place import Place

OPTIONS = {"generic": True, "smart_dollar": True, "preview": False}
INLINE = rf"(?:{arithmatex.RE_SMART_DOLLAR_INLINE}(?!\d)|{arithmatex.RE_BRACKET_INLINE})"
FOUND = "arithmatex"
AFTER_INLINE_BEFORE_TOC = 15
HEADING = re.compile(r"h[1-6]")


class Formulas(Extension):
    """Python-Markdown extension; list it after any other that handles dollars or TeX."""

    def __init__(self, logger: Logger | None = None) -> None:
        super().__init__()
        self.logger = logger or logging.getLogger("mkdocs_backprop")
        self.place = Place()

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
            math = _untouched(self.place.page.formula(tex, display=display))
        except FormulaError as error:
            self._refuse(element, tex, error)
            return
        if display:
            _become(element, ElementTree.Element("div", _display_attributes()))
            element.append(math)
        else:
            _become(element, math)

    def _refuse(self, element: ElementTree.Element, tex: str, error: FormulaError) -> None:
        self.logger.warning(f"{self.place.line_of(tex)}: the formula {shown(tex)} is not TeX: {error}")
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


def _headings_with_math(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for element in root.iter():
        if HEADING.fullmatch(element.tag) and element.find(".//math") is not None:
            yield element


def _tex(element: ElementTree.Element) -> str:
    """The source without Arithmatex's two-character wrap; it escapes displayed formulas."""
    inner = (element.text or "")[2:-2].strip()
    return html.unescape(inner) if element.tag == "div" else inner


def _untouched(math: ElementTree.Element) -> ElementTree.Element:
    """The element, in whose text Markdown looks for nothing more."""
    for node in math.iter():
        node.text = AtomicString(node.text) if node.text else None
    return math


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
