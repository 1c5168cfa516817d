"""Keeps what is slow to make between two builds, by what went into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from backprop_web.cache import key, write

KEPT = 6  # versions of one thing: those of the last edits


class Cache:
    """Files in `folder`; safe with two builds at once, because each file appears whole or not at all.

    Where the folder cannot be written, everything is made anew each time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str, sources: Sequence[bytes], make: Callable[[], bytes]) -> bytes:
        """What `make` gave for these sources, now or in an earlier build."""
        path = self.folder / f"{name}-{key(*sources)}"
        with suppress(OSError):
            return path.read_bytes()
        content = make()
        with suppress(OSError):
            write(path, content)
            self._forget(name)
        return content

    def _forget(self, name: str) -> None:
        versions = sorted(self.folder.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime)
        for path in versions[:-KEPT]:
            path.unlink(missing_ok=True)
