"""Graphs of the residual of a differential equation, as a physics-informed network trains on it.

    u = tanh(w*x + b)  and the residual  u_xx + u - u**3

become one graph: u, then u_x and u_xx (the backward pass written down as nodes, once and twice), then
the residual r, then the loss L = r²/2. Its gradient by the parameters is an ordinary backward pass over
all of it. Source: Raissi, Perdikaris & Karniadakis, Journal of Computational Physics 378 (2019), 686–707.
"""

from __future__ import annotations

import ast
import re

from backprop.derivatives import HIGHEST_ORDER, gradient
from backprop.expression import Reader, expression
from backprop.graph import Graph, GraphBuilder
from backprop.parsing import UnreadableError, parsed
from backprop.tracing import Operand, Traced, finish


def residual_loss(solution: str, residual: str) -> Graph:
    """The graph of L = r²/2 for the formula of u and that of r, which may name u_x, u_xx, u_t, ….

    The gradients by all given values of `solution` are wanted, except those that r differentiates by.
    Errors: ExpressionError for either text, and for a derivative by something that is not given.
    """
    graph = expression(solution, output="u")
    stem = graph.nodes[graph.output].name
    builder = GraphBuilder(graph)
    given = {node.name: node.index for node in graph.given}
    reader = Reader(builder, given, list(given))
    reader.known[stem] = reader.tracer.wrap(graph.output)
    try:
        statement = _only(parsed(residual))
        names = _derivatives(statement, stem, list(given))
        for name in names:
            _differentiate(reader, name, stem)
        loss = _loss(reader, statement)
    except UnreadableError as refused:
        raise refused.error(residual) from refused
    _renumber(reader, len(graph.nodes))
    by = {name[-1] for name in names}
    wanted = [index for name, index in given.items() if name not in by]
    return finish(reader.tracer, reader.tracer.lift(loss), wanted, "L")


def _derivatives(statement: ast.stmt, stem: str, given: list[str]) -> list[str]:
    """The derivatives that the residual names, each after those that it is a derivative of."""
    found: dict[str, None] = {}
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and node.id.startswith(f"{stem}_") and node.id not in given:
            letters = node.id.removeprefix(f"{stem}_")
            _check_letters(node, letters, given)
            found |= {f"{stem}_{letters[:end]}": None for end in range(1, len(letters) + 1)}
    return sorted(found, key=len)


def _check_letters(node: ast.Name, letters: str, given: list[str]) -> None:
    """Refuse a derivative by anything but given values, each of them one small letter."""
    single = [name for name in given if re.fullmatch("[a-z]", name)]
    if not single or not re.fullmatch("[a-z]+", letters):
        raise UnreadableError(node, node.id, "differentiate by given values called by one small letter, as in u_x")
    if len(letters) > HIGHEST_ORDER:
        raise UnreadableError(node, node.id, f"differentiate at most {HIGHEST_ORDER} times")
    if not set(letters) <= set(single):
        raise UnreadableError(node, node.id, f"differentiate by one of {', '.join(single)}")


def _differentiate(reader: Reader, name: str, stem: str) -> None:
    """Append the node `name`; its inner nodes are numbered on, as the formula's own are."""
    letters = name.removeprefix(f"{stem}_")
    before = f"{stem}_{letters[:-1]}" if letters[:-1] else stem
    builder, first = reader.tracer.builder, len(reader.tracer.builder.nodes)
    (found,) = gradient(reader.known[before], reader.known[letters[-1]])
    reader.known[name] = found
    for node in builder.nodes[first:]:
        if isinstance(found, Traced) and node.index == found.index:
            if node.name != name:
                builder.rename(node.index, name)
        elif "_" in node.name:
            builder.rename(node.index, reader.tracer.next_name())


def _renumber(reader: Reader, first: int) -> None:
    """Number the operations after the solution's own on from there, without gaps."""
    builder, letter = reader.tracer.builder, reader.tracer.letter
    numbered = [n for n in builder.nodes[first:] if re.fullmatch(rf"{letter}\d+", n.name)]
    for node in numbered:
        builder.rename(node.index, f"{node.name} renumbered")
    number = 0
    for node in numbered:
        number += 1
        while builder.knows(f"{letter}{number}"):
            number += 1
        builder.rename(node.index, f"{letter}{number}")


def _loss(reader: Reader, statement: ast.stmt) -> Operand:
    if not isinstance(statement, ast.Expr):
        raise UnreadableError(statement, None, "write the residual alone, such as u_xx + u - u**3")
    # A formula of u may have an r of its own; the residual then is numbered like any operation.
    taken = reader.tracer.builder.knows("r")
    residual = reader.operand(statement.value) if taken else reader.named(statement.value, "r")
    if not isinstance(residual, Traced):
        raise UnreadableError(statement, None, "write a residual that depends on u")
    return residual**2 / 2


def _only(statements: list[ast.stmt]) -> ast.stmt:
    if len(statements) > 1:
        raise UnreadableError(statements[1], None, "write one formula of u and its derivatives")
    return statements[0]
