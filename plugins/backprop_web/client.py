"""The scripts and the style sheet of figures: the client's modules, joined, and its style sheets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from backprop_web import languages, node
from backprop_web.assets import Asset, hashed
from backprop_web.cache import Cache

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
STEPPING, LIVE, TOOLS = "stepping.js", "live.js", "tools.js"  # in a page in this order
WORKER = "worker.js"
LOADER = "disk.js"  # only where pages are read from a disk
SERVICE, INSTALL = "service.js", "install.js"  # only where the browser is to keep the site
SCRIPTS = (BLOCKING, STEPPING, LIVE, TOOLS, WORKER, LOADER, SERVICE, INSTALL)
DOORS = ("stepping", "live", "tools")  # the scripts from whose folders others take what is in the page already

BUNDLER, VERSION = "esbuild", "0.28.2"
PACKAGES = "node_modules"
HERE = Path(__file__).parent
# Joined once for all sites on this machine: what is made depends on the client and the bundler alone.
BUILT = HERE / "built"


class Bundle(NamedTuple):
    """By name the joined scripts and the modules in each; and what each module of the client imports, by their paths
    in its folder."""

    scripts: Mapping[str, str]
    parts: Mapping[str, list[str]]
    imports: Mapping[str, list[str]]


def bundle() -> Bundle:
    """What the bundler makes of the client as it is on disk now. Raises NodeError where it was never made here, and
    there is no Node.js or no bundler to make it."""
    modules = sorted((HERE / "client").rglob("*.js"))
    names = [path.relative_to(HERE).as_posix().encode() for path in modules]
    sources = [path.read_bytes() for path in (*modules, HERE / "node" / "bundle.mjs")]
    return Bundle(**json.loads(Cache(BUILT).get("client", [VERSION.encode(), *names, *sources], _join)))


def complaint() -> str | None:
    """Why there are no scripts, or None where there are."""
    try:
        bundle()
    except node.NodeError as problem:
        return str(problem)
    return None


def worker() -> str:
    """The worker's script, to stand behind Pyodide's own."""
    return bundle().scripts[WORKER]


def asset(name: str) -> Asset:
    """The script `name` of the client, to be staged under a name with its hash."""
    return hashed(name, bundle().scripts[name].encode())


def style() -> Asset:
    """All style sheets as one."""
    return hashed(STYLES[0], "\n".join(map(_content, STYLES)).encode())


def scripts(language: str, *, live: bool) -> dict[str, Asset]:
    """The page's scripts by file name, in the order in which they build on each other. Raises NodeError."""
    names = (BLOCKING, STEPPING, LIVE) if live else (BLOCKING, STEPPING)
    return {name: asset(name) for name in names} | {TOOLS: tools(language)}


def tools(language: str) -> Asset:
    """The tools as one script in a language. Their sentences stand in it, which keeps them out of every page."""
    words = json.dumps(dict(languages.tools(language)), ensure_ascii=False, separators=(",", ":"))
    given = f"backprop.stepping?.learn({words});\n"
    return hashed(TOOLS, (given + bundle().scripts[TOOLS]).encode())


def _join() -> bytes:
    request = {"esbuild": str(_bundler()), "client": str(HERE / "client"), "scripts": SCRIPTS, "doors": DOORS}
    return json.dumps(node.run("bundle.mjs", request), ensure_ascii=False).encode()


def _bundler() -> Path:
    """The folder of the bundler: where this repository has it, or beside the site that is built."""
    places = [folder / PACKAGES / BUNDLER for folder in (*HERE.parents, Path.cwd())]
    found = next((place for place in places if place.is_dir()), None)
    if found is None:
        raise node.NodeError(
            f"there is no npm package {BUNDLER}: run `npm install {BUNDLER}@{VERSION}` beside mkdocs.yml"
        )
    return found


def _content(name: str) -> str:
    return (HERE / "client" / name).read_text(encoding="utf-8")
