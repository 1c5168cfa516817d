"""Writes docs/errors.md from the places in the code that say what is wrong: `python -m tools.errors`.

A message names a place, a value and a remedy. The remedies are read from the sources: whatever a call that makes an
error gives as its remedy, with … where a name or a number of the author's stands. A call that is written in another
form than those that are understood here is an error of this tool, so that none is left out.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import backprop
import backprop_web
import mkdocs_backprop
from backprop.languages import en
from backprop_web import mistakes, schema
from backprop_web.messages import remedies
from tools.authors import warning
from tools.imports import modules

PAGE = Path(__file__).resolve().parents[1] / "docs" / "errors.md"
ANY = "…"
# Which argument of a call is what is wrong, and which the remedy; none of a problem that only its caller can place.
CALLS: Mapping[str, tuple[int | None, int]] = {
    **dict.fromkeys(("SpecificationError", "GraphError", "ShapeError", "DomainError", "NonFiniteError"), (0, 2)),
    **dict.fromkeys(("Problem", "_error"), (0, 2)),
    **dict.fromkeys(("ExpressionError", "ProgramError", "WrongError"), (0, 1)),
    **dict.fromkeys(("RefusedError", "UnreadableError", "_refuse"), (1, 2)),
    "UndefinedError": (None, 0),
}
# What makes a part of a remedy, as a reader sees it.
MAKERS = {"did_you_mean": f"(did you mean {ANY}?) use one of {ANY}"}
MISTAKEN = "# A chapter\n\n```backprop\nname: a\ntitle: A network\nnetwork: [1, 2, 1]\nfade: -1\n```\n"
INTRODUCTION = """\
---
title: What errors say
description: Every message that a wrong fence, formula, program or file can bring, by what it is about, with the remedy.
search:
  boost: 0.3
---

# What errors say

A mistake in a fence is a warning with file and line, and the page shows it where the figure would stand; with
`mkdocs build --strict` the build fails. Each message names three things:

```text
WARNING -  {warning}
```

the **place** (file, line and the key `fade`), the **value** that stands there, and the **remedy**, after the
second colon. All mistakes of a fence that can be found at once are told at once. In a terminal the same is told with
exit code 2, and in Python as an exception whose `argument`, `value` and `remedy` are these three.

