"""One build of a site, whatever makes it: pages are opened one by one, then everything that they need is staged."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from backprop_web import client, engine, font, languages, parity, pyodide
from backprop_web.assets import Asset
from backprop_web.cache import Cache
from backprop_web.page import Page
from backprop_web.runtime import Runtime, runtime
from backprop_web.tags import manifest_tag, script_tags, style_tag

REMEDY = (
    f"Run `npm install {client.BUNDLER}@{client.VERSION} {pyodide.PACKAGE} {font.PACKAGE}` beside mkdocs.yml "
    "(in this project, `make parts`); or set the options `pyodide` and `font` of the plugin to where these npm "
    "packages are; or set `live: false` to do without."
)
WITHOUT_SCRIPTS = "the figures show every step, and readers can neither turn them one by one nor change a number"
WITHOUT_PYODIDE = "readers can step through the figures, but not change a number"
WITHOUT_SNAPSHOT = "the first change of a number takes readers seconds, not a fraction of one"
WITHOUT_FONT = "formulas are shown in whatever math font the reader has"

Logger = logging.Logger | logging.LoggerAdapter[logging.Logger]


@dataclass(frozen=True, slots=True)
class Settings:
    """Whether figures run live; `preload`: whether Python starts ahead of the first change; `parity`: whether the
    figures are drawn in Pyodide too, and compared; the folders of the npm packages of Pyodide and of the font, and
    one to keep in what is slow to make.
    """

    live: bool = True
    preload: bool = True
    parity: bool = False
    pyodide: Path = Path("node_modules/pyodide")
    font: Path = Path("node_modules/@fontsource/stix-two-math")
    cache: Path = Path(".cache/backprop")


class Site:
    """The pages of one build, and what these need."""

    def __init__(self, settings: Settings, logger: Logger | None = None) -> None:
        engine.refresh()
        self.settings, self.logger = settings, logger or logging.getLogger("backprop_web")
        self.pages: dict[str, Page] = {}
        self.no_pyodide = pyodide.complaint(settings.pyodide) if settings.live else None
        self.no_scripts = client.complaint()
        self.live = settings.live and self.no_pyodide is None and self.no_scripts is None
        self.math: tuple[Asset, ...] = ()
        self.style: Asset | None = None
        self.scripts: dict[str, dict[str, Asset]] = {}
        self.runtime: Runtime | None = None

    def page(self, name: str, language: str = languages.DEFAULT) -> Page:
        """A new page, called `name` in what is said of it; one that had this name is forgotten.

        `language` is a tag such as de-AT; figures speak English where they do not know it.
        """
        page = self.pages[name] = Page(self.live, languages.nearest(language))
        return page

    def stage(self) -> list[Asset]:
        """What the pages opened so far need beside themselves; warns once of what is missing.

        Raises ParityError where figures are to be compared and differ.
        """
        self._warn()
        cache = Cache(self.settings.cache)
        if "math" in self._needs:
            used = (page.characters for page in self.pages.values())
            styles = {name: style for page in self.pages.values() for name, style in page.styles.items()}
            self.math = font.assets(self.settings.font, set().union(*used), cache, styles)
        if "figure" in self._needs:
            self.style = client.style()
            self.runtime = runtime(self.settings.pyodide, cache) if self.live else None
            spoken = () if self.no_scripts else self._languages
            self.scripts = {each: client.scripts(each, live=self.live) for each in spoken}
            self._tell_slow_start()
        if self.settings.parity and self.live:
            parity.require(self._drawn, self.settings.pyodide, cache)
        return self._assets()

    def tags(self, page: Page, root: str) -> str:
        """What stands before the content of `page`; `root` is the way from it to the folder in which assets' names
        begin."""
        math = style_tag(self.math[0], root) if self.math and page.characters else ""
        if not page.figures or self.style is None:
            return math
        return (
            math
            + style_tag(self.style, root)
            + script_tags(self.scripts.get(page.language, {}), root)
            + manifest_tag(languages.client(page.language), self.runtime, preload=self.settings.preload)
        )

    @property
    def fetched(self) -> list[Asset]:
        """What scripts fetch, and no page names in a tag."""
        return [*self.runtime.files.values()] if self.runtime else []

    @property
    def _drawn(self) -> dict[str, engine.Drawn]:
        """Every figure of steps, by page and name."""
        return {
            f"{name}#{drawn.figure.name}": drawn
            for name, page in self.pages.items()
            for drawn in page.figures
            if isinstance(drawn, engine.Drawn)
        }

    @property
    def _needs(self) -> frozenset[str]:
        return frozenset().union(*(page.needs for page in self.pages.values()))

    @property
    def _languages(self) -> list[str]:
        return sorted({page.language for page in self.pages.values() if page.figures})

    def _assets(self) -> list[Asset]:
        style = [self.style] if self.style else []
        # Two languages share all scripts but one.
        scripts = {asset.uri: asset for spoken in self.scripts.values() for asset in spoken.values()}
        return [*self.math, *style, *scripts.values(), *self.fetched]

    def _tell_slow_start(self) -> None:
        if self.runtime and self.runtime.complaint:
            self.logger.info(f"{WITHOUT_SNAPSHOT}, because {self.runtime.complaint}")

    def _warn(self) -> None:
        """Say what is missing, in one message: a warning if figures lose something by it."""
        losses = [(self.no_scripts, WITHOUT_SCRIPTS), (self.no_pyodide, WITHOUT_PYODIDE)]
        missing = [f"{reason}: {loss}" for reason, loss in losses if reason and "figure" in self._needs][:1]
        still = bool(missing)
        if "math" in self._needs and (reason := font.missing(self.settings.font)):
            missing.append(f"{reason}: {WITHOUT_FONT}")
        if missing:
            level = logging.WARNING if still else logging.INFO
            self.logger.log(level, f"{'; '.join(missing)}. {REMEDY}")
