"""Backpropagation, one step at a time: graphs, chain-rule steps, and the figures made of them."""

from backprop.graph import Graph, GraphBuilder, evaluate
from backprop.network import Network, multilayer_perceptron
from backprop.steps import Contribution, Step, backward_steps, forward_steps, gradients

__all__ = [
    "Contribution",
    "Graph",
    "GraphBuilder",
    "Network",
    "Step",
    "backward_steps",
    "evaluate",
    "forward_steps",
    "gradients",
    "multilayer_perceptron",
]
