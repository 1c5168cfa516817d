"""Draw what imports what: a Mermaid flowchart of the client's modules, and one of each Python package.

`make map` prints them; GitHub, GitLab and most editors draw what stands in such a block.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tools.imports import imported, modules
from tools.runtime import client

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = ("backprop_web", "mkdocs_backprop", "pandoc_backprop", "sphinx_backprop")
PACKAGES = (ROOT / "engine" / "backprop", *(ROOT / "plugins" / name for name in PLUGINS))

Imports = Mapping[str, list[str]]


def python_imports(package: Path) -> Imports:
    """What each module of the package imports of it, wherever in the module that stands."""
    known = modules(package)
    return {name: sorted(imported(path, known) & set(known) - {name}) for name, path in known.items()}


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
