"""What is left out of the theme's style sheet is used on no page, and all else of it stays."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tools.theme_style import AFTER_TABLES, CLASSES, TABLES, shortened


def test_rules_that_name_what_is_not_used_go() -> None:
    """A selector goes alone where others share its rule; so does a rule inside another, which goes if empty."""
    sheet = """
        .md-typeset .tabbed-set>input:nth-child(2):checked~.tabbed-labels>:nth-child(2), .md-nav :is(a, b) { top: 0 }
        @media print { .md-tabs { display: none } } @media screen { .md-tab { top: 0 } [dir=rtl] .md-nav { top: 0 } }
        .md-typeset table:not([class])+*, a { top: 0 }
        .md-typeset .grid-like { background: url("data:,{x},y") } @keyframes go { to { top: 0 } }
    """
    assert re.sub(r"\s+", "", shortened(sheet)) == (
        ".md-nav:is(a,b){top:0}@mediascreen{.md-tab{top:0}}"
        ".md-typesettable:not(.bp-grid,.bp-lookup,.bp-numbers)+:where(h2,h3,h4,p,ul,ol,div,pre,table,figure,section,details),"
        "a{top:0}"
        '.md-typeset.grid-like{background:url("data:,{x},y")}'
        "@keyframesgo{to{top:0}}"
    )


def test_no_page_uses_what_was_left_out(site: Path, german: Path) -> None:
    """No element of these classes, and no page from right to left."""
    for page in (*site.rglob("*.html"), *german.rglob("*.html")):
        tree = LexborHTMLParser(page.read_text("utf-8"))
        found = ", ".join(
            each.attributes["class"] or "" for each in tree.css(",".join(f".{name}:not(svg *)" for name in CLASSES))
        )
        assert found == "", page
        assert tree.css("[dir=rtl]") == [], page
        others = "".join(f":not(.{name})" for name in TABLES)
        assert tree.css(f"table[class]{others}") == [], page
        assert {each.tag for each in tree.css("table:not([class]) + *")} <= {*AFTER_TABLES}, page


def test_the_themes_script_waits_for_those_of_figures(site: Path, german: Path) -> None:
    """It has the whole page laid out, before anything of it is shown: so it is not to run while the page comes."""
    for page in (site / "index.html", german / "index.html", site / "404.html"):
        scripts = LexborHTMLParser(page.read_text("utf-8")).css("script[src]")
        (theme,) = (each for each in scripts if "/bundle." in (each.attributes["src"] or ""))
        assert "defer" in theme.attributes
        assert scripts[-1].attributes["src"] == theme.attributes["src"]


def test_the_sheet_is_shorter(site: Path, german: Path) -> None:
    """A quarter of it is gone, in both languages, and what pages use is there."""
    for folder in (site, german):
        (sheet,) = folder.glob("assets/stylesheets/main.*.min.css")
        text = sheet.read_text("utf-8")
        assert len(text) < 110_000
        assert not re.search(r"\.tabbed-|dir=\"?rtl|not\(\[class", text)
        assert ".md-typeset details" in text
        assert "@keyframes" in text
