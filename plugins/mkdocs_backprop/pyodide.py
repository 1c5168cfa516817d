"""The Pyodide release that figures run on: which one, and every byte of it, pinned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile, ZipInfo

from mkdocs_backprop.assets import FOLDER, Asset, compressed, packed, sealed, short_hash
from mkdocs_backprop.cache import Cache

VERSION = "314.0.7"
PACKAGE = f"pyodide@{VERSION}"


class Pinned(NamedTuple):
    """A file of the npm package of that version: what it is to the browser, and its SHA-256."""

    name: str
    role: str
    sha256: str


STAGED = (
    Pinned(
        "pyodide.mjs",
        "module",
        "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    ),
    Pinned(
        "pyodide.asm.mjs",
        "glue",
        "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    ),
    Pinned(
        "pyodide.asm.wasm",
        "wasm",
        "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    ),
    Pinned(
        "python_stdlib.zip",
        "library",
        "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
    ),
)
LIBRARY = STAGED[-1]
IDENTITY = "".join(pinned.sha256 for pinned in STAGED).encode()
EARLIEST = (1980, 1, 1, 0, 0, 0)
LOCK = Pinned(
    "pyodide-lock.json",
    "lock",
    "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010",
)


def complaint(folder: Path) -> str | None:
    """Why `folder` is not that release, in one clause; None if every byte is as pinned."""
    for pinned in (*STAGED, LOCK):
        path = folder / pinned.name
        if not path.is_file():
            return f"{path} does not exist"
        if hashlib.sha256(path.read_bytes()).hexdigest() != pinned.sha256:
            return f"{path} is not the file of Pyodide {VERSION}"
    return None


def assets(folder: Path, cache: Cache) -> dict[str, Asset]:
    """The files that every start needs, by role: both modules as they are, because the browser
    itself imports them by their addresses, and the WebAssembly gzipped."""
    modules, (wasm,) = STAGED[:2], STAGED[2:3]
    home = f"{FOLDER}/pyodide-{short_hash(IDENTITY)}"
    content = cache.get("wasm", [IDENTITY], lambda: compressed((folder / wasm.name).read_bytes()))
    imported = {each.role: Asset(f"{home}/{each.name}", folder / each.name) for each in modules}
    return imported | {
        wasm.role: sealed(wasm.name, content),
        LOCK.role: packed(LOCK.name, _lock(folder)),
    }


def _lock(folder: Path) -> bytes:
    """The release's lock file with no package in it: without one, Pyodide would ask for the whole."""
    info = json.loads((folder / LOCK.name).read_text("utf-8"))["info"]
    return json.dumps({"info": info, "packages": {}}, sort_keys=True).encode()


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
