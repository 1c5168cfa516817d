"""A result is sent to a course's record store when its reader wants that, and only to the one that the author named."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect
from tincan import Statement

from tests.support.pages import Pages
from tests.support.reader import Reader
from tests.support.server import Server, serve
from tests.support.site import build_page

pytestmark = pytest.mark.gate

LIVE = 60_000
EXERCISE = """\
```exercise
name: small
title: One neuron
network: [1, 1]
draw:
  values: {w*: [-2, -1.5, 0.5, 2], b*: [-1, 1], x: [2, 3, 4], y: [1, 2]}
ask: [{value: dL/dwo1}]
seed: 7
```
"""
ACTOR = {"objectType": "Agent", "mbox": "mailto:ada@example.org"}


@dataclass
class Store:
    """A record store: what it was sent, by headers and body, and with what it answers."""

    url: str
    taken: list[tuple[dict[str, str], dict[str, object]]] = field(default_factory=list)
    status: int = 200


@pytest.fixture(scope="module")
def one_store() -> Iterator[Store]:
    """On an origin of its own, as a course's is."""

    class Taking(BaseHTTPRequestHandler):
        def answer(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", self.headers["Origin"])
            self.send_header("Access-Control-Allow-Headers", "authorization,content-type,x-experience-api-version")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_OPTIONS(self) -> None:
            self.answer(204)

        def do_POST(self) -> None:
            assert self.path == "/xapi/statements"
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found.taken.append((dict(self.headers), body))
            self.answer(found.status)

        def log_message(self, *_: object) -> None:
            """Tests print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        found = Store(f"http://127.0.0.1:{server.server_port}/xapi/")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


@pytest.fixture
def store(one_store: Store) -> Store:
    """That store, as if just opened."""
    one_store.taken.clear()
    one_store.status = 200
    return one_store


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, one_store: Store) -> Iterator[Server]:
    """A site with an exercise, whose author named that store, under the policy of its build."""
    theme = {"name": "material", "font": False}
    site = build_page(
        tmp_path_factory.mktemp("own"), EXERCISE, theme, {"xapi": one_store.url.rstrip("/"), "policy": True}
    )
    policy = (site / "content-security-policy.txt").read_text("utf-8").strip()
    with serve(site, headers={"Content-Security-Policy": policy}) as server:
        yield server


def completed(tab: Page, address: str) -> Locator:
    """The exercise with its one question done."""
    tab.goto(address)
    exercise = tab.locator("#small")
    exercise.locator("[data-action=way]").click()
    expect(exercise.locator(".bp-receipt")).to_be_visible(timeout=LIVE)
    return exercise


def read(body: dict[str, object]) -> Statement:
    """The statement, as another library reads it, which knows what may stand in one."""
    return Statement(json.loads(json.dumps(body)))


def test_a_result_is_sent_when_its_reader_wants_that(page: Pages, own: Server, store: Store) -> None:
    """Nothing before; an answer that never came is asked for again with the same number, which counts once."""
    tab = page(expected=["status of 503"])
    exercise = completed(tab, own.url)
    sending, said = exercise.locator(".bp-send"), exercise.locator(".bp-practice-status")
    sending.locator("[type=submit]").click()
    assert store.taken == []  # without a number the form is not complete
    sending.get_by_label("Your number, or name, in the course").fill(" 4711 ")
    store.status = 503
    sending.locator("input").press("Enter")
    expect(said).to_contain_text("did not take the result (HTTP 503)")
    store.status = 200
    sending.locator("[type=submit]").click()
    expect(said).to_contain_text("has the result")
    expect(sending.locator("[type=submit]")).to_be_disabled()
    (_, first), (headers, second) = store.taken
    assert first == second
    assert headers["X-Experience-API-Version"] == "1.0.3"
    assert "Authorization" not in headers
    assert "Referer" not in headers
    statement = read(second)
    assert (statement.actor.account.name, statement.verb.id) == ("4711", "http://adlnet.gov/expapi/verbs/completed")
    assert statement.actor.account.home_page == store.url.removesuffix("xapi/")
    assert statement.object.id == f"{own.url}#small"
    assert (statement.result.score.scaled, statement.result.score.raw, statement.result.score.max) == (0, 0, 1)
    assert statement.result.response == exercise.locator(".bp-receipt textarea").first.input_value()


@pytest.mark.parametrize("of_the_author", [True, False])
def test_a_course_that_opened_the_page_says_who_it_is(
    page: Pages, own: Server, store: Store, *, of_the_author: bool
) -> None:
    """By the parameters that course platforms add; of an address that names another place nothing is taken."""
    endpoint = store.url if of_the_author else "https://elsewhere.example/xapi/"
    query = urlencode({"endpoint": endpoint, "auth": "Basic abc", "actor": json.dumps(ACTOR)})
    exercise = completed(page(), f"{own.url}?{query}")
    sending = exercise.locator(".bp-send")
    if not of_the_author:
        sending.get_by_label("Your number, or name, in the course").fill("4711")
    sending.locator("[type=submit]").click()
    expect(exercise.locator(".bp-practice-status")).to_contain_text("has the result")
    ((headers, body),) = store.taken
    statement = read(body)
    assert headers.get("Authorization") == ("Basic abc" if of_the_author else None)
    assert statement.actor.mbox == (ACTOR["mbox"] if of_the_author else None)
    assert statement.object.id == f"{own.url}#small"


def test_a_site_that_names_no_place_sends_nothing(reader: Reader) -> None:
    exercise = reader("exercises/two-neurons/").locator("#two-old-weights")
    exercise.scroll_into_view_if_needed()
    exercise.locator("[data-action=way]").click()
    expect(exercise.locator(".bp-receipt")).to_be_visible(timeout=LIVE)
    expect(exercise.locator(".bp-send")).to_have_count(0)
