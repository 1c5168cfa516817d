"""One build of a site, whatever makes it: pages are opened one by one, then everything that they need is staged."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

from backprop_web import engine, keys, languages, parity, searched, whole
from backprop_web.assets import Asset, add, hashed, way_up
from backprop_web.cache import Cache
from backprop_web.finished import Figures, Finished, version_of
from backprop_web.memory import Memory
from backprop_web.page import Page
from backprop_web.runtime import load
from backprop_web.tags import (
    BLANKS,
    EDITOR,
    EXERCISES,
    FENCES,
    FETCHED,
    GRID,
    LETTERS,
    MANIFEST,
    PRACTICE,
    ROUND,
    SANDBOX,
    SCRIPTS,
    XAPI,
    manifest_tag,
    script_tags,
    style_tag,
)

TITLE, FIGURE = "<!--title-->", "<!--figure-->"
"""What a script of the page replaces in a page that stands alone."""
ALONE, COLLECTION = "bp-alone", "bp-collection"
"""The events by which it gets such a page, and all exercises of the site."""
LIVE, TOOLS, LICENCES = "live", "tools", "licences"
GROUPS = {
    "figure": ("style", *(role for role in SCRIPTS if role not in (LIVE, TOOLS)), LICENCES),
    LIVE: (*FETCHED, LICENCES),
    "math": ("math", "font", LETTERS, LICENCES),
    "sandbox": ("workbench", FENCES, EDITOR),
    "exercise": ("exercise",),
    "practice": (EXERCISES,),
}
"""The roles of the files that stand behind each need of a page."""
WORDS = b"/*words*/"
"""The place in a script where it learns the sentences of a language."""
REMEDY = "Install the package anew; or set `live: false` to do without live numbers"
WITHOUT_LIVE = "readers can step through the figures, but not change a number"
WITHOUT_SCRIPTS = "the figures show every step, and readers can neither turn them one by one nor change a number"
WITHOUT_SNAPSHOT = "the first change of a number takes readers seconds, not a fraction of one"
WITHOUT_FONT = "formulas are shown in whatever math font the reader has"

SHOWN = re.compile('<figure class="bp-(?:figure|plot)"')

Logger = logging.Logger | logging.LoggerAdapter[logging.Logger]


@dataclass(frozen=True, slots=True)
class Settings:
    """Whether figures run live; `preload`: whether Python starts ahead of the first change; `parity`: whether the
    figures are drawn by the browsers' engine too, and compared; `notation`: how figures are written that say nothing
    of it, as pairs of a part and its value; `xapi`: the address, with a slash at its end, of the record store to which
    readers may send results of exercises, if there is one; `icon`: the address of the site's icon from its folder,
    for pages that have no theme.
    """

    live: bool = True
    preload: bool = True
    parity: bool = False
    notation: tuple[tuple[str, object], ...] = ()
    xapi: str = ""
    icon: str = ""


class Site:
    """The pages of one build, and what these need."""

    def __init__(
        self,
        settings: Settings,
        logger: Logger | None = None,
        kept: Cache | None = None,
        memory: Memory[Finished] | None = None,
    ) -> None:
        """`kept`: the figures of earlier builds; `memory`: those of the build before that are at hand."""
        digest = engine.refresh()
        languages.refresh()
        self.settings, self.logger = settings, logger or logging.getLogger("backprop_web")
        notation = dict(settings.notation)
        self.figures = Figures(kept, notation, version_of(notation, digest), memory)
        self.pages: dict[str, Page] = {}
        self.runtime = load(digest)
        self.live = settings.live and "live" not in self.runtime.missing
        self.styles: Asset | None = None
        self.engines: dict[str, Asset] = {}
        self.tools: dict[str, Asset] = {}
        self.blanks: dict[str, Asset] = {}
        self.practice: dict[str, dict[str, Asset]] = {}
        self.writing: Asset | None = None
        self.template: Asset | None = None
        self.place: Page | None = None
        self.written: dict[tuple[object, ...], str] = {}
        self.said: set[str] = set()

    def alone(
        self, name: str, language: str = languages.DEFAULT, address: str | None = None, root: str | None = None
    ) -> tuple[Site, Page]:
        """A page, as `page` makes it, and a site that has no other: for a host that makes one after the other and says
        of none that it is the last. What is missing is said once for all of them."""
        other = copy(self)
        other.pages, other.styles, other.practice = {}, None, {}
        other.engines, other.tools, other.blanks = {}, {}, {}
        other.writing = other.template = None
        return other, other.page(name, language, address, root)

    def finish(self, page: Page, root: str, folder: Path) -> str:
        """Put what the pages need into `folder`, unless it is there; the tags of `page`, as `tags` makes them."""
        for asset in self.stage():
            add(folder, asset)
        keys.forget(page, folder)
        return self.tags(page, root)

    def page(
        self, name: str, language: str = languages.DEFAULT, address: str | None = None, root: str | None = None
    ) -> Page:
        """A new page, called `name` in what is said of it; one that had this name is forgotten.

        `language` is a tag such as de-AT; figures speak English where they do not know it. `address` leads from the
        folder in which assets' names begin to the page. Where it is not known, no other page can lead there: keys stand
        in the page itself. `root` is the way back, if it is another than that of the address.
        """
        way = "" if address is None else (way_up(address) if root is None else root) + keys.address(address)
        page = self.pages[name] = Page(self.live, languages.nearest(language), address, way, self.figures)
        return page

    def stage(self) -> list[Asset]:
        """What the pages opened so far need beside themselves; says once what is missing.

        Raises ParityError where figures are to be compared and differ.
        """
        needs, self.place, self.written = self._needs, self._sandboxed(), {}
        self._tell(needs)
        if self.settings.parity and self.live:
            parity.require({place: made.drawn_again() for place, made in self._stepped.items()}, self.runtime)
        rules = {name: style for page in self.pages.values() for name, style in page.styles.items()}
        self.styles = _style_sheet(rules) if rules else None
        roles = dict.fromkeys(role for need in GROUPS if need in needs for role in GROUPS[need])
        if LIVE in needs and LIVE in self.runtime.files:
            self.engines = {language: self._told(LIVE, languages.live(language)) for language in self._languages}
        if TOOLS in self.runtime.files:
            self.tools = {language: self._told(TOOLS, languages.tools(language)) for language in self._languages}
        if BLANKS in self.runtime.files:
            blank = sorted({page.language for page in self.pages.values() if BLANKS in page.needs})
            self.blanks = {language: self._told(BLANKS, languages.blanks(language)) for language in blank}
        if PRACTICE in needs and PRACTICE in self.runtime.files:
            self._stage_practice()
        own = self._stage_sandbox(self.place) if self.place else []
        return [
            *self._files(*roles),
            *self.engines.values(),
            *self.tools.values(),
            *self.blanks.values(),
            *(asset for assets in self.practice.values() for asset in assets.values()),
            *own,
            *([self.styles] if self.styles else []),
            *self._keys(),
        ]

    def _keys(self) -> Iterator[Asset]:
        for page in self.pages.values():
            if made := keys.asset(page, partial(self._sheets, page), self.settings.icon):
                yield made

    def _stage_practice(self) -> None:
        for language in sorted({page.language for page in self.pages.values() if page.exercises}):
            told = {PRACTICE: languages.practice, ROUND: languages.rounds, GRID: languages.grid}
            told |= {XAPI: languages.xapi} if self.settings.xapi else {}
            made = {role: self._told(role, words(language)) for role, words in told.items()}
            by_page = [page.exercises for page in self.pages.values() if page.exercises and page.language == language]
            if len(by_page) > 1:
                every = [asked.mapping for exercises in by_page for asked in exercises]
                made["collection"] = _handed("collection.js", COLLECTION, every)
            self.practice[language] = made

    def _stage_sandbox(self, page: Page) -> list[Asset]:
        self.writing = self._told(SANDBOX, languages.sandbox(page.language))
        self.template = _template(page)
        return [self.writing, self.template]

    def tags(self, page: Page, root: str, embed: str | None = None) -> str:
        """What stands before the content of `page`; `root` is the way from it to the folder in which assets' names
        begin, `embed` that to the folder with a page of each figure alone, where there is one."""
        needs = page.needs
        # In a book most pages have the same.
        alike = (root, embed, page.language, needs, bool(page.styles), page is self.place)
        if alike not in self.written:
            self.written[alike] = self._tags(page, needs, root, embed)
        return self.written[alike]

    def _tags(self, page: Page, needs: frozenset[str], root: str, embed: str | None) -> str:
        tags = self._sheets(page, root)
        if "figure" in needs and "scripts" not in self.runtime.missing:
            tags += script_tags(self._scripts(page), root)
            words, fetched, preload = languages.client(page.language), self._fetched(needs), self.settings.preload
            more = {
                **({} if embed is None else {"embed": embed}),
                **self._sandbox(page, root),
                **self._later(page, root),
            }
            tags += manifest_tag(words, fetched, preload=preload, more=more)
        return tags

    def letters(self, page: Page, root: str) -> str:
        """After those tags, since of two fonts of a name the later one goes first, on a page that comes from its own
        server: elsewhere all of the font is there at once."""
        files = self.runtime.files
        return script_tags({LETTERS: files[LETTERS]}, root) if "math" in page.needs and LETTERS in files else ""

    def _sheets(self, page: Page, root: str) -> str:
        needs = page.needs
        sheets = [*(self._files("math") if "math" in needs else ())]
        sheets += [self.styles] if self.styles and page.styles else []
        sheets += self._files("style") if "figure" in needs else ()
        sheets += self._files("workbench") if "sandbox" in needs else ()
        sheets += self._files("exercise") if "exercise" in needs else ()
        return "".join(style_tag(sheet, root) for sheet in sheets)

    def complete(self, html: str, root: str) -> str:
        """A page that something else in the host put together of pages with figures, with the tags that it lacks, and
        with links that lead to keys from where it is; any other page as it is."""
        html = self.whole(keys.led(html, root))
        first = SHOWN.search(html)
        drawn = next((page for page in self.pages.values() if page.figures), None)
        if first is None or drawn is None or MANIFEST in html:
            return html
        return html[: first.start()] + self.tags(drawn, root) + html[first.start() :]

    def whole(self, html: str) -> str:
        """A page with the whole of each figure of which there stands what a search reads."""
        for name in set(searched.names(html)):
            for made in (made for page in self.pages.values() for made in page.figures if escape(made.name) == name):
                html = html.replace(made.narrow, made.shown)
        return html

    @property
    def fetched(self) -> list[Asset]:
        """What scripts fetch, and no page names in a tag."""
        return [*self._fetched(self._needs).values()] if "live" in self._needs else []

    def _fetched(self, needs: frozenset[str]) -> dict[str, Asset]:
        more = {"sandbox": FENCES, "practice": EXERCISES}
        files, roles = self.runtime.files, (*FETCHED, *(role for need, role in more.items() if need in needs))
        return {role: files[role] for role in roles if role in files} if self.live else {}

    def _sandbox(self, page: Page, root: str) -> dict[str, object]:
        """Where readers write figures of their own; there, also all figures with which they may begin."""
        place = self.place
        if place is None or self.template is None:
            return {}
        if page is not place:
            return {"sandbox": root + (place.address or "")}
        others = [made.specification for made in self._stepped.values() if made not in place.figures]
        editor = self.runtime.files[EDITOR]
        return {"alone": root + self.template.uri, EDITOR: root + editor.uri, "gallery": others}

    def _later(self, page: Page, root: str) -> dict[str, object]:
        """Where there are exercises, what such a page gets when it needs it."""
        made = self.practice.get(page.language, {}) if PRACTICE in page.needs else {}
        later: dict[str, object] = {role: root + asset.uri for role, asset in made.items() if role != PRACTICE}
        return {**later, "records": self.settings.xapi} if XAPI in later else later

    def _sandboxed(self) -> Page | None:
        """The page on which readers write figures; the first, if there are several."""
        return next((page for page in self.pages.values() if page.has_sandbox and page.live), None)

    @property
    def _stepped(self) -> dict[str, Finished]:
        """Every figure of steps, by page and name."""
        figures = ((name, made) for name, page in self.pages.items() for made in page.figures)
        return {f"{name}#{made.name}": made for name, made in figures if made.is_stepped}

    @property
    def _needs(self) -> frozenset[str]:
        return frozenset().union(*(page.needs for page in self.pages.values()))

    @property
    def _languages(self) -> list[str]:
        return sorted({page.language for page in self.pages.values() if page.figures or page.exercises})

    def _scripts(self, page: Page) -> dict[str, Asset]:
        """The page's scripts by role; two languages share those that say nothing."""
        own = {LIVE: self.engines[page.language]} if self.live else {}
        own |= {SANDBOX: self.writing} if self.writing and page is self.place else {}
        own |= {BLANKS: self.blanks[page.language]} if BLANKS in page.needs and self.blanks else {}
        own |= {PRACTICE: self.practice[page.language][PRACTICE]} if PRACTICE in page.needs and self.practice else {}
        own |= {TOOLS: self.tools[page.language]}
        roles = [role for role in SCRIPTS if self.live or role != LIVE]
        return {role: self.runtime.files[role] for role in roles} | own

    def _told(self, role: str, words: Mapping[str, str]) -> Asset:
        """A script in a language. Its sentences stand in itself, which keeps them out of every page."""
        sentences = json.dumps(dict(words), ensure_ascii=False, separators=(",", ":"))
        script = self.runtime.files[role].content
        learning = f"window.backprop?.stepping?.learn({sentences});"
        before, after = script.split(WORDS)
        return hashed(f"{role}.js", before + learning.encode() + after)

    def _files(self, *roles: str) -> list[Asset]:
        return [self.runtime.files[role] for role in roles if role in self.runtime.files]

    def _tell(self, needs: frozenset[str]) -> None:
        """Say what is missing: a warning if figures lose something by it that they were to have."""
        for level, message in self._messages(needs):
            if message not in self.said:
                self.logger.log(level, message)
            self.said.add(message)

    def _messages(self, needs: frozenset[str]) -> Iterator[tuple[int, str]]:
        missing = self.runtime.missing
        if "figure" in needs and "scripts" in missing:
            yield logging.WARNING, f"{missing['scripts']}: {WITHOUT_SCRIPTS}. {REMEDY}."
        elif "figure" in needs and self.settings.live and "live" in missing:
            yield logging.WARNING, f"{missing['live']}: {WITHOUT_LIVE}. {REMEDY}."
        if "live" in needs and "snapshot" in missing:
            yield logging.INFO, f"{missing['snapshot']}: {WITHOUT_SNAPSHOT}."
        if "math" in needs and "font" in missing:
            yield logging.INFO, f"{missing['font']}: {WITHOUT_FONT}."
        elif other := self._beyond_the_font:
            yield logging.INFO, f"the math font of the pages has no {' '.join(other)}: readers see these in their own."

    @property
    def _beyond_the_font(self) -> list[str]:
        used = frozenset().union(*(page.characters for page in self.pages.values()))
        return sorted(character for character in used - self.runtime.characters if character.isprintable())


def _style_sheet(rules: dict[str, str]) -> Asset:
    """The styles of formulas' parts, by class."""
    text = "".join(f".{name} {{ {style} }}\n" for name, style in sorted(rules.items()))
    return hashed("formulas.css", text.encode())


def _template(page: Page) -> Asset:
    """A script that hands over a page which stands alone, for a figure that is written on this one."""
    site = Site(Settings(live=False, preload=False))
    within = site.page("figure", page.language)
    within.figures += page.figures
    staged = site.stage()
    html = whole.page(TITLE, page.language, whole.within(site.tags(within, root=""), staged), FIGURE)
    return _handed("alone.js", ALONE, html)


def _handed(name: str, event: str, detail: object) -> Asset:
    """A script that hands something over, which also works where the site was opened from a disk."""
    told = json.dumps({"detail": detail}, ensure_ascii=False)
    return hashed(name, f'document.dispatchEvent(new CustomEvent("{event}",{told}));\n'.encode())
