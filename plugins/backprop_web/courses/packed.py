"""A package of files as one zip, whose bytes depend on nothing but what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from backprop_web.offline import EARLIEST, PACKED, UNIX


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files by their names in the package."""
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name, EARLIEST)
            entry.create_system, entry.external_attr = UNIX, 0o100644 << 16
            archive.writestr(entry, content, ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED)
    return whole.getvalue()
