"""What stands between author and reader: networks that run scripts in another order, minifiers, page translators, two
sites on one origin, a browser that ends the page."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backprop_web import engine, service
from backprop_web.languages.en import LIVE as SENTENCES
from backprop_web.languages.en import PRACTICE
from backprop_web.runtime import load
from tests.browser.test_service_worker import until, until_update
from tests.support import site as builder
from tests.support.hosts import HOSTS
from tests.support.pages import Pages
from tests.support.server import Fault, Handler, Server, delayed, serve
from tools.runtime import make

pytestmark = pytest.mark.gate

LIVE = 60_000
FENCE = "```backprop\nname: {}\ntitle: Own\nnetwork: [1, 2, 1]\n```\n"
EXERCISE = """
```exercise
name: asked
title: Asked
goal: work out a sum
network: [1, 1]
draw: {values: {x: [2, 3]}}
ask: [{value: zo}]
seed: 1
```
"""
PLACES = "own", "tabbed", "folded"
TABS, FOLD = '=== "One"\n\n    Text.\n\n=== "Two"\n\n', "??? note\n\n"
CONFIG = {
    "site_name": "Own",
    "theme": {"name": "material", "font": False},
    "plugins": ["search", "backprop"],
    "markdown_extensions": ["admonition", "pymdownx.details", {"pymdownx.tabbed": {"alternate_style": True}}],
}


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


def _build(folder: Path) -> None:
    docs = folder.with_name("hostile-docs")
    docs.mkdir()
    own, tabbed, folded = (FENCE.format(name) for name in PLACES)
    (docs / "index.md").write_text(f"# Home\n\n{own}\n{TABS}{_indented(tabbed)}\n{FOLD}{_indented(folded)}\n{EXERCISE}")
    config = folder.with_name("hostile.yml")
    config.write_text(json.dumps({**CONFIG, "docs_dir": str(docs)}))
    make()
    builder.build(folder, config=config)


@pytest.fixture(scope="module")
def hostile(shared: Path) -> Path:
    """A page with three figures, one of them in a tab that is closed, one in a note that is; and an exercise."""
    return builder.once(shared / "hostile", _build)


@pytest.fixture
def server(hostile: Path) -> Iterator[Server]:
    with serve(hostile) as running:
        yield running


def _step(tab: Page, name: str = "own") -> None:
    figure = tab.locator(f"#{name}")
    for _ in range(3):
        figure.locator("[data-action=forward]").click()
    expect(figure.locator(".is-current")).to_have_attribute("id", f"{name}-step-3")


def _count(tab: Page) -> None:
    tab.locator('#own input[name="x"]').fill("1")
    expect(tab.locator("#own-step-1 .bp-formula")).to_contain_text("×1", timeout=LIVE)


ORDERS = [
    ("practice", "tools", "live", "letters", "stepping", "early"),
    ("stepping", "practice", "tools", "early", "letters", "live"),
]


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_scripts_that_come_in_another_order(page: Pages, hostile: Path, tmp_path: Path, order: tuple[str, ...]) -> None:
    """A network that delivers pages makes them load beside one another: whichever arrives, waits for what it needs."""
    folder = shutil.copytree(hostile, tmp_path / "site")
    html = (folder / "index.html").read_text("utf-8")
    changed = re.sub(r'(<script src="assets/backprop/[^"]*")(?: defer)?>', r"\1 async>", html)
    assert changed.count(" async>") == len(order)
    (folder / "index.html").write_text(changed, "utf-8")
    with serve(folder) as server:
        for place, name in enumerate(order):
            server.faults[f"*/{name}.*.js"] = delayed(0.3 * place)
        tab = page()
        tab.goto(server.url)
        _step(tab)
        tab.locator("#own [data-tool=predict]").click()
        expect(tab.locator("#own .bp-predict, #own .bp-panel").first).to_be_visible()
        expect(tab.locator('#own input[name="x"]')).to_be_visible()
        # It opens when a reader comes near.
        tab.locator("#asked").scroll_into_view_if_needed()
        expect(tab.locator("#asked [data-action=check]")).to_have_text(PRACTICE["practice_check"])


MINIFYING = """
import sys
import htmlmin, minify, minify_html
from pathlib import Path
html = Path(sys.argv[1]).read_text("utf-8")
made = {
    "htmlmin": htmlmin.minify(html, remove_comments=True, remove_all_empty_space=True, reduce_boolean_attributes=True),
    "minify_html": minify_html.minify(html, minify_js=True, minify_css=True, allow_optimal_entities=True,
        allow_removing_spaces_between_attributes=True, allow_noncompliant_unquoted_attribute_values=True),
    "tdewolff": minify.string("text/html", html),
}
for name, text in made.items():
    Path(sys.argv[1]).with_name(name + ".html").write_text(text, "utf-8")
