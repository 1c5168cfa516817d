"""The scripts and the style sheet of figures: the client's modules, joined, and its style sheets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from backprop_web import node
from backprop_web.assets import Asset, hashed
from tools.runtime.cache import Cache

# One style sheet in the page, in this order: of rules that weigh the same, the later one counts.
STYLES = (
    "figure.css",
    "fields.css",
    "controls.css",
    "stage.css",
    "program.css",
    "drawing.css",
    "matrices.css",
    "plots.css",
    "details.css",
    "preferences.css",
    "paper.css",
    "tools.css",
    "link.css",
    "share.css",
    "present.css",
    "roam.css",
    "lens.css",
)
WORKBENCH = "sandbox.css"  # only where readers write figures
EXERCISE = "exercise.css"  # only where there are exercises
OWN_STYLES = {"workbench": WORKBENCH, "exercise": EXERCISE}
EARLY = "early.js"  # decides what the first paint shows, so it may not wait
STEPPING, LIVE, TOOLS = "stepping.js", "live.js", "tools.js"  # in a page in this order
WORKER = "worker.js"
DISK = "disk.js"  # only where pages are read from a disk
EMBED = "embed.js"  # only on the page of a figure alone
NOTEBOOK = "notebook.js"  # only beside a frame in a notebook
SERVICE, INSTALL = "service.js", "install.js"  # only where the browser is to keep the site
SANDBOX, EDITOR = "sandbox.js", "editor.js"  # only where readers write figures; the second once one does
BLANKS = "blanks.js"  # only where steps are left to the reader
PRACTICE = "practice.js"  # only where exercises are answered
ROUND, GRID = "round.js", "grid.js"  # only where a round of them, or a matrix, is asked for
XAPI = "xapi.js"  # only where results may be sent to a course
SCORM = "scorm.js"  # only in a package for a course platform
SCRIPTS = (
    EARLY,
    STEPPING,
    LIVE,
    TOOLS,
    SANDBOX,
    EDITOR,
    BLANKS,
    PRACTICE,
    ROUND,
    GRID,
    XAPI,
    SCORM,
    WORKER,
    DISK,
    EMBED,
    NOTEBOOK,
    SERVICE,
    INSTALL,
)
DOORS = ("stepping", "live", "tools")  # the scripts from whose folders others take what is in the page already

BUNDLER, VERSION = "esbuild", "0.28.2"
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "plugins" / "backprop_web" / "client"
PACKAGES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"  # says which editor a sandbox has
SCRIPT = Path(__file__).parent / "node" / "bundle.mjs"
KEPT = ROOT / ".cache" / "backprop"


class Bundle(NamedTuple):
    """By name the joined scripts and the modules in each; and what each module of the client imports, by their paths
    in its folder."""

    scripts: Mapping[str, str]
    parts: Mapping[str, list[str]]
    imports: Mapping[str, list[str]]


def bundle() -> Bundle:
    """What the bundler makes of the client as it is on disk now. Raises NodeError where it was never made here, and
    there is no Node.js or no bundler to make it."""
    modules = sorted(FOLDER.rglob("*.js"))
    names = [path.relative_to(FOLDER).as_posix().encode() for path in modules]
    asked = " ".join((*SCRIPTS, *DOORS)).encode()
    sources = [path.read_bytes() for path in (*modules, SCRIPT, LOCK)]
    return Bundle(**json.loads(Cache(KEPT).get("client", [VERSION.encode(), asked, *names, *sources], _join)))


def worker() -> str:
    """The worker's script, to stand behind Pyodide's own. Raises NodeError."""
    return bundle().scripts[WORKER]


def style() -> dict[str, Asset]:
    """All style sheets as one, and those of some pages alone, by role."""
    sheets = [(FOLDER / name).read_text(encoding="utf-8") for name in STYLES]
    own = {role: hashed(name, (FOLDER / name).read_bytes()) for role, name in OWN_STYLES.items()}
    return {"style": hashed(STYLES[0], "\n".join(sheets).encode()), **own}


def scripts() -> dict[str, Asset]:
    """The scripts but the worker's by role, which is the name without its suffix. Raises NodeError."""
    joined = {name: bundle().scripts[name] for name in SCRIPTS if name != WORKER}
    return {name.removesuffix(".js"): hashed(name, script.encode()) for name, script in joined.items()}


def _join() -> bytes:
    if not (PACKAGES / BUNDLER).is_dir():
        raise node.NodeError(f"there is no npm package {BUNDLER}: `make parts` fetches it")
    request = {"esbuild": str(PACKAGES / BUNDLER), "client": str(FOLDER), "scripts": SCRIPTS, "doors": DOORS}
    return json.dumps(node.run(SCRIPT, request), ensure_ascii=False).encode()
