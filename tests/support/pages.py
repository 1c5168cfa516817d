"""Open pages in a real Chromium and notice everything that must not happen in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, Playwright, Request, ViewportSize

from tests.support import chromium

# No start-up traffic of the browser's own, and no name but this machine's resolves; any below localhost is one.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# What runs hot V8 compiles once more, with all that it calls: as much work again as Python's start and first answers,
# for a Python that most tests ask two things. So it waits until Python has run for longer, and does without the calls.
BRIEFLY = ("--js-flags=--no-wasm-inlining --wasm-tiering-budget=100000000",)
OWN_HOSTS = ("127.0.0.1",)
LOCAL_SCHEMES = ("about", "blob", "data", "file")

NEVER_IDLE = "window.requestIdleCallback = () => 0"
# Material's search makes its index of the whole book anew on every page: a fifth of what opening one costs.
NO_SEARCH = """window.Worker = new Proxy(Worker, {
  construct(Real, [address, ...more], target) {
    if (!/\\/workers\\/search\\./.test(address)) return Reflect.construct(Real, [address, ...more], target);
    return Object.assign(new EventTarget(), { postMessage() {}, terminate() {} });
  },
});"""

# Milliseconds. On a machine that does much else a state that a test waits for takes long; one that never comes costs
# it once.
PATIENCE = 60_000
# Nothing of its own that a page shows later: its figures are taken up, its exercises open as far as they are near, its
# fonts there, and it was painted.
SETTLED = """() => {
  const ready = document.readyState === "complete" && document.fonts.status === "loaded"
    && !document.querySelector("figure.bp-figure:has(.bp-steps):not(.bp-ready)");
  if (!ready || !document.querySelector("html:not(.bp-no-live) body:has(script[src*=practice])")) return ready;
  const near = (part) => {
    const { top, bottom } = part?.getBoundingClientRect() ?? {};
    return part?.checkVisibility() && bottom >= -300 && top <= innerHeight + 300;
  };
  const all = [...document.querySelectorAll(".bp-exercise[data-exercise]")];
  const around = (place) => [all[place - 1]?.nextElementSibling, all[place], all[place + 1]?.firstElementChild];
  return !all.some((each, place) => !each.matches(".is-open") && around(place).some(near));
}"""
# The keyboard has all exercises opened before it goes on.
OPEN_EXERCISES = """() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "Tab" }))"""
PAINTED = "() => { const before = window.asked; window.asked = performance.now(); return before < window.asked; }"
# Until it has the sitemap, Material follows links the plain way.
INSTANT = "() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/sitemap.xml'))"

# All steps are drawn as if each had been shown; told are how many there are, and each that has no drawing or one that
# refers to a part that is not there.
DRAW = """() => {
  const { drawingOf, each } = backprop.stepping;
  each(({ steps }) => steps.forEach(drawingOf));
  const steps = [...document.querySelectorAll(".bp-figure .bp-step")];
  const isThere = (use) => document.getElementById(use.getAttribute("xlink:href").slice(1));
  const isWhole = (step) => step.querySelector(".bp-drawing svg[role=img]")
    && [...step.querySelectorAll("use")].every(isThere);
  const parts = [...document.querySelectorAll(".bp-parts use")];
  return [steps.length, [...steps.filter((step) => !isWhole(step)), ...parts.filter((use) => !isThere(use))]
    .map((each) => each.id || each.outerHTML)];
}"""

# The row of a figure's fields is there as if its reader had opened it.
OPEN_ROWS = """{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".bp-values > details::details-content { content-visibility: visible }");
  document.adoptedStyleSheets.push(sheet);
}"""

# Chromium asks for this by itself where a page names no icon.
UNASKED = "/favicon.ico"
# The icon that a page does name is fetched anew whenever its address changes, and cut off when the test goes on.
CUT_OFF = re.compile(r"net::ERR_\w+ \(.*/favicon\.png\)")


def launch(playwright: Playwright, path: str, more: Sequence[str] = ()) -> Browser:
    """Start the browser at this path without a window. A container's root may not use Chromium's own sandbox."""
    return playwright.chromium.launch(executable_path=path, args=[*arguments(), *more])


def launch_profile(kind: BrowserType, path: str, folder: str) -> BrowserContext:
    """Start it with the profile in this folder, which keeps a cache on the disk as a reader's does."""
    return kind.launch_persistent_context(folder, executable_path=path, args=arguments())


