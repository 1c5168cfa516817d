"""`backprop grade`: what is marked, what a code proves, and lists in whatever way a program has written them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

import pytest

from backprop import exercise, terminal
from backprop.chance import VERSION
from backprop.exercise import numbers, traces
from backprop.exercise.codes import Result, Sheet, result_code, sheet_code
from backprop.figure.slips import SLIPS
from backprop.terminal import grading, repairing, slips
from backprop.terminal.speech import ENGINE, translated

EXERCISE = Path(str(exercise.__file__)).parent
Capture = pytest.CaptureFixture[str]


def code(number: int, points: int = 150, seconds: int = 90, name: str = "mine", seed: int = 7, version: int = 1) -> str:
    return result_code(Result(Sheet(name, seed, number, version), points, 2, seconds, {"wrong_sign": 1}))


def marks(capsys: Capture, file: Path, *more: str) -> dict[str, str]:
    terminal.main(["grade", str(file), "--csv", *more])
    return {row["name"]: row["mark"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}


MINE = sheet_code(Sheet("mine", 7, 0))
COPY, SAME, MANY = "the same code as", "the same paper as", "more points than the tasks have"
OTHER = "another paper than those of mine with seed 7"
AT_PLACE = grading.ONE_PLACE.format(place=code(1).index("p150") + 4, wrong="1", right="0")
# Codes in a list, what is asked beside it, and the marks of their lines.
MARKED: list[tuple[list[str], list[str], list[str]]] = [
    ([code(1), code(2)], [], ["", ""]),
    ([code(1), code(1)], [], [f"{COPY} B", f"{COPY} A"]),
    ([code(1), f" {code(1).upper()} "], [], [f"{COPY} B", f"{COPY} A"]),
    ([code(1), code(1, seconds=91)], [], [f"{SAME} B", f"{SAME} A"]),
    ([code(1), code(1), code(1, 100)], [], [f"{COPY} B; {SAME} C", f"{COPY} A; {SAME} C", f"{SAME} A, B"]),
    # Everybody has the first paper of a page, but not with the same seconds and slips.
    ([code(0), code(0)], [], [f"{COPY} B", f"{COPY} A"]),
    ([code(0), code(0, seconds=91)], [], ["", ""]),
    ([code(1, 200), code(2, 201)], [], ["", MANY]),
    ([code(1, version=VERSION + 1)], [], [f"version {VERSION + 1} of the numbers that chance gives, not {VERSION}"]),
    ([code(1), code(2, name="other"), code(3, seed=8)], [], ["", "", ""]),
    ([code(1), code(2, name="other"), code(3, seed=8)], ["--sheet", MINE], ["", OTHER, OTHER]),
    ([code(1)[:-1], ""], [], [grading.MISWRITTEN, grading.NOTHING]),
    (["see my mail", "42"], [], [grading.NO_CODE] * 2),
    # As a sentence has them around itself, in a message say.
    ([f"Result code: {code(1)}", f"{code(2)}.", f"Meins: „{code(3)}“."], [], ["", "", ""]),
    ([MINE, f" {MINE.upper()}"], [], [grading.OF_PAPER] * 2),
    ([code(1).replace("p150", "p151"), code(1).replace("mine", "mima")], [], [AT_PLACE, grading.MISWRITTEN]),
]


@pytest.mark.parametrize(("codes", "more", "told"), MARKED)
def test_what_cannot_be_so_is_marked(
    codes: list[str], more: list[str], told: list[str], tmp_path: Path, capsys: Capture
) -> None:
    """Copies, papers that come twice, more points than there are, other versions and other exercises."""
    file = tmp_path / "codes.csv"
    names = "ABC"[: len(codes)]
    file.write_text("name,code\n" + "".join(map("{},{}\n".format, names, codes)), "utf-8")
    assert marks(capsys, file, *more) == dict(zip(names, told, strict=True))
    assert terminal.main(["grade", str(file), *more]) == any(told)
    assert capsys.readouterr().out.splitlines()[-1] == grading.PROOF


@pytest.mark.parametrize("lang", ["en_GB.UTF-8", "de_DE.UTF-8"])
def test_the_table_ends_with_what_a_code_can_prove(
    lang: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In both languages, with every mark; programs read the same in each."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", lang)
    file = tmp_path / "codes.csv"
    file.write_text(f"name,code\nAda,{code(1, 300)}\nKurt,{code(1, 300, version=2)}\nEve,{code(1, 300)}\n", "utf-8")
    assert terminal.main(["grade", str(file), "--sheet", MINE]) == 1
    *_, last = lines = capsys.readouterr().out.splitlines()
    german = lang.startswith("de")
    assert (last == grading.PROOF) != german
    assert ("who worked" in last, "wer gearbeitet hat" in last) == (not german, german)
    words = ("dieselbe", "mehr Punkte", "Version 2") if german else ("the same code", "more points", "version 2")
    assert all(any(word in line for line in lines) for word in words)
    terminal.main(["grade", str(file), "--csv"])
    assert "the same code as Eve" in capsys.readouterr().out


def test_a_file_of_an_exercise_needs_what_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(grading, "extra", lambda _: None)
    assert terminal.main(["grade", str(tmp_path / "codes.csv"), "--exercise", "mine.yaml"]) == 2
    assert "--exercise is mine.yaml: install mkdocs-backprop, which reads YAML, or give a --sheet" in (
        capsys.readouterr().err
    )


def test_any_one_wrong_sign_is_found_at_its_place() -> None:
    """Wherever it stands, in the checksum too; two of them are not."""
    right = code(1).lower()
    for place, sign in enumerate(right):
        wrong = "7" if sign != "7" else "3"
        typed = f"{right[:place]}{wrong}{right[place + 1 :]}"
        assert repairing.slip_in(typed) == repairing.Slip(place + 1, wrong, sign), typed
    assert repairing.slip_in(right.replace("150", "321")) is None


@pytest.mark.parametrize(
    ("lang", "told"), [("C", "a sign is lost (1)"), ("de_DE.UTF-8", "ein Vorzeichen geht verloren (1)")]
)
def test_slips_are_told_in_words(
    lang: str, told: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of each line and of the class; programs read their names. Every slip that there is has words."""
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", lang)
    file = tmp_path / "codes.csv"
    file.write_text(f"name,code\nAda,{code(1)}\n", "utf-8")
    terminal.main(["grade", str(file)])
    assert capsys.readouterr().out.count(told) == 2
    terminal.main(["grade", str(file), "--csv"])
    assert "wrong_sign 1" in capsys.readouterr().out
    sources = "".join(each.read_text("utf-8") for each in EXERCISE.glob("*.py"))
    counted = re.findall(r'Verdict\(\s*"slip"[^)]*?"(\w+)"\s*,?\s*\)', sources)
    assert "forgot_biases" in counted
    assert {*SLIPS, *traces.SLIPS, *counted, numbers.NOT_LOCAL, "follows", "too_early"} <= set(slips.NAMES)
    assert all(translated(text, (ENGINE,), "de") != text for text in slips.NAMES.values())


