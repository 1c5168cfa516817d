"""What stands once at the head of a page's content: style sheets, scripts, and the manifest.

They stand in the content because Material's instant navigation replaces only that and runs the
scripts in it again. It turns data scripts into plain ones, so the manifest is an attribute.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from backprop_web import client
from backprop_web.assets import Asset
from backprop_web.markup import json_attribute
from backprop_web.runtime import Runtime


def style_tag(asset: Asset, root: str) -> str:
    """A link to a style sheet."""
    return f'<link rel="stylesheet" href="{escape(root + asset.uri)}">'


def script_tags(scripts: Mapping[str, Asset], root: str) -> str:
    """Scripts in the order in which they build on each other."""
    return "".join(
        f'<script src="{escape(root + asset.uri)}"{"" if name == client.BLOCKING else " defer"}></script>'
        for name, asset in scripts.items()
    )


def manifest_tag(words: Mapping[str, str], runtime: Runtime | None, *, preload: bool = False) -> str:
    """The client's sentences and, with a live engine, its files and whether to start it ahead."""
    live = _live(runtime) | {"preload": preload} if runtime else {}
    manifest = {"words": dict(words)} | live
    return f'<div id="backprop-manifest" hidden data-json={json_attribute(manifest)}></div>'


def _live(runtime: Runtime) -> dict[str, object]:
    files = [
        {
            "file": asset.name,
            "bytes": len(asset.content),
            "sha256": asset.sha256,
            "role": role,
        }
        for role, asset in runtime.files.items()
    ]
    return {"files": files, "memory": runtime.memory}
