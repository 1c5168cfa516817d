"""Exercises on course platforms: read and judged by what is not ours, the same bytes again, and nothing given away."""

from __future__ import annotations

import io
import re
import struct
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest
import yaml
from PIL import Image, ImageChops, ImageStat

from backprop.exercise import sheets
from backprop.exercise.drawn import Drawn
from backprop.exercise.kinds import KINDS
from backprop.exercise.papers import Paper
from backprop.exercise.sheets import code_of, drawing
from backprop.exercise.tasks import LETTERS
from backprop.figure import mathml, symbols
from backprop.figure.layers.run import LayersRun
from backprop.figure.numbers import plain as written
from backprop.figure.text import print_term
from backprop.terminal import main
from backprop_web import document
from backprop_web.courses import moodle, pictures, qti, qti3, questions, style
from backprop_web.courses.alternative import alternative
from backprop_web.courses.linear import linear
from backprop_web.courses.markup import content_of
from backprop_web.courses.portable import portable
from backprop_web.courses.shared import shared
from backprop_web.picture import Style
from backprop_web.runtime import Runtime
from tests.engine.exercises import ALL, NUMBER, Mapped, drawn, given
from tests.plugin import platforms
from tests.plugin.conftest import MadeWithout
from tools.exercises import DOCS, FENCE, PAGES

