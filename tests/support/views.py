"""One page in windows of several widths and in both palettes, without opening it anew for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from playwright.sync_api import Page

Palette = Literal["light", "dark"]
View = tuple[int, Palette]

PHONE, DESK = 320, 1280
EVERY: tuple[View, ...] = ((PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark"))

# Material follows the palette of the system a moment later, and fades.
_SETTLED = """scheme => (document.body.dataset.mdColorScheme ?? scheme) === scheme
  && !document.getAnimations().some((each) => each instanceof CSSTransition && each.playState === "running")"""
_SCHEMES = {"light": "default", "dark": "slate"}


def views(page: Page, wanted: Iterable[View] = EVERY) -> Iterator[View]:
    """Show the page in each of the views in turn, and go on once nothing of it fades any more."""
    for width, palette in wanted:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=palette)
        page.wait_for_function(_SETTLED, arg=_SCHEMES[palette])
        yield width, palette
