"""An EPUB 3 of the book: https://www.w3.org/TR/epub-33/. The same bytes for the same chapters."""

from __future__ import annotations

from html import escape
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tools.book.chapters import Book, Chapter

FOLDER = "EPUB"
EARLIEST = (1980, 1, 1, 0, 0, 0)
STYLE = "book.css"
COVER = "images/cover.png"
CONTENTS = {"en": "Contents", "de": "Inhalt"}
SUMMARY = {
    "en": "Formulas are MathML. Each figure is a picture with a description, and a list of all of its steps in words, "
    "with the numbers.",
    "de": "Formeln sind MathML. Jede Abbildung ist ein Bild mit einer Beschreibung und eine Liste aller ihrer Schritte "
    "in Worten, mit den Zahlen.",
}
FEATURES = ("alternativeText", "longDescription", "MathML", "structuralNavigation", "tableOfContents", "readingOrder")
CONTAINER = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
TYPES = {"png": "image/png", "svg": "image/svg+xml"}


def epub(book: Book, cover: bytes, changed: str) -> bytes:
    """The bytes of the file; `changed` is the day of the last change."""
    files = {STYLE: Path(__file__).with_name(STYLE).read_bytes(), COVER: cover, **book.files}
    texts = {f"{chapter.name}.xhtml": _page(book, chapter) for chapter in book.chapters}
    texts |= {"contents.xhtml": _contents(book), "package.opf": _package(book, files, changed)}
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        _put(archive, "mimetype", b"application/epub+zip", ZIP_STORED)
        _put(archive, "META-INF/container.xml", CONTAINER.encode())
        for name, content in sorted((files | {name: text.encode() for name, text in texts.items()}).items()):
            _put(archive, f"{FOLDER}/{name}", content)
    return written.getvalue()


def _put(archive: ZipFile, name: str, content: bytes, method: int = ZIP_DEFLATED) -> None:
    entry = ZipInfo(name, EARLIEST)
    entry.create_system, entry.external_attr = 3, 0o100644 << 16
    archive.writestr(entry, content, method)


def _page(book: Book, chapter: Chapter) -> str:
    body = f"<body><section>{chapter.body}</section></body>"
    return f"{_head(book, chapter.title)}{body}</html>\n"


def _head(book: Book, title: str, namespaces: str = "") -> str:
    spoken = f'lang="{book.language}" xml:lang="{book.language}"'
    style = f'<link rel="stylesheet" type="text/css" href="{STYLE}"/>'
    return f'{HEAD}{namespaces}{spoken}><head><meta charset="utf-8"/><title>{escape(title)}</title>{style}</head>'


def _contents(book: Book) -> str:
    title = CONTENTS[book.language]
    entries = "".join(_entry(chapter) for chapter in book.chapters)
    nav = f'<nav epub:type="toc" id="toc"><h1>{title}</h1><ol>{entries}</ol></nav>'
    head = _head(book, title, 'xmlns:epub="http://www.idpf.org/2007/ops" ')
    return f"{head}<body>{nav}</body></html>\n"


def _entry(chapter: Chapter) -> str:
    file = f"{chapter.name}.xhtml"
    below = "".join(f'<li><a href="{file}#{place}">{escape(title)}</a></li>' for place, title in chapter.sections)
    return f'<li><a href="{file}">{escape(chapter.title)}</a>{f"<ol>{below}</ol>" if below else ""}</li>'


def _package(book: Book, files: dict[str, bytes], changed: str) -> str:
    own = uuid5(NAMESPACE_URL, f"{book.language}:{book.title}")
    told = {"accessMode": ("textual", "visual"), "accessModeSufficient": ("textual",), "accessibilityFeature": FEATURES}
    said = {**told, "accessibilityHazard": ("none",), "accessibilitySummary": (SUMMARY[book.language],)}
    properties = "".join(
        f'<meta property="schema:{name}">{escape(value)}</meta>' for name, values in said.items() for value in values
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{book.language}"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{own}</dc:identifier><dc:title>{escape(book.title)}</dc:title>'
        f"<dc:language>{book.language}</dc:language><dc:creator>{escape(book.author)}</dc:creator>"
        f"<dc:description>{escape(book.description)}</dc:description>"
        f'<meta property="dcterms:modified">{changed}T00:00:00Z</meta>{properties}</metadata>'
        f"<manifest>{''.join(_items(book, files))}</manifest>"
        f"<spine>{''.join(f'<itemref idref="{chapter.name}"/>' for chapter in book.chapters)}</spine></package>\n"
    )


def _items(book: Book, files: dict[str, bytes]) -> list[str]:
    items = ['<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>']
    for chapter in book.chapters:
        has = ' properties="mathml"' if "<math" in chapter.body else ""
        items.append(f'<item id="{chapter.name}" href="{chapter.name}.xhtml" media-type="application/xhtml+xml"{has}/>')
    for place, name in enumerate(sorted(files)):
        kind = "text/css" if name == STYLE else TYPES[name.rpartition(".")[2]]
        has = ' properties="cover-image"' if name == COVER else ""
        items.append(f'<item id="file-{place}" href="{name}" media-type="{kind}"{has}/>')
    return items
