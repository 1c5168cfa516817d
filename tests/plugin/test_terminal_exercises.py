"""Where commands have exercises from: the collection by its names, a page by its fences, a file; and their list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backprop.terminal import main
from backprop_web import document, fences
from backprop_web.terminal_sources import COLLECTION
from tools import exercises
from tools.exercises import DOCS, FENCE, PAGES

ENTRIES = [entry.exercise for page in PAGES for entry in exercises.entries(page)]
WORDS = {"en": exercises.ENGLISH, "de": exercises.GERMAN}
MINE = """\
name: {name}
title: Mine
network: [1, 1]
draw: {{values: {{w*: [-2, 0.5, 2], b*: [-1, 1], x: [2, 3], y: [1]}}}}
ask: [{{value: zo}}]
"""
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text("name\nAda\n", "utf-8")
    return tmp_path


def printed(capsys: Capture, *arguments: str, code: int = 0) -> str:
    assert main(list(arguments)) == code
    said = capsys.readouterr()
    return said.err if code else said.out


def test_the_collection_is_listed_by_its_names(capsys: Capture) -> None:
    """In the order of the pages, each with its level, minutes, points and title."""
    _, *lines = printed(capsys, "exercises").splitlines()
    assert len(lines) == len(ENTRIES)
    for line, exercise in zip(lines, ENTRIES, strict=True):
        name, level, minutes, points, title = line.split(maxsplit=4)
        assert (name, int(level), int(minutes)) == (exercise.name, exercise.level, exercise.minutes)
        assert int(points) == len(exercise.ask)
        assert exercise.title.partition(". ")[2] == title


@pytest.mark.parametrize("lang", WORDS)
def test_what_is_printed_of_a_name_is_the_exercise_of_the_site(lang: str, capsys: Capture) -> None:
    """But for its language, which it says, and its place on the page, which it does not."""
    docs = WORDS[lang].docs
    for page in PAGES:
        for source in FENCE.findall((docs / "exercises" / f"{page}.md").read_text("utf-8")):
            mapping = document.read(source).mapping
            made = document.read(printed(capsys, "exercises", str(mapping["name"]), "--lang", lang)).mapping
            assert made.pop("lang", "en") == lang
            place, _, title = str(mapping.pop("title")).partition(". ")
            assert place.isdecimal()
            assert made.pop("title") == title
            assert made == mapping


def test_a_name_makes_the_sheets_that_its_text_makes(folder: Path, capsys: Capture) -> None:
    """So that what a teacher changes begins where the collection is; --lang says its language, and grade knows it."""
    (folder / "own.yaml").write_text(printed(capsys, "exercises", "graph-fork", "--lang", "de"), "utf-8")
    for where, out, more in (("graph-fork", "a", ["--lang", "de"]), ("own.yaml", "b", [])):
        assert main(["worksheet", where, "--students", "list.csv", "--out", out, *more]) == 0
    made = [{path.name: path.read_bytes() for path in (folder / out).glob("*.html")} for out in "ab"]
    assert made[0] == made[1]
    assert b'<html lang="de"' in made[0]["key.html"]
    code = re.findall("graph-fork\\.v1\\.s\\d+\\.n1\\.\\w+", made[0]["sheet-000001.html"].decode())[0]
    (folder / "codes.csv").write_text(f"name,code\nAda,{code}\n", "utf-8")
    capsys.readouterr()
    assert "the code of the paper" in printed_marks(capsys, "graph-fork")
    assert "did you mean graph-fork?" in printed(capsys, "grade", "codes.csv", "--exercise", "graph-frok", code=2)


def printed_marks(capsys: Capture, exercise: str) -> str:
    assert main(["grade", "codes.csv", "--exercise", exercise]) == 1
    return capsys.readouterr().out


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_command_takes_a_name(folder: Path) -> None:
    """And each platform gets what it gets of the file."""
    for to in ("moodle", "qti", "qti3"):
        assert main(["export", "graph-fork", "--to", to, "--out", to]) == 0
        assert (folder / to).stat().st_size > 1000


PAGE = """\
---
title: A page
lang: de
---

```yaml
name: none
```

````markdown
```exercise
name: shown
```
````

> ```exercise
{quoted}> ```

