"""QTI 2.1: an item for each task, and a test that takes one of the papers by chance, as one package.

An item compares numbers within a tolerance, and tells by a feedback which slip an answer is that of. The worked way is
a feedback, too, which comes once there is an answer. A formula is left to a person, who finds the key with the item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, indent

from backprop.exercise import sheets
from backprop.exercise.tasks import LETTERS
from backprop_web import languages
from backprop_web.courses import qti_judging
from backprop_web.courses.markup import TIMES, content_of, element, filled, root, written
from backprop_web.courses.packed import packed
from backprop_web.courses.qti_judging import RESPONSE, name_of, outcome
from backprop_web.courses.questions import Paper, Question

QTI, SCHEMA = "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
CONTENT = "http://www.imsglobal.org/xsd/imscp_v1p1"
TEST = "test.xml"
EXPECTED = "8"
"""So many letters is a field wide."""


def package(papers: Iterable[Paper]) -> bytes:
    """The whole, with the manifest first, where readers look for it."""
    manifest, documents, pictures = parts(papers)
    files = {name: written(each) for name, each in documents.items()}
    return packed({"imsmanifest.xml": written(manifest), **files, **pictures})


def parts(papers: Iterable[Paper]) -> tuple[Element, dict[str, Element], dict[str, bytes]]:
    """The manifest, and by their names in the package the test with its items, and the pictures."""
    made = list(papers)
    items = {_file(paper, question): _item(paper, question) for paper in made for question in paper.questions}
    return _manifest(made), {TEST: _test(made), **items}, {_picture(each): each.questions[0].picture for each in made}


def _identifier(paper: Paper, question: Question) -> str:
    return f"{paper.name}-{paper.number}-{question.place}"


def _file(paper: Paper, question: Question) -> str:
    return f"items/{_identifier(paper, question)}.xml"


def _picture(paper: Paper) -> str:
    return f"items/{paper.name}-{paper.number}.png"


def _item(paper: Paper, question: Question) -> Element:
    """A task. Its responses are declared with the right answers, its outcomes with what they begin with."""
    title = f"{paper.title} ({paper.code} {question.place})"
    told = {"identifier": _identifier(paper, question), "title": title, "xml_lang": paper.language}
    made = root("assessmentItem", {QTI: SCHEMA}, adaptive="false", timeDependent="false", **told)
    carried = question.carried
    made.extend(qti_judging.responses(carried))
    made.extend((outcome("SCORE", "float", "0"), outcome("MAXSCORE", "float", "1")))
    made.extend((outcome("FEEDBACK", "identifier"), outcome("SOLUTION", "identifier")))
    made.append(element("itemBody", *_body(paper, question)))
    if judging := qti_judging.processing(carried):
        made.append(judging)
        made.extend(_feedback("FEEDBACK", name, sentence) for name, sentence in qti_judging.feedbacks(carried))
        made.append(_feedback("SOLUTION", "way", *_way(question)))
    return made


def _way(question: Question) -> list[Element | str]:
    task = question.carried.task
    return content_of(sheets.solution(task))


def _feedback(of: str, name: str, *content: Element | str) -> Element:
    return element("modalFeedback", *content, outcomeIdentifier=of, identifier=name, showHide="show")


def _body(paper: Paper, question: Question) -> Iterator[Element]:
    task, words = question.carried.task, languages.courses(paper.language)
    picture = element("img", src=_picture(paper).partition("/")[2], alt=question.alternative)
    yield element("p", picture)
    yield from (each for each in content_of(question.given) if isinstance(each, Element))
    asked = content_of(task.question)
    if question.carried.told or question.carried.orders:
        yield _options(question, asked)
        return
    yield element("p", *asked)
    if rule := words.get(f"course_{task.kind}"):
        yield element("p", rule.replace("{example}", task.example))
    if not question.carried.rows:
        yield element("extendedTextInteraction", responseIdentifier=RESPONSE, expectedLines="2")
        yield element("rubricBlock", *_blocks(_way(question)), view="scorer")
        return
    yield _fields(question)


def _blocks(content: Sequence[Element | str]) -> list[Element]:
    return [each for each in content if isinstance(each, Element)]


def _options(question: Question, asked: Sequence[Element | str]) -> Element:
    kind = "orderInteraction" if question.carried.orders else "choiceInteraction"
    more = {} if question.carried.orders else {"maxChoices": "1"}
    choices = (
        element("simpleChoice", element("div", *content_of(option)), identifier=letter)
        for letter, option in zip(LETTERS, question.carried.task.options, strict=False)
    )
    return element(
        kind, element("prompt", element("span", *asked)), *choices, responseIdentifier=RESPONSE, shuffle="false", **more
    )


def _fields(question: Question) -> Element:
    """One field, two for a shape, or a table of them."""
    rows = [
        [element("textEntryInteraction", responseIdentifier=name, expectedLength=EXPECTED) for name in names]
        for names in name_of(question.carried)
    ]
    if len(rows) == len(rows[0]) == 1:
        return element("p", rows[0][0])
    if question.carried.task.kind == "shape":
        return element("p", rows[0][0], TIMES, rows[0][1])
    cells = (element("tr", *(element("td", each) for each in row)) for row in rows)
    return element("table", element("tbody", *cells))


def _test(papers: Sequence[Paper]) -> Element:
    """One paper, by chance where there are several; its score is the sum of its items'."""
    first = papers[0]
    made = root("assessmentTest", {QTI: SCHEMA}, identifier=f"{first.name}-test", title=first.title)
    made.append(outcome("SCORE", "float", "0"))
    sections = [_section(paper) for paper in papers]
    if len(sections) > 1:
        whole = element("assessmentSection", element("selection", select="1"), *sections)
        whole.attrib |= {"identifier": f"{first.name}-papers", "title": first.title, "visible": "false"}
        sections = [whole]
    control = element("itemSessionControl", showFeedback="true")
    part = element("testPart", control, *sections, identifier="part")
    part.attrib |= {"navigationMode": "nonlinear", "submissionMode": "individual"}
    total = element("sum", element("testVariables", variableIdentifier="SCORE"))
    made.extend((part, element("outcomeProcessing", element("setOutcomeValue", total, identifier="SCORE"))))
    indent(made, " ")
    return made


