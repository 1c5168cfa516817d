"""Fixtures for the plugin's tests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from backprop_web import pyodide
from tests.plugin import building
from tests.plugin.building import Built

BuildSite = Callable[..., Built]


@pytest.fixture
def build_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuildSite:
    """`build_site({"index.md": "…"}, live=False, use_directory_urls=True)`: builds a small site.

    `options` go to the plugin, the rest to mkdocs.yml. The math font is the real one.
    """
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")

    def built(pages: Mapping[str, str], options: Mapping[str, Any] | None = None, **config: object) -> Built:
        own = {"live": False, "font": str(building.FONT), **(options or {})}
        return building.build(building.write(tmp_path, pages, own, **config))

    return built


@pytest.fixture
def small_pyodide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that passes for the pinned release, for tests that run nothing of it."""
    folder = tmp_path / "small-pyodide"
    folder.mkdir()
    lock = b'{"info": {"arch": "wasm32", "platform": "emscripten_5_0_3", "python": "3.14.2"}, "packages": {}}'
    glue = b"function create(){var wasmImports={};function assignWasmExports(wasmExports){}}"
    contents = {pyodide.LOCK: lock, pyodide.GLUE: glue, pyodide.WASM: b"\0asm\1\0\0\0"}
    for each in pyodide.ALL:
        (folder / each.name).write_bytes(contents.get(each, b"stands for " + each.name.encode()))
    monkeypatch.setattr(pyodide, "ALL", tuple(_pinned(folder, each) for each in pyodide.ALL))
    return folder


def _pinned(folder: Path, file: pyodide.Pinned) -> pyodide.Pinned:
    digest = hashlib.sha256((folder / file.name).read_bytes()).hexdigest()
    return file._replace(sha256=digest)
