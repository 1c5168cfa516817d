"""The formula of a step of matrices in symbols; its numbers stand in grids below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backprop import formulas
from backprop.batches import Batch
from backprop.figure.layers.matrices import Grid, Layer, Matrices, Normal
from backprop.figure.layers.steps import MatrixStep, Operand
from backprop.formulas import Formula, added
from backprop.languages import words
from backprop.matrix_terms import Applied, Entrywise, Juxtaposed, Matrix, Transposed
from backprop.primitives import CALLED
from backprop.steps import Step
from backprop.terms import (
    Call,
    Constant,
    Group,
    Marked,
    Negative,
    Number,
    Partial,
    Product,
    Quotient,
    Role,
    Sum,
    Symbol,
    Term,
    leaves,
    parenthesized,
    replaced,
    term,
)


def _letters(layer: Layer) -> tuple[str, str]:
    """Of one entry of what the activation reads, and of what it makes: at the output not y, which is the target."""
    z, h = layer.argument.name.lower()[0], layer.activation.name.lower()
    return (z, h[0]) if h.startswith("h") else ("zo", h)


class Writer:
    """Writes the steps of one batch, whose nodes have `values`; if `shaped`, with rows and columns below matrices."""

    def __init__(self, matrices: Matrices, batch: Batch, values: Sequence[float], *, shaped: bool = True) -> None:
        self.matrices, self.batch, self.values, self.shaped = matrices, batch, values, shaped
        self.graph = batch.graph
        self.output = self.graph.nodes[self.graph.output].name

    def formulas(self, step: MatrixStep) -> list[Formula]:
        """What the step shows in symbols."""
        if step.target is None:
            return [formulas.step_formula(self.graph, self.values, step.scalars[-1])]
        return [Formula(self.operand(step.target), (self._right(step),))]

    def scalar(self, step: Step) -> Formula:
        """The formula of a scalar step in short: in symbols, in numbers, and what comes out."""
        formula = formulas.step_formula(self.graph, self.values, step)
        lines = (self._written(formula), *formula.lines[-2:])
        return Formula(formula.target, tuple(dict.fromkeys(lines)))

    def _written(self, formula: Formula) -> Term:
        """The line with all local derivatives written out in symbols."""
        return next(
            line
            for line in formula.lines
            if all(each.of == self.output for each in leaves(line) if isinstance(each, Partial))
        )

    def given(self) -> Iterator[Grid]:
        """The matrices that are given, as they come into the formulas."""
        yield self.matrices.inputs
        for layer in self.matrices.layers:
            yield from layer.given
        yield self.matrices.targets

    def operand(self, operand: Operand, *, shaped: bool = True) -> Term:
        """The symbol of an operand, in the color of what it is."""
        grid = operand.grid
        shape = grid.shape if shaped and self.shaped else None
        if operand.kind == "local":
            return Marked("local", Applied(_called(self._owner(grid).function), Matrix(grid.name, shape), slope=True))
        matrix = Matrix(grid.name, shape, self.output if operand.kind == "cotangent" else "")
        return Marked(self.role(operand), Transposed(matrix) if operand.transposed else matrix)

    def role(self, operand: Operand) -> Role:
        """By what it is tinted."""
        if operand.kind in ("cotangent", "local"):
            return operand.kind
        return "parameter" if operand.grid.nodes[0][0] in self.graph.parameters else "value"

    def _owner(self, grid: Grid) -> Layer:
        return next(layer for layer in self.matrices.layers if grid == layer.argument)

    def _right(self, step: MatrixStep) -> Term:
        symbols = [self.operand(each) for each in step.operands]
        match step.rule:
            case "affine":
                return Sum((Juxtaposed(tuple(symbols[:2])), symbols[2]))
            case "activation" | "together":
                return self._applied(step.layer.function, symbols[0])
            case "from_loss":
                return self._from_loss(step)
            case "slope" | "masked" | "by_masked" | "by_normalized":
                return Entrywise(tuple(symbols))
            case "shares":
                return self._shares(symbols[0], symbols[1])
            case "added":
                return Sum(tuple(symbols))
            case "by_added":
                return symbols[0]
            case "below":
                return added((Juxtaposed(tuple(symbols[:2])), *symbols[2:]))
            case "linear" | "weights" | "bias" | "one_bias":
                return Juxtaposed(tuple(symbols))
        assert step.layer.normal is not None
        return self._normalized(step, step.layer.normal)

    def _normalized(self, step: MatrixStep, normal: Normal) -> Term:
        """What belongs to a normalisation, where 𝟏 adds up."""
        ones = [self.operand(each) for each in step.operands if each.kind == "ones"]
        first, *others = (self.operand(each) for each in step.operands if each.kind != "ones")
        turned = any(each.transposed for each in step.operands if each.kind == "ones")

        def total(of: Term) -> Term:
            return Juxtaposed((*ones, of) if turned else (of, *ones))

        def share(of: Term, parts: int = 1) -> Term:
            return of if parts == normal.count else Product((Quotient(Constant(parts), Constant(normal.count)), of))

        def both() -> Term:
            return Group(Entrywise((first, others[0])))

        match step.rule:
            case "mean":
                return share(total(first))
            case "centred":
                return Sum((first, Negative(others[0])))
            case "variance":
                return share(total(both()))
            case "normalized":
                return Quotient(first, Call("sqrt", (_widened(others[0]),)))
            case "scaled":
                return Sum((Entrywise((first, others[0])), others[1]))
            case "by_scale":
                return total(both())
            case "by_shift":
                return total(first)
            case "by_variance":
                return Negative(Quotient(total(both()), Product((Constant(2), Group(_widened(others[1]))))))
            case "by_centred":
                straight = Quotient(first, Call("sqrt", (_widened(others[0]),)))
                return Sum((straight, share(Entrywise((others[1], others[2])), 2)))
            case "by_mean":
                return Negative(total(first))
        assert step.rule == "by_sums"
        return Sum((first, share(others[0])))

    def _applied(self, function: str, argument: Term) -> Term:
        return argument if function == "identity" else Applied(_called(function), argument)

    def slope(self, layer: Layer) -> Formula:
        """tanh′(z) = 1 − h²: the slope as the row of the activation has it, for one entry."""
        node = self.graph.nodes[layer.activation.nodes[0][0]]
        row = node.operation
        assert row is not None
        z, h = (Marked("value", Symbol(name)) for name in _letters(layer))
        settings = [self.graph.nodes[parent].constant for parent in node.parents[1:]]
        numbers = [Number(each) for each in settings if each is not None]
        bound: dict[str, Term] = dict(zip(row.arguments, (z, *numbers), strict=True), out=h)
        target = Applied(_called(row.name), z, slope=True)
        return Formula(Marked("local", target), (parenthesized(Marked("local", term(row.partials[0], bound))),))

    def _from_loss(self, step: MatrixStep) -> Term:
        """The derivative by one entry, with the matrices in the place of their entries."""
        written = self._written(formulas.step_formula(self.graph, self.values, step.scalars[0]))
        whole: dict[Term, Term] = {
            Symbol(self.graph.nodes[node].name): Matrix(grid.name, grid.shape)
            for grid in (step.layer.preactivation, step.layer.activation, self.matrices.targets)
            for row in grid.nodes
            for node in row
        }
        if (count := len(self.batch.samples)) > 1:
            loss = self.graph.nodes[self.batch.losses[0]].name
            whole[Partial(self.output, loss)] = Quotient(Constant(1), Constant(count))
        return replaced(written, whole)

    def _shares(self, p: Term, g: Term) -> Term:
        """P ⊙ (∂L/∂P − (P ⊙ ∂L/∂P) 𝟏𝟏ᵀ), where 𝟏𝟏ᵀ puts into each place the sum over the sample."""
        column = Matrix("𝟏", None)
        both = Group(Entrywise((p, g)))
        sums = (column, Transposed(column), both) if self.matrices.columns else (both, column, Transposed(column))
        return Entrywise((p, Group(Sum((g, Negative(Juxtaposed(sums)))))))


def _widened(variance: Term) -> Term:
    return Sum((variance, Symbol("epsilon")))


def _called(function: str) -> str:
    """The name of its row; of the identity, which no formula applies, the word."""
    return function if function in CALLED else words.operation_name(function)
