"""`mkdocs serve` in this repository: a changed file of the client is served at once."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml

from tests.support.site import ROOT

pytestmark = pytest.mark.built
PARTS = ("engine/backprop", "plugins/backprop_web", "plugins/mkdocs_backprop", "tools")
PAGE = "# Page\n\n```backprop\nname: one\ntitle: One\nnetwork: [1, 1]\n```\n"
CONFIG = {
    "site_name": "Served",
    "theme": {"name": "material", "font": False},
    "plugins": ["backprop"],
    "hooks": ["tools/hooks.py"],
    "watch": ["plugins/backprop_web/client"],
}
PATIENCE = 120


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what makes a site, with a page of its own."""
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    kept = ROOT / ".cache" / "backprop"
    if kept.is_dir():
        shutil.copytree(kept, tmp_path / ".cache" / "backprop")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(PAGE, "utf-8")
    # The files for browsers carry what it says.
    shutil.copy(ROOT / "docs" / "licences.md", tmp_path / "docs")
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG), "utf-8")
    return tmp_path


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """Where `mkdocs serve` serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = os.pathsep.join(str(project / folder) for folder in ("engine", "plugins"))
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    variables = {**os.environ, "PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1"}
    with (project / "log").open("w") as log:
        running = subprocess.Popen(command, cwd=project, env=variables, stdout=log, stderr=log)
    yield f"http://127.0.0.1:{port}/"
    running.terminate()
    running.wait()


def read(address: str) -> str:
    """What is served there; nothing while nobody answers."""
    try:
        with urlopen(address) as answer:
            return str(answer.read().decode("utf-8"))
    except URLError:
        return ""


def style(address: str) -> str:
    """The style sheet of figures that the page names."""
    named = re.search(r'href="([^"]*/figure[^"]*\.css)"', read(address))
    return read(address + named[1]) if named else ""


def becomes(holds: Callable[[], bool]) -> bool:
    """Whether it does within a while."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.5)
    return False


def test_a_changed_style_is_served(project: Path, address: str) -> None:
    """Nothing is installed or made by hand."""
    assert becomes(lambda: ".bp-figure" in style(address)), (project / "log").read_text()
    assert "bp-mark" not in style(address)
    sheet = project / "plugins" / "backprop_web" / "client" / "figure.css"
    sheet.write_text(sheet.read_text("utf-8") + "\n.bp-mark { color: red; }\n", "utf-8")
    assert becomes(lambda: "bp-mark" in style(address)), (project / "log").read_text()
