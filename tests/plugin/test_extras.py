"""Each command runs with what it tells people to install, and with nothing else of what this machine has."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
OURS = ("backprop", "mkdocs-backprop")
# Refuses, in a process of its own, to import what the command does not say that it needs.
ALONE = """
import json, sys

class Missing:
    refused = set(json.loads(sys.argv[1]))

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in self.refused:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
from backprop.terminal import main
sys.exit(main(json.loads(sys.argv[2])))
"""
FENCE = "name: tiny\ntitle: T\nexpression: sin(x)\nvalues: {x: 1}\n"


def needed(extra: str) -> set[str]:
    """The distributions that `extra` brings, with all that these need."""
    found, asked = set[str](), [(name, extra if name == OURS[1] else "") for name in OURS]
    while asked:
        name, own = asked.pop()
        found.add(canonicalize_name(name))
        for requirement in map(Requirement, requires(name) or ()):
            wanted = not requirement.marker or requirement.marker.evaluate({"extra": own})
            if wanted and canonicalize_name(requirement.name) not in found:
                asked.append((requirement.name, ""))
    return found


def refused(extra: str) -> list[str]:
    """What can be imported here and is not needed."""
    told = needed(extra)
    return [name for name, by in packages_distributions().items() if not told & set(map(canonicalize_name, by))]


@pytest.mark.parametrize(
    ("extra", "command", "made"),
    [
        ("printing", ["worksheet", "two-hidden", "--students", "list.csv", "--pdf", "--out", "."], "sheet-000001.pdf"),
        ("pictures", ["figure", "tiny.yaml", "--png", "1", "-o", "made.png"], "made.png"),
        ("pictures", ["figure", "tiny.yaml", "--gif", "-o", "made.gif"], "made.gif"),
        ("pictures", ["export", "two-hidden", "--to", "moodle", "--count", "1", "--out", "made.xml"], "made.xml"),
        ("", ["worksheet", "two-hidden", "--students", "list.csv", "--out", "."], "sheet-000001.html"),
        ("", ["figure", "tiny.yaml", "-o", "made.html"], "made.html"),
    ],
)
def test_a_command_needs_what_it_says(extra: str, command: list[str], made: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name\nAda\n", encoding="utf-8")
    (tmp_path / "tiny.yaml").write_text(FENCE, encoding="utf-8")
    without = refused(extra)
    assert "pytest" in without
    asked = (sys.executable, "-c", ALONE, json.dumps(without), json.dumps(command))
    ran = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / made).stat().st_size > 100


@pytest.mark.parametrize("folder", ["docs", "docs.de"])
def test_teachers_are_told_all_at_once(folder: str) -> None:
    """What the four commands of a class need: sheets as PDF, and questions with pictures."""
    extras = tomllib.loads((ROOT / "plugins/pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    told = f"`pip install {' '.join(sorted({*extras['pictures'], *extras['printing']}))}`"
    assert told in (ROOT / folder / "teaching.md").read_text("utf-8")
