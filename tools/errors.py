"""Writes docs/errors.md, and the same in docs.de/, from the places in the code that say what is wrong: `python -m
tools.errors`.

A message names a place, a value and a remedy. The remedies are read from the sources: whatever a call that makes an
error gives as its remedy, with … where a name or a number of the author's stands. A call that is written in another
form than those that are understood here is an error of this tool, so that none is left out. The German ones are those
of the plugin's messages, of the engine's languages and, where only Python says a remedy, of `tools.errors_german`; the
page has them beside the English.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType

from markdown.extensions.toc import slugify

import backprop
import backprop_web
import mkdocs_backprop
from backprop.languages import de, en
from backprop.terminal.speech import ENGINE, translated
from backprop_web import messages, mistakes, schema
from backprop_web.messages import remedies
from tools import errors_german as german
from tools.authors import warning
from tools.errors_parts import PARTS, Part
from tools.imports import modules
from tools.marking import marked

ROOT = Path(__file__).resolve().parents[1]
PAGE, GERMAN_PAGE = ROOT / "docs" / "errors.md", ROOT / "docs.de" / "errors.md"
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
NEAR = f"(did you mean {ANY}?)"
MAKERS = {"did_you_mean": f"{NEAR} use one of {ANY}"}
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
second colon. Where nothing is said and the page shows the text of the fence, `backprop` is missing under `plugins` in
`mkdocs.yml`. All mistakes of a fence that can be found at once are told at once. In a terminal the same is told with
exit code 2, and in Python as an exception whose `argument`, `value` and `remedy` are these three.

Below is every remedy, by what the message is about. `…` stands for what is yours: a name, a number, a list of what
would work; what stands in parentheses is said where a name is near enough. The page is written from the code.
"""


def page() -> str:
    """The whole page as Markdown."""
    sections = [_section(part, rows) for part, rows in parts()]
    return "\n".join([INTRODUCTION.format(warning=warning(MISTAKEN, "en")), *sections]).rstrip() + "\n"


def german_page() -> str:
    """The same in German. LookupError for a remedy that has no German words."""
    sections = [_german_section(part, rows) for part, rows in parts()]
    return "\n".join([german.INTRODUCTION.format(warning=warning(MISTAKEN, "de")), *sections]).rstrip() + "\n"


def parts() -> Iterator[tuple[Part, list[tuple[str, str]]]]:
    """Each section with its rows, none of them twice."""
    found = all_remedies()
    for part in PARTS:
        rows = [row for name in found for row in found[name] if _is_of(part, name)]
        yield part, list(dict.fromkeys((_one_line(what), _one_line(remedy)) for what, remedy in rows))


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
    lines = [f"| {_cell(what)} | {_cell(remedy)} |" for what, remedy in rows]
    return "\n".join(
        [f"## {part.title}", "", part.cause, "", "| what is wrong | remedy |", "| --- | --- |", *lines, ""]
    )


def _german_section(part: Part, rows: list[tuple[str, str]]) -> str:
    title, cause = german.PARTS[part.title]
    lines = [german_row(what, remedy) for what, remedy in rows]
    head = [f"## {title} {{ #{slugify(part.title, '-')} }}", "", cause, "", german.HEAD, "| --- | --- |"]
    return "\n".join([*head, *lines, ""])


def german_row(what: str, remedy: str) -> str:
    """What is wrong, and the remedy in both languages. LookupError for one that has no German words."""
    return f"| {_place(what)} | {marked(_in_german(remedy))}<br>*{_cell(remedy)}*{{ lang=en }} |"


def _place(what: str) -> str:
    """What is wrong: a name, which is the same in all languages, or German words."""
    place = german.PLACES.get(what) or _of_a_terminal(what) or messages.what(what, "de")
    is_name = place == what and " " not in what and what != ANY
    # A name in the first column is not broken, but after a dot, where a phone is too narrow.
    return f"`{what}`".replace(".", ".`<wbr>`") if is_name else marked(place)


def _in_german(remedy: str) -> str:
    """As it is said to authors, as the engine says it, or as the page has it."""
    plain = remedy.replace(f"{NEAR} ", "")
    known = _catalogue() | german.REMEDIES
    # Some are said with what else was found.
    for text in (plain, f"{plain} ({ANY})"):
        said = known.get(text) or _of_a_terminal(text) or messages.remedy(text, "de")
        if said != text or text in known:
            return said if plain == remedy else said.replace(german.ONE_OF, f"{german.NEAR} {german.ONE_OF}")
    raise LookupError(
        f"{remedy!r} has no German words: add them to backprop_web.messages.de or, where only Python says it, to "
        f"{german.__name__}"
    )


def _of_a_terminal(text: str) -> str:
    """As the command says it; empty where it does not."""
    said = translated(text, (ENGINE,), "de")
    # A word alone is the name of an argument.
    return "" if said == text or " " not in text else said


@cache
def _catalogue() -> dict[str, str]:
    """What the engine's languages say of mistakes, by the English."""
    tables = [(getattr(en, name), getattr(de, name)) for name in ("ERRORS", "FORMULAS")]
    return {_blank(english[key]): _blank(own[key]) for english, own in tables for key in english}


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace(ANY * 2, ANY)


def _cell(text: str) -> str:
    """As text: no sign of it is markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>|$" else sign for sign in text)


def _of_module(name: str, path: Path) -> Iterator[tuple[str, str]]:
    module, tree = importlib.import_module(name), ast.parse(path.read_text(encoding="utf-8"))
    for scope, call in _calls(tree, tree):
        what, remedy = CALLS[_called(call)]
        reader = Reader(module, scope)
        if remedy >= len(call.args):
            continue
        for said in reader.texts(call.args[remedy]):
            places = [ANY] if what is None else reader.texts(call.args[what])
            yield from ((place, said) for place in places if any(map(str.isalpha, said)))


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
    GERMAN_PAGE.write_text(german_page(), encoding="utf-8")
