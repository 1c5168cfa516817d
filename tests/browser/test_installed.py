"""The two wheels in an empty environment: no clone, no index, no network, no Node.js, and the figure is live."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import venv
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from playwright.sync_api import expect

from tests.support.hosts import HOSTS
from tests.support.pages import Pages
from tests.support.server import serve
from tests.support.site import ROOT
from tools.runtime import make

pytestmark = pytest.mark.gate

OWN = {"backprop": "engine", "mkdocs-backprop": "plugins"}
TUTORIAL = (ROOT / "docs" / "first-page.md").read_text(encoding="utf-8")
FILES = re.findall(r"^(`{3,})\w+ title=\"([^\"]+)\"\n(.*?)^\1$", TUTORIAL, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^\$ (.*)$", TUTORIAL, re.MULTILINE)
# The environment is there already, made in the same way; and what goes on until it is stopped is tested elsewhere.
MADE, ENDLESS = "python3 -m venv .venv", "mkdocs serve"
TERMINAL = (ROOT / "docs" / "terminal-and-notebook.md").read_text(encoding="utf-8")
RUNNERS = re.findall(r"^(?:pipx run|uvx) .*$", TERMINAL, re.MULTILINE)
THERE = "https://github.com/YOU/my-book.git"
# Python in the environment reads this first: whatever would leave the machine fails.
CUT = """\
import socket
def cut(*_): raise OSError("the network is cut")
socket.socket.connect = socket.getaddrinfo = cut
"""
GIT = {
    **{f"GIT_{role}_{what}": "me@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    **{"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_VALUE_0": THERE, "GIT_CONFIG_NOSYSTEM": "1"},
}
LIVE = 60_000


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def needed(names: Sequence[str]) -> Iterator[Distribution]:
    """What distributions of these names need, and what that needs, as it is installed here."""
    waiting, seen = list(names), set(names)
    while waiting:
        for line in distribution(waiting.pop()).requires or []:
            requirement = Requirement(line)
            name = re.sub(r"[-_.]+", "-", requirement.name).lower()
            if name not in seen and (not requirement.marker or requirement.marker.evaluate({"extra": ""})):
                seen.add(name)
                waiting.append(name)
                yield distribution(name)


def repacked(installed: Distribution, house: Path) -> None:
    """The wheel again that this was installed from."""
    tags = [line.partition(": ")[2] for line in (installed.read_text("WHEEL") or "").splitlines() if "Tag: " in line]
    name = re.sub(r"[-_.]+", "_", installed.name)
    information, record = f"{name}-{installed.version}.dist-info", []
    # py2-none-any and py3-none-any are py2.py3-none-any.
    tag = "-".join(".".join(sorted(set(parts))) for parts in zip(*(each.split("-") for each in tags), strict=True))
    with ZipFile(house / f"{name}-{installed.version}-{tag}.whl", "w") as wheel:
        for file in installed.files or []:
            parts = file.parts
            if ".." in parts or parts[-1] in {"RECORD", "INSTALLER", "REQUESTED"} or parts[-1].endswith(".pyc"):
                continue
            inside = "/".join([information, *parts[1:]] if parts[0].endswith(".dist-info") else parts)
            content = Path(str(file.locate())).read_bytes()
            digest = urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
            record.append(f'"{inside}",sha256={digest},{len(content)}')
            wheel.writestr(inside, content)
        wheel.writestr(f"{information}/RECORD", "\n".join([*record, f"{information}/RECORD,,", ""]))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of wheels: our two, built now, and all that they need."""
    folder = tmp_path_factory.mktemp("house")
    assert make().missing == {}
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check", "--quiet")
    sources = [str(ROOT / source) for source in OWN.values()]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", str(folder), *sources], check=True, cwd=folder
    )
    for each in needed(list(OWN)):
        repacked(each, folder)
    return folder


