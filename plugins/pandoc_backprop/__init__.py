"""Figures of backpropagation in Pandoc, and in Quarto, which runs Pandoc's filters: blocks of code become figures.

`backprop.lua` is the filter; it hands the document over to `pandoc-backprop`, which is this, as Pandoc's JSON. In HTML
a block of the language `backprop` is a figure and one of `exercise` an exercise; the code `backprop tiny: dL/dw1` is
the number of a figure. On paper and in slides a figure is its title, its structure and a sentence a step. What the
document says under `backprop` are the options: `live`, `preload`, `notation`, `folder`, for the files of browsers if
these are not to lie beside the page, and `alone`, for a page that has them within itself.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, cast
from urllib import parse

from backprop_web import alone, languages, messages
from backprop_web.assets import way_up
from backprop_web.blocks import EXERCISE, LANGUAGE, NAMES, QUOTE_AS_CODE
from backprop_web.cache import Cache, place
from backprop_web.near import as_text, misspelled
from backprop_web.page import FigureError, QuoteError
from backprop_web.problems import Problem, placeholder
from backprop_web.site import Settings, Site

TOLD = "backprop-told"
"""The name under which the filter finds what to warn of."""
FILES = "backprop-files"
"""That under which it finds the files that were made, for Quarto, which has to be told of them."""
FENCES = ("```", "~~~")
FILTER = "--filter"
USAGE = f"give {FILTER} for the path of the filter, or, as the filter does, a format, an output and an input"

Element = dict[str, Any]
Change = Callable[[Element], list[Element] | None]


def main() -> int:
    """What the filter runs: a document comes in and goes out."""
    given = sys.argv[1:]
    if given == [FILTER]:
        print(Path(__file__).with_name("backprop.lua"))
        return 0
    if len(given) != 3:
        print(f"pandoc-backprop: {USAGE}", file=sys.stderr)
        return 2
    made = Drawing(json.loads(sys.stdin.buffer.read()), *given).document()
    sys.stdout.buffer.write(json.dumps(made).encode())
    return 0


class Drawing:
    """A document of Pandoc with figures: what is to be said of it is `told`."""

    def __init__(self, document: Element, form: str, output: str, source: str) -> None:
        self.given, self.output, self.source = document, output, source
        self.told: list[str] = []
        self.is_html = form.startswith("html")
        self.lines = _lines(source)
        self.searched = 0
        asked = {name: _plain(each) for name, each in document["meta"].items() if name in (LANGUAGE, "lang")}
        options = cast(Mapping[str, Any], asked.get(LANGUAGE) or {})
        language = languages.nearest(str(asked.get("lang") or languages.DEFAULT))
        self.folder = Path(options.get("folder") or Path(output).parent)
        # Within a page that stands alone Python is the most of it by far, so there it is asked for.
        self.is_alone = bool(options.get("alone"))
        live, preload = (bool(options.get(name, not self.is_alone)) for name in ("live", "preload"))
        self.site = Site(
            Settings(live, preload, notation=tuple(options.get("notation", {}).items())), kept=Cache(place())
        )
        self.name = Path(output).resolve().relative_to(self.folder.resolve(), walk_up=True).as_posix()
        address = parse.quote(self.name) if output and not self.is_alone else None
        self.page = self.site.page(source or "-", language, address)

    def document(self) -> Element:
        """The document with its figures, and what they need beside it."""
        drawn = _walked(self.given["blocks"], self._block)
        blocks = cast(list[Element], _walked(drawn, self._quote))
        files: list[str] = []
        if self.is_html and (self.page.figures or self.page.exercises):
            before, after = alone.around(self.site, self.page) if self.is_alone else (self._finished(files), "")
            blocks = [_raw(before), *blocks, *([_raw(after)] if after else [])]
        told = {TOLD: _strings(self.told), FILES: _strings(files)}
        return {**self.given, "blocks": blocks, "meta": {**self.given["meta"], **told}}

    def _finished(self, files: list[str]) -> str:
        """The tags of the page, whose `files` now lie where they name them."""
        tags = self.site.finish(self.page, way_up(self.name), self.folder)
        files += [str(self.folder.resolve() / asset.uri) for asset in self.site.stage()]
        return tags

    def _block(self, element: Element) -> list[Element] | None:
        """What stands in the place of a block of code that is ours."""
        if element["t"] == "Para":
            self._require_read(element["c"])
        if element["t"] != "CodeBlock":
            return None
        (_, classes, _), source = element["c"]
        line = self._line(source)
        # Where nothing runs a cell, Quarto hands it over with its braces.
        language = next((each for each in NAMES if each in classes or f"{{{each}}}" in classes), "")
        if not language:
            near = (misspelled(each, NAMES, 0) for each in classes[:1])
            self._tell(line, *(each for each in near if each))
            return None
        try:
            return self._drawn(language, source)
        except FigureError as error:
            said = self._tell(line, *error.problems)
            html = placeholder(said, source, messages.headline(self.page.language))
            return [_raw(html)] if self.is_html else None

    def _require_read(self, paragraph: list[Element]) -> None:
        """A fence that never ends is a paragraph, or the rest of one, and no line after it can end it."""
        starts = [each["c"] for each in paragraph if each["t"] == "Str" and each["c"].startswith(FENCES)]
        problem = as_text(starts[-1], NAMES, 0) if starts else None
        if problem:
            after = self.lines[::-1].index(starts[-1]) if starts[-1] in self.lines else len(self.lines)
            self._tell(len(self.lines) - after, problem)

    def _drawn(self, language: str, source: str) -> list[Element]:
        if language == EXERCISE:
            html = self.page.exercise(source)
            return [_raw(html)] if self.is_html else [_title(self.page.exercises[-1].title)]
        made = self.page.enter(source)
        if self.is_html:
            return [_raw(made.html)]
        steps = [[{"t": "Plain", "c": [_text(each)]}] for each in made.told]
        listed = [{"t": "BulletList", "c": steps}] if steps else []
        return [_title(made.title), {"t": "Para", "c": [_text(made.structure)]}, *listed]

    def _quote(self, element: Element) -> list[Element] | None:
        """The number that a piece of code names."""
        found = QUOTE_AS_CODE.fullmatch(element["c"][1]) if element["t"] == "Code" else None
        if found is None:
            return None
        try:
            number = self.page.number(found[1], found[2])
        except QuoteError as error:
            if found[1] not in self.page.broken:
                self.told.append(f"{self.source}: {error}")
            return None
        name = escape(f"{found[1]}: {found[2]}")
        html = f'<span class="bp-quote" translate="no" data-quote="{name}">{escape(number)}</span>'
        return [{"t": "RawInline", "c": ["html", html]} if self.is_html else _text(number)]

    def _tell(self, line: int, *problems: Problem) -> list[str]:
        """Each with its line of the source, where it was found there."""
        said = [messages.message(each, self.page.language) for each in problems]
        places = (messages.line(line + each.line, self.page.language, of_a_fence=not line) for each in problems)
        self.told += [f"{self.source}, {where}: {each}" for where, each in zip(places, said, strict=True)]
        return said

    def _line(self, source: str) -> int:
        """The line of the source before the next block with this content; 0 where there is none."""
        wanted = [line.strip("> \t") for line in source.split("\n")]
        start: int
        for start in (*range(self.searched, len(self.lines)), *range(self.searched)):
            if self.lines[start : start + len(wanted)] == wanted:
                self.searched = start + 1
                return start
        return 0


def _lines(source: str) -> list[str]:
    try:
        return [line.strip("> \t") for line in Path(source).read_text("utf-8-sig").split("\n")]
    except (OSError, UnicodeError):
        return []


def _walked(node: object, change: Change) -> object:
    """The document with other elements in the place of those that `change` has some for, at any depth."""
    if isinstance(node, list):
        return [each for inner in node for each in _changed(inner, change)]
    if isinstance(node, dict):
        return {key: _walked(value, change) for key, value in node.items()}
    return node


def _changed(node: object, change: Change) -> Iterator[object]:
    new = change(node) if isinstance(node, dict) and "t" in node else None
    yield from [_walked(node, change)] if new is None else new


def _plain(value: Element) -> object:
    """What the document says of itself, without Pandoc's types."""
    kind, content = value["t"], value["c"]
    if kind == "MetaMap":
        return {name: _plain(each) for name, each in content.items()}
    if kind == "MetaList":
        return [_plain(each) for each in content]
    if kind == "MetaInlines":
        return "".join(each.get("c", " ") for each in content if each["t"] in ("Str", "Space"))
    return content


def _strings(texts: list[str]) -> Element:
    return {"t": "MetaList", "c": [{"t": "MetaString", "c": each} for each in texts]}


def _raw(html: str) -> Element:
    return {"t": "RawBlock", "c": ["html", html]}


def _text(text: str) -> Element:
    return {"t": "Str", "c": text}


def _title(text: str) -> Element:
    return {"t": "Para", "c": [{"t": "Strong", "c": [_text(text)]}]}
