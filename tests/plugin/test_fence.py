"""The fence in a page: what makes a figure, and what a page says of what does not."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from backprop_web import engine
from backprop_web.page import Page
from mkdocs_backprop.fence import FigureFence
from mkdocs_backprop.place import Place
from tests.plugin.building import FIGURE
from tests.plugin.conftest import BuildSite

GOOD = "name: one-two-one\ntitle: A small network\nnetwork: [1, 2, 1]"


@dataclass(frozen=True)
class Bad:
    """A fence that is wrong on `line` (of the file, counting front matter), and what is said."""

    yaml: str
    line: int
    key: str
    value: str
    remedy: str


FRONT = "---\nauthor: A\n---\n# Page\n\nBefore.\n\n"  # the fence opens on line 8
BAD = {
    "unknown key": Bad(f"{GOOD}\nactivaton: tanh", 12, "activaton", "tanh", "did you mean activation?"),
    "key of another subject": Bad(
        "name: a\ntitle: T\nexpression: x\nactivation: tanh", 12, "activation", "tanh", "use one of expression, "
    ),
    "wrong type": Bad("name: a\ntitle: T\nnetwork: large", 11, "network", "large", "such as [1, 2, 1]"),
    "wrong type within": Bad("name: a\ntitle: T\nnetwork:\n- 1\n- two\n- 1", 13, "network.2", "two", "whole numbers"),
    "a truth value for a width": Bad(
        "name: a\ntitle: T\nnetwork: [1, true, 1]", 11, "network.2", "true", "whole numbers"
    ),
    "no output": Bad("name: a\ntitle: T\nnetwork: [1]", 11, "network", "[1]", "at least two"),
    "10,000 neurons": Bad("name: a\ntitle: T\nnetwork: [1, 10000, 1]", 11, "network", "[1, 10000, 1]", "from 1 to"),
    "10,000 layers": Bad(f"name: a\ntitle: T\nnetwork: {[1] * 3000}", 11, "network", "[1, 1, 1", "numbers from 1"),
    "value NaN": Bad(
        f"{GOOD}\nvalues:\n  b1: 1\n  w11: .nan", 14, "values.w11", ".nan", "as not a number; give a number"
    ),
    "value infinite": Bad(f"{GOOD}\nvalues: {{w11: -.inf}}", 12, "values.w11", "-.inf", "as infinity; give a number"),
    "value absurd": Bad(f"{GOOD}\nvalues: {{w11: 1.0e+99}}", 12, "w11", "1e+99", "give a number"),
    "value text": Bad(f"{GOOD}\nvalues: {{w11: half}}", 12, "w11", "half", "give a number"),
    "value of a wrong type": Bad(f"{GOOD}\nvalues: {{w11: true}}", 12, "values.w11", "true", "give a number"),
    "value left out": Bad(f"{GOOD}\nvalues:\n  w11:", 13, "values.w11", "empty", "give a number"),
    "width in quotes": Bad("name: a\ntitle: T\nnetwork: [1, '2', 1]", 11, "network.2", '"2"', "whole numbers"),
    "number of a sample of a wrong type": Bad(
        "name: a\ntitle: T\ndescent: w*x\nstart: {w: 1}\nsamples:\n- {x: [1]}\nrate: 1\nupdates: 1",
        14,
        "samples.1.x",
        "[1]",
        "give a number",
    ),
    "a number of a sample that is a word": Bad(
        f"{GOOD}\nsamples:\n- {{x: 1, y: 2}}\n- x: 1\n  y: two", 15, "samples.2.y", "two", "give a number"
    ),
    "a sample without its target": Bad(
        f"{GOOD}\nsamples:\n- {{x: 1, y: 2}}\n- {{x: 1}}", 14, "samples.2", "{x: 1}", "give y a number here too"
    ),
    "a parameter in a sample": Bad(
        f"{GOOD}\nsamples:\n- {{x: 1, y: 2}}\n- {{x: 1, y: 2, w11: 3}}",
        14,
        "samples.2.w11",
        "3.0",
        "the same for every",
    ),
    "a target of a sample that is no probability": Bad(
        f"{GOOD}\nloss: binary-cross-entropy\nsamples:\n- {{x: 1, y: 1}}\n- {{x: 1, y: 2}}",
        15,
        "samples.2.y",
        "2.0",
        "0 to 1",
    ),
    "an input under values and in the samples": Bad(
        f"{GOOD}\nvalues: {{x: 1}}\nsamples: [{{x: 1, y: 1}}, {{x: 0, y: 1}}]",
        12,
        "values.x",
        "1",
        "each of the samples",
    ),
    "the number of the sample under values": Bad(
        f"{GOOD}\nvalues: {{sample: 2}}\nsamples: [{{x: 1, y: 1}}, {{x: 0, y: 1}}]",
        12,
        "values.sample",
        "2",
        "as a key",
    ),
    "a sample that there is not": Bad(
        f"{GOOD}\nsamples: [{{x: 1, y: 1}}, {{x: 0, y: 1}}]\nsample: 3", 13, "sample", "3", "from 1 to 2"
    ),
    "too many samples": Bad(
        f"{GOOD}\nsamples: {[{'x': 1, 'y': 1}] * 21}", 12, "samples", "21 samples", "list 2 to 20 samples"
    ),
    "decimal comma": Bad(f"{GOOD}\nvalues: {{w11: 0,5}}", 12, "a key", "5", "such as 0.5"),
    "value of nothing": Bad(f"{GOOD}\nvalues: {{w99: 1}}", 12, "w99", "1", "w11"),
    "unknown activation": Bad(f"{GOOD}\nactivation: tan", 12, "activation", "tan", "tanh"),
    "activation of a wrong type": Bad(f"{GOOD}\nactivation: 3", 12, "activation", "3", "name one"),
    "unknown loss": Bad(f"{GOOD}\nloss: hinge", 12, "loss", "hinge", "half-squared-error"),
    "a line of a program": Bad(
        "name: a\ntitle: T\npython: |\n  h = x\n\n  y = thanh(h)\nvalues: {x: 1}",
        14,
        "python",
        "thanh",
        "did you mean tanh?",
    ),
    "a program in quotes": Bad(
        'name: a\ntitle: T\npython: "y = thanh(x)"\nvalues: {x: 1}', 11, "python", "thanh", "on line 1: did you mean"
    ),
    "a matrix with a short row": Bad(
        "name: a\ntitle: T\npython: y = x[0][0]\nvalues:\n  x: [[1, 2], [3]]", 13, "x", "[[1, 2], [3]]", "rows of equal"
    ),
    "a word in a matrix": Bad(
        "name: a\ntitle: T\npython: y = x[0][0]\nvalues:\n  x: [[1, two]]", 13, "x", "two", "give a number"
    ),
    "no name": Bad("title: Two in a row!\nnetwork: [1, 1]", 9, "name", "missing", "`name: two-in-a-row`"),
    "no title": Bad("name: a\nnetwork: [1, 1]", 9, "title", "missing", "add a line such as `title:"),
    "empty title": Bad("name: a\ntitle: ' '\nnetwork: [1, 1]", 10, "title", "", "plain sentence"),
    "no network": Bad("name: a\ntitle: T", 9, "network", "missing", "`network: [1, 2, 1]`"),
    "two subjects": Bad(f"expression: x^2\n{GOOD}", 12, "network", "[1, 2, 1]", "leave out this or expression"),
    "an expression that is code": Bad(
        "name: a\ntitle: T\nexpression: __import__('os')", 11, "expression", "", "column"
    ),
    "an expression with a fault on its second line": Bad(
        "name: a\ntitle: T\nexpression: |\n  a = x*x\n  a + + * 2", 11, "expression", "", "at line 2, column"
    ),
    "a descent with a fault on its second line": Bad(
        "name: a\ntitle: T\ndescent: |\n  a = w*x\n  a - tangent(y)\nstart: {w: 1}\nsamples: [{x: 1, y: 2}]\n"
        "rate: 0.5\nupdates: 2",
        11,
        "descent",
        "",
        "at line 2, column 5",
    ),
    "an expression without its values": Bad("name: a\ntitle: T\nexpression: x*y", 11, "x", "missing", "under values"),
    "a key of another subject": Bad(
        "name: a\ntitle: T\nexpression: x\nvalues: {x: 1}\nloss: hinge",
        13,
        "loss",
        "hinge",
        "use one of expression",
    ),
    "an expression of numbers alone": Bad(
        'name: a\ntitle: T\nexpression: "3"', 11, "expression", "3", "use a name too"
    ),
    "an expression undefined at its values": Bad(
        "name: a\ntitle: T\nvalues: {x: 0}\nexpression: log(x)", 12, "y", "log(0)", "change a number"
    ),
    "a colon in the title": Bad("name: a\ntitle: A: B", 10, "the fence", "not valid YAML", "needs quotes"),
    "a quotation mark left open": Bad(f'{GOOD}\nloss: "a', 12, "the fence", "not valid YAML", "close the q"),
    "a list left open": Bad("name: a\ntitle: T\nnetwork: [1, 2\nloss: a", 12, "the fence", "not valid YAML", "with ]"),
    "braces left open": Bad(f"{GOOD}\nvalues: {{x: 1", 12, "the fence", "not valid YAML", "with }"),
    "a depth twice": Bad(
        "name: a\ntitle: T\ncount: multiplications\ndepths: [2, 2]", 12, "depths", "[2, 2]", "each once"
    ),
    "a width twice": Bad(
        "name: a\ntitle: T\ncount: operations\nwidths: [1, 2, 1]", 12, "widths", "[1, 2, 1]", "each once"
    ),
    "unsafe name": Bad("name: a b<c>\ntitle: T\nnetwork: [1, 1]", 9, "name", "a b<c>", "lower-case letters"),
    "key twice": Bad(f"{GOOD}\nname: other", 12, "name", "given twice", "line 1 of the fence"),
    "key is no text": Bad(f"{GOOD}\n1: 2", 12, "a key", "1", "in quotes"),
    "a list": Bad("- 1\n- 2", 9, "the fence", "not a list of keys", "`network: [1, 2, 1]`"),
    "nothing": Bad("", 9, "the fence", "empty", "`network: [1, 2, 1]`"),
    "not YAML": Bad("name: a\ntitle: [", 10, "the fence", "not valid YAML", "expected"),
    "unknown tag": Bad("name: !!python/name:os.system", 9, "the fence", "not valid YAML", "tag"),
    "control character": Bad("name: a\x07", 9, "the fence", "not valid YAML", "allowed"),
    "enormous integer": Bad(f"name: a\ntitle: T\nnetwork: [{'9' * 5000}]", 9, "the fence", "not valid YAML", "digits"),
    "alias": Bad("a: &x [1]\nb: *x", 9, "an anchor or alias", "x", "write the value out"),
    "deep": Bad("a: " + "[" * 500, 9, "the fence", "nested too deeply", "8 levels"),
    "long": Bad("a: " + "x" * 20_000, 9, "the fence", "20,003 characters long", "10,000"),
}


def page_with(fence: str) -> str:
    return f"{FRONT}```backprop\n{fence}\n```\n\nAfter the *fence*.\n"


def rendered(fence: FigureFence, text: str, language: str = "en") -> LexborHTMLParser:
    """Render the page as a host does: it names the file, and converts what follows front matter."""
    fence.place = Place("page.md", text, Page(language=language))
    options = {"pymdownx.superfences": {"custom_fences": fence.custom_fences()}}
    body = text.removeprefix("---\nauthor: A\n---\n")
    html = Markdown(extensions=["pymdownx.superfences"], extension_configs=options).convert(body)
    return LexborHTMLParser(html)


@pytest.fixture
def fence() -> FigureFence:
    return FigureFence()


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_fence_is_one_warning_with_place_key_value_and_remedy(
    bad: Bad, fence: FigureFence, caplog: pytest.LogCaptureFixture
) -> None:
    rendered(fence, page_with(bad.yaml))
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    message = record.getMessage()
    assert message.startswith(f"page.md, line {bad.line}: {bad.key} is {bad.value}")
    assert bad.remedy in message.partition(f"{bad.key} is {bad.value}")[2]


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_fence_leaves_a_placeholder_with_its_source_and_nothing_else_is_lost(
    bad: Bad, fence: FigureFence
) -> None:
    tree = rendered(fence, page_with(bad.yaml))
    (error,) = tree.css("div.bp-error")
    assert bad.key in error.css_first("li").text()
    assert error.css_first("pre > code").text() == bad.yaml
    assert tree.css_first("h1").text() == "Page"
    assert tree.css("p")[-1].html == "<p>After the <em>fence</em>.</p>"
    assert not tree.css("figure, code[class*=backprop]")


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_on_a_german_page_it_is_told_in_german(bad: Bad, fence: FigureFence, caplog: pytest.LogCaptureFixture) -> None:
    """In the log and in the page; how each remedy is said, the tests of messages know."""
    (error,) = rendered(fence, page_with(bad.yaml), "de").css("div.bp-error")
    (record,) = caplog.records
    assert record.getMessage().startswith(f"page.md, Zeile {bad.line}: ")
    assert " ist " in record.getMessage()
    assert " is " not in record.getMessage()
    assert error.css_first("p").text() == "Diese Abbildung ließ sich nicht zeichnen"
    assert error.css_first("li").text() == record.getMessage()


def test_every_problem_of_a_fence_is_told_at_once(fence: FigureFence, caplog: pytest.LogCaptureFixture) -> None:
    tree = rendered(fence, page_with("name: A\nnetwerk: [1, 2]\ntitle: T\nvalues: 3"))
    lines = [record.getMessage().split(":")[0] for record in caplog.records]
    assert lines == [f"page.md, line {line}" for line in (9, 9, 10, 12)]
    assert len(tree.css("div.bp-error li")) == 4


@pytest.mark.parametrize("before", ["", "- item\n\n    ", "> ", "> > "], ids=repr)
def test_the_line_is_right_wherever_the_fence_stands(
    before: str, fence: FigureFence, caplog: pytest.LogCaptureFixture
) -> None:
    first, rest = (before.rsplit("\n", 1)[0], before.rsplit("\n", 1)[-1]) if "\n" in before else ("", before)
    bad = "\n".join(rest + line for line in ("```backprop", "name: a", "title: T", "network: 1", "```"))
    head = f"# Page\n\n{first}\n"
    rendered(fence, head + bad)
    place = head.count("\n") + 4
    assert [r.getMessage().split(":")[0] for r in caplog.records] == [f"page.md, line {place}"]


def test_equal_fences_are_told_apart_by_their_lines(fence: FigureFence, caplog: pytest.LogCaptureFixture) -> None:
    one = "```backprop\nname: 1\n```\n\n"
    rendered(fence, one + one)
    lines = {record.getMessage().split(":")[0] for record in caplog.records}
    assert lines == {"page.md, line 2", "page.md, line 6"}


def test_a_fence_that_the_file_does_not_hold_is_placed_within_itself(
    fence: FigureFence, caplog: pytest.LogCaptureFixture
) -> None:
    fence.place = Place("page.md", "# From a macro\n")
    fence.format("name: a\ntitle: T\nnetwork: 1", "backprop", "", {}, Markdown())
    assert caplog.messages[0].startswith("page.md, line 3 of a backprop fence: network is 1")


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        ('```backprop title="T"', "title is T"),
        ("``` { .backprop #an-id }", "id is an-id"),
        ("``` { .backprop .wide }", "class is wide"),
    ],
)
def test_what_stands_on_the_opening_line_is_refused_not_shown_as_code(
    opening: str, said: str, fence: FigureFence, caplog: pytest.LogCaptureFixture
) -> None:
    tree = rendered(fence, f"{opening}\n{GOOD}\n```")
    assert tree.css("div.bp-error")
    assert caplog.messages[0].startswith(f"page.md, line 1: {said}")


TWICE = {
    "the same name": ("a", "a", "a"),
    "a step of the other": ("a", "a-step-3", "a-step-3"),
    "a field of the other": ("a-w11", "a", "a-w11"),
}


@pytest.mark.parametrize(("first", "second", "taken"), TWICE.values(), ids=TWICE.keys())
def test_no_two_figures_of_a_page_share_an_id(
    first: str, second: str, taken: str, fence: FigureFence, caplog: pytest.LogCaptureFixture
) -> None:
    one, two = (FIGURE.replace("one-two-one", name) for name in (first, second))
    tree = rendered(fence, f"{one}\n{two}")
    assert f"page.md, line 8: name is {second}: another figure of this page" in caplog.text
    assert taken in caplog.text
    assert [figure.id for figure in tree.css("figure")] == [first]
    assert rendered(fence, two).css("figure"), "on another page the name is free"


def test_a_fault_of_the_engine_is_an_error_with_its_traceback(
    fence: FigureFence, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ValueError of all things: SuperFences would swallow it and show the fence as code."""

    def broken(_: Mapping[str, object]) -> engine.Drawn:
        raise ValueError("lost in the graph")

    monkeypatch.setattr(engine, "draw", broken)
    tree = rendered(fence, page_with(GOOD))
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("page.md, line 8: the engine failed")
    assert "lost in the graph" in caplog.text
    assert tree.css_first("div.bp-error pre").text() == GOOD
    assert tree.css("p")[-1].text() == "After the fence."


