"""A PDF of the book, as Chromium prints it: with marks for screen readers, and an outline."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import PdfMargins, sync_playwright

from tests.support import chromium, pages
from tools.book.chapters import Book, Chapter
from tools.book.epub import CONTENTS, STYLE

FACE = '@font-face { font-family: "STIX Two Math"; src: url("math.woff2") }'
PAPER = 'body { font: 10.5pt/1.45 serif } text { font-family: "STIX Two Math" } section { break-before: page }'
MARGINS = PdfMargins(top="20mm", right="20mm", bottom="20mm", left="20mm")
NUMBER = '<div style="width: 100%; text-align: center; font-size: 8pt"><span class="pageNumber"></span></div>'
PICTURE = re.compile(r'<img alt="([^"]*)" src="([^"]*)"/>')
LINK = re.compile(r'href="([\w-]+)\.xhtml(?:#([^"]*))?"')


# Nothing else of what Chromium writes differs from print to print; its text is as long as any other such date.
DATE = re.compile(rb"(?<=Date )\(D:\d{14}\+00'00'\)")


def pdf(book: Book, font: bytes, changed: str) -> bytes:
    """The bytes of the file, the same for the same book, with the day on which it `changed`, such as 2026-01-02."""
    with TemporaryDirectory() as folder:
        for name, content in {
            **book.files,
            "math.woff2": font,
            "book.html": _sharp(book, whole(book)).encode(),
        }.items():
            target = Path(folder, name)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)
        return dated(printed(Path(folder, "book.html")), changed)


def whole(book: Book) -> str:
    """All chapters as one page, each id and each link with the name of its chapter."""
    style = Path(__file__).with_name(STYLE).read_text("utf-8")
    entries = "".join(f'<li><a href="#{chapter.name}">{escape(chapter.title)}</a></li>' for chapter in book.chapters)
    return (
        f'<!doctype html><html lang="{book.language}"><head><meta charset="utf-8"><title>{escape(book.title)}</title>'
        f"<style>{FACE}{style}{PAPER}</style></head><body><h1>{escape(book.title)}</h1><p>{escape(book.description)}</p>"
        f"<p>{escape(book.author)}</p><h2>{CONTENTS[book.language]}</h2><ol>{entries}</ol>"
        f"{''.join(map(_section, book.chapters))}</body></html>"
    )


def _sharp(book: Book, html: str) -> str:
    """With the drawings themselves in the place of their pictures."""

    def drawn(image: re.Match[str]) -> str:
        svg = book.vectors.get(image[2])
        if svg is None:
            return image[0]
        plain = re.sub(r"<\?.*?\?>\s*|<title>.*?</title>|(?<=<svg )role=\"img\" ", "", svg)
        return plain.replace("<svg ", f'<svg role="img" aria-label="{image[1]}" ', 1)

    return PICTURE.sub(drawn, html)


def _section(chapter: Chapter) -> str:
    body = re.sub(r'(<[^>]*\sid=")', rf"\g<1>{chapter.name}--", chapter.body)
    body = LINK.sub(lambda link: f'href="#{link[1]}{f"--{link[2]}" if link[2] else ""}"', body)
    return f'<section id="{chapter.name}">{body}</section>'


def dated(made: bytes, changed: str) -> bytes:
    """A PDF as if it had been made at the beginning of this day; places in the file stay where they are."""
    return DATE.sub(f"(D:{changed.replace('-', '')}000000+00'00')".encode(), made)


def printed(page: Path) -> bytes:
    """A page as Chromium prints it."""
    path = chromium.ensure_light(chromium.this_machine())
    with sync_playwright() as playwright:
        browser = pages.launch(playwright, path)
        tab = browser.new_page()
        tab.goto(page.as_uri())
        tab.evaluate("document.fonts.ready")
        made = tab.pdf(
            format="A4", margin=MARGINS, outline=True, tagged=True, display_header_footer=True,
            header_template="<span></span>", footer_template=NUMBER,
        )  # fmt: skip
        browser.close()
    return made
