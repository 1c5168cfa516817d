"""The keys of the exercises of a page, on a page of their own, each behind a disclosure.

So the page with the questions holds no answer, neither in what it shows nor in its source. A search is not to list its
key, and it needs no script. It lies in a folder of its own at the address that its page has in the site.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import unquote

from backprop_web import languages, whole
from backprop_web.assets import INDEX, Asset, way_up
from backprop_web.engine import Asked, direction
from backprop_web.exercises import disclosure
from backprop_web.page import Page

FOLDER = "exercise-keys"
KIND = "bp-keys"
"""The class by which the style sheet knows such a page."""
HEAD = '<meta name="robots" content="noindex"><meta name="description" content="{about}">'
ICON = '<link rel="icon" href="{address}">'
OF_KEYS = '<p class="bp-key-of"'
LINK = re.compile(rf'({OF_KEYS}[^>]*><a href=")(?:\.\./)*(?={FOLDER}/)')


def address(page: str) -> str:
    """The address of the keys of a page, by that of the page; both lead from the folder of the site."""
    return f"{FOLDER}/{page}"


def place(page: str) -> str:
    """The path of that file within the site."""
    path = unquote(address(page))
    return f"{path}{INDEX}" if path.endswith("/") else path


def led(html: str, root: str) -> str:
    """A page that something else put together of pages with exercises; its links lead to their keys from where it is,
    the way `root` up."""
    # Most pages have none, which is sooner found out by a plain search.
    return LINK.sub(lambda link: link[1] + root, html) if OF_KEYS in html else html


def asset(page: Page, tags: Callable[[str], str], icon: str = "") -> Asset | None:
    """The page with the keys of `page`, if it has any; `tags` makes those of the style sheets from the way up, and
    `icon` is the address of the site's from its folder."""
    if page.address is None or not page.exercises:
        return None
    uri = place(page.address)
    root, words = way_up(uri), languages.controls(page.language)
    back = escape(root + page.address)
    parts = "".join(_part(each, page.language, back) for each in page.exercises)
    head = escape(words["keys"])
    content = f'<main><h1>{head}</h1><p><a href="{back or "./"}">{escape(words["keys_back"])}</a></p>{parts}</main>'
    title = f"{head}: {escape(', '.join(each.title for each in page.exercises))}"
    about = HEAD.format(about=escape(words["keys_about"]))
    about += ICON.format(address=escape(icon if "//" in icon else root + icon)) if icon else ""
    html = whole.page(title, page.language, tags(root), content, kind=KIND, head=about, look="")
    return Asset(uri, html.encode())


def _part(exercise: Asked, language: str, back: str) -> str:
    """The key of an exercise, below its title, which leads to its questions."""
    name = escape(exercise.name)
    own = f' lang="{exercise.language}" dir="{direction(exercise.language)}"' if exercise.language != language else ""
    title = f'<a href="{back}#{name}">{escape(exercise.title)}</a>'
    return (
        f'<section class="bp-exercise" id="{name}" aria-labelledby="{name}-title"{own}>'
        f'<h2 class="bp-exercise-title" id="{name}-title">{title}</h2>{disclosure(exercise)}</section>'
    )


def forget_others(folder: Path) -> None:
    """Take away the keys of pages that are no more, or lead to none any more: another generator than ours makes and
    removes these, and says nothing of it."""
    for key in sorted((folder / FOLDER).rglob("*.html")):
        asked = folder / key.relative_to(folder / FOLDER)
        is_ours = f'class="{KIND}"' in key.read_text("utf-8", "replace")
        if is_ours and not (asked.is_file() and LINK.search(asked.read_text("utf-8", "replace"))):
            key.unlink()


def forget(page: Page, folder: Path) -> None:
    """Take away the keys of a page that asks nothing any more."""
    if page.address is not None and not page.exercises:
        (folder / place(page.address)).unlink(missing_ok=True)
