"""One tab for many tests, which a browser shows with less work than a tab for each.

A reader goes from page to page by links, and Python lives on: a start of Python takes more work than most tests that
need it. A visitor loads each page anew, in a process that knows the scripts already, those of the checkers too. What is
about the start itself, or about what a browser keeps, opens a page of its own with `Pages`.
"""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.support.pages import SETTLED, Pages, instant
from tests.support.server import Server

# A page without a figure, between any two that a test reads.
BETWEEN = "licences/"
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"
FOLLOW = """href => {
  window.left = document.querySelector("main article");
  const link = document.createElement("a");
  link.href = href;
  document.body.append(link);
  link.click();
  link.remove();
}"""
# The scripts that the page brought have run, too.
ARRIVED = f"""() => document.querySelector("main article") !== window.left && ({SETTLED})()
  && ["stepping", "live", "tools"].every((name) => {{
    return window.backprop?.[name] || !document.querySelector(`script[src*="/${{name}}."]`);
  }})"""


class OneTab:
    """A tab that stays open between tests, and what went wrong in it."""

    def __init__(self, browser: Browser) -> None:
        self.pages = Pages(browser)
        self.tab: Page | None = None

    def unexpected(self) -> list[str]:
        """What went wrong since this was last asked."""
        found = self.pages.unexpected()
        self.pages.problems.clear()
        self.pages.foreign.clear()
        return found

    def go(self) -> None:
        """Close the tab; whoever comes next finds a new one."""
        self.pages.close()
        self.pages = Pages(self.pages.browser)
        self.tab = None


class Reader(OneTab):
    """Goes to pages of the site at its address: `tab = reader("chain-rule-and-backpropagation/")`."""

    def __init__(self, browser: Browser, server: Server) -> None:
        super().__init__(browser)
        self.server = server
        self.address = BETWEEN

    def __call__(self, address: str, *, viewport: tuple[int, int] = (1280, 800)) -> Page:
        """Return the tab, at this page as the build wrote it: nothing that an earlier test did is left."""
        tab = self.tab = self.tab or self._come()
        _rest(tab, viewport)
        if not tab.url.endswith(BETWEEN):
            self._follow(tab, BETWEEN)
        tab.evaluate(FORGET)
        self._follow(tab, address)
        self.address = address
        return tab

    def again(self) -> None:
        """Leave the page and come back: what it made is made anew, what it kept is there, and Python lives on."""
        assert self.tab
        self._follow(self.tab, BETWEEN)
        self._follow(self.tab, self.address)

    def _come(self) -> Page:
        tab = self.pages(permissions=["clipboard-read", "clipboard-write"])
        tab.goto(self.server.url + BETWEEN)
        return instant(tab)

    def _follow(self, tab: Page, address: str) -> None:
        tab.evaluate(FOLLOW, self.server.url + address)
        tab.wait_for_function(ARRIVED)


class Visitor(OneTab):
    """Loads pages of a server that outlives them: `tab = visitor(published.url + "gallery/xor/")`."""

    def __call__(self, address: str, *, viewport: tuple[int, int] = (1280, 800)) -> Page:
        """Return the tab, at this page as one who comes for the first time finds it."""
        tab = self.tab = self.tab or self._come()
        _rest(tab, viewport)
        # To another place of the page that it is at, the browser would only scroll.
        if tab.url.partition("#")[0] == address.partition("#")[0]:
            tab.goto("about:blank")
        tab.goto(address)
        return tab

    def _come(self) -> Page:
        tab = self.pages()
        # In the new document, as the old one may keep something when it is left.
        tab.add_init_script(f"if (self === top && location.protocol !== 'about:') ({FORGET})()")
        return tab


def _rest(tab: Page, viewport: tuple[int, int]) -> None:
    """Have the window, the pointer and the media as in a new tab."""
    tab.set_viewport_size({"width": viewport[0], "height": viewport[1]})
    tab.mouse.move(0, 0)
    tab.emulate_media(media="null", color_scheme="light")
