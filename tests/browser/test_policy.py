"""The site served with the content-security policy that the build wrote for it: nothing is refused.

Every page is opened under it where its accessibility is looked at, in test_accessibility.py.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from backprop_web.keys import FOLDER
from backprop_web.policy import inline_scripts, policy
from tests.support.drawings import SCALE
from tests.support.pages import Pages
from tests.support.server import Server

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
LIVE = 60_000
SMALLEST_LETTERS = 13.4  # units of a drawing; tests/client/test_shared_numbers.py compares them with the style sheet
# Runs before any script of the page, and is not itself subject to the policy.
LISTEN = """
window.violations = [];
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }) =>
  violations.push([effectiveDirective, blockedURI, sample, sourceFile, lineNumber].join(" ")));
"""


def listening(page: Pages) -> Page:
    tab = page(search=True)
    tab.add_init_script(LISTEN)
    return tab


def expect_no_violation(tab: Page) -> None:
    assert tab.evaluate("violations") == [], tab.url


def test_the_policy_allows_no_inline_style_and_no_other_host(strict: Server) -> None:
    """Script by hash, and no unsafe word but the one for WebAssembly."""
    header = strict.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in header
    assert header.replace("wasm-unsafe-eval", "").count("unsafe") == 0
    assert "://" not in header
    assert "\n" not in header


def test_no_page_has_a_style_or_a_handler_of_its_own(strict: Server) -> None:
    """Nor an inline script beside Material's three and the classes that it would set late; pages of keys have none."""
    for path in sorted(strict.folder.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        assert len(inline_scripts(html)) == (0 if FOLDER in path.parts else 4), path


def test_reading_stepping_and_live_numbers_under_the_policy(strict: Server, page: Pages) -> None:
    """Steps, palette, search, from page to page, a changed number: all of it with one policy."""
    tab = listening(page)
    tab.goto(strict.url)
    tab.locator(".bp-first a[href*=chain-rule]").click()
    expect(tab.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    tab.locator(f'{FIGURE} [data-action="forward"]').click()
    tab.locator('.md-header [title="Switch to light colours"]').click()
    tab.locator(f'{FIGURE} input[name="x"]').fill("1")
    expect(tab.locator("#one-two-one-step-1 .bp-formula")).to_contain_text("0.9", timeout=LIVE)
    tab.locator(".md-search__input").click()
    tab.keyboard.type("fork")
    expect(tab.locator(".md-search-result__item").first).to_be_visible(timeout=LIVE)
    expect_no_violation(tab)


def test_a_figure_is_written_under_the_policy(strict: Server, page: Pages) -> None:
    """The editor, its list of suggestions and its marks bring style sheets of their own, and none is refused."""
    tab = listening(page)
    tab.goto(f"{strict.url}sandbox/")
    tab.locator(".bp-plain").focus()
    tab.locator(".bp-editor .cm-content").click()
    tab.keyboard.press("ControlOrMeta+End")
    tab.keyboard.insert_text("sumz: split\nfa")
    tab.keyboard.press("Control+Space")
    expect(tab.locator(".cm-tooltip-autocomplete li").first).to_contain_text("fade", timeout=LIVE)
    expect(tab.locator(".bp-problems p").first).to_be_visible(timeout=LIVE)
    assert tab.locator(".bp-editor .cm-gutters").evaluate("each => getComputedStyle(each).display") == "flex"
    expect_no_violation(tab)


def test_a_violation_would_be_noticed(strict: Server, served: Server, page: Pages) -> None:
    """With a policy that allows no inline script."""
    header = strict.headers["Content-Security-Policy"]
    served.headers["Content-Security-Policy"] = re.sub(r"'sha256-[^']+'", "", header)
    tab = page(expected=["Content Security Policy", "__md_get", "__md_scope"])
    tab.add_init_script(LISTEN)
    tab.goto(served.url)
    assert any("script-src" in each for each in tab.evaluate("violations"))


def test_a_wide_live_drawing_needs_no_style(strict: Server, page: Pages) -> None:
    """A drawing that is too wide for a phone keeps letters of 12 pixels after it was drawn anew."""
    tab = listening(page)
    tab.set_viewport_size({"width": 320, "height": 700})
    pages = strict.folder.rglob("index.html")
    paths = sorted(path for path in pages if 'bp-frame" tabindex' in path.read_text("utf-8"))
    tab.goto(strict.url + paths[0].relative_to(strict.folder).as_posix())
    wide = tab.locator(".is-current .bp-frame svg").first
    scale = wide.evaluate(SCALE)
    assert scale >= 12 / SMALLEST_LETTERS - 0.001
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect_no_violation(tab)


@pytest.mark.parametrize(
    ("html", "scripts"),
    [
        ("<script>a && b</script>", ["a && b"]),
        ("<script>'&lt;' < 2</script><p>x</p>", ["'&lt;' < 2"]),
        ('<script src="a.js"></script>', []),
        ('<script type="application/json">{"a": 1}</script>', []),
        ('<script type="module">\nimport "./b.js"\n</script>', ['\nimport "./b.js"\n']),
        ("<p>&lt;script>none&lt;/script></p>", []),
    ],
)
def test_inline_scripts_are_found_as_they_stand(html: str, scripts: list[str]) -> None:
    """Every byte counts for the hash; data is no script."""
    assert inline_scripts(html) == scripts


def test_the_policy_does_not_depend_on_the_order_of_pages() -> None:
    """One policy for all pages, each script once."""
    pages = ["<script>a</script>", "<script>b</script><script>a</script>"]
    assert policy(pages) == policy(reversed(pages))
    assert policy(pages).count("sha256-") == 2
