"""The site in German: its pages are those of the English site, linked with them, and none of it is left in English."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from backprop.languages import en
from backprop.languages.de import NUMBER_WORDS
from tests.site import test_numbers as numbers
from tests.support import site as builder
from tests.support import translation
from tests.support.fences import FENCE
from tools import reference, translations
from tools.exercises import FENCE as EXERCISE

DOCS = builder.ROOT / "docs.de"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
# Beside what the English page cites.
CITED = {
    "index.md": {"1": "the key Pos 1"},
    "sharing.md": dict.fromkeys(("0,1", "0,5"), "gradients in a question that the page asks"),
    "first-page.md": dict.fromkeys(("3", "12"), "the oldest Python"),
    "vanishing-and-exploding.md": dict.fromkeys(("zehn", "neun"), "layers, and factors between them"),
    "what-each-mode-costs.md": {"vier": "units of a layer, as in the fence"},
}
# What is heard, and what is shown where the page is listed.
SAID = ("aria-label", "aria-valuetext", "title", "alt", "placeholder", "data-status", "data-label")
HEAD = "meta:is([name=description], [name=author], [property='og:title'], [property='og:image:alt'])"
# What a fence says in words.
WORDLESS = {"title": "", "goal": ""}
# Words of the pages, not of the catalogues, that are German too: the site says the first of its own code.
# The last is a part of an address.
SHARED = {"affine", "blocks", "code", "last", "linear", "server", "version", "papers"}
# What functions, arguments and words of a fence are called, where a docstring has them in a formula.
IN_FORMULAS = (
    "backward batch bound estimate from input layer loss names none output rate samples scale share slope target"
)
REFERENCE = [f"reference/{name}.md" for name in (reference.OVERVIEW, *reference.PARTS)]
NAMES = {
    "licences.md": {"open"},
    **{page: {*IN_FORMULAS.split(), "press", "value", "weight", "whole"} for page in REFERENCE},
}
DECIMAL_POINT = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")
DECIMAL_COMMA = re.compile(r"\d[\d\u202f]*(?:,\d+)?")
# Versions, which have a point in every language.
VERSIONS = {
    "licences.md": r"\b\d+\.\d+\b",
    **dict.fromkeys(
        REFERENCE, r"\bmatplotlib \d\.\d+|\barXiv:\d+\.\d+|\bAlgorithmen \d\.\d und \d\.\d|\{\"x1\": 1\.0\}"
    ),
    **dict.fromkeys(("authors.md", "first-page.md"), r"\bPython \d\.\d+"),
}
# Of this book, of works that are cited, and what addresses have.
SECTION = re.compile(r"\b0\.[1-7](\.[1-9])?\b|\b(?:Abschnitte?|Kapitel)\s\d\.\d+( und \d\.\d)?|\bdoi:\S+")

MESSAGE = re.compile(r'(?<=--message )".*?"')


def test_every_page_is_there() -> None:
    """A page that is written in English alone is left out here."""
    assert [page for page in numbers.PAGES if page not in PAGES] == []


def page_of(page: str, german: Path) -> LexborHTMLParser:
    return LexborHTMLParser(_file(page, german).read_text("utf-8"))


def _file(page: str, folder: Path) -> Path:
    name = page.removesuffix(".md")
    return folder / ("index.html" if name == "index" else f"{name}/index.html")


def fences(page: str, docs: Path, kind: re.Pattern[str] = FENCE) -> list[dict[str, object]]:
    return [yaml.safe_load(text) for text in kind.findall((docs / page).read_text("utf-8"))]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_figures_of_the_english_one(page: str) -> None:
    """And its exercises, under the same name, so that an address leads to the same place in both; only words are
    others, and none of them is left."""
    for kind in (FENCE, EXERCISE):
        own, english = (fences(page, docs, kind) for docs in (DOCS, numbers.DOCS))
        assert [{**each, **WORDLESS} for each in own] == [{**each, **WORDLESS} for each in english]
        same = [
            key
            for here, there in zip(own, english, strict=True)
            for key in WORDLESS
            if key in there and here[key] == there[key]
        ]
        assert same == []
    quoted = [sorted(re.findall(r"\{\{ (.*?) \}\}", (docs / page).read_text("utf-8"))) for docs in (DOCS, numbers.DOCS)]
    assert quoted[0] == quoted[1]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_commands_of_the_english_one(page: str) -> None:
    """Those of the first page are run by another test. What is said of a change is in the language of the page."""
    own, english = (
        MESSAGE.subn("", "".join(re.findall(r"^```console\n(.*?)^```", text, re.M | re.S)))
        for text in ((docs / page).read_text("utf-8") for docs in (DOCS, numbers.DOCS))
    )
    assert own == english
    said = [MESSAGE.findall((docs / page).read_text("utf-8")) for docs in (DOCS, numbers.DOCS)]
    assert all(one != other for one, other in zip(*said, strict=True))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_of_itself_what_the_english_one_does(page: str) -> None:
    """How much it weighs in the search, and as much as lists of results show."""
    own, english = (next(yaml.safe_load_all((docs / page).read_text("utf-8"))) for docs in (DOCS, numbers.DOCS))
    assert {key for key in own if key != "title"} == {key for key in english if key != "title"}
    assert own.get("search") == english.get("search")
    assert 50 <= len(own["description"]) <= 160


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_sections_of_the_english_one_at_their_addresses(page: str, german: Path, site: Path) -> None:
    own, english = (
        [(each.tag, each.id) for each in page_of(page, folder).css("article :is(h2, h3, h4)[id]:not(figure *)")]
        for folder in (german, site)
    )
    assert own == english


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_german_all_over(page: str, german: Path) -> None:
    """The theme's words too, but for what is marked as English or code, in headings and in the contents alike."""
    tree = page_of(page, german)
    for heading in tree.css("[lang=en] [id], [id]:is(h2, h3, h4):has(code)"):
        for entry in tree.css(f"nav li:has(> a[href='#{heading.id}'])"):
            entry.decompose()
    assert tree.css_first("html").attributes["lang"] == "de"
    assert {figure.attributes["lang"] for figure in tree.css("figure")} <= {"de"}
    head = [tree.css_first("title").text(), *(each.attributes["content"] or "" for each in tree.css(HEAD))]
    left_out = "[lang=en], [hreflang=en], script, style, code, textarea, .bp-code, svg style"
    for node in tree.css(", ".join(f"body {each}" for each in left_out.split(", "))):
        node.decompose()
    said = [each.attributes[name] or "" for name in SAID for each in tree.css(f"body [{name}]")]
    left = translation.untranslated("de", [*head, tree.body.text(separator=" "), *said])
    assert DECIMAL_POINT.findall(SECTION.sub(" ", " ".join([*head, *said]))) == []
    # What a program calls its functions stands on their boxes.
    called = set(re.findall(r"^ +def (\w+)", (DOCS / page).read_text("utf-8"), re.M))
    assert left - SHARED - NAMES.get(page, set()) - called == set()


