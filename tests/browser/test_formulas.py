"""Formulas in prose that KaTeX or MathJax sets, from files of the site's own, on a page with a figure."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.hosts import FENCE, run
from tests.support.pages import Pages
from tests.support.server import serve
from tests.support.site import ROOT
from tools.runtime import make

OURS = ROOT / "tests" / "formulas"
PINNED = json.loads((OURS / "package.json").read_text("utf-8"))["devDependencies"]
PROSE = "# Page\n\nIts slope is $\\frac{dL}{dw}$.\n\n$$\n\\sqrt{x} = 2\n$$\n\n"
KATEX = """document.addEventListener("DOMContentLoaded", () => renderMathInElement(document.body, {
  delimiters: [{ left: "\\\\[", right: "\\\\]", display: true }, { left: "\\\\(", right: "\\\\)", display: false }],
}));"""
# Its fonts it would fetch from another host.
MATHJAX = """window.MathJax = { output: {
  fontPath: new URL("vendor/@mathjax/%%FONT%%-font", document.baseURI).href.replaceAll("%25", "%"),
} };"""
LETTERS = """(node) => [...node.querySelectorAll("mjx-c, .mord:not(:has(*))")]
  .map((each) => each.className + each.textContent)"""
MATHJAX_4 = ("mathjax", "@mathjax/mathjax-newcm-font")


@dataclass(frozen=True)
class Setter:
    """What sets formulas: its `parts` of npm, its scripts and style sheets among them, what tells it how, and the `set`
    formula; it `takes` those of figures, too, or leaves them alone."""

    parts: tuple[str, ...]
    scripts: tuple[str, ...]
    told: str
    set: str
    styles: tuple[str, ...] = ()
    takes: bool = False


SETTERS = {
    "KaTeX": Setter(
        ("katex/dist",),
        ("katex/dist/katex.min.js", "katex/dist/contrib/auto-render.min.js"),
        KATEX,
        ".katex-html",
        ("katex/dist/katex.min.css",),
    ),
    "MathJax 4": Setter(MATHJAX_4, ("mathjax/tex-chtml.js",), MATHJAX, "mjx-container"),
    "MathJax 3": Setter(("mathjax-3/es5",), ("mathjax-3/es5/tex-chtml.js",), "", "mjx-container"),
    "MathJax 4, MathML too": Setter(MATHJAX_4, ("mathjax/tex-mml-chtml.js",), MATHJAX, "mjx-container", takes=True),
    "MathJax 3, MathML too": Setter(
        ("mathjax-3/es5",), ("mathjax-3/es5/tex-mml-chtml.js",), "", "mjx-container", takes=True
    ),
}


def _build(folder: Path, setter: Setter) -> Path:
    """The page as an author makes it who had this before: `math: false`, and the rest as the theme's guide says."""
    make()
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(PROSE + FENCE.format(name="own", title="Own"), "utf-8")
    (folder / "docs" / "told.js").write_text(setter.told, "utf-8")
    settings = {
        "site_name": "Own",
        "theme": {"name": "mkdocs", "highlightjs": False},
        "plugins": ["search", {"backprop": {"math": False}}],
        "markdown_extensions": [{"pymdownx.arithmatex": {"generic": True}}],
        "extra_javascript": ["told.js", *(f"vendor/{script}" for script in setter.scripts)],
        "extra_css": [f"vendor/{style}" for style in setter.styles],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")
    run("mkdocs build --strict", folder)
    for part in setter.parts:
        shutil.copytree(OURS / "node_modules" / part, folder / "site" / "vendor" / part)
    return folder / "site"


@pytest.mark.gate
@pytest.mark.parametrize("name", SETTERS)
def test_formulas_are_set_beside_a_figure(page: Pages, tmp_path: Path, name: str) -> None:
    """The figure steps and computes, and the formulas of the page stay as they were set; nothing comes from another
    host."""
    setter = SETTERS[name]
    with serve(_build(tmp_path, setter)) as server:
        tab = page()
        tab.goto(server.url)
        prose = tab.locator(f".arithmatex {setter.set}")
        expect(prose).to_have_count(2)
        before = _letters(prose)
        assert all(before)
        taken = tab.locator(f"#own {setter.set}")
        if setter.takes:
            expect(taken).not_to_have_count(0)
        else:
            expect(taken).to_have_count(0)
        _step_and_compute(tab)
        assert _letters(prose) == before
        # What was computed anew is as on every other page.
        expect(tab.locator("#own-step-1 .bp-formula math").first).to_be_visible()
        expect(tab.locator(f"#own-step-1 .bp-formula {setter.set}")).to_have_count(0)


def _letters(prose: Locator) -> list[list[str]]:
    """Those of each formula. What MathJax has to say of it comes from a worker, later than the letters."""
    return [each.evaluate(LETTERS) for each in prose.all()]


def _step_and_compute(tab: Page) -> None:
    figure = tab.locator("#own")
    figure.locator('[data-action="forward"]').click()
    expect(figure.locator(".is-current")).to_have_attribute("id", "own-step-1")
    figure.locator('input[name="x"]').fill("1")
    expect(tab.locator("#own-step-1 .bp-formula")).to_contain_text("×1", timeout=60_000)


@pytest.mark.parametrize("folder", ["docs", "docs.de"])
def test_the_guide_names_the_versions(folder: str) -> None:
    """Those that are pinned, of each the two first numbers."""
    told = (ROOT / folder / "hosts.md").read_text("utf-8")
    pinned = {name: version.rpartition("@")[2].rpartition(".")[0] for name, version in PINNED.items()}
    said = re.findall(r"KaTeX `([\d.]+)`\D+MathJax `([\d.]+)`\D+`([\d.]+)`", told)
    assert said == [(pinned["katex"], pinned["mathjax-3"], pinned["mathjax"])]
