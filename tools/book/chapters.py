"""The chapters of the book: the pages of a built site that teach, in their order, as XHTML."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tools.book.pictures import Pictures
from tools.book.xhtml import xhtml, xml_id

# They are about this site and its tools, of which a book on paper has none.
LEFT_OUT = ("sandbox/", "authors/")
ARTICLE = "article"


@dataclass(frozen=True)
class Page:
    """A page of the site at its address, as it was built."""

    address: str
    tree: LexborHTMLParser

    @property
    def name(self) -> str:
        """What its file in the book is called."""
        return self.address.strip("/").replace("/", "-") or "index"

    @property
    def title(self) -> str:
        (heading,) = self.tree.css(f"{ARTICLE} h1")
        return _text(heading)

    @property
    def teaches(self) -> bool:
        data = json.loads(_first(self.tree, 'script[type="application/ld+json"]').text())
        return data["@graph"][0]["@type"] == "LearningResource" and self.address not in LEFT_OUT


@dataclass
class Chapter:
    """`body` is XHTML; `sections` are id and title of each of its sections."""

    name: str
    title: str
    body: str
    sections: list[tuple[str, str]] = field(default_factory=list)

    @property
    def ids(self) -> set[str]:
        return set(re.findall(r'\sid="([^"]+)"', self.body))


@dataclass(frozen=True)
class Book:
    """The whole: `files` lie beside the chapters, by name; `vectors` are the pictures among them as SVG."""

    title: str
    description: str
    language: str
    author: str
    chapters: Sequence[Chapter]
    files: dict[str, bytes]
    vectors: dict[str, str]


def read(site: Path, pictures: Pictures, only: Sequence[str] | None = None) -> Book:
    """The book of a built site; of these addresses only, if they are given."""
    pages = [page for page in _pages(site) if page.teaches and (only is None or page.address in only)]
    told = LexborHTMLParser((site / "index.html").read_text("utf-8"))
    files: dict[str, bytes] = {}
    chapters = [_chapter(page, pages, site, pictures, files) for page in pages]
    _unlink(chapters)
    return Book(
        title=_first(told, "title").text(strip=True),
        description=_said(told, "description"),
        language=_first(told, "html").attributes["lang"] or "",
        author=_said(told, "author"),
        chapters=chapters,
        files=files | pictures.bitmaps,
        vectors=pictures.vectors,
    )


def _pages(site: Path) -> Iterator[Page]:
    """From the home page on, each leads to the next."""
    address: str | None = ""
    while address is not None:
        page = Page(address, LexborHTMLParser((site / address / "index.html").read_text("utf-8")))
        yield page
        following = page.tree.css_first("link[rel=next]")
        address = _reached(address, following.attributes["href"] or "") if following else None


def _chapter(page: Page, pages: Sequence[Page], site: Path, pictures: Pictures, files: dict[str, bytes]) -> Chapter:
    names = {each.address: each.name for each in pages}

    def link(href: str) -> str | None:
        if urlsplit(href).scheme:
            return href
        path, fragment = urldefrag(href)
        target = names.get(_reached(page.address, path) if path else page.address)
        return f"{target}.xhtml{f'#{xml_id(fragment)}' if fragment else ''}" if target else None

    def source(src: str) -> str:
        path = posixpath.normpath(posixpath.join(page.address, src))
        name = f"images/{posixpath.basename(path)}"
        files[name] = (site / path).read_bytes()
        return name

    article = _first(page.tree, ARTICLE)
    sections = [(xml_id(each.id or ""), _text(each)) for each in article.css("h2[id]")]
    return Chapter(page.name, page.title, xhtml(article, link, source, pictures.draw), sections)


def _unlink(chapters: Sequence[Chapter]) -> None:
    """Take out the links to places that no chapter has: entries and controls were left out."""
    ids = {f"{chapter.name}.xhtml": chapter.ids for chapter in chapters}

    def checked(found: re.Match[str]) -> str:
        file, _, fragment = found["to"].partition("#")
        return found[0] if file not in ids or not fragment or fragment in ids[file] else f"<span>{found['text']}</span>"

    for chapter in chapters:
        chapter.body = re.sub(
            r'<a [^>]*?href="(?P<to>[^"]*)"[^>]*>(?P<text>.*?)</a>', checked, chapter.body, flags=re.S
        )


def _reached(address: str, link: str) -> str:
    """The address to which a relative link of a page leads."""
    joined = posixpath.normpath(posixpath.join("/", address, urlsplit(link).path)).strip("/")
    return f"{joined}/" if joined else ""


def _text(heading: LexborNode) -> str:
    """The words of a heading, without the sign that links to it."""
    return " ".join(heading.text().replace("¶", "").split())


def _said(page: LexborHTMLParser, name: str) -> str:
    return _first(page, f"meta[name={name}]").attributes["content"] or ""


def _first(page: LexborHTMLParser, css: str) -> LexborNode:
    """What each page of the site has."""
    return page.css(css)[0]
