"""Check that the subjects of commits are short enough to be read in a list: `python -m tools.commits`.

Commits up to `BASE` are older than the rule. A shallow clone that does not have it has only younger ones; where there
is no history at all, or another one, there is nothing to check.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASE = "f12e1f2a8cf7"
LONGEST = 72


def too_long(folder: Path, base: str) -> list[str]:
    """The commits after `base` whose subjects are too long, merges aside: hash, length, subject."""
    commits = _git(folder, "log", "--no-merges", "--format=%h %s", _range(folder, base)).splitlines()
    subjects = [line.partition(" ") for line in commits]
    return [f"{name}: {len(said)} characters: {said}" for name, _, said in subjects if len(said) > LONGEST]


def _range(folder: Path, base: str) -> str:
    if _git(folder, "merge-base", base, "HEAD"):
        return f"{base}..HEAD"
    return "HEAD" if _git(folder, "rev-parse", "--is-shallow-repository").strip() == "true" else "HEAD..HEAD"


def _git(folder: Path, *arguments: str) -> str:
    """What git says; nothing where there is no git, no history, or no such commit."""
    program = shutil.which("git")
    if program is None or not (folder / ".git").exists():
        return ""
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.stdout if done.returncode == 0 else ""


def main() -> None:
    """Name every subject that is too long."""
    if found := too_long(ROOT, BASE):
        sys.exit(
            "\n".join([*found, f"A subject has at most {LONGEST} characters: git commit --amend, or git rebase -i"])
        )


if __name__ == "__main__":
    main()
