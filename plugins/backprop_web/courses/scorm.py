"""SCORM 1.2: the exercise as it is in a page, with the engine in it, in a package that tells the platform the score.

The page has no key, but shows the way on demand, which costs the point. Each reader may draw other numbers.
"""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element, indent

from backprop_web import exercises, whole
from backprop_web.courses.markup import element, root, written
from backprop_web.courses.packed import packed
from backprop_web.courses.questions import language_of
from backprop_web.document import Document
from backprop_web.site import Settings, Site
from backprop_web.tags import script_tags

CONTENT = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
PAGE = "index.html"
REPORTING = "scorm"
"""The role of the script that reports."""


def package(read: Document) -> bytes:
    """The whole. Raises FigureError with all that is wrong with the exercise, and ValueError where there is no engine
    for browsers."""
    site = Site(Settings(preload=False))
    if not site.live or REPORTING not in site.runtime.files:
        missing = site.runtime.missing
        raise ValueError(missing.get("live") or missing.get("scripts") or "install the package anew")
    asked = exercises.asked(read, language_of(read), {})
    page = site.page(PAGE, asked.language)
    page.exercises.append(asked)
    script = site.runtime.files[REPORTING]
    staged = {asset.uri: asset.content for asset in (*site.stage(), script)}
    tags = site.tags(page, root="") + script_tags({REPORTING: script}, "")
    shown = exercises.html(asked, key="", level=1)
    html = whole.page(escape(asked.title), asked.language, tags, f"<main>{shown}</main>")
    manifest = _manifest(asked.name, asked.title, [PAGE, *staged])
    return packed({"imsmanifest.xml": written(manifest), PAGE: html.encode(), **staged})


def _manifest(name: str, title: str, files: list[str]) -> Element:
    """One page, which reports, and the files that it needs."""
    about = element("metadata", element("schema", "ADL SCORM"), element("schemaversion", "1.2"))
    item = element("item", element("title", title), identifier=f"{name}-item", identifierref=f"{name}-page")
    organisation = element("organization", element("title", title), item, identifier=f"{name}-course")
    page = element("resource", *(element("file", href=file) for file in files), identifier=f"{name}-page")
    page.attrib |= {"type": "webcontent", "adlcp:scormtype": "sco", "href": PAGE}
    schemas = {CONTENT: "imscp_rootv1p1p2.xsd", ADL: "adlcp_rootv1p2.xsd"}
    made = root("manifest", schemas, identifier=f"{name}-package", version="1.0", xmlns_adlcp=ADL)
    made.extend((about, element("organizations", organisation, default=f"{name}-course"), element("resources", page)))
    indent(made, " ")
    return made
