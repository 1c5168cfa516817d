"""Writes docs/reference/, and the same in docs.de/, from the engine's docstrings and its table of primitives.

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
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType

from markdown.extensions.toc import slugify, unique

from backprop.primitives import FAMILIES
from backprop.rows import Primitive
from backprop.table import ROWS
from tools.reference_words import ENGLISH, GERMAN, Frame

# The order in which headings of the same name were numbered when one page had them all, and still are.
ORDER = (
    "graph network wiring notation losses initial signals expression parsing tracing program program.tracing "
    "program.recording program.naming program.limits operations steps tangents derivatives residuals counting "
    "checking training compiled tape export written notebook frameworks extras terminal primitives rows table "
    "family_table families costs functions complex_functions errors dense dense_layers dense_losses "
    "dense_activations physics physics_jets physics_problem physics_training physics_contours"
)
MODULES = tuple(ORDER.split())
TABLE, TABLE_OF = "the-table-of-primitives", "operations"
"""The address of the table of primitives, and the page it stands on."""
PARTS = {
    "figures": ("notebook", "frameworks", "export", "written", "terminal", "extras", "errors"),
    "networks": ("network", "wiring", "notation", "losses", "initial", "signals", "training", "checking"),
    "graphs": ("graph", "steps", "tangents", "derivatives", "residuals", "counting", "compiled", "tape"),
    "expressions": (
        *("expression", "parsing", "tracing", "operations"),
        *("program", "program.tracing", "program.recording", "program.naming", "program.limits"),
    ),
    TABLE_OF: ("primitives", "rows", "table", "family_table", "families", "costs"),
    "functions": ("functions", "complex_functions"),
    "dense": ("dense", "dense_layers", "dense_losses", "dense_activations"),
    "physics": ("physics", "physics_problem", "physics_jets", "physics_training", "physics_contours"),
}
"""The pages by what a reader is after, each with its modules; one page of all was too much for a phone."""
MEMBERS = {"power": 3}
OVERVIEW = "engine"
FRAMES = (ENGLISH, GERMAN)
WORK = re.compile(r"\\\*([A-Z][^*]*?)\\\*")
SENTENCE = re.compile(r"(?<=\.)\s")


def pages() -> dict[Path, str]:
    """Each page as Markdown, in each language."""
    return {
        frame.folder / f"{name}.md": overview(frame) if name == OVERVIEW else page(name, frame)
        for frame in FRAMES
        for name in (OVERVIEW, *PARTS)
    }


def module_of(name: str) -> ModuleType:
    """A module of the engine."""
    return importlib.import_module(f"backprop.{name}")


def told(module: ModuleType, frame: Frame) -> dict[str, str]:
    """The docstrings of a module, each by its name: the module's own by that of the module."""
    if frame.docstrings is None:
        return dict(docstrings(module))
    text = (frame.docstrings / f"{module.__name__.removeprefix('backprop.')}.md").read_text("utf-8")
    _, *parts = re.split(r"^# (\S+)\n\n", text, flags=re.MULTILINE)
    return {name: told.rstrip() for name, told in zip(parts[::2], parts[1::2], strict=True)}


@cache
def addresses() -> dict[tuple[str, str], str]:
    """The id of each module, by ("", its name), and of each public name of one: alike on its page and in the overview.

    They are those that one page with all modules, in the order of `MODULES`, gave to its headings.
    """
    found, used = {}, {TABLE}
    for name in MODULES:
        found["", name] = unique(slugify(f"backprop.{name}", "-"), used)
        for public_name, _ in public(module_of(name)):
            found[name, public_name] = unique(slugify(public_name, "-"), used)
    return found


def overview(frame: Frame) -> str:
    """What stands where: each page with its modules and names, a sentence each, at the address that each once had."""
    parts = [frame.overview]
    for name, about in frame.parts.items():
        parts += [f"## [{about.title}]({name}.md) {{ #page-{name} data-search-exclude }}", "", about.lead, ""]
        if name == TABLE_OF:
            parts.append(f"* [{frame.heading}]({name}.md#{TABLE}){{ #{TABLE} }}")
        parts += [line for module in PARTS[name] for line in _index(name, module, frame)]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _index(part: str, name: str, frame: Frame) -> Iterator[str]:
    """A module, and below it what is public there."""
    module, ids = module_of(name), addresses()
    texts = told(module, frame)
    entries = [(module.__name__, ids["", name]), *((each, ids[name, each]) for each, _ in public(module))]
    for place, (key, at) in enumerate(entries):
        sentence = _prose(_first(texts[key]), frame.work)
        yield f"{'    ' if place else ''}* [`{key}`]({part}.md#{at}){{ #{at} }}: {sentence}"


def _first(docstring: str) -> str:
    """Its first sentence, on one line; one that leads to a formula ends there."""
    paragraph = docstring.partition("\n\n")[0].replace("\n", " ")
    return SENTENCE.split(paragraph)[0].removesuffix(".").removesuffix(":") + "."


def page(name: str, frame: Frame) -> str:
    """The whole page as Markdown."""
    about = frame.parts[name]
    front = f'description: "{about.description}"\nsearch:\n  boost: 0.1'
    head = f"---\n{front}\n---\n\n# {about.title}\n\n{about.lead}\n"
    sections = [head, *([_table(frame)] if name == TABLE_OF else ())]
    return "\n".join([*sections, *(_module(each, frame) for each in PARTS[name])]).rstrip() + "\n"


def _table(frame: Frame) -> str:
    rows = [*ROWS, *(family.member(MEMBERS.get(name, 2)) for name, family in FAMILIES.items())]
    head = [f"## {frame.heading} {{ #{TABLE} }}", "", _prose(frame.table), "", frame.head]
    return "\n".join([*head, "|---|---|---|", *map(_row, rows), ""])


def _row(row: Primitive) -> str:
    partials = ", ".join(f"∂/∂{name} = `{text}`" for name, text in zip(row.arguments, row.partials, strict=True))
    return f"| `{row.name}` | `{row.value}` | {partials} |"


def _module(name: str, frame: Frame) -> str:
    module, ids = module_of(name), addresses()
    texts = told(module, frame)
    parts = [f"## `{module.__name__}` {{ #{ids['', name]} }}", "", _prose(texts[module.__name__], frame.work), ""]
    for public_name, thing in public(module):
        parts += [
            f"### `{public_name}` {{ #{ids[name, public_name]} }}",
            "",
            "```python",
            _signature(public_name, thing),
            "```",
            "",
            _prose(texts[public_name], frame.work),
            "",
        ]
        if inspect.isclass(thing):
            parts += _methods(thing, texts)
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
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
