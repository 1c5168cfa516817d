"""Subjects of commits: which of them the check looks at, in clones of every kind."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.site import ROOT
from tools.commits import BASE, LONGEST, too_long

OLD, SHORT, FULL, LONG = "An old subject " * 6, "Say less", "x" * LONGEST, "é" * (LONGEST + 1)


def git(folder: Path, *arguments: str) -> str:
    """Run git, as nobody in particular and with no settings."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=True,
        env={"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]},
    )  # fmt: skip
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits older than the rule."""
    folder = tmp_path / "origin"
    folder.mkdir()
    git(folder, "init", "--quiet")
    for _ in range(2):
        commit(folder, OLD)
    return folder


def commit(folder: Path, subject: str) -> None:
    """Commit nothing, with this subject and a long line below it."""
    git(folder, "commit", "--quiet", "--allow-empty", "-m", f"{subject}\n\n{'reason ' * 20}")


def shallow(folder: Path, depth: int) -> Path:
    """A clone with the last commits only."""
    clone = folder.parent / f"clone-{depth}"
    git(folder.parent, "clone", "--quiet", f"--depth={depth}", folder.as_uri(), clone.name)
    return clone


@pytest.mark.parametrize(("subjects", "found"), [((SHORT, FULL), 0), ((LONG, SHORT), 1), ((LONG, LONG), 2)])
def test_subjects_after_the_base_are_checked(repository: Path, subjects: tuple[str, ...], found: int) -> None:
    """In a whole clone, and in shallow ones with and without the base."""
    base = git(repository, "rev-parse", "HEAD")
    for subject in subjects:
        commit(repository, subject)
    for folder in (repository, shallow(repository, 2), shallow(repository, 3)):
        assert [each.split(": ")[1:] for each in too_long(folder, base)] == [["73 characters", LONG]] * found


def test_without_the_base_nothing_is_known_to_be_young(repository: Path, tmp_path: Path) -> None:
    """Another history, no history, no repository: no reason to fail."""
    assert too_long(repository, "0" * 12) == []
    empty = tmp_path / "empty"
    empty.mkdir()
    assert too_long(empty, BASE) == []
    git(empty, "init", "--quiet")
    assert too_long(empty, BASE) == []


def test_the_check_is_a_part_of_make_check() -> None:
    """And finds nothing here."""
    rule = (ROOT / "Makefile").read_text("utf-8").partition("\ncheck:")[2].partition("\n\n")[0]
    assert "@$(RUN) tools.commits" in rule
    assert too_long(ROOT, BASE) == []
