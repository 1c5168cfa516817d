"""Writes docs/reference/engine.md, and the same in docs.de/, from the engine's docstrings and its table of primitives.

`python -m tools.reference` writes the pages; a test compares them with what would be written, so that they cannot drift
from the code. Docstrings are English; tools/docstrings/ has a folder for each other language, in it a file for each
module, and there a heading for each name.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from pathlib import Path
from types import FunctionType, ModuleType

from backprop.primitives import FAMILIES
from backprop.rows import Primitive
from backprop.table import ROWS

ROOT = Path(__file__).parents[1]
MODULES = (
    "graph",
    "network",
    "wiring",
    "notation",
    "losses",
    "initial",
    "signals",
    "expression",
    "parsing",
    "tracing",
    "program",
    "program.tracing",
    "program.recording",
    "program.naming",
    "program.limits",
    "operations",
    "steps",
    "tangents",
    "derivatives",
    "residuals",
    "counting",
    "checking",
    "training",
    "compiled",
    "tape",
    "export",
    "written",
    "notebook",
    "frameworks",
    "extras",
    "terminal",
    "primitives",
    "rows",
    "table",
    "family_table",
    "families",
    "costs",
    "functions",
    "complex_functions",
    "errors",
    "dense",
    "dense_layers",
    "dense_losses",
    "dense_activations",
    "physics",
    "physics_jets",
    "physics_problem",
    "physics_training",
    "physics_contours",
)
INTRODUCTION = """\
---
description: Every public function and class of the engine behind the figures, with arguments, results and errors.
search:
  boost: 0.1
---

# Reference of the engine

Everything that the distribution `backprop` offers to Python, written from its docstrings and from
its table of primitives by `python -m tools.reference`. All numbers are Python floats (IEEE doubles)
without units; a value that is not finite is an error, never a result.
"""
TABLE = """\
`out` is the value itself. Affine sums, powers, losses and the softmax are families with a member for
each size; the table shows the member of size 2, and the third power."""
MEMBERS = {"power": 3}
GERMAN_INTRODUCTION = """\
---
description: Jede öffentliche Funktion und Klasse des Rechenwerks hinter den Abbildungen, mit Argumenten und Fehlern.
search:
  boost: 0.1
---

# Referenz des Rechenwerks

Alles, was das Paket `backprop` in Python bietet, geschrieben aus den Beschreibungen im Code (*docstrings*{ lang=en }),
die dort englisch sind und hier übersetzt, und aus der Tabelle der Grundoperationen, von `python -m tools.reference`.
Alle Zahlen sind Gleitkommazahlen von Python (IEEE, doppelte Genauigkeit) ohne Einheiten; ein Wert, der nicht endlich
ist, ist ein Fehler und nie ein Ergebnis.
"""
GERMAN_TABLE = """\
`out` ist der Wert selbst. Affine Summen, Potenzen, Verluste und der Softmax sind Familien mit einem Mitglied für jede
Größe; die Tabelle zeigt das Mitglied der Größe 2, und die dritte Potenz."""


@dataclass(frozen=True)
class Frame:
    """What stands around the docstrings in a language, and where those are, if it is another one than the code's."""

    introduction: str
    heading: str
    table: str
    head: str
    docstrings: Path | None = None
    work: str = "*{}*"
    """How the title of a work is written, which is English."""

    def told(self, module: ModuleType) -> dict[str, str]:
        """The docstrings of a module, each by its name: the module's own by that of the module."""
        if self.docstrings is None:
            return dict(docstrings(module))
        text = (self.docstrings / f"{module.__name__.removeprefix('backprop.')}.md").read_text("utf-8")
        _, *parts = re.split(r"^# (\S+)\n\n", text, flags=re.MULTILINE)
        return {name: told.rstrip() for name, told in zip(parts[::2], parts[1::2], strict=True)}


ENGLISH = Frame(INTRODUCTION, "## The table of primitives", TABLE, "| row | value | local partials |")
GERMAN = Frame(
    GERMAN_INTRODUCTION,
    "## Die Tabelle der Grundoperationen { #the-table-of-primitives }",
    GERMAN_TABLE,
    "| Zeile | Wert | lokale Ableitungen |",
    ROOT / "tools" / "docstrings" / "de",
    "*{}*{{ lang=en }}",
)
WORK = re.compile(r"\\\*([A-Z][^*]*?)\\\*")
PAGES = {ROOT / docs / "reference" / "engine.md": frame for docs, frame in (("docs", ENGLISH), ("docs.de", GERMAN))}


def page(frame: Frame) -> str:
    """The whole page as Markdown."""
    sections = [frame.introduction, _table(frame)]
    for name in MODULES:
        sections.append(_module(importlib.import_module(f"backprop.{name}"), frame))
    return "\n".join(sections).rstrip() + "\n"


def _table(frame: Frame) -> str:
    rows = [*ROWS, *(family.member(MEMBERS.get(name, 2)) for name, family in FAMILIES.items())]
    head = [frame.heading, "", _prose(frame.table), "", frame.head]
    return "\n".join([*head, "|---|---|---|", *map(_row, rows), ""])


