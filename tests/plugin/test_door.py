"""The front door: a figure for any host, with nothing of MkDocs or Python-Markdown loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest
from selectolax.lexbor import LexborHTMLParser

from backprop_web.page import FigureError, FormulaError, Page, QuoteError
from backprop_web.site import Settings, Site

TINY = {"name": "tiny", "title": "A tiny network", "network": [1, 1]}
OTHER = {"name": "other", "title": "Another", "expression": "sin(x)", "values": {"x": 1}}


def test_a_mapping_becomes_html_and_what_it_needs() -> None:
    page = Page(live=True)
    tree = LexborHTMLParser(page.figure(TINY) + page.figure(OTHER))
    assert [figure.id for figure in tree.css("figure")] == ["tiny", "other"]
    assert page.needs == {"figure", "live", "math"}
    assert {node.id for node in tree.css("[id]") if node.tag != "g" and "." not in (node.id or "")} <= page.ids


def test_the_yaml_of_a_fence_is_the_same_figure() -> None:
    assert Page().figure("name: tiny\ntitle: A tiny network\nnetwork: [1, 1]") == Page().figure(TINY)


def test_an_empty_page_needs_nothing_and_one_with_a_formula_the_font() -> None:
    page = Page(live=True)
    assert page.needs == set()
    page.formula("x^2")
    assert page.needs == {"math"}


@pytest.mark.parametrize(
    ("description", "line"),
    [
        ({**TINY, "network": [1]}, 1),
        ("title: T\nname: tiny\nnetwork: [1]", 3),
        (TINY, 1),
    ],
    ids=["a mapping", "text", "a name that is taken"],
)
def test_what_an_author_can_mend_is_a_figure_error(description: str | dict[str, object], line: int) -> None:
    """With lines where there was a text."""
    page = Page()
    page.figure(TINY)
    with pytest.raises(FigureError) as caught:
        page.figure(description)
    assert [problem.line for problem in caught.value.problems] == [line]
    assert len(page.figures) == 1


def test_numbers_are_quoted_as_the_figure_shows_them() -> None:
    page = Page()
    page.figure({**TINY, "values": {"wo1": 0.5}})
    assert page.number("tiny", "wo1") == "0.5"


@pytest.mark.parametrize(
    ("figure", "name", "said"),
    [
        (
            "tniy",
            "wo1",
            "the figure tniy of a quoted number is unknown: did you mean tiny? the figures of this page are",
        ),
        ("tiny", "wo2", "the quoted number wo2 of tiny is unknown: did you mean wo1"),
        ("tiny", "~", "the quoted number ~ of tiny is unknown: it has "),
    ],
)
def test_an_unknown_number_is_told_with_what_there_is(figure: str, name: str, said: str) -> None:
    page = Page()
    page.figure(TINY)
    with pytest.raises(QuoteError) as caught:
        page.number(figure, name)
    assert str(caught.value).startswith(said)
    assert "wo1" in caught.value.known or "tiny" in caught.value.known


def test_tex_is_mathml_without_a_style_attribute() -> None:
    page = Page()
    math = page.formula(r"\begin{align} a &= b \end{align}", display=True)
    assert not [node for node in math.iter() if "style" in node.attrib]
    assert page.styles
    with pytest.raises(FormulaError, match=r'Unknown command "\\foo", at character 1'):
        page.formula(r"\foo")


def test_a_site_of_two_pages_stages_what_both_need_and_each_page_names_it() -> None:
    site = Site(Settings(live=False))
    page, plain = site.page("deep/index.html"), site.page("plain.html")
    page.figure(TINY)
    staged = {asset.uri for asset in site.stage()}
    assert site.tags(plain, "") == ""
    tree = LexborHTMLParser(site.tags(page, "../"))
    named = [node.attributes["href"] for node in tree.css("link")] + [n.attributes["src"] for n in tree.css("script")]
    assert {str(name).removeprefix("../") for name in named} <= staged
    assert all(str(name).startswith("../") for name in named)


def test_no_host_is_loaded() -> None:
    """Not even by what is imported when it is needed."""
    program = (
        "import sys; from backprop_web.site import Settings, Site\n"
        "from backprop_web import offline, policy, service\n"
        "site = Site(Settings(live=False)); page = site.page('a')\n"
        f"page.figure({TINY!r}); page.formula('x'); site.stage(); site.tags(page, '')\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'mkdocs', 'markdown', 'pymdownx'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
