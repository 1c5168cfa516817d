"""Figures in a notebook, and as plain text in a terminal: `Figure` and `show`.

    import backprop
    backprop.show("exp(sin(x**2))", x=0.8)
    backprop.show(lambda x, y: x*y + x, x=2.0, y=3.0)
    backprop.Figure(network=[1, 2, 1], activation="tanh", values={"x": 0.5})

As the last line of a cell each is a figure to step through, which needs no server and stays in an exported notebook.
The HTML comes with another distribution, see `backprop.extras`; without it there are formulas, and text.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from textwrap import dedent
from typing import Any

from backprop.errors import BackpropError, SpecificationError
from backprop.extras import extra
from backprop.figure import rows
from backprop.figure.frames import run_of, stepped_scene
from backprop.figure.runs import Run
from backprop.figure.specification import Specification
from backprop.figure.subjects import LONGEST_EXPRESSION, SteppedSubject
from backprop.graph import Graph
from backprop.languages import words
from backprop.tracing import argument_names, trace
from backprop.written import program_of

NAME = "figure"
LONGEST_TITLE = 100
# In pixels: how wide a drawing is where there is room, and what stands above and below it.
DRAWING_WIDTH, AROUND, LARGEST = 466, 330, 900
RESULTS = ("y", "f", "result", "out")


class Figure:
    """A figure, from the keys that a fence has: `Figure(network=[1, 2, 1])`, or from a mapping of them.

    SpecificationError names the first key that is wrong. `name` and `title` may be left out.
    """

    def __init__(self, description: Mapping[str, object] | None = None, /, **keys: object) -> None:
        given = {**(description or {}), **keys}
        self.description: Mapping[str, object] = {"name": NAME, "title": _title(given), **given}
        self.specification = Specification.from_mapping(self.description)
        # A notebook asks for several forms of a figure: what cannot be computed is told once, and here.
        if self._is_stepped:
            with self.specification.spoken():
                run_of(self.specification)

    def __repr__(self) -> str:
        """The title, and every step as a row."""
        title = self.specification.title
        if not self._is_stepped:
            return title
        with self.specification.spoken():
            return f"{title}\n{self._which_steps}\n{rows.table(self._run)}".rstrip()

    @property
    def _which_steps(self) -> str:
        """Matrices have no rows of text: of what a figure in that view prints, it is said that it is something else. Of
        several samples it is said whose steps they are."""
        samples = self._run.samples
        of = words.ROWS_OF_SAMPLE.format(number=samples.shown + 1, count=len(samples)) if samples else ""
        said = [words.SCALAR_ROWS] if self.specification.telling.view == "layers" else []
        return "".join(f"{line}\n" for line in (*said, of) if line)

    def _repr_html_(self) -> str | None:
        """A frame with the figure in it, for notebooks; None where nothing is installed that makes HTML."""
        framed = extra("framed")
        return None if framed is None else str(framed(self.description, self.specification.title, self._height))

    def _repr_latex_(self) -> str | None:
        """All formulas; None for a plot, which has none."""
        if not self._is_stepped:
            return None
        with self.specification.spoken():
            return f"$$\n{rows.as_tex(self._run)}$$"

    @property
    def _height(self) -> int:
        """Of the frame: the page inside it cannot ask for more, and scrolls where it needs it."""
        if not isinstance(self.specification.subject, SteppedSubject):
            return LARGEST
        layout = stepped_scene(self.specification).layout
        return min(LARGEST, round(AROUND + DRAWING_WIDTH * layout.height / layout.width))

    @property
    def _is_stepped(self) -> bool:
        return isinstance(self.specification.subject, SteppedSubject)

    @property
    def _run(self) -> Run:
        return run_of(self.specification)


def show(what: str | Graph | Callable[..., Any], /, **values: object) -> Figure:
    """The steps of a formula, a traced graph or a plain Python function at `values`, one for each argument.

    Where the text of a function is at hand and the program part reads it, the figure shows its lines; any other
    function is traced, see `backprop.tracing`. Errors: SpecificationError, and those of tracing.
    """
    if isinstance(what, str):
        return _figure({"expression": what}, values)
    if isinstance(what, Graph):
        return _traced(what, values)
    names, values = argument_names(what), {**_defaults(what), **values}
    _require(names, values)
    # Not within `except`: what goes wrong then would be told below the reason why the lines cannot be shown.
    with suppress(OSError, SyntaxError, BackpropError):
        return _figure({"python": _program(what, names), "title": _called(what)}, values)
    return _traced(trace(what), values, _called(what))


def _figure(keys: Mapping[str, object], values: Mapping[str, object]) -> Figure:
    try:
        return Figure({**keys, "values": values})
    except SpecificationError as problem:
        if problem.value != "missing":
            raise
        raise _missing(problem.argument) from None


def _traced(graph: Graph, values: Mapping[str, object], title: str = "A traced function") -> Figure:
    used = {parent for node in graph.nodes for parent in node.parents}
    idle = {node.name for node in graph.given if node.index not in used}
    # What the result does not depend on is no part of the lines.
    kept = {name: value for name, value in values.items() if name not in idle}
    lines = program_of(graph)
    # A program has its lines beside the graph, and fewer functions.
    key = "expression" if len(lines) <= LONGEST_EXPRESSION else "python"
    return _figure({key: lines, "title": title}, kept)


def _program(function: Callable[..., Any], names: Sequence[str]) -> str:
    """The function's text, and a call of it."""
    own = function.__name__
    result = next(each for each in RESULTS if each not in (*names, own))
    return f"{_without_annotations(dedent(inspect.getsource(function)))}\n{result} = {own}({', '.join(names)})\n"


def _without_annotations(source: str) -> str:
    """A program has none; where the function has none either, its text stays as it is."""
    made = ast.parse(source).body[0]
    if not isinstance(made, ast.FunctionDef) or not (made.returns or any(each.annotation for each in made.args.args)):
        return source
    made.returns = None
    for each in made.args.args:
        each.annotation = None
    return f"{ast.unparse(made)}\n"


def _require(names: Sequence[str], values: Mapping[str, object]) -> None:
    for name in names:
        if name not in values:
            raise _missing(name)


def _missing(name: str) -> SpecificationError:
    return SpecificationError(name, "missing", f"give it a number: show(…, {name}=0.5)")


def _defaults(function: Callable[..., Any]) -> dict[str, object]:
    given = inspect.signature(function).parameters.values()
    return {each.name: each.default for each in given if each.default is not each.empty}


def _called(function: Callable[..., Any]) -> str:
    own = function.__name__
    return "A function" if own == "<lambda>" else f"The function {own}"


def _title(keys: Mapping[str, object]) -> str:
    """What a figure without a title is called."""
    text = str(keys.get("expression", "")).strip()
    if text:
        return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…"
    return f"The network {keys['network']}" if "network" in keys else "A figure"
