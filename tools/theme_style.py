"""The theme's style sheet without its rules for what this book does not use.

Of the elements that a rule may mean a browser knows the last part of the selector. For tabs that part is any element
with a number, in a hundred and more rules: each is tried on each of a page's thousands of elements. Rules for languages
that run from right to left are looked into up to the root of the page.

And of two rules for tables it does not know what else they may mean: any class that is given or taken, and any element
that is put in, would have it work out all styles anew in the element around, and figures do little else. So these say
which classes, and which elements.
"""

from __future__ import annotations

import re
from itertools import groupby

import tinycss2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

SHEET = re.compile(r"assets/stylesheets/main\.\w+\.min\.css")
CLASSES = (
    *("tabbed-block", "tabbed-button", "tabbed-content", "tabbed-control", "tabbed-control--next"),
    *("tabbed-control--prev", "tabbed-icon--next", "tabbed-icon--prev", "tabbed-labels", "tabbed-labels--linked"),
    *("tabbed-set", "grid", "arithmatex", "critic", "task-list-control", "task-list-indicator", "task-list-item"),
    *("mermaid", "md-annotation", "md-annotation__index", "md-banner", "md-consent", "md-tabs", "md-version"),
    *("md-version__current", "md-version__list", "md-post", "md-author", "md-tag", "md-feedback"),
)
"""Those of features that mkdocs.yml does not turn on; a test looks for them in all pages. A plot has a grid of its own,
which never was the theme's."""
TABLES = ("bp-grid", "bp-lookup", "bp-numbers")
"""All classes that tables of this book have; the same test looks for others."""
AFTER_TABLES = ("h2", "h3", "h4", "p", "ul", "ol", "div", "pre", "table", "figure", "section", "details")
"""All elements that follow a table of no class."""
PLAIN_TABLE = f"table:not({','.join(f'.{name}' for name in TABLES)})"
TOLD = {"table:not([class])+*": f"{PLAIN_TABLE}+:where({','.join(AFTER_TABLES)})", "table:not([class])": PLAIN_TABLE}
UNUSED = re.compile(rf"\.(?:{'|'.join(CLASSES)})(?![\w-])|\[dir=\"?rtl")


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Put the shorter sheet into the place of the theme's."""
    for file in [each for each in files if SHEET.fullmatch(each.src_uri)]:
        files.remove(file)
        files.append(File.generated(config, file.src_uri, content=shortened(file.content_string)))


def shortened(sheet: str) -> str:
    """The sheet without selectors that name what is not used, and without rules that then mean nothing."""
    return _written(tinycss2.parse_stylesheet(sheet, skip_comments=True))


def _written(rules: list[tinycss2.ast.Node]) -> str:
    return "".join(map(_rule, rules))


def _rule(rule: tinycss2.ast.Node) -> str:
    if rule.type == "qualified-rule":
        kept = [_told(each) for each in selectors(rule.prelude) if not UNUSED.search(each)]
        return f"{','.join(kept)}{{{tinycss2.serialize(rule.content)}}}" if kept else ""
    if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "container", "layer") and rule.content:
        inner = _written(tinycss2.parse_rule_list(rule.content, skip_comments=True))
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner.strip() else ""
    return str(rule.serialize())


def _told(selector: str) -> str:
    for vague, exact in TOLD.items():
        selector = selector.replace(vague, exact)
    return selector


def selectors(prelude: list[tinycss2.ast.Node]) -> list[str]:
    """The members of a list of selectors; a comma in brackets belongs to its selector."""
    parts = groupby(prelude, lambda token: token.type == "literal" and token.value == ",")
    return [tinycss2.serialize(list(part)) for is_comma, part in parts if not is_comma]
