"""What imports what: hosts stand on the web part, and that on the engine; no arrow runs back, no circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import backprop
import backprop_web
import mkdocs_backprop

ENGINE, WEB = Path(backprop.__file__).parent, Path(backprop_web.__file__).parent
HOSTS = sorted(
    path.parent for path in WEB.parent.glob("*/__init__.py") if path.parent != WEB and path.parent.name != "tests"
)
"""Every package beside the web part is the adapter of a host."""
FOREIGN = {"mkdocs", "markdown", "pymdownx", "material", "sphinx", "docutils", "IPython", "ipywidgets", "zensical"}
"""What a host brings along, which the web part may not even look at."""
TOOLS = {"tools", "tests", "bench"}


def _modules(package: Path) -> dict[str, Path]:
    return {
        ".".join((package.name, *path.relative_to(package).with_suffix("").parts)).removesuffix(".__init__"): path
        for path in sorted(package.rglob("*.py"))
    }


MODULES = {name: path for package in (ENGINE, WEB, *HOSTS) for name, path in _modules(package).items()}


def _statements(tree: ast.AST, *, anywhere: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        is_for_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if not is_for_types:
            yield node
            if anywhere:
                yield from _statements(node, anywhere=True)


def _imported(name: str, *, anywhere: bool = True) -> set[str]:
    """The modules that a module imports, those of this repository with their full names."""
    found: set[str] = set()
    for node in _statements(ast.parse(MODULES[name].read_text("utf-8")), anywhere=anywhere):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            assert node.module is not None
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & set(MODULES)
            found.update(inner or {node.module})
    return found


def _packages(name: str) -> set[str]:
    return {each.partition(".")[0] for each in _imported(name)}


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
    for name in _modules(host):
        assert not _packages(name) & (others | TOOLS | {"backprop"}), name


def test_the_engine_knows_neither() -> None:
    above = {"backprop_web", *FOREIGN, *(host.name for host in HOSTS)}
    for name in _modules(ENGINE):
        assert not _packages(name) & above, name


def test_imports_have_no_cycles() -> None:
    """Modules can be put in an order in which each imports earlier ones only."""
    waiting = {name: _imported(name, anywhere=False) & set(MODULES) - {name} for name in MODULES}
    while waiting:
        ready = [name for name, needs in waiting.items() if not needs & set(waiting)]
        assert ready, f"a cycle among {sorted(waiting)}"
        for name in ready:
            del waiting[name]
