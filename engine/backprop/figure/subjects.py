"""What a figure can be about: a network or an expression. Each knows its graph and its drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from backprop.errors import ExpressionError, ShapeError, SpecificationError
from backprop.expression import expression
from backprop.figure import boxes, wirings
from backprop.figure.graph_layout import graph_layout
from backprop.figure.network_layout import network_layout
from backprop.figure.programs import ProgramSubject
from backprop.figure.reading import (
    read_activation,
    read_choice,
    read_scheme,
    read_seed,
    read_text,
    read_whole_numbers,
)
from backprop.figure.sampling import SHOWN, alike, in_braces, of_sample, read_rows, read_shown
from backprop.figure.scenes import Scene, sizes
from backprop.graph import Graph
from backprop.initial import initial_values
from backprop.languages import language, words
from backprop.losses import LOSSES
from backprop.network import Network, default_values, multilayer_perceptron
from backprop.notation import Notation, notation
from backprop.opened import openable
from backprop.primitives import ACTIVATIONS
from backprop.residuals import residual_loss
from backprop.samples import Samples
from backprop.wiring import PLAIN, Wiring

MOST_LAYERS = 8
MOST_UNITS = 8
MOST_PARAMETERS = 120
MOST_OPERATIONS = 60
# One alone stands under `values`.
LEAST_SAMPLES, MOST_SAMPLES = 2, 20
LONGEST_EXPRESSION = 400


@dataclass(frozen=True, slots=True)
class NetworkSubject:
    """A multilayer perceptron with its loss; of `samples`, if there are any, the mean of it."""

    network: tuple[int, ...]
    activation: str | tuple[str, ...]
    loss: str
    fused: bool = False
    output: str = "identity"
    samples: Samples | None = None
    wiring: Wiring = PLAIN

    KEYS = (
        *("network", "activation", "output", "loss", "fused", "initial", "seed", "samples", "sample"),
        *wirings.KEYS,
    )

    @classmethod
    def read(cls, mapping: Mapping[str, object]) -> NetworkSubject:
        """Check the keys of a network; SpecificationError names key, value and remedy."""
        widths = read_whole_numbers(mapping, "network", (2, MOST_LAYERS), (1, MOST_UNITS))
        activation = _read_activation(mapping, len(widths) - 2)
        loss = read_choice(mapping, "loss", tuple(LOSSES))
        _check_size(widths)
        _check_outputs(widths, loss)
        fused, output = _read_fused(mapping, loss), _read_output(mapping, loss)
        wiring = wirings.read_wiring(mapping)
        if mapping.get("view") == "layers":
            wiring = wirings.in_matrices(wiring, widths)
        subject = cls(widths, activation, loss, fused, output, wiring=wiring)
        _check_operations(subject)
        return replace(subject, samples=_of_network(mapping, network_of(subject)))

    def to_mapping(self) -> dict[str, object]:
        """What `read` reads back."""
        activation = self.activation if isinstance(self.activation, str) else list(self.activation)
        output = {"output": self.output} if self.output != "identity" else {}
        fused = {"fused": True} if self.fused else {}
        samples = _to_mapping(self.samples)
        return {
            **{"network": list(self.network), "activation": activation, **output, "loss": self.loss, **fused},
            **wirings.wiring_mapping(self.wiring),
            **samples,
        }

    def initial(self, mapping: Mapping[str, object]) -> dict[str, float]:
        """The parameters by the scheme and the seed that the mapping names; written out, they stand under `values`."""
        if "initial" not in mapping:
            if "seed" in mapping:
                raise SpecificationError(
                    "seed", mapping["seed"], "add a line such as initial: xavier, or leave this out"
                )
            return {}
        scheme = read_scheme("initial", mapping["initial"])
        return initial_values(network_of(self), scheme, read_seed(mapping))

    def check(self, values: Mapping[str, float]) -> None:
        """Refuse targets that the loss cannot have; the error names the target and the remedy."""
        network = network_of(self)
        names = [network.graph.nodes[index].name for index in network.targets]
        for within, each in self._each(values):
            LOSSES[self.loss].check_targets({name: each[name] for name in names}, within)

    def _each(self, values: Mapping[str, float]) -> Iterator[tuple[str, Mapping[str, float]]]:
        """Where each sample stands, and its numbers; one that a reader changed stands in the fields of the page."""
        if self.samples is None:
            yield "", values
            return
        for place, (built, now) in enumerate(zip(self.samples, self.samples.changed(values), strict=True)):
            yield f"samples.{place}." if now == built else "", now

    def scene(self, opened: tuple[str, ...] = ()) -> Scene:
        """Graph, drawing, and the chapter's numbers; what is `opened` is several operations."""
        network = network_of(self, opened)
        layout = network_layout(network)
        parameters = len(network.graph.parameters)
        description = " ".join([words.describe_network(self.network, parameters), *wirings.described(self.wiring)])
        apart = network_of(replace(self, fused=False)).graph if self.fused else None
        defaults = {**default_values(network), **self.wiring.masks}
        scene = Scene(network.graph, layout, defaults, description, apart=apart)
        predictions = tuple(unit.activation for unit in network.layers[-1])
        wholes = {each: boxes.within(network_of(self, (each,))) for each in openable(LOSSES[self.loss], self.fused)}
        scene = replace(scene, predictions=predictions, composites=boxes.of_network(network), wholes=wholes)
        return of_sample(scene, self.samples)


