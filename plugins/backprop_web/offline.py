"""The site as a folder and a zip that open by double-click, live figures and search included, with no network.

Browsers do not let a page on a disk read files, so each file that a script would fetch gets a twin: a script that
hands over its bytes. `client/disk.js` runs the twins on demand; everything else is as on a server.
"""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from backprop_web.assets import NOT_FOUND, compressed, in_every_head, write
from backprop_web.runtime import Runtime
from backprop_web.tags import EXERCISES, FENCES, FETCHED

LOADER = "disk"
"""The role of the script by which a page reads files from a disk."""
SEARCH_WORKER = "assets/javascripts/workers/search.*.min.js"
SEARCH_INDEX = "search/search_index.json"
# They only make sense at an address.
SERVED_ONLY = (NOT_FOUND, "sitemap.xml", "sitemap.xml.gz")
EARLIEST = (1980, 1, 1, 0, 0, 0)
UNIX = 3
GZIP = b"\x1f\x8b"
PACKED = (".gz", ".png", ".woff2", ".zip")


def without_foreign_scripts(polyfills: list[object]) -> list[object]:
    """Material's offline plugin adds a script from elsewhere; the loader does what it is for."""
    return [each for each in polyfills if "://" not in str(each)]


def finish(site: Path, runtime: Runtime) -> Path:
    """Write the loader into every page, before any other script, so that all of them find its Worker; twins in the
    place of what scripts fetch; and the zip beside the folder, which is returned."""
    for name in SERVED_ONLY:
        (site / name).unlink(missing_ok=True)
    loader = runtime.files[LOADER]
    write(site, loader)
    in_every_head(site, lambda root: f'<script src="{root}{loader.uri}"></script>')
    for role in (*FETCHED, FENCES, EXERCISES):
        if role in runtime.files and (path := site / runtime.files[role].uri).is_file():
            _twin(path).unlink()
    for worker in site.glob(SEARCH_WORKER):
        _twin(worker)
    if (index := site / SEARCH_INDEX).is_file():
        script = f"var __index = {index.read_text(encoding='utf-8')}"
        index.with_suffix(".js").write_text(script, encoding="utf-8", newline="\n")
    return _zip(site)


def twin(content: bytes) -> bytes:
    """The script that hands over the content of a file."""
    is_packed = content.startswith(GZIP)
    text = b64encode(content if is_packed else compressed(content)).decode()
    return f'backprop.disk.take("{text}",{"false" if is_packed else "true"})\n'.encode()


def _twin(path: Path) -> Path:
    path.with_name(f"{path.name}.js").write_bytes(twin(path.read_bytes()))
    return path


def _zip(site: Path) -> Path:
    """The folder as a zip, whose bytes depend on nothing but the folder's content."""
    target = site.with_name(f"{site.name}.zip")
    with ZipFile(target, "w") as archive:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            put(archive, f"{site.name}/{path.relative_to(site).as_posix()}", path.read_bytes())
    return target


def put(archive: ZipFile, name: str, content: bytes) -> None:
    """Add a file to an archive, whose bytes depend on nothing but names and contents."""
    entry = ZipInfo(name, EARLIEST)
    entry.create_system, entry.external_attr = UNIX, 0o100644 << 16
    archive.writestr(entry, content, ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED)
