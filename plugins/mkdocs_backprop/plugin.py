"""The hooks through which MkDocs runs all this; they hold no logic of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markdown.extensions import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib.search import SearchPlugin
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from mkdocs.utils.templates import TemplateContext

from backprop_web import ahead, cache, embed, engine, offline, policy, searched, service
from backprop_web.assets import Asset, in_every_page, way_up
from backprop_web.cache import Cache
from backprop_web.finished import Finished
from backprop_web.languages import DEFAULT, nearest
from backprop_web.memory import Memory
from backprop_web.page import Page as FigurePage
from backprop_web.parity import ParityError
from backprop_web.records import record_store
from backprop_web.site import Settings, Site
from mkdocs_backprop.config import BackpropConfig
from mkdocs_backprop.fence import FigureFence, sources
from mkdocs_backprop.reading import Reading

MACROS = "macros"
"""A plugin that runs Jinja over a page's source, whose double braces are then its own."""
PRINT = "print-site"
"""A plugin that writes a page of all pages, as late as nobody else does."""
SUPERFENCES = "pymdownx.superfences"


class BackpropPlugin(BasePlugin[BackpropConfig]):  # type: ignore[no-untyped-call]
    """Adds the backprop fence and MathML to every page, and to the site what these need."""

    site: Site
    reading: Reading
    plugins: frozenset[str]
    flat = False
    serving = False
    memory: Memory[Finished] | None = None
    narrowed: Sequence[searched.Narrowed] = ()
    content = narrow = ""
    read = searched.Apart([""], [])
    is_marked = False
    before = 0

    def on_startup(self, *, command: str, **_: object) -> None:
        """An author at work must see what was just written, not what a browser keeps."""
        self.serving = command == "serve"
        # A plugin that has this hook is the same one in all builds.
        self.memory = Memory() if self.serving else None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Start a build anew: `serve` makes many in one process."""
        logger = get_plugin_logger(__name__)
        require_notation(self.config.notation)
        self.plugins = frozenset(config.plugins)
        # It pays for every tag and reads none; Material's shows of a list the lines in which it found something.
        self.flat = isinstance(config.plugins.get("search"), SearchPlugin)
        if self.memory is not None:
            self.memory.begin()
        self.site = Site(self._settings(config), logger, Cache(cache.place()), self.memory)
        self.reading = Reading(logger, narrow=True)
        _add_fence(config, self.reading.fence)
        _add_extension(config, self.reading.quotes)
        if self.config.offline:
            config.use_directory_urls = False
        if self.config.math:
            _add_extension(config, self.reading.formulas)
        return config

    def _settings(self, config: MkDocsConfig) -> Settings:
        return Settings(
            live=self.config.live,
            # From a disk the start is quick, and a reader who changes nothing need not wait for any of it.
            preload=self.config.preload and not self.config.offline,
            parity=self.config.parity,
            notation=tuple(self.config.notation.items()),
            xapi=records(self.config.xapi),
            icon=str(config.theme.get("favicon") or ""),
        )

    def on_nav(self, nav: object, *, config: MkDocsConfig, files: Files) -> None:
        """Draw what is new on all processors; then each page is read, and finds its figures drawn."""
        ahead.draw(self.site.figures, self._tasks(config, files), self.site.logger)

    def _tasks(self, config: MkDocsConfig, files: Files) -> Iterator[ahead.Task]:
        for file in files.documentation_pages():
            with suppress(OSError, UnicodeError):  # said when the page is read
                text, meta = get_data(file.content_string)
                for source in sources(text):
                    yield source, nearest(_language(meta, config)), self.site.live

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, **_: object) -> None:
        """Tell the fence which page it is on."""
        name = page.file.src_uri
        self.reading.open(name, page.file.content_string, self._page(page, config))

    def _page(self, page: Page, config: MkDocsConfig) -> FigurePage:
        return self.site.page(page.file.src_uri, _language(page.meta, config), page.url)

    @event_priority(100)
    def _before_others(self, html: str, /, *, page: Page, config: MkDocsConfig, **_: object) -> str:
        """Let MkDocs know the ids of the figures, so that links to their steps are checked; and other plugins, if there
        are any, read the figures whole."""
        if MACROS in self.plugins:
            self.reading.require_quotes(html)
        self.reading.require_shown(html)
        page.present_anchor_ids = self.reading.close(page.present_anchor_ids or set())
        is_read = any(getattr(each, "__self__", None) is not self for each in config.plugins.events["page_content"])
        self.narrowed = [(made.narrow, made.html) for made in self._figures(page)] if is_read else ()
        return searched.widened(html, self.narrowed)

    @event_priority(-100)
    def _after_others(self, html: str, /, **_: object) -> str:
        """MkDocs holds the content of all pages at once, which drawings would make twenty times as large."""
        return searched.widened(html, [(whole, narrow) for narrow, whole in self.narrowed])

    on_page_content = CombinedEvent(_before_others, _after_others)

    def _figures(self, page: Page) -> list[Finished]:
        made = self.site.pages.get(page.file.src_uri)
        return made.figures if made else []

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """All pages are rendered and nothing is written yet: stage what they need."""
        if self.config.offline:
            config.extra["polyfills"] = offline.without_foreign_scripts(config.extra.get("polyfills", []))
        try:
            for asset in self.site.stage():
                files.append(_file(config, asset))
        except ParityError as error:
            raise PluginError(f"backprop: {error}") from error
        for asset in self._frames(files) if self.config.embed else ():
            files.append(_file(config, asset))

    def _frames(self, files: Files) -> Iterator[Asset]:
        """The page of each figure alone, and what all of them need."""
        yield from embed.beside(self.site)
        for name, page in list(self.site.pages.items()):
            if source := files.get_file_from_path(name):
                yield from embed.pages(self.site, page, source.dest_uri)

    @event_priority(100)
    def _before_search(self, /, context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: object) -> None:
        """Search, whoever's it is, reads of each figure what stands there once."""
        self.content = page.content or ""
        entries = self._entries(config)
        self.read = searched.apart(self.content, flat=self.flat and entries is None)
        if entries is None:
            page.content = self.narrow = self.read.narrow()
        else:
            self.before = len(entries)
            narrow = [narrow for narrow, _ in self.read.figures]
            page.content = self.narrow = self.read.with_each(map(searched.with_token, count(), narrow))

    @event_priority(-100)
    def _after_search(self, /, context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: object) -> None:
        """Put the figures back, or marks until all else is done, and the tags before the content: search takes what
        stands before the first heading for a section of its own."""
        self._complete_index(page, config)
        made = self.site.pages.get(page.file.src_uri)
        root, frames = way_up(page.file.dest_uri), embed.folder(page.file.dest_uri)
        tags = self.site.tags(made, root, root + frames if self.config.embed else None) if made else ""
        letters = self.site.letters(made, root) if made and not self.config.offline else ""
        page.content = tags + letters + self._with_marks(page.content or "")
        self.is_marked = self._is_last(config)
        if not self.is_marked:
            page.content = self._with_figures(page.content, page)

    def _complete_index(self, page: Page, config: MkDocsConfig) -> None:
        if entries := self._entries(config):
            known = {made.narrow: made.indexed for made in self._figures(page)}
            texts = [known.get(narrow) or searched.indexed(narrow) for narrow, _ in self.read.figures]
            for entry in entries[self.before :]:
                entry["text"] = searched.with_texts(entry["text"], texts)

    def _entries(self, config: MkDocsConfig) -> list[dict[str, str]] | None:
        """What MkDocs' own search has read so far, if nobody else reads pages meanwhile; its index has no public way to
        it. It would go through each figure's text four times, for the page and for its section, which costs half as
        much as all else that a known figure does."""
        owners = [getattr(each, "__self__", None) for each in config.plugins.events["page_context"]]
        if not self.flat or not all(each is self or type(each) is SearchPlugin for each in owners):
            return None
        index = getattr(config.plugins["search"], "search_index", None)
        entries = getattr(index, "_entries", None)
        return entries if isinstance(entries, list) else None

    def _with_marks(self, content: str) -> str:
        if content == self.narrow:  # as a rule nobody has changed it
            return self.read.marked()
        return searched.marked(content, self.read.figures)

    def _with_figures(self, marked: str, page: Page) -> str:
        drawn = {made.narrow: self.site.figures.shown(made) for made in self._figures(page)}
        return searched.put_back(marked, searched.completed(self.read.figures, drawn))

    def _is_last(self, config: MkDocsConfig) -> bool:
        """Whether nobody else reads a page from here on until it is put together, nor before this does then."""
        events = config.plugins.events
        ends = events["page_context"][-1], events["post_page"][0]
        return all(getattr(each, "__self__", None) is self for each in ends)

    on_page_context = CombinedEvent(_before_search, _after_search)

    @event_priority(200)
    def _before_page(self, output: str, /, *, page: Page, **_: object) -> str:
        """The page is put together, and its figures have their places."""
        return self._with_figures(self._complete(output, page), page) if self.is_marked else output

    def _after_page(self, output: str, /, *, page: Page, **_: object) -> str:
        """A page may show figures of others: a blog's list of posts does."""
        return output if self.is_marked else self._complete(output, page)

    def _complete(self, output: str, page: Page) -> str:
        return self.site.complete(output, way_up(page.file.dest_uri))

    @event_priority(-100)
    def _after_all(self, output: str, /, *, page: Page, **_: object) -> None:
        """Now the page is written, its content again holds no drawings."""
        page.content = self.content

    on_post_page = CombinedEvent(_before_page, _after_page, _after_all)

    def on_post_template(self, output: str, **_: object) -> str:
        """So may what is no page."""
        return self.site.whole(output)

    @event_priority(-200)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Everything is written, by other plugins too: pack it for a disk, say what it needs to be allowed."""
        folder = Path(config.site_dir)
        self.site.figures.cache.prune()
        if PRINT in self.plugins:
            in_every_page(folder, self.site.complete)
        if self.config.offline:
            offline.finish(folder, self.site.runtime)
        elif self.config.service_worker and not self.serving:
            service.finish(folder, self.site.runtime)
        if self.config.policy:
            policy.write(folder, self.site.settings.xapi)


def require_notation(notation: dict[str, object]) -> None:
    """PluginError where no figure could be written so."""
    try:
        engine.notation_of(notation, {})
    except engine.NoFigureError as no:
        raise PluginError(f"backprop: the option {no}") from no


def records(address: str) -> str:
    """The address of a record store, with a slash at its end. PluginError where results could be read on the way."""
    try:
        return record_store(address)
    except ValueError as no:
        raise PluginError(f"backprop: the option {no}") from no


def _language(meta: Mapping[str, object], config: MkDocsConfig) -> str:
    """What a page itself says, or the theme, which a plugin for several languages sets anew for each."""
    theme = config.theme.get("language") or config.theme.get("locale") or DEFAULT
    return str(meta.get("lang") or theme)


def _add_fence(config: MkDocsConfig, fence: FigureFence) -> None:
    options = config.mdx_configs.setdefault(SUPERFENCES, {})
    mine = fence.custom_fences()
    names = [each["name"] for each in mine]
    others = [each for each in options.get("custom_fences", []) if each.get("name") not in names]
    options["custom_fences"] = [*others, *mine]
    fence.others = [str(each.get("name")) for each in others]
    if SUPERFENCES not in config.markdown_extensions:
        config.markdown_extensions.append(SUPERFENCES)


def _add_extension(config: MkDocsConfig, extension: Extension) -> None:
    """Add it in the place of the one from the build before, which `serve` leaves there."""
    extensions: list[Any] = config.markdown_extensions
    extensions[:] = [each for each in extensions if type(each) is not type(extension)]
    extensions.append(extension)


def _file(config: MkDocsConfig, asset: Asset) -> File:
    where = InclusionLevel.INCLUDED
    if isinstance(asset.source, bytes):
        return File.generated(config, asset.uri, content=asset.source, inclusion=where)
    return File.generated(config, asset.uri, abs_src_path=str(asset.source), inclusion=where)