@pytest.fixture(scope="module")
def environment(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment in which the two wheels and what they need are installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    (site,) = folder.glob("[Ll]ib/**/site-packages")
    site.joinpath("cut.py").write_text(CUT, "utf-8")
    site.joinpath("cut.pth").write_text("import cut\n", "utf-8")
    command = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--no-index", "--find-links", str(house)]
    subprocess.run([*command, *OWN], check=True, cwd=folder, env=bare(programs))
    return programs


def there(house: Path, folder: Path) -> None:
    """Our two wheels in the folder `dist` of this one, where `make dist` puts them."""
    (folder / "dist").mkdir()
    for wheel in (each for name in OWN for each in house.glob(f"{name.replace('-', '_')}-*.whl")):
        (folder / "dist" / wheel.name).symlink_to(wheel)


def bare(programs: Path) -> dict[str, str]:
    """Nothing on the PATH but the environment itself, and nothing that tells of this repository."""
    return {"PATH": str(programs), "HOME": str(programs.parent), "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}


def test_the_tutorial_leads_to_a_live_page(environment: Path, house: Path, tmp_path: Path, page: Pages) -> None:
    """Its commands in its order, and its files, as they stand there; what it publishes is live in the browser."""
    book, published = tmp_path / "my-book", tmp_path / "published"
    there(house, tmp_path)
    for _, name, text in FILES:
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_text(text, "utf-8")
    (book / ".venv").symlink_to(environment.parent)
    assert COMMANDS[:3] == ["mkdir my-book", "cd my-book", MADE]
    commands = [each for each in COMMANDS[1:] if each not in (MADE, ENDLESS)]
    assert len(commands) == len(COMMANDS) - 3
    git(tmp_path, "init", "--quiet", "--bare", "there.git")
    done = subprocess.run(
        ["/bin/sh", "-e", "-c", "\n".join(commands)],
        cwd=tmp_path,
        env=bare(environment)
        | {"PATH": os.defpath}
        | GIT
        | {"GIT_CONFIG_KEY_0": f"url.{tmp_path}/there.git.insteadOf"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", "there.git", str(published))
    with serve(published) as server:
        tab = page()
        tab.goto(server.url)
        tab.locator('#neuron input[name="x"]').fill("1.25")
        expect(tab.locator("#neuron-step-0 .bp-formula")).to_contain_text("1.25", timeout=LIVE)


def test_every_file_is_the_one_that_is_made_here(environment: Path) -> None:
    """With its hash in the index, licences among them; of the client, no source is carried twice."""
    (installed,) = environment.parent.glob("[Ll]ib/**/site-packages/backprop_web")
    ours = ROOT / "plugins" / "backprop_web" / "runtime" / "files"
    carried = installed / "runtime" / "files"
    assert {path.name: path.read_bytes() for path in carried.iterdir()} == {
        path.name: path.read_bytes() for path in ours.iterdir()
    }
    assert list(carried.glob("licences.*.txt"))
    assert not (installed / "client").exists()


def test_the_commands_run_and_every_package_is_typed(environment: Path) -> None:
    """With nothing beside them; type checkers read packages that say so alone."""
    table = subprocess.run(
        [environment / "backprop", "x**2", "x=3"], env=bare(environment), capture_output=True, encoding="utf-8"
    )
    assert (table.returncode, table.stderr) == (0, "")
    assert "= 9" in table.stdout
    path = subprocess.run([environment / "pandoc-backprop", "--filter"], env=bare(environment), capture_output=True)
    assert Path(path.stdout.decode().strip()).name == "backprop.lua"
    (packages,) = {path.parent for path in environment.parent.glob("[Ll]ib/**/site-packages/backprop_web")}
    ours = [each.name for each in packages.iterdir() if "backprop" in each.name and (each / "__init__.py").exists()]
    assert sorted(ours) == ["backprop", "backprop_web", "mkdocs_backprop", "pandoc_backprop", "sphinx_backprop"]
    assert [name for name in ours if not (packages / name / "py.typed").exists()] == []


@pytest.fixture(scope="module")
def runners(house: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The surroundings of `pipx run` and `uvx` whose only index is a folder of wheels."""
    folder, programs = tmp_path_factory.mktemp("runners"), tmp_path_factory.mktemp("programs")
    (packages,) = HOSTS.parent.glob("[Ll]ib/**/site-packages")
    # pipx makes an environment of its own for pip, and wants a newer one than comes with Python.
    (pip,) = distributions(name="pip", path=[str(packages)])
    repacked(pip, house)
    for program in (HOSTS / "pipx", Path(sys.executable).with_name("uvx"), Path(sys.executable).with_name("uv")):
        (programs / program.name).symlink_to(program)
    kept = {name: str(folder / name) for name in ("HOME", "PIPX_HOME", "UV_CACHE_DIR")}
    pip_too = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(house)}
    uv_too = {"UV_NO_INDEX": "1", "UV_OFFLINE": "1", "UV_FIND_LINKS": str(house), "UV_PYTHON": sys.executable}
    return {**kept, **pip_too, **uv_too, "PATH": f"{programs}{os.pathsep}{os.defpath}"}


def test_the_page_has_what_runs_without_installing() -> None:
    """Or the test below would run over nothing. The German page and the README have the same commands."""
    assert [each.split()[0] for each in RUNNERS] == ["pipx", "uvx", "uvx"]
    german = (ROOT / "docs.de" / "terminal-and-notebook.md").read_text(encoding="utf-8")
    assert re.findall(r"^(?:pipx run|uvx) .*$", german, re.MULTILINE) == RUNNERS
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [each for each in RUNNERS[:2] if f"`{each}`" not in readme] == []


@pytest.mark.parametrize(
    ("command", "backend"),
    [(each, backend) for each in RUNNERS for backend in (("pip", "uv") if each.startswith("pipx") else ("uv",))],
)
def test_a_command_runs_without_being_installed(
    command: str, backend: str, house: Path, runners: dict[str, str], tmp_path: Path
) -> None:
    """From the two wheels, with no network; pipx installs with pip, and with uv where that is at hand."""
    there(house, tmp_path)
    (tmp_path / "tiny.yaml").write_text("name: tiny\ntitle: Tiny\nnetwork: [1, 2, 1]\n", "utf-8")
    own = {**runners, "PIPX_DEFAULT_BACKEND": backend}
    done = subprocess.run(command, shell=True, cwd=tmp_path, env=own, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    if "tiny.html" in command:
        assert "tiny-step-20" in (tmp_path / "tiny.html").read_text("utf-8")
    else:
        assert "≈ 2.332" in done.stdout


def test_the_plugin_needs_seven_others_at_most() -> None:
    """By name: what an author's build really uses."""
    project = tomllib.loads((ROOT / "plugins" / "pyproject.toml").read_text("utf-8"))["project"]
    assert len(project["dependencies"]) <= 7


def test_a_wheel_without_the_files_for_browsers_is_refused(tmp_path: Path) -> None:
    """With what to do: a site made with it would have no live figure."""
    for name in ("pyproject.toml", "complete.py"):
        (tmp_path / name).write_bytes((ROOT / "plugins" / name).read_bytes())
    for package in ("backprop_web", "mkdocs_backprop"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("", "utf-8")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode != 0
    assert "run `make dist`" in done.stdout + done.stderr
