"""A page of one figure alone, with no header and no navigation, for a frame in a page elsewhere: a course, a slide.

Its frame may be cut off from the site (`sandbox="allow-scripts"`), where a browser lets a page fetch nothing. So it
reads its files as a page on a disk does, by scripts, and the font stands in the style sheet. It tells the page around
it how high it is, see `client/embed.js`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from backprop_web import whole
from backprop_web.assets import INDEX, Asset, hashed, way_up
from backprop_web.finished import Finished
from backprop_web.offline import LOADER, twin
from backprop_web.page import Page
from backprop_web.site import Site
from backprop_web.tags import BLOCKING, script_tags

FOLDER = "embed"
TELLER = "embed"
"""The role of the script that tells the height."""
KIND = "bp-embed"
"""The class by which the style sheet knows such a page."""


def folder(page: str) -> str:
    """The folder of the figures of a page, by its path within the site."""
    inner = page.removesuffix(INDEX) if page.endswith(INDEX) else page.removesuffix(".html") + "/"
    return f"{FOLDER}/{inner}"


def beside(site: Site) -> Iterator[Asset]:
    """What these pages need that no other does; after `site.stage`."""
    yield from (site.runtime.files[role] for role in (LOADER, TELLER) if role in site.runtime.files)
    yield from (Asset(f"{asset.uri}.js", twin(asset.content)) for asset in site.fetched)
    if style := _style(site):
        yield style


def pages(site: Site, page: Page, address: str) -> Iterator[Asset]:
    """The page of each figure of steps of `page`, whose path within the site is `address`."""
    for made in page.figures:
        if made.is_stepped:
            uri = f"{folder(address)}{made.name}.html"
            yield Asset(uri, _html(site, page, made, way_up(uri)).encode())


def _html(site: Site, page: Page, made: Finished, root: str) -> str:
    head = '<meta name="robots" content="noindex">'
    return whole.document(made, _tags(site, page, root), f"{made.html}\n", kind=KIND, head=head)


def _tags(site: Site, page: Page, root: str) -> str:
    tags = site.tags(page, root)
    if style := _style(site):
        math = site.runtime.files["math"]
        tags = tags.replace(f'"{escape(root + math.uri)}"', f'"{escape(root + style.uri)}"')
    files = site.runtime.files
    before = script_tags({BLOCKING: files[LOADER]}, root) if page.live and LOADER in files else ""
    return before + tags + (script_tags({TELLER: files[TELLER]}, root) if TELLER in files else "")


def _style(site: Site) -> Asset | None:
    """The style sheet of formulas with the font in it: a font, too, is fetched, and would not come."""
    files = site.runtime.files
    if "math" not in files or "font" not in files:
        return None
    font = files["font"]
    content = whole.filled(files["math"], {font.name: whole.as_address(font.name, font.content)})
    return hashed("math.css", content)
