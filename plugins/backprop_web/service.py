"""The service worker by which a reader's browser keeps one build of the site, whole, to read it with no network."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from backprop_web import client, policy
from backprop_web.assets import short_hash

FILE = "service-worker.js"
HEAD = "<head>"
# Nothing of this is shown to a reader or fetched by a page.
LEFT_OUT = {FILE, policy.FILE, "404.html", "sitemap.xml.gz", "_headers"}


def with_registration(html: str, script: str, root: str) -> str:
    """The page with the script that registers the worker; `root` is the way to the site's first folder."""
    tag = f'<script src="{script}" data-worker="{root}{FILE}" defer></script>'
    return html.replace(HEAD, HEAD + tag, 1)


def write(site: Path) -> Path:
    """Write the worker for what stands below `site` now; its bytes change with any byte of the site."""
    files = {name: sha256(path.read_bytes()).hexdigest() for name, path in _kept(site)}
    code = client.asset(client.SERVICE).content.decode()
    listed = json.dumps(files, indent=0, ensure_ascii=False)
    version = short_hash((listed + code).encode())
    target = site / FILE
    target.write_text(f'self.build={{version:"{version}",files:{listed}}};\n{code}', encoding="utf-8", newline="\n")
    return target


def _kept(site: Path) -> list[tuple[str, Path]]:
    found = ((path.relative_to(site).as_posix(), path) for path in sorted(site.rglob("*")) if path.is_file())
    return [(name, path) for name, path in found if name not in LEFT_OUT and not name.endswith(".map")]
