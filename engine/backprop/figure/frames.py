"""A figure: every step of a specification as a frame of drawing and text, ready for a page.

The same function makes the frames at build time (CPython) and in the reader's browser (Pyodide).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from backprop.errors import SpecificationError
from backprop.figure import mathml, plot, sampled, symbols
from backprop.figure.boxes import OPEN
from backprop.figure.layers.run import LayersRun
from backprop.figure.listing import listing
from backprop.figure.numbers import in_full
from backprop.figure.runs import Run
from backprop.figure.sampling import SHOWN
from backprop.figure.scenes import Scene
from backprop.figure.solutions import PhysicsSubject
from backprop.figure.specification import PlotSubject, Specification
from backprop.figure.subjects import NetworkSubject, SteppedSubject, network_of, scene_of
from backprop.figure.svg import framed, rooms
from backprop.graph import evaluate
from backprop.languages import words
from backprop.opened import LOSS, SOFTMAX

LARGEST = 1.4  # times as large as it is laid out, a drawing may be shown


@dataclass(frozen=True, slots=True)
class Frame:
    """The figure after one step: `drawing` is SVG, `text` HTML, `status` a plain sentence."""

    phase: str
    drawing: str
    text: str
    status: str


@dataclass(frozen=True, slots=True)
class Field:
    """A number that the reader may change; `symbol`, which is HTML, says what it is called. One that is `hidden` is
    changed by a tool of the page."""

    name: str
    symbol: str
    value: str
    hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """Everything a page shows of one figure; `program` and `samples` are HTML or empty.

    `run` are its steps in scalars, which it shows if it does not show steps of matrices. `room` are the empty SVGs that
    are as large as a drawing of it may be shown. `anchors` are the ids within its steps, without its name, and
    `boxes`, by their names, what it calls each box that a reader may open and close, and then the names of all in it.
    """

    name: str
    title: str
    structure: str
    forward_steps: int
    backward_steps: int
    room: str
    frames: tuple[Frame, ...]
    fields: tuple[Field, ...]
    table: str
    run: Run = field(repr=False, compare=False)
    program: str = ""
    samples: str = ""
    anchors: tuple[str, ...] = ()
    boxes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlotFigure:
    """Everything a page shows of a plot: `drawing` is SVG, `table` an HTML table.

    One that is played has `frames`, of which the last one is the `drawing`, and `room` for them, as a figure of steps.
    """

    name: str
    title: str
    structure: str
    drawing: str
    table: str
    frames: tuple[Frame, ...] = ()
    room: str = ""


def build(specification: Specification) -> Figure | PlotFigure:
    """The figure of a specification, whatever it is about, in its language."""
    if isinstance(specification.subject, SteppedSubject):
        return build_figure(specification)
    with specification.spoken():
        return _build_plot(specification, specification.subject)


def _build_plot(specification: Specification, subject: PlotSubject) -> PlotFigure:
    if isinstance(subject, PhysicsSubject) and subject.show != "loss":
        return _build_film(specification, subject)
    drawn = subject.plot()
    ends = ", ".join(f"{each.name} {plot.exact(each.values[-1])}" for each in drawn.series)
    label = words.PLOT.format(y=drawn.y_name, x=drawn.x_name, last=plot.exact(drawn.xs[-1]), ends=ends)
    return PlotFigure(
        name=specification.name,
        title=specification.title,
        structure=subject.description(),
        drawing=plot.drawing(drawn, label),
        table=plot.table(drawn),
    )


def _build_film(specification: Specification, subject: PhysicsSubject) -> PlotFigure:
    from backprop.figure import physics_film

    told = list(physics_film.frames(specification.name, subject))
    return PlotFigure(
        name=specification.name,
        title=specification.title,
        structure=subject.description(),
        drawing=told[-1][1],
        table=physics_film.table(subject),
        frames=tuple(
            Frame(phase, framed(plot.SIZES, svg, turns=False), text, status) for phase, svg, text, status in told
        ),
        room=rooms(plot.SIZES, LARGEST),
    )


def build_figure(specification: Specification) -> Figure:
    """Compute and print every step; NonFiniteError where the numbers overflow."""
    with specification.spoken():
        return _build_figure(specification)


def _build_figure(specification: Specification) -> Figure:
    shown = shown_run(specification)
    run = shown if isinstance(shown, Run) else _in_scalars(specification, shown)
    scene = run.scene
    forward, backward = shown.turn, len(shown.steps) - shown.turn
    return Figure(
        name=specification.name,
        title=specification.title,
        structure=shown.description(),
        forward_steps=forward,
        backward_steps=backward,
        room=rooms(shown.layout.sizes, LARGEST),
        frames=tuple(Frame(*each) for each in shown.frames()),
        fields=tuple(_fields(specification)),
        table=shown.table(),
        run=run,
        program=listing(scene.program) if scene.program else "",
        samples=sampled.table(shown, specification.samples),
        anchors=tuple(shown.anchors()) if isinstance(shown, LayersRun) else (),
        boxes=boxes_of(run) if shown is run else {},
    )


def boxes_of(run: Run) -> dict[str, tuple[str, ...]]:
    """What each box of a figure is called, and what is in it, those after a minus that are closed unless they are
    named; none where its steps want all of them open."""
    telling, names, nodes, scene = run.telling, run.graph.by_name, run.graph.nodes, run.scene
    if telling.by or telling.sums == "split":
        return {}
    ends = {LOSS: (run.graph.output,), SOFTMAX: scene.predictions}
    # A loss is called by its letter: that is the same in every language.
    called = {LOSS: symbols.plain(nodes[run.graph.output].name)}
    wholes = {
        OPEN + each: (called.get(each, each), *inside, *(nodes[end].name for end in ends[each]))
        for each, inside in scene.wholes.items()
    }
    composites = {
        each.name: (
            symbols.plain(each.name) if each.name in names else called.get(each.kind, each.name),
            *(nodes[index].name for index in sorted(each.nodes) if nodes[index].constant is None),
        )
        for each in scene.composites
    }
    return composites | wholes


def stepped_scene(specification: Specification) -> Scene:
    """What the steps of a specification stand on; SpecificationError for a plot, which has none."""
    if not isinstance(specification.subject, SteppedSubject):
        raise SpecificationError("figure", specification.name, "ask for a figure of steps, not for a plot")
    return scene_of(specification.subject, specification.telling.closed)


def run_of(specification: Specification) -> Run:
    """The steps of a specification in scalars, computed; SpecificationError for a plot, which has none.

    Of several samples they are those of one, unless all of them make one graph, because of what is normalised over
    them.
    """
    if network := _in_common(specification):
        return _layers_run(specification, network).scalars
    scene = stepped_scene(specification)
    values = evaluate(scene.graph, specification.values)
    return Run(specification.name, scene, values, specification.telling, specification.samples)


def _in_common(specification: Specification) -> NetworkSubject | None:
    """The network of which all samples make one graph."""
    subject = specification.subject
    return subject if isinstance(subject, NetworkSubject) and network_of(subject).across else None


def _fields(specification: Specification) -> Iterator[Field]:
    for node in stepped_scene(specification).graph.given:
        yield _field(node.name, float(specification.values[node.name]))
    if specification.samples:
        yield Field(SHOWN, words.SAMPLES["number"], str(specification.samples.shown + 1), hidden=True)


def _in_scalars(specification: Specification, shown: LayersRun) -> Run:
    return shown.scalars if _in_common(specification) else run_of(specification)


def shown_run(specification: Specification) -> Run | LayersRun:
    """The steps that the figure shows: in scalars, or in matrices."""
    subject = specification.subject
    if specification.telling.view == "layers" and isinstance(subject, NetworkSubject):
        return _layers_run(specification, subject)
    return run_of(specification)


def _layers_run(specification: Specification, subject: NetworkSubject) -> LayersRun:
    rows = [{**specification.values, **sample} for sample in specification.samples or ({},)]
    apart = network_of(replace(subject, fused=False)) if subject.fused else None
    return LayersRun(specification.name, scene_of(subject), network_of(subject), rows, specification.telling, apart)


def _field(name: str, value: float) -> Field:
    return Field(name, mathml.named(name), in_full(value))
