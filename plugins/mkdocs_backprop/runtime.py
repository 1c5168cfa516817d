"""What the live engine consists of: Pyodide, the engine, the worker, and a memory in which both have started."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_backprop import client, node, pyodide
from mkdocs_backprop.assets import Asset, packed, sealed
from mkdocs_backprop.cache import Cache
from mkdocs_backprop.snapshot import snapshot
from mkdocs_backprop.wheel import build_wheel


@dataclass(frozen=True, slots=True)
class Runtime:
    """The files, by role: worker, wasm and lock always; snapshot for a fast start; library and engine
    for a plain one. Where there is no snapshot, `complaint` says why."""

    files: dict[str, Asset]
    complaint: str = ""


def runtime(release: Path, cache: Cache) -> Runtime:
    """The live engine on the Pyodide in folder `release`, which was found to be as pinned."""
    with TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder))
        files = pyodide.assets(release, client.worker(), cache) | {"engine": packed(wheel.name, wheel.read_bytes())}
        try:
            memory, complaint = snapshot(release, wheel, cache), ""
        except node.NodeError as problem:
            memory, complaint = None, str(problem)
    library = pyodide.library(release, memory.imported if memory else None)
    files["library"] = packed(pyodide.LIBRARY.name, library)
    if memory:
        files["snapshot"] = sealed("snapshot", memory.memory)
    return Runtime(files, complaint)

