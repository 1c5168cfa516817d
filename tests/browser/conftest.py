"""Servers for the built site, and pages in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from backprop_web.policy import FILE
from tests.support import chromium, pages
from tests.support import site as builder
from tests.support.axe import violations
from tests.support.reader import OneTab, Reader, Visitor
from tests.support.server import Server, serve

expect.set_options(timeout=pages.PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have a test of this folder that fails run once more: beside other work a page may be late for once.

    The summary names it as one that was run again, which is a fault of the test or of the page, to be looked for. No
    other test gets a second chance.
    """
    folder = Path(__file__).parent
    # Asked once a file: ten thousand tests are some two hundred files.
    here = {path for path in {item.path for item in items} if folder in path.parents}
    for item in items:
        if item.path in here:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture
def served(site: Path) -> Iterator[Server]:
    """A server over the built site, without faults until the test adds some."""
    with serve(site) as server:
        yield server


@pytest.fixture(scope="session")
def offline(shared: Path) -> Path:
    """The folder of `offline: true`, with a space in its path as on most disks, built once a run."""

    def build(folder: Path) -> None:
        builder.build(folder / "the book", options={"offline": "true"})

    return builder.once(shared / "my disk", build) / "the book"


@pytest.fixture(scope="session")
def at_its_address(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over the site as built for the address that it is read from, which instant navigation needs."""
    site, folder = builder.once_at_an_address(shared, "published"), tmp_path_factory.mktemp("published")
    with serve(folder, mount="/book/") as server:
        builder.move(site, folder, server.url)
        yield server


@pytest.fixture
def published(at_its_address: Server) -> Server:
    """That server, as if just started: no request so far and no fault."""
    at_its_address.requests.clear()
    at_its_address.faults.clear()
    return at_its_address


@pytest.fixture(scope="session")
def strict(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site at its address, so that instant navigation works too, with the policy that the build wrote as a header.

    What a browser refuses under it, it reports as an error on the console, and the fixture of pages fails on that.
    """
    site, folder = builder.once_at_an_address(shared, "strict", {"policy": "true"}), tmp_path_factory.mktemp("strict")
    with serve(folder, mount="/book/") as server:
        builder.move(site, folder, server.url)
        server.headers["Content-Security-Policy"] = (folder / FILE).read_text(encoding="utf-8").strip()
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, the lighter one where there is; installed where there is none; never skipped."""
    path = chromium.ensure_light(chromium.this_machine())
    with sync_playwright() as playwright:
        running = pages.launch(playwright, path, pages.BRIEFLY)
        yield running
        running.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Browser]:
    """The same as readers have it, which compiles for long runs: for what must not depend on how code was compiled."""
    with browser.browser_type.launch(
        executable_path=chromium.ensure_light(chromium.this_machine()), args=pages.arguments()
    ) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[pages.Pages]:
    """Opens pages: `page(viewport=(320, 800), color_scheme="dark", java_script_enabled=False)`.

    The test fails where a page puts an error on the console, raises one or asks another host for anything,
    unless `page(expected=["pattern"])` announced the error.
    """
    opener = pages.Pages(browser)
    yield opener
    unexpected = opener.unexpected()
    assert not unexpected, "\n".join(unexpected)


@pytest.fixture(scope="session")
def one_reader(browser: Browser, at_its_address: Server) -> Iterator[Reader]:
    """The tab that tests of this process have in common."""
    reader = Reader(browser, at_its_address)
    yield reader
    reader.go()


@pytest.fixture
def reader(one_reader: Reader, published: Server) -> Iterator[Reader]:
    """Goes to pages in a tab where Python may live already: `tab = reader("matrices/")`.

    What fails a test that opens pages of its own fails one that reads in this tab, too.
    """
    del published
    yield one_reader
    unexpected = one_reader.unexpected()
    assert not unexpected, "\n".join(unexpected)


@pytest.fixture(scope="module")
def one_visitor(browser: Browser) -> Iterator[Visitor]:
    """The tab that tests of a file have in common, as far as they are run by one process."""
    visitor = Visitor(browser)
    yield visitor
    visitor.go()


@pytest.fixture
def visitor(one_visitor: Visitor) -> Iterator[Visitor]:
    """Loads pages in that tab: `tab = visitor(published.url + "matrices/")`; for the same questions to many pages.

    What fails a test that opens pages of its own fails one that visits, too.
    """
    yield one_visitor
    unexpected = one_visitor.unexpected()
    assert not unexpected, "\n".join(unexpected)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Leave the tab that a failed test read in: nobody knows what state it is in."""
    report = yield
    for tab in getattr(item, "funcargs", {}).values():
        if report.failed and isinstance(tab, OneTab):
            tab.go()
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Close the test's pages before its server: what a page still asks for would else be reported as missing."""
    opener = getattr(item, "funcargs", {}).get("page")
    if isinstance(opener, pages.Pages):
        opener.close()


@pytest.fixture
def axe() -> Callable[[Page, str], list[str]]:
    """Runs axe-core: `assert axe(page, "article") == []`."""
    return violations