Below is every remedy, by what the message is about. `…` stands for what is yours: a name, a number, a list of what
would work; what stands in parentheses is said where a name is near enough. The page is written from the code.
"""


@dataclass(frozen=True)
class Part:
    """One section: what brings such messages, and the modules, or the beginnings of their names, that have them."""

    title: str
    cause: str
    modules: tuple[str, ...]


PARTS = (
    Part(
        "The fence cannot be read",
        "A fence is YAML. The parser stops where it cannot go on; what is said is what most probably led there.",
        ("backprop_web.document", "backprop_web.mistakes"),
    ),
    Part(
        "A key or its value does not fit",
        "A key is missing, misspelled, given twice, of another subject, or its value is of another kind.",
        ("backprop_web.schema", "backprop_web.page", "backprop.figure"),
    ),
    Part(
        "A network that cannot be",
        "Widths, activations, losses and wiring must fit together, and stay small enough to be drawn.",
        (
            *("backprop.network", "backprop.layer_building", "backprop.losses", "backprop.wiring", "backprop.initial"),
            *("backprop.settings", "backprop.matrix_terms"),
        ),
    ),
    Part(
        "A formula cannot be read",
        "The message counts columns, and lines where there are several, from 1.",
        ("backprop.expression", "backprop.parsing", "backprop.residuals", "backprop.tokens", "backprop.greek"),
    ),
    Part(
        "A program cannot be read or run",
        "A program may use a part of Python; the message names its line. Nothing of it runs where a part is refused.",
        ("backprop.program",),
    ),
    Part(
        "A number that a step meets",
        "An operation is not defined at a value, or a result is no finite number. The message names the node.",
        (
            *("backprop.functions", "backprop.graph", "backprop.steps", "backprop.samples", "backprop.training"),
            *("backprop.checking", "backprop.derivatives", "backprop.tangents", "backprop.families", "backprop.table"),
            *("backprop.optimisers", "backprop.compiled", "backprop.rows", "backprop.batches", "backprop.counting"),
            *("backprop.signals", "backprop.primitives", "backprop.tape", "backprop.composites"),
        ),
    ),
    Part(
        "An exercise",
        "A fence `exercise` or the file of a worksheet.",
        ("backprop.exercise", "backprop_web.exercises", "backprop_web.terminal_worksheet", "backprop_web.worksheets"),
    ),
    Part(
        "In Python, a terminal or a notebook",
        "What is called or asked for there, the models of other frameworks, and what a reader does in the page.",
        (
            *("backprop.terminal", "backprop.notebook", "backprop.frameworks", "backprop.session", "backprop.tracing"),
            *("backprop.written", "backprop.export", "backprop.operations", "backprop.notation"),
            *("backprop_web.picture", "backprop_web.sandbox", "backprop_web.terminal", "backprop_web.rendering"),
            *("backprop_web.described", "mkdocs_backprop", "backprop_web.engine", "backprop_web.alone"),
        ),
    ),
    Part(
        "Whole batches, with NumPy",
        "The modules `backprop.dense` and `backprop.physics`, which figures of physics are trained with.",
        ("backprop.dense", "backprop.physics"),
    ),
)


def page() -> str:
    """The whole page as Markdown."""
    found = all_remedies()
    parts = [_section(part, [row for name in found for row in found[name] if _is_of(part, name)]) for part in PARTS]
    return "\n".join([INTRODUCTION.format(warning=warning(MISTAKEN)), *parts]).rstrip() + "\n"


def all_remedies() -> dict[str, list[tuple[str, str]]]:
    """By module, in the order of the text: what is wrong, and the remedy. LookupError for a module of no part."""
    found = {
        name: rows
        for package in (backprop, backprop_web, mkdocs_backprop)
        for name, path in modules(Path(str(package.__file__)).parent).items()
        if (rows := list(_of_module(name, path)))
    }
    found["backprop_web.schema"] = [*remedies(schema.schema()), *found.get("backprop_web.schema", [])]
    found["backprop_web.exercises"] = [*remedies(schema.exercise()), *found.get("backprop_web.exercises", [])]
    found["backprop_web.mistakes"] = [("the fence", each) for each in (*mistakes._ADVICE.values(), mistakes.COLON)]
    for name in found:
        if sum(_is_of(part, name) for part in PARTS) != 1:
            raise LookupError(f"{name} stands in no part of the list of errors, or in two")
    return found


def _is_of(part: Part, name: str) -> bool:
    return any(name == each or name.startswith((f"{each}.", f"{each}_")) for each in part.modules)


def _section(part: Part, rows: list[tuple[str, str]]) -> str:
    lines = [f"| {_cell(what)} | {_cell(remedy)} |" for what, remedy in dict.fromkeys(rows)]
    return "\n".join(
        [f"## {part.title}", "", part.cause, "", "| what is wrong | remedy |", "| --- | --- |", *lines, ""]
    )


def _cell(text: str) -> str:
    """As text: no sign of it is markup."""
    plain = " ".join(text.split()).replace(ANY * 2, ANY)
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>|$" else sign for sign in plain)


def _of_module(name: str, path: Path) -> Iterator[tuple[str, str]]:
    module, tree = importlib.import_module(name), ast.parse(path.read_text(encoding="utf-8"))
    for scope, call in _calls(tree, tree):
        what, remedy = CALLS[_called(call)]
        reader = Reader(module, scope)
        if remedy >= len(call.args):
            continue
        for said in reader.texts(call.args[remedy]):
            places = [ANY] if what is None else reader.texts(call.args[what])
            yield from ((place, said) for place in places if said.strip(f"{ANY} ,;:"))


def _calls(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.AST, ast.Call]]:
    """Each call that makes an error, with the function that it stands in."""
    inner = node if isinstance(node, ast.FunctionDef) else scope
    if isinstance(node, ast.Call) and _called(node) in CALLS and not any(isinstance(a, ast.Starred) for a in node.args):
        yield inner, node
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, inner)


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


@dataclass(frozen=True)
class Reader:
    """Reads the texts that an expression can be, in a function of a module."""

    module: ModuleType
    scope: ast.AST
    names: frozenset[str] = frozenset()
    """Those that are being read: what a name becomes of itself is not known."""

    def texts(self, node: ast.expr) -> list[str]:
        """Each text that it can be; … for what is known only when it happens."""
        match node:
            case ast.Constant(value=str() as text):
                return [text]
            case ast.JoinedStr(values=parts):
                return self._joined(parts)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return [a + b for a in self.texts(left) for b in self.texts(right)]
            case ast.IfExp(body=body, orelse=other):
                return [*self.texts(body), *self.texts(other)]
            case ast.Name(id=name):
                return self._named(name)
            case ast.Subscript(
                value=ast.Attribute(value=ast.Name(id="words"), attr=table), slice=ast.Constant(value=key)
            ):
                return [_blank(getattr(en, table)[key])]
            case ast.Call(func=ast.Attribute(value=text, attr="format")):
                return [_blank(each) for each in self.texts(text)]
            case ast.Call() if _called(node) in MAKERS:
                return [MAKERS[_called(node)]]
            case ast.Call(func=ast.Attribute(value=table, attr="get")):
                return self.texts(table)
        return [ANY]

    def _joined(self, parts: list[ast.expr]) -> list[str]:
        found = [""]
        for part in parts:
            inner = self.texts(part.value) if isinstance(part, ast.FormattedValue) else self.texts(part)
            found = [before + each for before in found for each in inner]
        return found

    def _named(self, name: str) -> list[str]:
        """What the function assigns to the name or, where it does not, what the module has under it."""
        inner = replace(self, names=self.names | {name})
        assigned = [
            node.value
            for node in ast.walk(self.scope)
            if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
        ]
        given = [text for value in assigned if name not in self.names for text in inner.texts(value)]
        value = getattr(self.module, name, None)
        if given:
            return given
        if isinstance(value, Mapping):
            return [each for each in value.values() if isinstance(each, str)] or [ANY]
        return [str(value)] if isinstance(value, str | int | float) else [ANY]


def _blank(text: str) -> str:
    """A text of the catalogue with … where something is put in."""
    for part in text.split("{")[1:]:
        text = text.replace("{" + part.partition("}")[0] + "}", ANY, 1)
    return text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
