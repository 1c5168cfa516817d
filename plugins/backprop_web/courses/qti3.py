"""QTI 3.0: the package of QTI 2.1 under the names of 3.0, which are those of 2.1 in small letters: qti-item-body for
itemBody, base-type for baseType. What is told to somebody stands in a body of its own there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from backprop_web.courses import qti
from backprop_web.courses.linear import linear
from backprop_web.courses.markup import element, root, written
from backprop_web.courses.packed import packed
from backprop_web.courses.questions import Paper

PURL = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/"
QTI, SCHEMA = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0", f"{PURL}imsqti_asiv3p0_v1p0.xsd"
CONTENT = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
CONTENT_SCHEMA = f"{PURL}imsqtiv3p0_imscpv1p2_v1p0.xsd"
HTML = frozenset(
    (
        *("p", "div", "span", "img", "br", "ul", "ol", "li", "strong", "em", "code", "sub", "sup", "a", "pre"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "h2", "h3"),
    )
)
"""Elements that a question has from HTML, whose names stay."""
BODIES: Mapping[str, Mapping[str, str]] = {"modalFeedback": {}, "rubricBlock": {"use": "scoring"}}
"""Elements with a body of their own, and what else they have to say."""


def package(papers: Iterable[Paper]) -> bytes:
    """The whole, with the manifest first, where readers look for it."""
    manifest, documents, pictures = qti.parts(papers)
    files = {name: written(renamed(each)) for name, each in documents.items()}
    return packed({"imsmanifest.xml": written(_manifest(manifest)), **files, **pictures})


def renamed(whole: Element) -> Element:
    """An item or a test under the names of 3.0."""
    made = root(_kebab(whole.tag, "qti-"), {QTI: SCHEMA})
    made.attrib |= {
        _kebab(name): value for name, value in whole.attrib.items() if not name.startswith(("xmlns", "xsi"))
    }
    made.text = whole.text
    made.extend(_renamed(child) for child in whole)
    return made


def _renamed(old: Element) -> Element:
    if old.tag == "math":
        return _formula(old)
    is_html = old.tag in HTML
    named = {name if is_html else _kebab(name): value for name, value in old.attrib.items()}
    made = Element(old.tag if is_html else _kebab(old.tag, "qti-"), {**named, **BODIES.get(old.tag, {})})
    inner = element("qti-content-body") if old.tag in BODIES else made
    if inner is not made:
        made.append(inner)
    inner.text, made.tail = old.text, old.tail
    inner.extend(_renamed(child) for child in old)
    return made


def _formula(old: Element) -> Element:
    """As text: the reader of 3.0 that was tried shows the letters of MathML side by side, which is no formula."""
    made = element("span", linear(old))
    made.tail = old.tail
    return made


def _kebab(name: str, before: str = "") -> str:
    return before + re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", name)


def _manifest(old: Element) -> Element:
    made = root("manifest", {CONTENT: CONTENT_SCHEMA}, identifier=old.attrib["identifier"])
    made.text = old.text
    made.extend(old)
    about, *_ = made
    schema, version = about
    schema.text, version.text = "QTI Package", "3.0.0"
    for resource in made.iter("resource"):
        resource.set("type", resource.attrib["type"].replace("v2p1", "v3p0"))
    return made
