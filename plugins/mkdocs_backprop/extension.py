"""The fence, the quotes and the formulas by a Markdown extension: for Zensical, which runs no plugin of MkDocs.

    [project.markdown_extensions.backprop]

in zensical.toml, or `backprop` under `markdown_extensions` in mkdocs.yml, is all that it takes.

Zensical renders each page by itself, says of none that it is the last, and empties the site before each build. A page
that it knows from the build before is not rendered at all. So what a page needs goes into the site and, for the builds
to come, among the sources, from where Zensical copies it each time; git is told to leave it alone there.

Where another host runs this extension it does nothing: MkDocs has the plugin, and elsewhere nobody says where the site
is that the files for browsers belong into. There, `backprop render` makes the figures once the site is built.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from backprop_web import keys
from backprop_web.assets import FOLDER, Asset, add, way_up
from backprop_web.cache import Cache, place
from backprop_web.languages import DEFAULT
from backprop_web.records import record_store
from backprop_web.site import Settings, Site
from mkdocs_backprop.fence import LANGUAGE
from mkdocs_backprop.reading import Reading

CONTEXT = "rendering_context"
"""The name under which Zensical says which page is rendered, in the place of a preprocessor."""
FENCES = "fenced_code_block"
LAST = -100
logger = logging.getLogger("mkdocs_backprop")


class _Page(Protocol):
    """What Zensical says of a page: its address, its file within the sources, and its front matter."""

    url: str
    path: str
    meta: dict[str, object]


class BackpropExtension(Extension):
    """One page's, as Zensical makes a new one for each."""

    def __init__(self, **options: object) -> None:
        self.config = {
            "live": [True, "Whether readers can change numbers. Off: steps only."],
            "math": [True, "Whether TeX in prose becomes MathML."],
            "xapi": ["", "The address of a record store to which readers may send the results of exercises."],
            "preload": [True, "Whether Python starts ahead of a reader's first change."],
            "notation": [{}, "How figures are written that say nothing of it."],
        }
        super().__init__(**options)
        self.md: Markdown | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name that Markdown calls
        self.md = md
        md.registerExtension(self)

    def reset(self) -> None:
        """Called when all extensions are there, so that it does not matter where in the list this one stands."""
        md, self.md = self.md, None
        if md is not None and CONTEXT in md.preprocessors:
            context: Any = md.preprocessors[CONTEXT]
            self._join(md, context.page, context.config)

    def _join(self, md: Markdown, page: _Page, config: dict[str, Any]) -> None:
        notation = tuple(self.getConfig("notation").items())
        live, preload, records = self.getConfig("live"), self.getConfig("preload"), record_store(self.getConfig("xapi"))
        settings = Settings(live=live, preload=preload, notation=notation, xapi=records)
        # Zensical takes what a page names for relative to its source, and writes it anew for its address.
        root = way_up(page.path)
        site, made = _site(settings).alone(page.path, _language(page, config), page.url, root)
        docs, built = (Path(config["root_dir"], config[name]) for name in ("docs_dir", "site_dir"))
        reading = Reading(logger)
        _add_fence(md, reading)
        reading.open(page.path, _text(docs / page.path), made)
        extensions: list[Extension] = [reading.quotes, *([reading.formulas] if self.getConfig("math") else [])]
        md.registerExtensions(extensions, {})

        def finish() -> str:
            _keep(site, docs)
            keys.forget(made, docs)
            return site.finish(made, root, built)

        tree = _Finish(md, finish)
        md.treeprocessors.register(tree, LANGUAGE, LAST)
        md.postprocessors.register(_Close(tree, reading), LANGUAGE, LAST)


class _Finish(Treeprocessor):
    """Puts what the page needs before its content; `finish` makes the tags, once all figures are drawn."""

    def __init__(self, md: Markdown, finish: Callable[[], str]) -> None:
        super().__init__(md)
        self.finish = finish
        self.anchors: set[str] = set()

    def run(self, root: Element) -> None:
        self.anchors = {str(element.get("id")) for element in root.iter() if element.get("id")}
        if tags := self.finish():
            place = Element("p")
            place.text = self.md.htmlStash.store(tags)
            root.insert(0, place)


class _Close(Postprocessor):
    """Says, once all of the page is there, what was read and is not in it."""

    def __init__(self, tree: _Finish, reading: Reading) -> None:
        super().__init__()
        self.tree, self.reading = tree, reading

    def run(self, text: str) -> str:
        self.reading.require_shown(text)
        self.reading.close(self.tree.anchors)
        return text


def _keep(site: Site, docs: Path) -> None:
    """Nothing is written anew that is there: a change among the sources would have them all rendered again."""
    for asset in site.stage():
        add(docs, asset)
        ignored = docs / _folder(asset) / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")


def _folder(asset: Asset) -> str:
    """In which nothing is an author's."""
    return keys.FOLDER if asset.uri.startswith(f"{keys.FOLDER}/") else FOLDER


@cache
def _site(settings: Settings) -> Site:
    """What all pages share: to read the files for browsers anew for each would take longer than to draw figures."""
    return Site(settings, logger, Cache(place()))


def _add_fence(md: Markdown, reading: Reading) -> None:
    """Have SuperFences start anew with one fence more."""
    fences: Any = cast(Any, md.preprocessors[FENCES]).extension
    others = fences.getConfig("custom_fences")
    reading.fence.others = [each["name"] for each in others]
    fences.setConfig("custom_fences", [*others, *reading.fence.custom_fences()])
    fences.superfences.clear()
    fences.extendMarkdown(md)


def _language(page: _Page, config: dict[str, Any]) -> str:
    return str(page.meta.get("lang") or config["theme"].get("language") or DEFAULT)


def _text(path: Path) -> str:
    """The page's file, in which a mistake has its line; a page may be none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError:
        return ""
