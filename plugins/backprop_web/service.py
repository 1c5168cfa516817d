"""The service worker by which a reader's browser keeps one build of the site, whole, to read it with no network."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from backprop_web import policy
from backprop_web.assets import NOT_FOUND, in_every_head, write
from backprop_web.hashes import short_hash
from backprop_web.runtime import Runtime

FILE = "service-worker.js"
SERVICE, INSTALL = "service", "install"
"""The roles of the worker's script and of the one that registers it."""
# Nothing of this is shown to a reader or fetched by a page.
LEFT_OUT = {FILE, policy.FILE, NOT_FOUND, "sitemap.xml.gz", "_headers"}


def finish(site: Path, runtime: Runtime) -> Path:
    """Write the worker for what stands below `site` now, and into every page the script that registers it.

    The worker's bytes change with any byte of the site.
    """
    script = runtime.files[INSTALL]
    write(site, script)
    in_every_head(site, lambda root: f'<script src="{root}{script.uri}" data-worker="{root}{FILE}" defer></script>')
    files = {name: sha256(path.read_bytes()).hexdigest() for name, path in _kept(site)}
    code = runtime.files[SERVICE].content.decode()
    listed = json.dumps(files, indent=0, ensure_ascii=False)
    version = short_hash((listed + code).encode())
    target = site / FILE
    target.write_text(f'self.build={{version:"{version}",files:{listed}}};\n{code}', encoding="utf-8", newline="\n")
    return target


def _kept(site: Path) -> list[tuple[str, Path]]:
    found = ((path.relative_to(site).as_posix(), path) for path in sorted(site.rglob("*")) if path.is_file())
    return [(name, path) for name, path in found if name not in LEFT_OUT and not name.endswith(".map")]
