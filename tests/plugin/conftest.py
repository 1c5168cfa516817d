"""Fixtures for the plugin's tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from backprop_web import runtime, site
from backprop_web.tags import FETCHED, LETTERS, SCRIPTS
from tests.plugin import building
from tests.plugin.building import Built
from tools.runtime import make

BuildSite = Callable[..., Built]
MadeWithout = Callable[..., Path]


@pytest.fixture(scope="session")
def made() -> runtime.Runtime:
    """The files for browsers, as the sources are now."""
    return make()


@pytest.fixture
def build_site(made: runtime.Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuildSite:
    """`build_site({"index.md": "…"}, live=False, use_directory_urls=True)`: builds a small site.

    `options` go to the plugin, the rest to mkdocs.yml.
    """
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")

    def built(pages: Mapping[str, str], options: Mapping[str, Any] | None = None, **config: object) -> Built:
        own = {"live": False, **(options or {})}
        return building.build(building.write(tmp_path, pages, own, **config))

    return built


@pytest.fixture
def made_without(made: runtime.Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MadeWithout:
    """`made_without("live", "font")`: the files for browsers as they are where these could not be made."""

    def without(*parts: str) -> Path:
        roles = {
            "scripts": set(SCRIPTS),
            "live": {"live", *FETCHED},
            "snapshot": {"snapshot"},
            "font": {"font", LETTERS},
        }
        gone = set().union(*(roles[part] for part in parts))
        files = {role: asset for role, asset in made.files.items() if role not in gone}
        missing = {part: f"there is no {part} here" for part in parts}
        folder = tmp_path / "files"
        runtime.save(runtime.Runtime(files, made.engine, made.characters, missing), folder)
        monkeypatch.setattr(site, "load", lambda engine: runtime.load(engine, folder))
        return folder

    return without
