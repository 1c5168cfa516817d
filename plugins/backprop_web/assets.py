"""Files that a site gets beside its pages: where each goes, and the hash that its name carries."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from backprop_web.hashes import short_hash

FOLDER = "assets/backprop"
BEST = 9
HEAD = "<head>"
NOT_FOUND = "404.html"
INDEX = "index.html"


@dataclass(frozen=True)
class Asset:
    """A file at `uri` within the site, from `source`: the bytes, or the file that holds them."""

    uri: str
    source: bytes | Path

    @property
    def name(self) -> str:
        """Its file name. The page's script finds by it what lies beside it."""
        return self.uri.rpartition("/")[2]

    @cached_property
    def content(self) -> bytes:
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def hashed(name: str, content: bytes) -> Asset:
    """`name` in the staging folder, with a hash of `content` in the name: stepper.3f2a….js."""
    stem, _, suffix = name.rpartition(".")
    return Asset(f"{FOLDER}/{stem}.{short_hash(content)}.{suffix}", content)


def packed(name: str, content: bytes) -> Asset:
    """`content`, gzipped once for all servers and for none; see `sealed`."""
    return sealed(name, compressed(content))


def sealed(name: str, content: bytes) -> Asset:
    """Bytes gzipped already. No server takes .bin for something to unpack or to compress anew, so
    what arrives is what was hashed."""
    return hashed(f"{name}.bin", content)


def compressed(content: bytes) -> bytes:
    """The same bytes for the same content."""
    return gzip.compress(content, BEST, mtime=0)


def way_up(page: str) -> str:
    """The way from a page, by its path within the site, to the folder in which assets' names begin."""
    return "../" * page.count("/")


def in_every_head(site: Path, tag: Callable[[str], str]) -> None:
    """Put a tag first into the head of each page below `site`, once; `tag` makes it from the way up."""

    def with_tag(html: str, root: str) -> str:
        own = tag(root)
        return html if own in html else html.replace(HEAD, HEAD + own, 1)

    in_every_page(site, with_tag)


def in_every_page(site: Path, change: Callable[[str, str], str]) -> None:
    """Change each page below `site`; `change` gets its text and the way up.

    Not 404.html: it is shown at any address, from which there is no one way.
    """
    for path in sorted(site.rglob("*.html")):
        name, html = path.relative_to(site).as_posix(), path.read_bytes().decode()
        if name != NOT_FOUND and (changed := change(html, way_up(name))) != html:
            path.write_bytes(changed.encode())


def add(site: Path, asset: Asset) -> None:
    """Write it where it is not there yet. Half a file is none."""
    target = site / asset.uri
    if not target.is_file() or target.stat().st_size != asset.size or _differs(target, asset):
        write(site, asset)


def _differs(target: Path, asset: Asset) -> bool:
    """Names in the staging folder change with their content, so that nobody has to read it."""
    return not asset.uri.startswith(FOLDER) and target.read_bytes() != asset.content


def write(site: Path, asset: Asset) -> None:
    """Write the asset into the folder of a built site."""
    target = site / asset.uri
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(asset.content)
