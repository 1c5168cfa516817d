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
    kept = [[plain(each) for each in (*given, *found)] for given, found in zip(samples.rows, said, strict=True)]
    losses = [loss for *_, loss in said]
    mean, whole = escape(words.SAMPLES["mean"]), plain(sum(losses) / len(losses))
    if isinstance(run, Run):
        # What the reader is to find does not stand here.
        for place, index in enumerate((*run.scene.predictions, run.graph.output), len(samples.names)):
            if index in run.unknown:
                kept[samples.shown][place] = words.BLANK
        whole = words.BLANK if run.asks_mean else whole
    rows = "".join(_row(place, cells, current=place == samples.shown) for place, cells in enumerate(kept))
    before = len(samples.names) + len(predictions)
    foot = f'<tr><th scope="row" colspan="{before + 1}">{mean}</th><td>{whole}</td></tr>'
    return (
        f'<table class="bp-numbers"><caption>{escape(words.SAMPLES["caption"])}</caption>'
        f'<thead><tr><th scope="col">{escape(words.SAMPLES["number"])}</th>{heads}</tr></thead>'
        f'<tbody translate="no">{rows}</tbody><tfoot translate="no">{foot}</tfoot></table>'
    )


def _row(place: int, cells: Sequence[str], *, current: bool) -> str:
    mark = ' aria-current="true"' if current else ""
    printed = "".join(f"<td>{each}</td>" for each in cells)
    return f'<tr{mark}><th scope="row">{place + 1}</th>{printed}</tr>'
