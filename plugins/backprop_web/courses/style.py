"""The style of figures for pictures outside pages: apart from the questions, since PDF needs no Pillow."""

from __future__ import annotations

from backprop_web.picture import Style
from backprop_web.site import Settings, Site

KIND = "bp-exercise"


def any_style(*, on_paper: bool = False) -> Style:
    """What any figure is drawn in, which is read once for all papers."""
    site = Site(Settings(live=False))
    site.page(KIND).figure({"name": "any", "title": "any", "network": [1, 1]})
    return Style(site.stage(), on_paper=on_paper)
