"""What a browser's Python needs, beside the engine, to draw exercises and judge answers: a package of the engine that
its wheel leaves out, since few pages have an exercise."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from backprop_web import engine
from tools.runtime import minify
from tools.runtime.cache import Cache

FOLDER = "exercise"
DOOR = "backprop_exercises.py"
OPENING = """\
import backprop
backprop.__path__.append(__file__.rpartition("/")[0] + "/backprop")
from backprop.exercise.session import answer
"""
"""The package `backprop`, which is there already, is told to look into the archive, too."""
EARLIEST = (1980, 1, 1, 0, 0, 0)


def archive(cache: Cache) -> bytes:
    """The modules as a zip file that Python imports from."""
    root = engine.folder()
    modules = sorted((root / FOLDER).rglob("*.py"))
    named = " ".join(path.relative_to(root).as_posix() for path in modules)
    read = map(Path.read_bytes, (*modules, Path(__file__)))
    sources = [named.encode(), *minify.made_by(), *read]
    return cache.get("exercises", sources, lambda: _make(root.parent, modules, cache))


def _make(root: Path, modules: list[Path], cache: Cache) -> bytes:
    buffer = BytesIO()
    # Not compressed: all together is gzipped later, which makes it smaller.
    with ZipFile(buffer, "w", ZIP_STORED) as target:
        target.writestr(ZipInfo(DOOR, EARLIEST), OPENING)
        for path in modules:
            name = path.relative_to(root).as_posix()
            target.writestr(ZipInfo(name, EARLIEST), minify.small(name, path.read_text("utf-8"), cache))
    return buffer.getvalue()
