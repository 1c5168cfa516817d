"""Sphinx and MyST: mistakes have file and line, figures have labels, and a book without scripts tells each step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.support.hosts import DEEP, HostError, run
from tests.support.hosts import sphinx as book

pytestmark = pytest.mark.usefixtures("made")
EXTENSIONS = ["myst_parser", "sphinx_backprop"]
TINY = ".. backprop::\n\n   name: tiny\n   title: Tiny\n   network: [1, 1]\n"


def _write(folder: Path, pages: Mapping[str, str]) -> None:
    for name, text in book(pages, extensions=EXTENSIONS, myst_fence_as_directive=["backprop"]).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_every_mistake_has_file_and_line(tmp_path: Path) -> None:
    """In both languages, in a list too, with a strict build that fails; the page shows what is wrong."""
    nested = "Home\n====\n\n* Item\n\n" + re.sub(r"(?m)^(?=.)", "  ", TINY.replace("1, 1", "1, 0"))
    quote = "\n:backprop:`tiny: nothing` :backprop:`other: L`\n\n.. toctree::\n\n   a\n"
    fence = "```backprop\nname: small\ntitle: S\n\nnetwork: [0, 1]\n```\n"
    _write(
        tmp_path, {"index.rst": f"{nested}\n{TINY}{quote}", "a.md": f"# A\n\n{fence}\n````{{backprop}}\nname\n````\n"}
    )
    with pytest.raises(HostError) as failed:
        run("sphinx-build -q -W --keep-going -b html . site", tmp_path)
    told = re.findall(r"(?m)^\S*?(\w+\.\w+:\d+): WARNING: (.*?):? ", str(failed.value).replace("the ", ""))
    said = {(place, word) for place, word in told}
    assert said >= {
        ("index.rst:10", "network.2"),
        ("index.rst:18", "quoted"),
        ("index.rst:18", "figure"),
        ("a.md:7", "network.1"),
        ("a.md:11", "fence"),
    }
    shown = LexborHTMLParser((tmp_path / "site" / "a.html").read_text("utf-8"))
    assert len(shown.css(".bp-error")) == 2


def test_a_fence_that_is_no_directive_is_told(tmp_path: Path) -> None:
    """Where MyST was not told of it, or its name is nearly ours; of other code nothing is said."""
    fences = (f"```{language}\nname: a\n```\n" for language in ("exercise", "bakprop", "python"))
    _write(tmp_path, {"index.md": "\n".join(["# A\n", *fences])})
    with pytest.raises(HostError) as failed:
        run("sphinx-build -q -W --keep-going -b html . site", tmp_path)
    told = re.findall(r"index\.md:(\d+): WARNING: (the language .*)", str(failed.value))
    assert [(int(line), said.partition(": ")[0]) for line, said in told] == [
        (3, "the language of the fence is exercise"),
        (7, "the language of the fence is bakprop"),
    ]
    assert "write {exercise} in its place, or list it in `myst_fence_as_directive`" in told[0][1]
    assert "did you mean backprop?" in told[1][1]


def test_a_figure_has_a_label_and_a_book_on_paper_its_steps(tmp_path: Path) -> None:
    """A reference from another page leads to it; in text it is its title and a sentence a step."""
    other = "B\n=\n\n:ref:`tiny` shows :backprop:`own: L`.\n\n" + TINY.replace("tiny", "own")
    _write(tmp_path, {"index.rst": f"Home\n====\n\n{TINY}\n.. toctree::\n\n   b\n", "b.rst": other})
    run("sphinx-build -q -W -b html . site", tmp_path)
    page = LexborHTMLParser((tmp_path / "site" / "b.html").read_text("utf-8"))
    assert page.css_first("a.reference[href='index.html#tiny']").text() == "Tiny"
    assert page.css_first("p .bp-quote").text() in page.css_first("[id=own-step-3] .bp-formula").text()
    run("sphinx-build -q -W -b text . text", tmp_path)
    text = (tmp_path / "text" / "index.txt").read_text("utf-8")
    assert len(re.findall(r"(?m)^\* Step \d of 7[.,]", text)) == 1 + 3 + 4
    assert "**Tiny**" in text


def test_an_exercise_is_asked_beside_an_extension_that_has_its_name(tmp_path: Path) -> None:
    """Which keeps it; the long name is ours. On paper it is its title, since the key would stand there too."""
    asked = "name: sheet\ntitle: By hand\nnetwork: [1, 1]\ndraw: {values: {w*: [0.5, 2]}}\nask: [{value: zo}]\n"
    fence = f"# H\n\n```exercise\n{asked}```\n\n```{{backprop-exercise}}\n{asked.replace('sheet', 'other')}```\n"
    settings = {"extensions": EXTENSIONS, "myst_fence_as_directive": ["exercise"]}
    for name, text in book({"index.md": fence}, **settings).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    run("sphinx-build -q -W -b html . site", tmp_path)
    page = LexborHTMLParser((tmp_path / "site" / "index.html").read_text("utf-8"))
    assert [each.id for each in page.css(".bp-exercise")] == ["sheet", "other"]
    assert len(page.css("script[src*=practice]")) == 1
    run("sphinx-build -q -W -b text . text", tmp_path)
    assert (tmp_path / "text" / "index.txt").read_text("utf-8").count("**By hand**") == 2
    other = "def setup(app):\n    from docutils.parsers.rst.directives.body import Compound\n"
    (tmp_path / "another.py").write_text(f"{other}    app.add_directive('exercise', Compound)\n", encoding="utf-8")
    settings["extensions"] = [*EXTENSIONS, "another"]
    text = fence.replace(asked, "Words of theirs.\n", 1)
    for name, written in book({"index.md": text}, **settings).items():
        here = "import sys; sys.path.insert(0, '.')\n" if name == "conf.py" else ""
        (tmp_path / name).write_text(here + written, encoding="utf-8")
    run("sphinx-build -q -W -b html . site", tmp_path)
    page = LexborHTMLParser((tmp_path / "site" / "index.html").read_text("utf-8"))
    assert [each.id for each in page.css(".bp-exercise")] == ["other"]


def test_a_page_that_is_not_written_anew_keeps_what_it_needs(tmp_path: Path) -> None:
    """Nor does one that has figures no more ask for anything."""
    _write(tmp_path, {"index.md": "# H\n\n```{toctree}\na\nb\n```\n", "a.md": DEEP, "b.md": DEEP.replace("Deep", "B")})
    run("sphinx-build -q -W -b html . site", tmp_path)
    before = (tmp_path / "site" / "a.html").read_bytes()
    (tmp_path / "b.md").write_text("# B\n", encoding="utf-8")
    run("sphinx-build -q -W -b html . site", tmp_path)
    assert (tmp_path / "site" / "a.html").read_bytes() == before
    asked = [str(node.attributes["src"]) for node in LexborHTMLParser(before.decode()).css("script[src*=backprop]")]
    assert len(asked) == 4
    assert [name for name in asked if not (tmp_path / "site" / name).is_file()] == []
    assert "assets/backprop" not in (tmp_path / "site" / "b.html").read_text("utf-8")
