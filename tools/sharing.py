"""How pages are found and shared: what stands in each head, the picture of each page, robots.txt, and plain texts.

None of it is asked for by a reader's browser, and a site for a disk, where nobody finds it, has none of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from backprop_web import picture
from backprop_web.finished import Finished
from backprop_web.site import Site
from tools import history, plain_pages, share_picture
from tools.runtime import NPM
from tools.runtime.cache import Cache
from tools.runtime.font import FILE as FONT
from tools.runtime.font import FOLDER as FONT_FOLDER
from tools.translations import LANGUAGES, is_translated

ROOT = Path(__file__).resolve().parent.parent
ICON, ICON_SOURCE = "images/favicon.png", "images/favicon.svg"
PICTURES = "assets/share"
HOME = "index.md"
LOCALES = {"en": "en_GB", "de": "de_DE"}
# All of it is checked by tests over all pages: https://www.w3.org/community/reports/a11y-discov-vocab/
FEATURES = ("structuralNavigation", "readingOrder", "displayTransformability")
FEATURES_OF_FIGURES = ("alternativeText", "longDescription")
FEATURES_OF_FORMULAS = ("MathML",)
CONTROLS = ("fullKeyboardControl", "fullMouseControl", "fullTouchControl")


@dataclass(frozen=True)
class Shared:
    """What the head of a page says of it to those who list or show its address; `data` is JSON-LD."""

    title: str
    description: str
    kind: str
    locale: str
    address: str
    picture: str
    alternative: str
    data: str


@dataclass
class Sharing:
    """One build of a site in one language."""

    config: MkDocsConfig
    site: Site
    pages: dict[str, Page] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    """On which each was last changed, as far as a history has it: a shallow clone has none."""

    def enter(self, files: Files) -> None:
        """All pages are rendered: note them, with the day of their last change in the place of the day of the build."""
        folder = Path(self.config.docs_dir)
        self.days = history.dates(folder)
        for file in files.documentation_pages():
            assert file.page is not None
            self.pages[file.src_uri] = file.page
            file.page.update_date = self.days.get(file.src_uri, file.page.update_date)

    def of(self, page: Page) -> Shared:
        """What is said of the page."""
        name = page.file.src_uri if self._own_figure(page.file.src_uri) else HOME
        figure = self._own_figure(name)
        return Shared(
            title=self._title(page),
            description=self._description(page),
            kind="website" if page.is_homepage else "article",
            locale=LOCALES[self._language],
            address=page.canonical_url or "",
            picture=self._address(page, picture_name(name)) if self._font and figure else "",
            alternative=figure.title if figure else "",
            data=_json(self._data(page)),
        )

    def write(self, folder: Path) -> None:
        """Write what lies beside the pages."""
        for name, made in self._written():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made)

    def _written(self) -> Iterator[tuple[str, bytes]]:
        kept = Cache(ROOT / ".cache" / "share")
        if self._font:
            for name, page in self.pages.items():
                if own := self._own_figure(name):
                    yield picture_name(name), self._picture(kept, page, own)
        for name, page in self.pages.items():
            yield plain_pages.copy_name(page), plain_pages.copy(page, self.site.pages[name]).encode()
        yield "llms.txt", self._overview().encode()
        if self._language == "en":
            yield "robots.txt", self._robots().encode()

    def _overview(self) -> str:
        heading = str(self.config.extra.get("menu", "Pages"))
        described = self.config.site_description or ""
        return plain_pages.overview(self.config.site_name, described, heading, self._listed())

    def _listed(self) -> list[plain_pages.Entry]:
        root = self.config.site_url or ""
        return [
            plain_pages.Entry(self._title(page), self._description(page), root + plain_pages.copy_name(page))
            for page in self._in_order()
        ]

    def _in_order(self) -> Iterator[Page]:
        page = next((each for each in self.pages.values() if each.is_homepage), None)
        while page is not None:
            yield page
            page = page.next_page

    def _picture(self, kept: Cache, page: Page, made: Finished) -> bytes:
        title = self._title(page)
        styles = [self.site.runtime.files["style"]]
        told = [title.encode(), self.config.site_name.encode(), made.packed, styles[0].content, self._font]

        def make() -> bytes:
            drawing = made.drawn_again().figure.frames[-1].drawing
            svg = share_picture.card(title, self.config.site_name, drawing, styles)
            return share_picture.png(svg, self._font)

        return kept.get(picture_name(page.file.src_uri).replace("/", "-"), [*told, _made_by()], make)

    @cached_property
    def _font(self) -> bytes:
        """The whole font of the figures, as titles have letters that formulas have not; empty where it is missing."""
        file = NPM / FONT_FOLDER / FONT
        return file.read_bytes() if file.is_file() else b""

    def _own_figure(self, name: str) -> Finished | None:
        made = self.site.pages.get(name)
        return next((each for each in made.figures if each.is_stepped), None) if made else None

    @property
    def _language(self) -> str:
        return str(self.config.theme["language"])

    def _title(self, page: Page) -> str:
        return self.config.site_name if page.is_homepage else str(page.meta.get("title") or page.title)

    def _description(self, page: Page) -> str:
        return str(page.meta.get("description") or self.config.site_description)

    def _address(self, page: Page, target: str) -> str:
        """Where something lies: from anywhere, if it is known where the site will be, and else from the page."""
        return self.config.site_url + target if self.config.site_url else _way(page) + target

    def _data(self, page: Page) -> dict[str, object]:
        """JSON-LD in the words of schema.org: what the page teaches, what it is part of, and how it can be read."""
        book = {"@type": "Book", "name": self.config.site_name, "url": self._address(page, "") or "./"}
        resource = {
            "@type": "LearningResource" if self._teaches(page) else "WebPage",
            "name": self._title(page),
            "description": self._description(page),
            "inLanguage": self._language,
            **({"url": page.canonical_url} if page.canonical_url else {}),
            **({} if page.is_homepage else {"isPartOf": book}),
            **self._reading(page),
        }
        trail = self._trail(page)
        return {"@context": "https://schema.org", "@graph": [resource, *([trail] if trail else [])]}

    def _teaches(self, page: Page) -> bool:
        return self._own_figure(page.file.src_uri) is not None or _has_formulas(page) or page.is_homepage

    def _reading(self, page: Page) -> dict[str, object]:
        """By which senses the page is read, and what helps."""
        shown = bool(self.site.pages[page.file.src_uri].figures)
        features = [*FEATURES, *(FEATURES_OF_FIGURES * shown), *(FEATURES_OF_FORMULAS * _has_formulas(page))]
        return {
            "isAccessibleForFree": True,
            "accessMode": ["textual", "visual"] if shown else ["textual"],
            "accessModeSufficient": ["textual"],
            "accessibilityFeature": features,
            "accessibilityControl": list(CONTROLS),
            "accessibilityHazard": ["none"],
        }

    def _trail(self, page: Page) -> Mapping[str, object] | None:
        """The way from the home page to this one; none on the home page."""
        if page.is_homepage:
            return None
        sections = [(str(each.title), _first(each, page)) for each in reversed(list(page.ancestors))]
        steps = [(self.config.site_name, ""), *((title, each.url) for title, each in sections if each is not page)]
        items = [(name, self._address(page, url) or "./") for name, url in steps]
        entries = [*items, (self._title(page), page.canonical_url or "./")]
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": item}
                for place, (name, item) in enumerate(entries, 1)
            ],
        }

    def _robots(self) -> str:
        """All may read all; with an address, where the lists of pages are. It counts at the root of a host only."""
        folders = [each.folder for each in LANGUAGES.values() if is_translated() or not each.folder]
        maps = "".join(f"Sitemap: {self.config.site_url}{folder}sitemap.xml\n" for folder in folders)
        return "User-agent: *\nAllow: /\n" + (f"\n{maps}" if self.config.site_url else "")


def begin(config: MkDocsConfig, files: Files) -> Sharing | None:
    """That of this build; None for a site that is opened from a disk."""
    plugin = config.plugins["backprop"]
    if plugin.config["offline"]:
        return None
    sharing = Sharing(config, plugin.site)  # type: ignore[attr-defined]
    sharing.enter(files)
    return sharing


def write_icon(folder: Path) -> None:
    """Write the icon, to which every page links, from a disk as from a server."""
    source, target = ROOT / "docs" / ICON_SOURCE, folder / ICON
    made = Cache(ROOT / ".cache" / "share").get(
        "icon", [source.read_bytes(), _made_by()], lambda: share_picture.icon(source)
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made)


@cache
def _made_by() -> bytes:
    """What draws pictures: where it changes, they are made anew."""
    return picture.made_by() + b"".join(Path(each).read_bytes() for each in (share_picture.__file__, __file__))


def picture_name(page: str) -> str:
    """Where the picture of a page lies, by the page's source."""
    return f"{PICTURES}/{page.removesuffix('.md')}.png"


def _has_formulas(page: Page) -> bool:
    return "<math" in (page.content or "")


def _first(section: object, page: Page) -> Page:
    """The first page of a section, which introduces it."""
    children = getattr(section, "children", None) or []
    return next((child for child in children if isinstance(child, Page)), page)


def _way(page: Page) -> str:
    return "../" * page.url.count("/")


def _json(data: Mapping[str, object]) -> str:
    """As the content of a script element, which no text in it can end."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
