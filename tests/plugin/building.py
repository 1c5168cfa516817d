"""Builds small sites in this process: pages in, files and messages out."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from tests.support.site import ROOT

NPM = ROOT / "node_modules"
PYODIDE, FONT = NPM / "pyodide", NPM / "@fontsource" / "stix-two-math"

FIGURE = """\
```backprop
name: one-two-one
title: A small network
network: [1, 2, 1]
```
"""
PLAIN = "<!doctype html><title>{{ page.title }}</title><article>{{ page.content }}</article>"


@dataclass
class Built:
    """A site as a visitor gets it, and what the build said."""

    folder: Path
    messages: list[tuple[str, str]] = field(default_factory=list)

    @property
    def warnings(self) -> list[str]:
        """Whatever makes `--strict` fail."""
        return [text for level, text in self.messages if level in {"WARNING", "ERROR"}]

    def html(self, page: str = "index.html") -> str:
        """The text of a page."""
        return (self.folder / page).read_text("utf-8")

    def page(self, page: str = "index.html") -> LexborHTMLParser:
        """A page as a browser parses it."""
        return LexborHTMLParser(self.html(page))

    def files(self) -> dict[str, bytes]:
        """Every file by its address."""
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    def staged(self) -> list[str]:
        """Addresses of what the plugin added."""
        return [name for name in self.files() if name.startswith("assets/backprop/")]

    def manifest(self, page: str = "index.html") -> dict[str, Any]:
        """What the page tells its scripts."""
        node = self.page(page).css_first("#backprop-manifest")
        read: dict[str, Any] = json.loads(node.attributes["data-json"] or "")
        return read


def write(folder: Path, pages: Mapping[str, str], options: Mapping[str, Any], **config: object) -> Path:
    """Write docs and mkdocs.yml into `folder`; `options` are the plugin's."""
    theme = folder / "theme"
    theme.mkdir(parents=True, exist_ok=True)
    (theme / "main.html").write_text(PLAIN, "utf-8")
    for name, text in pages.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    settings = {
        "site_name": "Test",
        "theme": {"name": None, "custom_dir": "theme"},
        "plugins": [{"backprop": dict(options)}],
        **config,
    }
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(settings), "utf-8")
    return path


def build(config_file: Path, *, dirty: bool = False) -> Built:
    """Build as `mkdocs build` does; `dirty`: only what changed."""
    listener = _Listener(logging.INFO)
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    try:
        mkdocs_build(load_config(str(config_file)), dirty=dirty)
    finally:
        logger.removeHandler(listener)
        logger.setLevel(before)
    return Built(config_file.parent / "site", listener.messages)


class _Listener(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append((record.levelname, record.getMessage()))
