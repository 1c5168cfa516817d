"""What a browser's Python needs, beside the engine, to read and draw a fence: some of this plugin, and PyYAML."""

from __future__ import annotations

from importlib.metadata import version
from io import BytesIO
from modulefinder import ModuleFinder
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import yaml

import backprop_web
from tools.runtime import minify, pyodide
from tools.runtime.cache import Cache

WEB, YAML = Path(backprop_web.__file__).parent, Path(yaml.__file__).parent
SEAM, SCHEMA = WEB / "sandbox.py", WEB / "schema.json"
LIBRARY = ("datetime.py", "hashlib.py")
"""Files of the standard library that the engine does not import, so that a browser has them from here."""
EARLIEST = (1980, 1, 1, 0, 0, 0)


def archive(release: Path, cache: Cache) -> bytes:
    """The modules as a zip file that Python imports from; `release` is the folder of the npm package of Pyodide."""
    modules = _modules()
    named = " ".join([version("PyYAML"), pyodide.VERSION, *modules])
    read = map(Path.read_bytes, (*modules.values(), SCHEMA, Path(__file__)))
    return cache.get("fences", [named.encode(), *minify.made_by(), *read], lambda: _make(release, modules, cache))


def _make(release: Path, modules: dict[str, Path], cache: Cache) -> bytes:
    buffer = BytesIO()
    # Not compressed: all together is gzipped later, which makes it smaller.
    with ZipFile(release / pyodide.LIBRARY.name) as library, ZipFile(buffer, "w", ZIP_STORED) as target:
        for name, path in modules.items():
            target.writestr(ZipInfo(name, EARLIEST), minify.small(name, path.read_text("utf-8"), cache))
        target.writestr(ZipInfo(f"{WEB.name}/{SCHEMA.name}", EARLIEST), SCHEMA.read_bytes())
        for name in LIBRARY:
            target.writestr(ZipInfo(name, EARLIEST), minify.small(name, library.read(name).decode(), cache))
    return buffer.getvalue()


def _modules() -> dict[str, Path]:
    """What the seam imports of the two packages, directly or not, and all languages, by name in the archive."""
    finder = ModuleFinder([str(WEB.parent), str(YAML.parent)], excludes=["backprop"])
    finder.run_script(str(SEAM))
    files = {Path(file) for each in finder.modules.values() if (file := getattr(each, "__file__", None))}
    found = {SEAM, *files, *(WEB / "languages").glob("*.py"), *(WEB / "messages").rglob("*.py")}
    return {
        path.relative_to(root.parent).as_posix(): path
        for root in (WEB, YAML)
        for path in sorted(found)
        if path.is_relative_to(root) and path.suffix == ".py"
    }
