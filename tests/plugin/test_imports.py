"""What imports what: hosts stand on the web part, and that on the engine; no arrow runs back, no circle."""

from __future__ import annotations

from pathlib import Path

import pytest

import backprop
import backprop_web
import mkdocs_backprop
from tools.imports import circle, imported, modules

ENGINE, WEB = Path(backprop.__file__).parent, Path(backprop_web.__file__).parent
HOSTS = sorted(
    path.parent for path in WEB.parent.glob("*/__init__.py") if path.parent != WEB and path.parent.name != "tests"
)
"""Every package beside the web part is the adapter of a host."""
FOREIGN = {"mkdocs", "markdown", "pymdownx", "material", "sphinx", "docutils", "IPython", "ipywidgets", "zensical"}
"""What a host brings along, which the web part may not even look at."""
TOOLS = {"tools", "tests", "bench"}


MODULES = {name: path for package in (ENGINE, WEB, *HOSTS) for name, path in modules(package).items()}


def _packages(name: str) -> set[str]:
    return {each.partition(".")[0] for each in imported(MODULES[name], MODULES)}


def test_the_web_part_and_a_host_are_found() -> None:
    """Or everything below would be true of nothing."""
    assert mkdocs_backprop.__name__ in {host.name for host in HOSTS}
    assert {"backprop_web.page", "backprop_web.site", "backprop_web.runtime"} <= set(MODULES)
    assert "markdown" in _packages("mkdocs_backprop.fence")


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("backprop_web")])
def test_the_web_part_knows_no_host(name: str) -> None:
    """Neither the packages of hosts nor the adapters to them."""
    assert not _packages(name) & (FOREIGN | TOOLS | {host.name for host in HOSTS})


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.name)
def test_a_host_knows_no_other(host: Path) -> None:
    """It stands on the web part; the engine it reaches only through that."""
    others = {each.name for each in HOSTS if each != host}
    for name in modules(host):
        assert not _packages(name) & (others | TOOLS | {"backprop"}), name


def test_the_engine_knows_neither() -> None:
    above = {"backprop_web", *FOREIGN, *(host.name for host in HOSTS)}
    for name in modules(ENGINE):
        assert not _packages(name) & above, name


def test_imports_have_no_cycles() -> None:
    """Modules can be put in an order in which each imports earlier ones only."""
    assert circle({name: imported(MODULES[name], MODULES, anywhere=False) for name in MODULES}) == []
