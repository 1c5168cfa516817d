"""The Pyodide release that figures run on: which one, and every byte of it, pinned."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile, ZipInfo

from backprop_web.assets import Asset, compressed, packed, sealed
from tools.runtime.cache import Cache
from tools.runtime.trim import trimmed

PIN = Path(__file__).parent / "pin.json"
"""Version, hashes and exports; `make pyodide VERSION=…` writes it."""
_pin = json.loads(PIN.read_text("utf-8"))
VERSION = str(_pin["version"])
FOLDER = "pyodide"
"""The npm package, by its folder."""


class Pinned(NamedTuple):
    """A file of the npm package of that version, and its SHA-256."""

    name: str
    sha256: str


NAMES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
LOADER, GLUE, WASM, LIBRARY, LOCK = (Pinned(name, _pin["sha256"][name]) for name in NAMES)
ALL = (LOADER, GLUE, WASM, LIBRARY, LOCK)
EARLIEST = (1980, 1, 1, 0, 0, 0)
# Each module, the statement by which it ends and exports, and the constant that it becomes in the worker's script. The
# second is one function; in parentheses, browsers compile it at once, while the worker waits for the other parts.
MODULES = (
    (LOADER, _pin["export"], f"const loadPyodide=(()=>{{%s\nreturn {_pin['loader']}}})();"),
    (GLUE, "export default _createPyodideModule;", "const createPyodideModule=(%s);"),
)


def complaint(folder: Path) -> str | None:
    """Why `folder` is not that release, in one clause; None if every byte is as pinned."""
    for pinned in ALL:
        path = folder / pinned.name
        if not path.is_file():
            return f"{path} does not exist"
        if hashlib.sha256(path.read_bytes()).hexdigest() != pinned.sha256:
            return f"{path} is not the file of Pyodide {VERSION}"
    return None


def lay_out(folder: Path, target: Path, worker: str, cache: Cache) -> None:
    """Write the release in `folder` to the folder `target`, trimmed to what the script `worker` needs of it."""
    for pinned in (LOADER, LIBRARY, LOCK):
        shutil.copyfile(folder / pinned.name, target / pinned.name)
    loader, glue = ((folder / pinned.name).read_text("utf-8") for pinned in (LOADER, GLUE))
    glue, wasm = trimmed(glue, loader + worker, (folder / WASM.name).read_bytes(), cache)
    (target / GLUE.name).write_text(glue, "utf-8", newline="")
    (target / WASM.name).write_bytes(wasm)


def assets(folder: Path, worker: str, cache: Cache) -> dict[str, Asset]:
    """The files that every start needs, by role, of a release that is laid out; `worker` is the script to run it."""
    wasm = (folder / WASM.name).read_bytes()
    return {
        "worker": packed("worker.js", worker_script(folder, worker).encode()),
        "wasm": sealed(WASM.name, cache.get("wasm", [wasm], lambda: compressed(wasm))),
    }


def worker_script(folder: Path, worker: str) -> str:
    """Pyodide's modules, its lock file and the script that uses them as one: it needs no import, so it can be checked
    whole and run from memory under a policy that allows scripts from addresses only."""
    modules = (_inlined((folder / pinned.name).read_text("utf-8"), *rest) for pinned, *rest in MODULES)
    return "\n".join([*modules, f"const lockFileContents={json.dumps(_lock(folder))};", worker])


def scripts_and_code(folder: Path) -> list[bytes]:
    """What decides, beside the engine, on the memory of a Python that has started from a release that is laid out."""
    return [(folder / pinned.name).read_bytes() for pinned in (LOADER, GLUE, WASM)]


def _inlined(module: str, export: str, constant: str) -> str:
    """The module as a constant. Raises ValueError where its export is not the one that is pinned."""
    body, found, _ = module.partition(export)
    if not found:
        raise ValueError(f"Pyodide {VERSION} does not end with {export}: `make pyodide VERSION={VERSION}` pins it anew")
    return constant.replace("%s", body)


def _lock(folder: Path) -> str:
    """The release's lock file with no package in it: without one, Pyodide would ask for the whole."""
    info = json.loads((folder / LOCK.name).read_text("utf-8"))["info"]
    return json.dumps({"info": info, "packages": {}}, sort_keys=True)


def library(folder: Path, wanted: Collection[str] | None) -> bytes:
    """Python's standard library as a zip file; of `wanted` files only, where it is known which."""
    whole = folder / LIBRARY.name
    if wanted is None:
        return whole.read_bytes()
    buffer = BytesIO()
    with ZipFile(whole) as source, ZipFile(buffer, "w") as target:
        for name in sorted(wanted):
            target.writestr(ZipInfo(name, EARLIEST), source.read(name))
    return buffer.getvalue()