@dataclass(frozen=True, slots=True)
class ExpressionSubject:
    """A formula written as text, such as log(x1) + x1*x2 - sin(x2)."""

    expression: str
    residual: str = ""
    samples: Samples | None = None

    KEYS = ("expression", "residual", "samples", "sample")

    @classmethod
    def read(cls, mapping: Mapping[str, object]) -> ExpressionSubject:
        """Check the text; SpecificationError points at the place that cannot be read."""
        text = read_text(mapping, "expression", "", LONGEST_EXPRESSION)
        residual = read_text(mapping, "residual", "", LONGEST_EXPRESSION)
        _read_graph("expression", text)
        graph = _read_graph("residual", text, residual) if residual else expression(text)
        if not graph.given:
            raise SpecificationError("expression", text, "it never changes: use a name too, such as x, to derive by")
        operations = sum(node.operation is not None for node in graph.nodes)
        if not 1 <= operations <= MOST_OPERATIONS:
            remedy = f"write 1 to {MOST_OPERATIONS} operations, so that every step can be drawn"
            raise SpecificationError("expression", f"{operations} operations long", remedy)
        return cls(text, residual, _of_expression(mapping, graph))

    def to_mapping(self) -> dict[str, object]:
        """What `read` reads back."""
        residual = {"residual": self.residual} if self.residual else {}
        return {"expression": self.expression, **residual, **_to_mapping(self.samples)}

    def check(self, values: Mapping[str, float]) -> None:
        """Any numbers will do, as far as the operations are defined there."""

    def scene(self) -> Scene:
        """Graph and drawing; every given value must be named."""
        graph = _read_graph("expression", self.expression, self.residual, self.samples)
        scene = Scene(graph, graph_layout(graph), {}, words.describe_expression(*sizes(graph)))
        return of_sample(scene, self.samples)


def _read_graph(key: str, text: str, residual: str = "", samples: Samples | None = None) -> Graph:
    """The graph of the texts; SpecificationError points at the place in the one called `key`.

    With samples, what they leave are the parameters, and the result is a loss.
    """
    try:
        output = "L" if samples else "y"
        graph = residual_loss(text, residual) if residual else expression(text, output=output)
    except ExpressionError as problem:
        raise unreadable(key, problem) from problem
    if samples is None:
        return graph
    parameters = frozenset(node.index for node in graph.given if node.name not in samples.names)
    return replace(graph, parameters=parameters, wanted=graph.wanted & parameters)


def _of_network(mapping: Mapping[str, object], network: Network) -> Samples | None:
    """The samples, each with all inputs and targets."""
    if _is_single(mapping):
        return None
    rows, nodes = read_rows(mapping["samples"], LEAST_SAMPLES, MOST_SAMPLES), network.graph.nodes
    names = [nodes[index].name for index in (*network.inputs, *network.targets)]
    fixed = [nodes[index].name for index in network.graph.parameters]
    return alike(rows, names, fixed, read_shown(mapping, len(rows)))


def _of_expression(mapping: Mapping[str, object], graph: Graph) -> Samples | None:
    """The samples, each with the names that the first one gives; the others are parameters."""
    if _is_single(mapping):
        return None
    rows, given = read_rows(mapping["samples"], LEAST_SAMPLES, MOST_SAMPLES), [node.name for node in graph.given]
    names = [name for name in given if name in rows[0]]
    if len(names) == len(given):
        remedy = "leave a name of the formula to values: a parameter, which is the same for every sample"
        raise SpecificationError("samples.0", in_braces(rows[0]), remedy)
    fixed = [name for name in given if name not in names]
    return alike(rows, names or given, fixed, read_shown(mapping, len(rows)))


