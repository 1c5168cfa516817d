"""Figures and quoted numbers as they are written in built HTML, whatever built it: where they stand, what is in them.

A figure is a block of code that is marked `backprop`, an exercise one that is marked `exercise`, in any of the ways in
which generators mark a language. A quoted
number is `{{ tiny: dL/dw1 }}`, or the same as a piece of code, `backprop tiny: dL/dw1`, for hosts that keep double
braces to themselves.

The parser is Python's own. It is maintained, it is there already, and unlike those that build a tree it says where in
the text a tag stands, so that all around a block can stay byte for byte as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import unescape
from html.parser import HTMLParser

from backprop_web.near import as_code, as_text, misspelled
from backprop_web.problems import Problem

LANGUAGE, EXERCISE = NAMES = ("backprop", "exercise")
MARKS = {
    f"{prefix}{language}": language
    for language in NAMES
    for prefix in ("language-", "lang-", "highlight-", "highlight-source-")
}
"""Classes that say what a block is written in; of a `pre` or `code` the bare name says so, too, as Pandoc writes it."""
NAMED = ("data-lang", "data-language")
LANGUAGES = re.compile(r"(?:language|lang|highlight(?:-source)?)-([\w+#-]+)")
"""A class that says the language of a block, whatever it is."""
WRAPPERS = frozenset({"highlight", "highlighter-rouge", "codehilite", "sourceCode", "code-copy-outer-scaffold"})
"""Classes of the elements that generators put around a block of code, which go with it."""
AROUND = ("div", "figure")
IN_TABLES = ("table", "tbody", "tr", "td")
"""Where a generator numbers lines, the code is a cell of a table within the wrapper."""
NUMBERS = frozenset({"linenos", "lineno", "linenodiv", "ln", "lnt", "line-number", "line-numbers-rows"})
"""Classes of the numbers of lines, which are no code."""
NO_CODE = ("button",)
NOT_SHOWN = ("textarea", "title", "noscript", "template", "script", "style", "iframe", "svg")
"""Where nothing is looked for: what stands there is no part of the page's text."""
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
QUOTE = re.compile(r"\{\{\s*([a-z][a-z0-9-]*):\s*([^{}<>\n]+?)\s*\}\}")
QUOTE_AS_CODE = re.compile(rf"{LANGUAGE}\s+([a-z][a-z0-9-]*):\s*(\S[^\n]*?)\s*")
CALLED = re.compile(
    rf"(?i)\b{LANGUAGES.pattern}|data-lang(?:uage)?\s*=\s*[\"']?([\w+#-]+)|<pre\b[^>]*?\bclass\s*=\s*[\"']?([^\"'>]*)"
)
MAYBE = re.compile(rf"(?i)(?:class|data-lang(?:uage)?)\s*=\s*[\"']?[^\"'>]*\b(?:{LANGUAGE}|{EXERCISE})\b")

SWALLOWED = re.compile(rf"(?:```|~~~)[ \t{{.]*(?:{LANGUAGE}|{EXERCISE})\b|<code>\s*(?:{LANGUAGE}|{EXERCISE})[ \t]*\n")
"""A fence that was not read as one, as far as a look at it tells."""