"""
MINIFIERS = ["htmlmin", "minify_html", "tdewolff"]


def test_pages_that_were_minified(page: Pages, hostile: Path, tmp_path: Path) -> None:
    """By three minifiers as they make a page as small as they can: the steps are as they were."""
    folder = shutil.copytree(hostile, tmp_path / "site")
    subprocess.run([HOSTS / "python", "-c", MINIFYING, folder / "index.html"], check=True)
    whole = (folder / "index.html").stat().st_size
    with serve(folder) as server:
        tab = page()
        texts = {}
        for name in ("index", *MINIFIERS):
            assert (folder / f"{name}.html").stat().st_size <= whole
            tab.goto(f"{server.url}{name}.html")
            _step(tab)
            texts[name] = tab.locator("#own .bp-step:visible").all_inner_texts()
        assert [name for name, text in texts.items() if text != texts["index"]] == []
        _count(tab)


# As translators in browsers do: each text goes into two elements more, again whenever one comes.
TRANSLATOR = """() => {
  const LEFT = "font, script, style, textarea, svg, math, [translate=no], .notranslate";
  const translate = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.closest(LEFT) !== null) continue;
      const outer = document.createElement("font"), inner = document.createElement("font");
      inner.textContent = `«${text.data}»`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  };
  translate(document.body);
  new MutationObserver((records) => {
    for (const { target } of records) translate(target.parentElement ?? document.body);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def test_a_page_that_is_translated_while_it_is_read(page: Pages, server: Server) -> None:
    """Steps, numbers and answers go on; symbols and numbers stay as they are."""
    tab = page()
    tab.goto(server.url)
    tab.evaluate(TRANSLATOR)
    expect(tab.locator("#own figcaption")).to_have_text("«Own»")
    _step(tab)
    _count(tab)
    own = tab.locator("#own")
    own.locator("[data-tool=predict]").click()
    asked = own.locator(".bp-panel")
    expect(asked.locator(".bp-question")).to_contain_text("«")
    asked.get_by_role("textbox").fill("-0.1974")
    asked.get_by_role("button").first.click()
    expect(asked.locator(".bp-verdict")).to_contain_text("«Right", timeout=LIVE)
    expect(own.locator(".is-current")).to_have_attribute("id", "own-step-4")
    expect(tab.locator("#own-step-1 .bp-formula")).not_to_contain_text("«")


# What Tailwind begins with, under themes such as shadcn's: in a layer, what is important outweighs all that is in none.
PREFLIGHT = "@layer base { [hidden]:where(:not([hidden=until-found])) { display: none !important } }"


def test_a_theme_that_hides_what_is_hidden_whatever_others_say(page: Pages, server: Server) -> None:
    tab = page()
    tab.goto(server.url)
    tab.add_style_tag(content=PREFLIGHT)
    _step(tab)
    expect(tab.locator("#own .bp-values summary")).to_be_visible()
    _count(tab)


def test_figures_that_are_closed_when_the_page_is_printed(page: Pages, server: Server) -> None:
    """In a tab or a note: on paper they are as the one that is open, and they step when they are opened after it."""
    tab = page()
    tab.goto(server.url)
    _step(tab)
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    # Of the drawings, the last of each pass.
    assert {name: tab.evaluate(SHOWN, name) for name in PLACES} == {name: [1 + 7 + 13, 2] for name in PLACES}
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    tab.emulate_media(media="screen")
    tab.get_by_text("Two", exact=True).click()
    _step(tab, "tabbed")
    expect(tab.locator("#tabbed .is-current svg").first).to_be_visible()


# How many of a figure's steps, and of their drawings, take room.
SHOWN = """name => [".bp-text", "svg[role]"].map((part) => [...document.querySelectorAll(`#${name} .bp-step ${part}`)]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height > 20).length)"""


def test_a_server_that_unpacks_what_is_packed(page: Pages, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What arrives is then not what the page names: none of it runs, it is told, and the steps go on."""
    answer = Handler.answer

    def unpacking(self: Handler, fault: Fault, body: bytes, content_type: str, *, zipped: bool) -> None:
        plain = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
        answer(self, fault, plain, content_type, zipped=zipped)

    monkeypatch.setattr(Handler, "answer", unpacking)
    tab = page()
    tab.goto(server.url)
    tab.locator('#own input[name="x"]').fill("1")
    told = SENTENCES["live_failed_integrity"].partition("}")[2].partition(".")[0]
    expect(tab.locator("#own .bp-live-message")).to_contain_text(told, timeout=LIVE)
    _step(tab)


STARTED = "bp-started"


def test_a_tab_that_ends_while_python_starts(page: Pages, server: Server) -> None:
    """It comes back without starting Python by itself, which would end it again; its reader may have it started."""
    tab = page(preload=True)
    server.faults["*.wasm.*"] = delayed(600)
    tab.goto(server.url)
    tab.wait_for_function(f"sessionStorage.getItem('{STARTED}')")
    # A tab that is opened by another gets what a browser has kept for that one, as one that comes back does.
    with tab.expect_popup() as opened:
        tab.evaluate("void window.open(location.href)")
    again = opened.value
    again.wait_for_load_state()
    server.faults.clear()
    server.requests.clear()
    again.evaluate("new Promise((done) => requestIdleCallback(() => setTimeout(done)))")
    assert [path for path in server.requests if path.endswith(".bin")] == []
    _step(again)
    again.locator("#own .bp-values summary").click()
    _count(again)


def _publish(folder: Path, edition: int) -> None:
    """Put an edition of a site in the place of the one before."""
    path = folder / "index.html"
    html = re.sub(r"Edition of \w+: \d|(?=<h1)", "", path.read_text("utf-8"))
    path.write_text(html.replace("<h1", f"Edition of {folder.name}: {edition}<h1"), "utf-8")
    service.finish(folder, load(engine.digest()))


def test_two_sites_that_are_kept_on_one_origin(page: Pages, hostile: Path, tmp_path: Path) -> None:
    """Each deployed twice: neither loses a file by the other, and each shows its own second edition."""
    sites = [shutil.copytree(hostile, tmp_path / name) for name in ("one", "two")]
    with serve(tmp_path) as server:
        tab = page()
        for folder in sites:
            _publish(folder, 1)
            tab.goto(f"{server.url}{folder.name}/")
            until(tab, "navigator.serviceWorker.getRegistration().then((kept) => Boolean(kept?.active))")
        for folder in sites:
            _publish(folder, 2)
            tab.goto(f"{server.url}{folder.name}/")
            until_update(tab, "installed")
        tab.goto("about:blank")
        server.shutdown()
        server.socket.close()
        for folder in sites:
            tab.goto(f"{server.url}{folder.name}/")
            expect(tab.locator("body")).to_contain_text(f"Edition of {folder.name}: 2", timeout=LIVE)
            _step(tab)
