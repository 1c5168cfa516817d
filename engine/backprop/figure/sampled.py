"""The samples of a figure as an HTML table: what each gives, what the network makes of it, and its loss."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from backprop.figure import symbols
from backprop.figure.numbers import plain
from backprop.figure.runs import Run
from backprop.languages import words


def table(run: Run) -> str:
    """A row for each sample, the shown one marked as current, and one for the mean; nothing where there are none."""
    samples = run.samples
    if samples is None:
        return ""
    predictions = [run.names[index] for index in run.scene.predictions]
    # As text: to screen readers a formula alone is no head of a column.
    names = [*map(symbols.plain, (*samples.names, *predictions)), f"{symbols.plain(run.scene.mean)}ᵢ"]
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "".join(_row(run, place, values) for place, values in enumerate(run.each))
    losses = [values[run.graph.output] for values in run.each]
    mean = escape(words.SAMPLES["mean"])
    before = len(samples.names) + len(predictions)
    foot = f'<tr><th scope="row" colspan="{before + 1}">{mean}</th><td>{plain(sum(losses) / len(losses))}</td></tr>'
    return (
        f'<table class="bp-numbers"><caption>{escape(words.SAMPLES["caption"])}</caption>'
        f'<thead><tr><th scope="col">{escape(words.SAMPLES["number"])}</th>{heads}</tr></thead>'
        f'<tbody translate="no">{rows}</tbody><tfoot translate="no">{foot}</tfoot></table>'
    )


def _row(run: Run, place: int, values: Sequence[float]) -> str:
    samples = run.samples
    assert samples is not None
    given = (values[run.graph.by_name[name]] for name in samples.names)
    found = (values[index] for index in (*run.scene.predictions, run.graph.output))
    current = ' aria-current="true"' if place == samples.shown else ""
    cells = "".join(f"<td>{plain(each)}</td>" for each in (*given, *found))
    return f'<tr{current}><th scope="row">{place + 1}</th>{cells}</tr>'
