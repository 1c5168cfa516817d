"""Find the Chromium that the browser tests drive, or install one; never go on without.

Most tests drive the headless shell where there is one: the same engine without what only a window needs, so that a
page costs half the processor's time. What the shell lacks, such as the memory of pages that were left, takes the whole
browser.

`python -m tests.support.chromium` prints the paths of both. The environment variable CHROMIUM names a browser to be
used instead of those that would be found.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PLACES = ("Chromium/Application/chrome.exe", "Google/Chrome/Application/chrome.exe")
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
APT = (("apt-get", "update"), ("apt-get", "install", "--yes", "--no-install-recommends", "chromium"))
# Apart, so that a Debian that does not have it yet gets the whole browser.
APT_SHELL = (*APT[:1], (*APT[1][:-1], SHELLS[0]))
PLAYWRIGHT = ((sys.executable, "-m", "playwright", "install", "chromium"),)
# In a process of its own: one process can hold only one Playwright, and that is the tests'.
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
REMEDY = "Install Chromium with your package manager, or set CHROMIUM to the path of a Chromium or Chrome."


class NoChromiumError(RuntimeError):
    """No Chromium was found and none could be installed; the message says what to do."""


@dataclass(frozen=True)
class Machine:
    """What the decision rests on, so that tests can put another machine in its place."""

    system: str
    """What `platform.system()` says: Linux, Darwin or Windows."""
    distribution: str
    """The ID of /etc/os-release, such as debian; empty where there is none."""
    is_root: bool
    environment: Mapping[str, str]
    which: Callable[[str], str | None]
    """Where a command stands on the PATH."""
    starts: Callable[[str], bool]
    """Whether the file is there and is a browser that starts."""
    playwright_place: Callable[[], str | None]
    """Where Playwright keeps its own Chromium once it is installed."""
    run: Callable[[Sequence[str]], bool]
    """Run an installing command and tell whether it succeeded."""


def candidates(machine: Machine) -> list[str]:
    """Return the places where a Chromium may be, the likeliest first."""
    on_path = [place for command in COMMANDS if (place := machine.which(command))]
    if machine.system == "Darwin":
        return on_path + list(MAC_PLACES)
    if machine.system == "Windows":
        roots = [machine.environment[name] for name in WINDOWS_ROOTS if machine.environment.get(name)]
        return on_path + [f"{root}/{place}" for root in roots for place in WINDOWS_PLACES]
    return on_path


def find(machine: Machine) -> str | None:
    """Return the path of a Chromium that starts, or None.

    Raises NoChromiumError where CHROMIUM names something that does not start: another browser would be a surprise.
    """
    named = machine.environment.get("CHROMIUM")
    if named:
        if machine.starts(named):
            return named
        raise NoChromiumError(f"CHROMIUM is {named!r}, which is no browser that starts. Correct it or unset it.")
    for place in candidates(machine):
        if machine.starts(place):
            return place
    own = machine.playwright_place()
    return own if own is not None and machine.starts(own) else None


def find_shell(machine: Machine) -> str | None:
    """Return the path of a headless shell that starts, or None; none where CHROMIUM names a browser."""
    if machine.environment.get("CHROMIUM"):
        return None
    places = (machine.which(command) for command in SHELLS)
    return next((place for place in places if place and machine.starts(place)), None)


def installing_commands(machine: Machine) -> Sequence[Sequence[str]]:
    """Return the commands that install a Chromium: Debian's as root, elsewhere Playwright's for this user."""
    return APT if machine.distribution == "debian" and machine.is_root else PLAYWRIGHT


def ensure(machine: Machine) -> str:
    """Return the path of a Chromium that starts, installing one where there is none.

    Raises NoChromiumError where that fails.
    """
    found = find(machine)
    if found is not None:
        return found
    commands = installing_commands(machine)
    for command in commands:
        if not machine.run(command):
            raise NoChromiumError(f"No Chromium here, and `{' '.join(command)}` failed. {REMEDY}")
    installed = find(machine)
    if installed is None:
        last = " ".join(commands[-1])
        raise NoChromiumError(f"`{last}` ended well, but no Chromium that starts is here. {REMEDY}")
    return installed


def ensure_light(machine: Machine) -> str:
    """Return the path of a headless shell, or of the whole browser where none is to be had.

    Only Debian's root installs one: elsewhere the tests take longer, and that is all. Raises NoChromiumError as
    `ensure` does.
    """
    whole = ensure(machine)
    shell = find_shell(machine)
    if shell is None and not machine.environment.get("CHROMIUM") and installing_commands(machine) == APT:
        all(map(machine.run, APT_SHELL))
        shell = find_shell(machine)
    return shell or whole


def starts(place: str) -> bool:
    """Tell whether the file is there and says its version; some systems have a stand-in that only prints advice."""
    if not Path(place).is_file():
        return False
    if os.name == "nt":
        return True  # Chrome for Windows opens a window when asked for its version.
    try:
        return subprocess.run([place, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwright_place() -> str | None:
    """Ask Playwright where its own Chromium is, or would be."""
    answer = subprocess.run([sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True)
    return answer.stdout.strip() or None


def run(command: Sequence[str]) -> bool:
    """Run an installing command in sight of the user; a command that is not there has failed."""
    print(f"Installing: {' '.join(command)}", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, stdout=sys.stderr, env=environment).returncode == 0
    except OSError:
        return False


def distribution() -> str:
    """Return the ID of this Linux distribution, or an empty text elsewhere."""
    try:
        return platform.freedesktop_os_release().get("ID", "")
    except OSError:
        return ""


def is_root() -> bool:
    """Tell whether this user may install packages for all."""
    return sys.platform != "win32" and os.geteuid() == 0


def this_machine() -> Machine:
    """Return the machine that this runs on."""
    return Machine(
        system=platform.system(),
        distribution=distribution(),
        is_root=is_root(),
        environment=os.environ,
        which=shutil.which,
        starts=starts,
        playwright_place=playwright_place,
        run=run,
    )


def main() -> int:
    """Print the path of the Chromium and of the lighter one, or the reason why there is none."""
    try:
        print(ensure(this_machine()), ensure_light(this_machine()), sep="\n")
    except NoChromiumError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
