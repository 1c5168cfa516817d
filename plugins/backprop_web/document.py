"""The YAML of a fence: read without running anything, bounded, with the line of every key."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from backprop_web.problems import FigureError, Problem, one_line

LONGEST_SOURCE = 10_000
DEEPEST = 8
# What the parser finds wrong, by a part of its words, and what an author can do about it.
REMEDIES = {
    "mapping values are not allowed": 'a text with a colon in it needs quotes, such as title: "Part one: the network"',
    "quoted scalar": "close the quotation mark",
    "flow sequence": "close the list with ]",
    "flow mapping": "close the braces with }, and write a comma between two entries",
    "scanning an alias": "a text that begins with * needs quotes",
    "cannot start any token": "a text that begins with this sign needs quotes",
    "could not find expected ':'": "write key: value, with a colon and a space",
}

Path = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    """Reads 1e-3 as the number that it is everywhere but in YAML 1.1."""


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?(\d+\.?\d*|\.\d+)[eE][-+]?\d+$"), list("-+.0123456789")
)


@dataclass(frozen=True, slots=True)
class Document:
    """`mapping` as YAML reads it; `lines`: the line (from 1) of every key and list item by path."""

    mapping: dict[str, object]
    lines: dict[Path, int]

    def line_of(self, *path: str | int) -> int:
        """The line of `path`, or of the nearest mapping around it; the first line if none."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def line_of_key(self, *keys: str) -> int:
        """The line of the first of `keys` that there is, at whatever depth; the first line if none is."""
        found = {path[-1]: line for path, line in reversed(self.lines.items()) if path}
        return next((found[key] for key in keys if key in found), 1)


def read(source: str) -> Document:
    """Read the YAML `source` of a fence. Raises FigureError; nothing in it can take long."""
    if len(source) > LONGEST_SOURCE:
        remedy = f"describe the figure in at most {LONGEST_SOURCE:,} characters"
        raise _error("the fence", f"{len(source):,} characters long", remedy)
    try:
        _refuse_tricks(source)
        return _load(_Loader(source))
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error) from error
    except (yaml.YAMLError, ValueError) as error:
        raise _error("the fence", "not valid YAML", " ".join(str(error).split())) from error


def _load(loader: _Loader) -> Document:
    root = _mapping(loader.get_single_node())
    lines: dict[Path, int] = {}
    _collect(root, (), lines)
    return Document(loader.construct_document(root), lines)


def _refuse_tricks(source: str) -> None:
    """Refuse what makes YAML grow without end or deep, before anything is built from it."""
    depth = 0
    for event in yaml.parse(source, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            raise _error("an anchor or alias", anchor, "write the value out", line)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _error("the fence", "nested too deeply", f"use at most {DEEPEST} levels", line)


def _mapping(root: yaml.Node | None) -> yaml.MappingNode:
    if isinstance(root, yaml.MappingNode):
        return root
    value = "empty" if root is None else "not a list of keys"
    raise _error("the fence", value, "write lines such as `network: [1, 2, 1]`")


def _collect(node: yaml.Node, path: Path, lines: dict[Path, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, _name(key))
            line = key.start_mark.line + 1
            if here in lines:
                remedy = f"keep one of the two; the other is on line {lines[here]} of the fence"
                raise _error(key.value, "given twice", remedy, line)
            lines[here] = line
            _collect(value, here, lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[*path, index] = item.start_mark.line + 1
            _collect(item, (*path, index), lines)


def _name(key: yaml.Node) -> str:
    if key.tag == "tag:yaml.org,2002:str":
        return str(key.value)
    value = one_line(key.value) if isinstance(key, yaml.ScalarNode) else "a list or mapping"
    remedy = "write the key as text, in quotes if need be, and decimal numbers with a point, such as 0.5"
    raise _error("a key", value, remedy, key.start_mark.line + 1)


def _not_yaml(error: yaml.MarkedYAMLError) -> FigureError:
    mark = error.problem_mark or error.context_mark
    found = "; ".join(part for part in (error.problem, error.context) if part)
    advice = next((remedy for words, remedy in REMEDIES.items() if words in found), "")
    remedy = f"{advice} ({found})" if advice else found
    return _error("the fence", "not valid YAML", remedy, mark.line + 1 if mark else 1)


def _error(key: str, value: str, remedy: str, line: int = 1) -> FigureError:
    return FigureError([Problem(key, value, remedy, line)])
