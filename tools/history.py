"""When each page was last changed, by the history of the repository: the same dates whenever the site is built."""

from __future__ import annotations

import subprocess
from pathlib import Path

DAY = "\x1f"
LOG = ("log", f"--format={DAY}%cs", "--name-only", "--no-renames", "--relative", "--", ".")


def dates(folder: Path) -> dict[str, str]:
    """The day of the last commit of each file in the folder, by its path from there; none where there is no history.

    A shallow clone has the last commit only, which would have changed everything.
    """
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    found: dict[str, str] = {}
    for commit in _git(folder, *LOG).split(DAY)[1:]:
        day, *names = commit.split("\n")
        for name in filter(None, names):
            found.setdefault(name, day)
    return found


def _git(folder: Path, *arguments: str) -> str:
    """What git says; nothing where there is no git or no repository."""
    try:
        done = subprocess.run(("git", *arguments), cwd=folder, capture_output=True, text=True, encoding="utf-8")
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
