"""Backpropagation, one step at a time: graphs, chain-rule steps, and the figures made of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from backprop.graph import Graph, GraphBuilder, evaluate
from backprop.network import Network, multilayer_perceptron
from backprop.steps import Contribution, Step, backward_steps, forward_steps, gradients

if TYPE_CHECKING:
    from backprop import operations
    from backprop.frameworks import compare
    from backprop.notebook import Figure, show

__all__ = [
    "Contribution",
    "Figure",
    "Graph",
    "GraphBuilder",
    "Network",
    "Step",
    "backward_steps",
    "compare",
    "evaluate",
    "forward_steps",
    "gradients",
    "multilayer_perceptron",
    "operations",
    "show",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """What draws, and the functions for traced code, are loaded when they are asked for."""
    if name == "operations":
        return import_module("backprop.operations")
    if name not in ("Figure", "compare", "show"):
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from backprop import frameworks, notebook

    return getattr(frameworks if name == "compare" else notebook, name)
