"""`backprop render SITE`: figures in a site that is built, by whatever generator."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from backprop_web.cache import Cache, place
from backprop_web.rendering import render
from backprop_web.site import Settings, Site
from backprop_web.terminal import SPEECH, reader_of, refuse

DESCRIPTION = """\
Put figures into the pages of a built site, whatever built it, and beside the pages what they need. A figure is a block
of code whose language is backprop; `{{ tiny: dL/dw1 }}` or the code `backprop tiny: dL/dw1` in the text of a page
becomes the number that its figure shows. All else stays as it is, byte for byte. A page with a mistake stays as it is,
too, and the mistake is told with its line in the page; the exit code is then 2."""
EXAMPLES = """\
  hugo && backprop render public/
  quarto render && backprop render _site/
  backprop render site/ --steps-only
with, on a page:
  ```backprop
  name: tiny
  title: A network of my own
  network: [1, 2, 1]
  ```"""

FIGURES, PAGES = ("1 figure", "{number} figures"), ("1 page", "{number} pages")
NO_FOLDER = "{folder} is no folder: build the site first, and give the folder with its pages"


def command(arguments: Sequence[str]) -> int:
    """Render the site; the result is the exit code, 2 where something has to be mended first."""
    given = reader().parse_args(arguments)
    folder = Path(given.site)
    if not folder.is_dir():
        return refuse([SPEECH.said(NO_FOLDER, folder=folder)])
    settings = Settings(live=not given.steps_only, preload=not given.no_preload)
    rendered = render(folder, Site(settings, _logger(), Cache(place())))
    figures, pages = _count(rendered.figures, *FIGURES), _count(rendered.pages, *PAGES)
    print(SPEECH.said("{figures} in {pages}", figures=figures, pages=pages))
    return refuse(rendered.mistakes) if rendered.mistakes else 0


def _count(number: int, one: str, several: str) -> str:
    return SPEECH.said(one if number == 1 else several, number=number)


def _logger() -> logging.Logger:
    """What is missing in an installation is told like everything else."""
    logger = logging.Logger("backprop_web", logging.INFO)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("backprop: %(message)s"))
    logger.addHandler(handler)
    return logger


def reader() -> argparse.ArgumentParser:
    """Of its arguments."""
    parser = reader_of("render", DESCRIPTION, EXAMPLES)
    parser.add_argument("site", metavar="SITE", help="the folder that the generator wrote")
    parser.add_argument("--steps-only", action="store_true", help="without Python, 11 MB: readers change no number")
    parser.add_argument("--no-preload", action="store_true", help="Python never starts ahead of the first change")
    return parser
