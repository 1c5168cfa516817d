"""`mkdocs serve` in this repository: a changed style or word is served at once."""

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
from urllib.request import urlopen

import pytest
import yaml

from tests.support.gates import some
from tests.support.site import ROOT

pytestmark = pytest.mark.built
PARTS = ("engine/backprop", "plugins/backprop_web", "plugins/mkdocs_backprop", "tools")
PAGE = "# Page\n\n```backprop\nname: one\ntitle: One\nnetwork: [1, 1]\n```\n"
CONFIG = {
    "site_name": "Served",
    "theme": {"name": "material", "font": False},
    "plugins": ["backprop"],
    "hooks": ["tools/hooks.py"],
    "watch": ["engine/backprop", "plugins/backprop_web/client", "plugins/backprop_web/languages"],
}
PATIENCE = 120
Server = tuple[str, subprocess.Popen[bytes]]
"""Its address, and what runs it."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what makes a site, with a page of its own."""
    tmp_path = tmp_path_factory.mktemp("served")
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    kept = ROOT / ".cache" / "backprop"
    if kept.is_dir():
        shutil.copytree(kept, tmp_path / ".cache" / "backprop")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    shutil.copytree(ROOT / "docs" / "images", tmp_path / "docs" / "images")
    (tmp_path / "docs" / "index.md").write_text(PAGE, "utf-8")
    # The files for browsers carry what the one says, and are made anew where the other changes.
    shutil.copy(ROOT / "docs" / "licences.md", tmp_path / "docs")
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG), "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def server(project: Path) -> Iterator[Server]:
    """`mkdocs serve` of it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = os.pathsep.join(str(project / folder) for folder in ("engine", "plugins"))
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    variables = {**os.environ, "PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1"}
    with (project / "log").open("w") as log:
        running = subprocess.Popen(command, cwd=project, env=variables, stdout=log, stderr=log)
    yield f"http://127.0.0.1:{port}/", running
    running.terminate()
    running.wait()


def read(address: str) -> str:
    """What is served there; nothing while nobody answers."""
    try:
        with urlopen(address, timeout=10) as answer:
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def style(address: str) -> str:
    """The style sheet of figures that the page names."""
    named = re.search(r'href="([^"]*/figure[^"]*\.css)"', read(address))
    return read(address + named[1]) if named else ""


def becomes(holds: Callable[[], bool], running: subprocess.Popen[bytes]) -> bool:
    """Whether it does within a while, and before the server ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and running.poll() is None:
        if holds():
            return True
        time.sleep(0.5)
    return False


CHANGES = {
    "a style": ("plugins/backprop_web/client/figure.css", ".bp-figure {", ".bp-mark, .bp-figure {", style),
    "the engine's words": ("engine/backprop/languages/en.py", "Value of ", "Worth of ", read),
    "the controls' words": ("plugins/backprop_web/languages/en.py", "Backward step", "Step back", read),
}
"""Of a file, some words, others in their place, and where these are served."""


@pytest.mark.parametrize("change", some(CHANGES, ("a style",)))
def test_what_is_changed_is_served(project: Path, server: Server, change: str) -> None:
    """Nothing is installed or made by hand."""
    address, running = server
    name, words, others, served = CHANGES[change]
    assert becomes(lambda: words in served(address), running), (project / "log").read_text()
    assert others not in served(address)
    path = project / name
    path.write_text(path.read_text("utf-8").replace(words, others), "utf-8")
    assert becomes(lambda: others in served(address), running), (project / "log").read_text()
