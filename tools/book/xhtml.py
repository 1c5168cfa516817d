"""The article of a built page as XHTML for a book that is only read: no controls, each figure as one picture and the
list of its steps, nothing closed that a reader would have to open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from selectolax.lexbor import LexborNode

MATHML = "http://www.w3.org/1998/Math/MathML"
VOID = {"br", "col", "hr", "img", "wbr"}
LEFT_OUT = {"button", "form", "input", "link", "progress", "script", "style", "svg", "template"}
# The keys of exercises are pages of the site alone.
LEFT_OUT_CLASSES = {"headerlink", "bp-controls", "bp-live", "bp-space", "bp-status", "bp-table", "bp-entries"} | {
    "bp-below", "bp-layers", "bp-key-of"
}  # fmt: skip
OPENED = {"details": "div", "summary": "p"}
KEPT = {"alt", "aria-label", "class", "colspan", "dir", "href", "id", "lang", "rowspan", "scope", "src", "start"}
KEPT_IN_FORMULAS = {"accent", "columnalign", "display", "displaystyle", "fence", "form", "linethickness", "lspace"} | {
    "mathvariant", "maxsize", "minsize", "movablelimits", "rspace", "scriptlevel", "separator", "stretchy", "width"
}  # fmt: skip

Address = Callable[[str], str | None]
"""From an address, as the page has it, to that of the book; None where the book has no such place."""
Draw = Callable[[LexborNode], tuple[str, str] | None]
"""From a figure to the address of its picture and what it shows."""


def xhtml(article: LexborNode, link: Address, source: Address, draw: Draw) -> str:
    """All that stands in the article."""
    return _Writer(link, source, draw).inside(article)


class _Writer:
    def __init__(self, link: Address, source: Address, draw: Draw) -> None:
        self.link, self.source, self.draw = link, source, draw

    def inside(self, node: LexborNode, formula: bool = False) -> str:
        return "".join(self.node(child, formula) for child in node.iter(include_text=True))

    def node(self, node: LexborNode, formula: bool) -> str:
        if node.tag == "-text":
            return escape(node.text_content or "", quote=False)
        if not (tag := node.tag) or tag.startswith(("-", "!")) or _is_left_out(node):
            return ""
        if tag == "figure":
            return self._figure(node)
        if "bp-drawing" in _classes(node):
            return ""
        if tag == "a" and self.link(node.attributes.get("href") or "") is None:
            return f"<span>{self.inside(node)}</span>"
        formula = formula or tag == "math"
        attributes = "".join(self._attributes(node, formula))
        named = OPENED.get(tag, tag)
        if tag in VOID:
            return f"<{named}{attributes}/>"
        return f"<{named}{attributes}>{self._told(node)}{self.inside(node, formula)}</{named}>"

    def _figure(self, node: LexborNode) -> str:
        """Caption and structure, the picture, then the steps."""
        text = self.inside(node)
        if picture := self.draw(node):
            shown = f'<div class="bp-picture"><img alt="{escape(picture[1])}" src="{escape(picture[0])}"/></div>'
            caption, end, rest = text.partition("</figcaption>")
            text = f"{caption}{end}{shown}{rest}"
        return f"<figure{''.join(self._attributes(node, False))}>{text}</figure>"

    def _told(self, node: LexborNode) -> str:
        """What a step says with its number, in words, for those who cannot hear formulas."""
        told = node.attributes.get("data-status") if "bp-step" in _classes(node) else None
        return f'<p class="bp-told">{escape(told)}</p>' if told else ""

    def _attributes(self, node: LexborNode, formula: bool) -> Iterator[str]:
        kept = KEPT | KEPT_IN_FORMULAS if formula else KEPT
        if node.tag == "math":
            yield f' xmlns="{MATHML}"'
        for name, value in sorted(node.attributes.items()):
            if name in kept and value is not None and (written := self._value(name, value)):
                yield f' {name}="{escape(written)}"'
                if name == "lang":
                    yield f' xml:lang="{escape(written)}"'

    def _value(self, name: str, value: str) -> str | None:
        match name:
            case "href":
                return self.link(value)
            case "src":
                return self.source(value)
            case "id":
                return xml_id(value)
        return value


def xml_id(name: str) -> str:
    """An id as XML takes it."""
    return re.sub(r"[^\w.-]", "-", name)


def _is_left_out(node: LexborNode) -> bool:
    """What waits for scripts, and pictures without words, which only make a list of pages pleasant, among them. What
    waits for its step is told."""
    if "hidden" in node.attributes and node.attributes["hidden"] != "until-found":
        return True
    if node.tag == "img" and not node.attributes.get("alt"):
        return True
    return node.tag in LEFT_OUT or bool(_classes(node) & LEFT_OUT_CLASSES)


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())
