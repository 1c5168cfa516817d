"""Files that a site gets beside its pages: where each goes, and the hash that its name carries."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FOLDER = "assets/backprop"
HASH_LENGTH = 12
BEST = 9


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


def short_hash(content: bytes) -> str:
    """Enough of the SHA-256 of `content` to tell its versions apart."""
    return hashlib.sha256(content).hexdigest()[:HASH_LENGTH]
