"""What of Python's syntax a program may use: a list of what is allowed, walked over the whole tree before it runs."""

from __future__ import annotations

import ast
import re

from backprop.program.limits import RefusedError

# What each class may look like; anything that is not here is refused, with the remedy of `INSTEAD` where it has one.
ALLOWED = (
    *(ast.Module, ast.FunctionDef, ast.arguments, ast.arg, ast.ClassDef, ast.Return, ast.Pass, ast.Break, ast.Continue),
    *(ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.For, ast.While, ast.If),
    *(ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Call, ast.keyword, ast.IfExp, ast.Attribute, ast.Subscript),
    *(ast.Name, ast.Constant, ast.List, ast.Tuple, ast.Slice, ast.ListComp, ast.GeneratorExp, ast.comprehension),
    *(ast.Load, ast.Store, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult),
    *(ast.USub, ast.UAdd, ast.Not, ast.And, ast.Or),
    *(ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Is, ast.IsNot),
)
NOTHING_NEEDED = "leave it out: math, np, Value and the listed functions are there already"
INSTEAD: dict[type[ast.AST], str] = {
    ast.Import: NOTHING_NEEDED,
    ast.ImportFrom: NOTHING_NEEDED,
    ast.Lambda: "write a function with def",
    ast.NamedExpr: "assign the name in a line of its own",
    ast.Starred: "write the arguments or entries out, one by one",
    ast.Dict: "use names or a list",
    ast.DictComp: "use a list",
    ast.Set: "use a list",
    ast.SetComp: "use a list",
    ast.JoinedStr: "leave the text out: the figure shows every number",
    ast.Raise: "leave it out: a program has no errors to raise",
    ast.Try: "leave it out: an error ends the program with its line",
    ast.Assert: "leave it out, or use if",
    ast.Delete: "leave it out: names need not be deleted",
    ast.Global: "give the value as an argument and return the result",
    ast.Nonlocal: "give the value as an argument and return the result",
    ast.With: "leave it out: there are no files or locks",
    ast.Yield: "append to a list and return it",
    ast.YieldFrom: "append to a list and return it",
    ast.Match: "use if and elif",
    ast.In: "compare with ==",
    ast.NotIn: "compare with !=",
}
OTHERWISE = "use functions, loops, if, lists, arithmetic, math and np"
METHODS = frozenset(
    [
        "__init__",
        "__call__",
        "__add__",
        "__radd__",
        "__sub__",
        "__rsub__",
        "__mul__",
        "__rmul__",
        "__truediv__",
        "__rtruediv__",
        "__pow__",
        "__neg__",
        "__matmul__",
        "__getitem__",
        "__len__",
    ]
)
MOST_LOOPS = 4
PLAIN_NAME = "use at most 30 letters and digits, beginning with a letter, and no two underscores together"

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,29}")


def check(tree: ast.Module) -> None:
    """RefusedError for the first part of the tree, in reading order, that is not allowed."""
    found = [problem for node in ast.walk(tree) if (problem := _problem(node))]
    methods = _methods(tree)
    found = [each for each in found if each.node not in methods or each.value not in METHODS]
    if found:
        raise min(found, key=lambda each: (each.node.lineno, each.node.col_offset))  # type: ignore[attr-defined]


def _problem(node: ast.AST) -> RefusedError | None:
    if not isinstance(node, ALLOWED):
        return None if not hasattr(node, "lineno") else RefusedError(node, None, INSTEAD.get(type(node), OTHERWISE))
    match node:
        case ast.BinOp(op=operator) | ast.UnaryOp(op=operator) | ast.AugAssign(op=operator):
            return None if isinstance(operator, ALLOWED) else RefusedError(node, None, "use + - * / // % ** @")
        case ast.Compare(ops=operators):
            wrong = next((each for each in operators if not isinstance(each, ALLOWED)), None)
            return RefusedError(node, None, INSTEAD[type(wrong)]) if wrong else None
        case ast.Constant(value=value) if not isinstance(value, int | float | str | None):
            return RefusedError(node, None, "use real numbers, True, False and None")
        case ast.ListComp(generators=loops) | ast.GeneratorExp(generators=loops) if len(loops) > MOST_LOOPS:
            return RefusedError(node, None, f"use at most {MOST_LOOPS} loops in one list")
        case ast.comprehension(is_async=1):
            return RefusedError(node.target, None, OTHERWISE)
        case ast.FunctionDef() | ast.ClassDef():
            return _definition(node)
        case ast.For(orelse=[first, *_]) | ast.While(orelse=[first, *_]):
            return RefusedError(first, None, "put it after the loop, without else")
        case ast.arguments():
            return _arguments(node)
        case ast.keyword(arg=None):
            return RefusedError(node.value, None, INSTEAD[ast.Starred])
    return _name(node)


def _definition(node: ast.FunctionDef | ast.ClassDef) -> RefusedError | None:
    if node.decorator_list:
        return RefusedError(node.decorator_list[0], None, "leave the decorator out")
    if isinstance(node, ast.ClassDef) and node.keywords:
        return RefusedError(node, node.name, "leave the keywords out")
    return _name(node)


def _arguments(node: ast.arguments) -> RefusedError | None:
    for extra in (node.vararg, node.kwarg):
        if extra is not None:
            return RefusedError(extra, f"*{extra.arg}", INSTEAD[ast.Starred])
    names = [each.arg for each in node.args]
    if twice := [each for place, each in enumerate(node.args) if each.arg in names[:place]]:
        return RefusedError(twice[0], twice[0].arg, "give each argument a name of its own")
    special = [*node.posonlyargs, *node.kwonlyargs]
    return RefusedError(special[0], None, "write plain arguments, without / and *") if special else None


def _name(node: ast.AST) -> RefusedError | None:
    for field in ("id", "arg", "attr", "name"):
        name = getattr(node, field, None)
        if isinstance(name, str) and name != "_" and (not _NAME.fullmatch(name) or "__" in name):
            return RefusedError(node, name, PLAIN_NAME)
    return None


def _methods(tree: ast.Module) -> set[ast.AST]:
    """The functions that are methods of a class, which may have the names that operators call."""
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return {each for node in classes for each in node.body if isinstance(each, ast.FunctionDef)}
