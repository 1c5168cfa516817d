"""The sections of the page about errors, see `tools.errors`: what brings such messages, and which modules have them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One section: what brings such messages, and the modules, or the beginnings of their names, that have them."""

    title: str
    cause: str
    modules: tuple[str, ...]


PARTS = (
    Part(
        "The fence cannot be read",
        "A fence is YAML. The parser stops where it cannot go on; what is said is what most probably led there.",
        ("backprop_web.document", "backprop_web.mistakes", "backprop_web.near"),
    ),
    Part(
        "A key or its value does not fit",
        "A key is missing, misspelled, given twice, of another subject, or its value is of another kind.",
        ("backprop_web.schema", "backprop_web.page", "backprop.figure"),
    ),
    Part(
        "A network that cannot be",
        "Widths, activations, losses and wiring must fit together, and stay small enough to be drawn.",
        (
            *("backprop.network", "backprop.layer_building", "backprop.losses", "backprop.wiring", "backprop.initial"),
            *("backprop.settings", "backprop.matrix_terms"),
        ),
    ),
    Part(
        "A formula cannot be read",
        "The message counts columns, and lines where there are several, from 1.",
        ("backprop.expression", "backprop.parsing", "backprop.residuals", "backprop.tokens", "backprop.greek"),
    ),
    Part(
        "A program cannot be read or run",
        "A program may use a part of Python; the message names its line. Nothing of it runs where a part is refused.",
        ("backprop.program",),
    ),
    Part(
        "A number that a step meets",
        "An operation is not defined at a value, or a result is no finite number. The message names the node.",
        (
            *("backprop.functions", "backprop.graph", "backprop.steps", "backprop.samples", "backprop.training"),
            *("backprop.checking", "backprop.derivatives", "backprop.tangents", "backprop.families", "backprop.table"),
            *("backprop.optimisers", "backprop.compiled", "backprop.rows", "backprop.batches", "backprop.counting"),
            *("backprop.signals", "backprop.primitives", "backprop.tape", "backprop.composites"),
        ),
    ),
    Part(
        "An exercise",
        "A fence `exercise` or the file of a worksheet.",
        ("backprop.exercise", "backprop_web.exercises", "backprop_web.terminal_worksheet", "backprop_web.worksheets"),
    ),
    Part(
        "In Python, a terminal or a notebook",
        "What is called or asked for there, the models of other frameworks, and what a reader does in the page.",
        (
            *("backprop.terminal", "backprop.notebook", "backprop.frameworks", "backprop.session", "backprop.tracing"),
            *("backprop.written", "backprop.export", "backprop.operations", "backprop.notation"),
            *("backprop_web.picture", "backprop_web.sandbox", "backprop_web.terminal", "backprop_web.rendering"),
            *("backprop_web.described", "mkdocs_backprop", "backprop_web.engine", "backprop_web.alone"),
        ),
    ),
    Part(
        "Whole batches, with NumPy",
        "The modules `backprop.dense` and `backprop.physics`, which figures of physics are trained with.",
        ("backprop.dense", "backprop.physics"),
    ),
)
