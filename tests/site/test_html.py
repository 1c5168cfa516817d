"""The pages are HTML: the W3C's checker finds no error in our own markup, and html-validate nothing against its rules
on accessibility."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from backprop_web import keys
from tests.plugin import building
from tests.support import a11y_checker
from tests.support import site as builder
from tests.support.html_checker import Message, check
from tests.support.kinds import IN_MATRICES, KINDS

# What the checker says of the theme's own markup, by the start of its text, and the markup that it is about.
LEFT_ASIDE = {
    "Attribute “autocomplete” is only allowed when the input type is ": '<input class="md-toggle"',
}
# The same of the rules on accessibility: by rule, where the markup begins. Nothing is sent by these forms, so they have
# no button for it.
OF_THE_THEME = {
    "valid-autocomplete": ('<input class="md-toggle"',),
    "wcag/h32": ('<form class="md-header__option"', '<form class="md-search__form"'),
}
TEX = (
    r"\tfrac12 + \dfrac{a}{b}",
    r"\begin{aligned} a &= \frac{b}{c} \\ &= c \end{aligned}",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} x^{\begin{matrix} a \\ b \end{matrix}}",
    r"\begin{cases} a & x > 0 \\ b \end{cases}",
    r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}",
    r"\underbrace{a + b}_{c} \overline{ab} \overset{!}{=} \hat y \xrightarrow{f}",
    r"\binom{n}{k} \dbinom{n}{k} \cfrac{1}{2} \sqrt[3]{x} \lim_{x \to 0} f'(x)",
    r"\text{if } a, \operatorname{foo}(x, y) \quad \boxed{a} \color{red}{x} \phantom{a} \cancel{x}",
    r"\displaystyle \sum_{i=1}^n a_i \textstyle \int_0^1 \mathbf{x} \mathbb{R} \mathrm{d}x",
)


def errors(messages: list[Message]) -> list[str]:
    return [str(each) for each in messages if each.kind == "error"]


def is_left_aside(message: Message) -> bool:
    return any(message.text.startswith(text) and markup in message.markup for text, markup in LEFT_ASIDE.items())


def in_the_theme(site: Path) -> list[Path]:
    """The pages but those of the keys of exercises, which have no theme around them."""
    return [page for page in site.rglob("*.html") if keys.FOLDER not in page.parts]


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> building.Built:
    """A page with figures of all functions, losses and ways of telling, a wrong fence, and TeX that asks for a style of
    its own."""
    fences = [
        json.dumps({"name": f"kind-{place}", "title": "A kind", **each})
        for place, each in enumerate((*KINDS, *IN_MATRICES))
    ]
    parts = [f"```backprop\n{fence}\n```" for fence in (*fences, '{"network": "<b>"}')]
    parts += [part for tex in TEX for part in (f"Inline ${tex}$.", f"$$\n{tex}\n$$")]
    text = "\n\n".join(["# Kinds", "## All of them", *parts])
    return building.build(building.write(tmp_path_factory.mktemp("kinds"), {"index.md": text}, {"live": False}))


@pytest.fixture(scope="session")
def english(shared: Path) -> Path:
    """The site in English as it is published: beside the German one, to which its pages lead."""
    return builder.once(shared / "english", lambda folder: builder.build(folder, environment={"TRANSLATIONS": "1"}))


@pytest.fixture(scope="module")
def told(english: Path, german: Path) -> dict[Path, list[Message]]:
    """What the checker says of both."""
    return check(english, german)


def test_no_drawing_is_translated(site: Path) -> None:
    """Symbols stay as they are, in the drawings that steps share, too."""
    kept = "[translate=no], .notranslate, [translate=no] *, .notranslate *"
    pages = [LexborHTMLParser(page.read_text("utf-8")) for page in in_the_theme(site)]
    texts = [text for page in pages for text in page.css("article svg text")]
    assert len(texts) > 1000
    assert [text.html for text in texts if not text.css_matches(kept)] == []


@pytest.mark.gate
@pytest.mark.parametrize("folder", ["english", "german"])
def test_every_page_of_the_site_is_html(
    folder: str, told: dict[Path, list[Message]], request: pytest.FixtureRequest
) -> None:
    """No error and no warning, but for what the theme writes by itself; and that is still needed."""
    site: Path = request.getfixturevalue(folder)
    messages = told[site]
    assert [str(each) for each in messages if not is_left_aside(each)] == []
    assert len(messages) == 2 * len(in_the_theme(site)) * len(LEFT_ASIDE)


@pytest.mark.gate
@pytest.mark.parametrize("folder", ["english", "german"])
def test_no_rule_of_accessibility_is_broken_in_the_markup(
    folder: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """But for what the theme writes by itself, on each page, and that is still needed."""
    site: Path = request.getfixturevalue(folder)
    pages = sorted(site.rglob("*.html"))
    found = a11y_checker.findings(site, pages, tmp_path)
    of_the_theme = [each for each in found if each.markup.startswith(OF_THE_THEME.get(each.kind, ()))]
    assert [str(each) for each in found if each not in of_the_theme] == []
    assert Counter((each.page, each.kind) for each in of_the_theme) == {
        (page.relative_to(site).as_posix(), rule): 2 for page in in_the_theme(site) for rule in OF_THE_THEME
    }


def test_a_broken_rule_of_accessibility_is_found(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text('<!doctype html><html lang="en"><title>T</title><p><img src="a.png"></p></html>', "utf-8")
    (found,) = a11y_checker.findings(tmp_path, [page], tmp_path)
    assert (found.kind, found.page) == ("wcag/h37", "index.html")


def test_every_kind_of_figure_and_of_formula_is_html(kinds: building.Built) -> None:
    page = LexborHTMLParser(kinds.html())
    assert len(page.css("figure.bp-figure")) == len(KINDS) + len(IN_MATRICES)
    assert len(page.css("article > :is(p, .bp-display) math")) == 2 * len(TEX)
    assert errors(check(kinds.folder)[kinds.folder]) == []


FAULTS = {
    "comma": "<math><mrow><mn>1</mn>,<mn>2</mn></mrow></math>",
    "style": '<math><mfrac displaystyle="true"><mn>1</mn><mn>2</mn></mfrac></math>',
}


def test_a_fault_is_found(tmp_path: Path) -> None:
    """A comma that is no operator, and a fraction that sets its own style; each in its own folder."""
    folders = {name: tmp_path / name for name in FAULTS}
    for name, folder in folders.items():
        folder.mkdir()
        page = f'<!doctype html><html lang="en"><title>Fault</title><p>{FAULTS[name]}</html>'
        (folder / "index.html").write_text(page, "utf-8")
    told = check(*folders.values())
    for name, folder in folders.items():
        (found,) = errors(told[folder])
        assert found.startswith("index.html: error: "), name
