"""The scripts and the style sheet of figures, as the package holds them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files

from backprop_web import engine
from backprop_web.assets import Asset, hashed
from backprop_web.minify import minify_script

# One style sheet in the page, in this order: of rules that weigh the same, the later one counts.
STYLES = (
    "figure.css",
    "fields.css",
    "controls.css",
    "stage.css",
    "program.css",
    "drawing.css",
    "plots.css",
    "details.css",
    "preferences.css",
    "paper.css",
    "tools.css",
    "link.css",
    "share.css",
)
BLOCKING = "early.js"  # decides what the first paint shows, so it may not wait
STEPPING = ("numbers.js", "stepper.js")  # one file in the page
LIVE = ("unpack.js", "loader.js", "engine.js", "live.js")  # one file in the page, too
# One file in the page, in this order; a tool that needs the engine says so itself.
TOOLS = (
    "tools.js",
    "shown.js",
    "fields.js",
    "predict.js",
    "train.js",
    "check.js",
    "links.js",
    "link.js",
    "program.js",
    "bug.js",
    "share.js",
    "keep.js",
    "picture.js",
    "takeaway.js",
)
WORKER = ("unpack.js", "worker.js")
LOADER = "disk.js"  # only where pages are read from a disk
SERVICE, INSTALL = "service.js", "install.js"  # only where the browser is to keep the site


def worker() -> str:
    """The worker's script, to stand behind Pyodide's own."""
    return _joined(WORKER)


def asset(name: str) -> Asset:
    """The file `name` of the client, to be staged under a name with its hash."""
    content = _content(name)
    return hashed(name, (minify_script(content) if name.endswith(".js") else content).encode())


def style() -> Asset:
    """All style sheets as one."""
    return hashed(STYLES[0], "\n".join(map(_content, STYLES)).encode())


def scripts(*, live: bool) -> dict[str, Asset]:
    """The page's scripts by file name, in the order in which they build on each other."""
    parts = (STEPPING, LIVE) if live else (STEPPING,)
    joined = {part[-1]: hashed(part[-1], _joined(part).encode()) for part in parts}
    return {BLOCKING: asset(BLOCKING), **joined, TOOLS[0]: tools()}


def tools() -> Asset:
    """The tools as one script. Their sentences stand in it, which keeps them out of every page."""
    words = json.dumps(dict(engine.tool_words()), ensure_ascii=False, separators=(",", ":"))
    given = f"(window.backprop??={{}}).words={words};\n"
    return hashed(TOOLS[0], (given + _joined(TOOLS)).encode())


def _joined(names: Sequence[str]) -> str:
    return "\n".join(minify_script(_content(name)) for name in names)


def _content(name: str) -> str:
    return files("backprop_web").joinpath("client", name).read_text(encoding="utf-8")