def _is_single(mapping: Mapping[str, object]) -> bool:
    """Whether there are no samples; then there is none to show either."""
    if "samples" not in mapping and SHOWN in mapping:
        raise SpecificationError(SHOWN, mapping[SHOWN], "leave this out, or list the samples under samples")
    return "samples" not in mapping


def _to_mapping(samples: Samples | None) -> dict[str, object]:
    return {"samples": list(samples), SHOWN: samples.shown + 1} if samples else {}


def unreadable(key: str, problem: ExpressionError) -> SpecificationError:
    """The error for the formula under `key`, with the place in it; the line only where there are several."""
    line = f"line {problem.line}, " if problem.line > 1 else ""
    return SpecificationError(key, problem.value, f"at {line}column {problem.column}: {problem.remedy}")


SampledSubject = NetworkSubject | ExpressionSubject
SteppedSubject = SampledSubject | ProgramSubject


def scene_of(subject: SteppedSubject, closed: tuple[str, ...] = ()) -> Scene:
    """The subject's scene, with these boxes closed, in the language that is spoken; it does not depend on the numbers
    that a reader drags."""
    return _scene_of(subject, closed, language(), notation())


@lru_cache(maxsize=8)
def _scene_of(subject: SteppedSubject, closed: tuple[str, ...], _: str, __: Notation) -> Scene:
    opened, shut = boxes.parted(closed)
    network = network_of(subject, opened) if isinstance(subject, NetworkSubject) else None
    if shut:
        return boxes.with_closed(scene_of(subject, closed[len(shut) :]), shut, network)
    return subject.scene(opened) if isinstance(subject, NetworkSubject) else subject.scene()


@lru_cache(maxsize=8)
def network_of(subject: NetworkSubject, opened: tuple[str, ...] = ()) -> Network:
    """The network that the subject is about; what is `opened` is several operations."""
    hidden = len(subject.network) - 2
    each = (subject.activation,) * hidden if isinstance(subject.activation, str) else subject.activation
    activations = (*each, subject.output)
    return multilayer_perceptron(
        *(subject.network, activations, subject.loss), fused=subject.fused, wiring=subject.wiring, opened=opened
    )


def _read_activation(mapping: Mapping[str, object], hidden: int) -> str | tuple[str, ...]:
    """One activation for all hidden layers, or a list with one for each."""
    value = mapping.get("activation", ACTIVATIONS[0])
    if not isinstance(value, list | tuple):
        return read_activation("activation", value)
    if len(value) != hidden:
        layers = f"{hidden} activation{'s' * (hidden != 1)}, one for each hidden layer"
        raise SpecificationError("activation", list(value), f"list {layers}, or write one for all")
    return tuple(read_activation("activation", each) for each in value)


def _read_output(mapping: Mapping[str, object], loss: str) -> str:
    """The activation of the output layer; with a cross-entropy it is what makes the probabilities, said or not."""
    probability = LOSSES[loss].probability
    value = mapping.get("output", "identity")
    if probability and "output" in mapping and value != probability:
        raise SpecificationError("output", value, f"leave this out: with {loss} the output is the {probability}")
    return "identity" if probability else read_activation("output", value)


def _read_fused(mapping: Mapping[str, object], loss: str) -> bool:
    value = mapping.get("fused", False)
    if not isinstance(value, bool):
        raise SpecificationError("fused", value, "write true or false")
    if value and not LOSSES[loss].fused:
        known = " or ".join(name for name, row in LOSSES.items() if row.fused)
        raise SpecificationError("fused", value, f"leave this out, or use {known} as the loss")
    return value


def _check_size(widths: Sequence[int]) -> None:
    parameters = sum((below + 1) * width for below, width in pairwise(widths))
    if parameters > MOST_PARAMETERS:
        remedy = f"use at most {MOST_PARAMETERS} weights and biases; these are {parameters}"
        raise SpecificationError("network", list(widths), remedy)


def _check_operations(subject: NetworkSubject) -> None:
    """Of a network with more than sums and activations, whose drawing has more cells; a batch has matrices."""
    if subject.wiring.is_plain or subject.wiring.normalize == "batch":
        return
    operations = sum(node.operation is not None for node in network_of(subject).graph.nodes)
    if operations > MOST_OPERATIONS:
        remedy = f"use fewer units: at most {MOST_OPERATIONS} operations with what else is asked for, not {operations}"
        raise SpecificationError("network", list(subject.network), remedy)


def _check_outputs(widths: Sequence[int], loss: str) -> None:
    try:
        LOSSES[loss].check_outputs(widths[-1])
    except ShapeError as problem:
        raise SpecificationError("network", list(widths), problem.remedy) from problem
