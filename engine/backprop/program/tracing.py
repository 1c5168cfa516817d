"""A program traced to the graph that it computes, with the line and the calls that made each node."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from backprop.errors import GraphError, ProgramError
from backprop.graph import Graph, GraphBuilder, look
from backprop.languages import words
from backprop.program.allowed import check
from backprop.program.arrays import Array, Shape
from backprop.program.interpreting import KNOWN, Interpreter
from backprop.program.limits import Budget, RefusedError
from backprop.program.naming import Names, given_names
from backprop.program.reading import parsed
from backprop.program.recording import Origin, Recorder
from backprop.program.values import Datum, Scope, assigned_names, noun_for
from backprop.tracing import Traced

RESULTS = ("L", "loss")

Shapes = tuple[tuple[str, Shape], ...]


@dataclass(frozen=True, slots=True)
class Program:
    """A traced program: `entries` names the nodes of each given name, row by row, `defaults` holds the number of each
    Value(number), and `origins` says of each node that an operation made where that was."""

    text: str
    graph: Graph
    entries: Mapping[str, tuple[str, ...]]
    defaults: Mapping[str, float]
    origins: Mapping[int, Origin]


def trace_program(text: str, shapes: Mapping[str, Shape], parameters: Sequence[str] = ()) -> Program:
    """Trace a program whose given names have these `shapes`, () for a number.

    `parameters` names those that training may change; then their gradients are wanted, else those of all given values.
    Errors: ProgramError, which points at the line.
    """
    return _traced(text, tuple(shapes.items()), tuple(parameters))


@lru_cache(maxsize=16)
def _traced(text: str, shapes: Shapes, parameters: tuple[str, ...]) -> Program:
    tree = parsed(text)
    try:
        check(tree)
        _check_given(shapes, tree)
    except RefusedError as refused:
        raise _error(text, refused) from refused
    recorder = Recorder(GraphBuilder())
    entries = given_names(shapes)
    given = {name: _give(recorder, entries[name], shape) for name, shape in shapes}
    machine = Interpreter(recorder, Budget())
    scope = Scope(Scope(None, frozenset(), KNOWN), assigned_names(tree.body), dict(given))
    output = _run(text, tree, machine, scope)
    return _program(text, machine, entries, output, parameters)


def _run(text: str, tree: ast.Module, machine: Interpreter, scope: Scope) -> int:
    """Run the program and return the node of its result."""
    try:
        machine.run(tree.body, scope)
        return _result(tree.body[-1], machine, scope)
    except RefusedError as refused:
        raise _error(text, refused) from refused
    except (RecursionError, MemoryError) as problem:
        raise ProgramError("this program", "nest less deeply", machine.recorder.line) from problem


def _check_given(shapes: Shapes, tree: ast.Module) -> None:
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    seen = dict[str, str]()
    for name, _ in shapes:
        if (other := seen.setdefault(look(name), name)) != name:
            raise RefusedError(tree.body[0], name, words.FORMULAS["alike"].format(other=other))
        if name in KNOWN:
            raise RefusedError(tree.body[0], name, "it has a meaning of its own: call the given value otherwise")
        if name not in read:
            raise RefusedError(tree.body[0], name, "it is given under values, and the program never uses it")


def _give(recorder: Recorder, names: Sequence[str], shape: Shape) -> Datum:
    values = [recorder.wrap(recorder.builder.give(each)) for each in names]
    return Array(shape, values) if shape else values[0]


def _result(last: ast.stmt, machine: Interpreter, scope: Scope) -> int:
    found = machine.last if machine.differentiated is None else machine.differentiated
    if found is None:
        found = next((scope.names[name] for name in RESULTS if name in scope.names), None)
    if isinstance(found, Array) and len(found.places) == 1:
        (found,) = found.entries
    if isinstance(found, Traced):
        return found.index
    if found is None:
        raise RefusedError(last, "a program without a result", "let the last line give it, such as L = …")
    remedy = "let the last line give one number that depends on given values, such as a loss"
    raise RefusedError(last, f"a program whose result is {noun_for(found)}", remedy)


def _program(
    text: str, machine: Interpreter, entries: Mapping[str, tuple[str, ...]], output: int, parameters: Sequence[str]
) -> Program:
    recorder, builder = machine.recorder, machine.recorder.builder
    if builder.nodes[output].operation is None:
        output = recorder.append("identity", (output,), None)
    machine.names.give(output)
    defaults = {builder.nodes[index].name: number for index, number in machine.defaults.items()}
    graph = builder.graph(output)
    given = frozenset(node.index for node in graph.given)
    if not given:
        raise ProgramError(text, "give a value under values, or make one with Value(0.5), to derive by", 1)
    trained = frozenset(index for name in parameters for index in _called(name, graph, entries, machine.names, given))
    graph = replace(graph, parameters=trained, wanted=trained or given)
    return Program(text, graph, entries, defaults, dict(recorder.origins))


def _called(
    name: str, graph: Graph, entries: Mapping[str, tuple[str, ...]], names: Names, given: frozenset[int]
) -> frozenset[int]:
    """The given nodes that a name under `parameters` stands for."""
    own = entries.get(name, (name,))
    found = frozenset(graph.by_name[each] for each in own if each in graph.by_name) | names.called(name)
    if not found & given:
        known = ", ".join(
            [*entries, *(node.name for node in graph.given if node.name not in sum(entries.values(), ()))]
        )
        raise GraphError("parameters", name, f"name given values, of {known}")
    return found & given


def _error(text: str, refused: RefusedError) -> ProgramError:
    line, column = getattr(refused.node, "lineno", 1), getattr(refused.node, "col_offset", 0)
    value = refused.value or ast.get_source_segment(text, refused.node) or "this line"
    return ProgramError(value, refused.remedy, line, column + 1)
