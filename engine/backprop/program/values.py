"""What a program works with, besides plain numbers, text, lists and traced numbers.

No attribute of an object of this interpreter is ever looked up for a program: `.name` means an entry of a table.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backprop.expression import hinted
from backprop.program.limits import RefusedError
from backprop.tracing import Traced

# Whatever a program may hold: Python checks the kinds of its values when it runs, and so does the interpreter.
Datum = Any
Plain = int | float
Number = Traced | int | float


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function that is there already; `keywords` may be given by name."""

    name: str
    run: Callable[..., Datum]
    least: int
    most: int
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """`math` or `np`: names, and what they stand for."""

    name: str
    entries: Mapping[str, Datum]


class Scope:
    """Names of one function, class or comprehension; `own` are those that it assigns anywhere in it."""

    __slots__ = ("names", "own", "parent")

    def __init__(self, parent: Scope | None, own: frozenset[str], names: dict[str, Datum] | None = None) -> None:
        self.parent, self.own, self.names = parent, own, names if names is not None else {}

    def find(self, node: ast.AST, name: str) -> Datum:
        """What the name stands for; RefusedError where it stands for nothing yet."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            if name in scope.own:
                raise RefusedError(node, name, "assign it before this line")
            scope = scope.parent
        remedy = f"assign it before this line, or give it under values: {name}: 0.5"
        raise RefusedError(node, name, hinted(name, remedy))


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function of the program, and the scope in which it was defined."""

    node: ast.FunctionDef
    scope: Scope
    defaults: tuple[Datum, ...]

    @property
    def name(self) -> str:
        return self.node.name


@dataclass(frozen=True, slots=True, eq=False)
class Class:
    """A class of the program."""

    name: str
    base: Class | None
    entries: dict[str, Datum]

    def find(self, name: str) -> Datum:
        """What the class or one that it builds on calls so, or None."""
        if name in self.entries:
            return self.entries[name]
        return self.base.find(name) if self.base else None

    def builds_on(self, other: Class) -> bool:
        """Whether this is the other class or builds on it."""
        return self is other or (self.base is not None and self.base.builds_on(other))


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """An object of a class of the program."""

    kind: Class
    fields: dict[str, Datum] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """A function and what it is called on."""

    owner: Datum
    function: Function | Builtin


def is_plain(value: object) -> bool:
    """Whether it is a number that is not traced."""
    return type(value) in (int, float, bool)


def is_number(value: object) -> bool:
    """Whether it is a number, traced or not."""
    return isinstance(value, Traced) or is_plain(value)


def noun_for(value: object) -> str:
    """What an error calls a value."""
    match value:
        case Traced():
            return "a traced number"
        case bool():
            return str(value)
        case int() | float():
            return f"the number {value!r}"
        case str():
            return "a text"
        case None:
            return "None"
        case list() | tuple() | range():
            return "a list"
        case Function() | Builtin() | Method():
            return "a function"
        case Instance():
            return f"an object of {value.kind.name}"
        case Class():
            return "a class"
        case Module():
            return f"the module {value.name}"
    return "an array"


def assigned_names(body: Sequence[ast.AST]) -> frozenset[str]:
    """The names that statements assign, not those inside the functions, classes and comprehensions among them."""
    found: set[str] = set()
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.ListComp() | ast.GeneratorExp():
                continue
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
            case _:
                waiting.extend(ast.iter_child_nodes(node))
    return frozenset(found)
