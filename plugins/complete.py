"""Refuses to build a wheel that lacks the files for browsers; an editable install makes them later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INDEX = Path("backprop_web", "runtime", "files", "index.json")


class Complete(BuildHookInterface[Any]):
    """Looks whether all of them are there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raise where a site with this wheel would have no live figures."""
        if version == "editable":
            return
        index = Path(self.root, INDEX)
        missing = json.loads(index.read_text("utf-8"))["missing"] if index.is_file() else {"all": "they are not made"}
        if missing:
            reasons = "; ".join(f"{what}: {reason}" for what, reason in missing.items())
            raise FileNotFoundError(f"run `make dist` in the project's folder: the files for browsers lack {reasons}")
