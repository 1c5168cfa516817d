"""Draw what imports what: a Mermaid flowchart of the client's modules, and one of each Python package.

`make map` prints them; GitHub, GitLab and most editors draw what stands in such a block.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.runtime import client

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (ROOT / "engine" / "backprop", ROOT / "plugins" / "backprop_web", ROOT / "plugins" / "mkdocs_backprop")

Imports = Mapping[str, list[str]]


def python_imports(package: Path) -> Imports:
    """What each module of the package imports of it, wherever in the module that stands."""
    paths = {_name(package, path): path for path in sorted(package.rglob("*.py"))}
    return {name: sorted(set(_imported(path)) & set(paths) - {name}) for name, path in paths.items()}


def _name(package: Path, path: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def drawing(imports: Imports) -> str:
    """A flowchart: an arrow leads from each module to what it imports."""
    numbers = {name: f"m{place}" for place, name in enumerate(imports)}
    nodes = [f'  {number}["{name}"]' for name, number in numbers.items()]
    arrows = [f"  {numbers[name]} --> {numbers[each]}" for name, found in imports.items() for each in found]
    return "\n".join(["```mermaid", "flowchart TD", *nodes, *arrows, "```"])


def main() -> None:
    """Print all of them."""
    drawings = {"client": client.bundle().imports} | {each.name: python_imports(each) for each in PACKAGES}
    for name, imports in drawings.items():
        count = sum(map(len, imports.values()))
        print(f"## {name}: {len(imports)} modules, {count} imports\n\n{drawing(imports)}\n")


if __name__ == "__main__":
    main()
