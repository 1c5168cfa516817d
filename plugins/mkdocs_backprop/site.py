"""One build of a site, whatever makes it: pages are opened one by one, then everything is staged."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from backprop_web import client, engine, font, parity, pyodide
from backprop_web.assets import Asset
from backprop_web.cache import Cache
from backprop_web.runtime import Runtime, runtime
from backprop_web.tags import Relative, manifest_tag, script_tags, style_tag
from mkdocs_backprop.fence import FigureFence, Logger
from mkdocs_backprop.mathml import Formulas
from mkdocs_backprop.place import Page
from mkdocs_backprop.quotes import Quotes

REMEDY = (
    f"Run `npm install {pyodide.PACKAGE} {font.PACKAGE}` beside mkdocs.yml (in this project, "
    "`make parts`); or set the options `pyodide` and `font` of the plugin to where these npm "
    "packages are; or set `live: false` to do without."
)
WITHOUT_PYODIDE = "readers can step through the figures, but not change a number"
WITHOUT_SNAPSHOT = "the first change of a number takes readers seconds, not a fraction of one"
WITHOUT_FONT = "formulas are shown in whatever math font the reader has"


@dataclass(frozen=True, slots=True)
class Settings:
    """Whether figures run live, the folders of the npm packages of Pyodide and of the font, and one
    to keep in what is slow to make. `preload`: whether Python starts ahead of the first change;
    `parity`: whether the figures are drawn in Pyodide too, and compared.
    """

    live: bool
    pyodide: Path
    font: Path
    cache: Path
    preload: bool = True
    parity: bool = False


class Site:
    """The fence and the formulas of one build, the pages that used them, and what these need."""

    def __init__(self, settings: Settings, logger: Logger) -> None:
        self.settings, self.logger = settings, logger
        self.pages: dict[str, Page] = {}
        self.no_pyodide = pyodide.complaint(settings.pyodide) if settings.live else None
        live = settings.live and self.no_pyodide is None
        self.fence, self.formulas = FigureFence(logger, live=live), Formulas(logger)
        self.quotes = Quotes(logger)
        self.math: tuple[Asset, ...] = ()
        self.style: Asset | None = None
        self.scripts: dict[str, Asset] = {}
        self.runtime: Runtime | None = None

    def open(self, name: str, text: str) -> None:
        """Say that the page called `name`, whose file holds `text`, is rendered from now on."""
        page = self.pages[name] = Page(name, text)
        self.fence.page = self.formulas.page = self.quotes.page = page

    def close(self, anchors: set[str]) -> set[str]:
        """All ids of the page that was rendered: `anchors`, the host's, and those of its figures.

        What is rendered before the next page is opened (an excerpt, say) belongs to none.
        """
        page = self.fence.page
        self.fence.page = self.formulas.page = self.quotes.page = Page()
        for taken in sorted(anchors & page.ids):
            self.logger.warning(
                f"{page.name}: the id {taken} is that of a heading or link and of a figure: "
                "choose another name for the figure, or write `{ #another-id }` at the heading"
            )
        return anchors | page.ids

    def stage(self) -> list[Asset]:
        """What the pages opened so far need beside themselves; warns once of what is missing.

        Raises ParityError where figures are to be compared and differ.
        """
        self._warn()
        cache = Cache(self.settings.cache)
        if self._has_math:
            used = (page.characters for page in self.pages.values())
            styles = {name: style for page in self.pages.values() for name, style in page.styles.items()}
            self.math = font.assets(self.settings.font, set().union(*used), cache, styles)
        if self._has_figures:
            self.style = client.style()
            self.runtime = runtime(self.settings.pyodide, cache) if self.fence.live else None
            self.scripts = client.scripts(live=self.fence.live)
            self._tell_slow_start()
        if self.settings.parity and self.fence.live:
            parity.require(self._drawn, self.settings.pyodide, cache)
        return self._assets()

    def tags(self, name: str, relative: Relative) -> str:
        """What stands before the content of the page called `name`; `relative` gives its URLs."""
        page = self.pages.get(name, Page())
        math = style_tag(self.math[0], relative) if self.math and page.characters else ""
        if not page.figures or self.style is None:
            return math
        return (
            math
            + style_tag(self.style, relative)
            + script_tags(self.scripts, relative)
            + manifest_tag(engine.client_words(), self.runtime, preload=self.settings.preload)
        )

    @property
    def _drawn(self) -> dict[str, engine.Drawn]:
        """Every figure of steps, by page and name."""
        return {
            f"{page.name}#{drawn.figure.name}": drawn
            for page in self.pages.values()
            for drawn in page.figures
            if isinstance(drawn, engine.Drawn)
        }

    @property
    def fetched(self) -> list[Asset]:
        """What scripts fetch, and no page names in a tag."""
        return [*self.runtime.files.values()] if self.runtime else []

    @property
    def _has_figures(self) -> bool:
        return any(page.figures for page in self.pages.values())

    @property
    def _has_math(self) -> bool:
        return any(page.characters for page in self.pages.values())

    def _assets(self) -> list[Asset]:
        style = [self.style] if self.style else []
        return [*self.math, *style, *self.scripts.values(), *self.fetched]

    def _tell_slow_start(self) -> None:
        if self.runtime and self.runtime.complaint:
            self.logger.info(f"{WITHOUT_SNAPSHOT}, because {self.runtime.complaint}")

    def _warn(self) -> None:
        """Say what is missing, in one message: a warning if figures lose something by it."""
        still = self.no_pyodide is not None and self._has_figures
        missing = [f"{self.no_pyodide}: {WITHOUT_PYODIDE}"] if still else []
        if self._has_math and (reason := font.missing(self.settings.font)):
            missing.append(f"{reason}: {WITHOUT_FONT}")
        if missing:
            level = logging.WARNING if still else logging.INFO
            self.logger.log(level, f"{'; '.join(missing)}. {REMEDY}")