pytestmark = [pytest.mark.usefixtures("one_style"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]

PNG = b"\x89PNG\r\n\x1a\n"
PAIR = (1, 2)
IN_MATRICES = ("shapes", "matrix")
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def one_style(made: Runtime) -> Iterator[None]:
    """Commands read once what is drawn in, and these tests are hundreds of commands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "any_style", cache(style.any_style))
        yield


@cache
def exported(name: str) -> tuple[bytes, bytes]:
    """Two papers as a QTI package and as Moodle XML."""
    return qti.package(pair(name)), moodle.quiz(pair(name))


@cache
def pair(name: str) -> tuple[questions.Paper, ...]:
    return tuple(questions.papers(read(ALL[name]), PAIR))


def read(mapping: Mapped) -> document.Document:
    return document.read(yaml.safe_dump(dict(mapping), sort_keys=False))


def tasks(name: str) -> Iterator[tuple[Paper, int, str]]:
    """Each task of the two papers, and the file of its item."""
    for number in PAIR:
        made = drawn(ALL[name], number)
        for place, _ in enumerate(made.tasks):
            yield made, place, f"items/{name}-{number}-{place + 1}.xml"


def cases(made: Paper, place: int) -> Iterator[str]:
    """Answers to a task: the key, it with three digits, and what somebody may type who makes a slip."""
    task = made.tasks[place]
    if task.options and task.kind != "order":
        yield from LETTERS[: len(task.options)]
        return
    yield task.answer
    if task.kind == "order":
        yield from (task.answer[::-1], " ".join(LETTERS[: len(task.options)]))
    if task.kind == "value":
        step = made.drawn.step(task.about)
        yield from (f"{step.result:.3g}", f"{1.02 * step.result:.4g}", f"{-step.result:.4g}", "12345")


def plain(text: str) -> str:
    """As a platform reads a number."""
    return text.replace("−", "-")


def responses(made: Paper, place: int, answer: str) -> Mapping[str, str]:
    """An answer by the names of an item's fields."""
    kind = made.tasks[place].kind
    parts = re.split("×" if kind == "shape" else "[ ;]+", plain(answer)) if kind in ("shape", "matrix") else []
    rows = answer.count(";") + 1
    width = len(parts) // rows if parts else 0
    named = {f"RESPONSE_{at // width + 1}_{at % width + 1}": part for at, part in enumerate(parts)} if parts else {}
    return named or {"RESPONSE": plain(answer)}


@pytest.mark.parametrize("name", ALL)
def test_an_item_judges_as_the_page_does(name: str) -> None:
    """By its own conditions, which pyslet runs: what is right there is right here, and a slip is told by its name."""
    judged = platforms.items(exported(name)[0])
    for made, place, file in tasks(name):
        if made.tasks[place].kind == "formula":
            assert judged[file].root.find("itemBody/extendedTextInteraction") is not None
            continue
        for answer in cases(made, place):
            verdict = made.judge(place, answer)
            score, feedback = judged[file].judged(**responses(made, place, answer))
            told = judged[file].root.findall(f"modalFeedback[@identifier='{feedback}']") if feedback else []
            assert score == (verdict.kind == "right"), (file, answer)
            if made.tasks[place].kind in ("value", "choice", "bug") and (score or verdict.slip):
                assert [each.text for each in told] == [verdict.sentence], (file, answer)


@pytest.mark.parametrize("name", ALL)
def test_qti_3_is_2_1_under_the_names_that_it_has_for_all(name: str) -> None:
    """By a converter that is not ours, there and back: what pyslet makes of 2.1 holds of 3.0."""
    old, new = (ZipFile(io.BytesIO(package)) for package in (exported(name)[0], qti3.package(pair(name))))
    assert new.namelist() == old.namelist()
    for file in new.namelist():
        if not file.endswith(".xml"):
            assert new.read(file) == old.read(file)
            continue
        assert platforms.compared(new.read(file)) == platforms.under_new_names(file, old.read(file))
        if file != platforms.MANIFEST:
            assert platforms.under_old_names(new.read(file)) == platforms.compared(old.read(file))


@pytest.mark.parametrize("name", ALL)
def test_moodle_judges_as_the_page_does(name: str) -> None:
    """By the rules of its question types; a formula waits for a teacher, who finds the key."""
    asked: dict[str, platforms.Asked] = {}
    for each in platforms.bank(exported(name)[1]):
        asked |= dict(asked_of(name, each))
    gaps = iter(platforms.gaps(exported(name)[1]))
    by_task = sorted(tasks(name), key=lambda each: each[1])
    for made, place, _ in by_task:
        code = moodle_code(made, place)
        question, task = asked[code], made.tasks[place]
        if task.kind == "formula":
            assert question.kind == "essay"
            assert f"<strong>{task.answer}</strong>" in question.text("graderinfo")
        elif task.kind in ("shape", "matrix"):
            right = [float(each) for each in responses(made, place, task.answer).values()]
            assert next(gaps) == pytest.approx(right, rel=5e-4)
        else:
            for answer in cases(made, place):
                verdict, typed = made.judge(place, answer), plain(answer)
                if task.options and task.kind != "order":
                    typed = question.node.findall("answer")[LETTERS.index(answer)].findtext("text") or ""
                share, told = question.judged(typed)
                assert share == (verdict.kind == "right"), (code, answer)
                if task.kind in ("value", "choice", "bug") and (share or verdict.slip):
                    assert plain(told.replace("&gt;", ">")) == plain(verdict.sentence), (code, answer)


def asked_of(name: str, question: platforms.Asked) -> Iterator[tuple[str, platforms.Asked]]:
    """A question by its code; one with a data set once for each of its items, with the numbers of that, and one that
    has no numbers once for each paper that asks it."""
    code = question.text("name").rpartition("(")[2].rstrip(")")
    if "×" not in code:
        yield code, question
        return
    place = int(code.split()[1]) - 1
    if question.kind != "calculated":
        first = drawn(ALL[name], int(re.findall(r"\.n(\d+)\.", code)[0])).tasks[place]
        asked = [made for made in (drawn(ALL[name], number) for number in PAIR) if made.tasks[place] == first]
        assert len(asked) == int(code.split()[-1])
        yield from ((moodle_code(made, place), question) for made in asked)
        return
    for values in platforms.items_of(question):
        yield moodle_code(drawn(ALL[name], int(values["paper"])), place), platforms.item(question, values)


def moodle_code(made: Paper, place: int) -> str:
    return f"{code_of(made)} {place + 1}"


def given_away(made: Paper, place: int, item: platforms.Item) -> set[str]:
    """The numbers that are asked for and stand in the question, but for given ones and those of a table."""
    body, task = item.root.find("itemBody"), made.tasks[place]
    assert body is not None
    shown = {
        text for each in body if each.get("class") != "bp-lookup" for text in NUMBER.findall("".join(each.itertext()))
    }
    answers = re.split("[ ;]+", task.answer) if task.kind in ("value", "factor", "matrix") else []
    return {each for each in answers if len(each) > 1} & shown - given(made)


@pytest.mark.parametrize("name", ALL)
def test_questions_show_a_picture_and_give_nothing_away(name: str) -> None:
    """The drawing is a PNG with a text that stands for it; the way stands where it comes after an answer, or is for the
    teacher alone, and no result is in what is asked."""
    package, quiz = exported(name)
    found = platforms.items(package)
    with ZipFile(io.BytesIO(package)) as archive:
        files = archive.namelist()
        for made, place, file in tasks(name):
            (image,) = found[file].root.iter("img")
            assert image.attrib["alt"].startswith(f"{made.exercise.title}. ")
            content = archive.read(f"items/{image.attrib['src']}")
            width, height = struct.unpack(">II", content[16:24])
            assert content.startswith(PNG)
            assert min(width, height) > 100
            assert not given_away(made, place, found[file])
    assert len(files) == len(set(files))
    for each in platforms.bank(quiz):
        (file_,) = each.node.findall("questiontext/file")
        assert b64decode(file_.text or "").startswith(PNG)
        assert f'src="@@PLUGINFILE@@/{file_.attrib["name"]}"' in each.text("questiontext")
        assert "bp-solution" not in each.text("questiontext")
        assert "bp-solution" in each.text("generalfeedback")


def test_pictures_are_small_and_look_the_same() -> None:
    """A third of the bytes; no dot differs by what can be seen, and the ground is the same white."""
    made = drawn(ALL["two"], 1)
    with made.drawn.specification.spoken():
        whole = style.any_style().picture(drawing(made)).png()
    packed = pictures.small(whole)
    assert len(packed) < len(whole) / 2
    (before, after) = (Image.open(io.BytesIO(each)).convert("RGB") for each in (whole, packed))
    assert after.size == before.size
    assert after.getpixel((0, 0)) == before.getpixel((0, 0))
    assert max(ImageStat.Stat(ImageChops.difference(before, after)).rms) < 3


def test_what_hangs_on_no_number_is_one_question_without_any() -> None:
    """With the names of what is given and none of its values; a person or Moodle judges it as before."""
    single = [each for each in many("two") if "×" in each.text("name") and each.kind != "calculated"]
    assert single
    for question in single:
        place = int(question.text("name").rpartition("(")[2].split()[1]) - 1
        made, text = drawn(ALL["two"], 1), question.text("questiontext")
        assert made.tasks[place].kind in ("formula", "count", "order")
        (names,) = re.findall("</p><ul>(.*?)</ul>", text)[:1]
        assert names.count("<li>") == len(made.drawn.run.given())
        assert not re.search("[=>]-?[0-9.]{2,}<", names)
        assert question.node.find("dataset_definitions") is None


MANY = range(1, 13)
TEXT = re.compile(r"<(?:text|tspan)[^>]*>([^<]+)")


@cache
def many(name: str) -> tuple[platforms.Asked, ...]:
    """The questions of twelve papers in Moodle."""
    return tuple(platforms.bank(moodle.quiz(questions.papers(read(ALL[name]), MANY))))


@pytest.mark.parametrize("name", [each for each in ALL if each not in ("bug", "shapes", "matrix")])
def test_the_items_of_a_data_set_have_the_engines_keys(name: str) -> None:
    """Computed anew from what an item gives; what a slip makes of it is told by its name, and no wildcard is left."""
    seen = set()
    calculated = [each for each in many(name) if each.kind == "calculated"]
    for question in calculated:
        place = int(question.text("name").rpartition("(")[2].split()[1]) - 1
        for values in platforms.items_of(question):
            made = drawn(ALL[name], int(values["paper"]))
            task = made.tasks[place]
            seen.add((made.number, place))
            assert float(values["answer"]) == pytest.approx(recomputed(made, place, values), rel=1e-9)
            own = platforms.item(question, values)
            assert own.judged(values["answer"]) == (1, own.node.findtext("answer/feedback/text"))
            assert own.judged(plain(task.answer)) == (1, plain(made.judge(place, task.answer).sentence))
            for slip in (each for key, each in values.items() if key.startswith("slip_") and each != values["answer"]):
                told = made.judge(place, repr(float(slip))).sentence
                assert own.judged(slip) == (0, escape(told)), (place, slip)
            texts = "".join(own.text(path) for path in ("questiontext", "generalfeedback", "answer/feedback"))
            assert not platforms.WILDCARD.search(texts)
            assert all(f"= {values[key]}</li>" in texts for key in values if key.startswith("given_"))
    asked = {
        (number, place)
        for number in MANY
        for place, each in enumerate(drawn(ALL[name], number).tasks)
        if each.kind in ("value", "factor")
    }
    assert seen <= asked
    assert len(calculated) < len(seen)
    assert 2 * len(seen) > len(asked)


def recomputed(made: Paper, place: int, values: Mapping[str, str]) -> float:
    """What the engine makes of the given values of an item, which are all numbers of the figure."""
    specification, task = made.drawn.specification, made.tasks[place]
    given = {name: float(values[f"given_{name}"]) for name in specification.values}
    assert given == pytest.approx(specification.values)
    find = KINDS[task.kind].numbers
    assert find
    (key,) = find(Drawn(replace(specification, values=given)), task)
    return key


@pytest.mark.parametrize("name", ["neuron", "samples", "table"])
def test_a_picture_for_many_papers_has_no_number_of_one(name: str) -> None:
    """All its symbols and none of its values, which stand in the text beside it."""
    for number in PAIR:
        made = drawn(ALL[name], number)
        whole = drawing(made)
        common = shared(made, portable(made)[0], whole)
        assert common
        texts = Counter(TEXT.findall(whole)) - Counter(TEXT.findall(common.drawing))
        run = made.drawn.run
        assert texts == Counter(written(value) for value in run.given().values())
        assert common.drawing.count("data-n=") == whole.count("data-n=")


def test_the_picture_of_many_papers_is_the_one_without_numbers() -> None:
    """And where papers are a question each, that of their own numbers."""
    made = drawn(ALL["neuron"], MANY[0])
    whole, painter = drawing(made), questions.Painter()
    common = shared(made, portable(made)[0], whole)
    assert common
    bare, own = painter.picture(common.drawing), painter.picture(whole)
    assert bare != own
    (each, *_) = [question for question in many("neuron") if question.kind == "calculated"]
    assert b64decode(each.node.findtext("questiontext/file") or "") == bare
    single = platforms.bank(moodle.quiz(questions.papers(read(ALL["neuron"]), [MANY[0]])))
    assert {b64decode(each.node.findtext("questiontext/file") or "") for each in single} == {own}


def test_each_task_is_a_category_of_drawn_variants_and_a_test_takes_one_paper() -> None:
    """So that every student gets other numbers."""
    package, quiz = exported("two")
    names = [each.category for question in platforms.bank(quiz) for _, each in asked_of("two", question)]
    assert len(names) == 2 * len(set(names)) == 2 * 6
    assert all(name.startswith("$course$/top/Two neurons/") for name in names)
    assert "dL//dwo1" in "".join(names)
    with ZipFile(io.BytesIO(package)) as archive:
        test = archive.read("test.xml").decode()
    assert test.count('<selection select="1"') == 1
    assert test.count("<assessmentItemRef ") == 12


@pytest.mark.parametrize("page", PAGES)
def test_the_whole_collection_is_read(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every item by the content model, every package by its manifest, which names all files, each once."""
    monkeypatch.setattr(Style, "picture", lambda *_: Unseen())
    monkeypatch.setattr(questions, "small", bytes)
    for source in FENCE.findall((DOCS / "exercises" / f"{page}.md").read_text("utf-8")):
        made = list(questions.papers(document.read(source), [0]))
        package, new = qti.package(made), ZipFile(io.BytesIO(qti3.package(made)))
        with ZipFile(io.BytesIO(package)) as archive:
            named = platforms.files_of(archive.read("imsmanifest.xml"))
            assert sorted(named) == sorted(set(archive.namelist()) - {"imsmanifest.xml"})
            for name in named:
                assert not name.endswith(".xml") or platforms.document(archive.read(name))
                is_text = name.endswith(".xml")
                renamed = platforms.under_new_names(name, archive.read(name)) if is_text else PNG
                assert renamed == (platforms.compared(new.read(name)) if is_text else new.read(name))


class Unseen:
    """In the place of what makes pictures, where nobody looks at them."""

    def png(self) -> bytes:
        return PNG


MINE = """\
name: mine
title: Mine & <yours>
network: [1, 1]
draw:
  values: {w*: [-2, -1.5, 0.5, 2], b*: [-1, 1], x: [2, 3, 4], y: [1, 2]}
ask: [{factor: dzo/dwo1}, {value: dL/dwo1}]
seed: 7
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(MINE, "utf-8")
    (tmp_path / "list.csv").write_text("name,number\nAda,3\nGrace,12\n", "utf-8")
    return tmp_path


def run(folder: Path, *more: str, to: str = "moodle") -> int:
    return main(["export", str(folder / "mine.yaml"), "--to", to, "--out", str(folder / "out"), *more])


@pytest.mark.parametrize("to", ["qti", "qti3", "moodle"])
def test_the_command_writes_the_same_bytes_each_time(folder: Path, to: str) -> None:
    assert run(folder, "--count", "2", to=to) == 0
    first = (folder / "out").read_bytes()
    assert run(folder, "--count", "2", to=to) == 0
    assert (folder / "out").read_bytes() == first


def test_a_package_for_scorm_is_a_page_with_all_that_it_needs(folder: Path) -> None:
    """In the manifest, which names each file once; the same bytes each time. What is reported, a browser tries."""
    assert run(folder, to="scorm") == 0
    first = (folder / "out").read_bytes()
    with ZipFile(io.BytesIO(first)) as archive:
        manifest, html = archive.read("imsmanifest.xml").decode(), archive.read("index.html").decode()
        named = re.findall('<file href="([^"]+)"', manifest)
        assert sorted(["imsmanifest.xml", *named]) == sorted(archive.namelist())
    assert 'adlcp:scormtype="sco" href="index.html"' in manifest
    assert manifest.count("<title>Mine &amp; &lt;yours&gt;</title>") == 2
    assert set(re.findall('(?:src|href)="([^"#]+)"', html)) <= set(named)
    assert "bp-solution" not in html
    assert run(folder, to="scorm") == 0
    assert (folder / "out").read_bytes() == first


def test_without_an_engine_for_browsers_there_is_no_package(
    folder: Path, made_without: MadeWithout, capsys: Capture
) -> None:
    made_without("live")
    assert run(folder, to="scorm") == 2
    assert "there is no live here" in capsys.readouterr().err


def test_a_list_gives_the_papers_of_its_numbers_and_no_name(folder: Path) -> None:
    assert run(folder, "--students", str(folder / "list.csv")) == 0
    made = (folder / "out").read_text("utf-8")
    calculated = [each for each in platforms.bank(made.encode()) if each.kind == "calculated"]
    assert [[item["paper"] for item in platforms.items_of(each)] for each in calculated] == [["3", "12"]] * 2
    assert {"3"} <= set(re.findall(r"mine\.v1\.s7\.n(\d+)", made)) <= {"3", "12"}
    assert "Ada" not in made
    assert "<title>" not in made
    assert "<text><![CDATA[Mine & <yours> (mine.v1.s7.n3" in made


@pytest.mark.parametrize(
    ("change", "more", "told"),
    [
        (("value: dL", "valeu: dL"), (), "line 6 of"),
        (("", ""), ("--to", "scorm", "--count", "2"), "leave --count and --students out"),
        (("", ""), ("--count", "0"), "give a whole number from 1 to 500"),
        (("", ""), ("--count", "501"), "give a whole number from 1 to 500"),
        (("", ""), ("--students", "nobody.csv"), "it is not there"),
        (("", ""), ("--students", "empty.csv"), "list 1 to 500"),
    ],
    ids=str,
)
def test_what_has_to_be_mended_first_is_told(
    folder: Path,
    change: tuple[str, str],
    more: tuple[str, ...],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    """With exit code 2, and nothing is written."""
    monkeypatch.chdir(folder)
    (folder / "empty.csv").write_text("name\n", "utf-8")
    (folder / "mine.yaml").write_text(MINE.replace(*change), "utf-8")
    assert run(folder, *more) == 2
    assert told in capsys.readouterr().err
    assert not (folder / "out").exists()


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("name", ALL)
def test_a_picture_has_a_text_that_says_what_it_shows(name: str, lang: str) -> None:
    """Each given symbol with its number, and every formula, or what leads where; a bare picture has no number."""
    made = drawn({**ALL[name], "lang": lang})
    told, bare = alternative(made), alternative(made, bare=True)
    assert not re.search("[<>&]", told)
    with made.drawn.specification.spoken():
        for node in () if isinstance(made.drawn.shown, LayersRun) else made.drawn.run.graph.given:
            given_value = f"{symbols.plain(node.name)} = {written(made.drawn.run.values[node.index])}"
            assert given_value in told
            assert f"{given_value};" not in bare
            assert symbols.plain(node.name) in bare
        for node in made.drawn.run.graph.nodes:
            assert symbols.plain(node.name) in told or node.constant is not None or name in IN_MATRICES
    assert told.endswith(bare)
    answers = {task.answer for task in made.tasks if task.kind in ("value", "factor")}
    assert not answers & set(NUMBER.findall(told)) - given(made)


def test_what_leads_where_is_said_in_words() -> None:
    """Of a network; of a formula the whole, and then its steps."""
    assert "z₂ is x times w₁₂ plus the bias b₂; h₂ = " in alternative(drawn(ALL["two"]))
    assert "f = (x + y)·x. Step by step, as in the drawing: v₁ = x + y; f = v₁·x." in alternative(drawn(ALL["fork"]))
    assert "The program: z = w*x + b\nL = (z - y)**2." in alternative(drawn(ALL["program"]))
    assert "Z is a product of X and W plus the bias b; H = ReLU(Z)." in alternative(drawn(ALL["matrix"]))


@pytest.mark.parametrize("name", ALL)
def test_a_formula_is_one_in_text_as_well(name: str) -> None:
    """As the engine's own text has it: beside MathML, and in QTI 3.0 in its place."""
    made = drawn(ALL[name])
    with made.drawn.specification.spoken():
        for each in (formula for number in range(3) for formula in made.drawn.run.formulas(number)):
            for line in each.lines:
                assert linear(fromstring(mathml.inline(line))).replace(" ", "") == print_term(line).replace(" ", "")
        whole = sheets.questions(made) + sheets.key(made)
    for block in content_of(whole):
        for found in block.iter("math") if isinstance(block, Element) else ():
            assert found.attrib["alttext"] == linear(found) != ""


def test_qti_3_has_formulas_as_text() -> None:
    """With the lines of fractions and the places of indices."""
    with ZipFile(io.BytesIO(qti3.package(pair("two")))) as archive:
        items = [archive.read(each).decode() for each in archive.namelist() if each.startswith("items/two-1-")][:-1]
    assert not any("<math" in each for each in items)
    assert any("<span>L = 1/2·(ŷ − y)²</span>" in each for each in items)
    assert any("∂L/∂" in each for each in items)
