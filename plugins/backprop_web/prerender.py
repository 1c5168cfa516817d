"""A figure as HTML: every step complete, readable with no script, in the order it is read aloud.

Search indexes the page's text: `data-search-exclude` keeps it to caption, structure, and the title
and sentence of each step. Material's search takes the attribute out of the page again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from backprop_web import engine
from backprop_web.engine import Drawn, DrawnPlot
from backprop_web.hashes import short_hash
from backprop_web.markup import json_attribute
from backprop_web.recurring import Shared, share

if TYPE_CHECKING:
    from backprop.figure.frames import Field, Figure, Frame, PlotFigure

UNSEARCHED = ' data-search-exclude="true"'
# Symbols, numbers and formulas are the same in every language; the style sheet keeps them from left to right in all.
UNTRANSLATED = ' translate="no"'
# What scripts put into a page, they put into a place of its own: where something follows it, a browser works the style
# of all around it out anew.
LAYERS, BELOW = '<div class="bp-layers"></div>', '<div class="bp-below"></div>'
# Within a step's text, what search leaves aside.
FORMULAS = re.compile('<(div class="bp-formula"|div class="bp-grids"|details class="bp-entries")')
# Of the hash of a step; the client reads as many.
DIGITS = 3

Words = Mapping[str, str]


def prerender(drawn: Drawn | DrawnPlot, words: Words, *, live: bool) -> str:
    """The whole figure. `live`: an engine is staged, so there is a form to change numbers with."""
    return _plot(drawn, words) if isinstance(drawn, DrawnPlot) else _stepped(drawn, words, live)


def ids(drawn: Drawn | DrawnPlot) -> set[str]:
    """Every id that the figure puts into the page."""
    if isinstance(drawn, DrawnPlot):
        played = range(len(drawn.figure.frames))
        return {drawn.figure.name, *(_step_id(drawn.figure, number) for number in played)}
    figure = drawn.figure
    steps = (_step_id(figure, number) for number in range(len(figure.frames)))
    fields = (_field_id(figure, field) for field in figure.fields)
    anchors = (f"{figure.name}-{anchor}" for anchor in figure.anchors)
    return {figure.name, *steps, *fields, *anchors, *_shared(figure).parts}


def _spoken(drawn: Drawn | DrawnPlot) -> str:
    """The language of the figure's own words, and its direction, whatever those of the page are."""
    return f' lang="{drawn.language}" dir="{engine.direction(drawn.language)}"'


def _plot(drawn: DrawnPlot, words: Words) -> str:
    figure = drawn.figure
    if figure.frames:
        return _film(drawn, words)
    return (
        f'<figure class="bp-plot" id="{escape(figure.name)}"{_spoken(drawn)}>'
        f"<figcaption>{escape(figure.title)}</figcaption>"
        f'<p class="bp-structure">{escape(figure.structure)}</p>'
        f'<div class="bp-drawing"{UNTRANSLATED}{UNSEARCHED}>{figure.drawing}</div>'
        f"{_details(words['plot_table'], figure.table)}</figure>"
    )


def _film(drawn: DrawnPlot, words: Words) -> str:
    """A plot that is played as steps are; without scripts its last frame stands alone."""
    figure, last = drawn.figure, len(drawn.figure.frames) - 1
    steps = "".join(_steps(figure, [frame.drawing for frame in figure.frames], seen=last))
    return (
        f'<figure class="bp-figure" id="{escape(figure.name)}"{_spoken(drawn)} data-forward="{last}" data-backward="0">'
        f"<figcaption>{escape(figure.title)}</figcaption>"
        f'<p class="bp-structure">{escape(figure.structure)}</p>'
        f'<div class="bp-stage">{_controls(figure, words, "forward")}<p class="bp-status" role="status"></p>'
        f'{_space(figure)}<ol class="bp-steps" start="0"{UNSEARCHED}>{steps}</ol></div>{BELOW}'
        f"{_details(words['plot_table'], figure.table)}</figure>"
    )


def _stepped(drawn: Drawn, words: Words, live: bool) -> str:
    figure = drawn.figure
    parts = (
        _opening(drawn, live),
        f"<figcaption>{escape(figure.title)}</figcaption>",
        f'<p class="bp-structure">{escape(figure.structure)}</p>',
        _stage(figure, words),
        _samples(figure),
        _form(figure, words) + _progress(words) if live else "",
        _details(words["table"], figure.table),
        "</figure>",
    )
    return "".join(parts)


def _opening(drawn: Drawn, live: bool) -> str:
    figure = drawn.figure
    return (
        f'<figure class="bp-figure" id="{escape(figure.name)}"{_spoken(drawn)}'
        f' data-forward="{figure.forward_steps}" data-backward="{figure.backward_steps}"'
        f" data-specification={json_attribute(drawn.specification)}{_live(drawn) if live else ''}>"
    )


def _live(drawn: Drawn) -> str:
    """What readers can open and close, and the proof of what was drawn."""
    boxes = drawn.figure.boxes
    return (f" data-boxes={json_attribute(boxes)}" if boxes else "") + _proof(drawn)


def _proof(drawn: Drawn) -> str:
    """A hash of the frames as they were drawn here, by which a browser's engine shows that it draws the same, and the
    first digits of that of each step, as the first step that a reader changes need not wait for all others."""
    frames = [frame.encode() for frame in engine.frame_answers(drawn)]
    steps = "".join(short_hash(frame)[:DIGITS] for frame in frames)
    # Around the frames, which are encoded once so.
    before, after = (part.encode() for part in engine.frames_answer(drawn, []).split("[]", 1))
    whole = b"".join((before, b"[", b",".join(frames), b"]", after))
    return f' data-frames="{short_hash(whole)}{steps}"'


