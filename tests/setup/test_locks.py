"""The lock files: everything pinned by hash, nothing by address."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.support.site import ROOT
from tools import lock
from tools.lock import PYTHON_LISTS, without_addresses

PYTHON_LOCKS = tuple(f"{name}.lock" for name in PYTHON_LISTS)
NPM_FOLDERS = tuple(folder.relative_to(ROOT).as_posix() for folder in lock.NPM_FOLDERS)
LOCKS = (*PYTHON_LOCKS, *(f"{folder}/package-lock.json" for folder in NPM_FOLDERS))
PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)(\[[a-z,]+\])?==[^ ]+", re.MULTILINE)


def npm_packages(folder: str) -> dict[str, dict[str, Any]]:
    """Every package of the folder's npm lock, by its place."""
    locked = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    return {place: package for place, package in locked["packages"].items() if place}


def normal(name: str) -> str:
    """The one spelling of a distribution's name that lock files use."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(path: Path) -> dict[str, str]:
    """Each requirement of a .in file, with the reason beside it."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] not in "#-"]
    return {normal(re.split(r"[<>=\[ ]", line)[0]): line.partition("#")[2].strip() for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address(name: str) -> None:
    """A package is known by its name, version and hash: where it comes from is the machine's own setting."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for mark in ("http:", "https:", "://", "file:", "resolved", "index-url", "find-links", "/tmp", "/home"):
        assert mark not in text, f"{name} holds {mark!r}; write it with `make lock`"


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_python_package_has_hashes(name: str) -> None:
    """pip refuses a file whose bytes are not among them."""
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text)
    packages = [entry for entry in entries if PINNED.match(entry)]
    assert packages
    assert [entry.split()[0] for entry in packages if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)] == []


@pytest.mark.parametrize("folder", NPM_FOLDERS)
def test_every_npm_package_has_an_integrity_hash(folder: str) -> None:
    """npm refuses a package whose bytes differ."""
    packages = npm_packages(folder)
    assert packages
    assert [place for place, package in packages.items() if not package["integrity"].startswith("sha512-")] == []


@pytest.mark.parametrize("folder", NPM_FOLDERS)
def test_package_json_names_exact_versions(folder: str) -> None:
    """And the lock has the same; of a package in two versions, one has another name here."""
    package = json.loads((ROOT / folder / "package.json").read_text(encoding="utf-8"))
    locked = npm_packages(folder)
    named = {**package.get("dependencies", {}), **package["devDependencies"]}
    held = {name: locked[f"node_modules/{name}"] for name in named}
    aliases = {name: f"npm:{package['name']}@" for name, package in held.items() if "name" in package}
    assert named == {name: aliases.get(name, "") + package["version"] for name, package in held.items()}


@pytest.mark.parametrize(
    "name", ["requirements", "requirements-node", "requirements-java", "requirements-hosts", "requirements-oracles"]
)
def test_every_requirement_is_locked_and_says_why(name: str) -> None:
    """A list that was changed without `make lock` is found here."""
    locked = {match["name"] for match in PINNED.finditer((ROOT / f"{name}.lock").read_text(encoding="utf-8"))}
    reasons = wanted(ROOT / f"{name}.in")
    assert set(reasons) <= locked
    assert [package for package, reason in reasons.items() if not reason] == []


@pytest.mark.parametrize("name", ["engine", "plugins"])
def test_what_a_distribution_needs_is_asked_for(name: str) -> None:
    """They are installed without looking at their dependencies, so the list must name each of them."""
    project = tomllib.loads((ROOT / name / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {normal(re.split(r"[<>=\[ ]", each)[0]) for each in project["dependencies"]}
    assert needed - {"backprop"} <= set(wanted(ROOT / "requirements.in"))


def test_addresses_are_taken_out_of_an_npm_lock() -> None:
    """Whatever npm was told to write."""
    package = {"version": "1.0.0", "resolved": "wherever a came from", "integrity": "sha512-x", "funding": {}}
    written = {"lockfileVersion": 3, "packages": {"node_modules/a": package}}
    cleaned = {"version": "1.0.0", "integrity": "sha512-x"}
    assert without_addresses(written) == {"lockfileVersion": 3, "packages": {"node_modules/a": cleaned}}
