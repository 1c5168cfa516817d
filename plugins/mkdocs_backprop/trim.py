"""Leaves out of Pyodide what it offers to other programs, so that a browser has less to load, read and set up.

For packages written in C, Pyodide exports all of Python's C interface, more than 8,000 names, and its script wires
each of them up. The engine is plain Python: what no script of Pyodide's mentions need not be exported or wired. The
code itself stays as it is, to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

WORD = re.compile(r"[\w$]+")
# The variables that stand for exports, and the function that fills them in.
WIRING = re.compile(r"var ([\w$,]+);function assignWasmExports\(wasmExports\)\{([^{}]*)\}")
WIRE = re.compile(r'([\w$]+)=Module\["\1"\]=wasmExports\["([\w$]+)"\](\.value>>>0)?')

HEADER = 8
"""Bytes before the first section of a WebAssembly module."""
EXPORTS = 7
"""The number of its section of exports."""
FUNCTION, GLOBAL = 0, 3
"""Kinds of exports; memories, tables and tags always stay."""


def trimmed(glue: str, loader: str, wasm: bytes) -> tuple[str, bytes]:
    """The script `glue` and the module `wasm`, without the exports that neither `glue` nor `loader` mentions."""
    wiring = WIRING.search(glue)
    if wiring is None:
        raise ValueError(f"the glue script has no {WIRING.pattern}: fit the pattern to this release of Pyodide")
    before, after = glue[: wiring.start()], glue[wiring.end() :]
    mentioned = set(WORD.findall(before + after + loader))
    kept, dropped = [], set()
    for statement in wiring[2].split(";"):
        wire = WIRE.fullmatch(statement)
        if wire and mentioned.isdisjoint((wire[1], wire[2])):
            dropped.add(wire[1])
        else:
            kept.append(statement)
    variables = [name for name in wiring[1].split(",") if name not in dropped]
    wired = f"var {','.join(variables)};function assignWasmExports(wasmExports){{{';'.join(kept)}}}"
    return before + wired + after, _exporting(wasm, mentioned)


def _exporting(wasm: bytes, mentioned: Collection[str]) -> bytes:
    """The module with those exports only that are mentioned; in scripts, a name of C may begin with one more _."""
    parts = [wasm[:HEADER]]
    for number, section in _sections(wasm):
        content = section
        if number == EXPORTS:
            kept = [
                entry
                for name, kind, entry in _exports(section)
                if kind not in (FUNCTION, GLOBAL) or name in mentioned or f"_{name}" in mentioned
            ]
            content = _written(len(kept)) + b"".join(kept)
        parts.append(bytes([number]) + _written(len(content)) + content)
    return b"".join(parts)


def _sections(wasm: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each section (WebAssembly Core Specification 2.0, section 5.5.2)."""
    place = HEADER
    while place < len(wasm):
        size, start = _read(wasm, place + 1)
        yield wasm[place], wasm[start : start + size]
        place = start + size


def _exports(section: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Name, kind and whole entry of each export (section 5.5.10)."""
    count, place = _read(section, 0)
    for _ in range(count):
        size, start = _read(section, place)
        kind = start + size
        _, end = _read(section, kind + 1)
        yield section[start:kind].decode(), section[kind], section[place:end]
        place = end


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


def _written(number: int) -> bytes:
    """The whole number in LEB128, as short as it can be."""
    digits = []
    while number >= 0x80:
        digits.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*digits, number])
