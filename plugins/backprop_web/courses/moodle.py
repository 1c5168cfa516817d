"""Moodle XML: questions of a question bank, a category for each task of the exercise with all papers' numbers.

A quiz that takes one question by chance from each category gives each student other numbers. Moodle compares numbers
within a tolerance, and tells what the slip is where an answer is that of one; formulas a teacher has to read. Where
several papers ask for the same number, they are one question, whose data set has the numbers of each; and where they
ask for the same formula, count or order, they are one question that has no numbers.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from xml.etree.ElementTree import Element, indent, tostring
from xml.sax.saxutils import unescape

from backprop.exercise import sheets
from backprop.exercise.tasks import LETTERS
from backprop_web import languages
from backprop_web.courses import calculated
from backprop_web.courses.markup import TIMES, content_of, element, filled, written
from backprop_web.courses.portable import Field, Told
from backprop_web.courses.questions import Paper, Question
from backprop_web.courses.shared import PAPER, wildcard

PICTURE = "drawing.png"
FILES = "@@PLUGINFILE@@/"
"""Stands in Moodle's text for the folder of its files."""
TEXTS = re.compile(r"<text>([^<]*)</text>")
PENALTY = "0.25"
BETWEEN = ("", " ", ",", ", ")
"""How the letters of an order may be parted."""


def quiz(papers: Iterable[Paper]) -> bytes:
    """The file, with the papers' questions task by task."""
    made = list(papers)
    whole = element("quiz")
    for place in range(len(made[0].questions)):
        whole.append(_category(made[0], place))
        papers_of = {id(paper.questions[place]): paper for paper in made}
        for alike in calculated.groups([paper.questions[place] for paper in made]):
            first = papers_of[id(alike[0])]
            whole.append(_together(first, alike) if len(alike) > 1 else _question(first, alike[0]))
    indent(whole, " ")
    return TEXTS.sub(_as_characters, written(whole).decode()).encode()


def _as_characters(text: re.Match[str]) -> str:
    """HTML as Moodle itself writes it, without an escape for each sign: a quarter less."""
    plain = unescape(text[1])
    return text[0] if plain == text[1] or "]]>" in plain else f"<text><![CDATA[{plain}]]></text>"


def _category(paper: Paper, place: int) -> Element:
    # A slash parts categories, two are one slash of a name.
    names = [paper.title, f"{place + 1}. {paper.questions[place].carried.task.about}"]
    path = "/".join(["$course$", "top", *(name.strip().replace("/", "//") for name in names)])
    return element("question", element("category", _text(path)), type="category")


def _text(text: str) -> Element:
    return element("text", text)


def _html(tag: str, html: str) -> Element:
    return element(tag, _text(html), format="html")


def _question(paper: Paper, question: Question) -> Element:
    kind, own = _kind(paper, question)
    code = f"{paper.code} {question.place}"
    made = element("question", element("name", _text(f"{paper.title} ({code})")), type=kind)
    task = question.carried.task
    way = sheets.solution(task)
    common = [_asked(paper, question), _html("generalfeedback", _cleaned(way)), element("defaultgrade", "1")]
    # The grade of a cloze is the sum of what its fields say, and it has no numbers of its own.
    common = common[:2] if kind == "cloze" else common
    hints = [_html("hint", _cleaned(hint)) for hint in task.hints] if kind != "essay" else []
    idnumber = element("idnumber", code.replace(" ", "."))
    return filled(made, [*common, element("penalty", PENALTY), element("hidden", "0"), idnumber, *own, *hints])


def _together(paper: Paper, questions: Sequence[Question]) -> Element:
    """Those of several papers as one, with the picture of the first without its numbers: a data set has these, unless
    the question is about none."""
    question, shared = questions[0], questions[0].shared
    assert shared is not None
    number = languages.courses(paper.language)["course_paper"].format(number=wildcard(PAPER))
    told = f"<p>{escape(number)}</p>" if shared.items else ""
    bare = replace(question, given=f"{told}{shared.given}", drawing=shared.drawing)
    bare = replace(bare, alternative=question.bare_alternative)
    code = f"{paper.code} {question.place} × {len(questions)}"
    kind, own = (calculated.TYPE, calculated.own(questions)) if shared.items else _kind(paper, question)
    made = element("question", element("name", _text(f"{paper.title} ({code})")), type=kind)
    hints = [_html("hint", _cleaned(hint)) for hint in question.carried.task.hints] if kind != "essay" else []
    common = [_asked(paper, bare), _html("generalfeedback", _cleaned(shared.way)), element("defaultgrade", "1")]
    idnumber = element("idnumber", f"{paper.code}.{question.place}.{len(questions)}")
    common += [element("penalty", PENALTY), element("hidden", "0"), idnumber]
    return filled(made, [*common, *own, *hints])


