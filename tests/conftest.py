"""What tests of every folder share: the built site, and a way to print what was measured.

Nothing here needs a browser: what drives one stands in tests/browser/conftest.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from backprop_web.cache import VARIABLE
from tests.support import site as builder

# What a test makes of the engine or of the languages must not be kept for builds to come.
os.environ[VARIABLE] = ""
# The command speaks the language of the terminal, and tests read English.
os.environ["LC_MESSAGES"] = "C"
for name in ("LC_ALL", "LANGUAGE"):
    os.environ.pop(name, None)

BUILDING = {"site", "german", "build_site", "browser", "made", "real"}
"""Fixtures that build a site, make the files for browsers or start a browser: what asks for one is no fast test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make fast` leaves out, by what it asks for, so that nobody has to think of it."""
    for item in items:
        if BUILDING & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.built)


def pytest_xdist_auto_num_workers() -> int:
    """As many processes for `--numprocesses=auto`: more than processors, as half of a browser test is waiting."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """Folder of this repository's site, built once a run with `mkdocs build --strict`."""
    return builder.once(shared / "site", builder.build)


@pytest.fixture(scope="session")
def german(shared: Path) -> Path:
    """Folder of the site in German, built once a run."""

    def build(folder: Path) -> None:
        builder.build(folder, config=builder.ROOT / "mkdocs.de.yml")

    return builder.once(shared / "german", build)


MEASURED = "measured"
NEIGHBOURS, LONGEST = "test_neighbours.py", 240
"""The tests that build a site beside each of many plugins, and how many seconds they may take together."""


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Prints a line at the end of the test run: `measured("page: 120 kB")`."""
    # Properties of a test reach the process that prints, whichever process ran the test.
    return lambda line: request.node.user_properties.append((MEASURED, line))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests measured."""
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    lines = [str(line) for report in reports for name, line in report.user_properties if name == MEASURED]
    phases = [*reports, *terminalreporter.getreports("")]
    if spent := sum(each.duration for each in phases if NEIGHBOURS in each.nodeid):
        lines.append(f"neighbours: {spent:.0f} s of tests ({LONGEST})")
    if lines:
        terminalreporter.section(MEASURED)
        for line in lines:
            terminalreporter.write_line(line)
