"""Write the lock files: versions and hashes for every system and Python version, and no addresses.

`make lock` pins the newest versions that the lists, requirements*.in, and each package.json allow.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PYTHON_LISTS = (
    "requirements",
    "requirements-node",
    "requirements-java",
    "requirements-epub",
    "requirements-bench",
    "requirements-hosts",
    "requirements-oracles",
)
NPM_FOLDERS = (ROOT, *(ROOT / folder for folder in ("bench/lighthouse", "tests/vscode", "tests/formulas")))
OLDEST_PYTHON = "3.12"


def lock_python(name: str) -> None:
    """Pin `name`.in with the hashes of all wheels and source archives in `name`.lock.

    What stands in `name`.override, where there is one, is asked for in the place of what packages ask for.
    """
    everywhere = ("--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--upgrade", "--quiet")
    without_addresses = ("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock")
    replaced = ("--override", f"{name}.override") if (ROOT / f"{name}.override").exists() else ()
    command = [sys.executable, "-m", "uv", "pip", "compile", *everywhere, *without_addresses, *replaced]
    subprocess.run([*command, f"{name}.in", "-o", f"{name}.lock"], cwd=ROOT, check=True)


def lock_npm(folder: Path) -> None:
    """Pin package.json in package-lock.json, by integrity hash only."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("Writing package-lock.json needs npm on the PATH. Install Node.js and run this again.")
    options = ("--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved", "--no-audit")
    subprocess.run([npm, "install", *options], cwd=folder, check=True)
    path = folder / "package-lock.json"
    lock = without_addresses(json.loads(path.read_text(encoding="utf-8")))
    path.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8", newline="\n")


def without_addresses(lock: dict[str, Any]) -> dict[str, Any]:
    """Return the npm lock without the keys that hold addresses: npm fetches by name, version and hash."""
    packages = {
        place: {key: value for key, value in package.items() if key not in ("funding", "resolved")}
        for place, package in lock["packages"].items()
    }
    return {**lock, "packages": packages}


def main() -> None:
    """Write all of them."""
    for name in PYTHON_LISTS:
        lock_python(name)
    for folder in NPM_FOLDERS:
        lock_npm(folder)


if __name__ == "__main__":
    main()
