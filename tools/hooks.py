"""MkDocs runs this in this repository only: each build first makes anew what browsers get, as far as it changed.

So `mkdocs serve` shows a changed script, style or engine at once; authors' sites get it ready from the wheel.
And each build of this book says in its pages how they are found and shared.
"""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

if TYPE_CHECKING:
    from tools.sharing import Sharing

ROOT = Path(__file__).resolve().parent.parent
# Without scripts a click on it closes the list of pages.
DARKENS = '<label class="md-overlay" for="__drawer"></label>'
# Spaces before a tag at the beginning of a line, but not in what keeps them.
INDENT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)|\n\s+(?=<)", re.S)
PICTURE = re.compile(r"(<img\b[^<>]*?) */>")
# What opens the list of languages; a button that sends no form says so.
SELECT = '<button class="md-header__button'
# Where a page has no heading, the theme leaves it empty.
SKIP = re.compile(r'<div data-md-component="skip">(\s*<a\b.*?)</div>', re.S)


@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """Before the plugin looks for the files."""
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    from tools.runtime import make

    make()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Markdown's pictures end as XML has it."""
    return PICTURE.sub(r"\1>", html)


_sharing: Sharing | None = None


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """All pages are rendered and no template is read yet."""
    global _sharing
    from tools import sharing

    # The theme's own markup is indented, which makes a tenth of what a page weighs on the way.
    env.trim_blocks = env.lstrip_blocks = True
    _sharing = sharing.begin(config, files)
    env.globals["changed"] = _sharing.days if _sharing else {}


@event_priority(-200)
def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """What the page's head says of it, once its figures are whole again."""
    if _sharing:
        context["shared"] = _sharing.of(page)  # type: ignore[typeddict-unknown-key]


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """What is shown where no page is has the same header."""
    return _with_names(output, config)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """What no block of the theme's template holds; and without its indents, a hundredth of what a page weighs."""
    return INDENT.sub(lambda found: found[1] or "\n", _with_names(output, config))


def _with_names(output: str, config: MkDocsConfig) -> str:
    """The boxes behind the signs for the list of pages and the search get names, and the link over the header becomes a
    landmark, as whoever goes from one landmark to the next meets no other link. What darkens the page behind the list
    has a room of its own: javascripts/theme.js puts another element in its place, and what comes after a new element
    is styled anew, which was all of the page."""
    output = output.replace(DARKENS, f"<div>{DARKENS}</div>", 1)
    output = output.replace(SELECT, SELECT.replace(" ", ' type="button" ', 1), 1)
    for box, key in (("drawer", "menu"), ("search", "search")):
        plain = f' data-md-toggle="{box}"'
        output = output.replace(plain, f'{plain} aria-label="{_name(config, key)}"', 1)
    landmark = f'nav data-md-component="skip" aria-label="{_name(config, "shortcut")}"'
    return SKIP.sub(rf"<{landmark}>\1</nav>", output, count=1)


def _name(config: MkDocsConfig, key: str) -> str:
    return escape(config.extra.get(key, key.capitalize()))


def on_post_build(config: MkDocsConfig) -> None:
    """What lies beside the pages."""
    from tools import sharing

    sharing.write_icon(Path(config.site_dir))
    if _sharing:
        _sharing.write(Path(config.site_dir))