@given(st.text())
def test_no_text_whatever_raises_or_passes_as_markup(source: str) -> None:
    html = FigureFence().format(source, "backprop", "", {}, Markdown())
    tree = LexborHTMLParser(html)
    assert len(tree.css("body > *")) == 1
    assert tree.css_first("div.bp-error, figure.bp-figure") is not None


def test_the_fence_needs_no_mkdocs() -> None:
    program = (
        "import sys, markdown; from mkdocs_backprop.fence import format_figure, validate_figure\n"
        "fence = dict(name='backprop', format=format_figure, validator=validate_figure)\n"
        "fence['class'] = 'bp-figure'\n"
        "options = {'pymdownx.superfences': {'custom_fences': [fence]}}\n"
        f"print(markdown.markdown({FIGURE!r}, extensions=list(options), extension_configs=options))\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'mkdocs']\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert LexborHTMLParser(done.stdout).css("figure#one-two-one li")


def test_a_host_that_names_no_page_starts_each_page_anew(caplog: pytest.LogCaptureFixture) -> None:
    fence = FigureFence()
    options = {"pymdownx.superfences": {"custom_fences": fence.custom_fences()}}
    md = Markdown(extensions=["pymdownx.superfences"], extension_configs=options)
    for _ in range(2):
        assert "<figure" in md.reset().convert(FIGURE)
    assert not caplog.records


def test_the_extension_leaves_a_site_of_mkdocs_to_the_plugin(build_site: BuildSite) -> None:
    """So that one mkdocs.yml serves Zensical, too; without the plugin the fence is the code that `render` finds."""
    pages = {"index.md": f"# Home\n\nIt is {{{{ one-two-one: yhat }}}}.\n\n{FIGURE}"}
    built = build_site(pages, markdown_extensions=["backprop"])
    assert built.warnings == []
    assert len(built.page().css("figure.bp-figure")) == 1
    assert len(built.page().css("p .bp-quote")) == 1
    assert len(built.page().css("#backprop-manifest")) == 1


ASKED = """\
```exercise
name: {name}
title: Own
network: [1, 1]
# a comment
draw:
  values: {{w*: [-2, 0.5, 2], b*: [-1, 1], x: [2, 3], y: [1, 2]}}
ask: [{{value: dL/dwo1}}]
```
"""


def test_the_title_of_an_exercise_is_a_heading_below_its_section(fence: FigureFence) -> None:
    """Of the level that follows; a comment in a fence is no heading. Without one above it is of the third."""
    text = "\n".join(
        [ASKED.format(name="free"), "# Page", ASKED.format(name="first"), "### Deep", ASKED.format(name="second")]
    )
    page = rendered(fence, text)
    titles = {node.attributes["id"]: node.attributes["aria-level"] for node in page.css("[role=heading]")}
    assert titles == {"free-title": "3", "first-title": "2", "second-title": "4"}