def test_the_sheet_must_be_a_code(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("name,code\n", "utf-8")
    assert terminal.main(["grade", str(file), "--sheet", "mine"]) == 2
    assert "--sheet is mine: copy the code from a sheet of the exercise once more" in capsys.readouterr().err


NAMES = ("Zoë Müller", "Łukasz", "Ada")
WEST = ("Zoë Müller", "René", "Ada")
# What a file has in its first line, what parts its cells, in which encoding it is, and what is said of that.
WRITTEN: list[tuple[str, str, str, tuple[str, ...], str]] = [
    ("name,code", ",", "utf-8", NAMES, ""),
    ("name,code", ",", "utf-8-sig", NAMES, ""),
    ("name\tcode", "\t", "utf-8", NAMES, ""),
    ("Name;Code", ";", "utf-8", NAMES, ""),
    ("Student;Kennung", ";", "utf-8", NAMES, ""),
    ("Nachname\tErgebnis", "\t", "utf-8", NAMES, ""),
    ("name\tcode", "\t", "utf-16", NAMES, "UTF-16"),
    ("Name;Result code", ";", "utf-16", NAMES, "UTF-16"),
    ("Name;Code", ";", "utf-16-be", NAMES, "UTF-16"),
    ("Name;Code", ";", "utf-16-le", NAMES, "UTF-16"),
    ("Name;Code", ";", "windows-1252", WEST, "Windows-1252"),
    ("Name;Code", ";", "latin-1", ("\x81ë", *WEST[1:]), "Latin-1"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize(("heads", "between", "encoding", "names", "said"), WRITTEN)
def test_a_list_may_be_written_by_any_program(
    heads: str,
    between: str,
    encoding: str,
    names: tuple[str, ...],
    said: str,
    end: str,
    tmp_path: Path,
    capsys: Capture,
) -> None:
    """With tabs, semicolons or commas, under heads in other words; it is said which encoding was taken if not UTF-8."""
    file = tmp_path / "codes.csv"
    lines = [heads, *(f"{name}{between}{code(number)}" for number, name in enumerate(names, 1)), between]
    file.write_bytes(end.join(lines).encode(encoding))
    assert terminal.main(["grade", str(file), "--csv"]) == 0
    printed = capsys.readouterr()
    read = list(csv.DictReader(io.StringIO(printed.out)))
    assert [(row["name"], row["paper"]) for row in read] == [(name, str(at)) for at, name in enumerate(names, 1)]
    assert printed.err == (f"{file} is no UTF-8: read as {said}\n" if said else "")


HEADED: list[tuple[str, str]] = [
    ("Result code;Name", "{code};Ada"),
    ('"Name, first and last";Code', '"Lovelace, Ada";{code}'),
    ("First name,Last name,Username,Code", "Ada,Lovelace,ada1,{code}"),
    ("Username,Name,Result,Code", "ada1,Ada,7,{code}"),
    ("who\twhat code", "Ada\t{code}"),
    ("\n\nname,code", "Ada,{code},,,"),
]


@pytest.mark.parametrize(("heads", "line"), HEADED)
def test_the_columns_are_known_by_their_heads(heads: str, line: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "codes.csv"
    file.write_text(f"{heads}\n{line.format(code=code(1))}\n", "utf-8")
    (name,) = marks(capsys, file)
    assert name == ("Lovelace, Ada" if '"' in heads else "Ada Lovelace" if "Last" in heads else "Ada")


REFUSED: list[tuple[bytes, str]] = [
    (b"", "line 1 of {file} is empty: begin with a line of heads: name,code"),
    (b"who,what\nAda,1\n", "line 1 of {file} is who,what: begin with a line of heads: name,code"),
    (codecs.BOM_UTF16_LE + b"n\0a", "the text of {file} is neither UTF-8 nor UTF-16: save it as UTF-8"),
    (codecs.BOM_UTF16_BE + b"\xd8\0\0x", "the text of {file} is neither UTF-8 nor UTF-16: save it as UTF-8"),
]


@pytest.mark.parametrize(("content", "said"), REFUSED)
@pytest.mark.parametrize("lang", ["C", "de_DE.UTF-8"])
def test_a_list_that_cannot_be_read_is_told(
    content: bytes, said: str, lang: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", lang)
    file = tmp_path / "codes.csv"
    file.write_bytes(content)
    assert terminal.main(["grade", str(file)]) == 2
    told = capsys.readouterr().err
    assert (said.format(file=file) in told) == (lang == "C")
    assert "codec" not in told
