"""The plugin's options in mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as c


class BackpropConfig(base.Config):  # type: ignore[no-untyped-call]
    """Options under `plugins: - backprop:`."""

    live = c.Type(bool, default=True)
    """Whether readers can change numbers: stages Python for the browser. Off: steps only."""

    policy = c.Type(bool, default=False)
    """Whether the build writes content-security-policy.txt: the strictest header that the pages allow."""

    offline = c.Type(bool, default=False)
    """Whether the build is a folder, with a zip beside it, that opens by double-click, live figures included."""

    service_worker = c.Type(bool, default=False)
    """Whether readers' browsers keep the site, so that it can be read, live too, with no network after one visit."""

    embed = c.Type(bool, default=False)
    """Whether each figure has a page of its own, too, for a frame in a page elsewhere; its tools give the frame."""

    notation = c.Type(dict, default={})
    """How the figures of the site are written that say nothing of it, as the key notation of a fence has it."""

    xapi = c.Type(str, default="")
    """The address of an xAPI record store to which readers may send the results of exercises; nothing is sent else."""

    math = c.Type(bool, default=True)
    """Whether TeX in prose becomes MathML. Turn it off to go on using MathJax or KaTeX."""

    preload = c.Type(bool, default=True)
    """Whether Python starts ahead of a reader's first change: a figure is in sight, the page idle, the link good."""

    parity = c.Type(bool, default=False)
    """Whether each build draws every figure in the browsers' Python too, and fails where a byte differs.

    It needs Node.js.
    """
