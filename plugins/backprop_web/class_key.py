"""The key of a class: what is asked, once; a row of answers for each sheet; and apart from them the way to each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from html import escape

from backprop.exercise import sheets
from backprop_web import languages
from backprop_web.engine import Asked


@dataclass(frozen=True, slots=True)
class Row:
    """A sheet in the key: of each question its kind, the text, as HTML, and the answer; and the `ways`."""

    number: int
    name: str
    code: str
    kinds: Sequence[str]
    questions: Sequence[str]
    answers: Sequence[str]
    ways: str

    def kept(self) -> str:
        """As a text that `read` reads."""
        return json.dumps(asdict(self))


def read(kept: str) -> Row:
    """A row that was kept."""
    return Row(**json.loads(kept))


def row(number: int, name: str, asked: Asked) -> Row:
    """That of a sheet."""
    tasks = asked.made.tasks
    kinds, questions = [task.kind for task in tasks], [task.question for task in tasks]
    answers = [task.answer for task in tasks]
    return Row(number, name, asked.code, kinds, questions, answers, sheets.key(asked.made, compact=True))


def table(rows: Sequence[Row], language: str, *, linked: bool = False) -> str:
    """What is asked, and all answers in sight; where not all are asked the same, a number says what. `linked`: each
    number leads to the ways of its sheet."""
    if not rows:
        return ""
    words = languages.controls(language)
    asked = [list(dict.fromkeys(each)) for each in zip(*(row.questions for row in rows), strict=True)]
    notes = {"order": f"<br/>{escape(words['key_order'])}"}
    legend = "".join(
        f"<li>{_numbered(questions)}{notes.get(kind, '')}</li>"
        for kind, questions in zip(rows[0].kinds, asked, strict=True)
    )
    heads = (words["key_sheet"], words["key_name"], words["key_code"], *(f"{at}." for at, _ in enumerate(asked, 1)))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(_cells(row, asked, linked=linked))}</tr>" for row in rows)
    return (
        f'<div class="bp-exercise"><ol class="bp-key-asked">{legend}</ol>'
        f'<div class="bp-key-rows" role="region" tabindex="0" aria-label="{escape(words["key"])}">'
        f'<table class="bp-key-table" translate="no"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f"</div></div>"
    )


def _numbered(questions: Sequence[str]) -> str:
    """What a question is; where sheets differ, all that it is, each with a number."""
    if len(questions) == 1:
        return questions[0]
    return "<br/>".join(f"{_mark(questions, each)}{each}" for each in questions)


def _mark(questions: Sequence[str], question: str) -> str:
    return f"({questions.index(question) + 1}) " if len(questions) > 1 else ""


def _cells(row: Row, asked: Sequence[Sequence[str]], *, linked: bool) -> Iterator[str]:
    number = f'<a href="#n{row.number}">{row.number}</a>' if linked else str(row.number)
    yield f'<th scope="row">{number}</th><td>{escape(row.name)}</td><td>{escape(row.code)}</td>'
    for questions, question, answer in zip(asked, row.questions, row.answers, strict=True):
        yield f"<td>{_mark(questions, question)}<strong>{escape(answer)}</strong></td>"


def ways(rows: Sequence[Row]) -> str:
    """The whole way to each answer, sheet by sheet."""
    return "".join(
        f'<section class="bp-exercise" id="n{row.number}"><h2>{row.number} {escape(row.name)} '
        f"<code>{escape(row.code)}</code></h2>{row.ways}</section>\n"
        for row in rows
    )