def _asked(paper: Paper, question: Question) -> Element:
    """The text of the question, with the picture in it and beside it."""
    task = question.carried.task
    picture = f'<p><img src="{FILES}{PICTURE}" alt="{escape(question.alternative)}"/></p>'
    text = f"{picture}{question.given}<p>{task.question}</p>{''.join(_more(paper, question))}"
    file = element("file", b64encode(question.picture).decode(), name=PICTURE, path="/", encoding="base64")
    return filled(_html("questiontext", _cleaned(text)), [file])


def _more(paper: Paper, question: Question) -> Iterator[str]:
    """What a student has to do, and what a kind of question has in its text."""
    carried, words = question.carried, languages.courses(paper.language)
    if len(carried.rows) > 1 or (carried.rows and len(carried.rows[0]) > 1):
        yield _grid(carried.rows, TIMES if carried.task.kind == "shape" else "")
    if carried.orders:
        items = "".join(f"<li>{LETTERS[at]}. {option}</li>" for at, option in enumerate(carried.task.options))
        yield f"<ul>{items}</ul>"
    if rule := words.get(f"course_{carried.task.kind}"):
        yield f"<p>{escape(rule.replace('{example}', carried.task.example))}</p>"


def _grid(rows: Sequence[Sequence[Field]], between: str) -> str:
    """Fields in the text, as Moodle writes them; what stands between parts rows and columns of a shape."""
    if between:
        return f"<p>{between.join(map(_gap, rows[0]))}</p>"
    cells = "".join(f"<tr>{''.join(f'<td>{_gap(field)}</td>' for field in row)}</tr>" for row in rows)
    return f"<table>{cells}</table>"


def _gap(field: Field) -> str:
    return f"{{1:NUMERICAL:={number(field.value)}:{number(field.tolerance)}}}"


def _kind(paper: Paper, question: Question) -> tuple[str, list[Element]]:
    """What Moodle calls the question, and what it has of its own."""
    carried = question.carried
    if carried.rows:
        fields = [field for row in carried.rows for field in row]
        return ("cloze", []) if len(fields) > 1 else ("numerical", list(_numerical(carried.right, fields[0])))
    if carried.told:
        return "multichoice", list(_multichoice(question))
    if carried.orders:
        return "shortanswer", [element("usecase", "0"), *_orders(question)]
    return "essay", list(_essay(paper, question))


def _answer(answer: str, right: bool, told: str, *more: Element) -> Element:
    content = (_text(answer), _html("feedback", escape(told)), *more)
    return element("answer", *content, fraction="100" if right else "0", format="moodle_auto_format")


def _numerical(right: str, field: Field) -> Iterator[Element]:
    """The right answer first: of several that fit, Moodle takes the first."""
    for each in (Told(field.value, right), *field.wrong):
        is_right = each.sentence == right
        yield _answer(number(each.value), is_right, each.sentence, element("tolerance", number(field.tolerance)))
    plain = {"unitgradingtype": "0", "unitpenalty": "0.1", "showunits": "3", "unitsleft": "0"}
    yield from (element(name, value) for name, value in plain.items())


def _multichoice(question: Question) -> Iterator[Element]:
    carried = question.carried
    plain = {"single": "true", "shuffleanswers": "false", "answernumbering": "abc"}
    yield from (element(name, value) for name, value in plain.items())
    for letter, option, told in zip(LETTERS, carried.task.options, carried.told, strict=False):
        made = _answer(_cleaned(option), letter == carried.task.answer, told)
        made.set("format", "html")
        yield made


def _orders(question: Question) -> Iterator[Element]:
    for letters in question.carried.orders:
        yield from (_answer(between.join(letters), True, question.carried.right) for between in BETWEEN)


def _essay(paper: Paper, question: Question) -> Iterator[Element]:
    plain = {"responseformat": "plain", "responserequired": "1", "responsefieldlines": "3", "attachments": "0"}
    yield from (element(name, value) for name, value in plain.items())
    task = question.carried.task
    yield _html("graderinfo", _cleaned(sheets.solution(task)))


def _cleaned(html: str) -> str:
    """The same without what only the page's own scripts and styles read."""
    content = content_of(html)
    for formula in (part for each in content if isinstance(each, Element) for part in each.iter("math")):
        for part in formula.iter():
            part.attrib.pop("class", None)
    return "".join(
        escape(each, quote=False) if isinstance(each, str) else tostring(each, "unicode", method="html")
        for each in content
    )


def number(value: float) -> str:
    """As programs write it."""
    return f"{value:.12g}"
