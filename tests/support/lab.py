"""A JupyterLab that runs, of the pinned hosts, on a folder of notebooks."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.hosts import HOSTS

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+/)lab")
# It would ask another host for news.
QUIET = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
# On a slow machine it asks which kernel to take before it knows that there is one only.
SETTINGS = {"@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True}}
OPTIONS = (
    "--no-browser",
    "--allow-root",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port=0",
    "--IdentityProvider.token=",
)


@contextmanager
def lab(folder: Path, home: Path) -> Iterator[str]:
    """Its address, while it serves the folder. What it would keep of a user lies in `home`.

    Raises:
        AssertionError: it ended without having told its address.
    """
    (home / "labconfig").mkdir(parents=True)
    for name, content in (("page_config", QUIET), ("default_setting_overrides", SETTINGS)):
        (home / "labconfig" / f"{name}.json").write_text(json.dumps(content), "utf-8")
    own = {f"JUPYTER_{each}_DIR": str(home) for each in ("CONFIG", "DATA", "RUNTIME")}
    running = subprocess.Popen(
        [HOSTS / "jupyter-lab", *OPTIONS, f"--ServerApp.root_dir={folder}"],
        env={**os.environ, **own, "HOME": str(home)},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
    )
    assert running.stderr
    try:
        told = next(filter(None, map(ADDRESS.search, running.stderr)), None)
        assert told, "JupyterLab ended before it said where it serves"
        yield told[1]
    finally:
        running.terminate()
        running.communicate()
