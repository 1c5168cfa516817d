"""Reads and writes what a WebAssembly module takes from outside and offers to it; its code stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

HEADER = 8
"""Bytes before the first section of a WebAssembly module."""
IMPORTS, EXPORTS = 2, 7
"""The numbers of two sections."""
FUNCTION, TABLE, MEMORY, GLOBAL = 0, 1, 2, 3
"""Kinds of what is imported and exported; beside these there are tags."""


class Import(NamedTuple):
    """The `name` that a module asks for, and the `space` it asks for it in."""

    space: str
    name: str


def imports(wasm: bytes) -> Iterator[Import]:
    """What the module asks for (WebAssembly Core Specification 3.0, section 5.5.5)."""
    section = dict(_sections(wasm)).get(IMPORTS, b"\0")
    count, place = _read(section, 0)
    for _ in range(count):
        space, place = _name(section, place)
        name, place = _name(section, place)
        place = _after_type(section, place)
        yield Import(space, name)


def exporting(wasm: bytes, wanted: Callable[[str, int], bool]) -> bytes:
    """The module with those exports only that are `wanted`, by name and kind."""
    parts = [wasm[:HEADER]]
    for number, section in _sections(wasm):
        content = section
        if number == EXPORTS:
            kept = [entry for name, kind, entry in _exports(section) if wanted(name, kind)]
            content = _leb128(len(kept)) + b"".join(kept)
        parts.append(bytes([number]) + _leb128(len(content)) + content)
    return b"".join(parts)


def _sections(wasm: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each section (section 5.5.2)."""
    place = HEADER
    while place < len(wasm):
        size, start = _read(wasm, place + 1)
        yield wasm[place], wasm[start : start + size]
        place = start + size


def _exports(section: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Name, kind and whole entry of each export (section 5.5.10)."""
    count, place = _read(section, 0)
    for _ in range(count):
        name, kind = _name(section, place)
        _, end = _read(section, kind + 1)
        yield name, section[kind], section[place:end]
        place = end


def _name(section: bytes, place: int) -> tuple[str, int]:
    """The name at `place`, and the place behind it (section 5.2.4)."""
    size, start = _read(section, place)
    return section[start : start + size].decode(), start + size


def _after_type(section: bytes, place: int) -> int:
    """The place behind the external type at `place` (section 5.3.17)."""
    kind = section[place]
    if kind == FUNCTION:
        return _read(section, place + 1)[1]
    if kind in (TABLE, MEMORY):
        limits = place + (2 if kind == TABLE else 1)
        has_most = section[limits] & 1
        _, place = _read(section, limits + 1)
        return _read(section, place)[1] if has_most else place
    if kind == GLOBAL:
        return place + 3
    return _read(section, place + 2)[1]


def _read(content: bytes, place: int) -> tuple[int, int]:
    """The whole number at `place` in LEB128, and the place behind it (section 5.2.2)."""
    number = shift = 0
    while True:
        byte = content[place]
        place += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return number, place


def _leb128(number: int) -> bytes:
    """The whole number in LEB128, as short as it can be."""
    digits = []
    while number >= 0x80:
        digits.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*digits, number])
