"""The slips by which a step's answer goes wrong, as a table: each works the step out again with the slip.

Nothing here knows a figure's numbers: a slip is made from the graph, its values and the step. Where a
slip changes a derivative or a value in writing (1 − h² without the square), it changes the text of the
primitive's row. `SLIPS` is in order of likelihood: of two that give the same number the first is named.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from backprop.figure.kinds import kind_of
from backprop.figure.questions import Part, Question
from backprop.functions import FUNCTIONS
from backprop.graph import Node, local_partial
from backprop.rows import compile_text
from backprop.steps import Step, backward_steps, gradients


def _added_despite_bug(asked: Question) -> Iterator[float]:
    """All paths, where the figure shows the bug that keeps the last."""
    if asked.overwrite and asked.parts:
        found = gradients(asked.graph, asked.values)
        yield found.get(asked.node.name, math.nan)


def _missing_path(asked: Question) -> Iterator[float]:
    products = [part.product for part in asked.parts]
    for place in range(len(products)) if len(products) > 1 else ():
        yield asked.total([*products[:place], *products[place + 1 :]])
    yield from products if len(products) > 2 else ()


def _forgot_local(asked: Question) -> Iterator[float]:
    if not asked.is_sum:
        yield from asked.with_local(lambda part: 1.0)


def _forgot_arriving(asked: Question) -> Iterator[float]:
    if asked.parts and not asked.is_sum:
        yield asked.total([part.local for part in asked.parts])


def _value_for_derivative(asked: Question) -> Iterator[float]:
    """The value of a function of one argument where its derivative belongs: h for 1 − h²."""
    yield from asked.with_local(lambda part: asked.values[part.node.index] if _is_curve(part.node) else None)


def _argument_for_value(asked: Question) -> Iterator[float]:
    """The derivative at z where its text wants h."""

    def changed(part: Part) -> float | None:
        if not _is_curve(part.node) or "out" not in _partial(part):
            return None
        return local_partial(part.node, part.position, asked.arguments_of(part.node), asked.arguments_of(part.node)[0])

    yield from asked.with_local(changed)


def _written_otherwise(pattern: str) -> Callable[[Question], Iterator[float]]:
    """A slip that loses what `pattern` finds in the text of a derivative, or of a forward value."""

    def local(asked: Question) -> Callable[[Part], float | None]:
        def changed(part: Part) -> float | None:
            row, arguments = part.node.operation, asked.arguments_of(part.node)
            assert row is not None
            given = (*row.arguments, "out")
            return _rewritten(given, _partial(part), pattern, (*arguments, asked.values[part.node.index]))

        return changed

    def slip(asked: Question) -> Iterator[float]:
        if asked.row:
            value = _rewritten(asked.row.arguments, asked.row.value, pattern, asked.arguments)
            yield from () if value is None else (value,)
        else:
            yield from asked.with_local(local(asked))

    return slip


def _other_factor(asked: Question) -> Iterator[float]:
    """In a sum of products or a product, another value of the same node where the local derivative belongs."""
    for part in asked.parts:
        if part.node.operation is not None and part.node.operation.name in ("affine", "mul"):
            for other in asked.arguments_of(part.node):
                yield asked.step.result - part.product + part.arriving * other


def _skipped_link(asked: Question) -> Iterator[float]:
    """What arrives one link of the chain too far: the local derivative between the two is lost."""
    if not isinstance(asked.step, Step) or asked.is_sum:
        return
    arrived = {asked.graph.output: 1.0} | {
        each.target: each.result for each in asked.steps[: asked.place] if each.phase == "backward"
    }
    for part in asked.parts if len(asked.parts) == 1 else ():
        for reader in asked.graph.nodes:
            if part.node.index in reader.parents and reader.index in arrived:
                yield arrived[reader.index] * part.local


def _updated_weight(asked: Question) -> Iterator[float]:
    """Weights that moved before the backward pass was over: in this step alone, or since it began."""
    if not isinstance(asked.step, Step) or not asked.parts or not asked.graph.trained:
        return
    values = updated(asked)

    def changed(part: Part) -> float:
        arguments = [values[parent] for parent in part.node.parents]
        return local_partial(part.node, part.position, arguments, values[part.node.index])

    yield from asked.with_local(changed)
    split = any(kind_of(each).adds_up for each in asked.steps)
    again = backward_steps(asked.graph, values, split_sums=split, overwrite=asked.overwrite)
    yield from (step.result for step in again if _same(step, asked.step))


def _same(one: Step, other: Step) -> bool:
    """Whether they find the same thing along the same edges."""
    ways = [[(part.consumer, part.position) for part in step.contributions] for step in (one, other)]
    return (one.target, one.part, ways[0]) == (other.target, other.part, ways[1])


def updated(asked: Question) -> list[float]:
    """The values with the parameters as they are after an update."""
    slopes = gradients(asked.graph, asked.values)
    names = {index: asked.graph.nodes[index].name for index in asked.graph.trained}
    return [
        value - asked.rate * slopes[names[index]] if index in names else value
        for index, value in enumerate(asked.values)
    ]


def _value_for_gradient(asked: Question) -> Iterator[float]:
    if asked.parts:
        yield asked.values[asked.node.index]


def _forgot_mean(asked: Question) -> Iterator[float]:
    """The sum over the samples, not divided by how many there are."""
    if len(asked.averaged) > 1:
        yield sum(asked.averaged)


def _one_sample(asked: Question) -> Iterator[float]:
    """What a single sample has."""
    yield from asked.averaged if len(asked.averaged) > 1 else ()


def _wrong_sign(asked: Question) -> Iterator[float]:
    yield -asked.step.result


def _wrong_sign_of_part(asked: Question) -> Iterator[float]:
    products = [part.product for part in asked.parts] or _terms(asked)
    for product in products if len(products) > 1 else ():
        yield asked.step.result - 2 * product


def _forgot_bias(asked: Question) -> Iterator[float]:
    if asked.row and asked.row.name == "affine":
        yield asked.step.result - _terms(asked)[-1]


def _forgot_function(asked: Question) -> Iterator[float]:
    if asked.row and _is_curve(asked.node):
        yield asked.arguments[0]


def _derivative_for_value(asked: Question) -> Iterator[float]:
    if asked.row and _is_curve(asked.node):
        yield local_partial(asked.node, 0, asked.arguments, asked.values[asked.node.index])


def _missing_term(asked: Question) -> Iterator[float]:
    terms = _terms(asked)
    for term in terms[:-1] if len(terms) > 2 else ():
        yield asked.step.result - term


def _added_for_multiplied(asked: Question) -> Iterator[float]:
    if asked.row and asked.row.name in ("affine", "mul"):
        yield sum(asked.arguments)


def _degrees(asked: Question) -> Iterator[float]:
    if asked.row and asked.row.name in ("sin", "cos"):
        yield asked.row.compute(math.radians(asked.arguments[0]))


def _common_logarithm(asked: Question) -> Iterator[float]:
    if asked.row and asked.row.name == "log":
        yield math.log10(asked.arguments[0])


def _is_curve(node: Node) -> bool:
    """A function of one argument: tanh, exp, a power."""
    return node.operation is not None and len(node.parents) == 1 and node.operation.name not in ("identity", "neg")


def _partial(part: Part) -> str:
    assert part.node.operation is not None
    return part.node.operation.partials[part.position]


def _terms(asked: Question) -> list[float]:
    """The products and then the bias of a weighted sum."""
    if not asked.row or asked.row.name != "affine":
        return []
    count, given = len(asked.arguments) // 2, asked.arguments
    return [*(w * x for w, x in zip(given[:count], given[count + 1 :], strict=True)), given[count]]


def _rewritten(names: tuple[str, ...], text: str, pattern: str, given: Sequence[float]) -> float | None:
    function = _without(names, text, pattern)
    return None if function is None else float(function(*given))


@lru_cache(maxsize=256)
def _without(names: tuple[str, ...], text: str, pattern: str) -> Callable[..., float] | None:
    changed = re.sub(pattern, "", text)
    return None if changed == text else compile_text(names, changed, FUNCTIONS)


SLIPS: dict[str, Callable[[Question], Iterator[float]]] = {
    "added_despite_bug": _added_despite_bug,
    "wrong_sign": _wrong_sign,
    "forgot_mean": _forgot_mean,
    "one_sample": _one_sample,
    "missing_path": _missing_path,
    "missing_term": _missing_term,
    "wrong_sign_of_part": _wrong_sign_of_part,
    "forgot_local": _forgot_local,
    "forgot_arriving": _forgot_arriving,
    "value_for_derivative": _value_for_derivative,
    "forgot_one_minus": _written_otherwise(r"\b1 - "),
    "forgot_square": _written_otherwise(r"\*\*2\b"),
    "forgot_number": _written_otherwise(r"\b\d+(/\d+)?\*(?!\*)"),
    "argument_for_value": _argument_for_value,
    "forgot_bias": _forgot_bias,
    "forgot_function": _forgot_function,
    "derivative_for_value": _derivative_for_value,
    "added_for_multiplied": _added_for_multiplied,
    "degrees": _degrees,
    "common_logarithm": _common_logarithm,
    "updated_weight": _updated_weight,
    "skipped_link": _skipped_link,
    "other_factor": _other_factor,
    "value_for_gradient": _value_for_gradient,
}


def results(name: str, asked: Question) -> list[float]:
    """What the slip called `name` makes of the step; nothing where the slip cannot happen."""
    found: list[float] = []
    try:
        for value in SLIPS[name](asked):
            if isinstance(value, float | int) and math.isfinite(value):
                found.append(float(value))
    except (ArithmeticError, ValueError, TypeError):
        pass  # the slip leaves the domain of the operation, so nobody can have made it
    return found
