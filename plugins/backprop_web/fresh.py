"""Modules whose files change while the process runs: `serve` builds many times in one, and an author at work must see
what was just written."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path


def forget_changed(belongs: Callable[[str], bool], files: Iterable[Path], kept: dict[Path, bytes]) -> bool:
    """Forget the imported modules whose name belongs, where `files` are not as they were `kept`; keep them anew.

    Says whether they are others. The next import reads them as they are on disk now.
    """
    now = {path: path.read_bytes() for path in files}
    if kept and now != kept:
        for name in [name for name in sys.modules if belongs(name)]:
            del sys.modules[name]
        importlib.invalidate_caches()
    is_other = now != kept
    kept.clear()
    kept.update(now)
    return is_other
