"""What stands once at the head of a page's content: style sheets, scripts, and the manifest.

They stand in the content because Material's instant navigation replaces only that and runs the
scripts in it again. It turns data scripts into plain ones, so the manifest is an attribute.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from backprop_web.assets import Asset
from backprop_web.markup import json_attribute

BLOCKING = "early"
"""The role of the script that decides what the first paint shows, so it may not wait."""
LETTERS = "letters"
"""The role of the script with the letters of formulas, for which the first paint waits: else formulas move when the
font comes."""
SCRIPTS = (BLOCKING, "stepping", "live", "tools")
"""The roles of the page's scripts, in the order in which they build on each other; of `live` only with an engine."""
FETCHED = ("worker", "wasm", "library", "engine", "snapshot")
"""The roles of what the page's script fetches: worker and wasm always; snapshot for a fast start; library and engine
for a plain one."""
SANDBOX, EDITOR, FENCES = "sandbox", "editor", "fences"
"""The roles of the script of a page on which readers write figures, of the editor that it gets when it needs one, and
of what Python needs to read these."""
PRACTICE, EXERCISES = "practice", "exercises"
"""The roles of the script of a page with exercises, and of what Python needs to judge answers to them."""
BLANKS = "blanks"
"""The role of the script of a page with a figure of which readers complete steps."""
ROUND, GRID, XAPI = "round", "grid", "xapi"
"""The roles of the scripts that such a page gets when it needs them: what makes rounds, what takes a matrix, and what
sends results, where the author named a place for them."""

MANIFEST = 'id="backprop-manifest"'


def style_tag(asset: Asset, root: str) -> str:
    """A link to a style sheet."""
    return f'<link rel="stylesheet" href="{escape(root + asset.uri)}">'


def script_tags(scripts: Mapping[str, Asset], root: str) -> str:
    """Scripts, by role, in the order in which they build on each other."""
    return "".join(
        f'<script src="{escape(root + asset.uri)}"{"" if role in (BLOCKING, LETTERS) else " defer"}></script>'
        for role, asset in scripts.items()
    )


def manifest_tag(
    words: Mapping[str, str],
    fetched: Mapping[str, Asset],
    *,
    preload: bool = False,
    more: Mapping[str, object] | None = None,
) -> str:
    """The client's sentences and, with a live engine, its files and whether to start it ahead; `more` of what
    `protocol.js` calls a Manifest."""
    files = [
        {"file": asset.name, "bytes": len(asset.content), "sha256": asset.sha256, "role": role}
        for role, asset in fetched.items()
    ]
    told: dict[str, object] = {"words": dict(words)}
    told |= {"files": files, "preload": preload} if files else {}
    return f"<div {MANIFEST} hidden data-json={json_attribute({**told, **(more or {})})}></div>"
