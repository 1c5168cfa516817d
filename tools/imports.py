"""What the modules of a Python package import, read from their text, without running any of it."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path


def modules(package: Path) -> dict[str, Path]:
    """The modules of the package by their full names."""
    return {_name(package, path): path for path in sorted(package.rglob("*.py"))}


def _name(package: Path, path: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def imported(path: Path, known: Collection[str], *, anywhere: bool = True) -> set[str]:
    """What the module at `path` imports, wherever in it that stands or only at its top; those `known` by full name.

    What is there for types alone does not count. ValueError for a relative import.
    """
    found: set[str] = set()
    for node in _statements(ast.parse(path.read_text("utf-8")), anywhere=anywhere):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level or node.module is None:
                raise ValueError(f"{path}, line {node.lineno}: import by full name, not relatively")
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & set(known)
            found.update(inner or {node.module})
    return found


def _statements(tree: ast.AST, *, anywhere: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        is_for_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if not is_for_types:
            yield node
            if anywhere:
                yield from _statements(node, anywhere=True)


def circle(imports: Mapping[str, Collection[str]]) -> list[str]:
    """The modules that cannot be put in an order in which each imports earlier ones only; none where all can."""
    waiting = {name: set(found) & set(imports) - {name} for name, found in imports.items()}
    while ready := [name for name, needs in waiting.items() if not needs & set(waiting)]:
        for name in ready:
            del waiting[name]
    return sorted(waiting)
