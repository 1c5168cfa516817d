"""How pages are found and shared: heads, pictures, structured data, dates and plain texts, over all pages of the site
in each language."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
from selectolax.lexbor import LexborHTMLParser

from backprop_web import tex
from tests.plugin import building
from tests.support.book import SOURCES
from tests.support.site import ROOT
from tools import history, share_picture
from tools.runtime.font import FILE

ADDRESSES = tuple(SOURCES)
PNG = b"\x89PNG\r\n\x1a\n"
# Their formulas are read one by one.
SMALL = ("", "chain-rule-and-backpropagation/", "sharing/", "softmax-and-cross-entropy/")
MISTAKEN = """\
```backprop
name: wrong
title: No network
network: none
```

"""


@dataclass(frozen=True)
class Language:
    """A language of the book: its code, where it is spoken, and its decimal sign as TeX has it."""

    code: str
    locale: str
    decimal: re.Pattern[str]


LANGUAGES = {
    "site": Language("en", "en_GB", re.compile(r"\d+\.\d+")),
    "german": Language("de", "de_DE", re.compile(r"\d+,\d+")),
}


@pytest.fixture(scope="module", params=LANGUAGES)
def fixture(request: pytest.FixtureRequest) -> str:
    """The name of what builds the site in a language."""
    return str(request.param)


@pytest.fixture(scope="module")
def language(fixture: str) -> Language:
    return LANGUAGES[fixture]


@pytest.fixture(scope="module")
def folder(fixture: str, request: pytest.FixtureRequest) -> Path:
    """Where the site in that language is."""
    built: Path = request.getfixturevalue(fixture)
    return built


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, LexborHTMLParser]:
    return {address: LexborHTMLParser((folder / address / "index.html").read_text("utf-8")) for address in ADDRESSES}


def meta(page: LexborHTMLParser) -> dict[str, str]:
    """What the head says, by name."""
    named = page.css("head meta[content]")
    return {
        each.attributes.get("property") or each.attributes.get("name") or "": each.attributes["content"] or ""
        for each in named
    }


def data(page: LexborHTMLParser) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(page.css_first('script[type="application/ld+json"]').text())["@graph"]
    return found


def reached(address: str, link: str) -> str:
    """The address to which a link of a page leads."""
    parts: list[str] = address.strip("/").split("/") if address else []
    for part in link.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, *([part] if part not in ("", ".") else [])]
    return "/".join(parts)


def test_every_page_says_what_it_is(pages: dict[str, LexborHTMLParser], language: Language) -> None:
    """Each has a title and a description of its own, as long as lists of results show them."""
    titles = {address: page.css_first("title").text(strip=True) for address, page in pages.items()}
    told = {address: meta(page)["description"] for address, page in pages.items()}
    assert len(set(titles.values())) == len(set(told.values())) == len(pages)
    assert {address: len(text) for address, text in told.items() if not 50 <= len(text) <= 160} == {}
    for address, page in pages.items():
        said = meta(page)
        assert said["og:description"] == told[address]
        assert titles[address].startswith(said["og:title"])
        assert said["og:type"] == ("article" if address else "website")
        assert page.css_first("html").attributes["lang"] == language.code
        assert said["og:locale"] == language.locale


def test_every_page_has_a_picture_and_its_own_if_it_has_a_figure(
    folder: Path, pages: dict[str, LexborHTMLParser]
) -> None:
    """Of the size that it is said to have, and with words for who does not see it."""
    for address, page in pages.items():
        said = meta(page)
        own = page.css_first("figure.bp-figure figcaption")
        picture = reached(address, said["og:image"])
        assert picture == f"assets/share/{address.strip('/') if own and address else 'index'}.png"
        content = (folder / picture).read_bytes()
        assert content.startswith(PNG)
        assert struct.unpack(">II", content[16:24]) == (int(said["og:image:width"]), int(said["og:image:height"]))
        assert said["og:image:alt"] == (own or pages[""].css_first("figcaption")).text()
        assert said["twitter:card"] == "summary_large_image"
    assert len(list((folder / "assets/share").rglob("*.png"))) == len(
        [page for page in pages.values() if page.css_first("figure.bp-figure")]
    )


def test_the_icon_is_there(folder: Path, pages: dict[str, LexborHTMLParser]) -> None:
    for address, page in pages.items():
        links = [each.attributes["href"] or "" for each in page.css("link[rel=icon], link[rel=apple-touch-icon]")]
        assert {reached(address, link) for link in links} == {"images/favicon.png"}
    assert (folder / "images/favicon.png").read_bytes().startswith(PNG)


def test_the_data_of_every_page_is_true(pages: dict[str, LexborHTMLParser], language: Language) -> None:
    """What a page is said to offer to those who cannot see, or not use a mouse, is there."""
    for address, page in pages.items():
        resource = data(page)[0]
        said = meta(page)
        assert (resource["name"], resource["description"]) == (said["og:title"], said["description"])
        assert resource["inLanguage"] == language.code
        assert ("isPartOf" in resource) == bool(address)
        features, article = set(resource["accessibilityFeature"]), page.css_first("article")
        figures = article.css("figure.bp-figure, figure.bp-plot")
        assert ("MathML" in features) == bool(article.css("math"))
        assert (
            ({"alternativeText", "longDescription"} <= features)
            == bool(figures)
            == ("visual" in resource["accessMode"])
        )
        assert all(each.attributes.get("aria-label") for each in article.css("svg[role=img]"))
        # A drawing in a list of pages says nothing that the link beside it does not.
        assert all(each.attributes.get("alt") or each.parent.css_first("a") for each in article.css("img"))
        assert all(each.css_first(".bp-structure") and each.css_first("table") for each in figures)
        levels = [int((each.tag or "h0")[1]) for each in article.css("h1, h2, h3, h4, h5, h6")]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), address


def test_what_teaches_is_called_so(pages: dict[str, LexborHTMLParser]) -> None:
    kinds = {address: data(page)[0]["@type"] for address, page in pages.items()}
    figures = {address for address, page in pages.items() if page.css_first("figure.bp-figure")}
    assert {kinds[address] for address in figures} == {"LearningResource"}
    assert {kinds[address] for address in ("licences/", "publishing/", "hosts/")} == {"WebPage"}


def test_the_trail_leads_from_the_home_page_to_the_page(pages: dict[str, LexborHTMLParser]) -> None:
    for address, page in pages.items():
        trails = [each for each in data(page) if each["@type"] == "BreadcrumbList"]
        assert len(trails) == bool(address)
        for trail in trails:
            entries = trail["itemListElement"]
            assert [each["position"] for each in entries] == [*range(1, len(entries) + 1)]
            ways = [reached(address, each["item"]) for each in entries]
            assert (ways[0], ways[-1]) == ("", address.strip("/"))
            assert all((f"{way}/" if way else "") in pages for way in ways)
            assert len(set(ways)) == len(ways)


def test_the_page_that_is_not_there_leads_to_all_others(folder: Path, language: Language) -> None:
    page = LexborHTMLParser((folder / "404.html").read_text("utf-8"))
    assert page.css_first("html").attributes["lang"] == language.code
    links = {(each.attributes["href"] or "").strip("/.") for each in page.css("article li a")}
    root = "de/" if language.code == "de" else ""
    assert links == {f"{root}{address}".strip("/") for address in ADDRESSES}
    assert page.css_first("title").text().startswith(page.css_first("h1").text())


def test_the_page_that_is_not_there_leads_to_its_language_and_to_the_other(german: Path) -> None:
    page = LexborHTMLParser((german / "404.html").read_text("utf-8"))
    links = [each.attributes["href"] or "" for each in page.css("article li a")]
    assert links
    assert all(link.startswith("/de/") for link in links)
    assert {link.removeprefix("/de/").strip("/.") for link in links} == {address.strip("/") for address in ADDRESSES}
    (other,) = page.css("article [hreflang]")
    assert (other.attributes["href"], other.attributes["hreflang"], other.text()) == ("/", "en", "English")


def _letters(text: str) -> str:
    """Its letters and digits, since formulas are written otherwise."""
    return re.sub(r"[\W_σδ]", "", re.sub(r"\\[a-z]+", "", text))


def test_programs_find_all_pages_as_plain_text(folder: Path, pages: dict[str, LexborHTMLParser]) -> None:
    """With the sentences of figures, with numbers in the place of quotes, and with links to one another."""
    listed = re.findall(r"^- \[.+?\]\((.+?)\): .+", (folder / "llms.txt").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(f"{address}index.md" for address in ADDRESSES)
    for address, page in pages.items():
        text = (folder / address / "index.md").read_text("utf-8")
        assert "![]" not in text
        assert "<div" not in text
        steps = [each.attributes["data-status"] or "" for each in page.css(".bp-step")]
        assert [line for line in text.split("\n") if line.removeprefix("- ") in steps] == [
            f"- {step}" for step in steps
        ]
        assert [each.text() for each in page.css(".bp-quote") if each.text() not in text] == []
        asked = [_letters(line) for line in re.findall(r"^\d+\. (.*)$", text, re.MULTILINE)]
        assert [each.text() for each in page.css(".bp-question") if _letters(each.text()) not in asked] == []
        # What the drawing of an exercise shows: wires, program, formula and steps.
        wires = [_letters(each.text()) for each in page.css(".bp-wiring li")]
        assert [each for each in wires if each not in _letters(text)] == []
        assert [each.text() for each in page.css(".bp-exercise .bp-source") if each.text() not in text] == []
        assert [each.text() for each in page.css(".bp-exercise .bp-code") if each.text() not in text] == []
        assert text.count(r"\begin{pmatrix}") >= len(page.css(".bp-options .bp-grid"))
        given = re.findall(r" &(?:=|\\approx) ", text)
        assert len(given) >= len(page.css(".bp-exercise .bp-given li")), address
        assert not re.search(r"^```exercise", re.sub(r"^````.*?^````", "", text, flags=re.M | re.S), re.MULTILINE)
        plain = re.sub(r"^(```+).*?^\1|`[^`]+`", "", text, flags=re.MULTILINE | re.DOTALL)
        for link in re.findall(r"\]\(([^)#:\s]+\.\w+)", plain):
            assert (folder / address / link).is_file(), (address, link)


def test_a_plain_copy_has_each_formula_and_the_numbers_of_each_plot(
    folder: Path, pages: dict[str, LexborHTMLParser], language: Language
) -> None:
    """A step's formula as TeX, which is one, and has no number but those of the step; a plot as it is told, with its
    table."""
    for address, page in pages.items():
        text = (folder / address / "index.md").read_text("utf-8")
        formulas = re.findall(r"^  \$\$\n(.*?)^  \$\$$", text, re.MULTILINE | re.DOTALL)
        # A film of frames has none.
        told = [each for each in page.css("figure.bp-figure") if each.css_first(".bp-formula")]
        steps = [step for figure in told for step in figure.css(".bp-step")]
        assert len(formulas) == len(steps), address
        if address in SMALL:
            for written, step in zip(formulas, steps, strict=True):
                made = tex.plain(tex.formula(written, display=True).math)
                assert set(language.decimal.findall(made)) <= set(language.decimal.findall(step.text())), written
        for plot in page.css("figure.bp-plot"):
            assert (plot.css("svg[role=img]")[-1].attributes["aria-label"] or "?") in text
            rows = [[cell.text() for cell in row.css("th, td")] for row in plot.css("table tr")]
            assert [row for row in rows if f"| {' | '.join(row)} |" not in text] == []


def test_all_may_be_read(site: Path) -> None:
    """And without an address no list of pages is named, which would have to have one."""
    assert (site / "robots.txt").read_text("utf-8") == "User-agent: *\nAllow: /\n"


def test_with_an_address_all_of_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Canonical links, pictures, trails and the list of pages, of which one has a history and so a date; a mistake in a
    fence takes nothing from the other."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("TRANSLATIONS", "1")
    theme = {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False, "language": "en"}
    root = "https://example.org/book/"
    text = '---\ntitle: "An <b> & a \\"quote\\""\n---\n\n# Own\n\n' + MISTAKEN + building.FIGURE
    config = {
        "theme": theme,
        "site_url": root,
        "site_description": "</script>",
        "hooks": [str(ROOT / "tools" / "hooks.py")],
        "extra": {"missing": {"title": "", "text": "", "pages": ""}},
    }
    path = building.write(tmp_path, {"index.md": "# Home", "own.md": text}, {"live": False}, **config)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "docs/own.md")
    git(tmp_path, "commit", "--quiet", "--message", "Own", day="2024-01-02")
    built = building.build(path)
    page = built.page("own/index.html")
    said = meta(page)
    assert page.css_first("link[rel=canonical]").attributes["href"] == said["og:url"] == f"{root}own/"
    assert said["og:title"] == 'An <b> & a "quote"'
    assert said["og:image"] == f"{root}assets/share/own.png"
    resource, trail = data(page)
    assert (resource["url"], resource["isPartOf"]["url"]) == (f"{root}own/", root)
    assert resource["description"] == "</script>"
    assert [each["item"] for each in trail["itemListElement"]] == [root, f"{root}own/"]
    assert built.html("robots.txt").split("\n")[3:-1] == [
        f"Sitemap: {root}sitemap.xml",
        f"Sitemap: {root}de/sitemap.xml",
    ]
    listed = [[each.text for each in entry] for entry in Tree.fromstring(built.html("sitemap.xml"))]
    assert sorted(listed) == [[root], [f"{root}own/", "2024-01-02"]]
    assert f"]({root}own/index.md)" in built.html("llms.txt")
    copied = built.html("own/index.md")
    assert MISTAKEN in copied
    assert "**A small network**" in copied


def test_a_picture_is_the_same_each_time_and_another_for_another_title() -> None:
    """Drawn twice, not kept."""
    font = (building.FONT / FILE).read_bytes()
    empty = '<svg role="img"><svg width="100" height="50"><path d="M0 0h9"/></svg><svg width="1" height="1"/></svg>'
    made = [share_picture.png(share_picture.card(title, "Book", empty, []), font) for title in ("Ähre", "Ähre", "Öhr")]
    assert made[0] == made[1] != made[2]


def test_dates_are_those_of_commits(tmp_path: Path) -> None:
    """Of the last one of each file; none without a history, nor with a shallow one, which has only one day."""
    whole, shallow = tmp_path / "whole", tmp_path / "shallow"
    assert history.dates(tmp_path) == {}
    whole.mkdir()
    git(whole, "init", "--quiet")
    for day, names in (("2024-01-02", ("a.md", "b.md")), ("2025-03-04", ("b.md", "c.md"))):
        for name in names:
            (whole / "docs").mkdir(exist_ok=True)
            (whole / "docs" / name).write_text(day, "utf-8")
        git(whole, "add", ".")
        git(whole, "commit", "--quiet", "--message", day, day=day)
    assert history.dates(whole / "docs") == {"a.md": "2024-01-02", "b.md": "2025-03-04", "c.md": "2025-03-04"}
    git(tmp_path, "clone", "--quiet", "--depth", "1", whole.as_uri(), str(shallow))
    assert history.dates(shallow / "docs") == {}


def git(folder: Path, *arguments: str, day: str = "2024-01-02") -> None:
    names = {f"GIT_{who}_{what}": "n@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    variables = {**names, "GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    subprocess.run(("git", *arguments), cwd=folder, env={"PATH": os.environ["PATH"], **variables}, check=True)