@dataclass(frozen=True, slots=True)
class Block:
    """A description of a figure, or of what else its `language` is for, from `start` to `end` of the text; `lines`: the
    line there of each of its own."""

    start: int
    end: int
    source: str
    lines: tuple[int, ...]
    language: str = LANGUAGE


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted number; `is_sure`: it can be nothing else, so that an unknown one is a mistake."""

    start: int
    end: int
    figure: str
    number: str
    line: int
    is_sure: bool


@dataclass(slots=True)
class Found:
    """What a page has: its `blocks` and `quotes` in their order, its `ids`, its `language`, if it says so, and
    what stands there as text or code though it was meant for a block: `unread`."""

    blocks: list[Block] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    language: str = ""
    unread: list[Problem] = field(default_factory=list)


def find(html: str) -> Found:
    """Look through a page."""
    # Most pages have none, which is a hundred times faster to say than to read them.
    called = {word for each in CALLED.findall(html) for word in "".join(each).split()}
    if not (MAYBE.search(html) or SWALLOWED.search(html)) and not any(misspelled(each, NAMES, 1) for each in called):
        return Found()
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    found = reader.found
    found.blocks.sort(key=lambda block: block.start)
    # What stands in a block is part of it, not of the page that is left.
    found.quotes = [each for each in found.quotes if not any(_holds(block, each) for block in found.blocks)]
    return found


def _holds(block: Block, quote: Quote) -> bool:
    return block.start <= quote.start < block.end


@dataclass(slots=True)
class _Element:
    """An element that is open: its `mark`, the language of code of ours; the `block` that ends where it does."""

    tag: str
    start: int
    classes: frozenset[str]
    mark: str
    block: Block | None = None


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.html, self.found = html, Found()
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", html))]
        self.open: list[_Element] = []
        self.code: list[str] = []
        self.lines: list[int] = []

    @property
    def _offset(self) -> int:
        line, column = self.getpos()
        return self.line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.found.ids.add(given["id"])
        if tag == "html":
            self.found.language = given.get("lang", "")
        if tag == "br":
            self._take("\n", down=0)
        if tag in VOID:
            return
        if tag == "pre" or (tag == "code" and not self._inside("pre")):
            self.code, self.lines = [], [self.getpos()[0]]
        classes = frozenset(given.get("class", "").split())
        element = _Element(tag, self._offset, classes, _mark(tag, classes, given))
        if tag in ("pre", "code", "div") and not element.mark:
            self._require_spelled(element, given)
        if element.mark:
            self._mark_pre(element.mark)
        self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:  # as in SVG; in HTML such a slash says nothing, but then an end tag follows
            self._close(tag, self._offset + len(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        self._close(tag, self.html.index(">", self._offset) + 1)

    def handle_data(self, data: str) -> None:
        self._take(data)
        self._require_read(data)
        if "{{" in data and not self._inside("pre", "code", *NOT_SHOWN):
            for match in QUOTE.finditer(data):
                self._quote(match, self._offset + match.start(), self._offset + match.end(), is_sure=False)

    def _require_read(self, paragraph: str) -> None:
        problem = as_text(paragraph, NAMES, self.getpos()[0])
        if problem and not self._inside("pre", "code", *NOT_SHOWN):
            self.found.unread.append(problem)

    def handle_entityref(self, name: str) -> None:
        self._take(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._take(unescape(f"&#{name};"))

    def close(self) -> None:
        super().close()
        self._pop(0, len(self.html), is_closed=False)

    def _inside(self, *tags: str) -> bool:
        return any(element.tag in tags for element in self.open)

    def _require_spelled(self, element: _Element, given: dict[str, str]) -> None:
        """Note a block whose language is nearly ours, once."""
        called = [match[1] for each in element.classes if (match := LANGUAGES.fullmatch(each))]
        called += [given[name] for name in NAMED if name in given]
        called += element.classes if element.tag == "pre" else ()
        line, told = self.getpos()[0], self.found.unread
        for language in dict.fromkeys(called):
            problem = misspelled(language, NAMES, line)
            # Generators say it of several elements around one block.
            again = any(each.value == language and line - each.line <= 1 for each in told)
            if problem and not again and not self._inside(*NOT_SHOWN):
                told.append(problem)

    def _mark_pre(self, mark: str) -> None:
        for element in self.open:
            if element.tag == "pre":
                element.mark = mark

    def _take(self, text: str, *, down: int = 1) -> None:
        """Text, which is part of the code that is open, if any is; its line ends go `down` a line of the page each."""
        if self._numbers_lines():
            return
        line = self.getpos()[0]
        self.lines += [line + down * number for number in range(1, text.count("\n") + 1)]
        self.code.append(text)

    def _close(self, tag: str, end: int) -> None:
        """End the nearest element of this name, and those within it that were left open; an end of nothing is none."""
        place = next((at for at in reversed(range(len(self.open))) if self.open[at].tag == tag), len(self.open))
        self._pop(place, end)

    def _pop(self, place: int, end: int, *, is_closed: bool = True) -> None:
        while len(self.open) > place:
            element = self.open.pop()
            if block := element.block:
                grown = replace(block, start=element.start, end=end) if is_closed else block
                self.found.blocks.append(grown)
            elif element.tag == "pre":
                self._end_of_pre(element, end)
            elif element.tag == "code" and not self._inside("pre", *NOT_SHOWN):
                self._end_of_code(element, end)

    def _end_of_pre(self, pre: _Element, end: int) -> None:
        around = self._around()
        mark = pre.mark or (around.mark if around is not None else "")
        if not mark or self._numbers_lines() or self._inside(*NOT_SHOWN):
            return
        block = Block(pre.start, end, "".join(self.code), tuple(self.lines), mark)
        if around is None:
            self.found.blocks.append(block)
        elif around.block is None:
            around.block = block
        else:  # it is around two of them, and so around more than a block
            self.found.blocks += [around.block, block]
            around.block, around.classes, around.mark = None, frozenset(), ""

    def _around(self) -> _Element | None:
        """The outermost of the elements that are there for the block alone that just ended."""
        found = None
        for element in reversed(self.open):
            if element.tag in AROUND and (element.mark or element.classes & WRAPPERS):
                found = element
                within = self.open[self.open.index(element) :]
                found.mark = found.mark or next((each.mark for each in within if each.mark), "")
            elif element.tag not in (*AROUND, *IN_TABLES) or (element.tag in AROUND and element.classes):
                break
        return found

    def _numbers_lines(self) -> bool:
        return any(element.classes & NUMBERS or element.tag in NO_CODE for element in self.open)

    def _end_of_code(self, code: _Element, end: int) -> None:
        text = "".join(self.code)
        if match := QUOTE_AS_CODE.fullmatch(text):
            self._quote(match, code.start, end, is_sure=True)
        elif problem := as_code(text, NAMES, self.lines[0]):
            self.found.unread.append(problem)

    def _quote(self, match: re.Match[str], start: int, end: int, *, is_sure: bool) -> None:
        self.found.quotes.append(Quote(start, end, match[1], match[2], self.getpos()[0], is_sure))


def _mark(tag: str, classes: frozenset[str], given: dict[str, str]) -> str:
    """The language of ours in which an element says that it is written; empty where it says nothing of the kind."""
    bare = classes if tag in ("pre", "code") else frozenset()
    said = [MARKS[each] for each in classes if each in MARKS]
    said += [each for each in NAMES if each in bare or any(given.get(name) == each for name in NAMED)]
    return said[0] if said else ""
