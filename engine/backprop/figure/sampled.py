"""The samples of a figure as an HTML table: what each gives, what the network makes of it, and its loss."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from backprop.figure import symbols
from backprop.figure.layers.run import LayersRun
from backprop.figure.numbers import plain
from backprop.figure.runs import Run
from backprop.languages import words
from backprop.samples import Samples


def table(run: Run | LayersRun, samples: Samples | None) -> str:
    """A row for each sample, the shown one marked as current, and one for the mean; nothing where there are none."""
    if samples is None:
        return ""
    predictions = [run.scene.graph.nodes[index].name for index in run.scene.predictions]
    # As text: to screen readers a formula alone is no head of a column.
    names = [*map(symbols.plain, (*samples.names, *predictions)), f"{symbols.plain(run.scene.mean)}ᵢ"]
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    said = run.said()
    rows = "".join(
        _row(place, (*given, *found), current=place == samples.shown)
        for place, (given, found) in enumerate(zip(samples.rows, said, strict=True))
    )
    losses = [loss for *_, loss in said]
    mean = escape(words.SAMPLES["mean"])
    before = len(samples.names) + len(predictions)
    foot = f'<tr><th scope="row" colspan="{before + 1}">{mean}</th><td>{plain(sum(losses) / len(losses))}</td></tr>'
    return (
        f'<table class="bp-numbers"><caption>{escape(words.SAMPLES["caption"])}</caption>'
        f'<thead><tr><th scope="col">{escape(words.SAMPLES["number"])}</th>{heads}</tr></thead>'
        f'<tbody translate="no">{rows}</tbody><tfoot translate="no">{foot}</tfoot></table>'
    )


def _row(place: int, numbers: Sequence[float], *, current: bool) -> str:
    mark = ' aria-current="true"' if current else ""
    cells = "".join(f"<td>{plain(each)}</td>" for each in numbers)
    return f'<tr{mark}><th scope="row">{place + 1}</th>{cells}</tr>'
