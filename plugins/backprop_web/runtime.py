"""What the live engine consists of: Pyodide, the engine, the worker, and a memory in which both have started."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from backprop_web import client, node, pyodide
from backprop_web.assets import Asset, packed, sealed
from backprop_web.cache import Cache
from backprop_web.snapshot import memory_size, snapshot
from backprop_web.wheel import build_wheel


@dataclass(frozen=True, slots=True)
class Runtime:
    """The files, by role: worker and wasm always; snapshot for a fast start; library and engine
    for a plain one. `memory` is the number of bytes that the snapshot unfolds to; where there is none, it is 0,
    and `complaint` says why."""

    files: dict[str, Asset]
    complaint: str = ""
    memory: int = 0


def runtime(release: Path, cache: Cache) -> Runtime:
    """The live engine on the Pyodide in folder `release`, which was found to be as pinned."""
    with TemporaryDirectory() as folder:
        trimmed, wheel = Path(folder), build_wheel(Path(folder), cache)
        pyodide.lay_out(release, trimmed, client.worker(), cache)
        files = pyodide.assets(trimmed, client.worker(), cache) | {"engine": packed(wheel.name, wheel.read_bytes())}
        try:
            kept, complaint = snapshot(trimmed, wheel, cache), ""
        except node.NodeError as problem:
            kept, complaint = None, str(problem)
    library = pyodide.library(release, kept.imported if kept else None)
    files["library"] = packed(pyodide.LIBRARY.name, library)
    if kept:
        files["snapshot"] = sealed("snapshot", kept.memory)
    return Runtime(files, complaint, memory_size(kept.memory) if kept else 0)
