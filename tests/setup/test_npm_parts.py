"""Which npm is taken, and what is said where none can fetch."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

import pytest

from tools import npm_parts

NPM, NODE = "/usr/bin/npm", "/usr/bin/node"


class Machine:
    """A machine with these programs, whose commands end and print as told."""

    def __init__(self, versions: dict[str, str], fails: dict[str, str] | None = None) -> None:
        self.versions = versions
        self.fails = fails or {}
        self.commands: list[list[str]] = []

    def which(self, name: str) -> str | None:
        """Where a program stands."""
        return next((place for place in self.versions if place.endswith(f"/{name}")), None)

    def run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Answer --version, and anything else with success or the error it was given for the command's second word."""
        self.commands.append(list(command))
        if command[-1] == "--version":
            return subprocess.CompletedProcess(command, 0, self.versions[command[0]], "")
        for word, output in self.fails.items():
            if word in command:
                return subprocess.CompletedProcess(command, 1, "", output)
        return subprocess.CompletedProcess(command, 0, "", "")

    def fetch(self) -> str | None:
        """Fetch on this machine."""
        return npm_parts.fetch(self.which, self.run)


@pytest.mark.parametrize(
    ("versions", "usable"),
    [
        ({NPM: "11.19.1\n", NODE: "v20.20.2\n"}, True),
        ({NPM: "7.0.0\n", NODE: "v18.0.0\n"}, True),
        ({NPM: "6.14.0\n", NODE: "v18.0.0\n"}, False),
        ({NPM: "10.0.0\n", NODE: "v16.20.0\n"}, False),
        ({NPM: "10.0.0\n"}, False),
        ({NODE: "v20.0.0\n"}, False),
        ({NPM: "sh: node: not found\n", NODE: ""}, False),
        ({}, False),
    ],
)
def test_the_machines_npm_is_taken_only_where_it_can_do_the_work(versions: dict[str, str], usable: bool) -> None:
    """Node.js must be new enough for Pyodide and npm for the lock file; else a wheel brings both."""
    machine = Machine(versions)
    assert machine.fetch() is None
    assert (machine.commands[-1][0] == NPM) is usable
    assert any("requirements-node.lock" in command for command in machine.commands) is not usable
    assert "ci" in machine.commands[-1]


def test_scripts_of_packages_do_not_run() -> None:
    """Only files are wanted."""
    machine = Machine({NPM: "11.0.0", NODE: "v20.0.0"})
    machine.fetch()
    assert "--ignore-scripts" in machine.commands[-1]


def test_a_program_that_cannot_be_started_is_not_usable() -> None:
    """A file for another system, say."""

    def refuse(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        raise OSError("Exec format error")

    assert not npm_parts.is_usable(NODE, 18, refuse)


@pytest.mark.parametrize(
    ("versions", "fails", "says"),
    [
        (
            {NPM: "11.0.0", NODE: "v20.0.0"},
            {"ci": "npm warn x\nnpm error code EX\nnpm error failed, reason: connect refused \nnpm error z"},
            "connect refused",
        ),
        ({NPM: "11.0.0", NODE: "v20.0.0"}, {"ci": "npm warn x\nnpm error code E404\n"}, "E404"),
        ({NPM: "11.0.0", NODE: "v20.0.0"}, {"ci": ""}, "npm gave no reason"),
        ({}, {"pip": "no network"}, "there is no npm here and its wheel cannot be installed"),
    ],
)
def test_a_failure_has_a_reason(versions: dict[str, str], fails: dict[str, str], says: str) -> None:
    """npm's own, else the code of its error."""
    assert Machine(versions, fails).fetch() == says


def test_a_failure_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With what it means and what comes next."""
    monkeypatch.setattr(npm_parts, "fetch", lambda: "request failed")
    assert npm_parts.main() == 1
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    assert "request failed" in line
    assert "no live engine" in line
