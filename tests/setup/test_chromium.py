"""How a Chromium is found, on machines other than this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from tests.support import chromium
from tests.support.chromium import APT, APT_SHELL, PLAYWRIGHT, Machine, NoChromiumError

OWN = "/cache/ms-playwright/chrome"
MAC = chromium.MAC_PLACES[1]
WINDOWS = "C:/Programs/Google/Chrome/Application/chrome.exe"


@dataclass
class Fake:
    """A machine of which only the named things are true."""

    system: str = "Linux"
    distribution: str = ""
    is_root: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    on_path: dict[str, str] = field(default_factory=dict)
    browsers: set[str] = field(default_factory=set)
    """Places of browsers that start."""
    brings: str | None = None
    """What a successful installation adds; None where it fails."""
    commands: list[Sequence[str]] = field(default_factory=list)

    def run(self, command: Sequence[str]) -> bool:
        """Keep the command and carry it out."""
        self.commands.append(command)
        if self.brings is not None:
            self.browsers.add(self.brings)
        return self.brings is not None

    def machine(self) -> Machine:
        """What the decision sees of it."""
        return Machine(
            system=self.system,
            distribution=self.distribution,
            is_root=self.is_root,
            environment=self.environment,
            which=self.on_path.get,
            starts=self.browsers.__contains__,
            playwright_place=lambda: OWN,
            run=self.run,
        )


BOTH = {"chromium": "/usr/bin/chromium", "google-chrome": "/usr/bin/google-chrome"}


@pytest.mark.parametrize(
    ("fake", "expected"),
    [
        (Fake(on_path=BOTH, browsers={*BOTH.values()}), "/usr/bin/chromium"),
        (Fake(on_path=BOTH, browsers={"/usr/bin/google-chrome"}), "/usr/bin/google-chrome"),
        (Fake(on_path=BOTH, browsers={*BOTH.values(), "/my"}, environment={"CHROMIUM": "/my"}), "/my"),
        (Fake(on_path=BOTH, browsers={*BOTH.values()}, environment={"CHROMIUM": ""}), "/usr/bin/chromium"),
        (Fake(on_path=BOTH, browsers={OWN}), OWN),
        (Fake(system="Darwin", browsers={MAC}), MAC),
        (Fake(system="Windows", environment={"PROGRAMFILES": "C:/Programs"}, browsers={WINDOWS}), WINDOWS),
        (Fake(browsers={MAC, WINDOWS}), None),
        (Fake(on_path=BOTH), None),
    ],
)
def test_a_browser_that_starts_is_found(fake: Fake, expected: str | None) -> None:
    """Named by CHROMIUM, on the PATH, in the usual places or Playwright's own, in this order."""
    assert chromium.find(fake.machine()) == expected


def test_a_wrong_chromium_variable_is_an_error() -> None:
    """Whoever named a browser wants that one and no other."""
    fake = Fake(on_path=BOTH, browsers={*BOTH.values()}, environment={"CHROMIUM": "/gone"})
    with pytest.raises(NoChromiumError, match=r"CHROMIUM is '/gone'.*Correct it or unset it"):
        chromium.ensure(fake.machine())
    assert fake.commands == []


@pytest.mark.parametrize(
    ("distribution", "is_root", "commands"),
    [("debian", True, APT), ("debian", False, PLAYWRIGHT), ("ubuntu", True, PLAYWRIGHT), ("", False, PLAYWRIGHT)],
)
def test_a_missing_browser_is_installed(distribution: str, is_root: bool, commands: Sequence[Sequence[str]]) -> None:
    """By apt for Debian's root, elsewhere by Playwright: Ubuntu's package is a stand-in for a snap."""
    fake = Fake(distribution=distribution, is_root=is_root, brings=OWN)
    assert chromium.ensure(fake.machine()) == OWN
    assert fake.commands == list(commands)


def test_nothing_is_installed_where_a_browser_is() -> None:
    """The second run of the tests starts at once."""
    fake = Fake(on_path=BOTH, browsers={"/usr/bin/chromium"}, distribution="debian", is_root=True)
    assert chromium.ensure(fake.machine()) == "/usr/bin/chromium"
    assert fake.commands == []


SHELL = "/usr/bin/chromium-headless-shell"
LIGHT = {**BOTH, "chromium-headless-shell": SHELL}


@pytest.mark.parametrize(
    ("fake", "expected", "commands"),
    [
        (Fake(on_path=LIGHT, browsers={SHELL, *BOTH.values()}), SHELL, ()),
        (Fake(on_path=LIGHT, browsers={*BOTH.values()}), "/usr/bin/chromium", ()),
        (Fake(on_path=LIGHT, browsers={SHELL, *BOTH.values(), "/my"}, environment={"CHROMIUM": "/my"}), "/my", ()),
        (
            Fake(on_path=LIGHT, browsers={*BOTH.values()}, distribution="debian", is_root=True, brings=SHELL),
            SHELL,
            APT_SHELL,
        ),
        (
            Fake(on_path=LIGHT, browsers={*BOTH.values()}, distribution="debian", is_root=True),
            "/usr/bin/chromium",
            APT_SHELL[:1],
        ),
    ],
)
def test_the_headless_shell_is_preferred(fake: Fake, expected: str, commands: Sequence[Sequence[str]]) -> None:
    """It is installed where that takes no more than apt; without it the whole browser does all of the work."""
    assert chromium.ensure_light(fake.machine()) == expected
    assert fake.commands == list(commands)


@pytest.mark.parametrize(("distribution", "failed"), [("debian", "apt-get update"), ("arch", "playwright install")])
def test_a_failed_installation_says_what_to_do(distribution: str, failed: str) -> None:
    """The tests then fail; they are not skipped."""
    fake = Fake(distribution=distribution, is_root=True)
    with pytest.raises(NoChromiumError, match=rf"{failed}.*failed.*Install Chromium.*CHROMIUM"):
        chromium.ensure(fake.machine())
    assert len(fake.commands) == 1


def test_an_installation_that_brings_nothing_usable_says_so() -> None:
    """System libraries may be missing, say."""
    with pytest.raises(NoChromiumError, match="no Chromium that starts"):
        chromium.ensure(Fake(brings="/elsewhere").machine())


def test_a_file_that_does_not_start_is_no_browser(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nor is one that is not there."""
    folder = tmp_path_factory.mktemp("programs")
    text = folder / "chromium"
    text.write_text("not a program")
    assert not chromium.starts(str(text))
    assert not chromium.starts(str(folder / "none"))
    assert not chromium.starts(str(folder))


def test_this_machine_has_one() -> None:
    """For real: what the browser tests will drive."""
    assert chromium.starts(chromium.ensure(chromium.this_machine()))