def _row(row: Primitive) -> str:
    partials = ", ".join(f"∂/∂{name} = `{text}`" for name, text in zip(row.arguments, row.partials, strict=True))
    return f"| `{row.name}` | `{row.value}` | {partials} |"


def _module(module: ModuleType, frame: Frame) -> str:
    told = frame.told(module)
    parts = [f"## `{module.__name__}`", "", _prose(told[module.__name__], frame.work), ""]
    for name, thing in public(module):
        parts += [
            f"### `{name}`",
            "",
            "```python",
            _signature(name, thing),
            "```",
            "",
            _prose(told[name], frame.work),
            "",
        ]
        if inspect.isclass(thing):
            parts += _methods(thing, told)
    return "\n".join(parts)


def docstrings(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Those of a module, its public classes, functions and methods, in the order of its text."""
    yield module.__name__, inspect.getdoc(module) or ""
    for name, thing in public(module):
        yield name, inspect.getdoc(thing) or ""
        if inspect.isclass(thing):
            yield from ((f"{name}.{method}", inspect.getdoc(each) or "") for method, _, each in _methods_of(thing))


def public(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Public classes and functions that the module itself defines, in the order of its text."""
    for name, thing in vars(module).items():
        own = getattr(thing, "__module__", None) == module.__name__
        if not name.startswith("_") and own and (inspect.isclass(thing) or inspect.isfunction(thing)):
            yield name, thing


def _methods(thing: type, told: dict[str, str]) -> Iterator[str]:
    for name, member, function in _methods_of(thing):
        signature = name if function is not member else _signature(name, function, wide=500)
        yield f"* `{signature}`: {_prose(told[f'{thing.__name__}.{name}']).replace(chr(10), ' ')}"
    yield ""


def _methods_of(thing: type) -> Iterator[tuple[str, object, FunctionType]]:
    """Public methods and properties, each with the function behind it."""
    for name, member in vars(thing).items():
        function = member.fget if isinstance(member, property) else getattr(member, "func", member)
        if not name.startswith("_") and inspect.isfunction(function):
            yield name, member, function


def _signature(name: str, thing: object, wide: int = 88) -> str:
    """The call as it is declared, without `self`; more than `wide` characters stand in lines."""
    if inspect.isfunction(thing):
        return _wrapped(_declared(name, thing), wide)
    assert inspect.isclass(thing)
    if issubclass(thing, tuple) and hasattr(thing, "_fields"):
        return _wrapped(f"class {name}({', '.join(_named(thing))})", wide)
    if is_dataclass(thing):
        return _wrapped(f"class {name}({', '.join(map(_field, fields(thing)))})", wide)
    if "__init__" in vars(thing):
        declared = _declared(f"class {name}", vars(thing)["__init__"])
        return _wrapped(declared.removesuffix(" -> None"), wide)
    return f"class {name}({', '.join(base.__name__ for base in thing.__bases__)})"


def _declared(name: str, function: FunctionType) -> str:
    made = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(made, ast.FunctionDef)
    made.args.args = [each for each in made.args.args if each.arg != "self"]
    result = f" -> {ast.unparse(made.returns)}" if made.returns else ""
    return f"{name}({ast.unparse(made.args)}){result}"


def _named(thing: type) -> Iterator[str]:
    """The fields of a named tuple, with their defaults."""
    defaults = vars(thing)["_field_defaults"]
    for field, kind in inspect.get_annotations(thing).items():
        default = f" = {defaults[field]!r}" if field in defaults else ""
        yield f"{field}: {getattr(kind, '__forward_arg__', kind)}{default}"


def _field(field: Field[object]) -> str:
    default = "" if field.default is MISSING else f" = {field.default!r}"
    return f"{field.name}: {field.type}{default}"


def _wrapped(call: str, wide: int) -> str:
    """The call on one line or, where it is longer than `wide`, one argument a line."""
    if len(call) <= wide:
        return call
    depth, pieces, start = 0, [], 0
    for place, character in enumerate(call):
        depth += (character in "([") - (character in ")]")
        opened, closed = (character, depth) == ("(", 1), (character, depth) == (")", 0)
        if opened or closed or (character, depth) == (",", 1):
            pieces.append(call[start : place + (not closed)].strip())
            start = place + (not closed)
        if closed:
            break
    first, *arguments = pieces
    lines = [f"    {each.removesuffix(',')}," for each in arguments if each]
    return "\n".join([first, *lines, call[start:]])


def _prose(docstring: str, work: str = ENGLISH.work) -> str:
    """A docstring as Markdown: indented blocks stay code, and signs are no markup elsewhere, but around a title."""
    told = "\n".join(line if line.startswith("    ") else _escaped(line) for line in docstring.splitlines())
    return WORK.sub(lambda found: work.format(found[1]), told)


def _escaped(line: str) -> str:
    parts = line.split("`")
    parts[::2] = [re.sub(r"([*_<|])", r"\\\1", each) for each in parts[::2]]
    return "`".join(parts)


if __name__ == "__main__":
    for path, frame in PAGES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(frame), encoding="utf-8")
