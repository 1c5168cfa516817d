"""A figure about a small program: what is given to it, and the graph that it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from backprop.errors import ProgramError, SpecificationError
from backprop.figure import boxes
from backprop.figure.graph_layout import graph_layout
from backprop.figure.reading import read_number
from backprop.figure.scenes import Scene, sizes
from backprop.greek import spelled
from backprop.languages import words
from backprop.program.limits import MOST_GIVEN
from backprop.program.naming import given_names
from backprop.program.tracing import Program, trace_program

# As many as a page can bear, and a browser can work out within two seconds.
MOST_OPERATIONS = 60
MOST_GRADIENTS = 90
MOST_AXES = 2
ROWS = "list numbers, or rows of equal length, such as [[0.1, 0.2], [0.3, 0.4]]"
NAMES = "list given values, such as [W, b]"

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProgramSubject:
    """A program, the shapes of what is given to it (() for a number), and which of that are parameters."""

    python: str
    shapes: tuple[tuple[str, Shape], ...]
    parameters: tuple[str, ...] = ()

    KEYS = ("python", "shapes", "parameters")

    @classmethod
    def read(cls, mapping: Mapping[str, object]) -> ProgramSubject:
        """Check the program; SpecificationError names its line.

        Authors give vectors and matrices under `values`; where the numbers come one by one, from the page, `shapes`
        says what they belong to.
        """
        subject = cls(_text(mapping["python"]), tuple(_shapes(mapping)), _names(mapping.get("parameters", ())))
        _check_size(subject.program())
        return subject

    def to_mapping(self) -> dict[str, object]:
        """What `read` reads back."""
        shapes = {name: list(shape) for name, shape in self.shapes}
        parameters = {"parameters": list(self.parameters)} if self.parameters else {}
        return {"python": self.python, "shapes": shapes, **parameters}

    def program(self) -> Program:
        """The program, traced; SpecificationError points at the line."""
        try:
            return trace_program(self.python, dict(self.shapes), self.parameters)
        except ProgramError as problem:
            remedy = f"on line {problem.line}: {problem.remedy}"
            raise SpecificationError("python", problem.value, remedy, problem.line) from problem

    def scene(self) -> Scene:
        """Graph, drawing, and the numbers that the program brings along."""
        program = self.program()
        description = words.describe_program(*sizes(program.graph), self.python.strip().count("\n") + 1)
        layout, composites = graph_layout(program.graph), boxes.of_program(program)
        return Scene(program.graph, layout, program.defaults, description, program, composites=composites)

    def check(self, values: Mapping[str, float]) -> None:
        """Every number fits a program."""

    def flat(self, given: object) -> object:
        """The given numbers, one by one under the names of the nodes."""
        if not isinstance(given, Mapping):
            return given
        entries = self.program().entries
        found: dict[str, object] = {}
        for name, value in given.items():
            if isinstance(value, list):
                numbers = (read_number(str(name), each) for each in _entries(value))
                found |= dict(zip(entries[spelled(str(name))], numbers, strict=True))
            else:
                found[name] = value
        return found


def gathered(mapping: Mapping[str, object]) -> Mapping[str, object]:
    """A mapping as authors write it, with vectors and matrices under `values` in the place of `shapes`; the mapping
    itself where it has other names too, such as those of numbers that a program brings along. It runs no program."""
    shapes, values = mapping.get("shapes"), mapping.get("values")
    if not isinstance(shapes, Mapping) or not isinstance(values, Mapping):
        return mapping
    entries = given_names(tuple(_said(shapes)))
    if {entry for each in entries.values() for entry in each} != set(values):
        return mapping
    numbers = {name: _shaped([values[entry] for entry in entries[name]], shape) for name, shape in _said(shapes)}
    return {**{key: value for key, value in mapping.items() if key != "shapes"}, "values": numbers}


def _check_size(program: Program) -> None:
    operations = [node.index for node in program.graph.nodes if node.operation is not None]
    if len(operations) > MOST_OPERATIONS:
        line = program.origins[operations[MOST_OPERATIONS]].line
        remedy = f"on line {line}: let it make at most {MOST_OPERATIONS}, so that every step can be drawn"
        raise SpecificationError("python", f"a program of {len(operations)} operations", remedy, line)
    if (wanted := len(program.graph.wanted)) > MOST_GRADIENTS:
        remedy = f"name at most {MOST_GRADIENTS} of the given values under parameters; these are {wanted}"
        raise SpecificationError("parameters", ", ".join(program.entries), remedy)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise SpecificationError("python", value, "write a program after python: |, in indented lines")
    return value.rstrip() + "\n"


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise SpecificationError("parameters", value, NAMES)
    return tuple(map(spelled, value))


def _shapes(mapping: Mapping[str, object]) -> Iterator[tuple[str, Shape]]:
    """The shape of each given name: as said, or of the numbers under `values`."""
    said, values = mapping.get("shapes"), mapping.get("values") or {}
    if said is not None:
        yield from _said(said)
        return
    if not isinstance(values, Mapping):
        raise SpecificationError("values", values, "list names and numbers, such as x: 0.5")
    count = 0
    for name, value in values.items():
        shape = _shape_of(spelled(str(name)), value)
        count += sum(1 for _ in _entries(value))
        if count > MOST_GIVEN:
            raise SpecificationError(str(name), f"the {count}th number", f"give at most {MOST_GIVEN} numbers")
        yield spelled(str(name)), shape


def _said(shapes: object) -> Iterator[tuple[str, Shape]]:
    if not isinstance(shapes, Mapping):
        raise SpecificationError("shapes", shapes, "leave this out: lists under values have their own shapes")
    for name, shape in shapes.items():
        whole = isinstance(shape, list) and all(type(each) is int and 1 <= each <= MOST_GIVEN for each in shape)
        if not whole or len(shape) > MOST_AXES:
            raise SpecificationError(str(name), shape, "give the lengths of at most two axes, such as [2, 3]")
        yield str(name), tuple(shape)


def _shape_of(name: str, value: object, axes: int = 0) -> Shape:
    """The shape of a number, a vector or a matrix; SpecificationError where rows differ."""
    if not isinstance(value, list):
        return ()
    inner = {_shape_of(name, each, axes + 1) for each in value} if axes < MOST_AXES else set()
    if len(inner) != 1:
        raise SpecificationError(name, value, ROWS)
    return (len(value), *inner.pop())


def _shaped(numbers: list[object], shape: Shape) -> object:
    """A number, a vector, or rows of numbers."""
    if len(shape) < MOST_AXES:
        return numbers if shape else numbers[0]
    return [numbers[start : start + shape[1]] for start in range(0, len(numbers), shape[1])]


def _entries(value: object) -> Iterator[object]:
    if isinstance(value, list):
        for each in value:
            yield from _entries(each)
    else:
        yield value
