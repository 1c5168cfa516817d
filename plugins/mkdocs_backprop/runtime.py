"""What the live engine consists of: Pyodide, the engine's wheel, its lock entry, and the worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_backprop import client, pyodide
from mkdocs_backprop.assets import FOLDER, Asset, short_hash
from mkdocs_backprop.wheel import build_wheel, lock_file


@dataclass(frozen=True, slots=True)
class Runtime:
    """`worker` runs the files, which are known by role: module, glue, wasm, library, lock, engine."""

    worker: Asset
    files: dict[str, Asset]


def runtime(release: Path) -> Runtime:
    """The live engine on the Pyodide in folder `release`, which was found to be as pinned."""
    return Runtime(client.asset(client.WORKER), pyodide.assets(release) | _engine(release))


def _engine(release: Path) -> dict[str, Asset]:
    """Wheel and lock file, which names the wheel, in one folder; the wheel's name is a standard."""
    with TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder))
        content, lock = wheel.read_bytes(), lock_file(release, wheel)
    home = f"{FOLDER}/engine-{short_hash(content + lock)}"
    return {
        "lock": Asset(f"{home}/pyodide-lock.json", lock),
        "engine": Asset(f"{home}/{wheel.name}", content),
    }
