"""The engine's HTML as a tree with no more than course platforms take, and elements made in a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, fromstring, tostring

from backprop_web.courses.linear import linear

TIMES = " × "
"""Between rows and columns."""
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
MATHML = "http://www.w3.org/1998/Math/MathML"
KEPT = frozenset(
    ("class", "scope", "colspan", "rowspan", "display", "accent", "stretchy", "form", "width", "src", "alt")
)
"""Other attributes are for the page's own scripts."""


def element(tag: str, /, *content: Element | str, **attributes: str) -> Element:
    """An element; an underscore at the end of an attribute's name is left out, another one stands for a colon."""
    made = Element(tag, {name.rstrip("_").replace("_", ":"): value for name, value in attributes.items()})
    return filled(made, content)


def root(tag: str, schemas: Mapping[str, str], /, **attributes: str) -> Element:
    """The outermost element of a file, in the first of the namespaces, each of which has its schema."""
    location = " ".join(f"{space} {schema}" for space, schema in schemas.items())
    return element(tag, xmlns=next(iter(schemas)), xmlns_xsi=INSTANCE, xsi_schemaLocation=location, **attributes)


def written(whole: Element) -> bytes:
    """The file of its outermost element."""
    text: bytes = tostring(whole, "utf-8", xml_declaration=True)
    return text + b"\n"


def filled(made: Element, content: Iterable[Element | str]) -> Element:
    """The element with more content at its end."""
    for each in content:
        if isinstance(each, Element):
            made.append(each)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + each
        else:
            made.text = (made.text or "") + each
    return made


def content_of(html: str) -> list[Element | str]:
    """What a piece of HTML holds, without the attributes that are only of use in the page."""
    whole = fromstring(f"<div>{html}</div>")
    for each in whole.iter():
        for name in [name for name in each.attrib if name not in KEPT]:
            del each.attrib[name]
    for formula in whole.iter("math"):
        formula.set("xmlns", MATHML)
        formula.set("alttext", linear(formula))
    return parts_of(whole)


def parts_of(whole: Element) -> list[Element | str]:
    """Its text and elements in their order."""
    parts: list[Element | str] = [whole.text] if whole.text else []
    for child in whole:
        tail, child.tail = child.tail, None
        parts += [child, tail] if tail else [child]
    return parts
