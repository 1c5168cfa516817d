"""Leaves out of an Emscripten glue script the parts that are never reached.

The script is one function, made for every program there might be. What its module imports, and what its statements do
when they run, says which of its functions and variables can be reached; the others need not be there. Everything is
told by names, as if all of them were the function's own, so that rather too much stays than too little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from tools.runtime.wasm import Import

JAVASCRIPT = Language(tree_sitter_javascript.language())
PROGRAM = "Module"
"""The object through which other scripts reach what is in this one."""
TABLE, WIRING = "wasmImports", "assignWasmExports"
"""The object in which the module's imports are looked up, and the function that gives its exports their names."""
ADDRESSES, GRAPHICS = "GOT.func", "emscripten_gl"
"""The space of functions of which only the address is asked for, and how those of WebGL begin."""
NO_GRAPHICS = 'function noGraphics(){throw new Error("there is no WebGL here")}noGraphics.sig="v";'
DECLARATIONS = ("variable_declaration", "lexical_declaration")
NAME, SHORT, SHORT_PATTERN = "identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"
LITERALS = frozenset(("string", "number", "true", "false", "null", "undefined", "regex"))
HARMLESS = LITERALS | {NAME, SHORT, "function_expression", "arrow_function", "method_definition"}
"""What does nothing but give a value."""
HARMLESS_WHOLES = frozenset(
    (
        "array",
        "object",
        "pair",
        "property_identifier",
        "binary_expression",
        "ternary_expression",
        "unary_expression",
        "parenthesized_expression",
        "member_expression",
        "subscript_expression",
    )
)
"""The same where all of its parts are harmless."""
CONTAINERS = frozenset((b"Map", b"Set", b"WeakMap", b"WeakSet", b"TextDecoder", b"TextEncoder"))


class Part(NamedTuple):
    """What stays or goes as a whole: it stays where one of its `keys` is mentioned; without any, always."""

    text: str
    keys: tuple[str, ...]
    mentions: frozenset[str]


class Statement(NamedTuple):
    """The parts of a statement, and what is written before, between and after them."""

    before: str
    parts: Sequence[Part]
    between: str = ""
    after: str = ""

    def keeping(self, kept: Collection[Part]) -> str:
        """The statement with those of its parts that are `kept`; nothing where none is."""
        staying = [part.text for part in self.parts if part in kept]
        return f"{self.before}{self.between.join(staying)}{self.after}" if staying else ""


def reached(glue: str, loader: str, imports: Collection[Import]) -> str:
    """The script `glue` without what neither it, nor `loader`, nor its module with these `imports` can reach.

    Raises ValueError where it is made in another way.
    """
    source = glue.encode()
    body = _body(Parser(JAVASCRIPT).parse(source).root_node)
    statements = [_statement(node, imports) for node in body.named_children]
    members = map(_member, _names(Parser(JAVASCRIPT).parse(loader.encode()).root_node))
    kept = _mentioned([part for statement in statements for part in statement.parts], members)
    whole = [statement.keeping(kept) for statement in statements]
    head, tail = source[: body.start_byte + 1], source[body.end_byte - 1 :]
    return "".join([head.decode(), NO_GRAPHICS, *whole, tail.decode()])


def _body(script: Node) -> Node:
    first = script.named_children[0] if script.named_children else script
    body = first.child_by_field_name("body")
    if body is None or script.has_error or f"{TABLE}={{".encode() not in (body.text or b""):
        raise ValueError(f"the glue script is no function with {TABLE}: fit {__name__} to this release of Pyodide")
    return body


def _statement(node: Node, imports: Collection[Import]) -> Statement:
    if node.type in DECLARATIONS:
        parts = [
            _table(variable, imports) if _field(variable, "name") == TABLE else _variable(variable)
            for variable in node.named_children
        ]
        return Statement(f"{node.children[0].type} ", parts, ",", ";")
    body = node.child_by_field_name("body")
    if body and _field(node, "name") == WIRING:
        head, _, _ = _text(node).partition("{")
        return Statement(head + "{", [_wire(wire) for wire in body.named_children], ";", "}")
    return Statement("", [Part(_text(node), _keys(node), _mentions(node))])


