"""The commands of a newcomer: what `make` says and how it finds a Python."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import pytest_collection_modifyitems
from tests.support.site import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no make; its users have the README's steps")

OLD_PYTHON = "#!/bin/sh\nexit 1\n"
NEW_PYTHON = '#!/bin/sh\necho "$(basename "$0") $*" >> "$(dirname "$0")/calls"\n'


def make(folder: Path, *arguments: str, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess[str]:
    """Run make in a folder, with another PATH than ours where one is given."""
    unset = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON")
    environment = {name: value for name, value in os.environ.items() if name not in unset} | {"PATH": path}
    program = shutil.which("make")
    assert program is not None, "these tests need make"
    return subprocess.run([program, *arguments], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what the first rule of the Makefile reads, and bin/ as its only PATH."""
    for name in ("Makefile", "requirements.lock", "engine/pyproject.toml", "plugins/pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    for tool in ("sh", "echo", "touch", "basename", "dirname"):
        program = shutil.which(tool)
        assert program is not None
        (tmp_path / "bin" / tool).symlink_to(program)
    return tmp_path


def add_program(checkout: Path, name: str, script: str) -> None:
    """Put a script on the PATH of the folder."""
    file = checkout / "bin" / name
    file.write_text(script)
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def calls(checkout: Path) -> str:
    """What the stand-ins for Python were called with."""
    file = checkout / "bin" / "calls"
    return file.read_text() if file.exists() else ""


def test_bare_make_lists_the_targets() -> None:
    """And does nothing else."""
    done = make(ROOT)
    assert done.returncode == 0
    listed = [line.split()[:2] for line in done.stdout.splitlines()]
    assert listed[:6] == [["make", target] for target in ("help", "serve", "build", "offline", "book", "test")]


@pytest.mark.parametrize("found", [(), ("python3",), ("python3.13", "python3", "python")])
def test_without_a_new_enough_python_a_sentence_says_what_to_install(checkout: Path, found: tuple[str, ...]) -> None:
    """Whether there is none at all or only an older one."""
    for name in found:
        add_program(checkout, name, OLD_PYTHON)
    done = make(checkout, ".venv/.ready", path=str(checkout / "bin"))
    assert done.returncode != 0
    assert "Python 3.12 or newer" in done.stderr
    assert "Install Python 3.13" in done.stderr


@pytest.mark.parametrize(
    ("new", "old", "chosen"),
    [
        (("python3.13", "python3.14", "python3"), (), "python3.13"),
        (("python3.12", "python3"), ("python3.13",), "python3.12"),
        (("python3",), ("python",), "python3"),
        (("python",), ("python3.12", "python3"), "python"),
    ],
)
def test_the_first_python_that_is_new_enough_is_taken(
    checkout: Path, new: tuple[str, ...], old: tuple[str, ...], chosen: str
) -> None:
    """Not the first that is there."""
    for name in new:
        add_program(checkout, name, NEW_PYTHON)
    for name in old:
        add_program(checkout, name, OLD_PYTHON)
    make(checkout, ".venv/.ready", path=str(checkout / "bin"))
    assert f"{chosen} -m venv --clear .venv" in calls(checkout)


def test_a_named_python_is_taken(checkout: Path) -> None:
    """`make serve PYTHON=...` is the way out where the search finds the wrong one."""
    add_program(checkout, "python3.13", NEW_PYTHON)
    add_program(checkout, "mine", NEW_PYTHON)
    make(checkout, ".venv/.ready", "PYTHON=mine", path=str(checkout / "bin"))
    assert "mine -m venv --clear .venv" in calls(checkout)


COLLECT = """
import sys, pytest
code = pytest.main(["--collect-only", "-qq", "-p", "no:cacheprovider", *sys.argv[1:]])
print(code, sorted({"playwright", "greenlet"} & set(sys.modules)))
"""


NOT_FAST = "not (built or gate)"


def test_fast_tests_load_no_browser() -> None:
    """Neither their modules nor what is set up around them."""
    (fast,) = [line for line in (ROOT / "Makefile").read_text().splitlines() if "not (built" in line]
    chosen = fast.partition("-m ")[2].replace(f'"{NOT_FAST}"', "").split()
    assert {"tests/engine", "tests/plugin"} <= set(chosen)
    command = [sys.executable, "-c", COLLECT, "-m", NOT_FAST, *chosen]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "0 []"


def test_what_is_no_gate_is_a_test() -> None:
    """The two commands differ in nothing else, and continuous integration gives both, as the README does."""
    rules = (ROOT / "Makefile").read_text("utf-8").split("\n\n")
    test, gates = (next(rule for rule in rules if rule.startswith(f"{name}: ")) for name in ("test", "gates"))
    asked = [rule.splitlines()[-1].partition(" -m ") for rule in (test, gates)]
    assert [marks for _, _, marks in asked] == ['"not gate"', "gate"]
    assert asked[0][0] == asked[1][0]
    assert "make test gates" in (ROOT / ".ci/run").read_text("utf-8")
    assert re.findall(r"^    make (test|gates) ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE) == [
        "test",
        "gates",
    ]


@pytest.mark.parametrize(("asked", "marks"), [(["served", "site"], ["built"]), (["tmp_path"], [])])
def test_whatever_asks_for_a_site_is_not_fast(asked: list[str], marks: list[str]) -> None:
    """By itself, or by way of another fixture: pytest lists both."""
    found: list[str] = []
    item = SimpleNamespace(fixturenames=asked, add_marker=lambda mark: found.append(mark.name))
    pytest_collection_modifyitems([item])  # type: ignore[list-item]
    assert found == marks


def test_every_written_page_is_written_by_one_command() -> None:
    """Each tool that writes one is named where `make pages` is described."""
    (rule,) = [line for line in (ROOT / "Makefile").read_text().splitlines() if "tools.$$page" in line]
    named = rule.partition(" in ")[2].partition(";")[0].split()
    written = re.compile(r"^def (page|pages|picture)\(", re.MULTILINE)
    assert named == [path.stem for path in sorted(ROOT.glob("tools/*.py")) if written.search(path.read_text())]


def test_python_version_and_the_distributions_agree() -> None:
    """What .python-version asks for is something that both distributions accept."""
    asked = (ROOT / ".python-version").read_text().strip()
    assert asked == "3.13"
    for name in ("engine", "plugins"):
        project = tomllib.loads((ROOT / name / "pyproject.toml").read_text())["project"]
        assert project["requires-python"] == ">=3.12"