~~~~ {{ .exercise }}
{wide}```
~~~~

    ```{{exercise}}
{inner}    ```
"""


def page(*names: str) -> str:
    quoted, wide, inner = (MINE.format(name=name) for name in names)
    return PAGE.format(quoted=_before("> ", quoted), wide=wide, inner=_before("    ", inner))


def _before(what: str, text: str) -> str:
    return "".join(f"{what}{line}\n" for line in text.splitlines())


def test_the_fences_of_a_page_are_found() -> None:
    """Quoted, indented, and of other signs, in any host's spelling, with their lines; none that another shows."""
    text = page("a", "b", "c")
    found = list(fences.exercises(text))
    assert [document.read(each.source.replace("```\n", "")).mapping["name"] for each in found] == ["a", "b", "c"]
    lines = text.splitlines()
    assert all("exercise" in lines[each.line - 1] and "name: " in lines[each.line] for each in found)
    assert fences.language(text) == "de"
    assert fences.language("# Plain\n\nlang: de\n") == ""
    for path in (DOCS / "exercises").glob("*.md"):
        whole = path.read_text("utf-8")
        assert [each.source for each in fences.exercises(whole)] == FENCE.findall(whole)


def test_of_a_page_with_several_one_is_named(folder: Path, capsys: Capture) -> None:
    """By what stands behind its sign; its names are listed where none is named, or one that it has not."""
    text = "---\nlang: de\n---\n" + "".join(f"```exercise\n{MINE.format(name=name)}```\n" for name in "ab")
    (folder / "page.md").write_text(text, "utf-8")
    asked = ("--students", "list.csv", "--out", "out")
    assert "put # and the name of one behind it: a, b" in printed(capsys, "worksheet", "page.md", *asked, code=2)
    assert "page.md has these: a, b" in printed(capsys, "worksheet", "page.md#c", *asked, code=2)
    assert main(["worksheet", "page.md#b", *asked]) == 0
    assert b'<html lang="de"' in (folder / "out" / "key.html").read_bytes()
    capsys.readouterr()
    assert [line.split()[0] for line in printed(capsys, "exercises", "page.md").splitlines()[1:]] == ["a", "b"]
    assert printed(capsys, "exercises", "page.md#a") == MINE.format(name="a")
    (folder / "page.md").write_text(text.replace("name: b\ntitle: Mine", "name: b\nname: b"), "utf-8")
    assert "line 13 of page.md" in printed(capsys, "exercises", "page.md", code=2)


def test_a_mistake_is_told_with_the_line_of_the_page(folder: Path, capsys: Capture) -> None:
    text = f"# P\n\n```exercise\n{MINE.format(name='a')}```\n"
    (folder / "page.md").write_text(text.replace("network: [1", "network: [x"), "utf-8")
    told = printed(capsys, "export", "page.md", "--to", "moodle", "--out", "out", code=2)
    assert f"line {text[: text.index('network')].count(chr(10)) + 1} of page.md" in told


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("weigthed-sum", "did you mean weighted-sum?"),
        ("nothing-like-it", "backprop exercises lists their names"),
        ("weighted-sum.yaml", "the file is weighted-sum.yaml: it is not there"),
        ("./weighted-sum", "it is not there"),
    ],
)
def test_what_is_neither_a_file_nor_a_name_is_told(where: str, told: str, folder: Path, capsys: Capture) -> None:
    assert told in printed(capsys, "worksheet", where, "--students", "list.csv", code=2)
    assert not (folder / "sheets").exists()


def test_a_file_goes_before_a_name(folder: Path, capsys: Capture) -> None:
    (folder / "weighted-sum").write_text(MINE.format(name="own"), "utf-8")
    assert printed(capsys, "exercises", "weighted-sum").startswith("name: own\n")


def test_each_page_of_the_collection_says_a_name_of_its_own() -> None:
    """And where names lead to: to a command that is called so."""
    for docs in (exercises.ENGLISH.docs, exercises.GERMAN.docs):
        for name in PAGES:
            text = (docs / "exercises" / f"{name}.md").read_text("utf-8")
            last = text.rpartition("```\n")[2]
            (said,) = re.findall("`([a-z]+-[a-z-]+)`", last)
            assert said in {entry.exercise.name for entry in exercises.entries(name)}
            assert "`backprop worksheet`" in last


def test_the_collection_of_the_package_is_up_to_date() -> None:
    """`python -m tools.exercises` would write the pages that are there, and no others."""
    made = {f"{lang}.md": exercises.collection(words, lang) for lang, words in WORDS.items()}
    assert {path.name: path.read_text("utf-8") for path in COLLECTION.iterdir()} == made
