"""The memory of a Python that has started and imported the engine, made once under Node.js."""

from __future__ import annotations

import gzip
import json
import struct
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_backprop import node, pyodide
from mkdocs_backprop.assets import compressed
from mkdocs_backprop.cache import Cache

SCRIPT = "snapshot.mjs"
PAGE = 2**16
"""Bytes of a page of memory, as WebAssembly counts."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`memory`, folded and gzipped, and the files of the standard library that were imported into it."""

    memory: bytes
    imported: tuple[str, ...]


def snapshot(release: Path, wheel: Path, cache: Cache) -> Snapshot:
    """The memory of the Pyodide that is laid out in folder `release`, with the engine in `wheel` imported.

    Raises NodeError where there is no Node.js, or it fails.
    """
    script = files("mkdocs_backprop").joinpath("node", SCRIPT).read_bytes()
    sources = [*pyodide.scripts_and_code(release), wheel.read_bytes(), script, Path(__file__).read_bytes()]
    made = cache.get("snapshot", sources, lambda: _make(release, wheel))
    imported, _, memory = made.partition(b"\n")
    return Snapshot(memory, tuple(json.loads(imported)))


def _make(release: Path, wheel: Path) -> bytes:
    """What was imported as a line of JSON, then the memory."""
    with TemporaryDirectory() as folder:
        memory = Path(folder, "memory")
        request = {"pyodide": str(release.resolve()), "wheel": str(wheel), "memory": str(memory)}
        imported = node.run(SCRIPT, request)
        return json.dumps(imported).encode() + b"\n" + compressed(folded(memory.read_bytes()))


def folded(memory: bytes) -> bytes:
    """`memory` without its empty pages, which are more than half of it and would be unpacked in vain.

    Little-endian numbers of 32 bits: its size, how many pages follow, and which ones; then these pages.
    """
    pages = [memory[start : start + PAGE] for start in range(0, len(memory), PAGE)]
    kept = [number for number, page in enumerate(pages) if any(page)]
    head = struct.pack(f"<{2 + len(kept)}I", len(memory), len(kept), *kept)
    return head + b"".join(pages[number] for number in kept)


def memory_size(snapshot: bytes) -> int:
    """How large the memory is that was folded and gzipped."""
    with gzip.open(BytesIO(snapshot)) as content:
        (size,) = struct.unpack("<I", content.read(4))
    return int(size)
