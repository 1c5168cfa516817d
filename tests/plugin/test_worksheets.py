"""Class sets: a sheet a student, one key, the same bytes again, and a table of what was handed in."""

from __future__ import annotations

import csv
import io
import pickle
import re
from functools import partial
from html import escape
from pathlib import Path

import pypdf
import pytest
import typst
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from backprop.exercise import codes, sheets
from backprop.exercise.papers import paper
from backprop.exercise.specification import Exercise
from backprop.terminal import main
from backprop_web import document, typesetting, worksheets
from backprop_web.problems import FigureError, Problem

MINE = """\
name: mine
title: Mine & yours
network: [1, 1]
draw:
  values: {w*: [-2, -1.5, 0.5, 2], b*: [-1, 1], x: [2, 3, 4], y: [1, 2]}
ask: [{factor: dzo/dwo1}, {value: dL/dwo1}]
seed: 7
"""
NAMES = ("Ada <b>", "Grace", "Émilie, Marquise")
LIST = 'name,number\nAda <b>,3\nGrace,1\n"Émilie, Marquise",12\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(MINE, "utf-8")
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    return tmp_path


BEFORE = '<ul class="bp-before".*?</ul>'


def run(folder: Path, *more: str, students: str = "list.csv", out: str = "out") -> int:
    whom = more or ("--students", str(folder / students))
    return main(["worksheet", str(folder / "mine.yaml"), *whom, "--out", str(folder / out)])


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_student_gets_a_sheet_and_the_teacher_one_key(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each paper is that of the student's number, with its code; no name is in the name of a file, or is markup."""
    assert run(folder) == 0
    written = files(folder / "out")
    names = [name for name in written if name.startswith("sheet")]
    assert sorted(names) == ["sheet-000001.html", "sheet-000003.html", "sheet-000012.html"]
    key = written["key.html"].decode()
    for number, name in zip((3, 1, 12), ("Ada &lt;b&gt;", *NAMES[1:]), strict=True):
        made = paper(Exercise.from_mapping(document.read(MINE).mapping), number)
        sheet = written[f"sheet-{number:06}.html"].decode()
        code = codes.sheet_code(codes.Sheet("mine", 7, number))
        assert name in sheet
        assert code in sheet
        assert f"{number} {name} <code>{code}</code>" in key
        assert "bp-solution" not in sheet
        assert all((task.line or task.way) in key for task in made.tasks)
        assert all(step in key for task in made.tasks for step in task.before)
        answers = "".join(f"<td><strong>{escape(task.answer)}</strong></td>" for task in made.tasks)
        head = f'<th scope="row"><a href="#n{number}">{number}</a></th><td>{name}</td><td>{code}</td>'
        assert f"<tr>{head}{answers}</tr>" in key.partition("<h2>")[0]
        assert f'id="n{number}"' in key
        assert all(key.partition("<table")[0].count(task.question) == 1 for task in made.tasks)
    assert not [name for name in written if "Grace" in name]
    assert "3 of them new" in capsys.readouterr().out


def test_a_run_that_was_stopped_goes_on_to_the_same_bytes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was there stays; what is made again is the same; what changed is made anew."""

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("backprop_web.terminal_worksheet.progress", stop)
        with pytest.raises(KeyboardInterrupt):
            run(folder)
    assert run(folder) == 0
    assert "1 of them new" in capsys.readouterr().out
    assert run(folder) == 0
    assert "0 of them new" in capsys.readouterr().out
    run(folder, out="again")
    assert files(folder / "out") == files(folder / "again")
    (folder / "mine.yaml").write_text(MINE.replace("seed: 7", "seed: 8"), "utf-8")
    capsys.readouterr()
    run(folder)
    assert "3 of them new" in capsys.readouterr().out


def test_codes_are_held_against_the_file_of_an_exercise(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of another one, of another seed, of other tasks; a mistake in the file is told with its line."""
    made = [codes.Sheet("mine", 7, 1), codes.Sheet("other", 7, 2), codes.Sheet("mine", 8, 3), codes.Sheet("mine", 7, 4)]
    results = [codes.Result(sheet, 100, 3 if sheet.number == 4 else 2, 60, {}) for sheet in made]
    lines = "".join(f"{each.sheet.number},{codes.result_code(each)}\n" for each in results)
    (folder / "codes.csv").write_text(f"name,code\n{lines}", "utf-8")
    asked = ["grade", str(folder / "codes.csv"), "--csv", "--exercise", str(folder / "mine.yaml")]
    assert main(asked) == 1
    marks = [row["mark"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))]
    other = "another paper than those of mine with seed 7"
    assert marks == ["", other, other, "another number of tasks than 2"]
    (folder / "mine.yaml").write_text(MINE.replace("seed: 7", "seed: x"), "utf-8")
    assert main(asked) == 2
    assert f"seed, line 7 of {folder / 'mine.yaml'}, is x: " in capsys.readouterr().err


