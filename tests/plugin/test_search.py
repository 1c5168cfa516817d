"""What a search finds of a figure: its words, once; not its numbers, twenty times over. Of an exercise no answer,
though its key is a page of the site."""

from __future__ import annotations

import json
import re

import pytest

from backprop.languages import words
from backprop_web.languages.en import CONTROLS
from tests.plugin.building import FIGURE, Built
from tests.plugin.conftest import BuildSite

TEXT = f"""\
# Chapter

## First $w_{{11}}$

Prose with $x^2$ in it.

{FIGURE}

$$ E = mc^2 $$

## Second

The end.
"""
EXERCISE = """\
```exercise
name: mine
title: Mine
network: [1, 1]
draw:
  values: {w*: [-2, -1.5, 0.5, 2], b*: [-1, 1], x: [2, 3, 4], y: [1, 2]}
ask: [{factor: dzo/dwo1}, {value: dL/dwo1}]
seed: 7
```
"""
MATERIAL = {"name": "material", "font": False}
SEARCH = ["search", {"backprop": {"live": False}}]


def built_with_search(build_site: BuildSite) -> Built:
    return build_site({"index.md": TEXT}, theme=MATERIAL, plugins=SEARCH)


def test_search_sees_one_clean_copy_of_a_figure(build_site: BuildSite) -> None:
    built = built_with_search(build_site)
    index = json.loads((built.folder / "search" / "search_index.json").read_text("utf-8"))
    entries = {entry["location"]: entry for entry in index["docs"]}
    assert list(entries) == ["", "#first-w11", "#second"]
    text = re.sub(r"<[^>]*>", " ", entries["#first-w11"]["text"])
    assert "Prose with x2 in it." in text
    assert text.count("A small network") == 1
    assert text.count("A network with 1 input") == 1
    assert text.count(words.GIVEN) == 1
    sentences = [p.text() for p in built.page().css("p.bp-sentence")]
    assert len(sentences) == 21
    assert all("".join(sentence.split()) in "".join(text.split()) for sentence in sentences)
    for unwanted in (
        "0.4621",
        "E=mc",
        "Forward step",
        "Change any number",
        CONTROLS["table"],
    ):
        assert unwanted not in text
    assert not re.search(r"\d\.\d\d", text), "a number of the figure"
    assert entries["#second"]["text"].strip() == "<p>The end.</p>"


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_no_search_says_an_answer(build_site: BuildSite, theme: str) -> None:
    """Whichever theme's it is, it finds an exercise by its title, and a figure by what stands there once."""
    built = build_site({"index.md": f"# Page\n\n{EXERCISE}\n{FIGURE}"}, theme={"name": theme}, plugins=SEARCH)
    key = built.page("exercise-keys/index.html")
    assert [each.text() for each in key.css("#mine .bp-solution")] == ["3", "−24"]
    index = json.loads((built.folder / "search" / "search_index.json").read_text("utf-8"))
    found = re.sub("<[^>]*>", " ", " ".join(entry["text"] for entry in index["docs"]))
    assert "Mine A small network" in " ".join(found.split())
    assert not re.search(r"−24|What is|Key|0\.4621", found)
    assert "data-search-exclude" not in built.html()


def test_the_tags_before_the_content_are_no_section_of_their_own(build_site: BuildSite) -> None:
    """With a theme's heading as the first thing on the page, its entry is the page's own."""
    built = built_with_search(build_site)
    assert built.page().css_first("article.md-content__inner > link[rel=stylesheet]")
    index = json.loads((built.folder / "search" / "search_index.json").read_text("utf-8"))
    assert index["docs"][0]["title"] == "Chapter"


def test_a_step_is_no_part_of_the_title_of_a_section(build_site: BuildSite) -> None:
    """Whatever the level of the section is, its title is its own; what the steps are called is its text."""
    levels = {2: "##", 3: "###", 4: "####"}
    text = "# Page\n\n" + "\n\n".join(
        f"{marks} Section {level}\n\n{FIGURE.replace('one-two-one', f'net-{level}')}" for level, marks in levels.items()
    )
    built = build_site({"index.md": text}, theme=MATERIAL, plugins=SEARCH)
    index = json.loads((built.folder / "search" / "search_index.json").read_text("utf-8"))
    assert [entry["title"] for entry in index["docs"]] == ["Page", *(f"Section {level}" for level in levels)]
    assert all("Gradient at" in entry["text"] for entry in index["docs"][1:])
    assert len(built.page().css("h3.bp-title")) == len(levels) * len(built.page().css("#net-2 .bp-step"))


def test_what_steers_search_does_not_reach_the_page(build_site: BuildSite) -> None:
    assert "data-search-exclude" not in built_with_search(build_site).html()


def test_a_page_with_a_figure_has_its_own_headings_in_the_contents_only(
    build_site: BuildSite,
) -> None:
    links = built_with_search(build_site).page().css("nav.md-nav--secondary a.md-nav__link")
    assert {link.text().strip() for link in links} == {"First w11", "Second"}
