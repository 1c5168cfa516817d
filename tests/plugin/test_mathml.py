"""TeX in prose becomes MathML when the page is built."""

from __future__ import annotations

import pytest
from markdown import Markdown
from markdown.extensions import Extension
from selectolax.lexbor import LexborHTMLParser

from mkdocs_backprop.mathml import Formulas
from mkdocs_backprop.place import Place


def converted(text: str, formulas: Formulas | None = None, **toc: object) -> LexborHTMLParser:
    extensions: list[str | Extension] = ["tables", "attr_list", "abbr", "toc"]
    extensions.append(formulas or Formulas())
    return LexborHTMLParser(Markdown(extensions=extensions, extension_configs={"toc": toc}).convert(text))


def shape(html: str | None) -> str:
    """MathML without what only says how it looks."""
    for noise in (' stretchy="false"', ' accent="true"', ' lspace="0" rspace="0"'):
        html = (html or "").replace(noise, "")
    return html or ""


CHAPTER = {
    r"$w_{11}$": "<math><msub><mi>w</mi><mn>11</mn></msub></math>",
    r"$w_{o1}$": "<math><msub><mi>w</mi><mrow><mi>o</mi><mn>1</mn></mrow></msub></math>",
    r"$\hat y$": "<math><mover><mi>y</mi><mo>ˆ</mo></mover></math>",
    r"$\partial L/\partial z$": "<math><mi>∂</mi><mi>L</mi><mo>/</mo><mi>∂</mi><mi>z</mi></math>",
    r"\(u_{xx}\)": "<math><msub><mi>u</mi><mrow><mi>x</mi><mi>x</mi></mrow></msub></math>",
    r"$a < b$": "<math><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>",
    r"$\frac{\partial L}{\partial w}$": (
        "<math><mfrac><mrow><mi>∂</mi><mi>L</mi></mrow><mrow><mi>∂</mi><mi>w</mi></mrow></mfrac></math>"
    ),
}


@pytest.mark.parametrize(("tex", "mathml"), CHAPTER.items(), ids=CHAPTER.keys())
def test_the_symbols_of_the_chapter(tex: str, mathml: str) -> None:
    tree = converted(f"Before {tex} after.")
    assert shape(tree.css_first("p").html) == f"<p>Before {mathml} after.</p>"


@pytest.mark.parametrize(
    "text",
    [
        "$$\nL = \\tfrac12 (\\hat y - y)^2\n$$",
        "\\[ L < 1 \\]",
        "\\begin{align*} a &= b \\\\ c &< d \\end{align*}",
        "> $$x \\cdot y$$",
        "- item\n\n    $$\\underbrace{a}_{b}$$",
    ],
    ids=repr,
)
def test_displayed_formulas_stand_in_a_block_that_search_leaves_out(text: str) -> None:
    (block,) = converted(text).css("div.bp-display")
    assert block.attributes["data-search-exclude"]
    assert block.css_first("math").attributes["display"] == "block"
    assert "merror" not in (block.html or "")


MONEY = [
    "It costs $5.",
    "From $5 to $10.",
    "$5-$10",
    "$5/$6, or $7",
    r"\$5\$ it is",
    "US$3 and A$4",
]


@pytest.mark.parametrize("text", MONEY)
def test_money_stays_money(text: str) -> None:
    tree = converted(text)
    assert not tree.css("math, code")
    assert tree.css_first("p").text() == text.replace("\\", "")


def test_money_and_formulas_share_a_line() -> None:
    tree = converted("Pay $5-$10 for $x$ and $3 for $y$.")
    assert tree.css_first("p").text() == "Pay $5-$10 for x and $3 for y."
    assert len(tree.css("math")) == 2


@pytest.mark.parametrize("text", ["`$x$`", "    $x$", "```\n$x$\n```"], ids=repr)
def test_code_is_left_alone(text: str) -> None:
    assert not converted(text).css("math")


BROKEN = {
    r"$\foo x$": (r"\foo x", r'Unknown command "\foo", at character 1'),
    r"$x + \frac{1$": (r"x + \frac{1", "end of input, at character"),
    "$$\nx^2^3\n$$": ("x^2^3", "at character"),
    r"$\text{<script>alert(1)</script>} \foo$": ("<script>", "Unknown command"),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.items(), ids=BROKEN.keys())
def test_bad_tex_is_a_warning_and_stays_readable(
    text: str, said: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    formulas = Formulas()
    source = f"# Page\n\nOne.\n\n{text}\n\nThe last $z$.\n"
    formulas.place = Place("page.md", source)
    tree = converted(source, formulas)
    (message,) = caplog.messages
    line = 6 if text.startswith("$$") else 5
    assert message.startswith(f"page.md, line {line}: the formula ")
    assert said[0] in message
    assert said[1] in message
    assert said[0] in tree.css_first("code.bp-tex-error").text()
    assert not tree.css("script")
    assert tree.css("p")[-1].text() == "The last z."


HEADINGS = {
    "With $w_{11}$": ("with-w11", "With w11"),
    r"Cost of $\frac{\partial L}{\partial \hat y}$": ("cost-of-ly", "Cost of ∂L/∂ŷ"),
    r"The rule for $\tanh(z)$": ("the-rule-for-tanhz", "The rule for tanh(z)"),
    "Plain *heading*": ("plain-heading", "Plain heading"),
}


@pytest.mark.parametrize(("heading", "expected"), HEADINGS.items(), ids=HEADINGS.keys())
def test_a_heading_with_a_formula_has_a_sane_id_and_entry_in_the_contents(
    heading: str, expected: tuple[str, str]
) -> None:
    md = Markdown(extensions=["toc", Formulas()])
    tree = LexborHTMLParser(md.convert(f"# {heading}\n"))
    (token,) = md.toc_tokens  # type: ignore[attr-defined]
    assert (token["id"], token["name"]) == expected
    assert tree.css_first("h1").id == expected[0]
    assert ("$" in heading) == bool(tree.css("h1 math"))


def test_an_author_can_name_a_heading_otherwise() -> None:
    md = Markdown(extensions=["toc", "attr_list", Formulas()])
    md.convert("# With $x$ {: #own data-toc-label='Own' }\n")
    (token,) = md.toc_tokens  # type: ignore[attr-defined]
    assert (token["id"], token["name"]) == ("own", "Own")


def test_an_abbreviation_does_not_reach_into_a_formula() -> None:
    tree = converted("$L$ and L.\n\n*[L]: loss")
    assert len(tree.css("abbr")) == 1
    assert not tree.css("math abbr")
