"""Draw the house: its parts as floors, and what imports what, into docs/images/house.svg: `python -m tools.house`.

A part stands above all that it imports. Arrows that only repeat a way through other parts are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tools.imports import imported, modules
from tools.map import PACKAGES, Imports
from tools.runtime import client

PAGE = Path(__file__).resolve().parent.parent / "docs" / "images" / "house.svg"
# What stands in each part, by how the names of its modules begin; of two that fit, the first counts.
PYTHON: Mapping[str, tuple[str, ...]] = {
    "MkDocs: hooks and fence": ("mkdocs_backprop",),
    "Sphinx: directive and role": ("sphinx_backprop",),
    "Pandoc: filter": ("pandoc_backprop",),
    "Web: a figure as HTML": ("backprop_web",),
    "Exercises": ("backprop.exercise",),
    "Session, terminal, notebook": tuple(
        f"backprop.{name}" for name in ("session", "terminal", "notebook", "frameworks", "__main__", "__init__")
    ),
    "Figures": ("backprop.figure",),
    "Programs": ("backprop.program",),
    "Languages": ("backprop.languages",),
    "Operations, graphs, steps": ("backprop",),
}
CLIENT: Mapping[str, tuple[str, ...]] = {
    "Client: sandbox": ("sandbox", "editor"),
    "Client: exercises": ("practice", "round", "grid", "xapi"),
    "Client: live": ("live",),
    "Client: steps to complete": ("blanks",),
    "Client: tools": ("tools",),
    "Client: stepping": ("stepping",),
    "Client: scripts of their own": ("worker", "disk", "early", "embed", "notebook", "service", "install", "scorm"),
    "Client: protocol": ("protocol", "unpack", "handed", "packed"),
}
WIDTH, HEIGHT, FLOOR, GAP = 236, 44, 84, 20
STYLE = """
text { font: 15px system-ui, sans-serif; fill: #1a1a1a; text-anchor: middle }
.g { fill: #fff }
.b { fill: #eef2fa; stroke: #41598b }
.a { stroke: #41598b; stroke-width: 1.5; marker-end: url(#h) }
#h path { fill: #41598b }
@media (prefers-color-scheme: dark) {
text { fill: #f0f0f0 }
.g { fill: #16181d }
.b { fill: #232a38; stroke: #9db4e6 }
.a { stroke: #9db4e6 }
#h path { fill: #9db4e6 }
}
"""

Edges = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class House:
    """Some parts, and which of them imports from which."""

    parts: tuple[str, ...]
    edges: Edges

    def floor(self, part: str) -> int:
        """How many parts lie below on the longest way down. Raises ValueError for a circle."""
        return self._floor(part, ())

    def _floor(self, part: str, above: tuple[str, ...]) -> int:
        if part in above:
            raise ValueError(f"the imports go in a circle: {' → '.join([*above, part])}")
        below = (self._floor(lower, (*above, part)) for upper, lower in self.edges if upper == part)
        return max((floor + 1 for floor in below), default=0)

    def arrows(self) -> Edges:
        """The edges but those that repeat a way through other parts."""
        return frozenset(edge for edge in self.edges if not self._leads(*edge))

    def _leads(self, upper: str, lower: str) -> bool:
        """Whether a way through other parts leads from one part down to another."""
        first = [each for part, each in self.edges if part == upper and each != lower]
        return any((each, lower) in self.edges or self._leads(each, lower) for each in first)


def house(parts: Mapping[str, tuple[str, ...]], imports: Imports) -> House:
    """The modules gathered into parts. Raises ValueError for a module of no part."""
    of = {module: _part(parts, module) for module in imports}
    edges = frozenset((of[module], of[each]) for module, found in imports.items() for each in found)
    return House(tuple(parts), frozenset((upper, lower) for upper, lower in edges if upper != lower))


def _part(parts: Mapping[str, tuple[str, ...]], module: str) -> str:
    if module == "backprop":
        module = "backprop.__init__"  # what Python programs import, a door
    for part, beginnings in parts.items():
        if any(module == each or module.startswith((f"{each}.", f"{each}/")) for each in beginnings):
            return part
    raise ValueError(f"{module} stands in no part: name it in tools/house.py")


def picture() -> str:
    """The drawing as SVG: Python on the left, the client on the right."""
    houses = (house(PYTHON, _python_imports()), house(CLIENT, client.bundle().imports))
    top = max(each.floor(part) for each in houses for part in each.parts)
    body, left = "", float(GAP)
    for each in houses:
        across = max(Counter(map(each.floor, each.parts)).values()) * (WIDTH + GAP)
        body += _drawn(each, _places(each, left, across, top))
        left += across + GAP
    width, height = left, top * FLOOR + HEIGHT + 2 * GAP
    label = "What imports what: the parts of the project as floors, each above all that it imports"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">\n'
        f"<title>{label}</title>\n<style>{STYLE}</style>\n"
        '<marker id="h" markerWidth="9" markerHeight="8" refX="8" refY="4" orient="auto">'
        '<path d="M0 0L9 4L0 8z"/></marker>'
        f'\n<rect class="g" width="{width:g}" height="{height:g}"/>\n{body}</svg>\n'
    )


def _python_imports() -> Imports:
    """Of all packages together."""
    known = {name: path for package in PACKAGES for name, path in modules(package).items()}
    return {name: sorted(imported(path, known) & set(known)) for name, path in known.items()}


def _places(house: House, left: float, across: float, top: int) -> dict[str, tuple[float, float]]:
    """Where the middle of each part's upper edge is; the parts of a floor are spread over the whole width."""
    floors: dict[int, list[str]] = {}
    for part in house.parts:
        floors.setdefault(house.floor(part), []).append(part)
    return {
        part: (left + across * (place + 0.5) / len(parts), GAP + (top - floor) * FLOOR)
        for floor, parts in floors.items()
        for place, part in enumerate(parts)
    }


def _drawn(house: House, places: Mapping[str, tuple[float, float]]) -> str:
    lines = [_arrow(places[upper], places[lower]) for upper, lower in sorted(house.arrows())]
    lines += [_box(part, *places[part]) for part in house.parts]
    return "".join(f"{line}\n" for line in lines)


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    return f'<path class="a" d="M{start[0]:g} {start[1] + HEIGHT:g}L{end[0]:g} {end[1]:g}"/>'


def _box(part: str, x: float, y: float) -> str:
    return (
        f'<rect class="b" x="{x - WIDTH / 2:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
        f'<text x="{x:g}" y="{y + HEIGHT / 2 + 5:g}">{escape(part)}</text>'
    )


def main() -> None:
    """Write the picture."""
    PAGE.write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
