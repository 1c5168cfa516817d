"""What imports what: one way, without cycles, and the standard library only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import backprop
from tools.imports import circle, imported, modules

PACKAGE = Path(backprop.__file__).parent
MODULES = modules(PACKAGE)
CONTOURS = "backprop.physics_contours"
ABOVE = ("backprop.figure", "backprop.exercise", "backprop.frameworks", "backprop.terminal")
NUMERICAL = {name for name in MODULES if name.startswith(("backprop.dense", "backprop.physics"))}


def _imported(name: str) -> set[str]:
    """The modules that a module imports at its top, those of the package with their full names."""
    return imported(MODULES[name], MODULES, anywhere=False)


@pytest.mark.parametrize("name", MODULES)
def test_only_the_standard_library_is_imported(name: str) -> None:
    """The stepping engine has no dependency; NumPy is for the dense modules alone, contourpy for one."""
    allowed = {*sys.stdlib_module_names, "backprop"} | ({"numpy"} if name in NUMERICAL else set())
    allowed |= {"contourpy"} if name == CONTOURS else set()
    assert {each.split(".")[0] for each in _imported(name)} <= allowed


def test_imports_have_no_cycles() -> None:
    """Modules can be put in an order in which each imports earlier ones only."""
    assert circle({name: _imported(name) for name in MODULES}) == []


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("backprop.errors", {"backprop.graph", "backprop.primitives"}),
        ("backprop.functions", {"backprop.graph", "backprop.primitives"}),
        ("backprop.primitives", {"backprop.graph", "backprop.steps"}),
        ("backprop.graph", {"backprop.steps", "backprop.network", "backprop.tracing"}),
        ("backprop.steps", {"backprop.formulas", "backprop.network"}),
    ],
)
def test_lower_modules_know_nothing_of_higher_ones(name: str, never: set[str]) -> None:
    """Figure → steps → autodiff → graph → primitives, one way."""
    assert not _imported(name) & never


def test_the_engine_below_the_figures_does_not_know_them() -> None:
    """Nothing outside the renderer imports it but exercises, the session, the terminal, the notebook, frameworks."""
    doors = {"backprop.session", "backprop.notebook", "backprop.__main__"}
    above = doors | {name for name in MODULES if name.startswith(ABOVE)}
    for name in set(MODULES) - above:
        assert not any(each.startswith("backprop.figure") for each in _imported(name)), name


def test_importing_the_package_is_light() -> None:
    """`import backprop` loads neither NumPy nor the renderer nor what costs time to load."""
    heavy = (
        "numpy",
        "backprop.figure",
        "backprop.notebook",
        "backprop.terminal",
        "argparse",
        "backprop.session",
        "random",
        "statistics",
        "fractions",
        "json",
        "asyncio",
    )
    source = f"import sys, backprop; print([name for name in {heavy!r} if name in sys.modules])"
    command = [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); {source}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
