"""What readers' browsers get beside pages: ready files, the same on every site of one version of this package.

They are made when the package is (`make runtime` in its repository) and lie in `files/`, with an index that says what
each is for. Nothing here makes any of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from backprop_web.assets import FOLDER, Asset

FILES = Path(__file__).parent / "files"
INDEX = "index.json"
NOT_MADE = "the files for browsers are not there (in a clone of the project, `make runtime` makes them)"
OTHER_ENGINE = "the engine that is installed is not the one in the files for browsers"
WHOLE = "scripts", "live", "font"
"""What is missing where nothing was made."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """The `files` by role; `engine`, the digest of the engine in them; the `characters` that the font has; and, by
    `scripts`, `live`, `snapshot` or `font`, why something is `missing`, in a clause."""

    files: Mapping[str, Asset]
    engine: str = ""
    characters: frozenset[str] = frozenset()
    missing: Mapping[str, str] = field(default_factory=dict)


def load(engine: str, folder: Path = FILES) -> Runtime:
    """What lies in `folder`, to be used with the `engine` of this digest."""
    try:
        index = json.loads((folder / INDEX).read_text("utf-8"))
    except FileNotFoundError:
        return Runtime({}, missing=dict.fromkeys(WHOLE, NOT_MADE))
    files = {role: Asset(f"{FOLDER}/{name}", folder / name) for role, (name, _) in index["files"].items()}
    missing = dict(index["missing"])
    if engine != index["engine"]:
        missing["live"] = OTHER_ENGINE
    for role, (name, sha256) in index["files"].items():
        if _sha256(folder / name) != sha256:
            missing["live"] = f"{folder / name} is not as it was made"
            del files[role]
    return Runtime(files, index["engine"], frozenset(index["characters"]), missing)


def _sha256(path: Path) -> str:
    """Of the file there; nothing where there is none."""
    try:
        seen = path.stat()
    except OSError:
        return ""
    return _hash_of(path, seen.st_mtime_ns, seen.st_size) if path.is_file() else ""


@lru_cache(256)
def _hash_of(path: Path, changed: int, size: int) -> str:
    """`serve` loads them before each build, and they are some megabytes; by its time and size a file is the same."""
    return Asset("", path).sha256


def save(runtime: Runtime, folder: Path = FILES) -> None:
    """Write it into `folder`, the index last; what else lies there goes. Safe with two at once that write the same."""
    folder.mkdir(parents=True, exist_ok=True)
    for asset in runtime.files.values():
        _write(folder / asset.name, asset.content)
    index = {
        "engine": runtime.engine,
        "missing": dict(runtime.missing),
        "files": {role: [asset.name, asset.sha256] for role, asset in runtime.files.items()},
        "characters": "".join(sorted(runtime.characters)),
    }
    _write(folder / INDEX, (json.dumps(index, ensure_ascii=False, indent=1) + "\n").encode())
    wanted = {INDEX, *(asset.name for asset in runtime.files.values())}
    for path in folder.iterdir():
        if path.name not in wanted and not path.name.startswith(UNFINISHED):
            path.unlink(missing_ok=True)


UNFINISHED = ".unfinished-"


def _write(path: Path, content: bytes) -> None:
    """The file appears whole or not at all, and is left alone where it is as it should be."""
    if path.is_file() and path.read_bytes() == content:
        return
    with NamedTemporaryFile(dir=path.parent, prefix=UNFINISHED, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
