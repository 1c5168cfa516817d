"""The engine as a wheel for the browser."""

from __future__ import annotations

import stat
from importlib.metadata import distribution
from modulefinder import ModuleFinder
from pathlib import Path
from zipfile import ZIP_STORED, ZipInfo

from wheel.wheelfile import WheelFile  # type: ignore[import-untyped]

from backprop_web import engine
from tools.runtime import exercises, minify
from tools.runtime.cache import Cache

SEAMS = ("session.py", f"{exercises.FOLDER}/session.py")
NEEDS_NUMPY = ("dense*.py", "physics*.py")
# What `backprop` itself imports when somebody asks for it: for notebooks and terminals.
ELSEWHERE = ("backprop.frameworks", "backprop.notebook")
EARLIEST = (1980, 1, 1, 0, 0, 0)
UNIX = 3
WHEEL = """\
Wheel-Version: 1.0
Generator: mkdocs-backprop
Root-Is-Purelib: true
Tag: py3-none-any
"""
METADATA = """\
Metadata-Version: 2.4
Name: {name}
Version: {version}
License-Expression: MIT
"""


class _SameBytesWheel(WheelFile):  # type: ignore[misc]
    """A wheel whose bytes depend on its content only, not on clock, permissions or system.

    Its files lie in it uncompressed: they are gzipped later all together, which makes them smaller.
    """

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: bytes | str, compress_type: int | None = None) -> None:
        given = zinfo_or_arcname
        entry = ZipInfo(given if isinstance(given, str) else given.filename, EARLIEST)
        entry.external_attr = (stat.S_IFREG | 0o644) << 16
        entry.create_system = UNIX
        super().writestr(entry, data, ZIP_STORED)


def build_wheel(folder: Path, cache: Cache) -> Path:
    """Write the engine's wheel into `folder`: the modules that run in a browser, and metadata."""
    version = distribution(engine.PACKAGE).version
    target = folder / f"{engine.PACKAGE}-{version}-py3-none-any.whl"
    names = [source.relative_to(engine.folder()).as_posix() for source in engine.sources()]
    read = map(Path.read_bytes, (*engine.sources(), Path(__file__)))
    sources = [" ".join([version, *names]).encode(), *minify.made_by(), *read]
    target.write_bytes(cache.get("wheel", sources, lambda: _make(target, version, cache)))
    return target


def _make(target: Path, version: str, cache: Cache) -> bytes:
    root = engine.folder()
    with _SameBytesWheel(target, "w") as wheel:
        for source in _for_browser():
            name = f"{engine.PACKAGE}/{source.relative_to(root).as_posix()}"
            wheel.writestr(name, minify.small(name, source.read_text(encoding="utf-8"), cache))
        metadata = METADATA.format(name=engine.PACKAGE, version=version)
        wheel.writestr(f"{wheel.dist_info_path}/METADATA", metadata)
        wheel.writestr(f"{wheel.dist_info_path}/WHEEL", WHEEL)
    return target.read_bytes()


def _for_browser() -> list[Path]:
    """What the seams to the browser import, directly or not, and all languages; what needs NumPy stays behind, and so
    do exercises themselves, which have an archive of their own."""
    root = engine.folder()
    found = {*(root / "languages").glob("*.py")}.union(*map(_asked, SEAMS))
    behind = (*NEEDS_NUMPY, f"{exercises.FOLDER}/*.py", f"{exercises.FOLDER}/*/*.py")
    return [path for path in engine.sources() if path in found and not any(map(path.match, behind))]


def _asked(seam: str) -> set[Path]:
    """The files of a seam and of all that it imports."""
    finder = ModuleFinder([str(engine.folder().parent)], excludes=ELSEWHERE)
    finder.run_script(str(engine.folder() / seam))
    files = (getattr(module, "__file__", None) for module in finder.modules.values())
    return {Path(file) for file in files if file}
