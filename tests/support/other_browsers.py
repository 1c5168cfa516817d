"""Find Firefox and WebKitGTK, or install them where that is possible: as Debian's root.

`python -m tests.support.other_browsers` prints what there is. Where one of them cannot be had, it says why.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import drivers
from tests.support.chromium import distribution, is_root, run


class NotHereError(RuntimeError):
    """The browser is not here and may not be installed; the message says what to do."""


class InstallationError(RuntimeError):
    """The browser was to be installed, and that failed."""


@dataclass(frozen=True)
class Wanted:
    """A browser: its name, the programs it consists of, and the Debian packages that bring them."""

    name: str
    programs: tuple[tuple[str, ...], ...]
    """For each program the commands or paths that will do, the best first."""
    packages: tuple[str, ...]

    def find(self) -> list[str] | None:
        """The path of each program; None where one is missing."""
        found = [next(filter(None, map(shutil.which, names)), None) for names in self.programs]
        here = [path for path in found if path]
        return here if len(here) == len(found) else None


FIREFOX = Wanted("Firefox", (("firefox-esr", "firefox"),), ("firefox-esr",))
WEBKIT = Wanted("WebKit", (("WebKitWebDriver",), (drivers.MINI_BROWSER,), ("Xvfb",)), ("webkit2gtk-driver", "xvfb"))


def ensure(wanted: Wanted) -> list[str]:
    """The paths of its programs, installed where they are missing. Raises NotHereError or InstallationError."""
    if found := wanted.find():
        return found
    if not (distribution() == "debian" and is_root()):
        names = " or ".join(wanted.programs[0])
        raise NotHereError(f"{wanted.name} is not here (no {names} on the PATH), and only Debian's root can install it")
    install(wanted)
    if found := wanted.find():
        return found
    raise InstallationError(f"{wanted.name}: {' '.join(wanted.packages)} brought no {wanted.programs}")


@contextmanager
def opened(wanted: Wanted, home: Path, *, still: bool = False, forced: bool = False) -> Iterator[drivers.Tab]:
    """A tab of the browser with a new profile in folder `home`, on a system where nothing is to move, or where colours
    are forced, which WebKit does not know. Skips the test where the browser is not here."""
    asked = (drivers.STILL if still else {}) | (drivers.FORCED if forced else {})
    try:
        programs = ensure(wanted)
    except NotHereError as missing:
        pytest.skip(str(missing))
    if wanted is FIREFOX:
        with drivers.firefox(programs[0], home, asked) as firefox:
            yield firefox
    else:
        with drivers.webkit(home, drivers.STILL_GTK if still else "") as webkit:
            yield webkit


def install(wanted: Wanted) -> None:
    """Install its packages by apt, in sight of the user."""
    commands = (
        ("apt-get", "update"),
        ("apt-get", "install", "--yes", "--no-install-recommends", *wanted.packages),
    )
    for command in commands:
        if not run(command):
            raise InstallationError(f"{wanted.name} is not here, and `{' '.join(command)}` failed")


def main() -> None:
    """Print where each browser is, or why it is not; the tests decide what follows from that."""
    for wanted in (FIREFOX, WEBKIT):
        try:
            print(*map(Path, ensure(wanted)))
        except (NotHereError, InstallationError) as error:
            print(error, file=sys.stderr)


if __name__ == "__main__":
    main()
