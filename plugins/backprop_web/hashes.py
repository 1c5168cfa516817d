"""The hash by which versions of a file, and of a figure, are told apart."""

from __future__ import annotations

import hashlib

LENGTH = 12


def short_hash(content: bytes) -> str:
    """Enough of the SHA-256 of `content` to tell its versions apart."""
    return hashlib.sha256(content).hexdigest()[:LENGTH]