def _section(paper: Paper) -> Element:
    references = (
        element("assessmentItemRef", identifier=_identifier(paper, question), href=_file(paper, question))
        for question in paper.questions
    )
    named = {"identifier": f"{paper.name}-{paper.number}", "title": f"{paper.title} ({paper.code})"}
    return filled(Element("assessmentSection", {**named, "visible": "true"}), references)


def _manifest(papers: Sequence[Paper]) -> Element:
    """What is in the package, and what each part needs beside itself."""
    schema = "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
    made = root("manifest", {CONTENT: schema}, identifier=f"{papers[0].name}-package")
    about = element("metadata", element("schema", "QTIv2.1 Package"), element("schemaversion", "1.0.0"))
    pairs = [(paper, question) for paper in papers for question in paper.questions]
    needs = [element("dependency", identifierref=_identifier(*pair)) for pair in pairs]
    test = element("resource", element("file", href=TEST), *needs, identifier="test", type="imsqti_test_xmlv2p1")
    test.set("href", TEST)
    items = (_resource(paper, question) for paper, question in pairs)
    made.extend((about, element("organizations"), element("resources", test, *items)))
    indent(made, " ")
    return made


def _resource(paper: Paper, question: Question) -> Element:
    file = _file(paper, question)
    files = (element("file", href=name) for name in (file, _picture(paper)))
    made = element("resource", *files, identifier=_identifier(paper, question), type="imsqti_item_xmlv2p1")
    made.set("href", file)
    return made