def test_all_processors_write_the_same_bytes_and_may_be_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a large class; PDFs, too. What another process finds wrong is told as it is here."""
    (folder / "large.csv").write_text("name\n" + "".join(f"Student {number}\n" for number in range(12)), "utf-8")
    monkeypatch.setattr("backprop_web.ahead.processors", lambda: 2)
    asked = ("--students", str(folder / "large.csv"), "--pdf")
    run(folder, *asked, out="alone")
    monkeypatch.setattr(worksheets, "FEWEST", 6)
    # Who is quick may have written all when the stop is heard: one place is taken until then.
    taken = folder / "out" / max(path.name for path in (folder / "alone").glob("sheet-*.html"))
    taken.mkdir(parents=True)
    seen: list[int] = []

    def stop(done: int, _: int) -> None:
        seen.append(done)
        if done == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("backprop_web.terminal_worksheet.progress", stop)
        with pytest.raises(KeyboardInterrupt):
            run(folder, *asked)
    assert seen == [1, 2, 3]
    taken.rmdir()
    there = len(list((folder / "out").glob("sheet-*.html")))
    assert 3 <= there < 12
    capsys.readouterr()
    assert run(folder, *asked) == 0
    assert f"{12 - there} of them new" in capsys.readouterr().out
    assert files(folder / "out") == files(folder / "alone")
    told = FigureError([Problem("draw", "dull", "give other numbers", 3)])
    assert pickle.loads(pickle.dumps(told)).problems == told.problems


@pytest.mark.parametrize("piped", ["mine.yaml", "list.csv"])
def test_the_exercise_or_the_list_may_be_piped_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, piped: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """To the same bytes, in the place of the file."""
    run(folder)
    monkeypatch.setattr("sys.stdin", io.StringIO((folder / piped).read_text("utf-8")))
    exercise, students = ("-" if name == piped else str(folder / name) for name in ("mine.yaml", "list.csv"))
    assert main(["worksheet", exercise, "--students", students, "--out", str(folder / "piped")]) == 0
    assert files(folder / "out") == files(folder / "piped")
    assert "3 of them new" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["engine.digest", "languages.digest", "finished.package"])
def test_another_version_makes_all_sheets_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    """Of the engine, of what this package says, or of what it writes."""
    run(folder)
    monkeypatch.setattr(f"backprop_web.worksheets.{place}", lambda: "another")
    capsys.readouterr()
    run(folder)
    assert "3 of them new" in capsys.readouterr().out


VARIED = MINE.replace("network: [1, 1]", "network: [1, 2, 1]").replace(
    "[{factor: dzo/dwo1}, {value: dL/dwo1}]", "[{value: zo}, {value: [z1, z2]}]"
)


def test_what_differs_from_sheet_to_sheet_is_said_once_and_numbered(folder: Path) -> None:
    """Each answer has the number of what it answers; what all are asked has none."""
    (folder / "mine.yaml").write_text(VARIED.replace("w*: [-2, -1.5, 0.5, 2]", "w*: [-1.5, 0.5, 2, 3]"), "utf-8")
    (folder / "list.csv").write_text("name\n" + "".join(f"{name}\n" for name in "abcdefgh"), "utf-8")
    assert run(folder, "--students", str(folder / "list.csv"), "--pdf") == 0
    printed = pypdf.PdfReader(folder / "out" / "key.pdf").pages[0].extract_text()
    assert printed.count("(1) ") > 1 < printed.count("(2) ")
    key = (folder / "out" / "key.html").read_text("utf-8").partition("<h2>")[0]
    legend = re.search('<ol class="bp-key-asked"><li>(.*)</li><li>(.*)</li></ol>', key)
    assert legend
    both = legend[2].split("<br/>")
    assert [each[:4] for each in both] == ["(1) ", "(2) "]
    exercise = Exercise.from_mapping(document.read((folder / "mine.yaml").read_text("utf-8")).mapping)
    for number in range(1, 9):
        first, second = paper(exercise, number).tasks
        assert first.question == legend[1]
        place = [each[4:] for each in both].index(second.question) + 1
        (row,) = re.findall(f'<a href="#n{number}">.*?</tr>', key)
        assert row.endswith(
            f"<td><strong>{first.answer}</strong></td><td>({place}) <strong>{second.answer}</strong></td></tr>"
        )


def test_of_an_order_the_key_says_that_others_work_too(folder: Path) -> None:
    """Once, with the question; a title that ends with a sign has no other behind it."""
    (folder / "mine.yaml").write_text(
        VARIED.replace("[{value: zo}, {value: [z1, z2]}]", "[order, {value: zo}]"), "utf-8"
    )
    text = (folder / "mine.yaml").read_text("utf-8").replace("Mine & yours", "Which?")
    (folder / "mine.yaml").write_text(text, "utf-8")
    assert run(folder) == 0
    key = (folder / "out" / "key.html").read_text("utf-8")
    assert key.count("any other does, too") == 1
    assert "<h1>Which? Key, with the whole way</h1>" in key


def test_a_code_makes_its_sheet_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder of its own, so that key and sheets of the class stay as they are; with a line for the name, or by the
    list with the name itself, and then the same bytes."""
    run(folder)
    before = files(folder / "out")
    code = codes.sheet_code(codes.Sheet("mine", 7, 12))
    assert run(folder, "--code", code) == 0
    assert {name: files(folder / "out")[name] for name in before} == before
    one, other = (
        (folder / where / "sheet-000012.html").read_text("utf-8").partition("bp-paper")[2].partition("</main>")[0]
        for where in ("out", "out/sheet-000012")
    )
    assert one == other
    again = (folder / "out/sheet-000012/sheet-000012.html").read_text("utf-8")
    assert "Name: ____" in again
    assert "a code says no name" in capsys.readouterr().err
    assert run(folder, "--code", code, "--students", str(folder / "list.csv")) == 0
    assert (folder / "out/sheet-000012/sheet-000012.html").read_bytes() == before["sheet-000012.html"]
    assert "a code says no name" not in capsys.readouterr().err
    (folder / "other.csv").write_text("name\nAda\n", "utf-8")
    assert run(folder, "--code", code, "--students", str(folder / "other.csv")) == 2
    assert "number 12 is not in the list" in capsys.readouterr().err
    assert run(folder, "--code", code.replace("n12", "n13")) == 2
    assert "slip of the pen" in capsys.readouterr().err
    assert run(folder, "--code", codes.sheet_code(codes.Sheet("other", 7, 12))) == 2
    assert "FILE is mine" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ada\n", "begin with a line of heads that has name"),
        ("name,number\nAda,x\n", "number in line 2"),
        ("name,number\nAda,1\nGrace,1\n", "as in line 2"),
        ("name;number\nAda;0\n", "from 1 to 999999"),
        ("Name;Nr.\nAda;1234567\n", "from 1 to 999999"),
    ],
)
def test_a_list_that_cannot_be_read_is_told(
    folder: Path, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "list.csv").write_text(text, "utf-8")
    assert run(folder) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("Name\tNr\nZoë\t3\nRené\t1\n", "utf-16", "UTF-16"),
        ("Name;Nummer\r\nZoë;3\r\nRené;1\r\n", "windows-1252", "Windows-1252"),
        ("Nummer;Student\n3;Zoë\n1;René\n;\n", "utf-8-sig", ""),
        ("Number,Surname\n3,Zoë\n1,René,,\n", "latin-1", "Windows-1252"),
    ],
)
def test_a_list_may_be_in_any_encoding(
    folder: Path, text: str, encoding: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With tabs and heads in other words, too; which encoding was taken is said, and a broken one is no traceback."""
    (folder / "list.csv").write_bytes(text.encode(encoding))
    assert run(folder) == 0
    told = capsys.readouterr().err.removeprefix(f"{folder / 'list.csv'} is no UTF-8: read as {said}\n" if said else "")
    assert re.fullmatch(r"name: \w+; number: \w+\n", told)
    sheets_of = {name: written.decode() for name, written in files(folder / "out").items() if name.startswith("sheet")}
    assert sorted(sheets_of) == ["sheet-000001.html", "sheet-000003.html"]
    assert "René" in sheets_of["sheet-000001.html"]
    assert "Zoë" in sheets_of["sheet-000003.html"]
    (folder / "list.csv").write_bytes(b"\xff\xfen\0a")
    assert run(folder) == 2
    assert "is neither UTF-8 nor UTF-16: save it as UTF-8" in capsys.readouterr().err


COLUMNS = [
    (
        "Familienname;Rufname;Matrikelnummer",
        "Müller;Jo;1234567",
        "Jo Müller",
        1,
        "Rufname, Familienname",
        "Matrikelnummer",
    ),
    ("Vorname,Nachname,Nr", "Jo,Müller,4", "Jo Müller", 4, "Vorname, Nachname", ""),
    (
        "Last name\tFirst name\tE-mail\tnumber",
        "Müller\tJo\tjo@x.org\t2",
        "Jo Müller",
        2,
        "First name, Last name",
        "E-mail",
    ),
    ("name,group", "Jo,B", "Jo", 1, "name", "group"),
    # Ids, and no numbers of papers: the first is too long for one, under a head that says of what it is.
    ("Name,Matrikel-Nr", "Jo,1234567", "Jo", 1, "Name", "Matrikel-Nr"),
    ("Matrikel-Nr;Nr;Name", "1234567;4;Jo", "Jo", 4, "Name", "Matrikel-Nr"),
    ("Student no.;Name", "123;Jo", "Jo", 123, "Name", ""),
]


@pytest.mark.parametrize(("heads", "line", "name", "number", "names", "left"), COLUMNS)
def test_it_is_said_which_columns_were_taken(
    heads: str,
    line: str,
    name: str,
    number: int,
    names: str,
    left: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """For names, given ones first, for numbers, and which were left out; one sheet is no sheets."""
    (folder / "list.csv").write_text(f"{heads}\n{line}\n", "utf-8")
    assert run(folder) == 0
    said = capsys.readouterr()
    assert f"Name: {name}<" in (folder / "out" / f"sheet-{number:06}.html").read_text("utf-8")
    assert said.err.startswith(f"name: {names}; number: ")
    assert ("by place in the list" in said.err) == (number == 1)
    assert said.err.rstrip().partition("; left out: ")[2] == left
    assert said.out.startswith("1 sheet in ")


def test_a_mistake_in_the_exercise_is_told_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mine.yaml").write_text(MINE.replace("value: dL", "valeu: dL"), "utf-8")
    assert run(folder) == 2
    assert "line 6 of" in capsys.readouterr().err


def result(number: int, points: int = 150, **slips: int) -> str:
    return codes.result_code(codes.Result(codes.Sheet("mine", 7, number), points, 2, 90, slips))


def test_codes_of_a_class_are_tabulated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Points, time, slips; a slip of the pen and a paper that comes twice are marked, and no cell is a command."""
    file = tmp_path / "codes.csv"
    lines = [f"Ada,{result(3, wrong_sign=2)}", f"=Grace,{result(4)}", f"Émilie,{result(5).replace('p150', 'p200')}"]
    file.write_text("\n".join(["name,code", *lines]) + "\n", "utf-8")
    assert main(["grade", str(file)]) == 1
    shown = capsys.readouterr().out
    assert "a sign is lost (2)" in shown
    assert "a slip of the pen" in shown
    file.write_text("\n".join(["name,code", *lines[:2], f"Kurt,{result(3)}"]) + "\n", "utf-8")
    assert main(["grade", str(file), "--csv"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "name,exercise,paper,points,of,seconds,slips,mark",
        "Ada,mine,3,1.5,2,90,wrong_sign 2,the same paper as Kurt",
        "'=Grace,mine,4,1.5,2,90,,",
        "Kurt,mine,3,1.5,2,90,,the same paper as Ada",
    ]
    file.write_text("\n".join(["name,code", f"Ada,{result(0)}", f"Kurt,{result(0, 200)}"]) + "\n", "utf-8")
    assert main(["grade", str(file)]) == 0
    file.write_text("who,what\nAda,1\n", "utf-8")
    assert main(["grade", str(file)]) == 2
    assert "begin with a line of heads" in capsys.readouterr().err


def test_students_are_told_their_progress(folder: Path) -> None:
    """Once for each sheet, with how many there will be."""
    told: list[tuple[int, int]] = []
    students = [worksheets.Student(name, place) for place, name in enumerate(NAMES, 1)]
    worksheets.write(document.read(MINE), "en", students, folder / "out", lambda *counts: told.append(counts))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_sheets_are_printed_on_request(folder: Path) -> None:
    """A PDF beside each sheet and the key, the same bytes each time; one that is missing is made again, and without the
    request none of older numbers stays."""
    assert run(folder, "--students", str(folder / "list.csv"), "--pdf") == 0
    first = files(folder / "out")
    printed = {name for name in first if name.endswith(".pdf")}
    pages = {name.replace(".html", ".pdf") for name in first if name.endswith(".html")}
    assert printed == {*pages, "key-ways.pdf", "class.pdf"}
    assert all(first[name].startswith(b"%PDF") for name in printed)
    for name in ("sheet-000003.pdf", "key-ways.pdf", "class.pdf"):
        (folder / "out" / name).unlink()
        assert run(folder, "--students", str(folder / "list.csv"), "--pdf") == 0
        assert files(folder / "out") == first
    assert run(folder) == 0
    assert not any(name.endswith(".pdf") for name in files(folder / "out"))


@pytest.mark.parametrize(("name", "pages"), [("two-classes", 1), ("two-bug", 3), ("deep-bug", 4)])
def test_the_sheets_of_a_class_are_printed_as_one(
    folder: Path, name: str, pages: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the order of the list, each from an odd page on, so on paper of its own, whose numbers begin anew; a page that
    is left empty for that has nothing on it. What each has is what its own file has. One sheet is no class."""
    assert main(["worksheet", name, "--students", str(folder / "list.csv"), "--pdf", "--out", str(folder / "out")]) == 0
    assert "class.pdf" in capsys.readouterr().out
    alone = [_texts(folder / "out" / f"sheet-{number:06}.pdf") for number in (3, 1, 12)]
    assert [len(each) for each in alone] == [pages] * 3
    together = [text for each in alone for text in (*each, *[""] * (pages % 2))]
    # Behind the last sheet nothing waits for paper.
    assert _texts(folder / "out" / "class.pdf") == together[: len(together) - pages % 2]
    (folder / "list.csv").write_text("name\nAda\n", "utf-8")
    assert run(folder, "--students", str(folder / "list.csv"), "--pdf") == 0
    assert "class.pdf" not in capsys.readouterr().out
    assert not (folder / "out" / "class.pdf").exists()


def _texts(file: Path) -> list[str]:
    """Of each page, without its spaces, which are guessed from how far letters stand apart."""
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(file).pages]


def test_a_key_on_paper_begins_with_all_answers_and_parts_none_from_its_way(folder: Path) -> None:
    """As a table; each answer is a block that keeps to what follows, and the steps below it one line each."""
    assert run(folder, "--students", str(folder / "list.csv")) == 0
    (html,) = re.findall("<main>(.*)</main>", (folder / "out" / "key.html").read_text("utf-8"), re.DOTALL)
    source = typesetting.body(html)
    table, *ways = source.split("#heading(level: 2)")
    assert table.count("#enum(") == 1
    assert table.count("#answers(") == 1
    assert len(ways) == len(NAMES)
    answers, steps = html.count("bp-solution"), sum(each.count("<li>") for each in re.findall(BEFORE, html))
    assert source.count("#block(sticky: true)") == answers
    assert table.count("table.header(") == 1
    assert source.count("#block(spacing:") == steps > answers


@pytest.fixture
def no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """No fonts of this machine."""
    monkeypatch.setattr("typst.Fonts", partial(typst.Fonts, include_system_fonts=False))


def own_font(path: Path, *signs: str) -> Path:
    """A font that has these and nothing else, each as a square."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    names = [".notdef", *(f"uni{ord(sign):04X}" for sign in signs)]
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(names)
    made.setupCharacterMap({ord(sign): f"uni{ord(sign):04X}" for sign in signs})
    made.setupGlyf(dict.fromkeys(names, pen.glyph()))
    made.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Own", "styleName": "Regular", "fullName": "Own", "psName": "Own"})
    made.setupOS2()
    made.setupPost()
    made.save(path)
    return path


@pytest.mark.usefixtures("no_others")
def test_names_that_no_font_has_are_told_and_a_font_helps(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the line, the characters, and what to do; a font that is given later makes the PDFs anew, and has them. Of
    names that the usual font has, nothing is said."""
    (folder / "list.csv").write_text("name\nZoë Łódź Đặng, Иван, Ẹ̀ṣọ́\n李 Li 李\nאב\n", "utf-8")
    asked = ("--students", str(folder / "list.csv"), "--pdf")
    assert run(folder, *asked) == 0
    told = capsys.readouterr().err
    assert f"line 3 of {folder / 'list.csv'}: no font here has 李\n" in told
    assert "line 2 of" not in told
    assert "give --font FILE" in told
    before = files(folder / "out")
    font = own_font(folder / "own.ttf", "李")
    assert run(folder, *asked, "--font", str(font)) == 0
    said = capsys.readouterr()
    assert "no font here" not in said.err
    assert "3 of them new" in said.out
    after = files(folder / "out")
    assert after["sheet-000002.pdf"] != before["sheet-000002.pdf"]
    assert after["sheet-000001.pdf"] == before["sheet-000001.pdf"]
    assert b"Own" in after["sheet-000002.pdf"]
    assert run(folder, *asked, "--font", str(folder / "list.csv")) == 2
    assert "give the file of a font" in capsys.readouterr().err


@pytest.mark.usefixtures("no_others")
def test_of_many_such_lines_some_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And how many there are; a title is told as such."""
    (folder / "list.csv").write_text("name\n" + "李\n" * 12, "utf-8")
    (folder / "mine.yaml").write_text(MINE.replace("title: Mine", "title: 李"), "utf-8")
    assert run(folder, "--students", str(folder / "list.csv"), "--pdf") == 0
    lines = capsys.readouterr().err.splitlines()[1:]
    assert lines[0] == "backprop: the title of the exercise: no font here has 李"
    assert [line.split()[2] for line in lines[1:-2]] == [str(number) for number in range(2, 9)]
    assert lines[-2] == "backprop: so it is in 5 more lines"


def test_text_is_never_markup_when_it_is_typeset() -> None:
    """Nor do formulas and tables lose a number: each of the HTML stands in the source, as a string."""
    name = 'Ada #x $y$ \\ "q" [b] // *'
    made = paper(Exercise.from_mapping(document.read(MINE).mapping), 3)
    with made.drawn.specification.spoken():
        html = f"<p>{escape(name)}</p>{sheets.given(made)}{sheets.key(made)}"
    source = typesetting.body(html)
    assert r'#"Ada #x $y$ \\ \"q\" [b] // *"' in source
    numbers = re.findall("<mn[^>]*>([^<]+)</mn>", html)
    assert numbers
    assert all(f'"{each}"' in source for each in numbers)


def test_matrices_of_a_formula_are_typeset_side_by_side() -> None:
    """Each in a box of the line, below its name, with the sign before it; a table elsewhere is no part of a line."""
    table = "<table><caption>A</caption><tbody><tr><td>{}</td></tr></tbody></table>"
    matrix = '<span class="bp-name">B</span><table><tbody><tr><td>{}</td></tr></tbody></table>'
    parts = [matrix.format(1), f'<span class="bp-sign">=</span>{matrix.format(2)}']
    grids = "".join(f'<div class="bp-part">{part}</div>' for part in parts)
    source = typesetting.body(f'<div class="bp-grids">{grids}</div>{table.format(3)}')
    boxes = re.findall(r"#box\(grid\(columns: (\d),", source)
    assert boxes == ["1", "2"]
    assert len(set(re.findall(r"\n\n.*#box.*?\n\n", source, re.S))) == 1
    assert re.findall(r"#numbers\(\[#\"(.)\"\]", source) == ["B", "B", "A"]
    assert source.index('#"="') < source.index('[#"2"]') < source.index('[#"3"]')


PROGRAM = """\
name: twice
title: Twice
python: |
  def twice(a):
      return 2*a
  L = twice(w*x)
values: {w: 1, x: 2}
draw:
  values: {w: [2, 3], x: [4, 5, 7]}
ask: [{value: dL/dw}]
"""


def test_a_printed_sheet_says_what_its_drawing_shows(folder: Path) -> None:
    """Of a program the lines as they stand, of a network what leads where; the picture has that as its text, too."""
    (folder / "mine.yaml").write_text(PROGRAM, "utf-8")
    assert run(folder, "--students", str(folder / "list.csv"), "--pdf") == 0
    sheet = PdfReader(folder / "out" / "sheet-000001.pdf")
    lines = sheet.pages[0].extract_text(extraction_mode="layout").split("\n")
    (first,) = (place for place, line in enumerate(lines) if "def twice(a):" in line)
    at = lines[first].index("def")
    assert [line[at:].rstrip() for line in lines[first : first + 3] if line.strip()][1].lstrip() == "return 2*a"
    assert lines[first + 1].index("return") > at
    assert lines[first + 2][at:].rstrip() == "L = twice(w*x)"
    assert "def twice(a):" in alternative_of(sheet)
    (folder / "mine.yaml").write_text(MINE, "utf-8")
    assert run(folder, "--students", str(folder / "list.csv"), "--pdf", out="other") == 0
    sheet = PdfReader(folder / "other" / "sheet-000001.pdf")
    assert "plus the bias" in sheet.pages[0].extract_text()
    assert "zₒ is x times wₒ₁ plus the bias bₒ" in alternative_of(sheet)


def alternative_of(sheet: PdfReader) -> str:
    """The text that stands for the picture of a sheet."""
    objects = (sheet.get_object(number) for number in range(1, len(sheet.xref[0]) + 1))
    return next(str(each["/Alt"]) for each in objects if isinstance(each, DictionaryObject) and "/Alt" in each)
