"""Fences that were meant for a figure and show as text: told with page, line and remedy; other languages are not."""

from __future__ import annotations

import pytest

from backprop_web.near import is_near
from mkdocs_backprop.fence import NAMES
from mkdocs_backprop.unread import unread
from tests.plugin.building import FIGURE
from tests.plugin.conftest import BuildSite

BODY = "name: a\ntitle: T\nnetwork: [1, 1]\n"


@pytest.mark.parametrize(
    "language",
    [
        *(
            "backpropp",
            "Backprop",
            "BACKPROP",
            "backpro",
            "bakprop",
            "backporp",
            "backprob",
            "{backprop}",
            "{.Backprop}",
        ),
        *("exercize", "Exercise", "exercises", "backprop-sandbx", "backprop_sandbox"),
    ],
)
def test_a_language_that_is_nearly_ours_is_told(build_site: BuildSite, language: str) -> None:
    """With its page, its line, what was read and what to write."""
    site = build_site({"index.md": f"# Page\n\n```{language}\n{BODY}```\n"})
    assert len(site.warnings) == 1
    assert f"index.md, line 3: the language of the fence is {language}: did you mean " in site.warnings[0]
    assert site.page().css_first(".bp-figure, .bp-exercise") is None


@pytest.mark.parametrize(
    "page",
    [
        f"```backprop\n{BODY}",
        f"Before.\n\n````backprop\n{BODY}```\n\nAfter.\n",
        "1. One\n\n    ```backprop\n    name: a\n```\n\nAfter.\n",
        "```exercise\nname: a\n",
    ],
)
def test_a_fence_that_never_ends_is_told(build_site: BuildSite, page: str) -> None:
    """Whatever comes after it."""
    site = build_site({"index.md": page})
    line = next(number for number, text in enumerate(page.splitlines(), 1) if "```" in text)
    assert len(site.warnings) == 1
    assert f"index.md, line {line}: the end of the fence is missing: end it by" in site.warnings[0]


@pytest.mark.parametrize("language", ["python", "back", "prop", "backpropagation", "exec", "{.python}", "mermaid", ""])
def test_another_language_is_not_told(build_site: BuildSite, language: str) -> None:
    """Nor is a fence of ours within another, one of a list, or one that is shown as code."""
    shown = f"````markdown\n```backpropp\n{BODY}```\n````\n"
    listed = "".join(f"    {line}\n" for line in FIGURE.splitlines())
    assert not build_site({"index.md": f"```{language}\ntext\n```\n\n{shown}\n1. One\n\n{listed}"}).warnings


def test_a_fence_that_the_author_declared_is_not_told() -> None:
    """Whatever it is called."""
    text = "```exercises\nname: a\n```\n"
    assert list(unread(text, NAMES, ()))
    assert not list(unread(text, NAMES, ("exercises",)))


def test_a_german_page_is_told_in_german(build_site: BuildSite) -> None:
    """As every other mistake."""
    site = build_site({"index.md": f"---\nlang: de\n---\n```Backprop\n{BODY}```\n\n```backprop\n{BODY}"})
    language, end = site.warnings
    assert "index.md, Zeile 4: die Angabe der Sprache ist Backprop: meinten Sie backprop? so, wie " in language
    assert "index.md, Zeile 10: die schließende Zeile ist nicht da: beenden Sie den Block durch " in end


@pytest.mark.parametrize(("word", "near"), [("backprop", True), ("bacprop", True), ("bacpropp", False), ("", False)])
def test_near_is_one_letter(word: str, near: bool) -> None:
    """And no more."""
    assert is_near(word, "backprop") is near
