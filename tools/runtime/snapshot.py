"""The memory of a Python that has started and imported the engine, made once under Node.js."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from backprop_web import node
from backprop_web.assets import compressed
from tools.runtime import pyodide
from tools.runtime.cache import Cache

SCRIPT = Path(__file__).parent / "node" / "snapshot.mjs"
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
    sources = [*pyodide.scripts_and_code(release), wheel.read_bytes(), SCRIPT.read_bytes(), Path(__file__).read_bytes()]
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

    Raises ValueError where the snapshot's memory is the larger one: a browser would have no room for it, and start
    slowly without a word.
    """
    _, start = struct.unpack_from("<2I", snapshot)
    head, memory = snapshot[:start], snapshot[start:]
    if len(memory) > len(fresh):
        raise ValueError(
            f"the snapshot's memory has {len(memory):,} bytes, a fresh one {len(fresh):,}: have Python do less before "
            f"the snapshot is taken ({SCRIPT.name}), or take a Pyodide that starts with more"
        )
    pages = [memory[at : at + PAGE] for at in range(0, len(memory), PAGE)]
    kept = [number for number, page in enumerate(pages) if page != fresh[PAGE * number : PAGE * number + len(page)]]
    numbers = struct.pack(f"<{3 + len(kept)}I", len(memory), start, len(kept), *kept)
    return numbers + head + b"".join(pages[number] for number in kept)