def arguments() -> list[str]:
    """The command line of a browser for tests."""
    return [*ARGUMENTS, *(["--no-sandbox"] if chromium.is_root() else [])]


def is_foreign(address: str) -> bool:
    """Tell whether a request for this address leaves this machine."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    return parts.scheme not in LOCAL_SCHEMES and host not in OWN_HOSTS and not host.endswith(".localhost")


def settled(tab: Page) -> Page:
    """Wait until the page shows what it shows by itself: a state, where a silent network is only a guess."""
    tab.wait_for_function(SETTLED)
    # Asked once a frame; a promise of one would be asked for without an end to the waiting.
    tab.wait_for_function(PAINTED)
    return tab


def instant(tab: Page) -> Page:
    """Wait until links are followed without a new document."""
    tab.wait_for_function(INSTANT)
    return settled(tab)


def drawn(tab: Page) -> Page:
    """Have every step of the page drawn, in sight or not: the drawings of those that nobody saw are packed, and what
    looks at all of them would find none."""
    tab.wait_for_function("window.backprop?.stepping && !document.querySelector('.bp-figure:not(.bp-ready) .bp-step')")
    steps, without = tab.evaluate(DRAW)
    assert steps > 0
    assert without == []
    return tab


class Pages:
    """Opens pages, each in a context of its own, and keeps what went wrong in them in `problems`."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.problems: list[str] = []
        self.foreign: list[str] = []
        self.expected: list[str] = []
        self.contexts: list[BrowserContext] = []
        self.ending = False

    def __call__(
        self,
        *,
        viewport: tuple[int, int] = (1280, 800),
        color_scheme: str = "light",
        java_script_enabled: bool = True,
        expected: Sequence[str] = (),
        preload: bool = False,
        search: bool = False,
        closed: bool = False,
        motion: bool = False,
        **options: object,
    ) -> Page:
        """Return a blank page.

        `viewport` is width and height in CSS pixels. `expected` are regular expressions of the console messages and
        page errors that the test provokes; any other fails it, and so does a request to another host. Pages are never
        idle unless `preload` says so, and so start no Python before the first edit; Material's search stays asleep
        unless `search` says otherwise; the row of all fields is open unless it is to be `closed`, as readers find it;
        nothing moves unless there is to be `motion`, which is drawn sixty times a second.
        Further options go to Playwright's `Browser.new_context`.
        """
        context = self.browser.new_context(
            viewport=ViewportSize(width=viewport[0], height=viewport[1]),
            color_scheme=color_scheme,  # type: ignore[arg-type]
            java_script_enabled=java_script_enabled,
            reduced_motion="no-preference" if motion else "reduce",
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        self.expected.extend(expected)
        self.watch(context)
        if not preload:
            context.add_init_script(NEVER_IDLE)
        if not search:
            context.add_init_script(NO_SEARCH)
        if not closed:
            context.add_init_script(OPEN_ROWS)
        return context.new_page()

    def watch(self, context: BrowserContext) -> None:
        """Keep errors on the console, uncaught errors and requests to other hosts, those of workers included."""
        context.on("console", lambda message: self.note(message.type, f"{message.text} ({message.location['url']})"))
        context.on("weberror", lambda error: self.note("error", str(error.error)))
        context.on("request", self.note_request)

    def note(self, kind: str, text: str) -> None:
        """Keep a console message if it is an error, and not one of the unasked and the cut off.

        What a page was still fetching when the test closed it is no fault of the page.
        """
        if kind == "error" and not self.ending and UNASKED not in text and not CUT_OFF.search(text):
            self.problems.append(text)

    def note_request(self, request: Request) -> None:
        """Keep a request that leaves this machine."""
        if is_foreign(request.url):
            self.foreign.append(request.url)

    def unexpected(self) -> list[str]:
        """Return the problems that no test announced, requests to other hosts first."""
        left = [text for text in self.problems if not any(re.search(pattern, text) for pattern in self.expected)]
        return [f"request to another host: {address}" for address in self.foreign] + left

    def close(self) -> None:
        """Close every page."""
        self.ending = True
        for context in self.contexts:
            context.close()
