"""MkDocs runs this in this repository only: each build first makes anew what browsers get, as far as it changed.

So `mkdocs serve` shows a changed script, style or engine at once; authors' sites get it ready from the wheel.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

ROOT = Path(__file__).resolve().parent.parent


@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """Before the plugin looks for the files."""
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    from tools.runtime import make

    make()
