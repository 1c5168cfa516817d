"""Figures of backpropagation in Sphinx, MyST and Jupyter Book: a directive with what stands in a fence.

    extensions = ["sphinx_backprop"]

in conf.py. A figure is the directive `backprop`; with MyST and `myst_fence_as_directive = ["backprop"]` it is the same
fence as on other hosts. An exercise is the directive `backprop-exercise`, and `exercise`, too, where no other extension
has one of that name. The role `backprop` quotes a number of a figure of its document: {backprop}`tiny: dL/dw11`.

Figures are drawn when a document is written. Where no HTML is (LaTeX, text, EPUB) a figure is its title, its structure
and a sentence a step; Sphinx's search reads the same.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from docutils.nodes import Element
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole, is_directive_registered
from sphinx.writers.html5 import HTML5Translator

from backprop_web import document, engine, keys, messages
from backprop_web.assets import way_up
from backprop_web.cache import Cache, place
from backprop_web.near import undirected
from backprop_web.page import FigureError, Page, QuoteError
from backprop_web.problems import placeholder
from backprop_web.records import record_store
from backprop_web.site import Settings, Site

NAME, EXERCISE, LONG_EXERCISE = "backprop", "exercise", "backprop-exercise"
NAMES = (NAME, EXERCISE)
DISTRIBUTION = "mkdocs-backprop"
logger = logging.getLogger(__name__)


class figure_node(nodes.General, nodes.Element):  # noqa: N801, docutils names its nodes so
    """A figure: its `source`, whose first line is the node's, and its `html` once it is drawn; its children are what
    it is without HTML."""


class exercise_node(figure_node):  # noqa: N801
    """An exercise; without HTML it is its title: for paper there are worksheets."""


class quote_node(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A number of the `figure` of the same document."""


class Figure(SphinxDirective):
    """The directive: its content is a description of a figure."""

    has_content = True
    node: type[figure_node] = figure_node

    def run(self) -> list[nodes.Node]:
        """Keep the description, and let the rest of the book refer to the figure by its name."""
        source = "\n".join(self.content)
        node = self.node("", source=source)
        node.source, line = self.get_source_info()
        # docutils counts the lines before the content from the file's first, MyST from the fence.
        node.line = self.content_offset + (1 if self.content_offset >= line else line + 1)
        self._note(source)
        return [node]

    def _note(self, source: str) -> None:
        try:
            described = document.read(source).mapping
        except FigureError:
            return  # said when it is drawn
        label, title, std = (
            str(described.get("name", "")),
            str(described.get("title", "")),
            self.env.domains.standard_domain,
        )
        # Another document may have a figure of this name; the first that is read is the one that is referred to.
        if label and std.labels.get(label, [self.env.docname])[0] == self.env.docname:
            std.note_hyperlink_target(label, self.env.docname, label, title)


class Exercise(Figure):
    """The directive: its content is a description of an exercise."""

    node = exercise_node


class Quote(SphinxRole):
    """The role: `name of a figure: name of a number`."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Keep what is quoted until the figures are drawn."""
        figure, _, number = (part.strip() for part in self.text.partition(":"))
        node = quote_node(self.rawtext, figure=figure, number=number)
        self.set_source_info(node)
        return [node], []


