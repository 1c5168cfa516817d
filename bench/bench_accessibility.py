"""What the pages of the built site are held to, in three browsers and both languages: `make accessibility`.

    make accessibility                          every page, which takes an hour or two
    make accessibility PAGES='exercises/* de/'  some of them

A row for each page and browser has how much fails at each gate, on a phone: axe-core with AAA's contrast at the first
steps; contrast and targets at late steps, light and dark; a page that scrolls sideways; stops of the keyboard off the
screen; targets too small for a thumb; errors. What fails is told below its row, and the command fails with it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import sync_playwright

from bench.bench_lighthouse import ROOT, addresses
from tests.support import accessibility, chromium, drivers, pages
from tests.support.other_browsers import FIREFOX, WEBKIT, opened
from tests.support.server import serve

NAMES = ("axe", "light", "dark", "wide", "off", "small", "errors")


@contextmanager
def in_chromium() -> Iterator[drivers.Tab]:
    """A tab of it."""
    with sync_playwright() as playwright:
        browser = pages.launch(playwright, chromium.ensure_light(chromium.this_machine()))
        yield accessibility.Chromium(browser.new_page())
        browser.close()


@contextmanager
def tabs() -> Iterator[dict[str, drivers.Tab]]:
    """A tab of each browser that is here, by its name."""
    with ExitStack() as open_:
        homes = (Path(open_.enter_context(TemporaryDirectory())) for _ in range(2))
        others = {each.name: open_.enter_context(opened(each, next(homes))) for each in (FIREFOX, WEBKIT)}
        yield {"Chromium": open_.enter_context(in_chromium()), **others}


def main() -> int:
    """Print the table; 1 where anything fails."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("pages", nargs="*", help="patterns such as 'exercises/*'; all pages where there is none")
    asked = parser.parse_args()
    found = addresses(asked.site, asked.pages)
    if not found:
        sys.exit(f"No page of {asked.site} is like {' '.join(asked.pages)!r}. An example: PAGES='exercises/*'")
    print(f"{'page':44}{'browser':9}" + "".join(f"{name:>7}" for name in NAMES))
    good = True
    with serve(asked.site) as server, tabs() as browsers:
        server.head = drivers.WATCH
        for address in found:
            for browser, tab in browsers.items():
                failing = accessibility.failures(tab, server, address)
                counts = "".join(f"{len(failing[name]):>7}" for name in NAMES)
                print(f"{address or '/':44}{browser:9}{counts}", flush=True)
                for name, told in failing.items():
                    good = good and not told
                    print("".join(f"  {name}: {each}\n" for each in told), end="", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except pytest.skip.Exception as missing:
        sys.exit(str(missing))
