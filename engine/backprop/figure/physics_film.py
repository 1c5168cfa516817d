"""The frames of a physics-informed network's training: the same drawing after ever more updates, and what to say of it.

What is drawn has one scale in all frames, so that it is seen to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from backprop.figure import plot
from backprop.figure.numbers import grouped, plain
from backprop.figure.physics_fields import Field, even_levels, levels_of_size, printed
from backprop.figure.plot import Dot, Plot, Series, exact
from backprop.figure.solutions import PhysicsSubject, largest
from backprop.languages import words
from backprop.physics_formulas import Formula
from backprop.physics_problem import UNKNOWN, Problem
from backprop.physics_training import Look, Row, Study

LEAST = 0.1
"""The part of the largest error or residual at the end below which a curve of sizes is cut off."""

SMALLEST = 1e-12

Told = tuple[str, str, str, str]


def frames(name: str, subject: PhysicsSubject) -> Iterator[Told]:
    """Phase, drawing as SVG, text and status of each."""
    study = subject.study()
    for number, look in enumerate(study.looks):
        title, sentence = _title(look), _sentence(look)
        heading = f'<h3 class="bp-title"><a href="#{escape(name)}-step-{number}">{title}</a></h3>'
        status = words.FILM["status"].format(number=number, total=len(study.looks) - 1, title=title, sentence=sentence)
        text = f'{heading}<p class="bp-sentence">{sentence}</p>'
        yield "forward", _drawing(subject, study, look), text, status


def table(subject: PhysicsSubject) -> str:
    """What training came to in each frame, as an HTML table."""
    looks = subject.study().looks
    known = len(words.FILM_TABLE) if looks[-1].error else len(words.FILM_TABLE) - 1
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in words.FILM_TABLE[:known])
    rows = "".join(_row(look) for look in looks)
    return f'<table><thead><tr>{head}</tr></thead><tbody translate="no">{rows}</tbody></table>'


def _row(look: Look) -> str:
    numbers = [look.loss, largest(look.residual), *([largest(look.error)] if look.error else [])]
    cells = "".join(f"<td>{exact(each)}</td>" for each in numbers)
    return f'<tr><th scope="row">{grouped(look.updates)}</th>{cells}</tr>'


def _title(look: Look) -> str:
    return words.FILM["title"].format(updates=grouped(look.updates), loss=plain(look.loss))


def _sentence(look: Look) -> str:
    residual = plain(largest(look.residual))
    if not look.error:
        return words.FILM["residual"].format(residual=residual)
    return words.FILM["error"].format(error=plain(largest(look.error)), residual=residual)


def _drawing(subject: PhysicsSubject, study: Study, look: Look) -> str:
    inputs, values, name = subject.problem.inputs, _shown(subject, look), words.SHOWN[subject.show]
    ends = {"low": plain(min(values)), "high": plain(max(values))}
    if len(inputs) == 1:
        body = plot.printed(_curve(subject, study, look))
        label = words.FILM["curve"].format(name=name, across=inputs[0], **ends)
    else:
        body = printed(_field(subject, study, look))
        label = words.FILM["field"].format(name=name, across=inputs[0], up=inputs[1], **ends)
    return plot.svg(f"<g>{body}</g>", label, "bp-plot")


def _shown(subject: PhysicsSubject, look: Look) -> Row:
    shown: Row = getattr(look, subject.show)
    return shown


def _field(subject: PhysicsSubject, study: Study, look: Look) -> Field:
    """The first input runs to the right, the second one upwards."""
    across, up = study.axes
    values = _shown(subject, look)
    rows = tuple(values[place :: len(up)] for place in range(len(up)))
    first, *_, last = study.looks
    if subject.show == "solution":
        levels = even_levels(study.exact or last.solution)
    else:
        levels = levels_of_size(*(largest(_shown(subject, each)) for each in (first, last)))
    names = (subject.problem.inputs[0], subject.problem.inputs[1])
    return Field(names, words.SHOWN[subject.show], across, up, rows, levels)


def _curve(subject: PhysicsSubject, study: Study, look: Look) -> Plot:
    """u beside the exact solution and what is known of it; or the size of what is to vanish."""
    (xs,), name, (x_name,) = study.axes, words.SHOWN[subject.show], subject.problem.inputs
    every = [_shown(subject, each) for each in study.looks]
    if subject.show == "solution":
        exact_line = (Series(words.EXACT, study.exact),) if study.exact else ()
        reached = tuple(end for values in every for end in (min(values), max(values)))
        lines = (Series(UNKNOWN, look.solution), *exact_line)
        return Plot(x_name, name, xs, lines, log_y=False, reached=reached, dots=_known(subject.problem))
    least = max(LEAST * largest(every[-1]), SMALLEST)
    sizes = tuple(max(abs(each), least) for each in _shown(subject, look))
    reached = (least, *(largest(values) for values in every))
    return Plot(x_name, f"|{name}|", xs, (Series(name, sizes),), reached=reached)


def _known(problem: Problem) -> tuple[Dot, ...]:
    """Where u itself is known, for one input."""
    values = dict(problem.values)
    return tuple(
        Dot(each.at[0][1], float(Formula(each.text).value(values)), 1) for each in problem.known if each.part == UNKNOWN
    )