class Drawing:
    """Draws the figures of each document before it is written."""

    def __init__(self, app: Sphinx) -> None:
        notation = tuple(app.config.backprop_notation.items())
        try:
            records = record_store(app.config.backprop_xapi)
        except ValueError as no:
            raise ConfigError(f"backprop_{no}") from no
        live, preload = app.config.backprop_live, app.config.backprop_preload
        settings = Settings(live=live, preload=preload, notation=notation, xapi=records)
        self.site = Site(settings, logger, Cache(place()))
        self.tags: dict[str, str] = {}

    def draw(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """In the process that reads: those that write get what is drawn here."""
        address = _address(app.builder, docname)
        site, page = self.site.alone(docname, app.config.language, address)
        for node in doctree.findall(figure_node):
            _draw(node, page)
        for block in doctree.findall(nodes.literal_block):
            _require_directive(block, page.language)
        for quote in list(doctree.findall(quote_node)):
            quote.replace_self(_number(quote, page))
        if _shows_html(app.builder) and (page.figures or page.exercises):
            way = way_up(app.builder.get_target_uri(docname))
            self.tags[docname] = site.finish(page, way, Path(app.outdir))
        keys.forget(page, Path(app.outdir))

    def put(self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
        """Put the tags before the content of the page."""
        if tags := self.tags.get(pagename):
            context["body"] = tags + context["body"]


def _draw(node: Element, page: Page) -> None:
    source: str = node["source"]
    try:
        if isinstance(node, exercise_node):
            node["html"] = page.exercise(source)
            node += _title(page.exercises[-1].title)
            return
        node["html"] = page.figure(source)
    except FigureError as error:
        told = [messages.message(problem, page.language) for problem in error.problems]
        node["html"] = placeholder(told, source, messages.headline(page.language))
        for problem, message in zip(error.problems, told, strict=True):
            logger.warning(message, location=f"{node.source}:{(node.line or 1) + problem.line - 1}", type=NAME)
        return
    made = page.figures[-1]
    steps = nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph(text=each)) for each in made.told))
    node += [_title(made.title), nodes.paragraph(text=made.structure), *([steps] if made.told else [])]


def _require_directive(block: Element, language: str) -> None:
    """Warn of a block of code that was meant for a figure."""
    if problem := undirected(str(block.get("language", "")), NAMES, 0):
        logger.warning(messages.message(problem, language), location=block, type=NAME)


def _title(text: str) -> Element:
    return nodes.paragraph("", "", nodes.strong(text=text))


def _number(quote: Element, page: Page) -> nodes.Node:
    try:
        return nodes.inline(text=page.number(quote["figure"], quote["number"]), classes=["bp-quote"])
    except QuoteError as error:
        logger.warning(str(error), location=quote, type=NAME)
        return nodes.literal(text=quote.rawsource)


def _shows_html(builder: Builder) -> bool:
    """A book in EPUB is paper: most of its readers run no scripts."""
    return bool(builder.format == "html" and builder.name != "epub")


def _address(builder: Builder, docname: str) -> str | None:
    """Where a document will be, if it is to be a page of its own."""
    address = builder.get_target_uri(docname) if _shows_html(builder) else "#"
    return None if "#" in address else address


def _visit_in_html(writer: HTML5Translator, node: Element) -> None:
    if _shows_html(writer.builder):
        writer.body.append(node["html"])
        raise nodes.SkipNode


def _as_its_children(writer: object, node: Element) -> None:
    """A figure on paper."""


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.add_config_value("backprop_live", True, "html", bool)
    app.add_config_value("backprop_preload", True, "html", bool)
    app.add_config_value("backprop_xapi", "", "html", str)
    # With another engine every figure is drawn anew.
    app.add_config_value("backprop_notation", {}, "html", dict)
    app.add_config_value("backprop_engine", engine.digest(), "env", str)
    paper = dict.fromkeys(("latex", "text", "man", "texinfo"), (_as_its_children, _as_its_children))
    add = cast(Callable[..., None], app.add_node)
    for each in (figure_node, exercise_node):
        add(each, html=(_visit_in_html, _as_its_children), **paper)
    app.add_directive(NAME, Figure)
    app.add_directive(LONG_EXERCISE, Exercise)
    app.connect("config-inited", _name_exercise)
    app.add_role(NAME, Quote())
    app.connect("builder-inited", _begin)
    return {"version": version(DISTRIBUTION), "parallel_read_safe": True, "parallel_write_safe": True}


def _name_exercise(app: Sphinx, _: object) -> None:
    """By now all extensions are known, sphinx-exercise among them, whose directive has the same name."""
    if not is_directive_registered(EXERCISE):
        app.add_directive(EXERCISE, Exercise)


def _begin(app: Sphinx) -> None:
    drawing = Drawing(app)
    app.connect("doctree-resolved", drawing.draw)
    app.connect("html-page-context", drawing.put)
