"""Keeps what is slow to make between two builds, by what went into it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

KEPT = 6  # versions of one thing: those of the last edits


class Cache:
    """Files in `folder`; safe with two builds at once, because each file appears whole or not at all.

    Where the folder cannot be written, everything is made anew each time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str, sources: Sequence[bytes], make: Callable[[], bytes]) -> bytes:
        """What `make` gave for these sources, now or in an earlier build."""
        path = self.folder / f"{name}-{_key(sources)}"
        with suppress(OSError):
            return path.read_bytes()
        content = make()
        with suppress(OSError):
            self._write(path, content)
            self._forget(name)
        return content

    def _write(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)

    def _forget(self, name: str) -> None:
        versions = sorted(self.folder.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime)
        for path in versions[:-KEPT]:
            path.unlink(missing_ok=True)


def _key(sources: Sequence[bytes]) -> str:
    """The sources' lengths belong to it: ab and c are not a and bc."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(len(source).to_bytes(8, "big"))
        digest.update(source)
    return digest.hexdigest()