@pytest.mark.parametrize("page", PAGES)
def test_its_numbers_are_the_engines_with_a_comma(page: str, german: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quoted ones, none typed in digits or words, and no decimal point but in the numbers of sections."""
    figures = {str(each["name"]): Specification.from_mapping({**each, "lang": "de"}) for each in fences(page, DOCS)}
    tree = page_of(page, german)
    for quote in tree.css("article .bp-quote"):
        figure, name = (quote.attributes["data-quote"] or "").split(": ", 1)
        assert quote.text() == quotable(figures[figure])[name], (figure, name)
    monkeypatch.setattr(numbers, "WORD", re.compile(rf"\b(?:{'|'.join(NUMBER_WORDS[4:])})\b", re.I))
    monkeypatch.setattr(numbers, "NUMBER", DECIMAL_COMMA)
    read = numbers.read(page, german, DOCS)
    known = {*map(_in_german, (*read.given, *numbers.CITED.get(page, {}))), *CITED.get(page, {})}
    if page not in numbers.WRITTEN:
        assert [each for each in numbers.typed(read) if each not in known] == []
    for node in tree.css("script, style, code, textarea, .bp-code, [lang=en]"):
        node.decompose()
    text = re.sub(VERSIONS.get(page, "$^"), " ", SECTION.sub(" ", tree.body.text(separator=" ")))
    assert DECIMAL_POINT.findall(text) == []


def _in_german(number: str) -> str:
    """A number of the English text, in digits or as a word."""
    return NUMBER_WORDS[en.NUMBER_WORDS.index(number)] if number in en.NUMBER_WORDS else number.replace(".", ",")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_and_its_translation_lead_to_each_other(page: str, german: Path, site: Path) -> None:
    """In the head and in the header; from German by what is built, where German lies in de/ of the site."""
    tree = page_of(page, german)
    for css in ("head link[rel~=alternate]", ".md-select a"):
        links = {each.attributes["hreflang"]: each.attributes["href"] or "" for each in tree.css(css)}
        assert {code: _reached(page, link) for code, link in links.items()} == {"en": page, "de": f"de/{page}"}, css
    assert _file(page, site).is_file()


def _reached(page: str, link: str) -> str:
    """The source of the page to which a relative link of a German page leads."""
    start = _file(page, Path("/de")).parent
    folder = (start / link).as_posix()
    parts: list[str] = []
    for part in folder.strip("/").split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    name = "/".join(parts)
    return f"{name}/index.md".lstrip("/") if name in ("", "de") else f"{name}.md"


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("", ["./", "./de/"]),
        ("one-neuron-by-hand/", ["../one-neuron-by-hand/", "../de/one-neuron-by-hand/"]),
        ("no-such-page/", []),
    ],
)
def test_an_english_page_leads_to_its_translation_where_that_is_built(
    url: str, links: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`make build` says that it is; a published site has whole addresses."""
    source = f"{url.strip('/') or 'index'}.md"
    page = cast("Any", SimpleNamespace(url=url, file=SimpleNamespace(src_uri=source)))
    config = cast("Any", SimpleNamespace(site_url="", theme={"language": "en"}))
    monkeypatch.delenv("TRANSLATIONS", raising=False)
    assert translations.alternates(page, config) == []
    monkeypatch.setenv("TRANSLATIONS", "1")
    assert [each["link"] for each in translations.alternates(page, config)] == links
    config.site_url = "https://example.org/book/"
    whole = [each["link"] for each in translations.alternates(page, config)]
    assert whole == [f"https://example.org/book/{folder}{url}" for folder in ("", "de/")][: len(links)]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str, german: Path, site: Path) -> None:
    """To a German page, or to an English one outside of de/, and to a place that is there."""
    for link in page_of(page, german).css("article a[href]:not([href^='https://'])"):
        address, _, place = re.sub(r"\?[^#]*", "", link.attributes["href"] or "").partition("#")
        target = _reached(page, address) if address else f"de/{page}"
        folder, target = (german, target[3:]) if target.startswith("de/") else (site, target)
        built = folder / target.removesuffix(".md") if ".json" in target else _file(target, folder)
        assert built.is_file(), link.attributes["href"]
        assert not place or place in _places(built), place


