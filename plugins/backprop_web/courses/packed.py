"""A package of files as one zip, whose bytes depend on nothing but what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

from backprop_web.offline import put


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files by their names in the package."""
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, content in files.items():
            put(archive, name, content)
    return whole.getvalue()
