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

from backprop_web import node, pyodide
from backprop_web.assets import compressed
from backprop_web.cache import Cache

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
    script = files("backprop_web").joinpath("node", SCRIPT).read_bytes()
    sources = [*pyodide.scripts_and_code(release), wheel.read_bytes(), script, Path(__file__).read_bytes()]
    made = cache.get("snapshot", sources, lambda: _make(release, wheel))
    imported, _, memory = made.partition(b"\n")
    return Snapshot(memory, tuple(json.loads(imported)))


def _make(release: Path, wheel: Path) -> bytes:
    """What was imported as a line of JSON, then the memory."""
    imported, memory, fresh = taken(release, wheel)
    return json.dumps(imported).encode() + b"\n" + compressed(folded(memory, fresh))


def taken(release: Path, wheel: Path) -> tuple[object, bytes, bytes]:
    """What was imported, Pyodide's snapshot, and the memory of a Pyodide that has not started yet."""
    with TemporaryDirectory() as folder:
        memory, fresh = Path(folder, "memory"), Path(folder, "fresh")
        paths = {"pyodide": release.resolve(), "wheel": wheel, "memory": memory, "fresh": fresh}
        request = {name: str(path) for name, path in paths.items()}
        imported = node.run(SCRIPT, request)
        return imported, memory.read_bytes(), fresh.read_bytes()


def folded(snapshot: bytes, fresh: bytes) -> bytes:
    """Pyodide's snapshot without the pages that a `fresh` memory has as well: empty ones, and constants.

    These are two thirds of all. Little-endian numbers of 32 bits: the size of the memory, that of the head which
    Pyodide puts before it, how many pages follow, and which ones; then the head and these pages.
    """
    _, start = struct.unpack_from("<2I", snapshot)
    head, memory = snapshot[:start], snapshot[start:]
    pages = [memory[at : at + PAGE] for at in range(0, len(memory), PAGE)]
    kept = [number for number, page in enumerate(pages) if page != fresh[PAGE * number : PAGE * number + len(page)]]
    numbers = struct.pack(f"<{3 + len(kept)}I", len(memory), start, len(kept), *kept)
    return numbers + head + b"".join(pages[number] for number in kept)


def memory_size(snapshot: bytes) -> int:
    """How large the memory is that was folded and gzipped."""
    with gzip.open(BytesIO(snapshot)) as content:
        (size,) = struct.unpack("<I", content.read(4))
    return int(size)
