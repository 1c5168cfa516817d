"""Works out the expressions of a program, by its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

from backprop.expression import meant_by
from backprop.program.arithmetic import Arithmetic
from backprop.program.arrays import Array, index_in, part
from backprop.program.library import BUILTINS, OF_ARRAYS, OF_LISTS, OF_NUMBERS, array_attribute, as_list
from backprop.program.limits import MOST_DEPTH, Budget, RefusedError, WrongError, checked
from backprop.program.recording import Recorder
from backprop.program.values import (
    Builtin,
    Class,
    Datum,
    Function,
    Instance,
    Method,
    Module,
    Scope,
    assigned_names,
    is_number,
    noun_for,
)
from backprop.tracing import Traced

OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
}
COMPARED: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
TOO_DEEP = "nest less deeply: functions call one another too often, or a formula has too many levels"
NUMBERS_OF_VALUES = {
    "data": "write the value itself: it is traced, and its number is in the figure",
    "grad": "leave it out: the figure works out every gradient",
    "item": "write the value itself: it is traced, and its number is in the figure",
    "shape": "a number has no shape: np.array([…]) makes a vector",
}


class Evaluator(Arithmetic):
    """Evaluates expressions in a scope; how functions are called is for the interpreter to say."""

    def __init__(self, recorder: Recorder, budget: Budget) -> None:
        super().__init__(recorder, budget)
        self.depth = 0
        self._evaluate: dict[type[ast.AST], Callable[[Datum, Scope], Datum]] = {
            ast.Constant: self._constant,
            ast.Name: lambda node, scope: scope.find(node, node.id),
            ast.BinOp: self._binary,
            ast.UnaryOp: self._unary,
            ast.BoolOp: self._boolean,
            ast.Compare: self._compare,
            ast.IfExp: self._choice,
            ast.Call: self._call,
            ast.Attribute: self._attribute,
            ast.Subscript: self._subscript,
            ast.Slice: self._slice,
            ast.List: lambda node, scope: self._several(node.elts, scope),
            ast.Tuple: lambda node, scope: tuple(self._several(node.elts, scope)),
            ast.ListComp: self._comprehension,
            ast.GeneratorExp: self._comprehension,
        }

    def invoke(self, function: Datum, arguments: Sequence[Datum], keywords: dict[str, Datum]) -> Datum:
        """What a call returns."""
        raise NotImplementedError

    def value(self, node: ast.expr, scope: Scope) -> Datum:
        """The value of an expression; RefusedError names the place of what cannot be done."""
        self.deeper(node, 1)
        try:
            self.budget.spend()
            return self._evaluate[type(node)](node, scope)
        except WrongError as wrong:
            raise RefusedError(node, wrong.value, wrong.remedy) from wrong
        finally:
            self.depth -= 1

    def deeper(self, node: ast.AST, levels: int) -> None:
        """Count that many levels of nesting; the caller takes them off again."""
        if self.depth + levels > MOST_DEPTH:
            raise RefusedError(node, None, TOO_DEEP)
        self.depth += levels

    def _constant(self, node: ast.Constant, scope: Scope) -> Datum:
        value = node.value
        if isinstance(value, int | float):
            return checked(value)
        return value

    def _binary(self, node: ast.BinOp, scope: Scope) -> Datum:
        """Sums of any length nest no deeper than their terms."""
        spine = [node]
        while isinstance(left := spine[-1].left, ast.BinOp):
            spine.append(left)
        result = self.value(spine[-1].left, scope)
        for each in reversed(spine):
            right = self.value(each.right, scope)
            self.recorder.line = each.lineno
            try:
                result = self.binary(OPERATORS[type(each.op)], result, right)
            except WrongError as wrong:
                raise RefusedError(each, wrong.value, wrong.remedy) from wrong
        return result

    def _unary(self, node: ast.UnaryOp, scope: Scope) -> Datum:
        value = self.value(node.operand, scope)
        self.recorder.line = node.lineno
        if isinstance(node.op, ast.Not):
            return not self.truth(value)
        if isinstance(node.op, ast.USub):
            return self.negative(value)
        if is_number(value) or isinstance(value, Array):
            return value
        raise WrongError(noun_for(value), "use + before a number")

    def _boolean(self, node: ast.BoolOp, scope: Scope) -> Datum:
        stops = isinstance(node.op, ast.Or)
        value: Datum = None
        for each in node.values:
            value = self.value(each, scope)
            if self.truth(value) == stops:
                break
        return value

    def _compare(self, node: ast.Compare, scope: Scope) -> Datum:
        left = self.value(node.left, scope)
        holds: Datum = True
        for number, (operator, each) in enumerate(zip(node.ops, node.comparators, strict=True)):
            if number and not self.truth(holds):
                return holds
            right = self.value(each, scope)
            self.recorder.line = node.lineno
            if isinstance(operator, ast.Is | ast.IsNot):
                holds = self._is(left, right) == isinstance(operator, ast.Is)
            else:
                holds = self.compare(COMPARED[type(operator)], left, right)
            left = right
        return holds

    def _is(self, left: Datum, right: Datum) -> bool:
        if right is None or isinstance(right, bool):
            return left is right
        raise WrongError(None, "use is with None only, and == otherwise")

    def _choice(self, node: ast.IfExp, scope: Scope) -> Datum:
        holds = self.truth(self.value(node.test, scope))
        return self.value(node.body if holds else node.orelse, scope)

    def _several(self, nodes: Sequence[ast.expr], scope: Scope) -> list[Datum]:
        return [self.value(each, scope) for each in nodes]

    def _call(self, node: ast.Call, scope: Scope) -> Datum:
        function = self._called(node, scope)
        arguments = self._several(node.args, scope)
        keywords = {each.arg: self.value(each.value, scope) for each in node.keywords if each.arg}
        self.recorder.line = node.lineno
        return self.invoke(function, arguments, keywords)

    def _called(self, node: ast.Call, scope: Scope) -> Datum:
        """The function; one that there is not is likely misspelt."""
        try:
            return self.value(node.func, scope)
        except RefusedError as refused:
            match node.func:
                case ast.Name(id=name) if refused.node is node.func:
                    if found := meant_by(name):
                        raise RefusedError(node.func, None, found) from refused
                    known = [each for each, value in BUILTINS.items() if isinstance(value, Builtin)]
                    close = get_close_matches(name, known, n=1)
                    hint = f"did you mean {close[0]}? " if close else ""
                    raise RefusedError(node.func, name, f"{hint}define it with def before this line") from refused
            raise

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Datum:
        owner, name = self.value(node.value, scope), node.attr
        found = self.attribute(owner, name)
        known = owner.entries if isinstance(owner, Module) else owner.fields if isinstance(owner, Instance) else ()
        if found is not None or name in known:
            return found
        raise RefusedError(node, f"{name} of {noun_for(owner)}", self._instead(owner, name))

    def _instead(self, owner: Datum, name: str) -> str:
        if isinstance(owner, Traced) and name in NUMBERS_OF_VALUES:
            return NUMBERS_OF_VALUES[name]
        known = self._known(owner)
        close = get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]}? " if close else ""
        return f"{hint}use one of {', '.join(known)}" if known else "it has none"

    def _known(self, owner: Datum) -> list[str]:
        match owner:
            case Module():
                return sorted(owner.entries)
            case Array():
                return sorted([*OF_ARRAYS, "T", "shape", "size", "ndim"])
            case list():
                return sorted(OF_LISTS)
            case Instance():
                return sorted(owner.fields)
            case Traced() | int() | float():
                return sorted(OF_NUMBERS)
        return []

    def attribute(self, owner: Datum, name: str) -> Datum:
        """What `owner.name` stands for, or None: only ever an entry of a table."""
        match owner:
            case Module():
                return owner.entries.get(name)
            case Instance():
                return owner.fields[name] if name in owner.fields else self.bound(owner, name)
            case Class():
                return owner.find(name)
            case Array():
                self.budget.spend(len(owner.places))
                return array_attribute(owner, name) if name not in OF_ARRAYS else Method(owner, OF_ARRAYS[name])
            case list():
                return Method(owner, OF_LISTS[name]) if name in OF_LISTS else None
            case Traced() | int() | float():
                return Method(owner, OF_NUMBERS[name]) if name in OF_NUMBERS else None
        return None

    def bound(self, owner: Instance, name: str) -> Datum:
        """What the object's class calls so, a function as a method of the object; None if nothing."""
        found = owner.kind.find(name)
        return Method(owner, found) if isinstance(found, Function) else found

    def call_method(self, owner: Instance, name: str, *arguments: Datum) -> Datum:
        method = self.bound(owner, name)
        return self.invoke(method, arguments, {}) if isinstance(method, Method) else NotImplemented

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Datum:
        owner, key = self.value(node.value, scope), self.value(node.slice, scope)
        return self.item(owner, key)

    def item(self, owner: Datum, key: Datum) -> Datum:
        """owner[key]"""
        if isinstance(owner, Array):
            found = part(owner, key if isinstance(key, tuple) else (key,))
            self.budget.spend(len(found.places) if isinstance(found, Array) else 1)
            return found
        if isinstance(owner, list | tuple | range):
            if isinstance(key, slice):
                self.budget.spend(len(owner))
                return owner[key]
            return owner[index_in(key, len(owner))]
        if isinstance(owner, Instance) and (found := self.call_method(owner, "__getitem__", key)) is not NotImplemented:
            return found
        raise WrongError(noun_for(owner), "only lists and arrays have entries")

    def _slice(self, node: ast.Slice, scope: Scope) -> slice:
        bounds = [None if each is None else self.value(each, scope) for each in (node.lower, node.upper, node.step)]
        if any(each is not None and type(each) is not int for each in bounds) or bounds[2] == 0:
            raise RefusedError(node, None, "cut with whole numbers, such as [1:3]")
        return slice(*bounds)

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp, scope: Scope) -> list[Datum]:
        own = assigned_names([each.target for each in node.generators])
        return list(self._rounds(node.elt, node.generators, Scope(scope, own)))

    def _rounds(self, element: ast.expr, generators: Sequence[ast.comprehension], scope: Scope) -> Iterator[Datum]:
        if not generators:
            yield self.value(element, scope)
            return
        first, *rest = generators
        for each in self.items(first.iter, scope):
            self.budget.spend()
            self.bind(first.target, each, scope)
            if all(self.truth(self.value(test, scope)) for test in first.ifs):
                yield from self._rounds(element, rest, scope)

    def items(self, node: ast.expr, scope: Scope) -> list[Datum]:
        """What a loop goes over; a list may grow meanwhile, as in Python."""
        value = self.value(node, scope)
        if isinstance(value, list):
            return value
        try:
            return as_list(self, value)
        except WrongError as wrong:
            raise RefusedError(node, wrong.value, wrong.remedy) from wrong

    def bind(self, target: ast.expr, value: Datum, scope: Scope) -> None:
        """Assign a value to what stands on the left of =."""
        raise NotImplementedError
