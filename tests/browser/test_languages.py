"""A site in another language: no word of the figures, nor of their tools, is left in English; and direction."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support import pseudo, translation
from tests.support import site as builder
from tests.support.pages import Pages, drawn
from tests.support.server import Server, serve

LIVE = 60_000
FIGURE = "figure#one"
TEXT = f"""---
lang: {pseudo.CODE}
---
# Π

```backprop
name: one
title: Π
network: [1, 2, 1]
```

```backprop
name: two
title: Π
expression: x*x + sin(x)/2
fade: 2
values: {{x: 0.5}}
```

```backprop
name: three
title: Π
descent: (w*x - y)**2
start: {{w: 1}}
samples: [{{x: 1, y: 2}}]
rate: 0.05
updates: 3
```
"""
# Whatever a reader may see or hear: text, and labels, but formulas, drawings, programs and what a reader types.
SAID = """figure => {
  const said = [];
  const skipped = "math, svg, [translate=no], figcaption, textarea, script, style, .bp-program-text, pre, code";
  const texts = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (!texts.currentNode.parentElement.closest(skipped)) said.push(texts.currentNode.data);
  for (const each of [figure, ...figure.querySelectorAll("*")])
    for (const name of ["aria-label", "aria-valuetext", "title", "placeholder", "data-status"])
      if (each.hasAttribute(name)) said.push(each.getAttribute(name));
  return said;
}"""


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site whose language is made from English, by copies of the packages that have it."""
    folder = tmp_path_factory.mktemp("strange")
    packages, docs, built = folder / "packages", folder / "docs", folder / "site"
    for package in (Path("engine/backprop"), Path("plugins/backprop_web"), Path("plugins/mkdocs_backprop")):
        shutil.copytree(builder.ROOT / package, packages / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    for speaker in ("backprop", "backprop_web"):
        target = packages / speaker / "languages" / f"{pseudo.CODE}.py"
        target.write_text(pseudo.module(f"{speaker}.languages.en"), "utf-8")
    docs.mkdir()
    (docs / "index.md").write_text(TEXT, "utf-8")
    (docs / "german.md").write_text(TEXT.replace(f"lang: {pseudo.CODE}", "lang: de"), "utf-8")
    (docs / "right.md").write_text(TEXT.replace(f"lang: {pseudo.CODE}", "lang: ar"), "utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: Π\ntheme: {name: material, language: ar, font: false}\nplugins:\n  - backprop\n", "utf-8"
    )
    theirs = {"PYTHONPATH": str(packages)}
    # The engine in the browser speaks it, too.
    subprocess.run([sys.executable, "-m", "tools.runtime"], cwd=builder.ROOT, env={**os.environ, **theirs}, check=True)
    builder.build(built, config=folder / "mkdocs.yml", environment=theirs)
    with serve(built) as server:
        yield server


def said(tab: Page, figure: str = FIGURE) -> list[str]:
    """What of a figure is no word of its language."""
    texts: list[str] = tab.locator(figure).evaluate(SAID)
    return pseudo.escaped(texts)


def test_no_word_of_a_figure_or_of_its_tools_is_left_in_english(page: Pages, strange: Server) -> None:
    """As built, stepped, asked, trained, checked, with the bug, taken away, refused and live: the engine too."""
    tab = page()
    tab.goto(strange.url)
    figure = tab.locator(f"{FIGURE}.bp-ready")
    expect(figure).to_be_attached()
    drawn(tab)
    for each in ("#one", "#two", "#three"):
        assert said(tab, each) == [], each
    for action in ("backward", "forward", "play", "forward", "reset"):
        figure.locator(f'[data-action="{action}"]').first.dispatch_event("click")
        assert said(tab) == [], action
    field = figure.locator('input[name="b1"]')
    for typed in ("", "abc", "1e7", "1e999", "2z", "0.25"):
        field.fill(typed)
        field.dispatch_event("change")
        tab.wait_for_timeout(100)
        assert said(tab) == [], typed
    expect(tab.locator("#one-step-0 .bp-formula")).to_contain_text("0٫25", timeout=LIVE)
    assert len(tools(figure)) >= 5
    for tool in tools(figure):
        tool.click()
        tab.wait_for_timeout(300)
        assert said(tab) == [], tool.text_content()
    for button in figure.locator(".bp-tools button:not([data-tool=present]):visible").all()[:12]:
        button.click(timeout=2000)
        tab.wait_for_timeout(100)
        assert said(tab) == []


def test_a_german_page_has_no_english_word_and_takes_and_writes_decimal_commas(page: Pages, strange: Server) -> None:
    """As built, with what a field refuses, live, asked, trained, checked, taken away: no decimal point either."""
    tab = page()
    tab.goto(f"{strange.url}german/")
    figure = tab.locator(f"{FIGURE}.bp-ready")
    expect(figure).to_be_attached()
    drawn(tab)
    for each in ("#one", "#two", "#three"):
        assert english(tab, each) == (set(), []), each
    field = figure.locator('input[name="b1"]')
    assert field.input_value() == "0,1"
    for typed, shown in (("1,2,3", "0,1"), ("0,25", "0,25"), ("0.35", "0,35"), ("0,9/2", "0,45")):
        field.fill(typed)
        field.dispatch_event("change")
        expect(tab.locator("#one-step-0 .bp-formula")).to_contain_text(shown, timeout=LIVE)
        assert english(tab) == (set(), []), typed
    for tool in tools(figure):
        tool.click()
        tab.wait_for_timeout(300)
        assert english(tab) == (set(), []), tool.text_content()
    for button in figure.locator(".bp-tools button:not([data-tool=present]):visible").all()[:12]:
        button.click(timeout=2000)
        tab.wait_for_timeout(100)
        assert english(tab) == (set(), [])


def english(tab: Page, figure: str = FIGURE) -> tuple[set[str], list[str]]:
    """The words of a German figure that are English ones, and its numbers with a point."""
    texts: list[str] = tab.locator(figure).evaluate(SAID)
    return translation.untranslated("de", texts), [each for each in translation.decimals(texts) if "." in each]


def tools(figure: Locator) -> list[Locator]:
    """The buttons that open a tool, one for each, but the one that hides all others behind the window."""
    opening = ".bp-tools button:is([aria-expanded], [aria-pressed]):not([data-tool=present])"
    return figure.locator(opening).all()


def test_a_figure_keeps_its_direction_in_a_page_from_right_to_left(page: Pages, strange: Server) -> None:
    """Where its language is written so, and drawings and formulas in any."""
    tab = page(viewport=(1280, 900))
    tab.goto(f"{strange.url}right/")
    figure = tab.locator(f"{FIGURE}.bp-ready")
    expect(figure).to_be_attached()
    assert tab.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert (figure.get_attribute("lang"), figure.get_attribute("dir")) == ("en", "ltr")
    for part in ("", " .bp-drawing", " .bp-formula", " label"):
        direction = tab.locator(f"{FIGURE}.bp-ready{part}").first.evaluate("part => getComputedStyle(part).direction")
        assert direction == "ltr", part
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