def _samples(figure: Figure) -> str:
    """What the figure makes of each of its samples."""
    return f'<div class="bp-samples"{UNSEARCHED}>{figure.samples}</div>' if figure.samples else ""


def _form(figure: Figure, words: Words) -> str:
    fields = "".join(_field(figure, field) for field in figure.fields)
    return (
        f'<div class="bp-values" hidden{UNSEARCHED}>'
        f"<details><summary>{escape(words['numbers'])}</summary><div>{fields}</div></details>"
        f"{_button(words, 'defaults', ' hidden')}</div>"
    )


def _field(figure: Figure, field: Field) -> str:
    own = _field_id(figure, field)
    return (
        f'<div class="bp-field"{" hidden" if field.hidden else ""}>'
        f'<label for="{own}"{UNTRANSLATED}>{field.symbol}</label>'
        f'<input id="{own}" name="{escape(field.name)}" type="text" inputmode="decimal" autocomplete="off"'
        f' value="{escape(field.value)}"></div>'
    )


def _controls(figure: Figure | PlotFigure, words: Words, *ways: str) -> str:
    """The buttons that a figure can be stepped with, in these ways, and played."""
    last = len(figure.frames) - 1
    stepping = "".join(_button(words, way) for way in ways)
    return (
        '<div class="bp-controls" role="group"'
        f' aria-label="{escape(words["group"])}: {escape(figure.title)}" hidden{UNSEARCHED}>'
        f"{_button(words, 'back')}{stepping}{_button(words, 'play')}{_button(words, 'reset')}"
        f'<input type="range" min="0" max="{last}" step="1" value="0"'
        f' aria-label="{escape(words["scrubber"])}"'
        f' aria-valuetext="{escape(words["scrubbed"].format(step=0, steps=last))}"></div>'
    )


def _button(words: Words, action: str, attributes: str = "") -> str:
    return f'<button type="button" data-action="{action}"{attributes}>{escape(words[action])}</button>'


def _stage(figure: Figure, words: Words) -> str:
    """What is to be seen at once: the buttons, the drawing, and the log of formulas."""
    shared = _shared(figure)
    steps = "".join(_steps(figure, shared.drawings))
    return (
        f'{shared.definitions()}<div class="{_kinds(figure)}">{_controls(figure, words, "forward", "backward")}'
        f'<p class="bp-status" role="status"></p>{_space(figure)}{_program(figure)}'
        f'<ol class="bp-steps" start="0">{steps}</ol></div>{BELOW}'
    )


def _kinds(figure: Figure) -> str:
    """The classes of the stage, by which it shares its height out. A style sheet could see for itself what is within,
    with `:has()`, and the browser would look through all steps at each step."""
    long = any("bp-long" in frame.text for frame in figure.frames if frame.phase != "given")
    return "bp-stage" + (" has-program" if figure.program else "") + (" has-long" if long else "")


def _space(figure: Figure | PlotFigure) -> str:
    """Keeps the place of the drawings, and that of what lies over them: with no style attribute, which a strict policy
    would forbid."""
    return f'{LAYERS}<div class="bp-space" aria-hidden="true">{figure.room}</div>'


def _program(figure: Figure) -> str:
    """The program that made the figure's graph, once; each step says which of its lines it is about."""
    return f'<div class="bp-source"{UNSEARCHED}>{figure.program}</div>' if figure.program else ""


def _shared(figure: Figure) -> Shared:
    return _share(figure.name, tuple(frame.drawing for frame in figure.frames))


# A figure's ids and its steps are asked for one after the other.
_share = lru_cache(maxsize=1)(share)


def _steps(figure: Figure | PlotFigure, drawings: Sequence[str], seen: int | None = None) -> Iterator[str]:
    """Each step; of those that would be too many one below the other just the one to be `seen` without scripts."""
    for number, (frame, drawing) in enumerate(zip(figure.frames, drawings, strict=True)):
        yield (
            f'<li class="bp-step{" asks" if "bp-answer" in frame.text else ""}" id="{_step_id(figure, number)}"'
            f'{"" if seen in (None, number) else " hidden"} data-phase="{frame.phase}"'
            f' data-status="{escape(frame.status)}">'
            f'<div class="bp-drawing"{UNTRANSLATED}{UNSEARCHED}>{drawing}</div>'
            f'<div class="bp-text">{_searchable(frame)}</div></li>'
        )


def _searchable(frame: Frame) -> str:
    return FORMULAS.sub(rf"<\1{UNSEARCHED}", frame.text)


def _details(summary: str, table: str) -> str:
    return f'<details class="bp-table"{UNSEARCHED}><summary>{escape(summary)}</summary>{table}</details>'


def _progress(words: Words) -> str:
    return (
        f'<div class="bp-live" hidden{UNSEARCHED}><p class="bp-live-message"></p>'
        '<progress class="bp-live-progress" max="1" value="0"'
        f' aria-label="{escape(words["progress"])}"></progress>'
        f"{_button(words, 'cancel')}{_button(words, 'retry')}</div>"
    )


def _step_id(figure: Figure | PlotFigure, number: int) -> str:
    return f"{escape(figure.name)}-step-{number}"


def _field_id(figure: Figure, field: Field) -> str:
    return f"{escape(figure.name)}-{escape(field.name)}"
