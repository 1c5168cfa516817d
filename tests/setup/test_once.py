"""What is built once for all processes of a test run."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.site import once


def test_whoever_comes_later_waits_for_the_first(tmp_path: Path) -> None:
    """One builds; all get the whole folder."""
    builds: list[Path] = []

    def build(folder: Path) -> None:
        builds.append(folder)
        folder.mkdir()
        time.sleep(0.1)
        (folder / "last").touch()

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: (once(tmp_path / "site", build) / "last").exists(), range(4)))
    assert found == [True] * 4
    assert len(builds) == 1


def test_a_build_that_failed_is_made_again(tmp_path: Path) -> None:
    """Its half is not taken for the whole."""

    def fail(folder: Path) -> None:
        folder.mkdir()
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        once(tmp_path / "site", fail)
    whole = once(tmp_path / "site", lambda folder: (folder / "last").touch())
    assert (whole / "last").exists()
