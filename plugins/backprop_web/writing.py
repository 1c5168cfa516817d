"""Writes a mapping as the YAML of a fence, which `document.read` reads back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from textwrap import indent

from backprop_web import document
from backprop_web.problems import FigureError

WIDTH = 80


def fence(mapping: Mapping[str, object]) -> str:
    """The YAML, a line for each key, longer ones broken between two entries."""
    return "".join(f"{_text(key)}:{_value(value, len(_text(key)) + 2)}\n" for key, value in mapping.items())


def _value(value: object, column: int) -> str:
    if isinstance(value, str) and "\n" in value.strip("\n"):
        block = "|" + ("" if value.endswith("\n") else "-") + "\n" + indent(value, "  ").rstrip("\n")
        return " " + (block if _reads_back(block, value) else _quoted(value))
    if isinstance(value, Mapping | list) and value:
        opened, closed = "{}" if isinstance(value, Mapping) else "[]"
        return f" {opened}{_broken(_entries(value), column + 1)}{closed}"
    if isinstance(value, str) and _reads_back(value, value):
        return f" {value}"
    return f" {_flow(value)}"


def _broken(entries: Iterator[str], column: int) -> str:
    """The entries with commas between them, on as many lines as they need; those after the first are indented."""
    lines, room = [""], WIDTH - column
    for entry in entries:
        if lines[-1] and len(lines[-1]) + len(entry) + 2 > room:
            lines.append("")
            room = WIDTH - 2
        lines[-1] += f"{', ' if lines[-1] else ''}{entry}"
    return ",\n  ".join(lines)


def _entries(value: Mapping[str, object] | list[object]) -> Iterator[str]:
    if isinstance(value, Mapping):
        return (f"{_text(key)}: {_flow(each)}" for key, each in value.items())
    return (_flow(each) for each in value)


def _flow(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(_entries(value))}}}"
    if isinstance(value, list):
        return f"[{', '.join(_entries(value))}]"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float):
        text = repr(value)
        return text if text == "-0.0" else text.removesuffix(".0")
    return json.dumps(value)


def _text(value: str) -> str:
    """Plain where that is read back as this text, even within a list, else in quotes."""
    return value if _reads_back(f"[{value}]", [value]) and "\n" not in value else _quoted(value)


def _quoted(value: str) -> str:
    """In quotes, and what would not be seen as its number."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in text)


def _reads_back(written: str, wanted: object) -> bool:
    try:
        read = document.read(f"key: {written}\n")
    except FigureError:
        return False
    return read.mapping == {"key": wanted} and not read.misread and not read.comments
