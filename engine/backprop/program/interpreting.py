"""Runs the statements of a program and calls its functions, by its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from backprop.program.arrays import Array
from backprop.program.assigning import Assigner
from backprop.program.evaluating import OPERATORS
from backprop.program.library import BUILTINS, as_list
from backprop.program.limits import DEPTH_OF_CALL, MOST_GIVEN, Budget, RefusedError, WrongError
from backprop.program.naming import Names
from backprop.program.recording import Recorder, temporary_name
from backprop.program.values import (
    Builtin,
    Class,
    Datum,
    Function,
    Instance,
    Method,
    Scope,
    assigned_names,
    is_plain,
    noun_for,
)
from backprop.tracing import Traced

NEXT, BREAK, CONTINUE = "next", "break", "continue"
OUTSIDE = "use return inside a function, break and continue inside a loop"


BACKWARD = Builtin("backward", lambda machine, owner: machine.differentiate(owner), 1, 1)
VALUE = Builtin("Value", lambda machine, number, label="": machine.new_value(number, label), 1, 2, ("label",))
KNOWN: dict[str, Datum] = {**BUILTINS, "Value": VALUE}


class Returned:
    """What a return statement gives back."""

    def __init__(self, value: Datum) -> None:
        self.value = value


class Interpreter(Assigner):
    """Runs a program once; `names` keeps what it calls its numbers, `defaults` those of each Value(number)."""

    def __init__(self, recorder: Recorder, budget: Budget) -> None:
        super().__init__(recorder, budget)
        self.names = Names(recorder.builder)
        self.defaults: dict[int, float] = {}
        self.last: Datum = None
        self.differentiated: Datum = None
        self._execute: dict[type[ast.AST], Callable[[Datum, Scope], Datum]] = {
            ast.Expr: self._expression,
            ast.Assign: self._assign,
            ast.AnnAssign: self._annotated,
            ast.AugAssign: self._augmented,
            ast.For: self._for,
            ast.While: self._while,
            ast.If: self._if,
            ast.FunctionDef: self._define,
            ast.ClassDef: self._define_class,
            ast.Return: self._return,
            ast.Pass: lambda node, scope: NEXT,
            ast.Break: lambda node, scope: BREAK,
            ast.Continue: lambda node, scope: CONTINUE,
        }

    def run(self, body: Sequence[ast.stmt], scope: Scope) -> None:
        """Run the program; afterwards `last` is what its last statement gave, None for a loop, an if or a def."""
        for statement in body:
            self.last = None
            if self.block([statement], scope) is not NEXT:
                raise RefusedError(statement, None, OUTSIDE)

    def block(self, body: Sequence[ast.stmt], scope: Scope) -> Datum:
        """Run statements until one of them leaves: what `NEXT`, `BREAK`, `CONTINUE` or a return says."""
        for statement in body:
            self.recorder.line = statement.lineno
            self.deeper(statement, 1)
            try:
                self.budget.spend()
                left = self._execute[type(statement)](statement, scope)
            except WrongError as wrong:
                raise RefusedError(statement, wrong.value, wrong.remedy) from wrong
            finally:
                self.depth -= 1
            if left is not NEXT:
                return left
        return NEXT

    def _expression(self, node: ast.Expr, scope: Scope) -> Datum:
        self.last = self.value(node.value, scope)
        return NEXT

    def _assign(self, node: ast.Assign, scope: Scope) -> Datum:
        self._named(node.targets, self.value(node.value, scope), scope)
        return NEXT

    def _annotated(self, node: ast.AnnAssign, scope: Scope) -> Datum:
        if node.value is not None:
            self._named([node.target], self.value(node.value, scope), scope)
        return NEXT

    def _named(self, targets: Sequence[ast.expr], value: Datum, scope: Scope) -> None:
        for target in targets:
            self.bind(target, value, scope)
            self._wish(target, value)
        self.last = value

    def _wish(self, target: ast.expr, value: Datum) -> None:
        """What is assigned has the name that it is assigned to, if it has none yet."""
        match target:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(value=ast.Name(id=name)):
                self.budget.spend(self.names.wish(name, value))
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                for each, item in zip(parts, as_list(self, value), strict=True):
                    self._wish(each, item)

    def _augmented(self, node: ast.AugAssign, scope: Scope) -> Datum:
        before = self.value(_loading(node.target), scope)
        added = self.value(node.value, scope)
        self.recorder.line = node.lineno
        sign = OPERATORS[type(node.op)]
        if isinstance(before, list) and sign == "+" and isinstance(added, list):
            self.budget.spend(len(added))
            before.extend(added)
            return NEXT
        value = self.binary(sign, before, added)
        if isinstance(before, Array) and isinstance(value, Array) and before.shape == value.shape:
            for place, entry in zip(before.places, value.entries, strict=True):
                before.cells[place] = entry
            value = before
        self._named([node.target], value, scope)
        return NEXT

    def _for(self, node: ast.For, scope: Scope) -> Datum:
        def rounds() -> Iterator[None]:
            for each in self.items(node.iter, scope):
                self.budget.spend()
                self.bind(node.target, each, scope)
                yield

        return self._loop(rounds(), node.body, scope)

    def _while(self, node: ast.While, scope: Scope) -> Datum:
        def rounds() -> Iterator[None]:
            while self.truth(self.value(node.test, scope)):
                yield

        return self._loop(rounds(), node.body, scope)

    def _loop(self, rounds: Iterator[None], body: list[ast.stmt], scope: Scope) -> Datum:
        for _ in rounds:
            left = self.block(body, scope)
            if left is BREAK:
                break
            if isinstance(left, Returned):
                return left
        self.last = None
        return NEXT

    def _if(self, node: ast.If, scope: Scope) -> Datum:
        try:
            holds = self.truth(self.value(node.test, scope))
        except WrongError as wrong:
            raise RefusedError(node.test, wrong.value, wrong.remedy) from wrong
        left = self.block(node.body if holds else node.orelse, scope)
        self.last = None
        return left

    def _return(self, node: ast.Return, scope: Scope) -> Returned:
        return Returned(None if node.value is None else self.value(node.value, scope))

    def _define(self, node: ast.FunctionDef, scope: Scope) -> Datum:
        defaults = tuple(self.value(each, scope) for each in node.args.defaults)
        scope.names[node.name] = Function(node, scope, defaults)
        return NEXT

    def _define_class(self, node: ast.ClassDef, scope: Scope) -> Datum:
        bases = [self.value(each, scope) for each in node.bases]
        if len(bases) > 1 or not all(isinstance(each, Class) for each in bases):
            raise RefusedError(node.bases[0], None, "build on one class of the program, or on none")
        inner = Scope(scope, assigned_names(node.body))
        if self.block(node.body, inner) is not NEXT:
            raise RefusedError(node, node.name, OUTSIDE)
        # Methods see what is around the class, not the class's own names, as in Python.
        entries = {
            name: Function(each.node, scope, each.defaults) if isinstance(each, Function) else each
            for name, each in inner.names.items()
        }
        scope.names[node.name] = Class(node.name, bases[0] if bases else None, entries)
        return NEXT

    def invoke(self, function: Datum, arguments: Sequence[Datum], keywords: dict[str, Datum]) -> Datum:
        match function:
            case Method(owner=owner, function=inner):
                return self.invoke(inner, [owner, *arguments], keywords)
            case Builtin():
                return self._call_builtin(function, arguments, keywords)
            case Function():
                return self._call_function(function, arguments, keywords)
            case Class():
                return self._make(function, arguments, keywords)
            case Instance():
                if isinstance(method := self.bound(function, "__call__"), Method):
                    return self.invoke(method, arguments, keywords)
        raise WrongError(noun_for(function), "only functions and classes are called")

    def _call_builtin(self, function: Builtin, arguments: Sequence[Datum], keywords: dict[str, Datum]) -> Datum:
        self.budget.spend()
        for name in keywords:
            if name not in function.keywords:
                known = ", ".join(function.keywords) or "no names"
                raise WrongError(f"{name} of {function.name}", f"give its arguments in order; by name it takes {known}")
        count, first = len(arguments) + len(keywords), function.most - len(function.keywords)
        twice = any(len(arguments) > first + place for place, name in enumerate(function.keywords) if name in keywords)
        if twice or not function.least <= count <= function.most:
            raise WrongError(f"{function.name} of {count} arguments", f"give it {_counted(function)}")
        self.budget.spend(sum(len(each.places) for each in arguments if isinstance(each, Array)))
        return function.run(self, *arguments, **keywords)

    def _make(self, kind: Class, arguments: Sequence[Datum], keywords: dict[str, Datum]) -> Instance:
        self.budget.spend()
        made = Instance(kind)
        start = self.bound(made, "__init__")
        if isinstance(start, Method):
            self.invoke(start, arguments, keywords)
        elif arguments or keywords:
            raise WrongError(kind.name, "give the class a method __init__ for its arguments")
        return made

    def _call_function(self, function: Function, arguments: Sequence[Datum], keywords: dict[str, Datum]) -> Datum:
        node = function.node
        own = assigned_names(node.body) | {each.arg for each in node.args.args}
        scope = Scope(function.scope, own, self._bound_arguments(function, arguments, keywords))
        before, last = self.recorder.enter(function.name), self.last
        self.deeper(node, DEPTH_OF_CALL)
        try:
            left = self.block(node.body, scope)
        finally:
            self.depth -= DEPTH_OF_CALL
        self.recorder.leave(before)
        self.last = last
        if left in (BREAK, CONTINUE):
            raise RefusedError(node, node.name, OUTSIDE)
        return left.value if isinstance(left, Returned) else None

    def _bound_arguments(
        self, function: Function, arguments: Sequence[Datum], keywords: dict[str, Datum]
    ) -> dict[str, Datum]:
        names = [each.arg for each in function.node.args.args]
        given = dict(zip(names, arguments, strict=False))
        defaults = dict(zip(reversed(names), reversed(function.defaults), strict=False))
        wrong = [name for name in keywords if name not in names or name in given]
        missing = [name for name in names if name not in given and name not in keywords and name not in defaults]
        if len(arguments) > len(names) or wrong or missing:
            raise WrongError(f"this call of {function.name}", f"give it {', '.join(names) or 'no arguments'}")
        return {**defaults, **given, **keywords}

    def attribute(self, owner: Datum, name: str) -> Datum:
        if name == "backward" and isinstance(owner, Traced):
            return Method(owner, BACKWARD)
        return super().attribute(owner, name)

    def set_attribute(self, node: ast.expr, owner: Datum, name: str, value: Datum) -> None:
        if name == "label" and isinstance(owner, Traced) and isinstance(value, str):
            self.names.wish(value, owner)
        else:
            super().set_attribute(node, owner, name, value)

    def differentiate(self, value: Datum) -> None:
        """value.backward(): the figure is about this value."""
        self.differentiated = value

    def new_value(self, number: Datum, label: Datum) -> Datum:
        """Value(number): a given value of the figure, whose number is the one to start with."""
        if isinstance(number, Traced):
            return number
        if not is_plain(number):
            raise WrongError(f"Value of {noun_for(number)}", "give it a number")
        if len(self.defaults) >= MOST_GIVEN:
            raise WrongError("Value", f"make at most {MOST_GIVEN}")
        index = self.recorder.builder.give(temporary_name(self.recorder.builder))
        self.recorder.note(index)
        self.defaults[index] = float(number)
        made = Traced(self.recorder, index)
        if isinstance(label, str):
            self.names.wish(label, made)
        return made


def _counted(function: Builtin) -> str:
    if function.least == function.most:
        return "1 argument" if function.least == 1 else f"{function.least} arguments"
    return f"{function.least} to {function.most} arguments"


def _loading(target: ast.expr) -> ast.expr:
    """The target of += as something to read."""
    match target:
        case ast.Name(id=name):
            return ast.copy_location(ast.Name(name, ast.Load()), target)
        case ast.Attribute(value=value, attr=name):
            return ast.copy_location(ast.Attribute(value, name, ast.Load()), target)
        case ast.Subscript(value=value, slice=key):
            return ast.copy_location(ast.Subscript(value, key, ast.Load()), target)
    raise RefusedError(target, None, "assign to names, attributes and entries")
