"""The client's languages, and how a page chooses one and says which."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import backprop.languages
from backprop import Figure
from backprop_web import alone, engine, languages
from backprop_web.languages import en
from backprop_web.page import Page
from backprop_web.site import Settings, Site
from tests.support import pseudo

LANGUAGES = sorted(path.stem for path in Path(languages.__path__[0]).glob("[a-z]*.py"))
CATALOGUES = (
    "CONTROLS",
    "CLIENT",
    "LIVE",
    "TOOLS",
    "SANDBOX",
    "WORKBENCH",
    "PRACTICE",
    "BLANKS",
    "GRID",
    "XAPI",
    "ROUND",
    "COURSES",
)
HOLE = re.compile(r"\{\w*\}")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_no_language_lacks_a_word_of_another(code: str, catalogue: str) -> None:
    """Every key, and the holes of every template; what is missing is named. The engine speaks the language too."""
    own, english = getattr(import_module(f"backprop_web.languages.{code}"), catalogue), getattr(en, catalogue)
    assert sorted(english.keys() - own.keys()) == []
    assert sorted(own.keys() - english.keys()) == []
    holes = {key: sorted(HOLE.findall(text)) for key, text in own.items()}
    assert {key: each for key, each in holes.items() if each != sorted(HOLE.findall(english[key]))} == {}
    assert engine.speaks(code)


@pytest.fixture
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A language whose every word has accents, for engine and client."""
    for package, folder in ((backprop.languages, tmp_path / "engine"), (languages, tmp_path / "client")):
        folder.mkdir()
        pseudo.speak(package, folder, monkeypatch)
    return pseudo.CODE


def test_a_page_speaks_the_nearest_language_that_there_is(strange: str) -> None:
    """By its tag, with a region or without; English where figures know no other."""
    tags = {
        strange: strange,
        f"{strange}-AT": strange,
        f"{strange.upper()}_at": strange,
        "ar": "en",
        "": "en",
        "..": "en",
    }
    site = Site(Settings(live=False))
    assert {tag: site.page("p", tag).language for tag in tags} == tags


@pytest.mark.parametrize("described", [{"network": [1, 2, 1]}, {"count": "multiplications", "depths": [1, 2]}])
def test_a_figure_says_what_it_speaks_and_keeps_symbols_from_translators(
    strange: str, described: dict[str, object]
) -> None:
    """Its language and direction stand at the figure, since those of the page may differ."""
    for language in ("en", strange):
        page = Page(live=True, language=language)
        tree = LexborHTMLParser(page.figure({"name": "a", "title": "T", **described}))
        figure = tree.css_first("figure")
        assert (figure.attributes["lang"], figure.attributes["dir"]) == (language, "ltr")
        for part in figure.css(".bp-drawing, .bp-formula, label"):
            assert part.attributes["translate"] == "no"
        assert [body.attributes["translate"] for body in figure.css("tbody")] == ["no"]


def test_a_prerendered_figure_holds_no_word_of_another_language(strange: str) -> None:
    """Buttons, labels and fields; the manifest's and the tools' sentences, and the sign of decimal numbers."""
    page = Page(live=True, language=strange)
    assert pseudo.escaped([page.figure({"name": "a", "title": "Ź", "network": [1, 2, 1]})]) == []
    for catalogue in (
        each(strange) for each in (languages.client, languages.live, languages.tools, languages.controls)
    ):
        assert pseudo.escaped(HOLE.sub("", text) for text in catalogue.values()) == []
    assert languages.client(strange)["decimal_sign"] == pseudo.DECIMAL_SIGN


def test_a_fence_may_speak_another_language_than_its_page(strange: str) -> None:
    """With the key lang; one that there is none of is refused."""
    page = Page(language="en")
    assert f'lang="{strange}"' in page.figure({"name": "a", "title": "T", "network": [1, 1], "lang": strange})
    with pytest.raises(Exception, match="lang is qq: give the code of a language"):
        page.figure({"name": "b", "title": "T", "network": [1, 1], "lang": "qq"})


@pytest.mark.usefixtures("made")
def test_a_figure_that_stands_alone_speaks_its_own_language_all_over(strange: str) -> None:
    """The page around it, the sentences of its scripts, and the rows of a terminal."""
    described = {"name": "a", "title": "T", "network": [1, 1], "lang": strange}
    tree = LexborHTMLParser(alone.html(described))
    assert (tree.css_first("html").attributes["lang"], tree.css_first("html").attributes["dir"]) == (strange, "ltr")
    manifest = json.loads(str(tree.css_first("#backprop-manifest").attributes["data-json"]))
    assert manifest["words"] == dict(languages.client(strange))
    assert not re.search(r"\d\.\d|with numbers", repr(Figure(described)))
