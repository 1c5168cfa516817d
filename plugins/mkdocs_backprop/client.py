"""The scripts and the style sheet of figures, as the package holds them."""

from __future__ import annotations

from importlib.resources import files

from mkdocs_backprop.assets import Asset, hashed
from mkdocs_backprop.minify import minify_asset

STYLE = "figure.css"
BLOCKING = "early.js"  # decides what the first paint shows, so it may not wait
STEPPING = ("stepper.js",)
LIVE = ("engine.js", "live.js")
WORKER = "worker.js"


def asset(name: str) -> Asset:
    """The file `name` of the client, to be staged under a name with its hash."""
    content = files("mkdocs_backprop").joinpath("client", name).read_bytes()
    return hashed(name, minify_asset(name, content))


def scripts(*, live: bool) -> dict[str, Asset]:
    """The page's scripts by file name, in the order in which they build on each other."""
    names = (BLOCKING, *STEPPING, *(LIVE if live else ()))
    return {name: asset(name) for name in names}