def _wire(statement: Node) -> Part:
    """`name=Module["name"]=wasmExports["…"]`, wanted as either of the two; one that sets more is always."""
    (expression,) = statement.named_children
    names = [_field(expression, "left")]
    inner = expression.child_by_field_name("right")
    while inner and inner.type == "assignment_expression":
        names.append(_field(inner, "left"))
        inner = inner.child_by_field_name("right")
    name = names[0] or ""
    keys = (name, _member(name)) if len(names) == 2 else ()
    return Part(_text(expression), keys, frozenset((name,)) if keys else _mentions(expression))


def _variable(variable: Node) -> Part:
    name, value = variable.child_by_field_name("name"), variable.child_by_field_name("value")
    free = name is not None and name.type == NAME and (value is None or _is_harmless(value))
    return Part(_text(variable), (_text(name),) if name and free else (), _mentions(variable))


def _table(variable: Node, imports: Collection[Import]) -> Part:
    """The imports that are asked for; the functions of WebGL, which needs a canvas, all are one that refuses."""
    called = {each.name for each in imports if each.space != ADDRESSES}
    refused = sorted({each.name for each in imports if each.name.startswith(GRAPHICS)} - called)
    wanted = {each.name for each in imports}.difference(refused)
    entries = variable.child_by_field_name("value")
    kept = [entry for entry in (entries.named_children if entries else ()) if _entry(entry) in wanted]
    text = ",".join([*map(_text, kept), *(f"{name}:noGraphics" for name in refused)])
    return Part(f"{TABLE}={{{text}}}", (), frozenset().union(*map(_mentions, kept)))


def _entry(entry: Node) -> str:
    return _field(entry, "key") or _text(entry)


def _keys(statement: Node) -> tuple[str, ...]:
    """What a statement is there for, where it does nothing else: to define a name, or to say more about one."""
    name = _field(statement, "name")
    if name and statement.type in ("function_declaration", "generator_function_declaration", "class_declaration"):
        return (name,)
    (expression, *_) = [*statement.named_children, statement]
    target, value = (expression.child_by_field_name(side) for side in ("left", "right"))
    if expression.type != "assignment_expression" or target is None or value is None or not _is_harmless(value):
        return ()
    owner, member = _access(target)
    if owner is None or member is None:
        return ()
    return (_member(member),) if owner == PROGRAM else (owner,)


def _access(target: Node) -> tuple[str | None, str | None]:
    """Of `owner.member` and `owner["member"]` the two names."""
    owner = target.child_by_field_name("object")
    if owner is None or owner.type != NAME:
        return None, None
    index = target.child_by_field_name("index")
    if index is not None:
        return _text(owner), _text(index)[1:-1] if index.type == "string" else None
    return _text(owner), _field(target, "property")


def _is_harmless(value: Node) -> bool:
    if value.type in HARMLESS:
        return True
    if value.type == "new_expression":
        constructor = value.child_by_field_name("constructor")
        return constructor is not None and constructor.text in CONTAINERS
    deletes = any(child.type in ("delete", "computed_property_name") for child in value.children)
    return value.type in HARMLESS_WHOLES and not deletes and all(map(_is_harmless, value.named_children))


def _mentions(node: Node) -> frozenset[str]:
    """The names in it, and the members of `PROGRAM`."""
    found = set()
    for each in _all(node):
        if each.type in (NAME, SHORT, SHORT_PATTERN):
            found.add(_text(each))
        if each.type == SHORT_PATTERN:
            found.add(_member(_text(each)))
        owner, member = _access(each)
        if owner == PROGRAM and member:
            found.add(_member(member))
    return frozenset(found)


def _names(node: Node) -> set[str]:
    """All names and members, whatever they belong to."""
    kinds = (NAME, SHORT, "property_identifier", "string_fragment")
    return {_text(each) for each in _all(node) if each.type in kinds}


def _mentioned(parts: Sequence[Part], names: Iterable[str]) -> set[Part]:
    """The parts that stay, once those that stay have mentioned others."""
    by_key: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        for key in part.keys:
            by_key[key].append(part)
    kept = {part for part in parts if not part.keys}
    waiting = [*names, *chain.from_iterable(part.mentions for part in kept)]
    while waiting:
        for part in by_key.pop(waiting.pop(), ()):
            kept.add(part)
            waiting += part.mentions
    return kept


def _member(name: str) -> str:
    return f"{PROGRAM}.{name}"


def _all(node: Node) -> Iterator[Node]:
    """The node and everything in it."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += each.named_children


def _field(node: Node, name: str) -> str | None:
    child = node.child_by_field_name(name)
    return _text(child) if child else None


def _text(node: Node) -> str:
    return (node.text or b"").decode()
