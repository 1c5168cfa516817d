"""A figure as one HTML file that stands alone, and that file in a frame of a notebook."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from html import escape

from backprop_web import languages, whole
from backprop_web.assets import Asset
from backprop_web.offline import LOADER
from backprop_web.page import Page
from backprop_web.site import Settings, Site
from backprop_web.tags import BLOCKING, script_tags

PRINTER = "notebook"
"""The role of the script that prints what is in a frame, see `client/notebook.js`."""
# JupyterLab shows no frame of a notebook that somebody else ran, but the text in it, which no browser shows.
# What is inside cannot reach the notebook; what a reader takes away is a download.
FRAME = (
    '<iframe class="bp-framed" sandbox="allow-scripts allow-downloads" title="{title}" srcdoc="{page}"'
    ' style="width:100%;height:{height}px;border:0">{untrusted}</iframe>'
)


def html(description: str | Mapping[str, object], *, live: bool = False) -> str:
    """The page of what YAML, or a mapping, describes; with `live`, Python is in it too, so that readers can change
    numbers. Raises FigureError for what its author can mend."""
    return _page(Site(Settings(live=live, preload=False)), description)[0]


def framed(description: Mapping[str, object], title: str, height: int) -> str:
    """The same in a frame so many pixels high, beside which it is laid out whole where the notebook is printed."""
    site = Site(Settings(live=False, preload=False))
    page, language = _page(site, description)
    untrusted = escape(languages.controls(language)["untrusted"].format(title=title))
    frame = FRAME.format(title=escape(title), page=escape(page), height=height, untrusted=untrusted)
    printer = site.runtime.files.get(PRINTER)
    return frame + (f"<script>{printer.content.decode()}</script>" if printer else "")


def _page(site: Site, description: str | Mapping[str, object]) -> tuple[str, str]:
    """The page, and its language."""
    page = site.page("figure")
    figure = page.figure(description)
    page.language = page.figures[0].language
    tags, held = around(site, page)
    return whole.document(page.figures[0], tags, f"{figure}\n{held}"), page.language


def around(site: Site, page: Page) -> tuple[str, str]:
    """What stands before and after the content of a page that has all that it needs within itself."""
    staged = site.stage()
    fetched, loader = site.fetched, site.runtime.files.get(LOADER)
    tags = site.tags(page, root="")
    if fetched and loader:
        tags = script_tags({BLOCKING: loader}, "") + tags
        staged.append(loader)
    tags = whole.within(tags, [asset for asset in staged if asset not in fetched])
    return tags, "".join(map(_held, fetched))


def _held(asset: Asset) -> str:
    """A file that scripts read, after the figure; see `client/disk.js`."""
    text = b64encode(asset.content).decode()
    return f'<script type="application/octet-stream" data-file="{escape(asset.name)}">{text}</script>\n'
