"""Style sheets that are dark where the system is, without scripts too.

The theme writes into a page which colours it has by a script. Without scripts a page stays light: so each rule of the
dark colours stands once more, for pages without scripts on a dark system.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import tinycss2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from tools.theme_style import selectors

SHEET = re.compile(r"assets/stylesheets/palette\.\w+\.min\.css|stylesheets/site\.css")
SLATE = re.compile(r"""\[data-md-color-scheme=["']?slate["']?\]""")
WITHOUT_SCRIPTS = ".no-js body"
"""More exact than the rules of the light colours, so that it holds before them."""


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Put the longer sheets into the place of the theme's and of this site's."""
    for file in [each for each in files if SHEET.fullmatch(each.src_uri)]:
        files.remove(file)
        files.append(File.generated(config, file.src_uri, content=with_dark(file.content_string)))


def with_dark(sheet: str) -> str:
    """The sheet, and after it its rules of the dark colours for pages without scripts."""
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    dark = "".join(_dark(rules))
    return f"{sheet.rstrip()}\n@media (prefers-color-scheme:dark){{{dark}}}\n" if dark else sheet


def _dark(rules: list[tinycss2.ast.Node]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "media":
            inner = "".join(_dark(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)))
            if inner:
                yield f"@media{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        if rule.type == "qualified-rule":
            of_dark = [each for each in selectors(rule.prelude) if SLATE.search(each) and ":not(" not in each]
            if of_dark:
                names = ",".join(SLATE.sub(WITHOUT_SCRIPTS, each.strip()) for each in of_dark)
                yield f"{names}{{{tinycss2.serialize(rule.content).strip()}}}"
