"""Assigns what a program works out: to names, attributes and entries, and to several at once."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from backprop.program.arrays import Array, as_array, broadcast, chosen_places, index_in, stretched
from backprop.program.evaluating import Evaluator
from backprop.program.library import as_list
from backprop.program.limits import RefusedError, WrongError
from backprop.program.values import Datum, Instance, Scope, noun_for


class Assigner(Evaluator):
    """Evaluates, and assigns."""

    def bind(self, target: ast.expr, value: Datum, scope: Scope) -> None:
        """Assign a value to what stands on the left of =."""
        match target:
            case ast.Name(id=name):
                scope.names[name] = value
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                self._unpack(target, parts, value, scope)
            case ast.Attribute(value=inner, attr=name):
                self.set_attribute(target, self.value(inner, scope), name, value)
            case ast.Subscript(value=inner, slice=key):
                self.set_item(target, self.value(inner, scope), self.value(key, scope), value)
            case _:
                raise RefusedError(target, None, "assign to names, attributes and entries")

    def _unpack(self, target: ast.expr, parts: Sequence[ast.expr], value: Datum, scope: Scope) -> None:
        try:
            values = as_list(self, value)
        except WrongError as wrong:
            raise RefusedError(target, wrong.value, "give one value for each name") from wrong
        if len(values) != len(parts):
            raise RefusedError(target, f"{len(values)} values for {len(parts)} names", "give one value for each name")
        for each, item in zip(parts, values, strict=True):
            self.bind(each, item, scope)

    def set_attribute(self, node: ast.expr, owner: Datum, name: str, value: Datum) -> None:
        """owner.name = value"""
        if not isinstance(owner, Instance):
            raise RefusedError(
                node, f"{name} of {noun_for(owner)}", "assign attributes of objects of the program's classes"
            )
        self.budget.spend()
        owner.fields[name] = value

    def set_item(self, node: ast.expr, owner: Datum, key: Datum, value: Datum) -> None:
        """owner[key] = value"""
        try:
            if isinstance(owner, Array):
                self._put(owner, key if isinstance(key, tuple) else (key,), value)
            elif isinstance(owner, list) and not isinstance(key, slice):
                owner[index_in(key, len(owner))] = value
            else:
                raise WrongError(noun_for(owner), "assign to one entry of a list or an array")
        except WrongError as wrong:
            raise RefusedError(node, wrong.value, wrong.remedy) from wrong

    def _put(self, owner: Array, keys: tuple[Datum, ...], value: Datum) -> None:
        shape, chosen = chosen_places(owner, keys)
        self.budget.spend(len(chosen))
        array = as_array(value)
        if broadcast(shape, array.shape) != shape:
            raise WrongError(f"the shape {array.shape}", f"assign entries of the shape {shape}")
        for place, entry in zip(chosen, stretched(array, shape), strict=True):
            owner.cells[owner.places[place]] = entry
