"""Files that were slow to make, kept from one build to the next under what went into them.

    python -m backprop_web.cache          says where, and how large
    python -m backprop_web.cache --clear  lets go everything

A file appears whole or not at all, so that two builds at once, or one that is killed, leave nothing half written.
What was not asked for in a month goes, and what was asked for longest ago where there is too much. Where the folder
cannot be written, everything is made anew each time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

VARIABLE = "BACKPROP_CACHE"
"""An environment variable with another folder; where it is empty, nothing is kept."""
DAY = 86_400.0
OLDEST = 30 * DAY
LARGEST = 256_000_000
"""Bytes of all files together."""
PRUNED = "pruned"
"""A file whose time says when the folder was last gone through."""


def place() -> Path | None:
    """The folder of this user's figures, None where nothing is to be kept."""
    named = os.environ.get(VARIABLE)
    if named is None:
        return _caches() / "backprop" / "figures"
    return Path(named) if named else None


def _caches() -> Path:
    """Where programs of this user keep what they can make anew."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    usual = "LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME"
    return Path(os.environ.get(usual) or Path.home() / ".cache")


def key(*sources: bytes) -> str:
    """A name for what is made of these; their lengths belong to it: ab and c are not a and bc."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(len(source).to_bytes(8, "big") + source)
    return digest.hexdigest()


def write(path: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all. Raises OSError."""
    try:
        file, name = tempfile.mkstemp(dir=path.parent)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(file, "wb") as whole:
        whole.write(content)
    os.replace(name, path)  # noqa: PTH105 - a large book writes thousands of them


class Cache:
    """The files in `folder`; without one, none."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @property
    def is_usable(self) -> bool:
        """Whether anything can be kept."""
        with suppress(OSError):
            if self.folder is not None:
                self.folder.mkdir(parents=True, exist_ok=True)
                return os.access(self.folder, os.W_OK)
        return False

    def has(self, name: str) -> bool:
        """Whether something is kept under this name."""
        return self.folder is not None and os.path.exists(os.path.join(self.folder, name))  # noqa: PTH110, PTH118

    def read(self, name: str) -> bytes | None:
        """The content kept under this name; None where there is none."""
        if self.folder is None:
            return None
        path = os.path.join(self.folder, name)  # noqa: PTH118 - a large book asks for thousands of them
        try:
            with open(path, "rb") as file:  # noqa: PTH123
                content, changed = file.read(), os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        with suppress(OSError):
            if time.time() - changed > DAY:
                os.utime(path)
        return content

    def write(self, name: str, content: bytes) -> None:
        """Keep it, if that can be."""
        if self.folder is not None:
            with suppress(OSError):
                write(self.folder / name, content)

    def prune(self, now: float | None = None) -> None:
        """Let go what nobody asks for any more; looks through the files once a day."""
        now = time.time() if now is None else now
        if self.folder is None or now - _time(self.folder / PRUNED) < DAY:
            return
        with suppress(OSError):
            write(self.folder / PRUNED, b"")
            os.utime(self.folder / PRUNED, (now, now))
            for path in _too_many(self.folder.iterdir(), now):
                path.unlink(missing_ok=True)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        if self.folder is None or not self.folder.is_dir():
            return 0
        return sum(path.stat().st_size for path in self.folder.iterdir())

    def clear(self) -> None:
        """Let go everything."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _too_many(files: Iterable[Path], now: float) -> Iterable[Path]:
    """Those that are too old, and the oldest of those that are too large together."""
    room = LARGEST
    found = [(path.stat(), path) for path in files if path.name != PRUNED]
    for stat, path in sorted(found, key=lambda each: -each[0].st_mtime):
        room -= stat.st_size
        if room < 0 or now - stat.st_mtime > OLDEST:
            yield path


def _main() -> None:
    parser = argparse.ArgumentParser(description="Figures that were drawn for earlier builds of any site of this user.")
    parser.add_argument("--clear", action="store_true", help="let go all of them; the next build draws them anew")
    kept = Cache(place())
    print(f"{kept.folder or 'nothing is kept'}: {kept.size / 1_000_000:.1f} MB")
    if parser.parse_args().clear:
        kept.clear()


if __name__ == "__main__":
    _main()
