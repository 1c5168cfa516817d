"""The option `service_worker`: the whole site with no network after one visit, and never parts of two versions."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backprop_web import engine, policy, service
from backprop_web.runtime import load
from tests.support import site as builder
from tests.support.other_browsers import FIREFOX, WEBKIT, Wanted, opened
from tests.support.pages import Pages
from tests.support.server import Server, altered, missing, serve
from tools.runtime import make

pytestmark = pytest.mark.gate

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
LIVE = 60_000
FENCE = "```backprop\nname: one-two-one\ntitle: Own\nnetwork: [1, 2, 1]\nvalues: {w11: 0.8, b1: 0.1, x: 0.5}\n```\n"
NOISE = ["404", "ERR_", "Failed to load"]
OLD, NEW = "Neural networks from absolute zero", "The second edition of this book"


@pytest.fixture(scope="session")
def built(shared: Path) -> Path:
    """The site with the option, and with a policy."""
    options = {"service_worker": "true", "policy": "true"}
    return builder.once(shared / "kept", lambda folder: builder.build(folder, options=options))


def _build_few(folder: Path) -> None:
    docs = folder.with_name("few-docs")
    docs.mkdir()
    for name in ("index", CHAPTER.rstrip("/"), "terminology"):
        (docs / f"{name}.md").write_text(f"# {name}\n\n{FENCE}", "utf-8")
    plugins = ["search", {"backprop": {"service_worker": True, "policy": True}}]
    theme = {"name": "material", "font": False}
    config = folder.with_name("few.yml")
    config.write_text(json.dumps({"site_name": OLD, "docs_dir": str(docs), "theme": theme, "plugins": plugins}))
    make()
    builder.build(folder, config=config)


@pytest.fixture(scope="module")
def few(shared: Path) -> Path:
    """A site of three pages with the same options: all of the engine, and little else to fetch and to look through."""
    return builder.once(shared / "few", _build_few)


@contextmanager
def _served(site: Path, folder: Path) -> Iterator[Server]:
    shutil.copytree(site, folder)
    header = (folder / policy.FILE).read_text(encoding="utf-8").strip()
    with serve(folder, mount="/books/one/", headers={"Content-Security-Policy": header}) as server:
        yield server


@pytest.fixture
def whole(built: Path, tmp_path: Path) -> Iterator[Server]:
    """A copy of this site, served below a path under its own policy."""
    with _served(built, tmp_path / "site") as server:
        yield server


@pytest.fixture
def kept(few: Path, tmp_path: Path) -> Iterator[Server]:
    """A copy of the small one."""
    with _served(few, tmp_path / "site") as server:
        yield server


def visit(tab: Page, server: Server) -> None:
    """Open the first page and wait until the site is kept."""
    tab.goto(server.url)
    until(tab, "navigator.serviceWorker.getRegistration().then((registration) => Boolean(registration?.active))")


def until(tab: Page, expression: str) -> None:
    """Wait until a promise comes to something true. Playwright's own waiting does not look into promises, and a page
    that is asked for one while it loads itself once more may never answer."""
    tab.wait_for_function(f"""() => {{
        const found = (window.found ??= {{}}), key = {json.dumps(expression)};
        {expression}.then((came) => {{ found[key] = came; }});
        return found[key];
    }}""")


def publish(server: Server) -> None:
    """Put a second version in the place of the first: other words on every page."""
    for path in server.folder.rglob("*.html"):
        path.write_text(path.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    service.finish(server.folder, load(engine.digest()))


def until_update(tab: Page, state: str) -> None:
    """Have the browser look for a new version, and wait for what comes of it."""
    tab.evaluate("""() => void navigator.serviceWorker.ready.then((registration) => {
        registration.addEventListener("updatefound", () => { window.fresh = registration.installing; });
        window.fresh ??= registration.installing ?? registration.waiting;
        registration.update().catch(() => {});
    })""")
    # Where no page of the old version is open, the new one does not stop at being installed.
    states = [state] if state == "redundant" else [state, "activating", "activated"]
    tab.wait_for_function("states => states.includes(window.fresh?.state)", arg=states, timeout=LIVE)


def renew(tab: Page) -> None:
    """Load anew and get the new version: the page of the old one has it take over, and loads itself once more."""
    tab.reload()
    expect(tab.locator("body")).to_contain_text(NEW)


def caches_of(tab: Page) -> list[str]:
    names: list[str] = tab.evaluate("caches.keys()")
    return names


def test_it_is_off_by_default(site: Path) -> None:
    """No worker is written, and no page asks for one."""
    assert not (site / service.FILE).exists()
    assert "service-worker" not in (site / "index.html").read_text(encoding="utf-8")


def test_all_is_there_with_no_network_after_one_visit(page: Pages, whole: Server) -> None:
    """Another page than the one that was visited, by name of folder and of file; steps, numbers, search, fonts."""
    tab = page(search=True)
    visit(tab, whole)
    whole.shutdown()
    whole.socket.close()
    tab.goto(f"{whole.url}{CHAPTER}{FIGURE}-step-3")
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", "one-two-one-step-3")
    tab.locator(f'{FIGURE} input[name="x"]').fill("1")
    expect(tab.locator("#one-two-one-step-1 .bp-formula")).to_contain_text("0.9", timeout=LIVE)
    tab.locator(".md-search__input").click()
    tab.keyboard.type("gradient")
    expect(tab.locator(".md-search-result__item a").first).to_be_visible(timeout=LIVE)
    tab.goto(f"{whole.url}terminology/index.html")
    expect(tab.locator("h1")).to_be_visible()
    assert tab.evaluate("document.fonts.load('20px \"STIX Two Math\"').then((found) => found.length)") == 2


@pytest.mark.parametrize("wanted", [FIREFOX, WEBKIT], ids=lambda wanted: wanted.name)
def test_other_browsers_need_no_network_either(whole: Server, tmp_path: Path, wanted: Wanted) -> None:
    """After one visit another page is there, and live."""
    home = tmp_path / "profile"
    home.mkdir()
    with opened(wanted, home) as tab:
        tab.open(whole.url)
        tab.run("(navigator.serviceWorker.ready.then(({ active }) => { window.active = active }), 0)")
        tab.wait("window.active?.state === 'activated'")
        whole.shutdown()
        whole.socket.close()
        tab.open(whole.url + CHAPTER)
        tab.wait(f"document.querySelector('{FIGURE}.bp-ready')")
        tab.fill(f'{FIGURE} input[name="x"]', "1")
        tab.wait("document.querySelector('#one-two-one-step-1 .bp-formula').textContent.includes('0.9')")


def test_a_new_version_comes_whole(page: Pages, kept: Server) -> None:
    """Fetched beside the old one, shown after the page is loaded anew; then nothing is left of the old."""
    tab = page(search=True)
    visit(tab, kept)
    publish(kept)
    tab.goto(kept.url + CHAPTER)
    assert OLD in tab.content()
    until_update(tab, "installed")
    assert len(caches_of(tab)) == 2
    kept.requests.clear()
    renew(tab)
    until(tab, "caches.keys().then((names) => names.length === 1)")
    # Chromium may ask for the page itself while the worker starts, in case it has no answer.
    asked = [path for path in kept.requests if not path.endswith((service.FILE, "favicon.ico", CHAPTER))]
    assert asked == []


def test_what_did_not_change_is_not_fetched_again(page: Pages, kept: Server) -> None:
    """The engine, say, which is most of the site."""
    tab = page(search=True)
    visit(tab, kept)
    publish(kept)
    kept.requests.clear()
    until_update(tab, "installed")
    assert [path for path in kept.requests if "/assets/" in path] == []
    assert any(path.endswith(CHAPTER) for path in kept.requests)


@pytest.mark.parametrize("fault", [missing(), altered(10)], ids=["missing", "altered"])
def test_half_a_new_version_is_no_version(page: Pages, kept: Server, fault: object) -> None:
    """While one file of the upload is not there, readers keep the old version; then they get the new."""
    tab = page(expected=NOISE, search=True)
    visit(tab, kept)
    publish(kept)
    kept.faults[f"*/{CHAPTER}"] = fault  # type: ignore[assignment]
    until_update(tab, "redundant")
    assert len(caches_of(tab)) == 1
    for path in ("", CHAPTER, "terminology/"):
        tab.goto(kept.url + path)
        assert OLD in tab.content()
        assert NEW not in tab.content()
    kept.faults.clear()
    until_update(tab, "installed")
    renew(tab)


def test_two_tabs_stay_with_one_version(page: Pages, kept: Server) -> None:
    """As long as another page of the old version is open, loading anew gives the old one."""
    tab = page(search=True)
    visit(tab, kept)
    tab.reload()
    other = tab.context.new_page()
    other.goto(kept.url + CHAPTER)
    publish(kept)
    until_update(tab, "installed")
    tab.reload()
    assert OLD in tab.content()
    other.close()
    renew(tab)


def test_only_the_site_itself_is_kept(page: Pages, kept: Server) -> None:
    """No address outside of its folder, none with a method of its own, none that the build does not know."""
    tab = page(expected=NOISE, search=True)
    visit(tab, kept)
    tab.reload()
    held = tab.evaluate("""caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())
        .then((requests) => requests.map((request) => request.url))""")
    assert all(address.startswith(kept.url) for address in held)
    kept.requests.clear()
    tab.evaluate("Promise.all(['none.txt', '/books/two/index.html'].map((address) => fetch(address)))")
    assert sorted(kept.requests) == ["/books/one/none.txt", "/books/two/index.html"]


def test_the_worker_changes_with_any_byte_of_the_site(tmp_path: Path) -> None:
    """And with nothing else, so that a browser sees a new version where there is one."""
    made = load(engine.digest())
    (tmp_path / "index.html").write_text("one")
    first = service.finish(tmp_path, made).read_bytes()
    assert service.finish(tmp_path, made).read_bytes() == first
    (tmp_path / "index.html").write_text("two")
    assert service.finish(tmp_path, made).read_bytes() != first
