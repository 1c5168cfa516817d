"""The command `backprop`: steps as rows, numbers compared, errors with a remedy, exit codes."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from backprop import terminal
from backprop.figure.slips import SLIPS

EXPRESSION = ["exp(sin(x**2))", "x=0.8"]
TRUE = math.exp(math.sin(0.64)) * math.cos(0.64) * 1.6
"""The derivative, worked out by hand."""
NETWORK = ["--network", "1,2,1", "x=0.5", "y=0.8"]

Capture = pytest.CaptureFixture[str]


def _printed(capsys: Capture, *arguments: str, code: int = 0) -> str:
    assert terminal.main(arguments) == code
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def _refused(capsys: Capture, *arguments: str) -> str:
    assert terminal.main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


def test_the_steps_are_a_table_with_formulas_and_numbers(capsys: Capture) -> None:
    lines = _printed(capsys, *EXPRESSION).splitlines()
    assert lines[0].split() == ["step", "result", "formula", "with", "numbers", "value"]
    assert lines[3] == "2     v₂      = sin(v₁)         = sin(0.64)       ≈ 0.5972"
    assert lines[-1] == "6     ∂y/∂x   = ∂y/∂v₁·∂v₁/∂x   ≈ 1.457 × 1.6     ≈ 2.332"
    assert not [line for line in lines if line != line.rstrip()]


def test_json_has_every_line_and_twelve_digits(capsys: Capture) -> None:
    told = json.loads(_printed(capsys, *EXPRESSION, "--json"))
    assert told["values"] == {"x": 0.8}
    last = told["steps"][-1]
    assert (last["step"], last["phase"], last["name"]) == (6, "backward", "dy/dx")
    assert last["value"] == float(f"{TRUE:.12g}")
    assert last["formula"][0] == "= ∂y/∂v₁·∂v₁/∂x"


def test_csv_is_read_back_as_written_and_no_cell_is_a_command_to_a_spreadsheet(capsys: Capture) -> None:
    read = list(csv.DictReader(io.StringIO(_printed(capsys, *EXPRESSION, "--csv"))))
    assert [row["name"] for row in read] == ["x", "v1", "v2", "y", "dy/dv2", "dy/dv1", "dy/dx"]
    assert float(read[-1]["value"]) == pytest.approx(TRUE, rel=1e-11)
    assert not [cell for row in read for cell in row.values() if re.match("[=@+]", cell)]


def test_tex_is_one_block_of_all_formulas(capsys: Capture) -> None:
    text = _printed(capsys, *EXPRESSION, "--tex")
    assert text.startswith("\\begin{aligned}\nx &= 0.8 \\\\\n")
    assert text.count("\\begin") == text.count("\\end") == 1
    assert "\\frac{\\partial y}{\\partial x}" in text


def test_forward_mode_networks_and_programs(capsys: Capture, tmp_path: Path) -> None:
    assert "∂f/∂y" in _printed(capsys, "x*y", "x=1", "y=3", "--by", "y")
    assert "∂L/∂w₁₁" in _printed(capsys, *NETWORK)
    program = tmp_path / "program.py"
    program.write_text("s = W @ v\ny = s[0] * s[1]\n", encoding="utf-8")
    told = json.loads(_printed(capsys, "--python", str(program), "W=[[1, 2], [3, 4]]", "v=[1, 0.5]", "--json"))
    assert next(step["value"] for step in told["steps"] if step["name"] == "y") == (1 + 1) * (3 + 2)


@pytest.mark.parametrize(
    ("arguments", "text", "code"),
    [
        (["check", "{file}", *EXPRESSION], f"name,value\ndy/dx,{TRUE:.4g}\n", 0),
        (["grade", "{file}"], "name,code\nAda,none\n", 1),
        (["--python", "{file}", "x=2"], "y = x * x\n", 0),
    ],
    ids=["check", "grade", "steps"],
)
def test_a_file_may_come_from_where_the_command_stands(
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    text: str,
    code: int,
) -> None:
    """The same is printed for - as for the file, of every command that reads one."""
    file = tmp_path / "given"
    file.write_text(text, encoding="utf-8")
    printed = _printed(capsys, *(each.format(file=file) for each in arguments), code=code)
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert _printed(capsys, *(each.format(file="-") for each in arguments), code=code) == printed


def test_options_may_stand_anywhere(capsys: Capture) -> None:
    assert _printed(capsys, "--csv", *EXPRESSION) == _printed(capsys, EXPRESSION[0], "--csv", EXPRESSION[1])


def test_an_expression_that_begins_with_a_minus(capsys: Capture) -> None:
    assert "= −2" in _printed(capsys, "--", "-x*2", "x=1")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the expression is nothing: give one, such as"),
        (["x*y", "x=1"], "y is missing: add y=0.5 at the end"),
        (["x*(", "x=1"], "expression is x*(: at column 3: "),
        (["sin(x)", "0.8"], "an argument is 0.8: write NAME=NUMBER"),
        (["sin(x)", "x="], "an argument is x=: write NAME=NUMBER"),
        (["sin(x)", "x=1,5"], "x is 1,5: write 1.5, with a decimal point"),
        (["sin(x)", "x=[1"], "x is [1: list numbers"),
        (["log(x)", "x=-1"], "not defined there"),
        (["--network", "1,two,1"], "--network is 1,two,1: write the widths"),
        (["--network", "1,2,1", "--activation", "tahn"], "activation is tahn: did you mean tanh?"),
        (["--python", "nowhere.py"], "nowhere.py"),
        (["check", "nowhere.csv", *EXPRESSION], "nowhere.csv"),
    ],
)
def test_an_error_names_place_value_and_remedy(capsys: Capture, arguments: list[str], said: str) -> None:
    printed = _refused(capsys, *arguments)
    assert printed.startswith("backprop: ")
    assert said in printed
    assert "under values" not in printed


@pytest.mark.parametrize("arguments", [[], ["check"], ["figure"]])
def test_help_has_examples(capsys: Capture, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        terminal.main([*arguments, "--help"])
    assert left.value.code == 0
    assert "examples:\n  backprop " in capsys.readouterr().out


def test_every_example_of_the_help_works(capsys: Capture) -> None:
    """Those of `check` and `figure` want files, which tests of their own write."""
    with pytest.raises(SystemExit):
        terminal.main(["--help"])
    examples = re.findall(r"^  backprop ((?:\"|--).*)$", capsys.readouterr().out, re.MULTILINE)
    assert len(examples) > 3
    for example in examples:
        assert _printed(capsys, *(part.strip('"') for part in re.findall(r'"[^"]*"|\S+', example)))


def test_a_command_that_is_not_installed_says_what_to_install(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "extra", lambda name: None)
    assert "the command figure is not installed: install the distribution mkdocs-backprop" in _refused(capsys, "figure")


def test_the_module_and_the_script_are_the_same_command() -> None:
    command = [sys.executable, "-m", "backprop", *EXPRESSION, "--csv"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout.decode("utf-8").splitlines()[-1].startswith("6,backward,dy/dx,")
    (script,) = entry_points(group="console_scripts", name="backprop")
    assert script.load() is terminal.main


def _check(capsys: Capture, folder: Path, text: str, *arguments: str, code: int) -> dict[str, dict[str, str]]:
    file = folder / "mine.csv"
    file.write_text(text, encoding="utf-8")
    told = json.loads(_printed(capsys, "check", str(file), *arguments, "--json", code=code))
    return {each["name"]: each for each in told["findings"]}


def test_what_the_command_prints_agrees_with_itself(capsys: Capture, tmp_path: Path) -> None:
    for given in (EXPRESSION, NETWORK, ["x*y", "x=1", "y=3", "--by", "y"]):
        found = _check(capsys, tmp_path, _printed(capsys, *given, "--csv"), *given, code=0)
        assert {each["kind"] for each in found.values()} == {"right"}


def test_a_slip_is_named(capsys: Capture, tmp_path: Path) -> None:
    """The local derivative of x², 2x, left out."""
    slip = math.exp(math.sin(0.64)) * math.cos(0.64)
    found = _check(capsys, tmp_path, f"name,gradient\nx,{slip:.6g}\n", *EXPRESSION, code=1)
    assert found["dy/dx"]["slip"] == "forgot_local"
    assert found["dy/dx"]["slip"] in SLIPS
    assert "is missing" in found["dy/dx"]["sentence"]


def test_what_follows_from_a_wrong_gradient_is_no_slip_of_its_own(capsys: Capture, tmp_path: Path) -> None:
    wrong = 1.9
    text = f"name,gradient\nv1,{wrong}\n∂y/∂x,{wrong * 1.6}\n"
    found = _check(capsys, tmp_path, text, *EXPRESSION, code=1)
    assert found["dy/dv1"]["kind"] == "wrong"
    assert found["dy/dx"]["kind"] == "follows"


def test_the_digits_that_are_given_decide(capsys: Capture, tmp_path: Path) -> None:
    assert _check(capsys, tmp_path, "name,gradient\nx,2.33\n", *EXPRESSION, code=0)
    assert _check(capsys, tmp_path, "name,gradient\nx,2.35\n", *EXPRESSION, code=1)


def test_findings_are_plain_lines(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("name,value,note\n\nv1,0.64,\ndy/dx,-2.332,\ny,,later\n", encoding="utf-8-sig")
    lines = _printed(capsys, "check", str(file), *EXPRESSION, code=1).splitlines()
    assert lines[0] == "v1     0.64 is right"
    assert lines[1].startswith("dy/dx  −2.332 differs from 2.331872962. The size is right, the sign is not.")
    assert lines[2:] == ["1 of 2 agree"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1 of {file} is empty: begin with a line of heads: name,gradient"),
        ("name,gradient\nx,2,3\n", "line 2 of {file} is x,2,3: part the columns by semicolons or tabs where"),
        ("x,2\n", "line 1 of {file} is x,2: begin with a line of heads"),
        ("name,gradient\n", "without numbers: add a line for each gradient"),
        ("name,gradient\nx\n", "line 2 of {file} is x: give a name and a number"),
        ("name,gradient\nx,1\nv9,2\n", "the name in line 3 of {file} is dy/dv9: did you mean dy/dv"),
    ],
)
def test_a_file_that_cannot_be_compared(capsys: Capture, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(text, encoding="utf-8")
    assert said.format(file=file) in _refused(capsys, "check", str(file), *EXPRESSION)


@pytest.mark.parametrize(
    "text", ["Name;Gradient\nx;2,331873\n", "name\tgradient\nx\t2,331873\n", 'gradient,name\n"2,331873",x\n']
)
def test_numbers_may_come_from_any_program(capsys: Capture, tmp_path: Path, text: str) -> None:
    """With semicolons or tabs between columns, and with decimal commas, as worksheet and grade take them."""
    file = tmp_path / "mine.csv"
    file.write_bytes(f"\ufeff{text}".encode())
    assert "1 of 1 agree" in _printed(capsys, "check", str(file), *EXPRESSION)


@pytest.mark.parametrize("content", [b"PK\x03\x04\x14\0", b"\xd0\xcf\x11\xe0\xa1\xb1"])
@pytest.mark.parametrize("command", ["check", "grade"])
def test_a_workbook_is_told_what_to_save_it_as(capsys: Capture, tmp_path: Path, content: bytes, command: str) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_bytes(content)
    subject = EXPRESSION if command == "check" else []
    assert f"the text of {file} is a workbook: save it as CSV" in _refused(capsys, command, str(file), *subject)


def test_a_file_that_is_not_what_the_command_reads(capsys: Capture, tmp_path: Path) -> None:
    """One that is not there, and one that belongs to another command."""
    gone, other = tmp_path / "gone.csv", tmp_path / "tiny.yaml"
    other.write_text("network: [1, 1]\n", encoding="utf-8")
    assert f"the file is {gone}: it is not there" in _refused(capsys, "check", str(gone), *EXPRESSION)
    assert "that is a file for `backprop figure`" in _refused(capsys, str(other))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--network", "2-2-1"], "--network is 2-2-1: write the widths from input to output as whole numbers with"),
        (["figur", "tiny.yaml"], "figur: there is no such command: did you mean figure?"),
    ],
)
def test_what_is_told_is_what_this_command_takes(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.main(arguments) == 2
    assert told in capsys.readouterr().err


def test_a_program_without_a_given_value_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p.py").write_text("x = 2.0\nL = x*2\n", "utf-8")
    assert terminal.main(["--python", str(tmp_path / "p.py")]) == 2
    assert "python is a program whose result is the number 4.0: on line 2: let the last" in capsys.readouterr().err


def test_a_reader_who_has_had_enough_is_no_error() -> None:
    """As in `backprop … | head`: nothing on the second stream, neither then nor when Python ends."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "backprop", *EXPRESSION]
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, "")
