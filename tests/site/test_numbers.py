"""Every number of the built pages, recomputed: quoted ones, those of figures, and none that was typed.

A number in the text is quoted from a figure, or a fence of the page gives it as one of its `values`, or it stands in
`NOT_COMPUTED` or `CITED` with the reason. What the text may not do is state a result of the engine by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from backprop.figure.frames import Figure, build
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from backprop.languages.en import NUMBER_WORDS
from backprop_web.keys import FOLDER
from tests.support.drawings import expanded
from tests.support.fences import FENCE
from tools import examples, gallery, reference

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
NUMBER = re.compile(r"\d[\d\u202f]*(?:\.\d+)?")
# Up to three, words of the language: two factors, one path.
WORD = re.compile(rf"\b(?:{'|'.join(NUMBER_WORDS[4:])})\b", re.I)
WRITTEN = {
    "authors.md": "written from the schema by tools/authors.py, and compared by tests/plugin/test_written_pages.py",
    "errors.md": "remedies of the code, written by tools/errors.py, and compared by tests/plugin/test_errors.py",
    "licences.md": "licences and versions, compared by tests/site/test_licences.py",
    **dict.fromkeys(gallery.pages(), "the programs of tools/gallery.py, computed anew by tests/engine/test_gallery.py"),
    **dict.fromkeys(examples.pages(), "written from tests/cases.json by tools/examples.py, and compared there"),
    **dict.fromkeys(("exercises.md", "teaching.md"), "written from the exercises by tools/exercises.py, and compared"),
    **dict.fromkeys(
        (f"reference/{name}.md" for name in (reference.OVERVIEW, *reference.PARTS)),
        "the engine's docstrings, written by tools/reference.py, and compared there",
    ),
}
# What no figure computes, on any page, and why.
NOT_COMPUTED = {
    r"\b0\.[1-7](\.[1-9])?\b": "sections of this book",
    r"\b(?:about|etwa)\s\d+\s(?:minutes|Minuten|hours|Stunden)\b": "how long a page takes, of tools/heads.py",
    r"\b(?:and|und)\s\d+\s(?:for its|more for|für die|weitere für)\b": "and to solve its exercises, likewise",
    r"\b[12]-\d(-\d)*\b": "the name of a network's shape",
    r"\bcs231n\b|\bMIT\b": "names",
    r"\b(?:sections?|chapters?|tables?)\s\d(\.\d)?(\sand\s\d+(\.\d)?)?": "places in works that are cited",
    r"\b(?:Abschnitte?|Kapitel|Tabellen?)\s\d(\.\d)?(\sund\s\d+(\.\d)?)?": "likewise, in German",
    r"\b(?:19|20)\d\d\b": "years",
    r"\b\d+(?:\sto\s\d+)?\s(?:minutes|Minuten)\b": "how long a lesson takes",
    r"\bu_xx\b|\bln x₁.*": "symbols",
}
# What a sentence may say on one page, and why.
CITED = {
    "index.md": {"0": "the key 0"},
    "backpropagation-at-work.md": {
        "6": "Baydin et al. 2018, section 3.2: the bound on the cost of all derivatives",
        "2": "likewise, typically",
        "3": "likewise, typically",
        "1": "the slope of a proportion on logarithmic scales",
        "0": "the second derivative of a function made of flat pieces",
    },
    "chain-rule-and-backpropagation.md": {
        "1": "the factor of a sum, multiplications by 1, which are not counted, and the number of a neuron",
        "2": "the number of a neuron",
        "0": "a number that the reader puts in, and a limit",
        "ten": "the base of the logarithmic scale",
        "5": "a number that the reader puts in",
        "3": "a depth whose multiplications are quoted",
        "6": "likewise",
        "10": "likewise",
    },
    "computational-graphs.md": {"0": "a derivative known without a step", "1": "likewise"},
    "derivatives-for-pinns.md": {
        "0": "a residual that vanishes",
        "2": "the weights that solve the equations",
        "0.5": "α, which the page chooses",
    },
    "from-zero.md": {
        "0": "a limit",
        "1": "likewise",
        "2": "the ratio of two inputs that the fence gives, and the factor that ½ cancels",
        "4": "the largest slope of the sigmoid is a quarter: worked out in the text",
    },
    "terminal-and-notebook.md": {
        "8": "of UTF-8, which is a name",
        "16": "of UTF-16, likewise",
        "1252": "of Windows-1252, likewise",
        "twelve": "the digits of `--json` and `--csv`, compared by tests/engine/test_terminal.py",
        "0": "an exit code, and the step before the first",
        "1": "an exit code",
        "2": "likewise",
        "9": "a step that the reader asks for",
        "11": "megabytes of a file with Python in it",
        "2.1": "the version of a standard",
        "3.0": "likewise",
        "1.2": "likewise",
        "7.27": "the version of a reader",
        "seven": "digits of an id: numbers of papers have six, as tests/plugin/test_worksheets.py has it",
        "twenty": "papers that the reader asks for",
        "5": "of H5P, which is a name",
    },
    "first-page.md": {"3.12": "the oldest Python"},
    "recipes.md": dict.fromkeys(("4.5", "1", "7"), "contrasts: WCAG 2.2, criteria 1.4.3 and 1.4.6"),
    "stability.md": {"twelve": "the digits of all that is shown, section 3 of the design"},
    "publishing.md": {"11": "megabytes of scripts with the files of Python", "1": "of xAPI, whose version is 1.0.3"},
    "hosts.md": {"2": "an exit code", "18": "of i18n, which is a name"},
    "matrices.md": {
        "four": "the number of samples that the fence gives",
        "1": "divided by the number of samples",
    },
    "sharing.md": {
        "five": "uses, in a question that the page asks",
        "1": "a local derivative",
    },
    "softmax-and-cross-entropy.md": {
        "0": "a limit, and a target",
        "1": "likewise",
    },
    "lessons.md": {
        "5": "a number that the reader puts in",
        "four": "the number of samples, and of sigmoids, of a figure",
        **dict.fromkeys(("0", "1"), "of the first sections"),
    },
    "vanishing-and-exploding.md": {
        **dict.fromkeys(("0", "1"), "slopes, means, variances and a weight that the page chooses"),
        "4": "the largest slope of the sigmoid is a quarter: worked out in 0.4",
        "four": "remedies that the page names, and layers of a figure",
        **dict.fromkeys(("ten", "nine", "9"), "layers, and factors between them"),
        **dict.fromkeys(("100", "99"), "layers that the reader imagines, and factors between them"),
        **dict.fromkeys(("2", "3", "8"), "in formulas of variances"),
    },
    "what-each-mode-costs.md": {
        **dict.fromkeys(("13", "393"), "networks whose operations are quoted"),
        "four": "units of a layer, as in the fence",
        **dict.fromkeys(("100", "10", "20", "200", "2", "99", "98", "1", "5\u202f050"), "steps of a chain, worked out"),
    },
    "one-neuron-by-hand.md": {"0": "a limit", "five": "the number of samples that the fence gives"},
}
SYMBOLS = {"0", "1", "2"}
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


@dataclass(frozen=True)
class Built:
    """A page of the site, and what its source asks for, by name."""

    name: str
    html: str
    figures: dict[str, Specification]
    source: str

    @property
    def tree(self) -> LexborHTMLParser:
        """The page, parsed anew: tests take parts out of it."""
        return LexborHTMLParser(self.html)

    @property
    def given(self) -> set[str]:
        """The numbers that its fences give to their figures: whole ones, no digits of a name or of a formula."""
        return {f"{abs(number):g}" for each in self.figures.values() for number in each.values.values()}


@pytest.fixture(params=PAGES)
def built(request: pytest.FixtureRequest, site: Path) -> Built:
    """Each page in turn."""
    return read(str(request.param), site)


def read(page: str, site: Path, docs: Path = DOCS) -> Built:
    source = (docs / page).read_text(encoding="utf-8")
    name = page.removesuffix(".md")
    html = site / ("index.html" if name == "index" else f"{name}/index.html")
    outside_examples = re.sub(r"^````.*?^````", "", source, flags=re.M | re.S)
    fences = [Specification.from_mapping(yaml.safe_load(text)) for text in FENCE.findall(outside_examples)]
    return Built(page, html.read_text(encoding="utf-8"), {each.name: each for each in fences}, source)


def test_every_page_of_the_site_is_read(site: Path) -> None:
    """No page but those of keys comes from anywhere else, and there are figures and quotes to compare."""
    built = {page.parent.relative_to(site).as_posix() for page in site.rglob("index.html")}
    built = {page for page in built if not page.startswith(FOLDER)}
    assert built == {"." if page == "index.md" else page.removesuffix(".md") for page in PAGES}
    pages = [read(page, site) for page in PAGES]
    assert sum(len(page.figures) for page in pages) >= 20
    assert sum(len(page.tree.css("article .bp-quote")) for page in pages) >= 60


def test_every_quoted_number_is_the_engines(built: Built) -> None:
    """Each quote names its figure and number; the engine works it out anew. None is lost."""
    quotes = built.tree.css("article .bp-quote")
    for quote in quotes:
        figure, name = (quote.attributes["data-quote"] or "").split(": ", 1)
        assert quote.text() == quotable(built.figures[figure])[name], (figure, name)
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", built.source, flags=re.M | re.S)
    assert len(quotes) == (0 if built.name in WRITTEN and "{{" not in text else text.count("{{ "))


def test_every_figure_shows_what_the_engine_computes(built: Built) -> None:
    """All numbers of captions, drawings, formulas, sentences, statuses and tables, in order."""
    tree = built.tree
    parts = {part.id or "": part.html or "" for part in tree.css(".bp-parts [id]")}
    assert len(tree.css("figure")) == len(built.figures)
    for name, specification in built.figures.items():
        (shown,) = tree.css(f"#{name}")
        figure = build(specification)
        assert part(shown, ".bp-structure").text() == figure.structure
        assert numbers(part(shown, ".bp-table table")) == numbers(fragment(figure.table))
        if not isinstance(figure, Figure):
            # Of one that is played, the last frame.
            assert texts(shown.css(".bp-drawing")[-1]) == texts(fragment(figure.drawing))
            continue
        steps = shown.css(".bp-steps > li")
        for step, frame in zip(steps, figure.frames, strict=True):
            assert step.attributes["data-status"] == frame.status
            assert numbers(part(step, ".bp-text")) == numbers(fragment(frame.text))
            drawn = fragment(expanded(part(step, ".bp-drawing").html or "", parts))
            assert texts(drawn) == texts(fragment(frame.drawing)) != []


def test_no_number_was_typed(built: Built) -> None:
    """Of the text outside of figures, in digits and in words, and of its formulas."""
    if built.name not in WRITTEN:
        assert list(typed(built)) == []


def test_every_exception_is_needed(site: Path) -> None:
    """Each page that has exceptions says each of them, and no exception stands for a page that is gone."""
    for page, exceptions in CITED.items():
        built = read(page, site)
        assert set(exceptions) <= {*said(built), *in_formulas(built)}, page
    assert set(WRITTEN) <= set(PAGES)


@pytest.mark.parametrize(
    "typed_number",
    [
        *["0.5696", "−0.2304", "8", "12", "168 paths", "seventeen steps"],
        *["<math><mn>0.77</mn></math>", "<table><tr><td>0.4621</td></tr></table>"],
    ],
)
def test_a_typed_number_is_found(typed_number: str, site: Path) -> None:
    """The search is no formality: what the engine computes, typed into a page or a table, fails it."""
    page = read("chain-rule-and-backpropagation.md", site)
    spoiled = page.html.replace("Hardly worth a chapter.", f"So {typed_number}.")
    assert spoiled != page.html
    assert list(typed(Built(page.name, spoiled, page.figures, page.source))) != []


@pytest.mark.parametrize("page", [page for page in PAGES if page not in WRITTEN])
def test_links_to_steps_say_where_they_lead(page: str, site: Path) -> None:
    """A link named `step 10` leads to step 10 of a figure that is there."""
    tree = read(page, site).tree
    for link in tree.css("article a[href*='-step-']:not(figure a)"):
        address = (link.attributes["href"] or "").removeprefix("#")
        assert tree.css_first(f"[id='{address}']") is not None, address
        assert NUMBER.findall(link.text()) == [address.rpartition("-")[2]]


def test_the_printed_numbers_of_the_survey_are_the_published_ones(site: Path) -> None:
    """Column by column: what tables 2 and 3 print is in the test cases of the engine."""
    cases = json.loads((ROOT / "tests" / "cases.json").read_text(encoding="utf-8"))["cases"]
    published = json.dumps(next(case for case in cases if case["id"] == "baydin-tables-2-3")["published"])
    known = {each.replace("-", "−") for each in re.findall(r"-?\d+(?:\.\d+)?", published)}
    (table,) = read("computational-graphs.md", site).tree.css("article table:not(figure table)")
    printed = [row.css("td")[place].text() for row in table.css("tbody tr") for place in (1, 3, 5)]
    assert len(printed) == 21
    assert set(printed) <= known


def typed(page: Built) -> Iterator[str]:
    """Numbers of a page that neither a figure nor a value that it is given nor an exception accounts for."""
    allowed = page.given | set(CITED.get(page.name, {}))
    yield from (each for each in said(page) if each not in allowed)
    yield from (each for each in in_formulas(page) if each not in allowed and ("." in each or not {*each} <= SYMBOLS))


def in_formulas(page: Built) -> list[str]:
    """The numbers of the formulas in the text."""
    return [each.text() for each in prose(page).css("math mn")]


def said(page: Built) -> list[str]:
    """The numbers of the running text, in digits and in words."""
    article = prose(page)
    for node in article.css("math"):
        node.decompose()
    text = article.text(separator=" ")
    for pattern in NOT_COMPUTED:
        text = re.sub(pattern, " ", text)
    return NUMBER.findall(text) + [word.lower() for word in WORD.findall(text)]


def prose(page: Built) -> LexborNode:
    """The article without figures, quotes, programs, references and the survey's table."""
    article = page.tree.css_first("article")
    assert article is not None
    left_out = "figure, .bp-exercise, .bp-quote, .bp-parts, code, pre, textarea, script, style, .headerlink"
    references = ", [id=references] ~ ul"
    survey = ", table" if page.name == "computational-graphs.md" else ""
    for node in article.css(left_out + references + survey):
        node.decompose()
    return article


def numbers(node: LexborNode) -> list[str]:
    return [each.text() for each in node.css("mn, td, .bp-sentence, th")]


def texts(node: LexborNode) -> list[str]:
    return [each.text() for each in node.css("svg text")]


def fragment(html: str) -> LexborNode:
    (found,) = LexborHTMLParser(f"<body><section>{html}</section>").css("section")
    return found


def part(node: LexborNode, css: str) -> LexborNode:
    (found,) = node.css(css)
    return found
