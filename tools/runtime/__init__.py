"""Makes what readers' browsers get, once for each version of the plugin: `make runtime`.

Pyodide as npm has it, the engine, the scripts, the style sheets and the font go in; ready files with hashes come
out, in plugins/backprop_web/runtime/files, which the wheel carries. What is slow to make is kept in .cache by what
went into it, so a change costs only what depends on it. No author and no reader runs any of this.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from backprop_web import engine, node
from backprop_web.assets import Asset, packed, sealed
from backprop_web.runtime import FILES, Runtime, save
from tools.runtime import client, exercises, fences, font, licences, pyodide
from tools.runtime.cache import Cache
from tools.runtime.snapshot import snapshot
from tools.runtime.wheel import build_wheel

ROOT = Path(__file__).resolve().parents[2]
NPM = ROOT / "node_modules"
CACHE = ROOT / ".cache" / "backprop"


def make(target: Path = FILES, cache: Path = CACHE, npm: Path = NPM) -> Runtime:
    """Make everything, write it into the folder `target`, and return it.

    What needs the npm packages in the folder `npm`, or Node.js, and cannot be made is told in `Runtime.missing`.
    """
    made = made_of(npm, Cache(cache))
    save(made, target)
    return made


def made_of(npm: Path, kept: Cache) -> Runtime:
    """Make everything from the packages in the folder `npm`."""
    fonts, missing = npm / font.FOLDER, {}
    files = {**client.style(), **font.assets(fonts, kept), **licences.assets()}
    if complaint := font.missing(fonts):
        missing["font"] = complaint
    try:
        files |= client.scripts()
        if complaint := pyodide.complaint(npm / pyodide.FOLDER):
            missing["live"] = complaint
        else:
            live, complaint = _live(npm / pyodide.FOLDER, kept)
            files |= live
            missing |= {"snapshot": complaint} if complaint else {}
    except node.NodeError as problem:
        missing |= dict.fromkeys(("scripts", "live"), str(problem))
    return Runtime(files, engine.digest(), font.ALWAYS if "font" in files else frozenset(), missing)


def _live(release: Path, cache: Cache) -> tuple[dict[str, Asset], str]:
    """What Python in the browser consists of, on the Pyodide in folder `release`, and why there is no snapshot."""
    worker = client.worker()
    with TemporaryDirectory() as folder:
        trimmed, wheel = Path(folder), build_wheel(Path(folder), cache)
        pyodide.lay_out(release, trimmed, worker, cache)
        files = pyodide.assets(trimmed, worker, cache) | {"engine": packed(wheel.name, wheel.read_bytes())}
        try:
            kept, complaint = snapshot(trimmed, wheel, cache), ""
        except node.NodeError as problem:
            kept, complaint = None, str(problem)
    library = pyodide.library(release, kept.imported if kept else None)
    files["library"] = packed(pyodide.LIBRARY.name, library)
    files["fences"] = packed("fences.zip", fences.archive(release, cache))
    files["exercises"] = packed("exercises.zip", exercises.archive(cache))
    if kept:
        files["snapshot"] = sealed("snapshot", kept.memory)
    return files, complaint
