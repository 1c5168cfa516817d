"""The memory of a Python that has started and imported the engine, made once under Node.js."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_backprop import node, pyodide
from mkdocs_backprop.assets import compressed
from mkdocs_backprop.cache import Cache

SCRIPT = "snapshot.mjs"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`memory`, gzipped, and the files of the standard library that were imported into it."""

    memory: bytes
    imported: tuple[str, ...]


def snapshot(release: Path, wheel: Path, cache: Cache) -> Snapshot:
    """The memory of the Pyodide in folder `release` with the engine in `wheel` imported.

    Raises NodeError where there is no Node.js, or it fails.
    """
    script = files("mkdocs_backprop").joinpath("node", SCRIPT).read_bytes()
    made = cache.get("snapshot", [pyodide.IDENTITY, wheel.read_bytes(), script], lambda: _make(release, wheel))
    imported, _, memory = made.partition(b"\n")
    return Snapshot(memory, tuple(json.loads(imported)))


def _make(release: Path, wheel: Path) -> bytes:
    """What was imported as a line of JSON, then the memory."""
    with TemporaryDirectory() as folder:
        memory = Path(folder, "memory")
        request = {"pyodide": str(release.resolve()), "wheel": str(wheel), "memory": str(memory)}
        imported = node.run(SCRIPT, request)
        return json.dumps(imported).encode() + b"\n" + compressed(memory.read_bytes())
