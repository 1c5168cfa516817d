"""The book to read elsewhere: an EPUB that the W3C's checker passes, and the page for the PDF, of the same site, in
each language."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as Tree
from zipfile import ZIP_STORED, ZipFile

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.support import epub_checker
from tools.book import chapters, epub, pdf
from tools.book.pictures import Pictures
from tools.runtime import make

# Between them: steps, steps that are left to the reader, matrices with their entries, a plot, exercises, tables, terms.
SOME = ("", "one-neuron-by-hand/", "matrices/", "exercises/two-neurons/", "terminology/")
XHTML, MATHML = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/1998/Math/MathML}"


@pytest.fixture(scope="module", params=["site", "german"])
def folder(request: pytest.FixtureRequest) -> Path:
    """The site that it is a book of, in each language."""
    built: Path = request.getfixturevalue(request.param)
    return built


@pytest.fixture(scope="module")
def book(folder: Path) -> chapters.Book:
    return chapters.read(folder, Pictures(make()), SOME)


@pytest.fixture(scope="module")
def written(book: chapters.Book, folder: Path) -> bytes:
    return epub.epub(book, (folder / "assets/share/index.png").read_bytes(), "2026-01-02")


@pytest.mark.gate
def test_the_checker_finds_no_error_and_no_warning(written: bytes, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(written)
    assert epub_checker.messages(path) == []


def test_the_checker_finds_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    assert epub_checker.messages(path) != []


def test_it_is_the_same_each_time_and_begins_as_one(book: chapters.Book, written: bytes) -> None:
    again = epub.epub(book, book_cover(written), "2026-01-02")
    assert again == written
    first = ZipFile(BytesIO(written)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)


@pytest.mark.built
def test_a_pdf_has_the_date_of_the_book_alone(tmp_path: Path) -> None:
    """Of its making and of its last change, so that its bytes do not depend on when it is printed."""
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>T</title><p>Text</p></html>', "utf-8")
    made = pdf.printed(page)
    dated = pdf.dated(made, "2026-01-02")
    assert len(dated) == len(made)
    assert re.findall(rb"D:[^)]*", dated) == [b"D:20260102000000+00'00'"] * 2


def book_cover(written: bytes) -> bytes:
    return ZipFile(BytesIO(written)).read(f"{epub.FOLDER}/{epub.COVER}")


def test_each_figure_has_a_picture_and_all_steps_of_the_page(book: chapters.Book, folder: Path) -> None:
    """Each step with its number in words, its formula and its sentence; answers are open, controls are gone, and
    nothing is left of what the book has not: labels of fields, keys of exercises."""
    for address, chapter in zip(SOME, book.chapters, strict=True):
        page = LexborHTMLParser((folder / address / "index.html").read_text("utf-8"))
        own = Tree.fromstring(f'<x xmlns="http://www.w3.org/1999/xhtml">{chapter.body}</x>')
        steps = [each for each in own.iter(f"{XHTML}li") if "bp-step" in (each.get("class") or "").split()]
        assert ["".join(step.find(f"{XHTML}p").itertext()) for step in steps] == [
            each.attributes["data-status"] for each in page.css(".bp-step")
        ]
        assert all(step.find(f".//{MATHML}math") is not None for step in steps)
        assert all(step.find(f".//{XHTML}p[@class='bp-sentence']") is not None for step in steps)
        figures = own.findall(f".//{XHTML}figure")
        assert len(figures) == len(page.css("figure.bp-figure, figure.bp-plot"))
        for figure in figures:
            (image,) = figure.findall(f".//{XHTML}img")
            assert image.get("alt")
            assert book.files[image.get("src") or ""].startswith(b"\x89PNG")
        gone = {"button", "input", "label", "details", "script"}
        assert not {each.tag.removeprefix(XHTML) for each in own.iter()} & gone
        keys = {each.text() for each in page.css(".bp-key-of")}
        assert not keys & set(own.itertext())


def test_every_link_within_leads_somewhere(book: chapters.Book) -> None:
    """In the EPUB to a file and a place in it; in the page for the PDF to a place."""
    places = {f"{chapter.name}.xhtml": chapter.ids for chapter in book.chapters}
    links = [link for chapter in book.chapters for link in re.findall(r'href="([^":]+)"', chapter.body)]
    assert len(links) > len(SOME)
    for link in links:
        file, _, place = link.partition("#")
        assert not place or place in places[file], link
    whole = pdf.whole(book)
    ids = re.findall(r'\sid="([^"]+)"', whole)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', whole)) <= set(ids)
