"""The guide's examples of what can be added to the tables, put into a copy of the engine, go all the way."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "CONTRIBUTING.md"
# Where a table of the file ends, before which a row goes.
ENDS = {"ROWS": r"^ROWS = \(\n.*?(?=^\))", "FAMILY_ROWS": r"^FAMILY_ROWS = \(\n.*?(?=^\))"}
MAPPINGS = ("FORWARD", "BACKWARD", "TITLES", "STATUS", "DRAWING", "SWEEPS")
ENDS |= {name: rf"^{name}(?:: .*?)? = {{\n.*?(?=^}})" for name in MAPPINGS}
SENTENCES = "languages/"

THROUGH = """
from backprop.checking import check_gradients
from backprop.export import program
from backprop.languages import en as words
from backprop.figure.frames import build_figure, run_of
from backprop.figure.specification import Specification

FIGURES = [
    {"expression": "cbrt(x)*x", "values": {"x": 0.7}},
    {"expression": "softsign(x)*x", "values": {"x": -0.7}},
    {"network": [1, 2, 1], "activation": "softsign", "loss": "log-cosh"},
    {"network": [1, 2, 2], "loss": "log-cosh", "values": {"y1": 100}},
]
for described in FIGURES:
    specification = Specification.from_mapping(described)
    graph, values = run_of(specification).graph, specification.values
    frames = build_figure(specification).frames
    other = words.FORWARD_OTHER.split("}")[1].split("(")[0]
    print("told" if not any(other in frame.text for frame in frames) else "a sentence is missing")
    for method in ("central-difference", "complex-step"):
        assert all(check.agrees for check in check_gradients(graph, values, method))
    for dialect in ("numpy", "jax", "pytorch"):
        compile(program(graph, values, dialect), dialect, "exec")
    exec(compile(program(graph, values, "numpy"), "numpy", "exec"), {})
"""


NEW_KIND = """
from backprop.figure import rows
from backprop.figure.answers import judge
from backprop.figure.frames import build_figure, run_of
from backprop.figure.practice import checked
from backprop.figure.questions import Question
from backprop.figure.specification import Specification

specification = Specification.from_mapping({"network": [1, 2, 1], "mode": "seeded", "fade": 13})
run = run_of(specification)
(place,) = (place for place, step in enumerate(run.steps) if step.part == "seed")
frame = build_figure(specification).frames[place + 1]
asked = Question(run.graph, run.values, run.steps, place, 0.1)
print(frame.phase, "|", frame.status)
print("Seed at" in frame.text, "starts" in frame.text, "Drawing. The gradient" in frame.drawing)
(line,) = (line for line in rows.table(run).splitlines() if line.startswith(f"{place + 1} "))
print(*line.split())
print(judge(asked, "1").kind, judge(asked, "0").kind, judge(asked, "-1").slip)
print(checked(specification, run, place + 1)[0])
"""


def blocks() -> list[tuple[str, str, str]]:
    """The guide's examples: the file, the table in it or nothing, and the lines."""
    found = re.findall(r"```python\n# (\S+\.py)(?:: (\w+))?\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return [(path, table, lines) for path, table, lines in found]


def put(folder: Path, path: str, table: str, lines: str) -> None:
    """Put an example where the guide says."""
    file = folder / path
    text = file.read_text("utf-8")
    if table:
        match = re.search(ENDS[table], text, re.DOTALL | re.MULTILINE)
        assert match, (path, table)
        text = text[: match.end()] + indent(lines, "    ") + text[match.end() :]
    else:
        text += "\n\n" + lines
    file.write_text(text, "utf-8")


def run(folder: Path, *arguments: str) -> str:
    """What Python says with the copy of the engine instead of the engine."""
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True, text=True, check=False, cwd=folder, env={"PYTHONPATH": str(folder / "engine")},
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The engine, copied, with English as its only language, which the guide's sentences are in."""
    shutil.copytree(ROOT / "engine" / "backprop", tmp_path / "engine" / "backprop")
    for other in (tmp_path / "engine" / "backprop" / "languages").glob("[a-z]*.py"):
        if other.stem != "en":
            other.unlink()
    return tmp_path


def test_the_guides_examples_go_through_figure_check_and_programs(copy: Path) -> None:
    """One row and its sentences, and everything else follows; without the sentences it shows."""
    examples = blocks()
    assert len(examples) == 20
    for path, table, lines in examples:
        if SENTENCES not in path:
            put(copy, path, table, lines)
    assert run(copy, "-c", THROUGH).count("a sentence is missing") == 4
    for path, table, lines in examples:
        if SENTENCES in path:
            put(copy, path, table, lines)
    said = run(copy, "-c", THROUGH)
    assert said.count("told") == 4, said
    assert "dL/dwo1 " in said


def test_a_new_kind_of_step_goes_through_figure_question_and_check(copy: Path) -> None:
    """One row, what writes it and a sweep; where its words are missing, the tests of the table name them."""
    examples = [(path, table, lines) for path, table, lines in blocks() if "seed" in lines.lower()]
    assert len(examples) == 9
    table_tests = shutil.copy(ROOT / "tests" / "engine" / "test_kinds.py", copy)
    tests = ("-m", "pytest", "-q", "-p", "no:cacheprovider", str(table_tests))
    for path, table, lines in examples:
        if SENTENCES not in path:
            put(copy, path, table, lines)
    said = run(copy, *tests)
    assert "en.py lacks TITLES['seed'], STATUS['seed'], DRAWING['seed'], CHECK_SEED" in said, said
    for path, table, lines in examples:
        if SENTENCES in path:
            put(copy, path, table, lines)
    assert " failed" not in run(copy, *tests)
    said = run(copy, "-c", NEW_KIND)
    assert said.splitlines() == [
        "backward | Step 8 of 21, backward. The gradient at L is 1.",
        "True True True",
        "8 ∂L/∂L = 1",
        "right wrong wrong_sign",
        "Nothing to check here: the derivative of a value by itself is 1.",
    ], said