@cache
def _places(page: Path) -> frozenset[str]:
    """What an address can lead to within a page, which many links lead to."""
    return frozenset(each.id or "" for each in LexborHTMLParser(page.read_text("utf-8")).css("[id]"))


def test_the_survey_is_printed_with_commas(german: Path, site: Path) -> None:
    """What is printed elsewhere with a point is the same number."""
    own, english = (
        [cell.text() for cell in page_of("computational-graphs.md", folder).css("article table:not(figure table) td")]
        for folder in (german, site)
    )
    printed = [number.replace(".", ",") for number in english]
    assert [each for place, each in enumerate(own) if place % 7] == [x for place, x in enumerate(printed) if place % 7]


@pytest.mark.parametrize("page", PAGES)
def test_its_plain_copy_has_its_numbers_and_no_markup_of_attributes(page: str, german: Path) -> None:
    text = _file(page, german).with_suffix(".md").read_text("utf-8")
    tree = page_of(page, german)
    steps = [each.attributes["data-status"] or "" for each in tree.css("figure .bp-step")]
    assert [line for line in text.split("\n") if line.removeprefix("- ") in steps] == [f"- {step}" for step in steps]
    assert [each.text() for each in tree.css(".bp-quote") if each.text() not in text] == []
    assert re.findall(r"\{ *(?:[#.:]|lang=)[^}\n]*\}", re.sub(r"^(```+).*?^\1", "", text, flags=re.M | re.S)) == []


def test_the_list_of_plain_copies_is_german(german: Path) -> None:
    text = (german / "llms.txt").read_text("utf-8")
    assert translation.untranslated("de", [re.sub(r"\(.*?\)", "", text)]) - SHARED == set()
    assert len(re.findall(r"^- \[", text, re.M)) == len(PAGES)
    assert "## Liste der Seiten" in text


def test_the_search_knows_german(german: Path) -> None:
    """Its words are cut to their stems by the rules of the language, and the sections are found."""
    index = json.loads((german / "search" / "search_index.json").read_text("utf-8"))
    assert index["config"]["lang"] == ["de"]
    assert any("Kettenregel" in each["title"] for each in index["docs"])


def test_make_builds_both() -> None:
    """English first, because a build empties its folder."""
    makefile = (builder.ROOT / "Makefile").read_text("utf-8")
    recipe = makefile.partition("\nbuild: ")[2].split("\n\n")[0].splitlines()[1:]
    assert recipe == ["\t@TRANSLATIONS=1 $(RUN) mkdocs build", "\t@$(RUN) mkdocs build --config-file mkdocs.de.yml"]
