"""The YAML of a fence: read without running anything, bounded, with the line of every key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import yaml

from backprop_web import mistakes
from backprop_web.problems import FigureError, Problem, one_line
from backprop_web.scalars import TAG, Loader, misread

LONGEST_SOURCE = 10_000
DEEPEST = 8
Path = tuple[str | int, ...]
ALIKE = re.compile(r"[\w \n.,:;()\[\]{}\"'+*/=<^−-]*")
"""What libyaml reads as PyYAML does by itself. With other signs, such as tabs, comments, tags, question marks, it takes
what PyYAML refuses, or takes it otherwise."""


@dataclass(frozen=True, slots=True)
class Document:
    """`mapping` as YAML reads it; `lines`: the line (from 1) of every key and list item by path.

    `misread`: what YAML would have made of a word that is text here; `comments`: what follows a plain word on its line.
    """

    mapping: dict[str, object]
    lines: dict[Path, int]
    misread: dict[Path, str] = field(default_factory=dict)
    comments: dict[Path, str] = field(default_factory=dict)

    def line_of(self, *path: str | int) -> int:
        """The line of `path`, or of the nearest mapping around it; the first line if none."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def line_of_key(self, *keys: str) -> int:
        """The line of the first of `keys` that there is, at whatever depth or by its whole path, samples.0.x; the first
        line if none is."""
        found = {path[-1]: line for path, line in reversed(self.lines.items()) if path}
        found |= {".".join(map(str, path)): line for path, line in self.lines.items()}
        return next((found[key] for key in keys if key in found), 1)


def read(source: str) -> Document:
    """Read the YAML `source` of a fence. Raises FigureError; nothing in it can take long."""
    if len(source) > LONGEST_SOURCE:
        remedy = f"describe the figure in at most {LONGEST_SOURCE:,} characters"
        raise _error("the fence", f"{len(source):,} characters long", remedy)
    try:
        _refuse_indents(source)
        return _quick(source) or _load(_Wary(source), source)
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error, source) from error
    except (yaml.YAMLError, ValueError) as error:
        raise _error("the fence", "not valid YAML", " ".join(str(error).split())) from error


def _quick(source: str) -> Document | None:
    """By libyaml, in a fifth of the time; None where there is none, or where it might read or refuse something in words
    of its own: a browser, which has none, would not say the same."""
    if not (yaml.__with_libyaml__ and ALIKE.fullmatch(source)):
        return None
    try:
        return _load(_Quick(source), source)
    except (yaml.YAMLError, ValueError, FigureError):
        return None


def _load(loader: Loader, source: str) -> Document:
    root = _mapping(loader.get_single_node())
    document = Document({}, {})
    _collect(root, (), document, source.splitlines())
    document.mapping.update(loader.construct_document(root))
    return document


def _refuse_indents(source: str) -> None:
    """Refuse what looks like an indentation, or the space after a colon, and is none for YAML."""
    for number, line in enumerate(source.splitlines(), 1):
        if problem := mistakes.of_spaces(line):
            raise _error(*problem, number)


class _Wary(Loader):
    """Refuses what makes YAML grow without end or deep where it comes to it, before anything is built from it."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.depth = 0

    def get_event(self) -> yaml.Event:
        """The next event of the parser."""
        event = self.next_event()
        line = event.start_mark.line + 1 if event.start_mark else 1
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            remedy = "write the value out, or put a text that begins with & or * in quotes"
            raise _error("an anchor or alias", anchor, remedy, line)
        self.depth += isinstance(event, yaml.CollectionStartEvent)
        self.depth -= isinstance(event, yaml.CollectionEndEvent)
        if self.depth > DEEPEST:
            raise _error("the fence", "nested too deeply", f"use at most {DEEPEST} levels", line)
        return event

    def next_event(self) -> yaml.Event:
        """The same, whatever it is."""
        event: yaml.Event = super().get_event()  # type: ignore[no-untyped-call]
        return event


class _Quick(_Wary):
    """Has the text parsed by libyaml, which is most of the work."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.parser = yaml.CSafeLoader(source)

    def check_event(self, *choices: object) -> bool:
        """Whether the next event is one of these."""
        return self.parser.check_event(*choices)

    def peek_event(self) -> yaml.Event | None:
        """The next event, which stays the next."""
        return self.parser.peek_event()

    def next_event(self) -> yaml.Event:
        """The next event, whatever it is."""
        return cast(yaml.Event, self.parser.get_event())


def _mapping(root: yaml.Node | None) -> yaml.MappingNode:
    if isinstance(root, yaml.MappingNode):
        return root
    value = "empty" if root is None else "not a list of keys"
    raise _error("the fence", value, "write lines such as `network: [1, 2, 1]`")


def _collect(node: yaml.Node, path: Path, found: Document, source: Sequence[str]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, _name(key))
            line = key.start_mark.line + 1
            if here in found.lines:
                remedy = f"keep one of the two; the other is on line {found.lines[here]} of the fence"
                raise _error(key.value, "given twice", remedy, line)
            found.lines[here] = line
            _collect(value, here, found, source)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            found.lines[*path, index] = item.start_mark.line + 1
            _collect(item, (*path, index), found, source)
    elif isinstance(node, yaml.ScalarNode) and not node.style:
        _note(node, path, found, source)


def _note(node: yaml.ScalarNode, path: Path, found: Document, source: Sequence[str]) -> None:
    """What is peculiar about a plain word: that YAML would read it otherwise, that a comment follows."""
    if node.tag == f"{TAG}str" and (became := misread(node.value)):
        found.misread[path] = became
    end = node.end_mark
    rest = source[end.line][end.column :].strip() if end.line < len(source) else ""
    if rest.startswith("#"):
        found.comments[path] = rest


def _name(key: yaml.Node) -> str:
    if key.tag == f"{TAG}str":
        return str(key.value)
    value = one_line(key.value) if isinstance(key, yaml.ScalarNode) else "a list or mapping"
    remedy = "write the key as text, in quotes if need be, and decimal numbers with a point, such as 0.5"
    raise _error("a key", value, remedy, key.start_mark.line + 1)


def _not_yaml(error: yaml.MarkedYAMLError, source: str) -> FigureError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    found = "; ".join(part for part in (error.problem, error.context) if part)
    written = source.splitlines()
    advice = mistakes.advice(found, written, min(line, len(written)))
    return _error("the fence", "not valid YAML", f"{advice} ({found})" if advice else found, line)


def _error(key: str, value: str, remedy: str, line: int = 1) -> FigureError:
    return FigureError([Problem(key, value, remedy, line)])
